# ruff: noqa: S608 - the conditions are constants of the tests
"""Someone presses every figure of every view: it opens exactly the projects behind it, each place its document."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QTableView, QWidget

from db.figures.building import build_figures
from db.figures.contradictions import Contradiction
from db.figures.repeats import Repeat
from db.filters import Filters
from db.index.columns import ProjectColumns
from tests.end_to_end.person import Person
from tests.unit.db.figures.plain_figures import OWN
from tests.waiting import until
from ui.commands.figures import figures_to_json
from ui.figures.kpi_table import ID_ROLE, KpiTable
from ui.figures.repeats_tree import CASE_ROLE
from ui.figures.stages_settings import GROUP_TITLES
from ui.widgets.elided_link import ElidedLink

pytestmark = pytest.mark.window

LEFT = Qt.MouseButton.LeftButton
Told = dict[str, Any]
EVENT = "SELECT project_id AS id, event_id AS value FROM event_projects"


class Presser:
    """Someone who presses figures and looks which projects are asked for."""

    def __init__(self, person: Person) -> None:
        self.person, self.window, self.explorer = person, person.window, person.window.explorer
        ledger = self.window.session.ledger
        figures = build_figures(ledger, ledger.load_columns(), Filters(), datetime.datetime.now().astimezone().date())
        self.told: Told = json.loads(json.dumps(figures_to_json(figures)))
        self.passages: list[tuple[str, int]] = []
        self.sentences: list[str] = []
        self.window.figures.passage_wanted.connect(lambda document, start: self.passages.append((document, start)))
        self.window.figures.told.connect(self.sentences.append)

    def open(self, place: str) -> Any:  # noqa: ANN401
        """Turn to a view and wait until it has its answer."""
        view, answered = self.window.figures.get(place), list[object]()
        show = view.show_answer

        def show_and_tell(answer: Any, columns: ProjectColumns) -> None:  # noqa: ANN401
            show(answer, columns)
            answered.append(answer)

        view.show_answer = show_and_tell  # type: ignore[method-assign]
        self.window.figures.open(place)
        until(lambda: answered)
        return view

    def asked(self) -> list[int]:
        """The projects that are asked for now."""
        columns = self.window.session.columns
        return sorted(columns.ids[columns.mask(self.explorer.state.filters)].tolist())

    def opens(self, press: Callable[[], object], ids: Iterable[int]) -> None:
        """Press something: these projects, and no others, are asked for; then ask for all again."""
        press()
        assert self.asked() == sorted(ids)
        self.explorer.clear_filters()

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the ledger's file."""
        with closing(sqlite3.connect(f"file:{self.window.session.ledger.path}?mode=ro", uri=True)) as connection:
            return connection.execute(sql).fetchall()

    def ids(self, sql: str) -> list[int]:
        return sorted(row[0] for row in self.query(sql))

    def press_places(self, links: Iterable[QAbstractButton], places: Iterable[tuple[str, int]]) -> None:
        """Press links to documents: each opens one of the places, and none is left out."""
        self.passages.clear()
        for link in links:
            link.click()
        assert self.passages
        assert set(self.passages) <= set(places)


@pytest.fixture
def presser(person: Person) -> Iterator[Presser]:
    yield Presser(person)
    person.settle()


def links(parent: QWidget, role: str = "link") -> list[ElidedLink]:
    return [link for link in parent.findChildren(ElidedLink) if link.objectName() == role]


def named(found: Iterable[QAbstractButton], words: str) -> QAbstractButton:
    return next(button for button in found if button.accessibleName() == words)


def places_of(things: Iterable[Told]) -> set[tuple[str, int]]:
    return {(place["document_id"], place["start"]) for thing in things for place in thing["places"]}


def test_announcements(presser: Presser) -> None:
    view = presser.open("events")
    for event in presser.told["events"]:
        view.tree.choose(event["id"])
        of = event["named"]
        figures = links(view.detail, "figureLink")
        expected = [of["ids"]] * (event["project_count"] is not None)
        expected += [of["published_ids"]] * (event["amount_wan"] is not None)
        for figure, ids in zip(figures, expected, strict=True):
            assert figure.isEnabled() == bool(ids)
            if ids:
                presser.opens(figure.click, ids)
        if of["ids"]:
            presser.opens(named(links(view.detail), "在地图和表里只看这些").click, of["ids"])
        for part in filter(lambda part: part["named"], event["parts"]):
            inner = part["named"]
            cell = named(links(view.detail), f"{part['key']} {inner['project_count']} 项：列出这些项目")
            assert cell.text() == str(inner["project_count"])
            assert cell.isEnabled() == bool(inner["ids"])
            if inner["ids"]:
                presser.opens(cell.click, inner["ids"])
    _check_rows_and_places(presser, view)


