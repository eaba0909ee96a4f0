"""Where documents say it: links into them, words marked, nothing from the data read as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.records import Passage
from ui.application import Workplace
from ui.cards.passage_list import PassageList

HOSTILE = "<img src=x onerror=1>&amp;\"'"


def make(
    qtbot: QtBot, workplace: Workplace, passages: list[Passage], numbers: dict[str, int], theme: str = "light"
) -> PassageList:
    made = PassageList(passages, lambda: workplace.themes[theme], numbers)
    qtbot.addWidget(made)
    return made


def plain(label: QLabel) -> str:
    document = QTextDocument()
    document.setHtml(label.text()) if label.textFormat() == Qt.TextFormat.RichText else document.setPlainText(
        label.text()
    )
    return document.toPlainText()


def passage(words: str | None, document: str = "d:1", title: str = "一号材料") -> Passage:
    before, after = ("前", "后。") if words else ("", "")
    return Passage("projects", 1, "name", document, title, "2022-05", 7, 7 + len(words or "字"), words, before, after)


def test_words_are_marked_in_the_themes_colours(qtbot: QtBot, workplace: Workplace) -> None:
    for theme in ("light", "dark"):
        made = make(qtbot, workplace, [passage("芯片一厂")], {"d:1": 3}, theme)
        quote = next(label for label in made.findChildren(QLabel) if plain(label).startswith("前芯片一厂后。"))
        tokens = workplace.themes[theme].tokens
        assert f"color:{tokens['onmark']};background-color:{tokens['mark']}" in quote.text()
        assert plain(quote).endswith("名称")
        assert "文 3　2022-05" in [plain(label) for label in made.findChildren(QLabel)]


def test_links_lead_to_the_document_and_the_place(qtbot: QtBot, workplace: Workplace) -> None:
    made = make(qtbot, workplace, [passage("芯片一厂")], {})
    linked = [label for label in made.findChildren(QLabel) if 'href="d:1:7"' in label.text()]
    assert len(linked) == 2
    for label in linked:
        with qtbot.waitSignal(made.passage_wanted) as signal:
            label.linkActivated.emit("d:1:7")
        assert signal.args == ["d:1", 7]
        assert label.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        assert label.accessibleName()


def test_without_the_text_the_place_stands_and_adding_is_offered(qtbot: QtBot, workplace: Workplace) -> None:
    made = make(qtbot, workplace, [passage(None)], {})
    labels = made.findChildren(QLabel)
    assert any(plain(label).startswith("第 7～8 字") for label in labels)
    assert not any("d:1" in label.text() for label in labels)
    (offer,) = [label for label in labels if plain(label).startswith("添加报道原文")]
    with qtbot.waitSignal(made.text_wanted):
        offer.linkActivated.emit("add:")


def test_nothing_from_the_data_becomes_markup(qtbot: QtBot, workplace: Workplace) -> None:
    hostile = Passage("projects", 1, "name", HOSTILE, HOSTILE, None, 0, len(HOSTILE), HOSTILE, "", HOSTILE)
    made = make(qtbot, workplace, [hostile], {})
    labels = [label for label in made.findChildren(QLabel) if HOSTILE in plain(label)]
    assert len(labels) == 2
    assert all("<img" not in label.text() for label in labels)
    with qtbot.waitSignal(made.passage_wanted) as signal:
        labels[0].linkActivated.emit(f"{HOSTILE}:0")
    assert signal.args == [HOSTILE, 0]
