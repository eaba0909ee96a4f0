"""What stands in small pictures: numbers of one thing at their times, and no line where none belongs."""

import sqlite3
from collections.abc import Iterator

import pytest

from db.figures.indicators import read_indicators
from db.figures.small_pictures import SmallPicture, find_pictures
from db.ledger import Ledger
from db.months import format_month


@pytest.fixture
def connection(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """A copy of the invented ledger to change."""
    copy = sqlite3.connect(":memory:")
    with ledger.reading() as original:
        original.backup(copy)
    yield copy
    copy.close()


def pictures(connection: sqlite3.Connection) -> dict[str, SmallPicture]:
    return {picture.key: picture for picture in find_pictures(connection, read_indicators(connection))}


def announce(connection: sqlite3.Connection, id_: int, kind: str, held_on: str, count: int | None, wan: int) -> None:
    connection.execute(
        """INSERT INTO events (id, name, kind, held_on, held_on_basis, period, project_count, amount_wan)
        VALUES (?, ?, ?, ?, 'stated', '今年以来', ?, ?)""",
        (id_, f"活动{id_}", kind, held_on, count, wan),
    )


def test_one_announcement_is_no_picture(connection: sqlite3.Connection) -> None:
    assert pictures(connection) == {}


def test_announcements_of_one_kind_stand_at_their_months(connection: sqlite3.Connection) -> None:
    announce(connection, 10, "signing", "2023-02", 5, 1_000_000)
    announce(connection, 11, "groundbreaking", "2023-03", 5, 1_000_000)
    found = pictures(connection)
    assert set(found) == {"signing", "scale"}
    january, february = found["signing"].marks
    assert [(format_month(mark.last), mark.value, mark.words) for mark in (january, february)] == [
        ("2022-01", 20.0, "20（3）"),
        ("2023-02", 100.0, "100（5）"),
    ]
    assert (january.is_read, february.is_read) == (True, False)
    assert found["signing"].joined == ()
    assert [round(mark.value, 4) for mark in found["scale"].marks] == [6.6667, 20.0]


def test_what_is_inside_another_of_its_kind_is_left_out(connection: sqlite3.Connection) -> None:
    announce(connection, 10, "signing", "2023-02", 5, 1_000_000)
    announce(connection, 11, "signing", "2023-02", 2, 300_000)
    connection.execute("INSERT INTO event_containments VALUES (10, 11, 'stated')")
    assert [mark.title for mark in pictures(connection)["signing"].marks] == ["一月签约", "活动10"]


def test_totals_of_periods_are_spans(connection: sqlite3.Connection) -> None:
    announce(connection, 10, "period", "2021-08", 100, 10_000_000)
    announce(connection, 11, "period", "2022-05", None, 20_000_000)
    picture = pictures(connection)["period"]
    assert picture.style == "spans"
    assert [(format_month(m.first), format_month(m.last), m.words) for m in picture.marks] == [
        ("2021-01", "2021-08", "1,000（100）"),
        ("2022-01", "2022-05", "2,000"),
    ]


def test_periods_of_different_length_are_not_joined(connection: sqlite3.Connection) -> None:
    rows = [("2020", 9.0, "actual"), ("2021", 12.9, "actual"), ("2022-Q1", 10.0, "actual"), ("2025", 15.0, "target")]
    for number, (period, value, kind) in enumerate(rows, 20):
        connection.execute(
            """INSERT INTO indicators (id, name, value, unit, period, scope, kind)
            VALUES (?, '增速', ?, '%', ?, '全域', ?)""",
            (number, value, period, kind),
        )
    picture = pictures(connection)["indicator:增速:%"]
    assert [(mark.words, mark.is_target) for mark in picture.marks] == [
        ("9", False),
        ("12.9", False),
        ("10", False),
        ("15", True),
    ]
    assert picture.joined == ((0, 1),)


def test_scopes_are_not_joined(connection: sqlite3.Connection) -> None:
    for number, (period, scope) in enumerate((("2020", "全域"), ("2021", "核心区")), 20):
        connection.execute(
            """INSERT INTO indicators (id, name, value, unit, period, scope, kind)
            VALUES (?, '增速', 1, '%', ?, ?, 'actual')""",
            (number, period, scope),
        )
    assert pictures(connection)["indicator:增速:%"].joined == ()
