"""``python -m assets.prepare`` as the set-up calls it."""

from functools import partial
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from assets.prepare import __main__ as command
from assets.prepare import steps
from assets.prepare.steps import Step


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace the steps by ones that only note that they were built."""
    noted: list[str] = []

    def note(name: str, _folder: Path) -> None:
        noted.append(name)

    def plan(_root: Path, _scratch: Path) -> list[Step]:
        return [Step(name, name, "1", partial(note, name)) for name in ("vendor", "basemap")]

    monkeypatch.setattr(command, "plan", plan)
    return noted


def test_only_what_is_out_of_date_is_built(built: list[str], tmp_path: Path) -> None:
    assert command.main(["--assets", str(tmp_path)]) == 0
    assert command.main(["--assets", str(tmp_path)]) == 0
    assert built == ["vendor", "basemap"]
    assert command.main(["--assets", str(tmp_path), "--force", "--only", "basemap"]) == 0
    assert built == ["vendor", "basemap", "basemap"]


@pytest.mark.usefixtures("built")
def test_the_list_names_npm_only_when_it_is_needed_and_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "find_npm", lambda: None)
    command.main(["--assets", str(tmp_path), "--list"])
    assert capsys.readouterr().out.split() == ["vendor", "basemap", "npm"]
    command.main(["--assets", str(tmp_path), "--only", "vendor"])
    capsys.readouterr()
    command.main(["--assets", str(tmp_path), "--list"])
    assert capsys.readouterr().out.split() == ["basemap"]


def test_a_failure_is_one_sentence_on_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_folder: Path) -> None:
        raise steps.PrepareError("没有网络。")

    monkeypatch.setattr(command, "plan", lambda _root, _scratch: [Step("vendor", "x", "1", fails)])
    assert command.main(["--assets", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "没有网络。\n"


def test_a_missing_package_is_named_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def plan(_root: Path, _scratch: Path) -> list[Step]:
        raise PackageNotFoundError("fonttools")

    monkeypatch.setattr(command, "plan", plan)
    assert command.main(["--assets", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "fonttools" in said
    assert said.count("\n") == 1


def test_the_prepared_assets_of_this_copy_are_current() -> None:
    assert [
        step.name for step in command.plan(command.ROOT, Path()) if not steps.is_current(step, command.ROOT / "assets")
    ] == []
