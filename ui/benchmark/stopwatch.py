"""A window with a stopwatch: acts on it, and tells when what followed was painted by Qt and shown by the page.

Python's and the page's clocks are one: milliseconds since 1970, of the same machine.
"""

from __future__ import annotations

import ctypes
import json
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, SignalInstance
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr
from ui.main_window import MainWindow
from ui.state import Found, Results

PATIENCE_MS: Final = 20_000
_POLL_MS: Final = 4
_QUIET_MS: Final = 60
_LONGEST_POLL_MS: Final = 1_000  # what lies beyond it is the machine's sleep, or a process that was stopped
_REFERENCES: Final = 2  # to something that one name and one argument stand for
_CALM_MS: Final = 40  # nothing more is painted: what is out of sight is filled later and paints nothing

# A frame counts as shown at the second animation frame after it was drawn: the one between put it on the screen.
_WATCH: Final = """(() => {
  const page = window.atlasPage, now = () => performance.timeOrigin + performance.now();
  const times = window.atlasTimes = { shown: [], drawing: [], gaps: null, told: 0 };
  const onFrame = page.onFrame.bind(page), draw = page.stage.draw;
  const later = (call) => requestAnimationFrame(() => requestAnimationFrame(call));
  page.onFrame = (frame) => {
    const got = now();
    onFrame(frame);
    const drawn = now();
    later(() => {
      times.shown.push({ revision: frame.revision, got, drawn, shown: now() });
      document.title = `shown ${times.told += 1}`;
    });
  };
  page.stage.draw = (contexts, view) => {
    const start = performance.now();
    draw(contexts, view);
    times.drawing.push(performance.now() - start);
  };
  times.watch = () => {
    let last = performance.now();
    times.gaps = [];
    const tick = (at) => { times.gaps?.push(at - last); last = at; if (times.gaps) requestAnimationFrame(tick); };
    requestAnimationFrame((at) => { last = at; requestAnimationFrame(tick); });
  };
  times.rest = () => { const { gaps } = times; times.gaps = null; return gaps; };
  times.move = (lat, lng, zoom) => {
    times.shown = [];
    const start = now();
    window.atlas_map.setView([lat, lng], zoom, { animate: false, reset: true });
    return start;
  };
  return 1;
})()"""


class NeverShown(AtlasError):
    """The window did not show what was waited for."""


@frozen
class Shown:
    """One frame of the page.

    Attributes:
        revision: Of the result.
        got: When its bytes had come, in ms since 1970.
        drawn: When it was drawn.
        shown: When it was on the screen.
    """

    revision: int
    got: float
    drawn: float
    shown: float


class Chain(NamedTuple):
    """How long it took until each part of the window showed an answer, in ms; 0 where there was nothing to show.

    Attributes:
        known: The window knew which projects they are, and had told its table and its map.
        rows: The table was painted with them.
        drawn: The page had drawn the map.
        shown: The map was on the screen.
        counted: Facets, totals and everything else were painted.
    """

    known: float
    rows: float
    drawn: float
    shown: float
    counted: float


class LastPainting(QObject):
    """Keeps when any of some widgets was painted last, once the painting is over."""

    def __init__(self, widgets: Iterable[QWidget], parent: QObject) -> None:
        """Listen to their painting."""
        super().__init__(parent)
        self.at_ms = 0.0
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt: a painting begins; what follows it in the queue of events is told when it has ended."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self.at_ms = now_ms()


