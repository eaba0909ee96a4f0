"""A report's text falls on the window: the card then quotes it, and a click opens it at the very words."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox

from db.records import Passage
from tests.end_to_end.person import Person
from ui.snapshot import wait_until


@pytest.fixture
def text(built_ledger: Path) -> str:
    """An invented report, long enough for every place the ledger points at in the first document."""
    connection = sqlite3.connect(built_ledger)
    (length,) = connection.execute(
        'SELECT max("end") FROM evidence WHERE document_id = (SELECT min(id) FROM documents)'
    ).fetchone()
    connection.close()
    return "".join(f"第{number}句写的是一件事情，随后又写了另一件。\n" for number in range(length // 15))


@pytest.fixture
def own_ledger(built_ledger: Path, tmp_path: Path, text: str) -> Path:
    path = Path(shutil.copy(built_ledger, tmp_path / "own.kxc"))
    digest = hashlib.sha256("".join(text.split()).encode()).hexdigest()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE documents SET sha256 = ? WHERE id = (SELECT min(id) FROM documents)", (digest,))
    connection.close()
    return path


@pytest.fixture
def report(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "报道.txt"
    path.write_text(text, encoding="gb18030")
    return path


def drop(person: Person, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy = QPoint(40, 40), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(person.window, QDragEnterEvent(place, copy, mime, buttons, keys))
    QApplication.sendEvent(person.window, QDropEvent(QPointF(place), copy, mime, buttons, keys))


def open_card(person: Person, document_id: str) -> Passage:
    """Open the card of a project that the document speaks of, and return its first passage there."""
    window = person.window
    for project_id in window.session.columns.ids.tolist():
        found = [p for p in window.session.ledger.find_passages(project_id) if p.document_id == document_id]
        if found:
            window.explorer.select([project_id])
            window.cards.settle()
            return found[0]
    raise AssertionError(document_id)


def linked(person: Person, words: str) -> QLabel:
    return next(label for label in person.window.detail_panel.findChildren(QLabel) if words in label.text())


def sentences(person: Person) -> list[str]:
    return [box.text() for box in person.window.findChildren(QMessageBox)]


def test_a_dropped_report_is_quoted_on_the_card_and_opened_at_its_words(
    person: Person, report: Path, text: str
) -> None:
    window = person.window
    document = min(window.session.documents, key=lambda one: one.id)
    open_card(person, document.id)
    assert not document.has_text
    person.after(window.documents.texts_changed, lambda: drop(person, report))
    assert not window.layers_desk.is_shown
    assert document.title in window.statusBar().currentMessage()
    assert [one.has_text for one in window.session.documents].count(True) == 1
    card = window.detail_panel.card
    assert card is not None
    passage = next(one for one in card.passages if one.document_id == document.id)
    assert passage.words == "".join(text.split())[passage.start : passage.end]
    label = linked(person, f'href="{document.id}:{passage.start}"')
    label.linkActivated.emit(f"{document.id}:{passage.start}")
    reader = window.documents.reader
    assert reader.isVisible()
    assert reader.current is not None
    assert reader.current[0] == passage.start
    window.set_theme("dark")
    assert reader.view.extraSelections()[0].format.background().color().name().upper() == "#5C4A00"
    window.set_theme("light")
    window.close()
    assert not reader.isVisible()


def test_a_report_of_another_ledger_is_one_sentence_and_maps_still_fall_to_the_layers(
    person: Person, report: Path, tmp_path: Path
) -> None:
    window = person.window
    other, broken = tmp_path / "别的.txt", tmp_path / "坏.geojson"
    other.write_text("别的一篇。", encoding="utf-8")
    broken.write_text("{", encoding="utf-8")
    told: list[str] = []
    window.documents.told.connect(told.append)
    drop(person, other)
    wait_until(lambda: any("对不上" in sentence for sentence in sentences(person)), [window.documents.told])
    assert told == ["正在核对报道原文…", ""]
    person.after(window.layers.sources.failed, lambda: drop(person, broken, report))
    assert window.layers_desk.is_shown
    wait_until(lambda: told[-1].startswith("已添加原文"), [window.documents.told])
    assert [one.has_text for one in window.session.documents].count(True) == 1


def test_the_file_menu_offers_it(person: Person, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = person.window
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(report)], ""))
    person.after(window.documents.texts_changed, window.actions_by_key["add_documents"].trigger)
    assert [one.has_text for one in window.session.documents].count(True) == 1
    window.documents.add_files([])
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    window.actions_by_key["add_documents"].trigger()


def test_without_the_text_a_document_is_not_opened(person: Person) -> None:
    window = person.window
    document = window.session.documents[0]
    window.detail_panel.passage_wanted.emit(document.id, 0)
    assert any("还没有这篇报道的原文" in sentence for sentence in sentences(person))
    assert not window.documents.reader.isVisible()
