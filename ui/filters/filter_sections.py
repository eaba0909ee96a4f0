"""The panel's building blocks: sections that fold and remember it, and lists of values that can be searched."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.index.dimensions import shown_name
from db.index.facets import FacetColumn
from db.money import format_figure
from geo.wording import tr
from ui.filters.check_marks import CHECK_SIZE, paint_check, paint_chevron
from ui.filters.facet_nodes import FacetNode
from ui.filters.facet_tree import FacetTree
from ui.theme import Theme

TOP_VALUES = 6
MOST_LISTED = 300
MOST_BYTES = 100_000


class PanelSettings:
    """Which sections are open and which taxonomy is spoken, remembered in a small file.

    What cannot be read or written is simply not remembered.

    Args:
        file: where; None remembers nothing.
    """

    def __init__(self, file: Path | None = None) -> None:
        """Start from what the file says."""
        self._file = file
        self._open: dict[str, bool] = {}
        self.taxonomy = ""
        with suppress(OSError, ValueError, RecursionError, AttributeError, KeyError, TypeError):
            if file is not None and file.stat().st_size <= MOST_BYTES:
                kept = json.loads(file.read_text("utf-8"))
                self._open = {key: value for key, value in kept["sections"].items() if isinstance(value, bool)}
                self.taxonomy = str(kept.get("taxonomy", ""))

    def is_open(self, key: str, default: bool) -> bool:
        """Whether a section was left open."""
        return self._open.get(key, default)

    def set_open(self, key: str, value: bool) -> None:
        """Remember a section."""
        self._open[key] = value
        self._write()

    def set_taxonomy(self, label: str) -> None:
        """Remember the taxonomy, empty for the current one."""
        self.taxonomy = label
        self._write()

    def _write(self) -> None:
        if self._file is None:
            return
        fresh = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            kept = {"sections": self._open, "taxonomy": self.taxonomy}
            fresh.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
            fresh.replace(self._file)


class SectionHead(QAbstractButton):
    """The line above a section: chevron, title, and what the columns below mean. Space or a click folds it."""

    def __init__(self, title: str, left: str, right: str, theme: Callable[[], Theme]) -> None:
        """``left`` and ``right`` stand above the two columns of figures."""
        super().__init__()
        self._title, self._left, self._right, self._theme = title, left, right, theme
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setFixedHeight(24)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_right(self, words: str) -> None:
        """Change the words at the right end."""
        if words == self._right:
            return
        self._right = words
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as wide as it may be."""
        return QSize(120, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the line."""
        painter, theme = QPainter(self), self._theme()
        right = self.rect().adjusted(0, 0, -4, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        paint_chevron(painter, QPointF(5, 12.5), self.isChecked(), theme)
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        painter.setPen(theme.color("ink"))
        painter.drawText(right.adjusted(14, 0, 0, 0), middle | int(Qt.AlignmentFlag.AlignLeft), self._title)
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("ink3"))
        painter.drawText(right, middle | int(Qt.AlignmentFlag.AlignRight), self._right)
        if self.isChecked():
            painter.drawText(right.adjusted(0, 0, -48, 0), middle | int(Qt.AlignmentFlag.AlignRight), self._left)


class Section(QWidget):
    """A head and what it folds away."""

    def __init__(
        self,
        key: str,
        head: SectionHead,
        body: QWidget,
        settings: PanelSettings,
        *,
        opened: bool = True,
    ) -> None:
        """Open or closed as it was left; ``opened`` is for the first time."""
        super().__init__()
        self.head, self.body = head, body
        self._key, self._settings = key, settings
        self._awaited: Callable[[], None] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(head)
        column.addWidget(body)
        head.setChecked(settings.is_open(key, opened))
        body.setVisible(head.isChecked())
        head.toggled.connect(self._on_head_toggled)

    def show_values(self, show: Callable[[], None]) -> None:
        """Let the body show something: at once, or when it is opened, so that what nobody sees costs nothing."""
        self._awaited = None if self.head.isChecked() else show
        if self._awaited is None:
            show()

    def _on_head_toggled(self, opened: bool) -> None:
        if opened and self._awaited is not None:
            self._awaited()
            self._awaited = None
        self.body.setVisible(opened)
        self._settings.set_open(self._key, opened)


class CheckRow(QAbstractButton):
    """One check box as wide as the panel, with a count at its right end."""

    def __init__(self, words: str, theme: Callable[[], Theme]) -> None:
        """``words`` say what is ticked."""
        super().__init__()
        self._words, self._theme, self._count = words, theme, 0
        self.setAccessibleDescription(tr("{n} 项", n=0))
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setFixedHeight(24)

    def show_value(self, checked: bool, count: int) -> None:
        """Show it; silent as ``clicked`` comes from people only."""
        self.setChecked(checked)
        if count != self._count:
            self._count = count
            self.setAccessibleDescription(tr("{n} 项", n=count))
            self.update()

    def sizeHint(self) -> QSize:
        """Qt: as wide as it may be."""
        return QSize(120, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint box, words and count."""
        painter, theme = QPainter(self), self._theme()
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        state = Qt.CheckState.Checked if self.isChecked() else Qt.CheckState.Unchecked
        paint_check(painter, QRectF(2, 5, CHECK_SIZE, CHECK_SIZE), state, theme)
        painter.setFont(theme.font())
        painter.setPen(theme.color("ink" if self._count else "ink3"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        room = self.rect().adjusted(CHECK_SIZE + 11, 0, -4, 0)
        painter.drawText(room, middle | int(Qt.AlignmentFlag.AlignLeft), self._words)
        painter.drawText(room, middle | int(Qt.AlignmentFlag.AlignRight), f"{self._count:,}")


def facet_node(values: FacetColumn, code: int) -> FacetNode:
    """A value as it is listed, with its count and the sum of what was published."""
    count = int(values.counts[code])
    published = count > int(values.unpublished[code])
    figure = format_figure(int(values.amounts_wan[code])) if published else "–"
    return FacetNode(code, shown_name(values.dimension.names[code]), None, count, figure)


class FacetList(QWidget):
    """The values of a dimension with many: those chosen, then those that count most; the rest by search or on demand.

    Values without projects under the other filters stay, greyed, at the end. Nothing ticked means all.
    """

    chosen_changed = Signal(frozenset)

    def __init__(self, name: str, theme: Callable[[], Theme]) -> None:
        """``name`` is what the values are, for people."""
        super().__init__()
        self._values: FacetColumn | None = None
        self._chosen: frozenset[int | str] = frozenset()
        self._whole = False
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("查找{name}", name=name))
        self.search.setAccessibleName(tr("查找{name}", name=name))
        self.search.setClearButtonEnabled(True)
        self.tree = FacetTree(name, theme, blank=Qt.CheckState.Unchecked)
        self.more = QPushButton()
        self.more.setObjectName("flat")
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        self.none = QLabel(tr("没有这样的{name}", name=name))
        self.none.setObjectName("caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.search)
        column.addWidget(self.tree)
        column.addWidget(self.none)
        column.addLayout(foot)
        self.search.textChanged.connect(self._list)
        self.more.clicked.connect(self._on_more_clicked)
        self.tree.chosen_changed.connect(self._on_tree_chosen_changed)

    @property
    def shown(self) -> tuple[int | str, ...]:
        """Ids of the values that are listed now, in order."""
        values = self._values
        return () if values is None else tuple(values.dimension.ids[code] for code in self._listed(values).tolist())

    def show_values(self, values: FacetColumn, chosen: frozenset[int | str]) -> None:
        """Show values and choice; silent. Of a great many only those that are listed are looked at."""
        self._values, self._chosen = values, chosen
        self._list()

    def _listed(self, values: FacetColumn) -> npt.NDArray[np.intp]:
        """Codes of what is listed: the chosen first, and the greatest first among these and among the rest."""
        word = self.search.text().strip().casefold()
        chosen = values.dimension.codes_of(self._chosen)
        most = MOST_LISTED if word or self._whole else max(TOP_VALUES, len(chosen))
        if word:
            found = values.dimension.codes_named(word)
            first, rest = found[np.isin(found, chosen)], found[~np.isin(found, chosen)]
        else:
            found = values.top(most + len(chosen))
            first, rest = chosen, found[~np.isin(found, chosen)]
        counts = values.counts
        return np.concatenate([part[np.argsort(-counts[part], kind="stable")] for part in (first, rest)])[:most]

    def _list(self) -> None:
        values = self._values
        if values is None:
            return
        dimension = values.dimension
        word = self.search.text().strip().casefold()
        nodes = [replace(facet_node(values, code), mark=word) for code in self._listed(values).tolist()]
        self.tree.show_nodes(nodes, frozenset(dimension.codes_of(self._chosen).tolist()))
        self.tree.setVisible(bool(nodes))
        self.none.setVisible(not nodes)
        many = len(values) > TOP_VALUES
        self.search.setVisible(many)
        self.more.setVisible(many and not self.search.text().strip())
        every = len(values)
        whole = (
            tr("列出全部 {n} 个", n=every)
            if every <= MOST_LISTED
            else tr("列出前 {most} 个（共 {n:,} 个）", most=MOST_LISTED, n=every)
        )
        self.more.setText(tr("只列前几个") if self._whole else whole)

    def _on_more_clicked(self) -> None:
        self._whole = not self._whole
        self._list()

    def _on_tree_chosen_changed(self, codes: frozenset[int]) -> None:
        if self._values is not None:
            dimension = self._values.dimension
            gone = {id_ for id_ in self._chosen if not dimension.has(id_)}
            self.chosen_changed.emit(frozenset({dimension.ids[code] for code in codes} | gone))
