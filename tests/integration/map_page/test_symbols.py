"""The real map page in WebEngine: which symbols it draws, where, and in which colours."""

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QColor

from geo.lnglat import LngLat, world_from_lnglat
from tests.integration.map_page.shown_map import CITY, HANGING, HOME, PARK, POINT, VALLEY, XIYONG, Shown, group
from tests.pages import Probe
from tests.waiting import until

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]


def test_first_view_shows_home_without_leaving_the_machine(shown: Shown) -> None:
    first, _zoom = shown.viewports[0]
    assert first.contains(LngLat(HOME.west, HOME.south))
    assert first.contains(LngLat(HOME.east, HOME.north))
    assert shown.view.request_guard.blocked == []
    assert shown.view.request_guard.allowed > 20


def test_every_project_is_on_the_map_in_some_symbol(shown: Shown) -> None:
    probe = shown.probe()
    assert sum(each["count"] for each in probe["groups"]) == 40
    assert {each["kind"] for each in probe["groups"]} == {"city", "park", "unplaced"}


def test_symbols_stand_at_their_pixels(shown: Shown) -> None:
    probe = shown.probe()
    bounds, zoom = shown.viewports[-1]
    scale = 256 * 2**zoom / 2**32
    corner = world_from_lnglat(bounds.west, bounds.north)
    for place, position in ((PARK, XIYONG), (POINT, VALLEY)):
        x, y = ((float(at) - float(edge)) * scale for at, edge in zip(
            world_from_lnglat(position.lng, position.lat), corner, strict=True))  # fmt: skip
        symbol = group(probe, place)
        assert (symbol["x"], symbol["y"]) == pytest.approx((x, y), abs=1.0)


def test_donut_is_painted_in_the_colours_of_its_industries(shown: Shown) -> None:
    valley = group(shown.probe(), POINT)
    ring = valley["radius"] - max(6.5, 0.34 * valley["radius"]) / 2
    for turn in (0.1, 0.3, 0.7, 0.9):
        angle = (turn - 0.25) * 2 * math.pi
        assert shown.pixel(valley["x"] + ring * math.cos(angle), valley["y"] + ring * math.sin(angle)) == "#861F74"
    assert valley["radius"] == pytest.approx(7.5 + 4.9 * math.sqrt(7))


def test_filter_changes_counts_and_moves_nothing(shown: Shown) -> None:
    before = shown.probe()
    after = shown.result(shown.feed.industry == 1)
    assert group(after, POINT)["count"] == 7
    assert sum(each["count"] for each in after["groups"]) == int((shown.feed.industry == 1).sum())
    for place in (CITY, PARK, POINT):
        spots = [(group(probe, place)["x"], group(probe, place)["y"]) for probe in (before, after)]
        assert spots[0] == pytest.approx(spots[1], abs=0.1)


def test_empty_result_keeps_places_and_names(shown: Shown) -> None:
    probe = shown.result(np.zeros(40, np.bool_))
    assert probe["groups"] == []
    assert {"西永微电园", "科学谷"} <= {label["text"] for label in probe["labels"]}


def test_only_the_newest_of_many_results_stays(shown: Shown) -> None:
    shown.drawn.clear()
    for number in range(20):
        shown.view.show_revision(shown.feed.show(np.arange(40) < 2 * number + 2))
    shown.wait(lambda probe: bool(probe["revision"] == shown.feed.revision))
    revisions = [revision for revision, _, _ in shown.drawn]
    assert revisions == sorted(revisions)
    assert revisions[-1] == shown.feed.revision


def test_near_view_names_the_projects_and_says_schematic(shown: Shown) -> None:
    probe = shown.go(XIYONG, 13.3)
    assert len([point for point in probe["points"] if abs(point["x"] - 496) < 400]) == 12
    texts = [label["text"] for label in probe["labels"]]
    assert "西永微电园 约 30 km²，范围示意" in texts
    assert "原文 9，推断 3" in texts
    assert "项目5" in texts


def test_near_points_do_not_overlap_and_names_stay_clear_of_symbols(shown: Shown) -> None:
    probe = shown.go(XIYONG, 13.3)
    points = probe["points"]
    for i, one in enumerate(points):
        for other in points[:i]:
            distance = math.hypot(one["x"] - other["x"], one["y"] - other["y"])
            assert distance > one["radius"] + other["radius"]
    for label in probe["labels"]:
        for point in points:
            dx = max(label["x"] - point["x"], 0, point["x"] - label["x"] - label["width"])
            dy = max(label["y"] - point["y"], 0, point["y"] - label["y"] - label["height"])
            assert math.hypot(dx, dy) >= point["radius"] - 1, label["text"]


@pytest.mark.parametrize("zoom", [10.0, 11.4, 12.6, 13.3])
def test_labels_never_cover_each_other(shown: Shown, zoom: float) -> None:
    labels = shown.go(LngLat(106.35, 29.58), zoom)["labels"]
    assert labels
    for i, one in enumerate(labels):
        for other in labels[:i]:
            apart = (
                one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
            )  # fmt: skip
            assert apart, (one["text"], other["text"])


