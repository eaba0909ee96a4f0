"""Which columns the table shows, in which order and how wide: one frozen value, one writer, one file between runs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr
from ui.map.map_memory import set_aside
from ui.table.table_columns import COLUMNS, LEAST_WIDTH

FORMAT = 1
MOST_BYTES = 100_000
MOST_WIDTH = 4000
SAVE_PAUSE_MS = 300


class TableLayoutError(AtlasError):
    """The file of the table's columns cannot be read or written."""


@frozen
class ColumnPlace:
    """How one column stands.

    Attributes:
        key: key of a ``TableColumn``.
        width: pixels; of the names, the least they get.
        visible: whether it is shown.
    """

    key: str
    width: int
    visible: bool = True


@frozen
class TableLayout:
    """Every column once, from left to right; the names stand first and are always shown."""

    places: tuple[ColumnPlace, ...] = field(
        default_factory=lambda: tuple(ColumnPlace(one.key, one.first_width, one.shown) for one in COLUMNS)
    )

    @property
    def visible(self) -> tuple[str, ...]:
        """Keys of the columns that are shown, from left to right."""
        return tuple(place.key for place in self.places if place.visible)

    def place(self, key: str) -> ColumnPlace:
        """How a column stands.

        Raises:
            StopIteration: there is no such column.
        """
        return next(place for place in self.places if place.key == key)

    def with_visible(self, key: str, visible: bool) -> TableLayout:
        """Show or hide a column; the names stay."""
        return self._with(key, visible=visible or key == "name")

    def with_width(self, key: str, width: int) -> TableLayout:
        """Make a column this many pixels wide, within reason."""
        return self._with(key, width=min(max(width, LEAST_WIDTH), MOST_WIDTH))

    def with_order(self, keys: tuple[str, ...]) -> TableLayout:
        """Put columns in this order, the names first whatever is said; columns not named keep their order, last."""
        wanted = ("name", *(key for key in keys if key != "name"))
        rank = {key: number for number, key in enumerate(wanted)}
        return TableLayout(tuple(sorted(self.places, key=lambda place: rank.get(place.key, len(rank)))))

    def _with(self, key: str, **changes: int) -> TableLayout:
        changed = (replace(place, **changes) if place.key == key else place for place in self.places)  # type: ignore[arg-type]
        return TableLayout(tuple(changed))


class TableSettings(QObject):
    """Holds the one ``TableLayout`` and makes the next one; a burst of changes is written once, a little later.

    Args:
        file: where it is remembered; None remembers nothing.
        parent: the owning object.

    Attributes:
        trouble: one sentence when the file could not be read and was set aside, else empty.

    Signals:
        layout_changed: the new layout.
        failed: One sentence: the file could not be written.
    """

    layout_changed = Signal(object)
    failed = Signal(str)

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        """Start from what is remembered."""
        super().__init__(parent)
        self._file = file
        self._layout = self._saved = TableLayout()
        self._pause = QTimer(self, singleShot=True, interval=SAVE_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self.trouble = self._remember()

    @property
    def layout(self) -> TableLayout:
        """The layout as it stands."""
        return self._layout

    def set_layout(self, layout: TableLayout) -> None:
        """Let columns stand like this from now on."""
        if layout != self._layout:
            self._layout = layout
            self._pause.start()
            self.layout_changed.emit(layout)

    def flush(self) -> None:
        """Write now what is still waiting to be written."""
        self._pause.stop()
        if self._file is None or self._saved is self._layout:
            return
        try:
            write_layout(self._file, self._layout)
        except TableLayoutError as error:
            self.failed.emit(str(error))
        self._saved = self._layout

    def _remember(self) -> str:
        if self._file is None or not self._file.exists():
            return ""
        try:
            self._layout = self._saved = read_layout(self._file)
        except TableLayoutError as error:
            return f"{error}{set_aside(self._file)}"
        return ""


def read_layout(file: Path) -> TableLayout:
    """The layout a file remembers; columns it does not know stand as they do at first, strangers are left out.

    Raises:
        TableLayoutError: the file is not what it should be.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise TableLayoutError(tr("表格设置 {name} 大得不像设置文件。", name=file.name))
        value = json.loads(file.read_text("utf-8"))
        if value["format"] != FORMAT:
            raise TableLayoutError(tr("表格设置 {name} 是另一个版本写的。", name=file.name))
        return _layout(value["columns"])
    except OSError as error:
        raise TableLayoutError(tr("表格设置 {name} 读不出来。", name=file.name)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TableLayoutError(tr("表格设置 {name} 已损坏。", name=file.name)) from error


def write_layout(file: Path, layout: TableLayout) -> None:
    """Write beside the old file and move into its place.

    Raises:
        TableLayoutError: it cannot be written; the old file stays as it was.
    """
    columns = [{"key": one.key, "width": one.width, "visible": one.visible} for one in layout.places]
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps({"format": FORMAT, "columns": columns}, indent=1), "utf-8")
        fresh.replace(file)
    except OSError as error:
        with suppress(OSError):  # it may never have come to be
            fresh.unlink()
        raise TableLayoutError(tr("表格设置没有存下来：{parent} 不能写入。", parent=file.parent)) from error


def _layout(columns: list[Mapping[str, object]]) -> TableLayout:
    layout = TableLayout()
    keys: list[str] = []
    for one in columns:
        key, width, visible = one["key"], one["width"], one["visible"]
        if not (isinstance(key, str) and type(width) is int and isinstance(visible, bool)):
            raise ValueError(one)
        layout = layout.with_visible(key, visible).with_width(key, width)
        keys.append(key)
    return layout.with_order(tuple(dict.fromkeys(keys)))
