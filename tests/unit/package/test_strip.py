from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from package.strip import is_elf, is_same_program, stripped

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="ELF files are Linux's"),
    pytest.mark.skipif(shutil.which("strip") is None, reason="strip, of binutils, is not on this machine"),
]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with symbols for debuggers, made here."""
    source = tmp_path / "made.s"
    source.write_text(
        ".text\n.globl answer\n.type answer, @function\nanswer:\n nop\n ret\n.size answer, . - answer\n"
        + "".join(f"only_for_debuggers_{number}:\n nop\n" for number in range(300))
        + '.section .note.GNU-stack,"",@progbits\n',
        "ascii",
    )
    subprocess.run(["as", "-o", tmp_path / "made.o", source], check=True)
    made = tmp_path / "libmade.so"
    subprocess.run(["ld", "-shared", "-o", made, tmp_path / "made.o"], check=True)
    return made


def test_what_only_debuggers_read_is_taken_out(library: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    copy = stripped(library, tmp_path / "out")
    assert copy.parent.name == "out"
    assert copy.stat().st_size < library.stat().st_size / 2
    told = subprocess.run(["nm", "-D", copy], capture_output=True, text=True, check=True).stdout
    assert " T answer" in told
    assert b"only_for_debuggers" in library.read_bytes()
    assert b"only_for_debuggers" not in copy.read_bytes()


def test_a_file_that_is_no_program_is_left_alone(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("words", "ascii")
    assert not is_elf(words)
    assert stripped(words, tmp_path) == words


@pytest.mark.parametrize("section", [".text", ".dynsym", ".dynamic"])
def test_a_copy_with_another_byte_in_what_is_loaded_is_another_program(library: Path, section: str) -> None:
    whole = library.read_bytes()
    told = subprocess.run(["readelf", "-SW", library], capture_output=True, text=True, check=True).stdout
    line = next(line for line in told.splitlines() if f" {section} " in line).split("]", 1)[1].split()
    place = int(line[3], 16)
    changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
    assert is_same_program(whole, whole)
    assert not is_same_program(whole, changed)


def test_a_copy_the_proof_refuses_is_not_used(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.setattr("package.strip.is_same_program", lambda *_: False)
    assert stripped(library, tmp_path / "out") == library


def test_a_copy_the_loader_cannot_map_is_not_used(library: Path) -> None:
    """As strip leaves OpenBLAS: a segment without content, at a place no page begins at."""
    whole = library.read_bytes()
    start = int.from_bytes(whole[32:40], "little")
    moved = whole[: start + 8] + (int.from_bytes(whole[start + 8 : start + 16], "little") + 8).to_bytes(8, "little")
    moved += whole[start + 16 :]
    assert len(moved) == len(whole)
    assert not is_same_program(whole, moved)
