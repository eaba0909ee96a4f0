"""Keyboard and screen reader: every stop has a name, Tab follows the reading order, F6 goes from part to part."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QLabel, QScrollBar, QWidget

from tests.end_to_end.person import Person
from ui.main_window import MainWindow
from ui.query_runner import QueryRunner
from ui.widgets.panes import reading_order

pytestmark = pytest.mark.window


def spoken_name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def holds_focus_without_name(window: MainWindow) -> list[str]:
    nameless = []
    pages = window.findChildren(QWebEngineView)
    for widget in filter(QWidget.isVisible, window.findChildren(QWidget)):
        is_wordless_label = isinstance(widget, QLabel) and not widget.text()
        is_part_of_the_page = any(page.isAncestorOf(widget) for page in pages)  # a page names its own parts
        is_qts_own = widget.objectName().startswith("qt_")  # the field inside a spin box, which has the name
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or is_wordless_label or is_part_of_the_page or is_qts_own:
            continue
        if not isinstance(widget, QScrollBar) and not spoken_name(widget):
            nameless.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return nameless


def focus_chain(window: MainWindow) -> list[QWidget]:
    """What Tab reaches, beginning with the first stop of the filter panel."""
    chain = [reading_order(window.filter_panel)[0]]
    widget = chain[0].nextInFocusChain()
    while widget is not None and widget is not chain[0]:
        chain.append(widget)
        widget = widget.nextInFocusChain()
    return chain


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


def panes(window: MainWindow) -> list[QWidget]:
    return [window.filter_panel, window.map_view, window.time.bar, window.result_pane, window.layers_desk.side]


def test_whatever_can_hold_the_focus_has_a_name(person: Person) -> None:
    window = person.window
    window.explorer.select([int(window.explorer.columns.ids[0])])
    person.settle()
    assert holds_focus_without_name(window) == []


def test_whatever_can_hold_the_focus_has_a_name_with_layers_and_charts_shown(person: Person) -> None:
    window = person.window
    window.actions_by_key["layers"].trigger()
    for number in range(window.result_pane.tabs.count()):
        window.result_pane.tabs.setCurrentIndex(number)
        person.settle()
        assert holds_focus_without_name(window) == []


def test_what_waits_for_its_figures_has_a_name_already(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QueryRunner, "submit", lambda *_question: None)
    tabs = person.window.result_pane.tabs
    nameless = []
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        nameless += holds_focus_without_name(person.window)
    assert nameless == []


def test_tab_follows_the_reading_order_even_where_widgets_came_later(person: Person) -> None:
    window = person.window
    filters = window.explorer.state.filters.with_(stages={"签约"}, year_from=2020)  # chips appear above the tree
    person.after(window.explorer.results_changed, lambda: window.explorer.set_filters(filters))
    window.explorer.select([int(window.explorer.results.rows[0]) + 1])
    person.settle()
    window.look.panes.arrange()

    stops = [widget for widget in focus_chain(window) if any(widget in reading_order(pane) for pane in panes(window))]
    wanted = [widget for pane in panes(window) for widget in reading_order(pane)]
    assert len(wanted) > 20
    assert stops == wanted
    assert stops[:2] == [window.filter_panel.clear_button, window.filter_panel.search]


def test_within_a_part_the_order_is_that_of_the_eye(person: Person) -> None:
    window = person.window
    inside = reading_order(window.filter_panel)
    tops = [widget.mapTo(window, widget.rect().topLeft()).y() for widget in inside]
    assert len(tops) > 10
    assert all(second > first - 20 for first, second in pairwise(tops))


def test_f6_goes_to_the_next_part_and_shift_f6_back(person: Person) -> None:
    window = person.window
    shown = [pane for pane in panes(window) if pane in window.look.panes.shown]
    assert len(shown) >= 4
    assert [action(window, name).shortcut().toString() for name in ("next_pane", "previous_pane")] == ["F6", "Shift+F6"]
    window.filter_panel.search.setFocus()
    visited = []
    for _ in shown:
        action(window, "next_pane").trigger()
        focused = window.focusWidget()
        visited.append(next(pane for pane in shown if focused is pane or pane.isAncestorOf(focused)))
    assert visited == [*shown[1:], shown[0]]
    action(window, "previous_pane").trigger()
    focused = window.focusWidget()
    assert focused is shown[-1] or shown[-1].isAncestorOf(focused)
