from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.application import Workplace
from ui.opening.session import Session


@pytest.fixture(scope="session")
def session(built_ledger: Path, workplace: Workplace) -> Iterator[Session]:
    """The built-in ledger, open; never write to it."""
    opened = Session.open(built_ledger, workplace.themes["light"])
    yield opened
    opened.ledger.close()
