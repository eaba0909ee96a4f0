from __future__ import annotations

from pathlib import Path

import pytest

from package.tried import BESIDE, RECORD, is_tried, packaging_files, sum_of_packaging


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project as far as the note of what was tried looks at it."""
    for name in ("package/__init__.py", "package/linux/launcher", "ui/elsewhere.py", *BESIDE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"# {name}\n", "utf-8")
    (tmp_path / RECORD).write_text(sum_of_packaging(tmp_path) + "\n", "ascii")
    return tmp_path


def test_a_note_of_the_files_as_they_are_holds(project: Path) -> None:
    assert is_tried(project)


@pytest.mark.parametrize("name", ["package/linux/launcher", "requirements/app.txt", "requirements/package.txt"])
def test_a_change_of_what_packages_are_made_by_is_seen(project: Path, name: str) -> None:
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("changed\n")
    assert not is_tried(project)


def test_a_new_and_a_renamed_file_are_seen(project: Path) -> None:
    (project / "package/new.py").touch()
    assert not is_tried(project)
    (project / "package/new.py").unlink()
    assert is_tried(project)
    (project / "package/linux/launcher").rename(project / "package/linux/starter")
    assert not is_tried(project)


def test_what_has_nothing_to_do_with_packages_is_not_looked_at(project: Path) -> None:
    (project / "ui/elsewhere.py").write_text("changed\n", "utf-8")
    (project / "package/__pycache__").mkdir()
    (project / "package/__pycache__/x.pyc").write_bytes(b"\0")
    assert is_tried(project)


def test_without_a_note_nothing_was_tried(project: Path) -> None:
    (project / RECORD).unlink()
    assert not is_tried(project)


def test_the_files_of_this_project_are_there(project_dir: Path) -> None:
    names = {path.relative_to(project_dir).as_posix() for path in packaging_files(project_dir)}
    assert {"package/atlas.spec", "package/trial", "package/linux/postinst", *BESIDE} <= names
    assert RECORD not in names
