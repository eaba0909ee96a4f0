"""Shared ground: off-screen Qt with the page's scheme known, and a ledger built once from the data pack."""

from __future__ import annotations

import datetime
import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.left_behind import Surroundings

PROJECT = Path(__file__).parents[1]
SEEDS = PROJECT / "seeds"
ASSETS = PROJECT / "assets"

# Whatever the shell speaks, tests speak Chinese until they ask for English.
os.environ.pop("SCIENCE_CITY_ATLAS_LANGUAGE", None)
# Before Qt is imported anywhere.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")


# How fast examples are made and tried says something about the machine only, and what was found by chance is to be
# written down as an example: a change passes or fails by what it changes. New examples are looked for by
# --hypothesis-profile=search.
_ANY_MACHINE = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("any machine", _ANY_MACHINE, derandomize=True)
hypothesis.settings.register_profile("search", _ANY_MACHINE, max_examples=2_000)
hypothesis.settings.load_profile("any machine")

# As in the program (ui/program/garbage.py): a worker that collected what earlier tests left of Qt would crash a
# later one.
gc.disable()


@pytest.fixture(autouse=True)
def _leave_nothing() -> Iterator[None]:
    surroundings = Surroundings()
    yield
    left = surroundings.restore()
    if gc.get_count()[0] > gc.get_threshold()[0]:
        gc.collect(2 if gc.get_count()[1] > 10 * gc.get_threshold()[1] else 1)
    assert left == [], "a test is to end what it began"


@pytest.fixture(scope="session")
def project_dir() -> Path:
    """The checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def seeds_dir() -> Path:
    """The data pack."""
    return SEEDS


@pytest.fixture(scope="session")
def assets_dir() -> Path:
    """The assets; what set-up prepares must be there."""
    return ASSETS


@pytest.fixture(scope="session")
def built_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in ledger, made once; never write to it."""
    from db.seeding import seed_ledger

    path = tmp_path_factory.mktemp("built") / "ledger.kxc"
    seed_ledger(path, SEEDS, datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    return path


@pytest.fixture
def own_ledger(built_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the built-in ledger that a test may do anything to."""
    return Path(shutil.copy(built_ledger, tmp_path / "own.kxc"))


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The application with the page's scheme registered, which must come first."""
    from PySide6.QtWidgets import QApplication

    from ui.app_scheme import register_scheme

    register_scheme()
    return QApplication


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> object:
    """pytest-qt's, with patience: how long things take says something about the machine only."""
    from tests.waiting import PatientQtBot

    return PatientQtBot(request)


@pytest.fixture(scope="session")
def workplace(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> object:
    """The dressed application that windows share."""
    from ui.application import start_application

    return start_application(ASSETS, tmp_path_factory.mktemp("cache"))


@pytest.fixture
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count the thread by which a worker of pytest-xdist hears of its tests among those that wait."""
    from ui.benchmark import objects

    if (runner := sys.modules.get("execnet.gateway_base")) is not None:
        monkeypatch.setattr(objects, "WAITING", objects.WAITING | {runner.__file__})
