"""Heat and coloured areas on the real page: what is drawn, what the legend says of it, and that the two agree."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from geo.geometry import contains_many
from tests.integration.map_modes.atlas import FAR, HOT, SHIBAN, SIZE, VALLEY, XIYONG, Atlas, pixel
from ui.map.map_state import ChoroplethSpec

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]


def test_heat_glows_where_projects_have_coordinates_and_nowhere_else(atlas: Atlas) -> None:
    probe = atlas.show("heat")
    assert probe["mode"] == "heat"
    assert probe["groups"] == probe["points"] == []

    def warmth() -> int:
        """How far the hot spot's colour is on the way of the ramp's hue."""
        red, _green, blue = (int(atlas.colour(*HOT)[i : i + 2], 16) for i in (1, 3, 5))
        return red - blue

    assert atlas.colour(*FAR) == "#F7F6F2", "land"
    assert warmth() > 40
    atlas.result(atlas.columns_mask("park", XIYONG))
    assert warmth() < 10


def test_heat_says_who_counts_and_who_is_left_out(atlas: Atlas) -> None:
    rest = len(atlas.session.columns) - 20
    probe = atlas.show("heat")
    assert any("20 项" in note for note in probe["notes"])
    assert any(f"{rest} 项没有自身坐标" in note for note in probe["notes"])
    probe = atlas.show("heat", "amount")
    assert any("计入 19 项" in note for note in probe["notes"])
    assert any("1 项金额未公布" in note for note in probe["notes"])


def test_heat_of_nothing_is_bare_and_says_so(atlas: Atlas) -> None:
    atlas.show("heat")
    probe = atlas.result(atlas.columns_mask("park", XIYONG))
    assert probe["notes"][0] == "没有可计入的项目，热力图为空"


def dominant(atlas: Atlas, name: str) -> str:
    """The colour most of a district's visible ground has."""
    rings = next(area.rings for area in atlas.districts if area.name == name)
    image = atlas.image()
    grid = np.array([(x, y) for x in range(240, SIZE[0] - 60, 24) for y in range(20, SIZE[1] - 40, 24)])
    places = atlas.ask(
        f"return {json.dumps(grid.tolist())}.map((at) => atlas_map.containerPointToLatLng(at))"
        ".map((p) => [p.lng, p.lat])"
    )
    inside = contains_many(rings, *np.array(places).T)
    seen = Counter(pixel(image, x, y) for x, y in grid[inside].tolist())
    assert seen, f"{name} is not in view"
    return seen.most_common(1)[0][0]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_areas_have_the_colour_of_their_class_in_the_legend(atlas: Atlas, theme: str) -> None:
    atlas.view.set_theme(theme)
    probe = atlas.show("choropleth", spec=ChoroplethSpec("district", "count", "natural", 5))
    classes = [colour for words, colour in atlas.swatches() if words != "无项目"][::-1]
    assert len(set(classes)) == len(classes) >= 2
    coloured = [area for area in probe["areas"] if area["class"] >= 0]
    assert {"沙坪坝区", "九龙坡区"} <= {area["name"] for area in coloured}
    for name in ("沙坪坝区", "九龙坡区"):
        area = next(each for each in coloured if each["name"] == name)
        assert dominant(atlas, name) == classes[area["class"]], name
    bare = dict(atlas.swatches())["无项目"]
    assert dominant(atlas, "璧山区") == bare


def test_areas_carry_their_figures_and_the_legend_who_is_left_out(atlas: Atlas) -> None:
    probe = atlas.show("choropleth", spec=ChoroplethSpec("district", "count", "quantiles", 4))
    for area in probe["areas"]:
        if area["name"] in ("沙坪坝区", "九龙坡区"):
            assert f"{area['name']} {area['count']} 项" in {label["text"] for label in probe["labels"]}
    inside = sum(area["count"] for area in probe["areas"])
    left = len(atlas.session.columns) - inside
    city = int(atlas.columns_mask("grade", "city").sum())
    (note,) = probe["notes"]
    assert f"{left} 项无法归入" in note
    assert f"仅知在科学城 {city}" in note


def test_an_area_whose_projects_have_no_amount_is_hatched_not_zero(atlas: Atlas) -> None:
    atlas.show("choropleth", spec=ChoroplethSpec("district", "amount", "equal", 5))
    probe = atlas.result(atlas.columns_mask("park", SHIBAN))
    (area,) = [each for each in probe["areas"] if each["count"]]
    assert (area["value"], area["class"]) == (None, -1)
    assert [words for words, _colour in atlas.swatches()] == ["有项目，金额均未公布", "无项目"]


def test_parks_are_coloured_by_their_footprints(atlas: Atlas) -> None:
    probe = atlas.show("choropleth", spec=ChoroplethSpec("park", "count", "equal", 3))
    names = {area["name"] for area in probe["areas"]}
    assert {"西永微电园", "大学城"} <= names
    assert "科学谷" not in names, "it has a point, no outline"
    xiyong = next(area for area in probe["areas"] if area["name"] == "西永微电园")
    colours = dict(atlas.swatches())
    spot = pixel(atlas.image(), xiyong["x"] + 20, xiyong["y"] + 40)
    assert spot in colours.values()
    assert spot != colours["无项目"]
    assert any("所在园区没有范围" in note for note in probe["notes"])


def test_a_filter_colours_anew_in_step_with_the_revision(atlas: Atlas) -> None:
    before = atlas.show("choropleth")
    chosen = atlas.columns_mask("industry", 1)
    after = atlas.result(chosen)
    counted = [sum(area["count"] for area in probe["areas"]) for probe in (before, after)]
    assert counted[0] > counted[1] > 0
    assert after["measure"]["count"] == chosen.sum()


def test_selected_symbols_stay_on_top_of_the_colours(atlas: Atlas) -> None:
    columns = atlas.session.columns
    chosen = int(columns.ids[np.flatnonzero(atlas.columns_mask("park", VALLEY))[0]])
    for mode in ("choropleth", "heat"):
        atlas.show(mode)
        probe = atlas.result(selected=(chosen,))
        (symbol,) = probe["groups"]
        assert (symbol["place"], symbol["selected"]) == (VALLEY, 1)
        assert pixel(atlas.image(), symbol["x"], symbol["y"] - symbol["radius"] - 7) == "#FFD43B"
    assert len(atlas.show("symbols")["groups"]) > 4


def test_an_area_under_the_pointer_tells_its_figures(atlas: Atlas) -> None:
    atlas.show("choropleth", spec=ChoroplethSpec("district", "per_km2", "natural", 5))
    x, y = atlas.spot(106.40, 29.57)
    for step in (3, 0):
        QTest.mouseMove(atlas.target, QPoint(round(x) + step, round(y)))
    hover = atlas.wait(lambda probe: probe["hover"] is not None)["hover"]
    assert "沙坪坝区" in hover
    assert "项/km²" in hover
