"""Pictures without a screen: the map or the whole window, for the command line and for the first look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QIODevice, QSaveFile, QTimer, SignalInstance
from PySide6.QtGui import QImage

from db.filters import Filters
from geo.errors import AtlasError
from ui.application import Workplace, open_window
from ui.main_window import MainWindow

PATIENCE_S = 60.0


class SnapshotError(AtlasError):
    """The picture could not be drawn or written."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What to take.

    Attributes:
        filters: which projects are shown.
        path: the PNG to write.
        width: in CSS pixels.
        height: in CSS pixels.
        whole_window: the whole window rather than its map.
        theme: ``light`` or ``dark``.
        current_id: project whose card is open, or None.
    """

    filters: Filters
    path: Path
    width: int = 1600
    height: int = 1000
    whole_window: bool = False
    theme: str = "light"
    current_id: int | None = None


def take_pictures(workplace: Workplace, ledger: Path, pictures: list[Picture]) -> list[int]:
    """Draw and write each picture in one window; returns how many projects each shows.

    Raises:
        LedgerError: the ledger cannot be used.
        SnapshotError: the map was not drawn in time, or a picture cannot be written; written ones stay.
    """
    window = open_window(workplace, ledger)
    try:
        drawn = DrawnRevisions(window)
        window.show()
        return [_take(window, drawn, picture) for picture in pictures]
    finally:
        window.close()
        window.deleteLater()


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
        self._let_frame_reach_the_view()

    def _on_map_view_drawn(self, revision: int, _groups: int, _points: int) -> None:
        self._newest = revision

    def _let_frame_reach_the_view(self) -> None:
        """The page answers after its own frame; a question and its answer later the picture is in the view."""
        loop = QEventLoop()
        self._window.map_view.probe(lambda _facts: QTimer.singleShot(80, loop.quit))
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
        raise SnapshotError(f"地图在 {patience_s:.0f} 秒内没有画完，未能生成图片。")


def _take(window: MainWindow, drawn: DrawnRevisions, picture: Picture) -> int:
    window.set_theme(picture.theme)
    window.resize_for(picture.width, picture.height, map_only=not picture.whole_window)
    window.explorer.set_filters(picture.filters)
    window.explorer.select([] if picture.current_id is None else [picture.current_id])
    window.fit_all()
    drawn.wait()
    pixmap = window.grab() if picture.whole_window else window.map_view.grab_map()
    save_png(pixmap.toImage(), picture.path)
    return window.explorer.results.totals.count


def save_png(image: QImage, path: Path) -> None:
    """Write a PNG whole or not at all.

    Raises:
        SnapshotError: the place cannot be written to.
    """
    file = QSaveFile(str(path))
    if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and image.save(file, "PNG") and file.commit()):
        raise SnapshotError(f"图片写不到 {path}：{file.errorString()}。")
