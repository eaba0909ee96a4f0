"""Animated pictures of a playback: a map of its own, off the screen, drawn month by month by the window's own page."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from db.event_dates import EventMonth
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.months import MonthSpread
from geo.frozen import frozen
from geo.lnglat import Bounds
from geo.wording import tr
from ui.animation.animated_pictures import write_animation
from ui.animation.animation_face import FrameFace, FrameWords, figure_words, note_words
from ui.animation.animation_formats import AnimationCancelled, AnimationError, format_of
from ui.animation.animation_stage import Stage
from ui.figure_routes import districts_of
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_view import MapView
from ui.opening.session import Session
from ui.services import AnimationReport
from ui.timeline.time_axis_drawing import Timeline, build_timeline
from ui.timeline.time_plan import TimePlan, plan_playback

PATIENCE_MS = 60_000
GLANCE_MS = 30
FRAME_MS = 80
STALE_LOOKS = 20
"""How often a picture that should have changed but has not is taken again."""

MOST_FRAMES = 400
LAST_FRAME_MS = 2000


@frozen
class AnimationSpec:
    """An animated picture to make.

    Attributes:
        filters: what to show; its bounds of time bound the picture's.
        target: the file; its suffix says which format.
        width: pixels.
        height: pixels.
        scale: 2 draws everything twice as large, for the same pixels.
        fps: frames a second, at most 50.
        single: each month alone instead of all up to it.
        with_undated: whether projects without a date are shown throughout.
        bounds: what the map shows, WGS 84; None for the whole science city.
    """

    filters: Filters
    target: Path
    width: int = 1280
    height: int = 860
    scale: int = 1
    fps: float = 2.0
    single: bool = False
    with_undated: bool = False
    bounds: Bounds | None = None

    @property
    def frame_ms(self) -> int:
        """How long a frame is shown: a multiple of 10, as a GIF has it."""
        return max(20, round(100 / self.fps) * 10)


class AnimationMaker(QObject):
    """Draws and writes one animated picture without stopping the window.

    Signals:
        progressed: ``(done, total)`` steps.
        finished: the ``AnimationReport``; the file is there.
        failed: the error; no file is there. ``AnimationCancelled`` after ``cancel``.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    _encoded = Signal(object)

    def __init__(
        self,
        stage: Stage,
        spec: AnimationSpec,
        events: tuple[EventMonth, ...] = (),
        parent: QObject | None = None,
    ) -> None:
        """Lay it out; nothing is drawn yet.

        Raises:
            AnimationError: the name asks for no known format, or no project has a date to play.
        """
        super().__init__(parent)
        format_of(spec.target)
        self._stage, self._spec, self._columns = stage, spec, stage.session.columns
        spread = self._columns.facets(spec.filters).months
        self.plan: TimePlan = plan_playback(
            spec.filters, spread, single=spec.single, with_undated=spec.with_undated, most=MOST_FRAMES
        )
        if not len(self.plan):
            raise AnimationError(tr("没有带月份的项目可以播放，未生成动画。"))
        self._base = self._columns.mask(self.plan.base)
        self._spread = spread
        self._timeline = _timeline_of(stage.session, self._columns, spread, events)
        self._face = FrameFace(stage.theme(), spec.width, spec.height, spec.scale, self._timeline)
        self._folder = tempfile.TemporaryDirectory(prefix="atlas-frames-", ignore_cleanup_errors=True)
        self._frames: list[Path] = []
        self._counts: list[int] = []
        self._place = 0
        self._looks = 0
        self._mask: npt.NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._last: tuple[npt.NDArray[np.bool_], QImage] | None = None
        self._is_over = False
        self._pool: ThreadPoolExecutor | None = None
        self._watch = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._watch.timeout.connect(
            lambda: self._fail(AnimationError(tr("地图在 {n} 秒内没有画完，未生成动画。", n=PATIENCE_MS // 1000)))
        )
        self._encoded.connect(self._on_encoded, Qt.ConnectionType.QueuedConnection)
        self._view: MapView | None = None

    def start(self) -> None:
        """Build the map and draw the first frame as soon as it is there."""
        stage, room = self._stage, self._face.map_room
        self._feed = LedgerMapFeed(stage.session, districts_of(stage.assets))
        view = MapView(self._feed, stage.page_html, stage.assets, stage.theme().name, routes=stage.routes)
        # Drawn like any widget, but on no screen.
        view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        view.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        view.resize(round(room.width()), round(room.height()))
        view.setZoomFactor(self._spec.scale)
        view.show_map_state(stage.map_settings.state.to_page_json())
        view.drawn.connect(self._on_view_drawn)
        self._view = view
        self._show()
        view.fit_bounds(self._spec.bounds or self._feed.home)
        view.show()

    def cancel(self) -> None:
        """Stop; nothing is left behind."""
        self._fail(AnimationCancelled(tr("已取消，未生成动画。")))

    def _show(self) -> None:
        """Ask the map for the present stop."""
        self._watch.start()
        self._looks = 0
        time = self.plan.filters(self._place)
        dates = Filters(month_from=time.month_from, month_to=time.month_to, with_undated=time.with_undated)
        self._mask = self._base & self._columns.mask(dates)
        revision = self._place + 1
        self._feed.show_results(self._mask, (), revision)
        if self._view is not None:
            self._view.show_revision(revision)

    def _on_view_drawn(self, revision: int, _groups: int, _points: int) -> None:
        if revision == self._place + 1 and not self._is_over and self._looks == 0:
            self._looks = 1
            self._look()

    def _look(self) -> None:
        """Take the picture once the page rests at the right size and its last frame is in the view."""
        if self._view is None or self._is_over:
            return
        asked = [round(self._view.width() / self._spec.scale), round(self._view.height() / self._spec.scale)]

        def answer(facts: dict[str, object]) -> None:
            size = facts.get("size")
            fits = isinstance(size, list) and all(abs(a - b) <= 1 for a, b in zip(size, asked, strict=True))
            rests = fits and not facts.get("moving") and facts.get("revision", self._place + 1) == self._place + 1
            QTimer.singleShot(FRAME_MS if rests else GLANCE_MS, self, self._take if rests else self._look)

        self._view.glance(answer)

    def _take(self) -> None:
        if self._view is None or self._is_over:
            return
        picture = self._view.grab_map().toImage()
        if self._last is not None and self._looks < STALE_LOOKS:
            mask, before = self._last
            if picture == before and not np.array_equal(mask, self._mask):
                # Most likely the compositor is late; where the change lies outside the view it will stay equal.
                self._looks += 1
                QTimer.singleShot(GLANCE_MS, self, self._take)
                return
        self._last = self._mask, picture
        self._keep(picture)
        self._place += 1
        self.progressed.emit(self._place, 2 * len(self.plan))
        if self._place < len(self.plan):
            self._show()
        else:
            self._encode()

    def _keep(self, picture: QImage) -> None:
        path = Path(self._folder.name) / f"{self._place:05d}.png"
        totals = self._columns.totals(self._mask)
        self._counts.append(totals.count)
        words = FrameWords(
            tr("科学城招商地图"),
            self.plan.base.describe(self._columns.dimensions),
            self.plan.words(self._place),
            figure_words(totals),
            note_words(
                sum(self._spread.undated),
                self._spread.year_only,
                with_undated=self.plan.with_undated,
                single=self.plan.single,
            ),
            tr("数据：{span}", span=self._stage.session.span_words()),
        )
        time, span = self.plan.filters(self._place), self._timeline.span or (0, 0)
        end = self.plan.ends[self._place]
        ends = (span[0] if time.month_from is None else time.month_from, end)
        if not self._face.paint(picture, words, ends, end).save(str(path), "PNG", 80):  # type: ignore[call-overload]
            self._fail(AnimationError(tr("临时文件夹写不下动画的各帧：{path}。", path=path.parent)))
        self._frames.append(path)

    def _encode(self) -> None:
        self._watch.stop()
        self._drop_view()
        durations = [self._spec.frame_ms] * len(self._frames)
        durations[-1] = max(LAST_FRAME_MS, durations[-1])
        total = len(self._frames)

        def told(done: int) -> None:
            if self._is_over:
                raise AnimationCancelled("")
            self.progressed.emit(total + done, 2 * total)

        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="animation")
        work = self._pool.submit(write_animation, list(self._frames), durations, self._spec.target, told)
        work.add_done_callback(lambda future: self._encoded.emit(future.exception()))

    def _on_encoded(self, error: BaseException | None) -> None:
        if self._is_over:
            return
        if error is not None:
            self._fail(error)
            return
        self._is_over = True
        self._clean()
        spec = self._spec
        counts = tuple(self._counts)
        self.finished.emit(AnimationReport(spec.target, spec.width, spec.height, len(counts), counts))

    def _fail(self, error: BaseException) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._clean()
        self.failed.emit(error)

    def _clean(self) -> None:
        self._watch.stop()
        self._drop_view()
        if self._pool is not None:
            self._pool.shutdown(wait=True)  # it stops at the next frame
        self._folder.cleanup()

    def _drop_view(self) -> None:
        if self._view is not None:
            self._view.hide()
            self._view.deleteLater()
            self._view = None


def _timeline_of(
    session: Session, columns: ProjectColumns, shown: MonthSpread, events: tuple[EventMonth, ...]
) -> Timeline:
    slots = tuple(session.slots.of_id(id_) for id_ in columns.dimensions["industry"].ids)
    return build_timeline(columns.facets(Filters()).months, shown, events, slots, max(5, max(slots, default=0) + 1))
