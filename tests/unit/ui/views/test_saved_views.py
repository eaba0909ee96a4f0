from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from PySide6.QtWidgets import QMenuBar
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.vocabulary import UnknownName, Vocabulary
from geo.errors import AtlasError
from ui.explorer import Explorer
from ui.opening.session import Session
from ui.query_runner import QueryRunner
from ui.views.saved_views import SavedViewError, SavedViews, Shelf
from ui.views.views_menu import FILTER_MENU, ViewsMenu

ASKED = Filters(industries=frozenset({2}), tracks=frozenset({11, -1}), year_from=2021, with_undated=True, text="IBM")


@pytest.fixture
def vocabulary(session: Session) -> Vocabulary:
    return session.ledger.load_vocabulary(session.columns)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "views.json"


@pytest.fixture
def views(file: Path, vocabulary: Vocabulary) -> SavedViews:
    return SavedViews(file, vocabulary)


def test_a_view_is_there_in_the_next_run(views: SavedViews, file: Path, vocabulary: Vocabulary) -> None:
    views.save(" 我的 ", ASKED)
    again = SavedViews(file, vocabulary)
    assert again.state == views.state
    assert again.filters_of("我的") == ASKED
    assert again.filters_to_start_with() == ASKED


def test_saving_under_a_taken_name_replaces(views: SavedViews) -> None:
    for name, filters in (("甲", ASKED), ("乙", Filters()), ("甲", Filters(text="药"))):
        views.save(name, filters)
    assert [view.name for view in views.state.views] == ["甲", "乙"]
    assert views.filters_of("甲") == Filters(text="药")


def test_a_deleted_view_is_gone(views: SavedViews) -> None:
    views.save("甲", ASKED)
    views.delete("甲")
    assert views.state == Shelf()
    with pytest.raises(SavedViewError, match="没有"):
        views.filters_of("甲")


def test_a_view_of_a_list_that_is_gone_says_what_it_asked_for(views: SavedViews, vocabulary: Vocabulary) -> None:
    lists = vocabulary.dimensions["list"]
    views.save("甲", Filters(lists=frozenset({int(lists.ids[0])})))
    left = replace(lists, ids=lists.ids[1:], names=lists.names[1:], parents=lists.parents[1:])
    views.set_vocabulary(replace(vocabulary, dimensions=MappingProxyType({**vocabulary.dimensions, "list": left})))
    with pytest.raises(SavedViewError, match=re.escape(lists.names[0])):
        views.filters_of("甲")
    assert views.filters_to_start_with() is None


def test_a_renamed_view_stays_in_its_place_and_stays_the_last(
    views: SavedViews, file: Path, vocabulary: Vocabulary
) -> None:
    for name, filters in (("甲", Filters(text="药")), ("乙", ASKED), ("丙", Filters())):
        views.save(name, filters)
    views.note_shown(ASKED)
    views.rename("乙", " 丁 ")
    assert [view.name for view in views.state.views] == ["甲", "丁", "丙"]
    assert SavedViews(file, vocabulary).filters_to_start_with() == ASKED
    views.rename("丁", "丁")
    for name, fresh, why in (("甲", "丁", "已有"), ("甲", " ", "名字"), ("没有", "戊", "没有叫")):
        with pytest.raises(SavedViewError, match=why):
            views.rename(name, fresh)
    assert [view.name for view in views.state.views] == ["甲", "丁", "丙"]


def test_a_view_keeps_its_taxonomy(views: SavedViews, vocabulary: Vocabulary, tmp_path: Path) -> None:
    asked = Filters(industries=frozenset({102, 0}), taxonomy="2021")
    views.save("旧分类", asked)
    assert views.state.views[0].words == "产业分类：2021；产业：大健康、未归类"
    views.write_view("旧分类", tmp_path / "旧.view.json")
    other = SavedViews(None, vocabulary)
    assert other.filters_of(other.read_view(tmp_path / "旧.view.json")) == asked


def test_names_from_elsewhere_are_one_line_of_what_can_be_seen(views: SavedViews, tmp_path: Path) -> None:
    path = tmp_path / "甲.view.json"
    path.write_text(view_text(name="甲\n\u202e乙\ud800\x00丙" + "长" * 100, words="x" * 9_999), "utf-8")
    assert views.read_view(path) == "甲 乙 丙" + "长" * 55
    assert len(views.state.views[0].words) == 2_000


