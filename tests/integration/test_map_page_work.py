"""How much the real page does for what it shows: requests made, canvases drawn. Counted, never timed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWidgets import QApplication

from geo.lnglat import LngLat
from geo.symbols.symbol_scale import Measure
from tests.integration.map_page.shown_map import HOME, XIYONG, Feed, Shown
from tests.waiting import until

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]

_COUNT = """
const { stage } = atlasPage;
window.papers = [0, 0, 0];
window.ahead = 0;
window.pictures = 0;
window.hasty = 0;
if (!window.counted) {
  window.counted = true;
  const paper = stage.paper.bind(stage), paperAhead = stage.paperAhead.bind(stage), draw = stage.draw;
  stage.paperAhead = (...all) => { const ctx = paperAhead(...all); if (ctx) window.ahead += 1; return ctx; };
  stage.paper = (index, ...rest) => { const ctx = paper(index, ...rest); if (ctx) papers[index] += 1; return ctx; };
  stage.draw = (on, view) => { if (view.hasty) window.hasty += 1; else window.pictures += 1; draw(on, view); };
}
return 1
"""


_LISTEN = """
Object.assign(window, { painted: 0, named: 0 });
for (const name of ['fill', 'stroke', 'fillText', 'drawImage']) {
  const paint = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...all) {
    window.painted += 1;
    if (name === 'fillText' && this.canvas.width > 400) window.named += 1; // not the legend's
    return paint.apply(this, all);
  };
}
const ask = window.fetch, read = Response.prototype.arrayBuffer;
window.fetch = (url, ...rest) => {
  if (url.startsWith('/frame.bin')) window.paintedBefore ??= window.painted;
  return ask(url, ...rest);
};
Response.prototype.arrayBuffer = async function () {
  const bytes = await read.call(this);
  if (this.url.includes('/frame.bin')) window.namedBefore ??= window.named;
  return bytes;
};
Object.defineProperty(window, 'atlasPage', { configurable: true, set(page) {
  Object.defineProperty(window, 'atlasPage', { value: page });
  page.stage.patience = 60_000;
  page.stage.expectAnew();
} });
"""


class CountingFeed(Feed):
    """Remembers the views it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[float, ...]] = []

    def frame(
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        zoom: float,
        measure: Measure = "count",
        *,
        ahead: bool = False,
    ) -> bytes:
        if not ahead:
            self.asked.append((west, south, east, north, zoom))
        return super().frame(west, south, east, north, zoom, measure, ahead=ahead)


class Watched:
    """A page at rest over home, and what it does from then on."""

    def __init__(self, shown: Shown, feed: CountingFeed) -> None:
        self.shown, self.feed = shown, feed

    def rest(self) -> None:
        """Wait until nothing is on its way."""
        self.shown.wait(lambda probe: not probe["moving"])
        until(lambda: not self.shown.ask("return atlasPage.stage.waiting"))
        self.shown.settle()

    def begin(self) -> None:
        """Count anew."""
        self.rest()
        self.shown.ask(_COUNT)
        self.feed.asked.clear()

    def pictures(self) -> int:
        """How often the map was drawn with all its margin."""
        return int(self.shown.ask("return window.pictures"))

    def hasty(self) -> int:
        """How often only what the window shows was drawn."""
        return int(self.shown.ask("return window.hasty"))

    def complete(self) -> None:
        """Wait until the margin is drawn as well."""
        until(lambda: not self.shown.ask("return atlasPage.stage.view.hasty"))

    def papers(self) -> list[int]:
        """How often ground, themes and symbols were drawn."""
        return [int(each) for each in self.shown.ask("return window.papers")]

    def grounds_ahead(self) -> int:
        """How often the ground was drawn out of sight, while symbols were on their way."""
        return int(self.shown.ask("return window.ahead"))


@pytest.fixture
def watched(qapp: QApplication, assets_dir: Path) -> Iterator[Watched]:
    feed = CountingFeed()
    shown = Shown(feed, assets_dir)
    shown.go(HOME.center, 11.0)
    shown.ask("atlasPage.stage.patience = 60_000")  # how soon symbols come says something about the machine only
    yield Watched(shown, feed)
    assert shown.failures == []
    shiboken6.delete(shown.view)


