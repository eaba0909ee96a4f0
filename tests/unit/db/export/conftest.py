"""A ledger whose names would like to be something else."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.ledger import Ledger
from tests.unit.db.export.hostile import HOSTILE


@pytest.fixture
def hostile_ledger(ledger_path: Path) -> Ledger:
    with closing(sqlite3.connect(ledger_path)) as connection, connection:
        for id_, name in HOSTILE.items():
            connection.execute("UPDATE projects SET name = ?, summary = ? WHERE id = ?", (name, name, id_))
    return Ledger.open(ledger_path)