def test_a_name_is_needed(views: SavedViews, file: Path) -> None:
    with pytest.raises(SavedViewError):
        views.save("  ", ASKED)
    assert not file.exists()


def test_the_run_starts_with_the_view_that_was_shown_and_no_other(views: SavedViews) -> None:
    views.save("甲", ASKED)
    views.note_shown(Filters(text="别的"))
    assert views.filters_to_start_with() is None
    views.note_shown(ASKED)
    assert views.filters_to_start_with() == ASKED


def test_a_view_passed_on_arrives(views: SavedViews, vocabulary: Vocabulary, tmp_path: Path) -> None:
    views.save("甲", ASKED)
    views.write_view("甲", tmp_path / "甲.view.json")
    other = SavedViews(None, vocabulary)
    assert other.read_view(tmp_path / "甲.view.json") == "甲"
    assert other.filters_of("甲") == ASKED
    other.save("甲", Filters())
    assert other.read_view(tmp_path / "甲.view.json") == "甲 2"
    assert other.filters_of("甲") == Filters()


def view_text(**changes: object) -> str:
    whole = {"kind": "science-city-view", "format": 1, "name": "甲", "filters": []}
    return json.dumps(whole | changes)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "[" * 100_000, "{}", view_text(format=2), view_text(name=3), view_text(name=" "),
        view_text(filters="x"), view_text(filters=[1]), view_text(filters=["--within=/etc/hosts"]),
        view_text(filters=["--within", "/etc/hosts"]), view_text(filters=["--colour=red"]),
        view_text(name="\ud800\u202e"), view_text(filters=["--text=\ud800"]), view_text(filters=["--taxonomy=1999"]),
        view_text(filters=["--industry=102"]), view_text(filters=["--within=" + '{"a":' * 50_000]),
        view_text(filters=["-h"]), view_text(filters=["--help"]), view_text(filters=["@/etc/hosts"]),
        view_text(filters=["--bbox=nan,0,1,1"]), view_text(filters=["--ids=" + "9" * 40]),
        view_text(filters=["--amount-min=1e999999999"]), "9" * 100_000, '"' + "甲" * 2_000_000 + '"',
    ],
)  # fmt: skip
def test_a_file_that_is_no_view_is_refused(views: SavedViews, tmp_path: Path, text: str) -> None:
    path = tmp_path / "甲.view.json"
    path.write_text(text, "utf-8")
    with pytest.raises(AtlasError, match="。"):
        views.read_view(path)
    assert views.state == Shelf()