def _check_rows_and_places(presser: Presser, view: Any) -> None:  # noqa: ANN401
    """Each row opens its project, each place its document."""
    for event in presser.told["events"]:
        view.tree.choose(event["id"])
        names = dict(presser.query("SELECT id, name FROM projects"))
        for id_ in event["named"]["ids"]:
            named(links(view.detail), names[id_]).click()
            assert presser.explorer.state.selection == {id_}
        places = set(
            presser.query(
                f"""SELECT document_id, min("start") FROM evidence WHERE entity = 'events' AND entity_id = {event["id"]}
                AND field IN ('project_count', 'amount_wan', 'name') GROUP BY 1"""
            )
        )
        assert places, "an announcement without evidence"
        presser.press_places([link for link in links(view.detail) if link.text().startswith("文 ")], places)
        assert len(presser.passages) == len(places)


def test_kpis_and_what_they_break_down_to(presser: Presser) -> None:
    view = presser.open("stages")
    told = {kpi["definition_id"]: kpi for kpi in presser.told["kpis"]}
    definitions = view.options().definitions
    for id_ in definitions:
        kpi, cell = told[id_], view.kpis.cells[id_.partition(".")[0]]
        of_rows = [link for link in links(cell) if link.accessibleName().endswith("列出这些项目")]
        if kpi["value"] is None:
            assert kpi["reason"] in [label.text() for label in cell.findChildren(type(cell.value))]
            continue
        expected = [kpi["numerator_ids"], *([kpi["denominator_ids"]] if kpi["unit"] == "%" else [])]
        for link, ids in zip(of_rows, expected, strict=True):
            if ids:
                presser.opens(link.click, ids)
    for group in GROUP_TITLES:
        next(button for button in view.groups.buttons() if button.property("group") == group).click()
        presser.window.figures.open("stages")
        until(partial(shows, view.table, group))
        _press_cells(presser, view.table, group, [told[id_] for id_ in definitions])


def shows(table: KpiTable, group: str) -> bool:
    """Whether the KPIs are broken down by this."""
    title = table.model().headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
    return bool(title == GROUP_TITLES[group])


def _press_cells(presser: Presser, table: QTableView, group: str, kpis: list[Told]) -> None:
    model = table.model()
    pairs = presser.query(EVENT if group == "event" else OWN[group])
    assert model.rowCount() == len({value for _, value in pairs})
    for row in range(model.rowCount()):
        id_ = model.index(row, 0).data(ID_ROLE)
        within = {project for project, value in pairs if value == id_}
        for column, kpi in enumerate(kpis, 1):
            ids = within.intersection(kpi["numerator_ids"])
            press = partial(table.clicked.emit, model.index(row, column))
            if ids:
                presser.opens(press, ids)
            else:
                press()
                assert presser.explorer.state.filters.is_empty


def test_heads_and_cards_of_the_board(presser: Presser) -> None:
    view = presser.open("stages")
    for lane, column in zip(view.board.lanes, presser.told["board"]["columns"], strict=True):
        ids = [card["project_id"] for card in column["cards"]]
        assert lane.list.cards.rowCount() == len(ids) == column["count"]
        if ids:
            presser.opens(lane.head.click, ids)
        for row, id_ in enumerate(ids):
            lane.list.clicked.emit(lane.list.cards.index(row))
            assert presser.explorer.state.selection == {id_}


def test_the_chain_and_parks_by_industries(presser: Presser) -> None:
    view = presser.open("chain")
    nodes = {node["id"]: node for node in presser.told["chain"]["nodes"]}
    for id_, node in nodes.items():
        below = [one for one in nodes if id_ in _up(one, nodes)]
        ids = {project for one in below for project in nodes[one]["own_ids"]}
        assert len(ids) == node["count"]
        if ids and node["name"]:
            presser.opens(partial(view.canvas.node_pressed.emit, id_), ids)
    gap = presser.told["chain"]["gaps"][0]
    view.canvas.node_pressed.emit(gap)
    assert presser.sentences[-1] == "台账中无项目，不等于现实中没有"
    view.turn_to("matrix")
    model, pressed = view.matrix.matrix, 0
    for cell in presser.told["matrix"]:
        index = model.index(model.parks.index(cell["park_id"]), model.industries.index(cell["industry_id"]))
        recorded = presser.ids(
            f"""SELECT id FROM projects WHERE coalesce(park_id, 0) = {cell["park_id"]}
            AND coalesce(industry_id, 0) = {cell["industry_id"]}"""
        )
        assert len(recorded) == cell["count"]
        if recorded:
            presser.opens(partial(view.matrix.clicked.emit, index), recorded)
            pressed += 1
    assert pressed


def _up(node: int, nodes: dict[int, Told]) -> list[int]:
    found: list[int] = []
    above: int | None = node
    while above is not None:
        found.append(above)
        above = nodes[above]["parent_id"]
    return found