class PaintWatch(QObject):
    """Keeps when a widget was first painted after it was told something, once the painting is over."""

    def __init__(self, widget: QWidget, *told: SignalInstance) -> None:
        """Listen to this widget's painting; `told` are emitted when there is something new to paint."""
        super().__init__(widget)
        self.at_ms = 0.0
        self.times = 0
        self._awaited = False
        for signal in told:
            signal.connect(self._on_told)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt: a painting begins; what follows it in the queue of events is told when it has ended."""
        if self._awaited and event.type() == QEvent.Type.Paint:
            self._awaited = False
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_told(self) -> None:
        self._awaited = True

    def _on_painted(self) -> None:
        self.at_ms, self.times = now_ms(), self.times + 1


class Stopwatch:
    """Acts on a shown window whose map has been drawn, and reads off when it was done."""

    def __init__(self, window: MainWindow) -> None:
        """Start watching the page and the table."""
        self.window = window
        self._questions = Questions(window.map_view)
        table = window.result_pane.table
        self.table = PaintWatch(table.viewport(), table.table_model.modelReset, table.selectionModel().selectionChanged)
        panel, totals = window.filter_panel, window.result_pane.totals
        trees = panel.industries.viewport(), panel.parks.viewport()
        # All of a window that is to be painted is painted in one go: a few of its parts tell when.
        figures = (*trees, window.time.bar.axis, totals.count, totals.sum, window.status.count)
        self._figures = LastPainting(figures, window)
        self._known = self._answered = (-1, 0.0)
        window.explorer.found.connect(self._on_explorer_found)  # after the views, which connected before
        window.explorer.results_changed.connect(self._on_explorer_results_changed)
        self.failures: list[str] = []
        self._drawn = -1
        # The page tells by its title that a frame was shown, so that it is not asked while it draws.
        self._titles = self._looked = 0
        window.map_view.drawn.connect(self._on_map_view_drawn)
        window.map_view.titleChanged.connect(self._on_map_view_title_changed)
        window.map_view.page_failed.connect(self.failures.append)
        self.ask(_WATCH)

    def ask(self, script: str) -> Any:  # noqa: ANN401 - whatever JSON the page answers
        """Return what a script of the page answers.

        Raises:
            NeverShown: It does not answer.
        """
        return self._questions.ask(script)

    def page_processes(self) -> dict[int, str]:
        """Return what draws the window's pages: the map, and the charts once somebody has looked at them."""
        pages = {self.window.map_view.page().renderProcessPid(): "map"}
        charts = self.window.charts.view
        return {charts.page().renderProcessPid(): "charts", **pages} if charts else pages

    def rest(self) -> None:
        """Let everything come to rest."""
        self.pause(_QUIET_MS)
        self.wait(lambda: self.window.explorer.results.revision in (self.window.explorer.state.revision, 0))
        while self.ask("window.atlasPage.camera.moving || window.atlasPage.stage.waiting"):
            self.pause(_POLL_MS)
        self.pause(_QUIET_MS)

    def pause(self, ms: int) -> None:
        """Run the window's events for a while."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop, loop.quit)
        loop.exec()

    def wait(self, holds: Callable[[], bool]) -> None:
        """Run the window's events until a condition holds.

        Raises:
            NeverShown: It did not hold in time.
        """
        left = float(PATIENCE_MS)
        while not holds():
            if left < 0:
                raise NeverShown(tr("窗口没有在时限内显示结果。"))
            before = now_ms()
            self.pause(_POLL_MS)
            left -= min(now_ms() - before, _LONGEST_POLL_MS)

    def after(self, act: Callable[[], object], *, painted: bool = True) -> Chain:
        """Do something that makes a new revision; returns how long until everything showed it.

        Args:
            act: What is done.
            painted: Whether the table has other rows, or others selected, after it.

        Raises:
            NeverShown: The page did not show the revision.
        """
        self.rest()
        self.ask("(window.atlasTimes.shown = [])")
        paintings, start = self.table.times, now_ms()
        act()
        revision = self.window.explorer.state.revision
        self.wait(lambda: self._answered[0] == revision)
        known = (self._known[1] if self._known[0] == revision else self._answered[1]) - start
        self.wait(lambda: now_ms() > max(self._answered[1], self._figures.at_ms) + _CALM_MS)
        counted = max(self._answered[1], self._figures.at_ms) - start
        frame = self._shown(revision)
        if painted:
            self.wait(lambda: self.table.times > paintings)
        rows = self.table.at_ms - start if painted else 0.0
        return Chain(known, rows, frame.drawn - start, frame.shown - start, counted)

    def move(self, lng: float, lat: float, zoom: float) -> tuple[float, float]:
        """Put the map elsewhere at once; returns how long until the right symbols were drawn and shown, in ms."""
        self.rest()
        self._drawn = -1
        start = self.ask(f"window.atlasTimes.move({lat}, {lng}, {zoom})")
        frame = self._shown(self.window.explorer.results.revision)
        return frame.drawn - start, frame.shown - start

    def await_drawn(self, revision: int) -> None:
        """Run the window's events until the page has drawn a revision.

        Raises:
            NeverShown: It did not.
        """
        self.wait(lambda: self._drawn == revision)

    def _on_map_view_drawn(self, revision: int, _groups: int, _points: int) -> None:
        self._drawn = revision

    def _on_map_view_title_changed(self, _title: str) -> None:
        self._titles += 1

    def _on_explorer_found(self, found: Found) -> None:
        self._known = found.revision, now_ms()

    def _on_explorer_results_changed(self, results: Results) -> None:
        self._answered = results.revision, now_ms()

    def _shown(self, revision: int) -> Shown:
        found: list[dict[str, Any]] = []
        self.await_drawn(revision)  # the page is not disturbed by questions before

        def look() -> bool:
            if self._titles == self._looked:
                return False
            self._looked = self._titles
            found[:] = [one for one in self.ask("window.atlasTimes.shown") if one["revision"] == revision]
            return bool(found)

        self.wait(look)
        first = found[0]
        return Shown(revision, first["got"], first["drawn"], first["shown"])


class Questions:
    """Asks a page by script, one question after the other.

    PySide (6.11) never lets go of what `runJavaScript` hands to its callable, nor of that: one callable hears all
    answers, and they are let go of here. A long run would otherwise measure its own questions.
    """

    def __init__(self, view: QWebEngineView) -> None:
        """Ask nothing yet."""
        self._view = view
        self._answers: list[Any] = []
        self._loop = QEventLoop()
        self._hear = self._on_answered

    def ask(self, script: str) -> Any:  # noqa: ANN401 - whatever JSON the page answers
        """Return what a script of the page answers.

        Raises:
            NeverShown: It does not answer.
        """
        self._answers.clear()
        self._view.page().runJavaScript(f"JSON.stringify({script})", self._hear)
        # In parts: a patience that was slept through, with the page asleep as well, would be at its end on waking up.
        pause = QTimer(singleShot=True, interval=_LONGEST_POLL_MS)
        pause.timeout.connect(self._loop.quit)
        for _ in range(int(PATIENCE_MS / _LONGEST_POLL_MS)):
            if not self._answers:
                pause.start()
                self._loop.exec()
        pause.stop()
        if not self._answers:
            raise NeverShown(tr("地图页面没有应答。"))
        answer = self._answers.pop()
        if sys.getrefcount(answer) > _REFERENCES:
            ctypes.pythonapi.Py_DecRef(ctypes.py_object(answer))
        return json.loads(answer) if isinstance(answer, str) and answer else answer

    def _on_answered(self, answer: object) -> None:
        self._answers.append(answer)
        self._loop.quit()


def now_ms() -> float:
    """The clock, as the page has it."""
    return time.time() * 1000
