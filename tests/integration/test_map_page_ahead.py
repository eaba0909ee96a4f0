"""What the page has before it is needed: a move within it asks nothing and shows what a fresh load shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from geo.aggregation import MapIndex, SymbolColumns
from geo.lnglat import world_from_lnglat
from geo.placement import place_projects
from tests.integration.map_page.shown_map import HOME, Feed, Shown
from tests.waiting import until

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]

COUNT = 6_000

_LISTEN = """
const ask = window.fetch;
window.fetch = (url, ...rest) => { window.asked.push(String(url).split('?')[0]); return ask(url, ...rest); };
return (window.asked = [])
"""

_SYMBOLS = """
const { frame, stage } = atlasPage, { view } = stage, of = (xs, ys) => [...xs].map((x, i) => [x, ys[i]]);
return { query: frame.query, groups: of(frame.groupX, frame.groupY), words: frame.groups, counts: [...frame.count],
  selected: [...frame.selected], industry: [...frame.industry], amounts: [...frame.amountByIndustry],
  points: of(frame.pointX, frame.pointY), ids: [...frame.pointId], flags: [...frame.pointFlags],
  names: frame.names, heads: frame.heads, revision: frame.revision, zoom: view.zoom,
  labels: atlasPage.labels.drawn.map(({ text, x, y }) => [text, x, y]) }
