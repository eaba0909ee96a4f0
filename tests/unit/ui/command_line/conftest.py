import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.ui.command_line.studio import NOW, Runner, Studio
from ui.command_line import run
from ui.services import Services


@pytest.fixture
def studio() -> Studio:
    return Studio()


@pytest.fixture
def services(tmp_path: Path, seeds_dir: Path, assets_dir: Path, studio: Studio) -> Services:
    return Services(
        version="9.8.7",
        seeds_dir=seeds_dir,
        assets_dir=assets_dir,
        default_ledger=tmp_path / "home" / "ledger.kxc",
        now=lambda: NOW,
        take_snapshot=studio.take_snapshot,
        first_look=studio.first_look,
        take_animation=studio.take_animation,
    )


@pytest.fixture
def call(services: Services, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Run a command and return (exit code, standard output, standard error)."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments], services)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def ask(call: Runner, built_ledger: Path) -> Callable[..., Any]:
    """Run a reading command on the built-in ledger and return its JSON."""

    def ask(command: str, *arguments: object) -> Any:  # noqa: ANN401
        code, out, err = call(command, "--db", built_ledger, *arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return ask
