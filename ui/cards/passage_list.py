"""The part of the card that shows where documents say it, in their own words once their text is in the ledger."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.records import Passage
from geo.wording import tr
from ui.cards.card_parts import label
from ui.cards.quotes import Quote, quotes_of
from ui.theme import Theme
from ui.widgets.plain_text import tooltip

_ADD = "add:"


class PassageList(QWidget):
    """Documents, each with its sentences and the words in them marked; without a text, where the words stand."""

    passage_wanted = Signal(str, int)
    text_wanted = Signal()

    def __init__(
        self,
        passages: Sequence[Passage],
        theme: Callable[[], Theme],
        numbers: Mapping[str, int],
        parent: QWidget | None = None,
    ) -> None:
        """Show passages.

        Args:
            passages: In the order of documents and places.
            theme: Asked for colours once: a card is built anew when the theme changes.
            numbers: Number of a document, by its id, in the order of publication.
            parent: Qt's.
        """
        super().__init__(parent)
        self._theme, self._numbers = theme(), numbers
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for document, group in _by_document(passages).items():
            column.addLayout(self._head(document, group))
            for quote in quotes_of(group):
                column.addWidget(self._quote(document, quote))
            column.addSpacing(8)
        if any(passage.words is None for passage in passages):
            column.addWidget(self._linked(_ADD, tr("添加报道原文，在这里直接看到句子")))

    def _head(self, document: str, group: Sequence[Passage]) -> QHBoxLayout:
        first = min(group, key=lambda passage: passage.start)
        has_text = any(passage.words is not None for passage in group)
        title = self._linked(f"{document}:{first.start}", first.document_title) if has_text else None
        title = title or label(first.document_title)
        state = tr("打开报道，看这一处") if has_text else tr("原文未添加")
        title.setToolTip(tooltip(tr("{state}\n文件 {document}", state=state, document=document)))
        number = tr("文 {number}", number=self._numbers[document]) if document in self._numbers else ""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(title, 1)
        dated = "　".join(filter(None, (number, first.published or tr("日期未载"))))
        row.addWidget(label(dated, "caption", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _quote(self, document: str, quote: Quote) -> QLabel:
        fields = tr("、").join(quote.fields)
        if not quote.pieces:
            return label(
                tr("第 {start:,}～{end:,} 字　{fields}", start=quote.start, end=quote.end, fields=fields), "caption"
            )
        marked = f"color:{self._theme.tokens['onmark']};background-color:{self._theme.tokens['mark']};"
        body = "".join(
            html.escape(piece.words)
            if piece.place is None
            else f'<a href="{html.escape(document)}:{piece.place}" style="{marked}text-decoration:none;">'
            f"{html.escape(piece.words)}</a>"
            for piece in quote.pieces
        )
        said = f'<span style="color:{self._theme.tokens["ink3"]}">{html.escape(fields)}</span>'
        made = self._rich(f'<p style="line-height:19px">{body}　{said}</p>')
        made.setObjectName("secondary")
        made.setContentsMargins(12, 0, 0, 2)
        made.setAccessibleName(
            tr("{fields}：{words}", fields=fields, words="".join(piece.words for piece in quote.pieces))
        )
        return made

    def _linked(self, target: str, words: str) -> QLabel:
        color = self._theme.tokens["link"]
        link = f'<a href="{html.escape(target)}" style="color:{color};text-decoration:none;">{html.escape(words)}</a>'
        made = self._rich(link)
        made.setAccessibleName(words)
        return made

    def _rich(self, markup: str) -> QLabel:
        """A label of our own markup; every word from data in it must have been escaped."""
        made = label("")
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setText(markup)
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        made.setOpenExternalLinks(False)
        made.linkActivated.connect(self._on_link_activated)
        return made

    def _on_link_activated(self, target: str) -> None:
        if target == _ADD:
            self.text_wanted.emit()
            return
        document, _, place = target.rpartition(":")
        self.passage_wanted.emit(document, int(place))


def _by_document(passages: Sequence[Passage]) -> dict[str, list[Passage]]:
    groups: dict[str, list[Passage]] = {}
    for passage in passages:
        groups.setdefault(passage.document_id, []).append(passage)
    return groups
