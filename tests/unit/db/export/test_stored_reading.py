"""What the table holds is read the same whether its columns come joined or row by row."""

import sqlite3
from contextlib import closing
from typing import Any

import numpy as np
import pytest

from db.connection import LedgerInconsistent
from db.export import stored_reading
from db.export.stored_reading import read_stored
from db.ledger import Ledger

HOSTILE = [None, "", "甲\n乙", "\0", "a\0b", "\n", "＝1", "x" * 70_000]


def put(ledger: Ledger, sql: str, *values: str | None) -> None:
    with closing(sqlite3.connect(ledger.path)) as connection, connection:
        connection.execute(sql, values)


def read(ledger: Ledger, ids: list[int]) -> dict[str, list[Any]]:
    with ledger.reading() as connection:
        found = read_stored(connection, np.array(ids))
    return {key: list(values) for key, values in found.items()}


@pytest.mark.parametrize("ids", [[1, 2, 3, 4, 5, 6, 7], [7, 3, 5], [2]])
@pytest.mark.parametrize("text", HOSTILE[:2] + HOSTILE[4:5] + HOSTILE[6:])
def test_joined_columns_are_those_of_the_rows(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, ids: list[int], text: str | None
) -> None:
    put(ledger, "UPDATE projects SET summary = ?, jobs = 5, area_mu = 0.1 WHERE id IN (2, 5)", text)
    joined = read(ledger, ids)
    monkeypatch.setattr(stored_reading, "_read_close", lambda *_: None)
    assert joined == read(ledger, ids)


def test_a_text_with_a_line_end_is_read_by_itself(ledger: Ledger) -> None:
    put(ledger, "UPDATE projects SET note = ? WHERE id = 2", "甲\n乙")
    assert read(ledger, [1, 2])["note"][1] == "甲\n乙".encode()


def test_nothing_and_empty_differ(ledger: Ledger) -> None:
    put(ledger, "UPDATE projects SET note = '' WHERE id = 2")
    put(ledger, "UPDATE projects SET note = NULL WHERE id = 3")
    assert read(ledger, [2, 3])["note"] == [b"", None]


def test_ids_that_do_not_follow_each_other_are_read_joined_too(ledger: Ledger) -> None:
    put(ledger, "DELETE FROM projects WHERE id = 4")
    assert read(ledger, [3, 5])["summary"] == [read(ledger, [id_])["summary"][0] for id_ in (3, 5)]


def test_what_is_no_text_is_said_as_for_every_damaged_ledger(ledger: Ledger) -> None:
    put(ledger, "UPDATE projects SET summary = CAST(x'ff' AS TEXT) WHERE id = 2")
    with ledger.reading() as connection:
        for ids in ([1, 2], [2, 7]):
            with pytest.raises(sqlite3.OperationalError, match="Could not decode to UTF-8"):
                read_stored(connection, np.array(ids))


def test_an_area_that_is_no_number_is_named(ledger: Ledger) -> None:
    put(ledger, "UPDATE projects SET area_mu = 9e999 WHERE id = 2")
    with pytest.raises(LedgerInconsistent, match="用地面积"):
        read(ledger, [1, 2, 3])
