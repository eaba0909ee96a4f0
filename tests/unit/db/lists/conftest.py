import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.ledger import Ledger
from db.lists.ledger_lists import LedgerLists


@pytest.fixture
def lists(ledger: Ledger) -> LedgerLists:
    return LedgerLists(ledger)


@pytest.fixture
def other_program(ledger_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(ledger_path)
    yield connection
    connection.close()
