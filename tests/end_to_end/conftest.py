from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.end_to_end.person import Person
from ui.application import Workplace, open_window


@pytest.fixture
def person(qtbot: QtBot, workplace: Workplace, own_ledger: Path) -> Iterator[Person]:
    window = open_window(workplace, own_ledger)
    someone = Person(window, qtbot)
    window.resize(1600, 1000)
    window.show()
    someone.settle()
    yield someone
    window.close()
    assert someone.failures == []
