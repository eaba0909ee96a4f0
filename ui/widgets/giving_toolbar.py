"""A toolbar whose buttons give up their words, one after the other, where the window is too narrow for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

_WORDED: Final = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_BARE: Final = Qt.ToolButtonStyle.ToolButtonIconOnly
_GAP: Final = 4
"""Pixels between icon and words."""


class GivingToolBar(QToolBar):
    """Words beside icons while there is room; what an icon means is always in its tooltip."""

    def __init__(self, title: str, parent: QWidget) -> None:
        """Empty."""
        super().__init__(title, parent)
        self._giving: tuple[QToolButton, ...] = ()
        self.setToolButtonStyle(_WORDED)

    def set_giving(self, actions: Sequence[QAction]) -> None:
        """Say which buttons give up their words, the first one first; each has an icon."""
        buttons = (self.widgetForAction(action) for action in actions)
        self._giving = tuple(button for button in buttons if isinstance(button, QToolButton))

    @property
    def bare(self) -> int:
        """How many have given up their words."""
        return sum(button.toolButtonStyle() == _BARE for button in self._giving)

    def sizeHint(self) -> QSize:
        """Qt: as wide as with all words, so that who has given them up gets them back where there is room."""
        hint = super().sizeHint()
        return QSize(hint.width() + sum(self._words()[: self.bare]), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width has room for more words or fewer."""
        super().resizeEvent(event)
        self._give_way()

    def event(self, event: QEvent) -> bool:
        """Qt: words may have become longer, or a button may have come."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._give_way()
        return done

    def _give_way(self) -> None:
        words, needed, bare = self._words(), self.sizeHint().width(), 0
        while bare < len(words) and needed > self.width():
            needed -= words[bare]
            bare += 1
        if bare != self.bare:
            for place, button in enumerate(self._giving):
                button.setToolButtonStyle(_BARE if place < bare else _WORDED)

    def _words(self) -> list[int]:
        """How wide the words of each are, in pixels."""
        return [self.fontMetrics().horizontalAdvance(button.text()) + _GAP for button in self._giving]
