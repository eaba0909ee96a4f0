"""Pieces of the project card. Words from data are always plain text: nothing in the ledger can become markup."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.cards.badges import Badge, Basis
from ui.theme import Theme
from ui.widgets.glyphs import paint_glyph


def label(words: str, name: str = "", *, wrap: bool = True) -> QLabel:
    """A plain-text label whose words can be marked and copied."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if wrap:
        # As high as its words need at the width it gets, and no higher: a size hint guesses a narrower one.
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setObjectName("rule")
    return line


class GlyphMark(QWidget):
    """One industry glyph."""

    def __init__(
        self, slot: int, theme: Callable[[], Theme], *, hollow: bool = False, parent: QWidget | None = None
    ) -> None:
        """``hollow`` for a project that is only planned."""
        super().__init__(parent)
        self._slot, self._theme, self._hollow = slot, theme, hollow
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Qt: a 16 px box."""
        return QSize(16, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the glyph."""
        theme = self._theme()
        painter = QPainter(self)
        paint_glyph(painter, self._slot, theme.industry_color(self._slot), QPointF(8, 8.5), 5.2, hollow=self._hollow)


class FieldGrid(QWidget):
    """Rows of name, value and badge, with hairlines between."""

    def __init__(self, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """No rows yet."""
        super().__init__(parent)
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, 40)

    def add_field(
        self, name: str, value: str, basis: Basis | None = None, tip: str = "", below: QWidget | None = None
    ) -> None:
        """Append a row, with what stands ``below`` the value, such as its sources; an empty value adds nothing."""
        if value:
            self.add_widget(name, label(value), basis, tip, below)

    def add_widget(
        self, name: str, value: QWidget, basis: Basis | None = None, tip: str = "", below: QWidget | None = None
    ) -> None:
        """Append a row whose value is more than words."""
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(name, "caption", wrap=False), row, 0, top)
        self._grid.addWidget(value if below is None else _stacked(value, below), row, 1, top)
        if basis is not None:
            self._grid.addWidget(Badge(basis, self._theme, tip), row, 2, top)
        self._grid.addWidget(rule(), row + 1, 0, 1, 3)


def _stacked(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    for widget in widgets:
        column.addWidget(widget)
    return box