def test_a_view_of_what_the_ledger_does_not_have_is_refused(views: SavedViews, tmp_path: Path) -> None:
    path = tmp_path / "甲.view.json"
    path.write_text(view_text(filters=["--park=没有的园"]), "utf-8")
    with pytest.raises(UnknownName):
        views.read_view(path)


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', '{"format": 9}', '{"format": 1, "views": 3, "last": ""}'])
def test_a_broken_file_is_set_aside(file: Path, vocabulary: Vocabulary, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    views = SavedViews(file, vocabulary)
    assert views.state == Shelf()
    assert views.trouble.endswith("。")
    assert (file.parent / "views.broken.json").read_text("utf-8") == text


def test_what_cannot_be_written_changes_nothing(tmp_path: Path, vocabulary: Vocabulary) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    views = SavedViews(tmp_path / "home" / "views.json", vocabulary)
    with pytest.raises(SavedViewError, match="没有存下来"):
        views.save("甲", ASKED)
    assert views.state == Shelf()


def test_the_menu_asks_for_a_view_and_ticks_the_one_shown(qtbot: QtBot, session: Session, views: SavedViews) -> None:
    runner = QueryRunner()
    explorer = Explorer(session.columns, runner)
    bar = QMenuBar()
    qtbot.addWidget(bar)
    bar.addMenu(FILTER_MENU)
    menu = ViewsMenu(bar, views, explorer, lambda call: [call()].clear())
    menu.add_to(bar)
    views.save("A & B", ASKED)
    explorer.set_filters(Filters(text="别的"))
    entry = next(action for action in menu.actions() if action.text() == "A && B")
    assert not entry.isChecked()
    entry.trigger()
    assert explorer.state.filters == ASKED
    assert next(action for action in menu.actions() if action.text() == "A && B").isChecked()
    explorer.clear_filters()
    assert views.filters_to_start_with() is None
    runner.close()


# --- lists, which have other numbers elsewhere ----------------------------------------------------------------------


def with_lists(vocabulary: Vocabulary, **ids: int) -> Vocabulary:
    """The vocabulary of a ledger with these lists."""
    lists = replace(
        vocabulary.dimensions["list"], ids=tuple(ids.values()), names=tuple(ids), parents=tuple(None for _ in ids)
    )
    return replace(vocabulary, dimensions=MappingProxyType({**vocabulary.dimensions, "list": lists}))


def test_a_view_passed_on_asks_for_the_list_of_the_same_name(vocabulary: Vocabulary, tmp_path: Path) -> None:
    here = SavedViews(None, with_lists(vocabulary, 重点=7, 走访=8))
    there = SavedViews(None, with_lists(vocabulary, 走访=7, 其他=8, 重点=21))
    here.save("甲", Filters(lists=frozenset({7, 8}), kinds=frozenset({"industry"})))
    here.write_view("甲", tmp_path / "甲.view")
    assert json.loads((tmp_path / "甲.view").read_text("utf-8"))["lists"] == {"7": "重点", "8": "走访"}
    assert there.read_view(tmp_path / "甲.view") == "甲"
    asked = Filters(lists=frozenset({7, 21}), kinds=frozenset({"industry"}))
    assert there.filters_of("甲") == asked
    there.note_shown(asked)
    assert there.state.last == "甲"


def test_a_view_of_a_list_that_is_not_here_is_refused_by_its_name(vocabulary: Vocabulary, tmp_path: Path) -> None:
    here, there = (SavedViews(None, with_lists(vocabulary, **{name: 7})) for name in ("重点", "走访"))
    here.save("甲", Filters(lists=frozenset({7})))
    here.write_view("甲", tmp_path / "甲.view")
    with pytest.raises(AtlasError, match="没有叫“重点”的清单"):
        there.read_view(tmp_path / "甲.view")
    assert there.state.views == ()


def test_views_kept_for_one_ledger_do_not_ask_another_for_a_list_of_the_same_number(
    file: Path, vocabulary: Vocabulary
) -> None:
    SavedViews(file, with_lists(vocabulary, 重点=7)).save("甲", Filters(lists=frozenset({7})))
    elsewhere = SavedViews(file, with_lists(vocabulary, 走访=7))
    with pytest.raises(SavedViewError, match="重点"):
        elsewhere.filters_of("甲")
    assert elsewhere.filters_to_start_with() is None


def test_a_view_follows_a_list_that_is_renamed(file: Path, vocabulary: Vocabulary) -> None:
    views = SavedViews(file, with_lists(vocabulary, 重点=7, 走访=8))
    views.save("甲", Filters(lists=frozenset({7})))
    views.set_vocabulary(with_lists(vocabulary, 要紧=7, 走访=8))
    assert views.filters_of("甲") == Filters(lists=frozenset({7}))
    again = SavedViews(file, with_lists(vocabulary, 要紧=7))
    assert again.filters_of("甲") == Filters(lists=frozenset({7}))


def test_views_written_without_names_of_lists_go_by_their_numbers(views: SavedViews, tmp_path: Path) -> None:
    list_id = views._vocabulary.dimensions["list"].ids[0]  # noqa: SLF001
    (tmp_path / "旧.view").write_text(view_text(filters=[f"--list={list_id}"]), "utf-8")
    name = views.read_view(tmp_path / "旧.view")
    assert views.filters_of(name) == Filters(lists=frozenset({int(list_id)}))


@pytest.mark.parametrize("lists", [[], "重点", {"7": 7}])
def test_names_of_lists_that_are_none_are_refused(views: SavedViews, tmp_path: Path, lists: object) -> None:
    (tmp_path / "坏.view").write_text(view_text(lists=lists), "utf-8")
    with pytest.raises(SavedViewError, match="已损坏"):
        views.read_view(tmp_path / "坏.view")
