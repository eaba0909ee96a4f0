"""Someone reads a project's card: follows the evidence into an added report, and goes on to other projects."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.end_to_end.person import Person
from tests.unit.db.reading.test_document_texts import docx_bytes, paragraphs, pdf_bytes
from ui.cards.contradictions import ContradictionBox
from ui.cards.locator_map import LocatorMap
from ui.cards.project_card import RelatedBox
from ui.sources import SourceLine

pytestmark = pytest.mark.window


def contradicted(path: Path) -> tuple[int, str, int, int]:
    """The project whose amount documents print differently: its id, the adopted document, and where it says so."""
    connection = sqlite3.connect(path)
    found = connection.execute(
        """SELECT s.entity_id, s.document_id, e."start", e."end" FROM statements AS s
        JOIN evidence AS e ON e.entity = 'projects' AND e.entity_id = s.entity_id AND e.document_id = s.document_id
            AND e.field LIKE 'amount%'
        WHERE s.entity = 'projects' AND s.field = 'amount_text' AND s.adopted"""
    ).fetchone()
    connection.close()
    assert found is not None
    return found  # type: ignore[no-any-return]


@pytest.fixture
def lines(built_ledger: Path) -> list[str]:
    """An invented report, long enough for every place the ledger points at in the adopted document."""
    _, document, _, _ = contradicted(built_ledger)
    connection = sqlite3.connect(built_ledger)
    (length,) = connection.execute('SELECT max("end") FROM evidence WHERE document_id = ?', (document,)).fetchone()
    connection.close()
    return [f"第{number}句写的是一件事情，随后又写了另一件。" for number in range(length // 15)]


@pytest.fixture
def own_ledger(built_ledger: Path, tmp_path: Path, lines: list[str]) -> Path:
    path = Path(shutil.copy(built_ledger, tmp_path / "own.kxc"))
    _, document, _, _ = contradicted(path)
    connection = sqlite3.connect(path)
    with connection:
        digest = hashlib.sha256("".join(lines).encode()).hexdigest()
        connection.execute("UPDATE documents SET sha256 = ? WHERE id = ?", (digest, document))
    connection.close()
    return path


def txt(lines: list[str]) -> bytes:
    return "\n".join(lines).encode("gb18030")


def docx(lines: list[str]) -> bytes:
    return docx_bytes(paragraphs(lines))


def html(lines: list[str]) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f'<!doctype html><meta charset="utf-8"><title>报道</title><article>{body}</article>'.encode()


def pdf(lines: list[str]) -> bytes:
    return pdf_bytes([lines[start : start + 30] for start in range(0, len(lines), 30)])


def drop(person: Person, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place, copy = QPoint(40, 40), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(person.window, QDragEnterEvent(place, copy, mime, buttons, keys))
    QApplication.sendEvent(person.window, QDropEvent(QPointF(place), copy, mime, buttons, keys))


def open_card(person: Person, project_id: int) -> None:
    person.after(person.window.explorer.results_changed, lambda: person.window.explorer.select([project_id]))


@pytest.mark.parametrize(("suffix", "write"), [(".txt", txt), (".docx", docx), (".html", html), (".pdf", pdf)])
def test_a_contradicted_amount_leads_to_its_words_in_the_dropped_report(
    person: Person, own_ledger: Path, tmp_path: Path, lines: list[str], suffix: str, write: Callable[[list[str]], bytes]
) -> None:
    window = person.window
    project_id, document, start, end = contradicted(own_ledger)
    open_card(person, project_id)
    box = window.detail_panel.findChildren(ContradictionBox)[0]
    words = [label.text() for label in box.findChildren(QLabel)]
    assert "约105亿元" in words
    assert "百亿级" in words
    assert any("采用写出具体数额的一处" in word for word in words)
    assert not any("href" in word for word in words), "without the text there is nothing to open"

    report = tmp_path / f"报道{suffix}"
    report.write_bytes(write(lines))
    person.after(window.documents.texts_changed, lambda: drop(person, report))
    card = window.detail_panel.card
    assert card is not None
    passage = next(p for p in card.passages if (p.document_id, p.start, p.end) == (document, start, end))
    assert passage.words == "".join(lines)[start:end]

    box = window.detail_panel.findChildren(ContradictionBox)[0]
    line = next(line for line in box.findChildren(SourceLine) if f'href="{document}:' in line.text())
    target = line.text().split('href="')[1].split('"')[0]
    place = int(target.partition(":")[2])
    assert place in {p.start for p in card.passages if p.document_id == document and p.field.startswith("amount")}
    line.linkActivated.emit(target)
    reader = window.documents.reader
    assert reader.isVisible()
    assert reader.current is not None
    assert reader.current[0] == place
    assert reader.view.extraSelections(), "the words are marked"
    reader.close()


def test_all_of_a_park_become_the_filter_and_another_project_the_card(person: Person) -> None:
    window = person.window
    with_park = next(
        id_
        for id_ in window.explorer.columns.ids.tolist()
        if any(related.dimension == "park" for related in window.session.ledger.get_card(id_).related)
    )
    open_card(person, with_park)
    card = window.detail_panel.card
    assert card is not None
    park = next(related for related in card.related if related.dimension == "park")
    box = next(
        box for box in window.detail_panel.findChildren(RelatedBox) if "同一园区" in box.findChildren(QLabel)[0].text()
    )
    everything, *_ = box.findChildren(QPushButton)
    person.after(window.explorer.results_changed, everything.click)
    assert window.explorer.results.totals.count == park.count
    assert window.explorer.state.filters.parks == {park.id}
    person.after(
        window.explorer.results_changed,
        lambda: QTest.mouseClick(
            window.detail_panel.findChildren(RelatedBox)[
                [related.dimension for related in card.related].index("park")
            ].findChildren(QPushButton)[1],
            Qt.MouseButton.LeftButton,
        ),
    )
    assert window.explorer.state.current_id == park.others[0][0]
    assert window.detail_panel.card is not None
    assert window.detail_panel.card.id == park.others[0][0]


def test_several_selected_are_summed_and_none_says_how_to_begin(person: Person) -> None:
    window = person.window
    ids = window.explorer.columns.ids[:5].tolist()
    person.after(window.explorer.results_changed, lambda: window.explorer.select(ids))
    words = [label.text() for label in window.detail_panel.findChildren(QLabel)]
    assert "选中 5 个项目" in words
    assert window.detail_panel.card is None
    assert window.result_pane.totals.selected.text().startswith("已选 5 项")
    person.after(window.explorer.results_changed, window.actions_by_key["clear_selection"].trigger)
    assert "未选中项目" in [label.text() for label in window.detail_panel.findChildren(QLabel)]
    assert window.result_pane.totals.selected.text() == ""


def test_the_small_map_shows_the_project_on_the_large_one(person: Person, own_ledger: Path) -> None:
    window = person.window
    project_id, _, _, _ = contradicted(own_ledger)
    open_card(person, project_id)
    (small,) = window.detail_panel.findChildren(LocatorMap)
    before = person.view
    person.after(window.map_view.viewport_moved, lambda: QTest.mouseClick(small, Qt.MouseButton.LeftButton))
    person.rest()
    bounds = window.feed.bounds_of([project_id])
    assert bounds is not None
    assert person.view.contains(bounds.center)
    assert person.view != before


def test_a_card_that_was_still_to_come_is_not_looked_up_once_the_window_is_closed(
    person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    window = person.window
    window.cards.show_later()
    window.explorer.select([1])
    window.cards.show_later()
    window.close()
    window.cards.settle()  # the ledger is closed: to look anything up would be a bug, which is written down
    assert window.detail_panel.card is None
    assert [record.getMessage() for record in caplog.records] == []