def test_pairs_and_contradictions(presser: Presser) -> None:
    view = presser.open("repeats")
    found = dict(cases(view.tree.model()))
    for pair in presser.told["repeats"]:
        both = (pair["first_id"], pair["second_id"])
        view.tree.setCurrentIndex(found[both])
        presser.opens(named(links(view.detail), "在地图和表里只看这两个").click, both)
        named(links(view.detail), pair["second_name"]).click()
        assert presser.explorer.state.selection == {pair["second_id"]}
    for told in presser.told["contradictions"]:
        view.tree.setCurrentIndex(found[told["entity"], told["entity_id"], told["field"]])
        documents = [link for link in links(view.detail) if link.text().startswith("文 ")]
        presser.press_places(documents, places_of(told["sayings"]))
        assert len(documents) == sum(len(saying["places"]) for saying in told["sayings"])


def cases(model: QAbstractItemModel) -> Iterator[tuple[tuple[Any, ...], QModelIndex]]:
    """By ids of a pair, or what a contradiction is about: where it stands in the list."""
    for top in range(model.rowCount()):
        for row in range(model.rowCount(model.index(top, 0))):
            index = model.index(row, 0, model.index(top, 0))
            case = index.data(CASE_ROLE)
            if isinstance(case, Repeat):
                yield (case.first_id, case.second_id), index
            elif isinstance(case, Contradiction):
                yield (case.entity, case.entity_id, case.field), index


def test_hints(presser: Presser) -> None:
    view = presser.open("findings")
    rows = list(view.findChildren(QWidget, "hint"))
    told = {finding["words"]: finding for finding in presser.told["findings"]}
    assert {row.accessibleName() for row in rows} == set(told)
    for row in rows:
        finding, buttons = told[row.accessibleName()], row.findChildren(QPushButton)
        for button in buttons:
            if button.text().endswith("个项目"):
                assert button.text() == f"{len(finding['project_ids'])} 个项目"
                presser.opens(button.click, finding["project_ids"])
        assert bool(finding["project_ids"]) == any(button.text().endswith("个项目") for button in buttons)
        of_documents = [button for button in buttons if button.text().startswith("文 ")]
        if finding["places"]:
            presser.press_places(of_documents, places_of([finding]))
            assert set(presser.passages) == places_of([finding])
    nested = next(finding for finding in told.values() if finding["key"] == "nested")
    row = next(row for row in rows if row.accessibleName() == nested["words"])
    next(button for button in row.findChildren(QPushButton) if button.text().endswith("场活动")).click()
    events: Any = presser.window.figures.get("events")
    until(lambda: events.isVisible() and events.tree.chosen == nested["event_ids"][0])


def test_indicators(presser: Presser) -> None:
    view = presser.open("indicators")
    told = {indicator["id"]: indicator for indicator in presser.told["indicators"]}
    seen = set()
    model = view.tree.model()
    for top in range(model.rowCount()):
        group = model.index(top, 0)
        for row in range(model.rowCount(group)):
            index = model.index(row, 0, group)
            indicator = view.tree.indicator_at(index)
            assert indicator is not None
            seen.add(indicator.id)
            presser.passages.clear()
            view.tree.setCurrentIndex(index)
            QTest.keyClick(view.tree, Qt.Key.Key_Return)
            first = told[indicator.id]["places"][0]
            assert presser.passages == [(first["document_id"], first["start"])]
    assert seen == set(told)


def test_mechanisms_and_lists(presser: Presser) -> None:
    view = presser.open("mechanisms")
    found = [b for b in view.mechanisms.findChildren(QPushButton) if b.text().startswith("文 ")]
    places = presser.query(
        """SELECT document_id, min("start") FROM evidence WHERE entity = 'mechanisms' GROUP BY entity_id, document_id"""
    )
    presser.press_places(found, places)
    assert len(found) == len(places)
    for id_, name in presser.query("SELECT id, name FROM lists"):
        items = presser.ids(f"SELECT project_id FROM list_items WHERE list_id = {id_}")
        presser.opens(named(links(view.lists), name).click, items)


def test_a_list_is_exported_from_an_empty_result(presser: Presser) -> None:
    view = presser.open("mechanisms")
    presser.explorer.set_filters(Filters(text="没有这样的项目"))
    presser.person.settle()
    assert not presser.window.actions_by_key["export_filtered"].isEnabled()
    button = next(b for b in view.lists.findChildren(QPushButton) if b.text() == "导出…" and b.isEnabled())
    button.click()
    dialog = presser.window.files.exports
    until(lambda: dialog.dialog.isVisible())
    dialog.dialog.close()
    assert presser.explorer.results.totals.count == len(presser.asked()) > 0


def test_nothing_to_export_is_said(presser: Presser) -> None:
    presser.explorer.set_filters(Filters(text="没有这样的项目"))
    presser.person.settle()
    presser.open("mechanisms").turn_wanted.emit("export")
    assert presser.sentences[-1] == "没有符合条件的项目，没有可导出的。"


def test_an_empty_index_asks_for_nothing(presser: Presser) -> None:
    view = presser.open("chain")
    view.turn_to("matrix")
    view.matrix.clicked.emit(QModelIndex())
    assert presser.explorer.state.filters.is_empty
