"""Lists of a person's own: written whole, taken back and made again; printed lists stay as printed."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.connection import LedgerInconsistent
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from db.lists.ledger_lists import LedgerLists
from db.lists.list_items import EditRefused
from db.lists.lists import MOST_NAME, UnknownList
from db.seeding import hash_content
from db.synthetic import write_synthetic_ledger
from tests.unit.db.lists.own_lists import PRINTED, id_of, items_in


def test_a_new_list_holds_the_projects_in_order_and_says_it_is_ones_own(
    ledger: Ledger, lists: LedgerLists, now: datetime.datetime
) -> None:
    edit = lists.create("  重点\n跟踪 ", [7, 2, 3, 3], now)
    assert (edit.kind, edit.subject, edit.project_ids) == ("list_new", "重点 跟踪", (2, 3, 7))
    assert items_in(ledger) == PRINTED | {"重点 跟踪": [2, 3, 7]}
    printed, own = lists.find()
    assert (printed.is_own, printed.kind, printed.count) == (False, "清单", 1)
    assert (own.is_own, own.kind, own.count) == (True, "自建", 3)
    assert [each.name for each in ledger.get_card(7).lists] == ["重点 跟踪"]


def test_what_comes_later_stands_at_the_end_and_what_is_there_stays(
    ledger: Ledger, lists: LedgerLists, now: datetime.datetime
) -> None:
    lists.create("跟踪", [5, 6], now)
    edit = lists.add(id_of(ledger, "跟踪"), [1, 5, 2], now)
    assert edit.project_ids == (1, 2), "what is on the list already is not changed"
    assert items_in(ledger)["跟踪"] == [5, 6, 1, 2]
    lists.remove(id_of(ledger, "跟踪"), [6, 7, 1], now)
    assert items_in(ledger)["跟踪"] == [5, 2]
    ledger.undo_last_edit(now)
    assert items_in(ledger)["跟踪"] == [5, 6, 1, 2], "each comes back to its place"


def test_a_deleted_list_comes_back_with_everything_on_it(
    ledger: Ledger, lists: LedgerLists, now: datetime.datetime
) -> None:
    lists.create("跟踪", [1, 2, 3], now)
    number = id_of(ledger, "跟踪")
    edit = lists.delete(number, now)
    assert (edit.kind, edit.subject, edit.project_ids) == ("list_delete", "跟踪", (1, 2, 3))
    assert items_in(ledger) == PRINTED
    ledger.undo_last_edit(now)
    assert items_in(ledger) == PRINTED | {"跟踪": [1, 2, 3]}
    assert id_of(ledger, "跟踪") == number, "saved views name it by its number"
    ledger.redo_last_edit()
    assert items_in(ledger) == PRINTED


def test_a_number_is_never_given_to_another_list(ledger: Ledger, lists: LedgerLists, now: datetime.datetime) -> None:
    lists.create("旧", [], now)
    old = id_of(ledger, "旧")
    lists.delete(old, now)
    lists.create("新", [], now)
    assert id_of(ledger, "新") != old


def test_lists_take_the_place_they_are_put_at(ledger: Ledger, lists: LedgerLists, now: datetime.datetime) -> None:
    for name in "甲乙丙丁":
        lists.create(name, [], now)

    def order() -> str:
        return "".join(each.name for each in lists.find() if each.is_own)

    lists.move(id_of(ledger, "丁"), 1, now)
    assert order() == "丁甲乙丙"
    lists.move(id_of(ledger, "甲"), 99, now)
    assert order() == "丁乙丙甲"
    ledger.undo_last_edit(now)
    ledger.undo_last_edit(now)
    assert order() == "甲乙丙丁"
    with pytest.raises(EditRefused, match="已经在这个位置"):
        lists.move(id_of(ledger, "丁"), 4, now)
    lists.delete(id_of(ledger, "乙"), now)
    with pytest.raises(EditRefused, match="已经在这个位置"):
        lists.move(id_of(ledger, "丁"), 3, now)


@pytest.mark.parametrize(
    "act",
    [
        lambda lists, now: lists.add(1, [2], now),
        lambda lists, now: lists.remove(1, [1], now),
        lambda lists, now: lists.rename(1, "别名", now),
        lambda lists, now: lists.delete(1, now),
        lambda lists, now: lists.move(1, 1, now),
    ],
)
def test_a_printed_list_cannot_be_changed(
    ledger: Ledger, lists: LedgerLists, now: datetime.datetime, act: Callable[[LedgerLists, datetime.datetime], object]
) -> None:
    with pytest.raises(EditRefused, match="报道里印出的，不能改动"):
        act(lists, now)
    assert items_in(ledger) == PRINTED
    assert ledger.read_edits().undoable is None


@pytest.mark.parametrize(
    ("name", "words"), [(" \n ", "起个名字"), ("长" * (MOST_NAME + 1), "最多"), ("十大项目", "已有叫“十大项目”")]
)
def test_a_name_must_be_there_short_and_free(
    ledger: Ledger, lists: LedgerLists, now: datetime.datetime, name: str, words: str
) -> None:
    lists.create("跟踪", [1], now)
    acts: tuple[Callable[[], object], ...] = (
        lambda: lists.create(name, [1], now),
        lambda: lists.rename(id_of(ledger, "跟踪"), name, now),
    )
    for act in acts:
        with pytest.raises(EditRefused, match=words):
            act()
    assert items_in(ledger) == PRINTED | {"跟踪": [1]}


def test_what_changes_nothing_is_told_and_is_no_edit(
    ledger: Ledger, lists: LedgerLists, now: datetime.datetime
) -> None:
    lists.create("跟踪", [1], now)
    number = id_of(ledger, "跟踪")
    refused: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: lists.add(number, [1], now), "都已在清单"),
        (lambda: lists.add(number, [], now), "没有要加入的项目"),
        (lambda: lists.remove(number, [2], now), "都不在清单"),
        (lambda: lists.rename(number, "跟踪", now), "已经叫"),
        (lambda: lists.add(99, [1], now), "已不在台账里"),
        (lambda: lists.add(number, [2, 98, 99], now), "没有编号 98、99 的项目"),
        (lambda: lists.create("新", [98], now), "没有编号 98 的项目"),
    )
    for act, words in refused:
        with pytest.raises(EditRefused, match=words):
            act()
    history = ledger.read_edits()
    assert history.undoable is not None
    assert history.undoable.kind == "list_new"
    assert items_in(ledger) == PRINTED | {"跟踪": [1]}
    with pytest.raises(UnknownList, match="现有：十大项目、跟踪"):
        lists.get("没有的")


def test_columns_brought_up_to_date_are_those_read_anew(
    ledger: Ledger, columns: ProjectColumns, lists: LedgerLists, now: datetime.datetime
) -> None:
    lists.create("乙", [2, 7], now)
    lists.create("甲", [1, 2], now)
    lists.move(id_of(ledger, "甲"), 1, now)
    fresh, whole = lists.load_columns(columns.ids).put_into(columns), ledger.load_columns()
    assert fresh.dimensions["list"] == whole.dimensions["list"]
    assert fresh.dimensions["list"].names == ("十大项目", "甲", "乙")
    for part in ("rows", "codes"):
        assert np.array_equal(getattr(fresh.multi["list"], part), getattr(whole.multi["list"], part))
    chosen = Filters(lists=frozenset([id_of(ledger, "甲")]))
    assert fresh.ids[fresh.mask(chosen)].tolist() == [1, 2]
    assert fresh.facets(chosen) == whole.facets(chosen)
    assert columns.dimensions["list"].names == ("十大项目",), "columns are values: the old ones stay as they were"


def test_columns_of_other_projects_are_refused(
    ledger: Ledger, columns: ProjectColumns, lists: LedgerLists, now: datetime.datetime
) -> None:
    lists.create("甲", [7], now)
    with pytest.raises(LedgerInconsistent, match="重新打开"):
        lists.load_columns(columns.ids[:-1])


def test_ten_thousand_projects_come_and_go_in_a_few_statements(tmp_path: Path, now: datetime.datetime) -> None:
    path = tmp_path / "gross.kxc"
    write_synthetic_ledger(path, 12_000)
    with Ledger.open(path) as ledger:
        with ledger.reading() as connection:
            before = hash_content(connection)
            statements: list[str] = []
            connection.set_trace_callback(statements.append)
        edit = LedgerLists(ledger).create("大", range(1, 10_001), now)
        assert len(edit.project_ids) == 10_000
        ledger.undo_last_edit(now)
        ledger.redo_last_edit()
        with ledger.reading() as connection:
            connection.set_trace_callback(None)
        assert len(statements) < 80, "the work is the database's: no statement a project"
        assert len(items_in(ledger)["大"]) == 10_000
        ledger.undo_last_edit(now)
        with ledger.reading() as connection:
            assert hash_content(connection) == before


NAMES = st.sampled_from(["甲", "乙", "丙"])

ACTS = st.lists(
    st.one_of(
        st.sampled_from([("undo",), ("redo",)]),
        st.tuples(st.sampled_from(["create", "add", "remove"]), NAMES, st.sets(st.integers(1, 7))),
        st.tuples(st.just("rename"), NAMES, NAMES),
        st.tuples(st.just("delete"), NAMES),
        st.tuples(st.just("move"), NAMES, st.integers(1, 3)),
    ),
    max_size=16,
)


def change(lists: LedgerLists, act: tuple[object, ...], now: datetime.datetime) -> None:
    kind, name, *rest = act
    if kind == "create":
        lists.create(str(name), rest[0], now)  # type: ignore[arg-type]
        return
    number = lists.get(str(name)).id
    if kind == "delete":
        lists.delete(number, now)
    else:
        getattr(lists, str(kind))(number, *rest, now)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_any_walk_through_edits_agrees_with_a_plain_list_of_states(
    ledger_path: Path, tmp_path: Path, acts: list[tuple[object, ...]]
) -> None:
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    path = Path(shutil.copy(ledger_path, tmp_path / "walk.kxc"))
    with Ledger.open(path) as ledger:
        lists = LedgerLists(ledger)
        with ledger.reading() as connection:
            at_first = hash_content(connection)
        past, here, future = list[list[object]](), list(items_in(ledger).items()), list[list[object]]()
        for act in acts:
            try:
                if act[0] == "undo":
                    ledger.undo_last_edit(now)
                    future.append(here)  # type: ignore[arg-type]
                    here = past.pop()  # type: ignore[assignment]
                elif act[0] == "redo":
                    ledger.redo_last_edit()
                    past.append(here)  # type: ignore[arg-type]
                    here = future.pop()  # type: ignore[assignment]
                else:
                    change(lists, act, now)
                    past, future = [*past, here], []  # type: ignore[list-item]
                    assert list(items_in(ledger).items()) != here, "an edit changes something"
                    here = list(items_in(ledger).items())
            except (EditRefused, UnknownList):
                pass
            assert list(items_in(ledger).items()) == here
        history = ledger.read_edits()
        assert ((history.undoable is not None), (history.redoable is not None)) == (bool(past), bool(future))
        for _ in past:
            ledger.undo_last_edit(now)
        with ledger.reading() as connection:
            assert hash_content(connection) == at_first
