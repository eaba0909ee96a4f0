"""Invented ledgers are whole, skewed and the same for the same seed."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from db.connection import LedgerUnwritable, create_ledger_connection
from db.ledger import Ledger
from db.synthetic import fill_synthetic_ledger, write_synthetic_ledger


def dump(seed: int) -> list[str]:
    connection = create_ledger_connection(Path(":memory:"))
    with connection:
        fill_synthetic_ledger(connection, 50, seed)
    lines = [line for line in connection.iterdump() if line.startswith("INSERT INTO") and "_migrations" not in line]
    connection.close()
    return lines


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    assert dump(1) == dump(1)
    assert dump(1) != dump(2)


def test_a_ledger_is_written_whole_and_opens_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "大 台账.kxc"
    report = write_synthetic_ledger(path, 3000)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    connection.close()
    with Ledger.open(path) as ledger:
        columns = ledger.load_columns()
        card = ledger.get_card(1)
    assert (len(columns), report.size_bytes) == (3000, path.stat().st_size)
    assert card.name == columns.names[0]


def test_values_are_skewed_and_some_are_missing(tmp_path: Path) -> None:
    write_synthetic_ledger(tmp_path / "a.kxc", 5000)
    with Ledger.open(tmp_path / "a.kxc") as ledger:
        columns = ledger.load_columns()
    parks = np.sort(np.bincount(columns.codes["park"]))[::-1]
    assert parks[:8].sum() > 0.4 * len(columns)
    published = columns.amount_wan[columns.amount_wan >= 0]
    assert 0.1 < 1 - len(published) / len(columns) < 0.3
    assert np.sort(published)[-50:].sum() > 0.2 * published.sum()
    grades = np.bincount(columns.codes["grade"], minlength=4)
    assert (grades > 0.02 * len(columns)).all()


def test_a_place_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerUnwritable):
        write_synthetic_ledger(tmp_path / "file" / "a.kxc", 1)


def test_about_as_many_names_carry_the_organisation_as_in_the_documents() -> None:
    connection = create_ledger_connection(Path(":memory:"))
    with connection:
        fill_synthetic_ledger(connection, 2000)
    (share,) = connection.execute(
        """SELECT avg(p.name LIKE substr(o.name, 1, 5) || '%') FROM projects AS p JOIN project_organisations AS l
        ON l.project_id = p.id JOIN organisations AS o ON o.id = l.organisation_id"""
    ).fetchone()
    assert 0.52 < share < 0.6
    connection.close()
