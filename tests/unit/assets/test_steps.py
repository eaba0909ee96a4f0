"""A step is built aside, put in place whole, and not built again."""

from pathlib import Path

import pytest

from assets.prepare import steps
from assets.prepare.steps import PrepareError, Step, fingerprint


def make(words: str, text: str) -> Step:
    """Make a step that writes one file."""

    def build(folder: Path) -> None:
        (folder / "file").write_text(text)

    return Step("thing", "某物", fingerprint([], words), build)


def fails(folder: Path) -> None:
    """Break half-way through a build."""
    (folder / "half").touch()
    raise PrepareError("没有网络")


def test_a_built_step_is_current_until_its_inputs_change(tmp_path: Path) -> None:
    assert not steps.is_current(make("a", ""), tmp_path)
    steps.run(make("a", "x"), tmp_path)
    assert steps.is_current(make("a", "x"), tmp_path)
    assert not steps.is_current(make("b", "x"), tmp_path)


def test_a_rebuilt_step_leaves_nothing_of_the_old_one(tmp_path: Path) -> None:
    steps.run(make("a", "old"), tmp_path)
    (tmp_path / "thing/stray").touch()
    steps.run(make("b", "new"), tmp_path)
    assert sorted(file.name for file in (tmp_path / "thing").iterdir()) == [".stamp", "file"]
    assert (tmp_path / "thing/file").read_text() == "new"
    assert [file.name for file in tmp_path.iterdir()] == ["thing"]


def test_a_failed_step_keeps_what_stood_there(tmp_path: Path) -> None:
    steps.run(make("a", "old"), tmp_path)
    with pytest.raises(PrepareError, match="没有网络"):
        steps.run(Step("thing", "某物", "b", fails), tmp_path)
    assert (tmp_path / "thing/file").read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["thing"]


def test_a_folder_that_cannot_be_written_is_named_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "assets").touch()
    with pytest.raises(PrepareError, match="无法写入文件夹"):
        steps.run(make("a", "x"), tmp_path / "assets")


def test_a_fingerprint_depends_on_contents_not_on_order_or_place(tmp_path: Path) -> None:
    files = [tmp_path / "a", tmp_path / "b", tmp_path / "c"]
    for file, text in zip(files, ("one", "two", "one"), strict=True):
        file.write_text(text)
    assert fingerprint(files[:2]) == fingerprint([files[1], files[2]])
    assert fingerprint(files[:2]) != fingerprint(files[:1])
    assert fingerprint(files, "1", "2") != fingerprint(files, "2", "1")
