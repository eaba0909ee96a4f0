"""The layers of the map as a list of rows in sections; rows can be opened, switched and moved. Emits intent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from geo.errors import AtlasError
from geo.providers import Provider, get_provider
from geo.wording import tr
from ui.cards.card_parts import label
from ui.layers.layer_details import DatumBox, LayerDetails
from ui.layers.layer_row import LayerRow
from ui.map.map_state import LayerSpec, MapState, Section
from ui.theme import Theme

SECTIONS: tuple[tuple[Section, str], ...] = (
    ("theme", "专题"),
    ("label", "标注"),
    ("data", "用户数据"),
    ("base", "底图"),
)
MOVABLE: tuple[Section, ...] = ("data", "base")


class LayerList(QScrollArea):
    """Shows the map's layers in their sections, the uppermost first.

    Signals:
        layer_wanted: ``(LayerSpec)``: a layer as it should be.
        move_wanted: ``(layer id, id of the layer to lie above or None, section)``.
        remove_wanted: ``(layer id)``.
        locate_wanted: ``(Bounds)``.
        clear_wanted: ``(provider id)``.
    """

    layer_wanted = Signal(object)
    move_wanted = Signal(str, object, str)
    remove_wanted = Signal(str)
    locate_wanted = Signal(object)
    clear_wanted = Signal(str)

    def __init__(
        self,
        theme: Callable[[], Theme],
        icons: Callable[[str], QIcon],
        cached: Callable[[Provider], tuple[int, int]],
        parent: QWidget | None = None,
    ) -> None:
        """Empty until a state is shown.

        Args:
            theme: the theme as it stands.
            icons: an icon of ``assets/icons`` in that theme.
            cached: how many tiles of a provider lie here, and their bytes.
            parent: the owning widget.
        """
        super().__init__(parent)
        self.setAccessibleName(tr("图层列表"))
        self._theme, self._icons, self._cached = theme, icons, cached
        self._state = MapState(())
        self._notes: Mapping[str, str] = {}
        self._troubles: Mapping[str, str] = {}
        self._chosen = ""
        self._shape: object = None
        self.rows: dict[str, LayerRow] = {}
        self.details: LayerDetails | None = None
        self.boxes: dict[str, DatumBox] = {}
        self._mark = QFrame(self.viewport())
        self._mark.setObjectName("dropMark")
        self._mark.hide()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_state(self, state: MapState) -> None:
        """Show the layers; rows that only look different are kept, so that a slider can be drawn while it moves."""
        self._state = state
        if state.find_layer(self._chosen) is None:
            self._chosen = ""
        shape = (self._chosen, tuple(map(_shape_of, state.layers)))
        if shape != self._shape:
            self._shape = shape
            self.refresh()
            return
        for layer in state.layers:
            if layer.id not in self.rows:
                return  # told while the rows are being built, which then show the newest state
            self.rows[layer.id].show_layer(layer)
            if self.details is not None and layer.id == self._chosen:
                self.details.show_layer(layer)
        self._caption_rows()

    def show_notes(self, notes: Mapping[str, str], troubles: Mapping[str, str]) -> None:
        """Say how many each built-in layer shows (by layer id), and what troubles an online map (by provider id)."""
        changed = dict(troubles) != dict(self._troubles)
        self._notes, self._troubles = dict(notes), dict(troubles)
        if changed:
            self.refresh()
        self._caption_rows()

    @property
    def chosen(self) -> str:
        """The layer whose details are open, or nothing."""
        return self._chosen

    def choose(self, layer_id: str) -> None:
        """Open a layer's details, or close them if they are open."""
        self._chosen = "" if self._chosen == layer_id else layer_id
        self.show_state(self._state)
        QTimer.singleShot(0, self, self._reveal)  # once it has been laid out

    def _reveal(self) -> None:
        """Scroll so that the open details are seen, and their row in any case."""
        if self.details is not None:
            self.ensureWidgetVisible(self.details, 0, 4)
            self.ensureWidgetVisible(self.rows[self._chosen], 0, 0)

    def refresh(self) -> None:
        """Build every row anew, keeping where the list was scrolled to and which row had the focus."""
        place = self.verticalScrollBar().value()
        focused = next((key for key, row in self.rows.items() if row.hasFocus()), "")
        old = self.takeWidget()  # may take a key that was being typed, so before the rows are forgotten
        if old is not None:
            old.deleteLater()  # not now: what is clicked may be in it
        self.rows, self.boxes, self.details = {}, {}, None
        body = QWidget()
        body.setObjectName("panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 0, 12)
        column.setSpacing(0)
        for section, title in SECTIONS:
            self._add_section(column, section, tr(title))
        column.addStretch(1)
        self.setWidget(body)
        self._caption_rows()
        self.verticalScrollBar().setValue(place)
        if focused in self.rows:
            self.rows[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_section(self, column: QVBoxLayout, section: Section, title: str) -> None:
        layers = self._state.in_section(section)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 14, 4)
        head.addWidget(label(title, "section", wrap=False))
        head.addStretch(1)
        files = sum(bool(layer.path) for layer in layers)
        words = {
            "theme": tr("上层"),
            "data": tr("{n} 个文件", n=files) if files else "",
            "base": tr("下层"),
        }.get(section, "")
        head.addWidget(label(words, "caption", wrap=False))
        column.addLayout(head)
        for layer in layers:
            self._add_layer(column, layer)
        if section == "data" and not layers:
            line = label(tr("还没有自己的地图文件"), "caption")
            line.setContentsMargins(30, 2, 14, 4)
            column.addWidget(line)

    def _add_layer(self, column: QVBoxLayout, layer: LayerSpec) -> None:
        movable = layer.section in MOVABLE
        row = LayerRow(layer, self._theme, self._icons, movable=movable, opens=movable)
        row.show_chosen(layer.id == self._chosen)
        row.layer_wanted.connect(self._on_row_layer_wanted)
        row.chosen.connect(lambda: self.choose(layer.id))
        row.removed.connect(lambda: self.remove_wanted.emit(layer.id))
        row.stepped.connect(lambda step: self._step(layer.id, step))
        if row.handle is not None:
            row.handle.dragged.connect(self._show_mark)
            row.handle.dropped.connect(lambda y: self._drop(layer.id, y))
        self.rows[layer.id] = row
        column.addWidget(row)
        if layer.id == self._chosen:
            column.addWidget(self._build_details(layer))
        if layer.facts is not None and layer.datum == "ask" and (layer.facts.datum_hint or layer.id == self._chosen):
            column.addWidget(self._build_box(layer))
        trouble = trouble_of(layer, self._troubles)
        if trouble:
            line = label(trouble, "warning")
            line.setContentsMargins(52, 0, 14, 6)
            column.addWidget(line)

    def _build_details(self, layer: LayerSpec) -> LayerDetails:
        self.details = LayerDetails(layer, self._cached, self._theme)
        self.details.layer_wanted.connect(self.layer_wanted)
        self.details.remove_wanted.connect(lambda: self.remove_wanted.emit(layer.id))
        self.details.locate_wanted.connect(self.locate_wanted)
        self.details.clear_wanted.connect(self.clear_wanted)
        return self.details

    def _build_box(self, layer: LayerSpec) -> QWidget:
        box = DatumBox(layer, self._icons)
        box.datum_wanted.connect(lambda datum: self._on_box_datum_wanted(layer.id, datum))
        self.boxes[layer.id] = box
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(30, 4, 12, 8)
        inside.addWidget(box)
        return holder

    def _on_row_layer_wanted(self, layer: LayerSpec) -> None:
        """Hand on a switch; what cannot work without a key opens where the key is written."""
        self.layer_wanted.emit(layer)
        if layer.kind == "online" and layer.visible and lacks_key(layer) and self._chosen != layer.id:
            self.choose(layer.id)

    def _on_box_datum_wanted(self, layer_id: str, datum: str) -> None:
        layer = self._state.find_layer(layer_id)
        if layer is not None:
            self.layer_wanted.emit(replace(layer, datum=datum))  # type: ignore[arg-type]

    def _caption_rows(self) -> None:
        for layer in self._state.layers:
            self.rows[layer.id].show_caption(caption_of(layer, self._notes))

    # ---- order ----

    def _targets(self) -> list[LayerSpec]:
        return list(self._state.in_section(*MOVABLE))

    def _target_at(self, global_y: int) -> int:
        """Before which of the movable rows a row let go at this height would come."""
        targets = self._targets()
        for number, layer in enumerate(targets):
            row = self.rows[layer.id]
            if global_y < row.mapToGlobal(QPoint(0, row.height() // 2)).y():
                return number
        return len(targets)

    def _show_mark(self, global_y: int) -> None:
        targets, number = self._targets(), self._target_at(global_y)
        row = self.rows[targets[min(number, len(targets) - 1)].id]
        below = number == len(targets)
        y = row.mapTo(self.viewport(), QPoint(0, row.height() if below else 0)).y()
        self._mark.setGeometry(12, y - 1, self.viewport().width() - 26, 2)
        self._mark.show()
        self._mark.raise_()
        self.ensureWidgetVisible(row, 0, 40)

    def _drop(self, layer_id: str, global_y: int) -> None:
        self._mark.hide()
        self._place(layer_id, self._target_at(global_y))

    def _step(self, layer_id: str, step: int) -> None:
        number = [one.id for one in self._targets()].index(layer_id)
        self._place(layer_id, number - 1 if step < 0 else number + 2)

    def _place(self, layer_id: str, number: int) -> None:
        """Move a layer before the row of this number.

        Files may lie among the files or among the base maps, online maps only among the latter; what comes between the
        two is drawn alike either way and stays with the files.
        """
        targets = self._targets()
        first_base = sum(one.section == "data" for one in targets)
        at = [one.id for one in targets].index(layer_id)
        layer = targets[at]
        number = min(max(number, 0 if layer.path else first_base), len(targets))
        if number in (at, at + 1):
            return
        before = targets[number].id if number < len(targets) else None
        section: Section = "data" if layer.path and number <= first_base else "base"
        self.move_wanted.emit(layer.id, before, section)


def caption_of(layer: LayerSpec, notes: Mapping[str, str]) -> str:
    """A word or two on a layer: how many it shows, what it holds, or what is the matter."""
    if layer.kind == "builtin":
        return notes.get(layer.id, "")
    if layer.kind == "online":
        return tr("在线") if layer.visible else tr("未开启")
    if layer.failure:
        return tr("打不开")
    return layer.facts.shape_words if layer.facts else tr("正在打开……")


def trouble_of(layer: LayerSpec, troubles: Mapping[str, str]) -> str:
    """What keeps a layer from being shown, one sentence or nothing; ``troubles`` of online maps by provider id."""
    if layer.kind != "online" or not layer.visible:
        return layer.failure
    if lacks_key(layer):
        return tr("{title}要用自己的密钥，请在这里填写。", title=layer.title)
    return troubles.get(layer.provider, "")


def lacks_key(layer: LayerSpec) -> bool:
    """Whether an online map cannot be asked for anything until the person gives a key."""
    try:
        return get_provider(layer.provider).needs_key and not layer.key
    except AtlasError:
        return False


def _shape_of(layer: LayerSpec) -> object:
    """What needs other widgets when it changes."""
    trouble = layer.failure, layer.kind == "online" and (layer.visible, bool(layer.key))
    return layer.id, layer.section, layer.kind, layer.facts, layer.datum == "ask", trouble