def jump(watched: Watched, center: LngLat, zoom: float, options: str = "{animate: false, reset: true}") -> None:
    before = len(watched.shown.drawn)
    watched.shown.ask(f"atlas_map.setView([{center.lat}, {center.lng}], {zoom}, {options})")
    until(lambda: len(watched.shown.drawn) > before)
    watched.rest()


def test_a_jump_asks_once_and_draws_once_with_the_symbols_of_the_place(watched: Watched) -> None:
    watched.begin()
    jump(watched, XIYONG, 12.0)
    assert len(watched.feed.asked) == 1
    watched.complete()
    assert (watched.hasty(), watched.pictures()) == (1, 1), "the window at once, its margin when that is shown"
    assert watched.papers() == [1, 0, 2], "without maps of one's own there are two canvases"
    assert watched.grounds_ahead() == 1, "and the ground of the window needs no other drawing"


def test_the_ground_drawn_while_symbols_are_awaited_is_that_of_a_fresh_drawing(watched: Watched) -> None:
    jump(watched, XIYONG, 12.0)
    watched.complete()
    same = watched.shown.ask(
        "const { stage } = atlasPage;"
        "const pixels = () => { const [{ width, height }] = stage.canvases;"
        "return stage.canvases[0].getContext('2d').getImageData(0, 0, width, height).data };"
        "const before = pixels(), front = stage.canvases[0];"
        "stage.shown = new WeakMap(); stage.render();"
        "const after = pixels();"
        "const same = before.every((each, i) => each === after[i]);"
        "return [front === stage.canvases[0], same, before.some((each) => each > 0)]"
    )
    assert same == [True, True, True]


def test_only_the_front_one_of_the_two_grounds_is_seen(watched: Watched) -> None:
    for center, zoom in ((XIYONG, 12.0), (HOME.center, 11.0)):
        jump(watched, center, zoom)
        shown = watched.shown.ask(
            "const { canvases, spare } = atlasPage.stage;"
            "return [canvases[0], spare].map((canvas) => getComputedStyle(canvas).visibility)"
        )
        assert shown == ["visible", "hidden"]


def test_a_page_that_begins_asks_for_its_symbols_before_it_paints(watched: Watched) -> None:
    script = QWebEngineScript()
    script.setSourceCode(_LISTEN)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
    watched.shown.view.page().scripts().insert(script)
    watched.shown.view.name_industries(["一", "二", "三", "四", "五"])  # told when the page listens
    watched.shown.drawn.clear()
    watched.shown.view.reload()
    until(lambda: bool(watched.shown.drawn))
    assert watched.shown.ask("return [window.paintedBefore, window.painted > 0]") == [0, True]
    assert watched.shown.ask("return [window.namedBefore, window.named > 0]") == [0, True], "one picture, not two"
    assert watched.shown.drawn[0][1:] != (0, 0), "the first picture that is told has symbols"


def test_a_jump_back_is_answered_anew(watched: Watched) -> None:
    jump(watched, XIYONG, 12.0)
    watched.begin()
    jump(watched, HOME.center, 11.0)
    assert len(watched.feed.asked) == 1, "only the last view is kept"


def test_the_same_view_once_more_asks_nothing(watched: Watched) -> None:
    watched.begin()
    jump(watched, HOME.center, 11.0)
    assert watched.feed.asked == []


def test_a_filter_draws_symbols_and_leaves_the_ground(watched: Watched) -> None:
    watched.begin()
    watched.shown.result(np.arange(40) % 2 == 0)
    watched.rest()
    assert len(watched.feed.asked) == 1
    assert watched.papers() == [0, 0, 1]


def test_another_theme_draws_the_ground_again_and_asks_nothing(watched: Watched) -> None:
    watched.begin()
    watched.shown.view.set_theme("dark")
    watched.shown.wait(lambda probe: bool(probe["theme"] == "dark"))
    watched.rest()
    assert watched.papers()[0] == 1
    assert watched.feed.asked == []


