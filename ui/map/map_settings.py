"""The sole writer of the map's state: intent comes in here, facts go out, and what should last is kept in a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from geo.errors import AtlasError
from ui.map.map_memory import read_memory, set_aside, write_memory
from ui.map.map_state import (
    BUILTIN_LAYERS,
    Bookmark,
    ChoroplethSpec,
    Coordinates,
    LayerFacts,
    LayerSpec,
    MapState,
    Measure,
    Mode,
    Section,
    Tool,
    moved,
)

FILE: Final = "map.json"
SAVE_PAUSE_MS = 300


class MapSettings(QObject):
    """Holds the one ``MapState`` and makes the next one.

    Layers, bookmarks and the way of writing coordinates are remembered in the file; a burst of changes is written
    once, a little later, and :meth:`flush` writes what is still waiting.

    Args:
        file: where it is remembered; None remembers nothing.
        parent: the owning object.
        standing: the layers that are always listed, the uppermost first.

    Signals:
        state_changed: ``(old, new)``; what did not change is the same object in both.
        failed: One sentence: the file could not be read or written.
    """

    state_changed = Signal(object, object)
    failed = Signal(str)

    def __init__(
        self,
        file: Path | None = None,
        parent: QObject | None = None,
        *,
        standing: tuple[LayerSpec, ...] = BUILTIN_LAYERS,
    ) -> None:
        """Start from what is remembered; a file that cannot be read is set aside and told of once, soon."""
        super().__init__(parent)
        self._file = file
        self._standing = standing
        self._state = MapState(standing)
        self._saved = self._state
        self._pause = QTimer(self, singleShot=True, interval=SAVE_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self.trouble = self._remember()

    @property
    def state(self) -> MapState:
        """The state as it stands."""
        return self._state

    def add_layer(self, layer: LayerSpec) -> None:
        """Put a layer on top of its section's others (below, for sections that are empty, nothing but the base).

        Raises:
            ValueError: there is a layer of this id already.
        """
        sections = ("data", "base") if layer.section == "data" else (layer.section,)
        below = next((one.id for one in self._state.layers if one.section in sections), None)
        with_it = (*self._state.layers, layer)
        self._change(layers=moved(with_it, layer.id, below))

    def remove_layer(self, layer_id: str) -> None:
        """Forget a layer; its file is not touched. Builtin and online layers stay, switched off."""
        layer = self._state.find_layer(layer_id)
        if layer is None:
            return
        if layer.kind in ("builtin", "online"):
            self.update_layer(replace(layer, visible=False))
            return
        self._change(layers=tuple(one for one in self._state.layers if one.id != layer_id))

    def update_layer(self, layer: LayerSpec) -> None:
        """Take a layer as it is now wanted in place of its namesake; an unknown one changes nothing."""
        self._change(layers=self._state.with_layer(layer).layers)

    def move_layer(self, layer_id: str, before_id: str | None, section: Section | None = None) -> None:
        """Draw a layer directly above another, or under all others; perhaps in another section of the panel."""
        layers = moved(self._state.layers, layer_id, before_id)
        if section is not None:
            layers = tuple(replace(one, section=section) if one.id == layer_id else one for one in layers)
        self._change(layers=layers)

    def set_facts(self, layer_id: str, facts: LayerFacts | None, failure: str = "") -> None:
        """Say what a layer turned out to be when opened, or why it cannot be."""
        layer = self._state.find_layer(layer_id)
        if layer is not None:
            self.update_layer(replace(layer, facts=facts, failure=failure, version=layer.version + 1))

    def set_measure(self, measure: Measure) -> None:
        """Size symbols by number or by amount."""
        self._change(measure=measure)

    def set_mode(self, mode: Mode) -> None:
        """Show symbols, heat or coloured areas."""
        self._change(mode=mode)

    def set_choropleth(self, choropleth: ChoroplethSpec) -> None:
        """Colour areas otherwise."""
        self._change(choropleth=choropleth)

    def set_tool(self, tool: Tool) -> None:
        """Give the pointer another task."""
        self._change(tool=tool)

    def set_coordinates(self, coordinates: Coordinates) -> None:
        """Write positions otherwise."""
        self._change(coordinates=coordinates)

    def set_bookmarks(self, bookmarks: tuple[Bookmark, ...]) -> None:
        """Keep these named views and no others."""
        self._change(bookmarks=bookmarks)

    def flush(self) -> None:
        """Write now what is still waiting to be written."""
        self._pause.stop()
        if self._file is None or self._saved is self._state:
            return
        try:
            write_memory(self._file, self._state)
        except AtlasError as error:
            self.failed.emit(str(error))
        self._saved = self._state

    def _change(self, **changes: object) -> None:
        wanted = replace(self._state, **changes)  # type: ignore[arg-type]
        if wanted == self._state:
            return
        old, self._state = self._state, replace(wanted, revision=self._state.revision + 1)
        self._pause.start()
        self.state_changed.emit(old, self._state)

    def _remember(self) -> str:
        """Take up what the file says; returns the sentence to tell, if any."""
        if self._file is None or not self._file.exists():
            return ""
        try:
            self._state = self._saved = read_memory(self._file, self._standing)
        except AtlasError as error:
            return f"{error}{set_aside(self._file)}"
        return ""
