from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from tests.integration.map_modes.atlas import HOME, SIZE, Atlas, enriched
from ui.application import Workplace


@pytest.fixture(scope="module")
def shared(built_ledger: Path, workplace: Workplace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Atlas]:
    copy = Path(shutil.copy(built_ledger, tmp_path_factory.mktemp("modes") / "ledger.kxc"))
    atlas = Atlas(enriched(copy), workplace)
    yield atlas
    atlas.close()


@pytest.fixture
def atlas(shared: Atlas) -> Iterator[Atlas]:
    """The shared view, brought home; whatever the page complains about fails the test."""
    shared.failures.clear()
    shared.view.set_theme("light")
    QTest.mouseMove(shared.target, QPoint(SIZE[0] - 60, SIZE[1] - 90))
    shared.show("symbols")
    shared.go(*HOME)
    yield shared
    assert shared.failures == []
    assert shared.view.request_guard.blocked == []
