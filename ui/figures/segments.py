"""One choice of a few, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ui.widgets.plain_text import button_text


class Segments(QWidget):
    """Buttons of which one is down.

    Signals:
        chosen_changed: a person has chosen another one.
    """

    chosen_changed = Signal()

    def __init__(self, keys: Sequence[str], name: str) -> None:
        """Offer these keys, the first one chosen; ``name`` is what is chosen, for who cannot see it."""
        super().__init__()
        self.chosen = keys[0]
        self.setAccessibleName(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for key in keys:
            button = self.buttons[key] = QPushButton()
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setChecked(key == self.chosen)
            button.clicked.connect(partial(self._choose, key))
            group.addButton(button)
            line.addWidget(button)

    def set_words(self, words: Mapping[str, str]) -> None:
        """Say what the keys stand for."""
        for key, text in words.items():
            self.buttons[key].setText(button_text(text))

    def choose(self, key: str) -> None:
        """Choose one, silently."""
        self.chosen = key
        self.buttons[key].setChecked(True)

    def _choose(self, key: str, _checked: bool = False) -> None:
        if key != self.chosen:
            self.chosen = key
            self.chosen_changed.emit()
