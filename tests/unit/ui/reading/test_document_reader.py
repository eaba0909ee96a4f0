"""The reader shows a document's words at the place asked for, all evidence marked, and finds words in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.application import Workplace
from ui.reading.document_reader import DocumentReader, Reading

TEXT = "开头一句。" * 200 + "芯片一厂签约<b>。" + "中间一句。" * 200 + "总投资12.5亿元，IBM参与。" + "结尾一句。" * 50
NAME, AMOUNT = TEXT.index("芯片一厂"), TEXT.index("12.5亿元")
READING = Reading("一号材料", "文 1", TEXT, "芯片一厂", (((NAME, NAME + 4), "名称"), ((AMOUNT, AMOUNT + 6), "金额")))


@pytest.fixture
def reader(qtbot: QtBot, workplace: Workplace) -> DocumentReader:
    made = DocumentReader(lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    made.show()
    made.show_reading(READING, AMOUNT)
    return made


def marked(reader: DocumentReader, color: str) -> list[str]:
    return [
        selection.cursor.selectedText()
        for selection in reader.view.extraSelections()
        if selection.format.background().color().name().upper() == color
    ]


def is_in_view(reader: DocumentReader, words: str) -> bool:
    cursor = reader.view.document().find(words)
    return bool(reader.view.viewport().rect().contains(reader.view.cursorRect(cursor)))


def test_the_place_asked_for_is_in_view_and_current(reader: DocumentReader, workplace: Workplace) -> None:
    assert reader.view.toPlainText().replace("\n", "") == TEXT
    assert reader.windowTitle().startswith("一号材料")
    assert is_in_view(reader, "12.5亿元")
    assert marked(reader, workplace.themes["light"].tokens["mark"]) == ["芯片一厂", "12.5亿元"]
    assert marked(reader, workplace.themes["light"].tokens["halo"]) == ["12.5亿元"]
    assert reader.evidence_place.text() == "依据 2 / 2　金额"


def test_stepping_goes_round_the_evidence(reader: DocumentReader) -> None:
    QTest.keyClick(reader.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert reader.current == (NAME, NAME + 4)
    assert is_in_view(reader, "芯片一厂")
    QTest.keyClick(reader.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert reader.current == (AMOUNT, AMOUNT + 6)


def test_words_are_found_and_counted(reader: DocumentReader) -> None:
    reader.search.setText("一句")
    assert reader.found_place.text() == "401 / 450"
    QTest.keyClick(reader.search, Qt.Key.Key_Return)
    assert reader.found_place.text() == "402 / 450"
    reader.search.setText("ibm")
    assert reader.found_place.text() == "1 / 1"
    assert is_in_view(reader, "IBM")
    reader.search.setText("没有的字")
    assert reader.found_place.text() == "没有"
    reader.search.clear()
    assert reader.found_place.text() == ""


def test_another_document_replaces_the_first(reader: DocumentReader) -> None:
    reader.show_reading(Reading("二号", "文 2", "短文。", "芯片一厂", ()), 0)
    assert reader.view.toPlainText() == "短文。"
    assert reader.evidence_place.text() == "依据 0 处"
    reader.step_evidence(1)
    assert reader.current is None


def test_nothing_can_be_changed_and_everything_is_named(reader: DocumentReader) -> None:
    QTest.keyClicks(reader.view, "x")
    assert reader.view.toPlainText().replace("\n", "") == TEXT
    assert all(button.accessibleName() for button in reader.findChildren(QPushButton))
    QTest.keyClick(reader.view, Qt.Key.Key_Escape)
    assert not reader.isVisible()
