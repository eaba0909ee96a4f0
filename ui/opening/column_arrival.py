"""A window that stands before its ledger is read: a thread waits for the columns, then every view takes them over."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from db.index.column_keeping import connecting
from db.index.column_process import ColumnSource
from db.index.late_strings import ReadingStopped
from db.vocabulary import load_vocabulary
from geo.frozen import frozen
from geo.lnglat import Bounds
from geo.memory import trim
from ui.explorer import compute_results
from ui.map.map_feed import LedgerMapFeed
from ui.opening.reading_card import ReadingCard, Skeleton
from ui.opening.session import Session
from ui.program.memory_rest import forget_pages
from ui.state import ExplorerState

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_GLANCE_MS: Final = 60
"""How often progress is shown: a bar that moves more often than that only costs the reading its processor."""

_IDLE: Final = ("undo_edit", "redo_edit", "find", "find_in_table", "play", "step_back", "step_forward")
"""Actions that have nothing to act on before projects are there."""


@frozen(eq=False)
class Arrived:
    """Everything that is derived from columns, made away from the window's thread.

    Attributes:
        session: As the window's will be.
        feed: The places of its projects.
    """

    session: Session
    feed: LedgerMapFeed


class ColumnArrival(QObject):
    """Waits for one window's columns.

    Signals:
        arrived: The window shows them.
        failed: What was in the way, an `AtlasError` or a bug; the window has nothing to show.
        settled: A copy is kept for the next start, or it is known that there will be none.
    """

    arrived = Signal()
    failed = Signal(object)
    settled = Signal()
    _ended = Signal(object)
    _followed = Signal()

    def __init__(self, window: MainWindow, process: ColumnSource) -> None:
        """Show the progress in place of the table; nothing waits before `start`.

        Args:
            window: Of an outline (`Session.open`); it owns this.
            process: Reads its columns.
        """
        super().__init__(window)
        self._window, self._process = window, process
        self._progress = (0.0, 0, 0)
        self.is_settled = False
        self.card = ReadingCard(window.session.ledger.path.name)
        self.card.stop_wanted.connect(window.close)
        self._thread = threading.Thread(target=self._wait, name="arrival", daemon=True)
        self._glance = QTimer(self, interval=_GLANCE_MS)
        self._glance.timeout.connect(lambda: self.card.show_progress(*self._progress))
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._followed.connect(self._on_followed, Qt.ConnectionType.QueuedConnection)
        self._views: list[Bounds] = []
        window.map_view.viewport_moved.connect(self._on_map_view_viewport_moved)
        window.closed.connect(self._on_window_closed)
        self._busy(reading=True)

    def start(self) -> None:
        """Begin to wait."""
        self._glance.start()
        self._thread.start()

    def _busy(self, *, reading: bool) -> None:
        window = self._window
        window.result_pane.wait_behind(self.card if reading else None)
        window.filter_panel.wait_behind(Skeleton(window.theme) if reading else None)
        window.status.set_known(not reading)
        window.time.bar.show_reading(reading)
        for key in _IDLE:
            window.actions_by_key[key].setEnabled(not reading)

    def _wait(self) -> None:
        """In a thread of its own."""
        try:
            arrived = self._prepare()
            self._ended.emit(arrived)
            self._process.follow()
            self._followed.emit()
            forget_pages(arrived.session.columns)
            trim()
        except ReadingStopped:
            return
        except BaseException as error:
            self._ended.emit(error)
        finally:
            self._process.end()

    def _prepare(self) -> Arrived:
        columns = self._process.read(self._hear)
        session, ledger = self._window.session, self._window.session.ledger
        with connecting(ledger.path)() as connection:
            vocabulary = load_vocabulary(connection, columns)
        fresh = session.with_columns(columns, vocabulary)
        with ThreadPoolExecutor(1, thread_name_prefix="place") as pool:
            feed = pool.submit(self._window.feed.of_session, fresh)
            compute_results(fresh.columns, ExplorerState(), listed={})  # what is asked first stays known to the columns
            return Arrived(fresh, feed.result())

    def _hear(self, share: float, read: int, of: int) -> None:
        self._progress = share, read, of

    def _on_ended(self, found: object) -> None:
        self._glance.stop()
        if not isinstance(found, Arrived):
            self.failed.emit(found)
            return
        window = self._window
        window.session.take(found.session)
        window.feed.take(found.feed)
        self._busy(reading=False)
        window.explorer.set_columns(window.session.columns, window.session.vocabulary.taxonomies)
        window.views_menu.views.set_vocabulary(window.session.vocabulary)
        window.views_menu.start()
        window.map_view.viewport_moved.disconnect(self._on_map_view_viewport_moved)
        if len(self._views) < 2:  # nobody has looked elsewhere meanwhile
            window.fit_all()
        self.arrived.emit()

    def _on_followed(self) -> None:
        self.is_settled = True
        self.settled.emit()

    def _on_map_view_viewport_moved(self, bounds: Bounds, _zoom: float) -> None:
        self._views.append(bounds)

    def _on_window_closed(self) -> None:
        self._glance.stop()
        self._ended.disconnect()
        self._followed.disconnect()
        self._process.stop()
        if self._thread.is_alive():
            self._thread.join()
