"""In which encoding the texts of a Shapefile are: files from China are often GBK and do not say so."""

import codecs
from pathlib import Path
from typing import Final

_SAMPLE_BYTES: Final = 1 << 20
_CANDIDATES: Final = ("utf-8", "gb18030", "big5")
_TOLERATED: Final = 0.05  # share of broken characters: writers cut texts in the middle of a character
_ANSWERS_ALL: Final = "latin-1"
_LANGUAGE_IDS: Final = {0x4D: "gbk", 0x7A: "gbk", 0x4F: "cp950", 0x78: "cp950", 0x7B: "cp932", 0x79: "cp949"}
_CODE_PAGES: Final = {"65001": "utf-8", "54936": "gb18030", "20936": "gb2312", "88591": "latin-1"}


def find_dbf_encoding(dbf: Path, cpg: Path) -> str:
    """Return the name of the codec for the texts of a .dbf; 'utf-8' if there is none.

    What the .cpg or the header's language id says counts if the texts bear it out; else the codec that breaks the
    fewest characters is taken, UTF-8 before GB 18030 before Big5.
    """
    try:
        with dbf.open("rb") as file:
            head = file.read(32)
            file.seek(int.from_bytes(head[8:10], "little"))
            text = bytes(byte for byte in file.read(_SAMPLE_BYTES) if byte not in (0, 0x20, 0x2A))
    except OSError:
        return "utf-8"
    stated = _stated(cpg) or (_LANGUAGE_IDS.get(head[29]) if len(head) == 32 else None)
    for name in ([stated] if stated else []) + list(_CANDIDATES):
        if _broken(text, name) <= _TOLERATED:
            return name
    return _ANSWERS_ALL


def _stated(cpg: Path) -> str | None:
    """Read a .cpg, which may hold anything: 'UTF-8', 'GBK', '936', 'ANSI 1252', a whole web page."""
    try:
        words = cpg.read_bytes()[:64].decode("ascii", "replace").strip().removeprefix("ANSI ").removeprefix("OEM ")
    except OSError:
        return None
    if not words.replace("-", "").replace("_", "").isalnum():
        return None
    for name in (_CODE_PAGES.get(words, words), f"cp{words}"):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return None


def _broken(text: bytes, name: str) -> float:
    """Return the share of characters beyond ASCII that a codec cannot read."""
    try:
        read = text.decode(name, "replace")
    except (LookupError, ValueError):
        return 1.0
    foreign = sum(character > "\x7f" for character in read)
    return read.count("\ufffd") / foreign if foreign else 0.0
