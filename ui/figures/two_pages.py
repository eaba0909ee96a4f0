"""Two widgets side by side, or one at a time where there is no room for both: what keeps a narrow view usable."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.figures.segments import Segments

FIRST, SECOND = "first", "second"


class TwoPages(QWidget):
    """A splitter of two; in a narrow place two buttons above turn between them."""

    def __init__(
        self,
        pages: tuple[QWidget, QWidget],
        titles: tuple[str, str],
        name: str,
        *,
        least: tuple[int, int],
        shares: tuple[int, int] = (1, 1),
    ) -> None:
        """Show both.

        Args:
            pages: Left and right.
            titles: What each is, in a word or two.
            name: What is turned between, for who cannot see it.
            least: Pixels each needs beside the other.
            shares: How they divide the room there is.
        """
        super().__init__()
        self._pages, self._least = pages, least
        self.turner = Segments((FIRST, SECOND), name)
        self.turner.set_words(dict(zip((FIRST, SECOND), titles, strict=True)))
        self._bar = QWidget()
        self._bar.setObjectName("panel")
        self._bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self._bar)
        line.setContentsMargins(12, 6, 12, 6)
        line.addWidget(self.turner)
        line.addStretch(1)
        self._bar.hide()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        for place, page in enumerate(pages):
            self._split.addWidget(page)
            self._split.setStretchFactor(place, shares[place])
        self._split.setSizes([1000 * share for share in shares])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._split, 1)
        self.turner.chosen_changed.connect(self._show)

    @property
    def is_narrow(self) -> bool:
        """Whether one is shown at a time."""
        return not self._bar.isHidden()

    def turn(self, page: str) -> None:
        """Show `FIRST` or `SECOND`, where not both are."""
        self.turner.choose(page)
        self._show()

    def minimumSizeHint(self) -> QSize:
        """Qt: as wide as the wider of the two asks for."""
        hints = [page.minimumSizeHint().expandedTo(page.minimumSize()) for page in self._pages]
        bar = self._bar.sizeHint().height() if self.is_narrow else 0
        return QSize(max(hint.width() for hint in hints), max(hint.height() for hint in hints) + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width may ask for one or for both."""
        narrow = event.size().width() < sum(self._least) + self._split.handleWidth()
        if narrow != self.is_narrow:
            self._bar.setVisible(narrow)
            self._show()
        super().resizeEvent(event)

    def _show(self) -> None:
        for key, page in zip((FIRST, SECOND), self._pages, strict=True):
            page.setVisible(not self.is_narrow or key == self.turner.chosen)