"""


class DenseFeed(Feed):
    """Thousands of projects with coordinates of their own, denser towards the middle."""

    def __init__(self) -> None:
        super().__init__()
        random = np.random.default_rng(5)
        lng, lat = 106.33 + 0.05 * random.standard_normal(COUNT), 29.55 + 0.05 * random.standard_normal(COUNT)
        self.ids, self.park_of = np.arange(1, COUNT + 1), np.zeros(COUNT, np.int64)
        self.industry = random.integers(0, 5, COUNT).astype(np.uint8)
        self.names = {int(number): f"项目{number}" for number in self.ids}
        nowhere = np.full(COUNT, np.nan)
        placement = place_projects(self.gazetteer, self.ids, self.park_of, nowhere, nowhere)
        x, y = world_from_lnglat(lng, lat)
        self.columns = SymbolColumns(
            project_ids=self.ids, world_x=x, world_y=y, place=np.full(COUNT, -1, np.int32), industry=self.industry,
            amount_wan=random.integers(-1, 50_000, COUNT), inferred=np.zeros(COUNT, np.bool_),
            planned=np.zeros(COUNT, np.bool_),
        )  # fmt: skip
        self.index = MapIndex(self.columns, placement.places)
        self.show(np.ones(COUNT, np.bool_))


@pytest.fixture
def dense(qapp: QApplication, assets_dir: Path) -> Iterator[Shown]:
    shown = Shown(DenseFeed(), assets_dir)
    shown.ask(_LISTEN)
    yield shown
    assert shown.failures == []
    shiboken6.delete(shown.view)


def rest(shown: Shown) -> None:
    shown.wait(lambda probe: not probe["moving"])
    until(lambda: not shown.ask("return atlasPage.stage.waiting"))


_KNOWN = """
const { loader, stage: { view } } = atlasPage, reach = 1500 / view.scale;
const [x, y] = [view.originX + view.width / 2, view.originY + view.height / 2].map((px) => px / view.scale);
return loader.kept.frames.some(({ box }) => box.zoom === view.zoom && box.west < x - reach && box.east > x + reach)
"""


def look_around(shown: Shown, zoom: float) -> None:
    """Go to the middle, and wait until the page knows what lies around it.

    What it may have looked for from where it stood, on a machine that took its time, would be near enough to leave it
    at that.
    """
    shown.go(HOME.center, zoom)
    shown.ask("atlasPage.loader.forget(); atlasPage.requestFrame()")
    until(lambda: bool(shown.ask(_KNOWN)))
    shown.ask("window.asked = []")


@pytest.mark.parametrize("zoom", [9.5, 11.0, 12.3, 13.0, 14.5, 16.0])
def test_a_move_into_what_is_known_asks_nothing_and_shows_what_a_fresh_load_shows(dense: Shown, zoom: float) -> None:
    look_around(dense, zoom)
    for x, y in ((37, 0), (-300, 120), (510, -260), (-900, -300), (0, 0)):
        drawn = len(dense.drawn)
        dense.ask(
            f"const spot = atlas_map.project([{HOME.center.lat}, {HOME.center.lng}], {zoom}).add([{x}, {y}]);"
            f"atlas_map.setView(atlas_map.unproject(spot, {zoom}), {zoom}, {{animate: false, reset: true}})"
        )
        until(lambda drawn=drawn: len(dense.drawn) > drawn)  # type: ignore[misc]
        rest(dense)
        assert "/frame.bin" not in dense.ask("return window.asked"), "the page has it"
        seen = dense.ask(_SYMBOLS)
        dense.ask("atlasPage.loader.forget(); atlasPage.requestFrame()")
        until(lambda: "/frame.bin" in dense.ask("return window.asked"))
        rest(dense)
        until(lambda: bool(dense.ask("return atlasPage.loader.asked?.frame === atlasPage.frame")))
        assert dense.ask(_SYMBOLS) == seen
        look_around(dense, zoom)


def test_a_move_draws_in_the_same_task_as_it_is_made(dense: Shown) -> None:
    look_around(dense, 12.0)
    dense.ask(
        "const { stage } = atlasPage, { draw } = stage; window.order = [];"
        "stage.draw = (...all) => { order.push('drawn'); draw(...all) };"
        "setTimeout(() => order.push('later'), 0);"
        "atlas_map.panBy([300, 100], {animate: false, reset: true})"
    )
    until(lambda: "later" in dense.ask("return window.order"))
    assert dense.ask("return window.order")[0] == "drawn"


def test_a_jump_in_haste_does_not_have_the_page_laid_out(dense: Shown) -> None:
    look_around(dense, 12.0)
    until(lambda: not dense.ask("return atlasPage.stage.view.hasty"))
    dense.ask(
        "const { getBoundingClientRect: told } = Element.prototype; let boxes = 0;"
        "Element.prototype.getBoundingClientRect = function () { boxes += 1; return told.call(this) };"
        f"atlas_map.setView([{HOME.center.lat + 0.01}, {HOME.center.lng}], 12, {{animate: false, reset: true}});"
        "setTimeout(() => { window.boxes = [atlasPage.stage.view.hasty, boxes] }, 0)"
    )
    until(lambda: bool(dense.ask("return window.boxes ?? null")))
    assert dense.ask("return window.boxes") == [True, 0]


def test_a_jump_in_haste_minds_a_legend_that_has_other_words_by_now(dense: Shown) -> None:
    dense.go(HOME.center, 15.0)  # there it is a line, as long as its words
    rest(dense)
    dense.go(HOME.center, 12.0)
    dense.view.name_industries(["一个名字长得多的产业门类"] * 5)
    until(lambda: "一个名字长得多的产业门类" in dense.ask("return atlasPage.legend.entries()"))
    rest(dense)
    dense.ask(
        "const { stage } = atlasPage, { draw } = stage;"
        "stage.draw = (on, view) => { draw(on, view);"
        "  window.boxes ??= [view.hasty, atlasPage.boxesNow(view)[0], atlasPage.panelBoxes()[0]] };"
        f"atlas_map.setView([{HOME.center.lat}, {HOME.center.lng}], 15, {{animate: false, reset: true}})"
    )
    until(lambda: bool(dense.ask("return window.boxes ?? null")))
    hasty, taken, seen = dense.ask("return window.boxes")
    assert hasty
    assert taken == seen


def test_what_was_known_is_forgotten_with_another_result(dense: Shown) -> None:
    look_around(dense, 12.0)
    feed = dense.feed
    revision = feed.show(feed.columns.industry == 1)
    dense.view.show_revision(revision)
    dense.wait(lambda probe: probe["revision"] == revision)
    assert dense.ask("return atlasPage.loader.kept.frames.length") == 1
    assert dense.ask("return atlasPage.loader.kept.frames[0].frame.revision") == revision


def test_the_window_hears_which_view_is_shown_from_what_the_page_has(dense: Shown) -> None:
    look_around(dense, 12.0)
    dense.ask("atlas_map.panBy([300, 100], {animate: false, reset: true})")
    until(lambda: "/looked.json" in dense.ask("return window.asked"))
    assert dense.ask("return window.asked").count("/looked.json") == 1


def test_what_is_kept_stays_small(dense: Shown) -> None:
    look_around(dense, 12.0)
    held = dense.ask(
        "const { kept } = atlasPage.loader, [{ frame, box }] = kept.frames;"
        "for (let zoom = 1; zoom < 90; zoom += 1)"
        "  kept.add({ frame: { ...frame, bytes: 1e6 }, box: { ...box, zoom }, asks: '' });"
        "return [kept.frames.length, kept.frames[0].box.zoom]"
    )
    assert held == [6, 89], "those used last"


def test_a_frame_too_large_to_keep_others_beside_it_takes_their_place(dense: Shown) -> None:
    add = "kept.add({ box: { zoom: i, west: 0, east: 1, north: 0, south: 1 }, asks: 'x', frame: { bytes: 7e6 } })"
    ask = (
        f"const {{ kept }} = atlasPage.loader; for (let i = 0; i < 5; i += 1) {add}; const {{ length }} = kept.frames;"
    )
    assert dense.ask(f"{ask} kept.clear(); return length") == 1


def test_what_is_pointed_at_is_not_kept_with_a_frame(dense: Shown) -> None:
    look_around(dense, 12.0)
    dense.ask("for (const { frame } of atlasPage.loader.kept.frames) frame.marks = { groups: [9], points: [] }")
    drawn = len(dense.drawn)
    dense.ask("atlas_map.panBy([300, 0], { animate: false })")
    until(lambda: len(dense.drawn) > drawn)
    rest(dense)
    assert "/frame.bin" not in dense.ask("return window.asked"), "the page has it"
    assert not dense.ask("return Boolean(atlasPage.frame.marks)")
