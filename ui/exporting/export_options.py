"""The options of an export format as a form, built from the table of formats: nothing here knows a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from db.export.options import ExportOption, Value
from geo.wording import tr


def labelled_choices(choices: Sequence[tuple[str, str]]) -> QComboBox:
    """A box of words, each with the value it stands for."""
    box = QComboBox()
    for words, value in choices:
        box.addItem(words, value)
    return box


class OptionForm(QWidget):
    """One control an option. ``changed`` tells all values whenever one changes."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without options."""
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(10)
        self._form.setVerticalSpacing(6)
        self._readers: dict[str, Callable[[], Value]] = {}
        self.controls: dict[str, QWidget] = {}

    def show_options(self, options: Iterable[ExportOption]) -> None:
        """Show the options of another format, at their defaults."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self._readers, self.controls = {}, {}
        for option in options:
            control, reader = self._control(option)
            self._readers[option.key], self.controls[option.key] = reader, control
            control.setToolTip(tr(option.hint) if option.hint else "")
            control.setAccessibleName(tr(option.name))
            if isinstance(control, QCheckBox):
                self._form.addRow(control)
            else:
                self._form.addRow(tr(option.name), control)
        if not self._readers:
            self._form.addRow(QLabel(tr("没有可选的")))

    def stand_between(self, before: QWidget, after: QWidget) -> None:
        """Let Tab come here from the one and go on to the other: what is shown anew would come last of all."""
        stops = [before, *self.controls.values(), after]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def values(self) -> Mapping[str, Value]:
        """The values as they stand, by key."""
        return {key: reader() for key, reader in self._readers.items()}

    def _control(self, option: ExportOption) -> tuple[QWidget, Callable[[], Value]]:
        if isinstance(option.default, bool):
            check = QCheckBox(tr(option.name))
            check.setChecked(option.default)
            check.toggled.connect(self._tell)
            return check, check.isChecked
        if isinstance(option.default, int):
            spin = QSpinBox()
            spin.setRange(option.least, option.most)
            spin.setValue(option.default)
            spin.valueChanged.connect(self._tell)
            return spin, spin.value
        if option.choices:
            box = labelled_choices([(tr(choice.name), choice.value) for choice in option.choices])
            box.setCurrentIndex(box.findData(option.default))
            box.currentIndexChanged.connect(self._tell)
            return box, lambda: str(box.currentData())
        line = QLineEdit(option.default)
        line.textChanged.connect(self._tell)
        return line, line.text

    def _tell(self, *_: object) -> None:
        self.changed.emit(self.values())
