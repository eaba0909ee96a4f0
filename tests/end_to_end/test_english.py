"""The window driven once in English: nothing the program itself says is Chinese; what the ledger says stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assets.prepare.words import catalogue_file, compile_words
from geo import wording
from geo.wording import HAN
from tests.end_to_end.conftest import Opener
from tests.end_to_end.person import Person
from ui.application import Workplace
from ui.main_window import MainWindow

pytestmark = pytest.mark.window

EITHER_LANGUAGE = {"中文"}
"""A language is named in its own."""


@pytest.fixture
def english(workplace: Workplace, monkeypatch: pytest.MonkeyPatch, project_dir: Path, tmp_path: Path) -> Iterator[None]:
    """The process speaks English, from the catalogue as it stands in the source."""
    compile_words(catalogue_file(project_dir), tmp_path)
    monkeypatch.setattr(wording, "_COMPILED", tmp_path)
    monkeypatch.setenv(wording.VARIABLE, wording.ENGLISH)
    wording._catalogue.cache_clear()  # noqa: SLF001 - the translations are read once a process
    translators = workplace.app.findChildren(QTranslator)
    for translator in translators:
        workplace.app.removeTranslator(translator)
    yield
    for translator in translators:
        workplace.app.installTranslator(translator)
    wording._catalogue.cache_clear()  # noqa: SLF001


@pytest.fixture
def reader(english: None, qtbot: QtBot, opened_window: Opener) -> Iterator[Person]:
    window = opened_window()
    someone = Person(window, qtbot)
    window.resize(1600, 1000)
    window.show()
    someone.settle()
    yield someone
    window.close()
    assert someone.failures == []


def data_words(window: MainWindow) -> re.Pattern[str]:
    """Whatever the ledger itself calls something: names stay Chinese."""
    columns = window.explorer.columns
    words = {name for dimension in columns.dimensions.values() for name in dimension.names}
    words |= set(columns.names) | {document.title for document in window.session.documents}
    words |= {park.name for park in window.session.gazetteer.parks}
    words |= {taxonomy.name for taxonomy in window.session.vocabulary.taxonomies.listed}
    pieces = {piece for word in words for piece in (word, *re.split(r"[（）]", word)) if HAN.search(piece)}
    return re.compile("|".join(map(re.escape, sorted(pieces, key=len, reverse=True))))


def actions_of(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        yield action
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from actions_of(inner)


def said_by(widget: QWidget) -> Iterator[str]:
    """Everything a widget tells: its words, its tip, its name for screen readers."""
    yield from (widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(widget.count()))
    elif isinstance(widget, QDockWidget):
        yield widget.windowTitle()


def chinese_in(window: MainWindow, texts: Iterator[str]) -> list[str]:
    data = data_words(window)
    return sorted({text for text in texts if text not in EITHER_LANGUAGE and HAN.search(data.sub("", text))})


def test_menus_and_actions_are_english(reader: Person) -> None:
    window = reader.window
    menus = list(window.menuBar().actions())
    listed = [*menus]
    for action in menus:
        menu = action.menu()
        listed += actions_of(menu) if isinstance(menu, QMenu) else []
    assert len(listed) > 60
    told = (
        text for action in listed for text in (action.text(), action.toolTip(), action.statusTip(), action.iconText())
    )
    assert chinese_in(window, told) == []


def test_widgets_are_english_with_a_card_open_and_filters_set(reader: Person) -> None:
    window = reader.window
    explorer = window.explorer
    filters = explorer.state.filters.with_(year_from=2020, year_to=2023, stages={"签约"}, with_undated=True)
    reader.after(explorer.results_changed, lambda: explorer.set_filters(filters))
    explorer.select([int(explorer.columns.ids[explorer.results.rows[0]])])
    reader.settle()
    told = (text for widget in [window, *window.findChildren(QWidget)] for text in said_by(widget))
    quoted = chinese_in(window, told)
    # The card quotes what is printed: names of organisations, aliases, summaries.
    inside = {text for widget in window.detail_panel.findChildren(QWidget) for text in said_by(widget)}
    assert [text for text in quoted if text not in inside] == []
    assert window.windowTitle().endswith("Science City Atlas")


def test_headings_of_the_table_and_words_of_the_status_bar_are_english(reader: Person) -> None:
    window = reader.window
    model = window.result_pane.table.table_model
    heads = [str(model.headerData(number, Qt.Orientation.Horizontal)) for number in range(model.columnCount())]
    assert "Amount (CNY M)" in heads
    assert chinese_in(window, iter(heads)) == []
    assert re.fullmatch(r"Σ CNY [\d.,]+ (M|bn)", window.status.sum.text())


def test_nothing_in_the_filter_panel_is_cut_off(reader: Person) -> None:
    scroll = reader.window.filter_panel.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    body = scroll.widget()
    assert body is not None
    assert body.minimumSizeHint().width() <= scroll.viewport().width()


def test_the_page_is_english(reader: Person) -> None:
    got: list[str] = []
    loop = QEventLoop()
    told = "[...document.querySelectorAll('.legend, .credits, button')].map((n) => `${n.textContent}${n.title}`)"
    script = f"{told}.join('\\n')"

    def take(text: str) -> None:
        got.append(text)
        loop.quit()

    reader.window.map_view.page().runJavaScript(script, take)
    loop.exec()
    assert "Legend" in got[0]
    assert chinese_in(reader.window, iter(got[0].split("\n"))) == []


def test_qt_speaks_chinese_when_the_program_does(workplace: object) -> None:
    app = QApplication.instance()
    assert app is not None
    assert app.findChildren(QTranslator)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