def test_a_flight_asks_when_it_sets_out_for_where_it_arrives(watched: Watched) -> None:
    watched.begin()
    assert watched.shown.ask("atlasPage.zoomBy(1); return atlasPage.camera.moving")
    watched.rest()
    assert watched.shown.probe()["zoom"] == pytest.approx(12.0)
    assert [asked[4] for asked in watched.feed.asked] == [12.0], "and not once more when it is there"
    assert watched.shown.ask("return atlasPage.frame.zoom") == pytest.approx(12.0)


def test_a_flight_draws_its_symbols_only_when_it_has_arrived(watched: Watched) -> None:
    watched.begin()
    watched.shown.ask(
        "const { onFrame } = atlasPage; window.moving = [];"
        "atlasPage.onFrame = (frame) => { moving.push(atlasPage.camera.moving); onFrame.call(atlasPage, frame) };"
    )
    assert watched.shown.ask("atlasPage.zoomBy(1); return atlasPage.camera.moving")
    watched.rest()
    assert watched.shown.ask("return window.moving") == [False]


def test_symbols_come_while_one_drags_beyond_what_was_drawn(watched: Watched) -> None:
    watched.begin()
    target, at = watched.shown.target, QPoint(500, 300)
    QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=at)
    for step in range(1, 14):
        QTest.mouseMove(target, at + QPoint(-20 * step, 0))
        watched.shown.settle()
    asked, drawn = len(watched.feed.asked), watched.pictures()
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=at + QPoint(-260, 0))
    watched.rest()
    assert asked <= 5, "once each time the margin is half used up, unless that is known"
    assert 1 <= drawn <= 5


@pytest.mark.parametrize("options", ["{animate: false, reset: true}", "{animate: false}"])
def test_while_symbols_are_awaited_the_picture_stays_where_it_was(watched: Watched, options: str) -> None:
    watched.begin()
    corners = watched.shown.ask(
        "const at = () => { const { left, top } = atlasPage.stage.canvases[2].getBoundingClientRect(); "
        "return [left, top] }; const before = at(); "
        f"atlas_map.setView([{XIYONG.lat}, {XIYONG.lng}], 12.5, {options});"
        "return [before, at(), atlasPage.stage.expecting > 0]"
    )
    assert corners[2]
    assert corners[1] == pytest.approx(corners[0], abs=1.01)
    watched.rest()
    watched.complete()
    assert (watched.hasty(), watched.pictures()) == (1, 1)


def test_symbols_that_do_not_come_are_not_awaited_for_long(watched: Watched) -> None:
    watched.begin()
    watched.shown.ask("atlasPage.stage.patience = 48; atlasPage.loader.request = () => { window.inVain = true }")
    watched.shown.ask(f"atlas_map.setView([{XIYONG.lat}, {XIYONG.lng}], 12.5, {{animate: false, reset: true}})")
    until(lambda: watched.hasty() == 1)
    assert watched.shown.ask("return window.inVain")
    assert watched.shown.ask("return atlasPage.stage.view.zoom") == pytest.approx(12.5)


def test_symbols_that_are_drawn_again_are_copied(watched: Watched) -> None:
    watched.begin()
    painted = watched.shown.ask("return atlasPage.sprites.painted")
    assert painted > 0
    watched.shown.ask("atlas_map.panBy([40, 20], {animate: false})")
    watched.rest()
    assert watched.pictures() >= 1
    assert watched.shown.ask("return atlasPage.sprites.painted") == painted
    watched.shown.view.set_theme("dark")
    watched.shown.wait(lambda probe: bool(probe["theme"] == "dark"))
    assert watched.shown.ask("return atlasPage.sprites.painted") > painted, "in the dark they have other colours"


