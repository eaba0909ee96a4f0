import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from tests.integration.map_layers.atlas import Atlas
from ui.application import Workplace


@pytest.fixture(scope="module")
def shared(built_ledger: Path, workplace: Workplace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Atlas]:
    copy = Path(shutil.copy(built_ledger, tmp_path_factory.mktemp("layers") / "ledger.kxc"))
    atlas = Atlas(copy, workplace)
    yield atlas
    atlas.close()


@pytest.fixture
def atlas(shared: Atlas) -> Iterator[Atlas]:
    """The shared view without built-in layers; whatever page or window complain about fails the test."""
    QTest.mouseMove(shared.view, QPoint(5, 595))
    shared.only()
    shared.go()
    shared.failures.clear()
    yield shared
    for layer in shared.settings.state.layers:
        if layer.kind != "builtin":
            shared.settings.remove_layer(layer.id)
    shared.view.set_theme("light")
    assert shared.failures == []
    assert shared.view.request_guard.blocked == []
    assert shared.online.fetched == 0
    assert shared.ask("return window.harmed ?? null") is None
