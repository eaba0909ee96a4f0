from __future__ import annotations

import sys
from pathlib import Path

import pytest

import main
from geo.child_process import CHILD_OPTION, child_command
from ui.child_reading import READERS, WRONG_USAGE, run_reader


def test_a_checkout_starts_the_module_with_its_python() -> None:
    assert child_command("geo.files.vector_files") == [sys.executable, "-m", "geo.files.vector_files"]


def test_a_package_starts_itself_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/atlas/science-city-atlas")
    assert child_command("db.reading.document_reading") == [
        "/opt/atlas/science-city-atlas",
        CHILD_OPTION,
        "db.reading.document_reading",
    ]


def test_on_windows_it_is_the_twin_that_has_a_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", "/atlas/atlas.exe")
    assert child_command("x")[0] == str(Path("/atlas/atlas-cli.exe"))


@pytest.mark.parametrize("arguments", [[], ["os"], ["geo.files.vector_files.other"], ["--help"]])
def test_only_the_readers_are_run(arguments: list[str]) -> None:
    assert run_reader(arguments) == WRONG_USAGE


def test_a_reader_is_run_with_its_own_arguments(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr("db.reading.document_reading.main", lambda: seen.append(list(sys.argv)))
    monkeypatch.setattr(sys, "argv", ["before"])
    assert run_reader(["db.reading.document_reading", str(tmp_path)]) == 0
    assert seen == [["db.reading.document_reading", str(tmp_path)]]


def test_every_reader_can_be_imported_and_run() -> None:
    assert all((Path(main.HERE) / Path(*name.split("."))).with_suffix(".py").is_file() for name in READERS)