def test_selected_project_is_ringed_in_ink_on_yellow(shown: Shown) -> None:
    shown.go(XIYONG, 13.3)
    point = next(each for each in shown.result(selected=frozenset({5}))["points"] if each["id"] == 5)
    assert point["selected"]
    assert shown.pixel(point["x"], point["y"] - point["radius"] - 7) == "#FFD43B"
    assert shown.pixel(point["x"] + point["radius"] + 4.6, point["y"]) == "#1D2124"


def test_park_without_a_position_hangs_named_beside_the_city(shown: Shown) -> None:
    probe = shown.probe()
    hanging, city = group(probe, HANGING), group(probe, CITY)
    assert hanging["kind"] == "unplaced"
    assert math.hypot(hanging["x"] - city["x"], hanging["y"] - city["y"]) > city["radius"] + hanging["radius"]


def test_filter_does_not_move_what_hangs(shown: Shown) -> None:
    before = group(shown.probe(), HANGING)
    after = group(shown.result((shown.feed.park_of == HANGING) | (shown.feed.park_of == POINT)), HANGING)
    assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=0.1)


@pytest.mark.parametrize("width", [700, 520, 440])
def test_on_a_small_map_what_hangs_is_in_sight_and_covers_no_symbol(shown: Shown, width: int) -> None:
    shown.view.resize(width, 430)
    shown.wait(lambda probe: bool(probe["size"][0] == width))
    probe = shown.go(HOME.center, 11.0)
    rows = {row["place"] for row in probe["rack"]}
    assert rows
    for row in probe["rack"]:
        assert 0 < row["x"] < width
        assert 0 < row["y"] < 430
        for symbol in (each for each in probe["groups"] if each["place"] not in rows):
            assert math.hypot(row["x"] - symbol["x"], row["y"] - symbol["y"]) > symbol["radius"]


def test_legend_names_every_industry_and_folds_on_near_views(shown: Shown) -> None:
    industries = ["新一代信息技术", "生命健康", "绿色低碳及智能制造", "高技术服务业", "未归类"]
    assert shown.probe()["legend"] == [*industries, "虚环：位置为推断", "虚线框：范围示意"]
    assert shown.go(XIYONG, 13.3)["legend"] == [*industries, "推断"]


def test_a_folded_legend_can_be_unfolded_wherever_one_comes_from(shown: Shown) -> None:
    buttons = "return document.querySelectorAll('.legend .fold').length"
    shown.ask("atlasPage.legend.turn(); return 0")
    assert shown.ask(buttons) == 1
    shown.go(XIYONG, 14.0)
    assert shown.ask(buttons) == 0, "near, there is no room for it unfolded"
    shown.go(XIYONG, 12.0)
    assert shown.ask(buttons) == 1


def test_sources_are_always_told(shown: Shown) -> None:
    told = shown.ask("return document.querySelector('.foot').textContent")
    for words in ("天地图", "GeoNames", "示意底图", "WGS 84", "km"):
        assert words in told


def test_dark_theme_is_drawn_in_dark_tokens(shown: Shown) -> None:
    light = shown.pixel(600, 330)
    shown.view.set_theme("dark")
    shown.wait(lambda probe: bool(probe["theme"] == "dark"))
    shown.settle()
    dark = shown.pixel(600, 330)
    valley = group(shown.probe(), POINT)
    ring = valley["radius"] - max(6.5, 0.34 * valley["radius"]) / 2
    colour = shown.pixel(valley["x"] - ring, valley["y"])
    shown.view.set_theme("light")
    shown.wait(lambda probe: bool(probe["theme"] == "light"))
    assert (QColor(light).lightness() > 200, QColor(dark).lightness() < 70) == (True, True)
    assert colour == "#F2ADE0"


def test_canvases_follow_the_pixel_ratio_of_the_screen(shown: Shown) -> None:
    widths = "const [c] = atlasPage.stage.canvases; return [c.width / c.clientWidth, devicePixelRatio]"
    shown.view.setZoomFactor(2.0)
    try:
        until(lambda: shown.ask(widths)[1] == 2)
        until(lambda: shown.ask(widths)[0] == pytest.approx(2, abs=0.01))
    finally:
        shown.view.setZoomFactor(1.0)
    until(lambda: shown.ask(widths) == [1, 1])


@pytest.mark.parametrize("zoom", [10.5, 12.0, 13.5])
def test_no_symbol_differs_between_a_pan_and_a_fresh_load_of_the_same_view(
    shown: Shown, show: Callable[[Path], Shown], assets_dir: Path, zoom: float
) -> None:
    def symbols(probe: Probe) -> list[Mapping[str, Any]]:
        return sorted((*probe["groups"], *probe["points"]), key=lambda one: json.dumps(one, sort_keys=True))

    shown.go(LngLat(XIYONG.lng + 0.01, XIYONG.lat - 0.01), zoom)
    for x, y in ((90, 0), (-250, 70), (60, -20)):
        before = len(shown.drawn)
        shown.ask(f"atlas_map.panBy([{x}, {y}], {{animate: false}})")
        until(lambda before=before: len(shown.drawn) > before)  # type: ignore[misc]
    shown.settle()
    here = shown.ask("const { lat, lng } = atlas_map.getCenter(); return [lng, lat]")
    fresh = show(assets_dir)
    assert symbols(fresh.go(LngLat(*here), zoom)) == symbols(shown.probe())
    assert symbols(shown.probe())
