from __future__ import annotations

import os
from pathlib import Path

import pytest

from assets.prepare.words import catalogue_file, compile_words
from geo import wording
from geo.wording import VARIABLE
from ui.program.preferences import (
    FILE,
    SYSTEM,
    Preferences,
    PreferencesError,
    read_preferences,
    speak_as_chosen,
    write_preferences,
)


def test_what_was_chosen_comes_back(tmp_path: Path) -> None:
    chosen = Preferences("dark", "en")
    write_preferences(tmp_path / "new" / FILE, chosen)
    assert read_preferences(tmp_path / "new" / FILE) == chosen
    assert [file.name for file in (tmp_path / "new").iterdir()] == [FILE]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"theme": "pink", "language": "fr"}', '{"theme": 1}', "9" * 20_000]
)
def test_what_cannot_be_read_was_not_chosen(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, "utf-8")
    assert read_preferences(tmp_path / FILE) == Preferences(SYSTEM, "zh")


def test_without_a_file_it_is_chinese_and_follows_the_system(tmp_path: Path) -> None:
    assert read_preferences(tmp_path / FILE) == Preferences(SYSTEM, "zh")


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(PreferencesError, match=r"^选择没有存下来：.*不能写入。$"):
        write_preferences(tmp_path / "file" / FILE, Preferences())


def test_the_environment_goes_before_the_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_preferences(tmp_path / FILE, Preferences("light", "en"))
    monkeypatch.setenv(VARIABLE, "zh")
    speak_as_chosen(tmp_path)
    assert os.environ[VARIABLE] == "zh"


def test_what_was_chosen_is_spoken_where_the_environment_is_silent(
    project_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_words(catalogue_file(project_dir), tmp_path)
    monkeypatch.setattr(wording, "_COMPILED", tmp_path)
    monkeypatch.setenv(VARIABLE, "zh")
    monkeypatch.delenv(VARIABLE)  # set before, so that the choice is taken back after the test
    wording._catalogue.cache_clear()  # noqa: SLF001
    write_preferences(tmp_path / FILE, Preferences("light", "en"))
    speak_as_chosen(tmp_path)
    assert wording.tr("台账") == "Ledger"
    wording._catalogue.cache_clear()  # noqa: SLF001
