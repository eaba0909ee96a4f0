"""What is drawn in haste, after a jump, on one canvas of the window's size: it looks as what is drawn at leisure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from tests.integration.map_page.shown_map import HOME, XIYONG, Feed, Shown
from tests.waiting import until

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]

_WHOLE = """
const { stage } = atlasPage;
stage.shown = new WeakMap(); stage.jumped = true; stage.render();
clearTimeout(stage.completing);
"""


@pytest.fixture
def shown(qapp: QApplication, assets_dir: Path) -> Iterator[Shown]:
    page = Shown(Feed(), assets_dir)
    page.go(HOME.center, 11.0)
    yield page
    assert page.failures == []
    shiboken6.delete(page.view)


def test_in_haste_the_window_is_one_canvas_that_looks_as_the_others_do_together(shown: Shown) -> None:
    shown.go(XIYONG, 12.5)
    until(lambda: not shown.ask("return atlasPage.stage.waiting || atlasPage.stage.view.hasty"))
    one, covered, apart, coloured = shown.ask(
        "const { view, canvases } = atlasPage.stage, { left, top, right, bottom } = view.inner;"
        "const size = [right - left, bottom - top], paper = new OffscreenCanvas(...size).getContext('2d');"
        "const copy = (canvas, x, y) => paper.drawImage(canvas, x, y, ...size, 0, 0, ...size);"
        "const pixels = () => paper.getImageData(0, 0, ...size).data;"
        "copy(canvases[0], left, top); copy(canvases[2], left, top);"
        "const all = pixels();"
        f"{_WHOLE}"
        "const at = stage.placed.get(stage.whole);"
        "copy(stage.whole, left - at.x, top - at.y);"
        "const one = pixels(), seen = (canvas) => getComputedStyle(canvas).visibility;"
        "let apart = 0; all.forEach((each, i) => { if (Math.abs(each - one[i]) > 12) apart += 1 });"
        "return [seen(stage.whole), [canvases[0], canvases[2]].map(seen), apart, new Set(one).size > 20]"
    )
    assert (one, covered) == ("visible", ["hidden", "hidden"]), "what is covered is not handed over with every frame"
    assert coloured
    assert apart == 0
    shown.ask("atlasPage.stage.complete()")
    seen = shown.ask(
        "const { whole, canvases } = atlasPage.stage;"
        "return [whole, canvases[0], canvases[2]].map((canvas) => getComputedStyle(canvas).visibility)"
    )
    assert seen == ["hidden", "visible", "visible"]


def test_letters_are_smoothed_alike_on_all_canvases(shown: Shown) -> None:
    """On one that says it is opaque they would be in the colours of a screen's subpixels, where a system smooths so."""
    alphas = shown.ask(
        f"{_WHOLE}"
        "return [stage.whole, ...stage.canvases].map((one) => one.getContext('2d').getContextAttributes().alpha)"
    )
    assert alphas == [True] * 4


@pytest.mark.parametrize(("size", "factor"), [((800, 800), 1.25), ((1000, 600), 2.0)])
def test_canvases_have_the_size_of_the_view_whatever_a_pixel_of_the_page_is(
    shown: Shown, size: tuple[int, int], factor: float
) -> None:
    shown.view.resize(*size)
    until(lambda: shown.ask("return atlasPage.stage.view.ratio === devicePixelRatio && !atlasPage.stage.view.hasty"))
    shown.view.setZoomFactor(factor)
    sizes = (
        "const { view, canvases } = atlasPage.stage;"
        "return [[`${view.width}px`, `${view.height}px`], [canvases[2].style.width, canvases[2].style.height]]"
    )
    until(lambda: shown.ask(f"return devicePixelRatio === {factor} && atlasPage.stage.view.ratio === {factor}"))
    until(lambda: not shown.ask("return atlasPage.stage.view.hasty"))
    wanted, found = shown.ask(sizes)
    assert found == wanted


def test_the_one_canvas_stays_where_it_was_while_symbols_are_awaited(shown: Shown) -> None:
    before, after = shown.ask(
        f"{_WHOLE}"
        "const at = () => { const { left, top } = stage.whole.getBoundingClientRect(); return [left, top] };"
        "const before = at(); stage.patience = 60_000;"
        f"atlas_map.setView([{XIYONG.lat}, {XIYONG.lng}], 12.5, {{animate: false, reset: true}});"
        "return [before, at()]"
    )
    assert after == pytest.approx(before, abs=1.01)


def test_a_map_of_ones_own_between_keeps_the_canvases_apart(shown: Shown) -> None:
    assert shown.ask(f"{_WHOLE} return stage.isWhole")
    assert not shown.ask(f"atlasPage.layers.partsGround = () => true; {_WHOLE} return stage.isWhole")


def test_a_translucent_ground_looks_the_same_as_a_pattern_and_as_a_colour(shown: Shown) -> None:
    inside = shown.ask(
        "const { theme, stage, base } = atlasPage;"
        "const paper = new OffscreenCanvas(4, 4).getContext('2d');"
        "paper.fillStyle = theme.colors.land; paper.fillRect(0, 0, 4, 4);"
        "paper.fillStyle = theme.colors.corefill; paper.fillRect(0, 0, 4, 4);"
        "const asked = [...paper.getImageData(1, 1, 1, 1).data].join();"
        "const ctx = stage.canvases[0].getContext('2d'), { width, height } = stage.canvases[0];"
        "const { data } = ctx.getImageData(0, 0, width, height);"
        "let same = 0; for (let i = 0; i < data.length; i += 4) if (data.slice(i, i + 4).join() === asked) same += 1;"
        "return [base.core.length, same]"
    )
    assert inside[0] > 0
    assert inside[1] > 1000


def test_in_haste_scale_and_coordinates_follow_the_map(shown: Shown) -> None:
    zoom = "return document.querySelector('.position').lastElementChild.textContent"
    before, at_once = shown.ask(
        "const zoom = () => document.querySelector('.position').lastElementChild.textContent, before = zoom();"
        "atlasPage.furniture.map = { getZoom: () => 15, getCenter: () => atlas_map.getCenter() };"
        "atlasPage.furniture.readout.map = atlasPage.furniture.map;"
        "atlasPage.furniture.update(true); return [before, zoom()]"
    )
    assert at_once == before
    until(lambda: shown.ask(zoom) == "z 15.00")


def test_in_haste_the_legend_follows_the_map_and_names_keep_clear_of_where_it_will_be(shown: Shown) -> None:
    folded = "return document.querySelector('.legend').classList.contains('strip')"
    shown.go(XIYONG, 14.0)
    boxes = shown.ask("return atlasPage.panelBoxes()")
    shown.go(HOME.center, 11.0)
    assert not shown.ask(folded)
    at_once, taken = shown.ask(
        "const { legend, loader, stage } = atlasPage; loader.request = () => {}; stage.patience = 60_000;"
        f"atlas_map.setView([{XIYONG.lat}, {XIYONG.lng}], 14, {{animate: false, reset: true}}); stage.jumped = true;"
        "stage.render();"
        "return [document.querySelector('.legend').classList.contains('strip'), atlasPage.boxesNow(stage.view)]"
    )
    assert not at_once
    assert taken == boxes
    until(lambda: bool(shown.ask(folded)))
