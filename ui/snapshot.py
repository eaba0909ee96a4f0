"""Pictures without a screen: the map or the whole window, for the command line and for the first look."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QEventLoop, QTimer, SignalInstance

from geo.wording import tr
from ui.application import Workplace, open_window
from ui.main_window import MainWindow
from ui.map.last_frame import await_last_frame
from ui.pictures import SnapshotError, save_png
from ui.services import SnapshotReport, SnapshotRequest

PATIENCE_S = 60.0
GLANCE_MS = 30
FRAME_MS = 80
"""From the page's last drawing to its picture in the view: two frames of the compositor and some."""


def take_pictures(workplace: Workplace, requests: Sequence[SnapshotRequest]) -> tuple[SnapshotReport, ...]:
    """Draw and write each picture; requests of one ledger share a window.

    Raises:
        LedgerError: the ledger cannot be used.
        SnapshotError: the map was not drawn in time, or a picture cannot be written; written ones stay.
    """
    window = open_window(workplace, requests[0].ledger)
    try:
        drawn = DrawnRevisions(window)
        window.show()
        return tuple(_take(window, drawn, request) for request in requests)
    finally:
        window.close()
        # Now: left to the end of the program, page and profile would go in whatever order Python lets go of them.
        shiboken6.delete(window)


class DrawnRevisions:
    """Remembers which revision the map page has drawn, and waits for one."""

    def __init__(self, window: MainWindow) -> None:
        """Listen from now on."""
        self._window = window
        self._newest = -1
        window.map_view.drawn.connect(self._on_map_view_drawn)

    def wait(self) -> None:
        """Return when the map shows the explorer's present state.

        Raises:
            SnapshotError: the page failed or took too long.
        """
        explorer = self._window.explorer
        wait_until(
            lambda: (
                self._newest == explorer.state.revision and explorer.results.revision in (explorer.state.revision, 0)
            ),
            [self._window.map_view.drawn, explorer.results_changed],
        )
        self._window.cards.settle()
        self._window.filter_panel.settle()
        self._let_frame_reach_the_view()

    def rest(self) -> None:
        """Return when the view has stopped flying and the map shows the present state there."""
        self._let_frame_reach_the_view()
        self.wait()

    def _size(self) -> list[int]:
        return [self._window.map_view.width(), self._window.map_view.height()]

    def _on_map_view_drawn(self, revision: int, _groups: int, _points: int) -> None:
        self._newest = revision

    def _let_frame_reach_the_view(self) -> None:
        """Return when the page has the view's size, rests, and its last frame is in the view."""
        loop = QEventLoop()

        def look(facts: dict[str, object]) -> None:
            if facts.get("moving") or facts.get("size") != self._size():
                QTimer.singleShot(GLANCE_MS, lambda: self._window.map_view.glance(look))
            else:
                QTimer.singleShot(FRAME_MS, loop.quit)

        self._window.map_view.glance(look)
        QTimer.singleShot(int(PATIENCE_S * 1000), loop.quit)
        loop.exec()


def wait_until(holds: Callable[[], bool], signals: list[SignalInstance], patience_s: float = PATIENCE_S) -> None:
    """Run the event loop until a condition holds, looking again whenever one of the signals comes.

    Raises:
        SnapshotError: it did not hold in time.
    """
    if holds():
        return
    loop = QEventLoop()

    def look(*_arguments: object) -> None:
        if holds():
            loop.quit()

    for signal in signals:
        signal.connect(look)
    QTimer.singleShot(int(patience_s * 1000), loop.quit)
    loop.exec()
    for signal in signals:
        signal.disconnect(look)
    if not holds():
        raise SnapshotError(tr("地图在 {seconds:.0f} 秒内没有画完，未能生成图片。", seconds=patience_s))


def _take(window: MainWindow, drawn: DrawnRevisions, request: SnapshotRequest) -> SnapshotReport:
    window.set_theme(request.theme)
    window.resize_for(request.width, request.height, map_only=not request.window)
    window.explorer.set_filters(request.filters)
    window.explorer.select([] if request.card_of is None else [request.card_of])
    drawn.rest()
    window.fit_all()
    drawn.rest()
    await_last_frame(window.map_view, PATIENCE_S)
    image = (window.grab() if request.window else window.map_view.grab_map()).toImage()
    save_png(image, request.target)
    return SnapshotReport(request.target, image.width(), image.height(), window.explorer.results.totals.count)
