"""Texts that come late: each can be shown at once, all of them when they are there, and never those of another row."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

import numpy as np
import pytest

from db.index.late_strings import LateTexts, ReadingStopped
from db.index.string_columns import StringColumn
from db.project_reading import TEXTS, read_ids

NAMES = ("甲厂", "乙园", "丙所", "丁院")
AMOUNTS = ("1亿元", "", "3亿元", "")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "x.db", check_same_thread=False, timeout=0)) as opened:
        opened.execute("CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, amount_text TEXT)")
        rows = [(10 * (row + 1), name, AMOUNTS[row] or None) for row, name in enumerate(NAMES)]
        opened.executemany("INSERT INTO projects VALUES (?, ?, ?)", rows)
        opened.commit()
        yield opened


@pytest.fixture
def late(connection: sqlite3.Connection) -> LateTexts:
    return LateTexts(lambda: nullcontext(connection))


def arrived() -> dict[str, StringColumn]:
    return {"names": StringColumn.from_strings(NAMES), "amount_texts": StringColumn.from_strings(AMOUNTS)}


def test_one_text_is_fetched_by_itself(connection: sqlite3.Connection, late: LateTexts) -> None:
    columns = late.columns(read_ids(connection))
    assert len(columns["names"]) == 4
    assert columns["names"][2] == "丙所"
    assert columns["names"][-1] == "丁院"
    assert columns["amount_texts"][0:3] == ("1亿元", "", "3亿元")
    with pytest.raises(IndexError):
        columns["names"][4]


def test_who_wants_all_waits_until_they_are_there(connection: sqlite3.Connection, late: LateTexts) -> None:
    names = late.columns(read_ids(connection))["names"]
    found: list[list[str]] = []
    asking = threading.Thread(target=lambda: found.append(list(names)))
    asking.start()
    assert found == []
    late.take(arrived())
    asking.join()
    assert found == [list(NAMES)]


def test_once_they_are_there_the_ledger_is_asked_no_more(connection: sqlite3.Connection, late: LateTexts) -> None:
    columns = late.columns(read_ids(connection))
    late.take(arrived())
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    assert columns["names"][1] == "乙园"
    assert columns["amount_texts"] == AMOUNTS
    assert columns["names"].ranks().tolist() == StringColumn.from_strings(NAMES).ranks().tolist()
    assert asked == []


def test_where_none_come_they_are_read_from_the_ledger(connection: sqlite3.Connection, late: LateTexts) -> None:
    columns = late.columns(read_ids(connection))
    late.take(None)
    assert list(columns["names"]) == list(NAMES)
    assert list(columns["amount_texts"]) == list(AMOUNTS)


def test_projects_that_came_and_went_meanwhile_move_no_text(connection: sqlite3.Connection, late: LateTexts) -> None:
    columns = late.columns(read_ids(connection))
    connection.execute("DELETE FROM projects WHERE id = 20")
    connection.execute("INSERT INTO projects VALUES (25, '新来', '')")
    assert columns["names"][1] == ""
    late.take(None)
    assert list(columns["names"]) == ["甲厂", "", "丙所", "丁院"]


def test_a_ledger_in_the_way_of_another_program_stops_no_painting(connection: sqlite3.Connection) -> None:
    def connect() -> AbstractContextManager[sqlite3.Connection]:
        raise sqlite3.OperationalError("database is locked")

    names = LateTexts(connect).columns(np.array([10]))["names"]
    assert names[0] == "…"


def test_a_damaged_ledger_stops_no_painting() -> None:
    def connect() -> AbstractContextManager[sqlite3.Connection]:
        raise sqlite3.DatabaseError("database disk image is malformed")

    names = LateTexts(connect).columns(np.array([10]))["names"]
    assert names[0] == "…"


class Counted:
    """Opens connections to a ledger, and knows how many are open."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection, self.open = connection, 0
        self.before: Callable[[], None] = lambda: None

    @contextmanager
    def connect(self) -> Iterator[sqlite3.Connection]:
        self.before()
        self.open += 1
        yield self.connection
        self.open -= 1


def test_no_connection_stays_open_once_nothing_more_comes(connection: sqlite3.Connection) -> None:
    counted = Counted(connection)
    late = LateTexts(counted.connect)
    names = late.columns(read_ids(connection))["names"]
    assert names[0] == "甲厂"
    assert counted.open == 1  # kept: there will be more questions
    late.take(None)
    assert counted.open == 0
    assert names[1] == "乙园"
    assert counted.open == 0


def test_one_text_does_not_wait_while_all_are_read(connection: sqlite3.Connection) -> None:
    counted = Counted(connection)
    late = LateTexts(counted.connect)
    names = late.columns(read_ids(connection))["names"]
    late.take(None)
    reading, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        if threading.current_thread() is asking:
            reading.set()
            go_on.wait(10)

    counted.before = hold
    asking = threading.Thread(target=lambda: list(names))
    asking.start()
    assert reading.wait(10)
    painted: list[str] = []
    painting = threading.Thread(target=lambda: painted.append(names[1]))
    painting.start()
    painting.join(5)
    go_on.set()
    asking.join()
    assert painted == ["乙园"]


def test_reading_all_is_given_up_when_nobody_wants_them_any_more(
    connection: sqlite3.Connection, late: LateTexts
) -> None:
    names = late.columns(read_ids(connection))["names"]
    late.take(None)
    with pytest.raises(ReadingStopped):
        late.read(lambda: True)
    assert list(late.read()["names"]) == list(names) == list(NAMES)


def test_a_question_that_is_wrong_is_no_text_that_is_unknown(connection: sqlite3.Connection, late: LateTexts) -> None:
    names = late.columns(read_ids(connection))["names"]
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError):
        names[0]


def test_every_text_of_the_table_has_its_column() -> None:
    assert dict(TEXTS) == {"names": "name", "amount_texts": "amount_text"}
