"""The printed indicators, and which speak of one thing."""

import sqlite3
from collections.abc import Iterator

import pytest

from db.figures.contradictions import Place
from db.figures.indicators import find_series, read_indicators
from db.ledger import Ledger


@pytest.fixture
def connection(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """A copy of the invented ledger to change."""
    copy = sqlite3.connect(":memory:")
    with ledger.reading() as original:
        original.backup(copy)
    yield copy
    copy.close()


def add(connection: sqlite3.Connection, id_: int, name: str, value: float | None, period: str, kind: str) -> None:
    connection.execute(
        "INSERT INTO indicators (id, name, value, unit, period, scope, kind) VALUES (?, ?, ?, '%', ?, '全域', ?)",
        (id_, name, value, period, kind),
    )


def test_words_never_become_numbers(connection: sqlite3.Connection) -> None:
    ranking = next(i for i in read_indicators(connection) if i.name == "排名")
    assert (ranking.value, ranking.value_text) == (None, "第一")


def test_places_and_contradictions_come_with_them(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO evidence VALUES (900, 'indicators', 1, 'value', 'd1', 3, 9)")
    connection.executemany(
        "INSERT INTO statements VALUES (?, 'indicators', 1, 'value', ?, 'd1', ?)", [(90, "6家", 1), (91, "甲、乙", 0)]
    )
    first = next(i for i in read_indicators(connection) if i.id == 1)
    assert first.places == (Place("d1", 3, 9),)
    assert first.is_contradicted


def test_a_series_is_one_thing_at_several_times(connection: sqlite3.Connection) -> None:
    add(connection, 10, "增速", 10.0, "2022-Q1", "actual")
    add(connection, 11, "增速", 12.9, "2021", "actual")
    add(connection, 12, "增速", 15.0, "2025", "target")
    add(connection, 13, "增速", None, "2024", "actual")
    add(connection, 14, "比重", 43.0, "2021", "actual")
    (series,) = find_series(read_indicators(connection))
    assert [(p.period, p.value, p.kind) for p in series.points] == [
        ("2021", 12.9, "actual"),
        ("2022-Q1", 10.0, "actual"),
        ("2025", 15.0, "target"),
    ]


def test_one_time_is_no_series(connection: sqlite3.Connection) -> None:
    add(connection, 10, "增速", 10.0, "2021", "actual")
    assert find_series(read_indicators(connection)) == ()
