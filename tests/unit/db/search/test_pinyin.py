"""Characters are read in every way that is in use, spelt as keyboards spell them."""

import subprocess
import sys
from pathlib import Path

import pytest

from db.search.pinyin import find_readings, forget_dictionary


@pytest.mark.parametrize(
    ("character", "readings"),
    [
        ("金", {"jin"}),
        ("重", {"zhong", "chong"}),
        ("行", {"xing", "hang"}),
        ("长", {"chang", "zhang"}),
        ("绿", {"lv", "lu"}),
        ("部", {"bu"}),
        ("园", {"yuan"}),
    ],
)
def test_readings(character: str, readings: set[str]) -> None:
    assert find_readings([character])[character] == readings


def test_what_has_no_reading_is_left_out() -> None:
    assert dict(find_readings(["a", "。", "é", "\ue000"])) == {}
    assert dict(find_readings([])) == {}


def test_every_reading_is_plain_letters() -> None:
    readings = find_readings(map(chr, range(0x4E00, 0xA000)))
    assert len(readings) > 20_000
    assert all(s.isascii() and s.isalpha() and s.islower() for found in readings.values() for s in found)


def test_the_dictionary_is_not_loaded_before_it_is_asked(project_dir: Path) -> None:
    code = (
        "import sys; from db.search.text_search import TextIndex; index = TextIndex.from_texts(['金凤']);"
        "index.find_rows('金凤'); assert 'pypinyin' not in sys.modules;"
        "assert index.find_rows('jf').all(); assert 'pypinyin' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=project_dir, check=True)


def test_a_dictionary_that_was_let_go_is_loaded_anew() -> None:
    before = find_readings("重庆乐")
    forget_dictionary()
    assert not [name for name in sys.modules if name.startswith("pypinyin")]
    assert find_readings("重庆乐") == before
