"""The composition root: which arguments open the window, and where the person's folder is."""

from pathlib import Path
from typing import Any

import pytest

import main


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """Ledgers the window was opened on; None is the default one."""
    ledgers: list[Path | None] = []

    def keep(ledger: Path | None, services: Any) -> int:  # noqa: ANN401
        ledgers.append(ledger)
        return 0

    monkeypatch.setattr(main, "open_window", keep)
    return ledgers


@pytest.mark.parametrize(
    ("arguments", "ledger"),
    [([], None), (["--db", "甲 乙.kxc"], Path("甲 乙.kxc")), (["--db=a=b.kxc"], Path("a=b.kxc"))],
)
def test_arguments_that_open_the_window(opened: list[Path | None], arguments: list[str], ledger: Path | None) -> None:
    assert main.main(arguments) == 0
    assert opened == [ledger]


@pytest.mark.parametrize("arguments", [["--db"], ["--version"], ["--db=", "x"], ["--db=a", "doctor", "--nothing"]])
def test_other_arguments_are_commands(opened: list[Path | None], arguments: list[str]) -> None:
    main.main(arguments)
    assert opened == []


@pytest.mark.parametrize("arguments", [[], ["doctor"], ["projects", "--json"]])
def test_a_home_that_cannot_be_is_told(
    opened: list[Path | None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    monkeypatch.setenv("SCIENCE_CITY_ATLAS_HOME", "~nobody-is-called-so/x")
    assert main.main(arguments) == 1
    assert capsys.readouterr().err == "SCIENCE_CITY_ATLAS_HOME 指的文件夹无法确定：~nobody-is-called-so/x。\n"
    assert opened == []
