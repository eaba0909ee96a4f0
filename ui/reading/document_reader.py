"""A window to read one document in: all evidence of a project marked, at the place asked for, with find."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget

from geo.frozen import frozen
from geo.wording import tr
from ui.cards.card_parts import label, rule
from ui.reading.broken_text import BrokenText
from ui.theme import Theme

Span = tuple[int, int]
WIDTH, HEIGHT, MARGIN = 680, 760, 28
FONT_PIXELS, LINE_HEIGHT, BELOW_LINE = 14, 112, 8


@frozen
class Reading:
    """What is read.

    Attributes:
        title: Of the document.
        facts: Its number, date and publisher, for people.
        text: Its text without white space.
        subject: Name of the project whose evidence is marked.
        evidence: Where the text speaks of it, ascending, with what is said there.
    """

    title: str
    facts: str
    text: str
    subject: str
    evidence: tuple[tuple[Span, str], ...]


class DocumentReader(QWidget):
    """Shows one reading at a time; nothing in it can be changed."""

    def __init__(self, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """Build the window, empty and hidden."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("panel")
        self.resize(WIDTH, HEIGHT)
        self._theme = theme
        self._reading = Reading("", "", "", "", ())
        self._text = BrokenText("")
        self._found: list[Span] = []
        self._current: Span | None = None
        self._title, self._facts = label("", "cardTitle"), label("", "caption")
        self.view = QTextEdit()
        self.view.setObjectName("reader")
        self.view.setReadOnly(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAcceptRichText(False)
        self.view.setAccessibleName(tr("报道原文"))
        self.view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.view.setFont(theme().font(FONT_PIXELS))
        self.view.document().setDocumentMargin(MARGIN)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("在原文里查找"))
        self.search.setAccessibleName(tr("在原文里查找"))
        self.search.setClearButtonEnabled(True)
        self.evidence_place, self.found_place = label("", "secondary", wrap=False), label("", "secondary", wrap=False)
        self._lay_out()
        self._connect()

    def show_reading(self, reading: Reading, place: int) -> None:
        """Show a document at a place.

        Args:
            reading: What to read.
            place: Offset into its text; what stands there is made current if it is evidence.
        """
        if reading != self._reading:
            self._reading, self._text = reading, BrokenText(reading.text)
            self.setWindowTitle(tr("{title} - 报道原文", title=reading.title))
            self._title.setText(reading.title)
            self._facts.setText(reading.facts)
            self._set_text()
            self._find(self.search.text())
        spans = self._evidence_spans
        self._current = next((span for span in spans if span[0] <= place < span[1]), spans[0] if spans else None)
        self._show_current(self._current or (place, place + 1))

    def dress(self) -> None:
        """Mark again in the theme that is now asked for."""
        self._show_marks()

    def step_evidence(self, step: int) -> None:
        """Go to the next (1) or previous (-1) words about the project."""
        self._step(self._evidence_spans, step)

    def step_found(self, step: int) -> None:
        """Go to the next (1) or previous (-1) words found."""
        self._step(self._found, step)

    @property
    def current(self) -> Span | None:
        """The words that are current, as offsets into the text without white space."""
        return self._current

    @property
    def _evidence_spans(self) -> list[Span]:
        return [span for span, _ in self._reading.evidence]

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN, 16, MARGIN, 12)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._facts)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(6)
        self._add_steps(foot, tr("依据处"), self.step_evidence)
        foot.addWidget(self.evidence_place)
        foot.addStretch(1)
        foot.addWidget(self.search)
        foot.addWidget(self.found_place)
        self._add_steps(foot, tr("查找结果"), self.step_found)
        self.search.setFixedWidth(180)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.view, 1)
        column.addWidget(rule())
        column.addLayout(foot)

    def _add_steps(self, row: QHBoxLayout, what: str, step: Callable[[int], None]) -> None:
        for sign, by, words in (("↑", -1, tr("上一处")), ("↓", 1, tr("下一处"))):
            button = QPushButton(sign)
            button.setObjectName("step")
            button.setFixedWidth(28)
            button.setToolTip(f"{words}{what}")
            button.setAccessibleName(f"{words}{what}")
            button.clicked.connect(lambda _checked=False, by=by: step(by))
            row.addWidget(button)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search_text_changed)
        self.search.returnPressed.connect(lambda: self.step_found(1))
        for keys, call in (
            ("Ctrl+F", self._focus_search),
            ("F3", lambda: self.step_found(1)),
            ("Shift+F3", lambda: self.step_found(-1)),
            ("Alt+Down", lambda: self.step_evidence(1)),
            ("Alt+Up", lambda: self.step_evidence(-1)),
            ("Esc", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_search_text_changed(self, words: str) -> None:
        self._find(words)
        if self._found:
            after = self._current[0] if self._current else 0
            self._current = next((span for span in self._found if span[0] >= after), self._found[0])
            self._show_current(self._current)
        else:
            self._show_marks()

    def _find(self, words: str) -> None:
        self._found = self._text.find(words)

    def _set_text(self) -> None:
        self.view.setPlainText(self._text.shown)
        layout = QTextBlockFormat()
        layout.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        layout.setBottomMargin(BELOW_LINE)
        cursor = QTextCursor(self.view.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(layout)

    def _step(self, spans: Sequence[Span], step: int) -> None:
        if not spans:
            return
        if self._current in spans:
            target = spans[(spans.index(self._current) + step) % len(spans)]
        else:
            at = self._current[0] if self._current else 0
            ahead = [span for span in spans if span[0] >= at] if step > 0 else [s for s in spans[::-1] if s[0] < at]
            target = ahead[0] if ahead else spans[0 if step > 0 else -1]
        self._current = target
        self._show_current(target)

    def _show_current(self, span: Span) -> None:
        self._show_marks()
        if not self._text.bare:
            return
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(min(self._text.shown_span(*span)[0], len(self._text.shown)))
        self.view.setTextCursor(cursor)
        # A third of the way down: what leads to the words stands above them.
        bar, place = self.view.verticalScrollBar(), self.view.cursorRect(cursor).top()
        bar.setValue(bar.value() + place - self.view.viewport().height() // 3)

    def _show_marks(self) -> None:
        theme = self._theme()
        marks = [(span, "mark", "onmark") for span in self._evidence_spans]
        marks += [(span, "sel", "ink") for span in self._found]
        if self._current is not None:
            marks.append((self._current, "halo", "ink" if theme.name == "light" else "onfill"))
        self.view.setExtraSelections([self._selection(span, back, ink, theme) for span, back, ink in marks])
        self._show_counts()

    def _selection(self, span: Span, back: str, ink: str, theme: Theme) -> QTextEdit.ExtraSelection:
        start, end = self._text.shown_span(*span)
        made = QTextEdit.ExtraSelection()
        style = QTextCharFormat()
        style.setBackground(theme.color(back))
        style.setForeground(theme.color(ink))
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.cursor, made.format = cursor, style
        return made

    def _show_counts(self) -> None:
        spans = self._evidence_spans
        at = spans.index(self._current) if self._current in spans else None
        words = (
            tr("依据 {at} / {n}　{fields}", at=at + 1, n=len(spans), fields=self._reading.evidence[at][1])
            if at is not None
            else ""
        )
        self.evidence_place.setText(words or tr("依据 {n} 处", n=len(spans)))
        if not self.search.text():
            self.found_place.setText("")
        elif self._current in self._found:
            self.found_place.setText(f"{self._found.index(self._current) + 1} / {len(self._found)}")
        else:
            self.found_place.setText(tr("{n} 处", n=len(self._found)) if self._found else tr("没有"))
