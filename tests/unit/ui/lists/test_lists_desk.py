"""Lists in the window without a window: ten thousand at once, refusals, and a close in the middle of writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.connection import LedgerUnwritable
from db.filters import Filters
from db.ledger import Ledger
from db.lists.list_items import EditRefused
from db.synthetic import write_synthetic_ledger
from ui.application import Workplace
from ui.explorer import Explorer
from ui.lists.lists_desk import ListsDesk, count_on_lists
from ui.opening.session import Session
from ui.query_runner import QueryRunner


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.kxc"
    write_synthetic_ledger(path, 12_000)
    return path


@pytest.fixture
def session(large: Path, workplace: Workplace) -> Iterator[Session]:
    opened = Session.open(large, workplace.themes["light"])
    yield opened
    opened.ledger.close()


@pytest.fixture
def explorer(qtbot: QtBot, session: Session) -> Iterator[Explorer]:
    runner = QueryRunner()
    yield Explorer(session.columns, runner)
    runner.close()


@pytest.fixture
def desk(session: Session, explorer: Explorer) -> Iterator[ListsDesk]:
    made = ListsDesk(session, explorer)
    yield made
    made.close()


def test_ten_thousand_at_once_are_written_counted_and_taken_back(
    qtbot: QtBot, desk: ListsDesk, explorer: Explorer, session: Session
) -> None:
    ids = frozenset(session.columns.ids[:10_000].tolist())
    told: list[str] = []
    desk.told.connect(told.append)
    with qtbot.waitSignals([desk.lists_changed, explorer.results_changed], timeout=30_000):
        desk.create("一万", ids)
    assert told[0] == "正在写入台账：10,000 个项目…"
    assert told[-1].startswith("已新建清单“一万”（10,000 项）")
    (own,) = desk.own_lists
    assert own.count == 10_000
    assert int(explorer.columns.mask(Filters(lists=frozenset([own.id]))).sum()) == 10_000
    assert count_on_lists(explorer.columns, session.columns.ids[9_990:10_010].tolist())[own.id] == 10
    assert explorer.columns is session.columns
    assert session.vocabulary.dimensions["list"].name_of(own.id) == "一万"
    with qtbot.waitSignal(desk.history_changed, timeout=30_000) as history:
        desk.undo()
    assert history.args[0].redoable.kind == "list_new"
    assert desk.own_lists == ()


def test_changes_are_made_one_after_another_in_the_order_they_were_asked_for(qtbot: QtBot, desk: ListsDesk) -> None:
    changes = [desk.lists_changed] * 4
    with qtbot.waitSignals(changes, timeout=30_000):
        desk.create("甲", [1])
        desk.create("乙", [2])
        desk.undo()
        desk.undo()
    assert desk.own_lists == ()


def test_what_is_refused_is_handed_on_and_the_next_change_is_made(qtbot: QtBot, desk: ListsDesk) -> None:
    with qtbot.waitSignal(desk.failed, timeout=30_000) as refused:
        desk.create("  ", [1])
    assert isinstance(refused.args[0], EditRefused)
    with qtbot.waitSignal(desk.lists_changed, timeout=30_000):
        desk.create("甲", [1])
    with qtbot.waitSignal(desk.lists_changed, timeout=30_000):
        desk.undo()


def test_a_disk_that_is_full_is_handed_on_and_nothing_is_lost(
    qtbot: QtBot, desk: ListsDesk, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Ledger.open

    def cramped(path: Path) -> Ledger:
        ledger = opened(path)
        with ledger.reading() as connection:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages}")
        return ledger

    monkeypatch.setattr("ui.lists.lists_desk.Ledger.open", cramped)
    with qtbot.waitSignal(desk.failed, timeout=30_000) as refused:
        desk.create("满", range(1, 12_001))
    assert isinstance(refused.args[0], LedgerUnwritable)
    assert desk.own_lists == ()
    with closing(sqlite3.connect(large)) as connection:
        assert connection.execute("SELECT count(*) FROM lists WHERE name = '满'").fetchone() == (0,)
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_closing_lets_what_was_asked_for_be_written(session: Session, explorer: Explorer, large: Path) -> None:
    made = ListsDesk(session, explorer)
    made.create("最后", range(1, 5_001))
    made.close()
    with closing(sqlite3.connect(large)) as connection:
        sql = "SELECT count(*) FROM list_items AS i JOIN lists AS l ON l.id = i.list_id WHERE l.name = '最后'"
        assert connection.execute(sql).fetchone() == (5_000,)
