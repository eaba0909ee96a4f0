from __future__ import annotations

from pathlib import Path

import pytest

from geo.files.dbf_encoding import find_dbf_encoding

WORDS = "西永微电园 金凤软件园 大学城 科学谷 生命岛"


def write(folder: Path, text: bytes, cpg: bytes | None = None, language: int = 0) -> str:
    header = bytearray(33)
    header[8:10] = len(header).to_bytes(2, "little")
    header[29] = language
    (folder / "a.dbf").write_bytes(bytes(header) + text)
    if cpg is not None:
        (folder / "a.cpg").write_bytes(cpg)
    return find_dbf_encoding(folder / "a.dbf", folder / "a.cpg")


@pytest.mark.parametrize(
    ("encoding", "cpg", "language"),
    [
        ("gbk", None, 0),
        ("gbk", b"GBK", 0),
        ("gbk", b"936\r\n", 0),
        ("gbk", b"ANSI 936", 0),
        ("gbk", None, 0x4D),
        ("gbk", b"UTF-8", 0),
        ("gbk", b"<!DOCTYPE html><html>login</html>", 0),
        ("gbk", b"\xff\xfe\x00", 0x4D),
        ("gb18030", b"GB18030", 0),
        ("utf-8", None, 0),
        ("utf-8", b"UTF-8", 0),
        ("utf-8", b"65001", 0),
        ("utf-8", b"idna", 0),
        ("big5", b"BIG5", 0),
        ("big5", b"950", 0),
        ("cp950", None, 0x4F),
    ],
)
def test_texts_read_right_whatever_is_stated(tmp_path: Path, encoding: str, cpg: bytes | None, language: int) -> None:
    words = WORDS if encoding not in ("big5", "cp950") else "國語 繁體 園區"
    found = write(tmp_path, words.encode(encoding), cpg, language)
    assert words.encode(encoding).decode(found) == words


def test_a_character_cut_in_half_does_not_change_the_choice(tmp_path: Path) -> None:
    text = WORDS.encode("utf-8") * 10
    assert write(tmp_path, text[:-2] + b" " + text) == "utf-8"


def test_western_bytes_are_read_somehow(tmp_path: Path) -> None:
    assert write(tmp_path, bytes(range(128, 256)) * 3) in ("latin-1", "gb18030", "big5")
    assert write(tmp_path, b"plain") == "utf-8"
    assert write(tmp_path, "Málaga".encode("cp1252"), b"1252") == "cp1252"


@pytest.mark.parametrize("content", [b"", b"\x03", bytes(31)])
def test_a_broken_table_is_no_trouble(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.dbf").write_bytes(content)
    assert find_dbf_encoding(tmp_path / "a.dbf", tmp_path / "a.cpg") == "utf-8"
    assert find_dbf_encoding(tmp_path / "none.dbf", tmp_path / "none.cpg") == "utf-8"
