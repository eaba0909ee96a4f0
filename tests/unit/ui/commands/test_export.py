"""The export command: options, and no file replaced without a yes."""

import io
import sys
from pathlib import Path

import pytest

from db.export.errors import ExportError, TargetTaken
from db.export.formats import FORMATS
from ui.commands.export import describe_options, may_replace, read_given


def test_options_are_read_as_pairs() -> None:
    assert read_given(["datum=gcj02", "title=a=b", " bom = no "]) == {"datum": "gcj02", "title": "a=b", "bom": "no"}
    with pytest.raises(ExportError, match="选项=值"):
        read_given(["datum"])


def test_help_lists_every_option_with_its_default_first() -> None:
    words = describe_options()
    for format_ in FORMATS:
        for option in format_.options:
            assert f"{format_.key}  {option.key}=" in words
    assert "csv  bom=yes|no" in words
    assert "csv  datum=wgs84|gcj02|bd09" in words
    assert "geojson  parks=no|yes" in words


def test_what_is_not_there_needs_no_yes(tmp_path: Path) -> None:
    assert may_replace(tmp_path / "a.csv") is False


def test_where_nobody_can_answer_nothing_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("旧", "utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    with pytest.raises(TargetTaken, match="--yes"):
        may_replace(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("answer", "is_yes"), [("y\n", True), ("是\n", True), ("\n", False), ("n\n", False), ("", False)]
)
def test_a_person_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, is_yes: bool) -> None:
    (tmp_path / "a.csv").write_text("旧", "utf-8")
    stdin = io.StringIO(answer)
    monkeypatch.setattr(stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", stdin)
    if is_yes:
        assert may_replace(tmp_path / "a.csv")
    else:
        with pytest.raises(TargetTaken):
            may_replace(tmp_path / "a.csv")
