"""The files behind the layers: opened as the settings name them, kept open, closed when nobody wants them any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from geo.aggregation import Viewport
from geo.errors import AtlasError
from geo.files.datum_guess import KnownLines
from geo.files.overlays import Overlay
from geo.files.tile_formats import Tile
from geo.files.tile_sources import TileSource
from geo.frozen import frozen
from ui.layers.layer_facts import DATUMS, facts_of, first_datum
from ui.map.map_settings import MapSettings
from ui.map.map_state import LayerDatum, LayerFacts, LayerKind, LayerSpec, MapState
from ui.promise import Promise

FILE_KINDS = ("tiles", "overlay")
T = TypeVar("T")
_Done = tuple[Future[object], Callable[[object], None], Callable[[str], None], Callable[[], None]]


@frozen
class _Opened:
    """An open file with what it is, under one datum."""

    path: Path
    source: TileSource | Overlay
    facts: LayerFacts
    datum: LayerDatum


class LayerSources(QObject):
    """Opens files in a worker, one after the other, and tells the settings what they are.

    Args:
        settings: names the files; learns what they turned out to be.
        base_folder: the built-in base map, whose lines tell a datum.
        parent: the owning object.

    Signals:
        added: ``(layer id)``: a file a person gave is a layer now, or was one already.
        failed: One sentence: a file a person gave cannot be shown; nothing was changed.
        busy_changed: Whether files are being opened.
        failed_badly: An exception that is a bug.
    """

    added = Signal(str)
    failed = Signal(str)
    busy_changed = Signal(bool)
    failed_badly = Signal(object)
    _done = Signal(object)

    def __init__(self, settings: MapSettings, base_folder: Path, parent: QObject | None = None) -> None:
        """Begin to open what is remembered."""
        super().__init__(parent)
        self._settings, self._base_folder = settings, base_folder
        self._known: KnownLines | None = None
        self._opener = ThreadPoolExecutor(max_workers=1, thread_name_prefix="open")
        self._framer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="overlay")
        self._open: dict[str, _Opened] = {}
        self._opening = 0
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        settings.state_changed.connect(self._on_settings_state_changed)
        for layer in settings.state.layers:
            if layer.kind in FILE_KINDS:
                self._reopen(layer)

    @property
    def is_busy(self) -> bool:
        """Whether files are being opened."""
        return self._opening > 0

    def add_file(self, path: Path) -> None:
        """Make a layer of a file if it can be shown; ``added`` or ``failed`` follows."""
        path = Path(path).absolute()
        already = next((one.id for one in self._settings.state.layers if one.path == str(path)), None)
        if already is not None:
            self.added.emit(already)
            return
        self._in_worker(lambda: self._read(path, None), lambda opened: self._add(path, opened), self.failed.emit)

    def tile(self, layer_id: str, z: int, x: int, y: int) -> Tile | None:
        """A tile of an open file.

        Raises:
            MapFileError: the file can no longer be read.
        """
        opened = self._open.get(layer_id)
        if opened is None or isinstance(opened.source, Overlay):
            return None
        return opened.source.tile(z, x, y)

    def overlay_frame(self, layer_id: str, viewport: Viewport) -> Promise[bytes] | None:
        """The bytes of a view of an overlay, worked out beside the window; None if there is no such overlay."""
        opened = self._open.get(layer_id)
        if opened is None or not isinstance(opened.source, Overlay):
            return None
        overlay, datum = opened.source, DATUMS[opened.datum]
        promise: Promise[bytes] = Promise()
        future = self._framer.submit(lambda: overlay.frame(viewport, datum))
        promise.on_drop(lambda: _cancel(future))
        self._watch(future, promise.give, self.failed.emit)
        return promise

    def close(self) -> None:
        """Wait for what is under way, then let every file go."""
        for pool in (self._opener, self._framer):
            pool.shutdown(wait=True, cancel_futures=True)
        for opened in self._open.values():
            opened.source.close()
        self._open.clear()

    def _on_settings_state_changed(self, old: MapState, new: MapState) -> None:
        if old.layers is new.layers:
            return
        before: Mapping[str, LayerSpec] = {layer.id: layer for layer in old.layers}
        for gone in self._open.keys() - {layer.id for layer in new.layers}:
            self._open.pop(gone).source.close()
        for layer in new.layers:
            was = before.get(layer.id)
            if layer.kind in FILE_KINDS and was is not None and was is not layer:
                self._follow(was, layer)

    def _follow(self, was: LayerSpec, layer: LayerSpec) -> None:
        """A layer changed: another datum moves its bounds, and switching on what failed tries again."""
        opened = self._open.get(layer.id)
        if opened is not None and opened.datum != layer.datum:
            facts = facts_of(opened.source, layer.datum, self._lines())
            self._open[layer.id] = replace(opened, facts=facts, datum=layer.datum)
            self._settings.set_facts(layer.id, facts)
        elif opened is None and layer.failure and layer.visible and not was.visible:
            self._reopen(layer)

    def _reopen(self, layer: LayerSpec) -> None:
        """Open the file of a layer that is there already; a failure is said at the layer."""
        path = Path(layer.path)

        def tell(sentence: str) -> None:
            self._settings.set_facts(layer.id, None, sentence)

        self._in_worker(lambda: self._read(path, layer.datum), lambda opened: self._take(layer.id, opened), tell)

    def _read(self, path: Path, datum: LayerDatum | None) -> _Opened:
        """Open a file and look at it (in the worker); without a datum, the file's own or «ask»."""
        from geo.files.map_files import open_map_file  # brings the readers of every format

        source = open_map_file(path)
        try:
            known = self._lines()
            datum = datum or first_datum(source, known)
            return _Opened(path, source, facts_of(source, datum, known), datum)
        except BaseException:
            source.close()
            raise

    def _lines(self) -> KnownLines:
        """What a datum is told by; read when the first file is opened."""
        if self._known is None:
            self._known = KnownLines.of_folder(self._base_folder)
        return self._known

    def _add(self, path: Path, opened: _Opened) -> None:
        """Make a layer of a file a person gave; rasters start in greys, so that the symbols keep their colours."""
        numbers = [int(one.id[5:]) for one in self._settings.state.layers if one.id.startswith("file-")]
        overlay = isinstance(opened.source, Overlay)
        layer = LayerSpec(
            id=f"file-{max(numbers, default=0) + 1}",
            kind="overlay" if overlay else "tiles",
            title=path.name,
            desaturate=not overlay and opened.facts.format == "raster",
            datum=opened.datum,
            path=str(path),
            facts=opened.facts,
        )
        self._open[layer.id] = opened
        self._settings.add_layer(layer)
        self.added.emit(layer.id)

    def _take(self, layer_id: str, opened: _Opened) -> None:
        layer = self._settings.state.find_layer(layer_id)
        if layer is None or layer.path != str(opened.path):
            opened.source.close()  # it was removed while it was being opened
            return
        self._open[layer_id] = opened
        kind: LayerKind = "overlay" if isinstance(opened.source, Overlay) else "tiles"
        self._settings.update_layer(
            replace(layer, kind=kind, facts=opened.facts, failure="", version=layer.version + 1)
        )

    def _in_worker(
        self, work: Callable[[], _Opened], take: Callable[[_Opened], None], tell: Callable[[str], None]
    ) -> None:
        self._opening += 1
        if self._opening == 1:
            self.busy_changed.emit(True)

        def ended() -> None:
            self._opening -= 1
            if not self._opening:
                self.busy_changed.emit(False)

        self._watch(self._opener.submit(work), take, tell, ended)

    def _watch(
        self,
        future: Future[T],
        take: Callable[[T], None],
        tell: Callable[[str], None],
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        """Hand a worker's result to the window's thread."""
        future.add_done_callback(lambda done: None if done.cancelled() else self._done.emit((done, take, tell, ended)))

    def _on_done(self, entry: _Done) -> None:
        future, take, tell, ended = entry
        error = future.exception()
        if error is None:
            take(future.result())
        elif isinstance(error, AtlasError):
            tell(str(error))
        else:
            self.failed_badly.emit(error)
        ended()


def _cancel(future: Future[bytes]) -> None:
    """Leave what has not begun; what is under way is finished and thrown away."""
    future.cancel()
