"""Where documents say a thing, as a line of links under it: 见 文 2、文 5（2 处）."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from db.records import Passage
from geo.wording import tr
from ui.theme import Theme
from ui.widgets.plain_text import tooltip

MOST_LISTED = 12


class SourceLine(QLabel):
    """Names documents by number; one whose text is in the ledger is a link to the place, the tip lists all places."""

    passage_wanted = Signal(str, int)

    def __init__(
        self, passages: Sequence[Passage], theme: Callable[[], Theme], numbers: Mapping[str, int], *, bare: bool = False
    ) -> None:
        """Show where the passages are; ``numbers`` are those of documents by id. A ``bare`` line has no 见 in front."""
        super().__init__()
        self.setObjectName("caption")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        color = theme().tokens["link"]
        groups = by_document(passages)
        words = [_document_words(numbers.get(document), group) for document, group in groups.items()]
        parts = [
            f'<a href="{html.escape(document)}:{group[0].start}" style="color:{color};text-decoration:none;">'
            f"{html.escape(word)}</a>"
            if group[0].words is not None
            else html.escape(word)
            for (document, group), word in zip(groups.items(), words, strict=True)
        ]
        joint = tr("、")
        self.setText(joint.join(parts) if bare else tr("见 {documents}", documents=joint.join(parts)))
        self.setAccessibleName(tr("见 {documents}", documents=joint.join(words)))
        self.setToolTip(tooltip(places_words(passages)))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(self._on_link_activated)

    def _on_link_activated(self, target: str) -> None:
        document, _, place = target.rpartition(":")
        self.passage_wanted.emit(document, int(place))


def by_document(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    """Passages by document, in the order they come."""
    groups: dict[str, list[Passage]] = {}
    for passage in passages:
        groups.setdefault(passage.document_id, []).append(passage)
    return groups


def places_words(passages: Sequence[Passage]) -> str:
    """Every place on a line of its own: 《…》第 1,203～1,210 字."""
    lines = [
        tr("《{title}》第 {start:,}～{end:,} 字", title=p.document_title, start=p.start, end=p.end)
        for p in passages[:MOST_LISTED]
    ]
    if len(passages) > MOST_LISTED:
        lines.append(tr("另有 {n} 处", n=len(passages) - MOST_LISTED))
    return "\n".join(lines)


def _document_words(number: int | None, group: Sequence[Passage]) -> str:
    name = tr("文 {number}", number=number) if number is not None else tr("《{title}》", title=group[0].document_title)
    return name if len(group) == 1 else tr("{document}（{n} 处）", document=name, n=len(group))