def test_in_haste_the_window_looks_as_it_does_when_all_is_drawn(watched: Watched) -> None:
    jump(watched, XIYONG, 12.5)
    watched.complete()
    differing = watched.shown.ask(
        "const { stage, labels } = atlasPage;"
        "const window_ = () => { const { inner } = stage.view; return stage.canvases[2].getContext('2d').getImageData("
        "inner.left, inner.top, inner.right - inner.left, inner.bottom - inner.top).data };"
        "const whole = window_(), names = labels.drawn.length;"
        "stage.jumped = true; stage.render();"
        "const hasty = window_(), isHasty = stage.view.hasty;"
        "let apart = 0; whole.forEach((each, i) => { if (Math.abs(each - hasty[i]) > 32) apart += 1 });"
        "return [isHasty, apart, names === labels.drawn.length, whole.some((each) => each > 0)]"
    )
    assert differing == [True, 0, True, True]


def test_a_drag_that_begins_before_the_margin_is_drawn_draws_it_first(watched: Watched) -> None:
    drawn = watched.shown.ask(
        "const { stage } = atlasPage; stage.jumped = true; stage.render();"
        "const before = stage.view.hasty; atlas_map.fire('move'); return [before, stage.view.hasty]"
    )
    assert drawn == [True, False]


def test_groups_seen_at_rest_are_kept_as_pictures_and_copied_from_then_on(watched: Watched) -> None:
    watched.begin()
    jump(watched, XIYONG, 12.0)
    until(lambda: watched.shown.ask("return atlasPage.sprites.wanted.size") == 0)
    counted = watched.shown.ask(
        "const { sprites, stage } = atlasPage; const kept = sprites.pictures.size, { painted } = sprites;"
        "stage.render(); return [kept > 0, sprites.wanted.size, sprites.painted - painted]"
    )
    assert counted == [True, 0, 0]


def test_kept_pictures_are_let_go_sheet_by_sheet(watched: Watched) -> None:
    counted = watched.shown.ask(
        "const { sprites, theme } = atlasPage; sprites.forget(sprites.look);"
        "const draw = (key) => sprites.stampIfKept({}, { key, reach: 50, paint() {} }, 0, 0, () => {});"
        "for (let i = 0; i < 50; i += 1) {"
        "  for (let k = 0; k < 10; k += 1) draw(`${i} ${k}`);"
        "  sprites.paintWanted();"
        "}"
        "const { pixels, pictures } = sprites; sprites.begin(theme, 1);"
        "return [pixels, sprites.pixels, pictures.size, pictures.has('0 0'), pictures.has('49 9')]"
    )
    assert counted == [50 * 100_000, 41 * 100_000, 410, False, True], "the oldest go, as many as there must"


def test_the_legend_has_no_canvas_and_is_built_once_for_what_it_says(watched: Watched) -> None:
    canvases, drawings = watched.shown.ask(
        "return ['canvas', 'svg.picture'].map((kind) => document.querySelectorAll(`.legend ${kind}`).length)"
    )
    assert canvases == 0
    assert drawings >= 5
    watched.shown.ask("window.swatch = document.querySelector('.legend svg.picture')")
    jump(watched, XIYONG, 14.0)
    assert not watched.shown.ask("return window.swatch.isConnected")
    jump(watched, XIYONG, 11.0)
    assert watched.shown.ask("return window.swatch.isConnected")


def test_a_view_asked_again_and_then_another_draws_only_the_other(watched: Watched) -> None:
    watched.rest()
    drawn = watched.shown.ask("""
    const { loader, stage, display } = atlasPage, view = stage.currentView();
    window.drawn = [];
    const tell = loader.onFrame;
    loader.onFrame = (frame) => { drawn.push(frame === null); if (frame) tell(frame); };
    loader.request(view, stage.bounds(view), display);
    const far = stage.viewAt({ lat: 29.9, lng: 107.4 }, view.zoom);
    loader.request(far, stage.bounds(far), display);
    return drawn.length
    """)
    assert drawn == 0, "nothing is drawn in the midst of asking"
    until(lambda: bool(watched.shown.ask("return drawn.length")))
    assert not any(watched.shown.ask("return drawn")), "what is not there yet is not drawn"
