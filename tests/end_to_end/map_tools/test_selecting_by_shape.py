"""Lasso, rectangle and circle: they take exactly what lies inside, by mouse and by keyboard."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from geopy.distance import geodesic
from PySide6.QtCore import Qt

from tests.end_to_end.map_tools.hand import ALT, FAR, NEAR, SHIFT, Hand, Spot
from tests.end_to_end.person import Facts
from tests.waiting import until

pytestmark = [
    pytest.mark.window,
    # What the off-screen platform remarks when a menu pops up.
    pytest.mark.qt_log_ignore("This plugin does not support", "QRhi", "RHI", "Sandboxing", "GPUInfo"),
]


def ids_inside(facts: Facts, spots: Sequence[Spot]) -> set[int]:
    """Projects whose own symbol lies in a polygon, by shapely."""
    area = shapely.Polygon([(round(x), round(y)) for x, y in spots])
    return {each["id"] for each in facts["points"] if area.contains(shapely.Point(each["x"], each["y"]))}


def box(west: float, north: float, east: float, south: float) -> list[Spot]:
    return [(west, north), (east, north), (east, south), (west, south)]


@pytest.mark.parametrize("seed", range(6))
def test_lasso_takes_exactly_the_symbols_shapely_finds_inside(hand: Hand, seed: int) -> None:
    facts = hand.go(NEAR)
    random = np.random.default_rng(seed)
    turns = np.linspace(0, 2 * math.pi, 16, endpoint=False)
    radii = random.uniform(90, 280, len(turns))
    middle = random.uniform((300, 180), (620, 320))
    xs = np.clip(middle[0] + radii * np.cos(turns), 5, 900)
    ys = np.clip(middle[1] + 0.7 * radii * np.sin(turns), 62, 470)
    spots = list(zip(xs.tolist(), ys.tolist(), strict=True))
    hand.take("lasso")
    hand.draw(spots)
    wanted = ids_inside(facts, spots)
    edge = shapely.Polygon([(round(x), round(y)) for x, y in spots]).exterior
    unclear = {p["id"] for p in facts["points"] if edge.distance(shapely.Point(p["x"], p["y"])) < 1}
    until(lambda: hand.selection - unclear == wanted - unclear)


def test_lasso_counts_while_it_is_drawn(hand: Hand) -> None:
    points = hand.go(NEAR)["points"]
    one = next(p for p in points if 100 < p["x"] < 800 and 100 < p["y"] < 400)
    hand.take("lasso")
    spots = box(one["x"] - 14, one["y"] - 12, one["x"] + 14, one["y"] + 12)
    hand.press(spots[0])
    for spot in spots[1:]:
        hand.move(spot)
    assert hand.selection == set()
    label = hand.label()
    assert label is not None
    assert label.startswith("套索 1 项|Σ")
    hand.release(spots[-1])
    hand.selects({one["id"]})
    assert hand.label() is None
    assert hand.spoken() == "已选 1 项"


def test_rectangle_with_shift_adds_and_with_alt_takes_away(hand: Hand) -> None:
    facts = hand.go(NEAR)
    shown = [p for p in facts["points"] if 0 < p["x"] < 900 and 60 < p["y"] < 470]
    left = {p["id"] for p in shown if p["x"] < 480}
    right = {p["id"] for p in shown if p["x"] >= 480}
    assert left
    assert right
    hand.take("rectangle")
    hand.draw([(4, 62), (200, 200), (480, 470)])
    hand.selects(left)
    hand.draw([(480, 62), (600, 200), (900, 470)], SHIFT)
    hand.selects(left | right)
    hand.draw([(480, 470), (400, 300), (4, 62)], ALT)
    hand.selects(right)
    hand.window.actions_by_key["invert_selection"].trigger()
    assert hand.selection == set(hand.window.explorer.columns.ids.tolist()) - right


def test_far_out_a_shape_takes_all_projects_of_a_donut_and_of_the_rack(hand: Hand) -> None:
    facts = hand.go(FAR)
    hand.take("rectangle")
    park = next(g for g in facts["groups"] if g["kind"] == "park" and g["count"] > 2)
    hand.draw([(park["x"] - 20, park["y"] - 20), (park["x"], park["y"]), (park["x"] + 20, park["y"] + 20)])
    until(lambda: len(hand.selection) == park["count"])
    rack = [g for g in facts["groups"] if g["kind"] == "unplaced"]
    west, east = min(g["x"] for g in rack) - 14, max(g["x"] for g in rack) + 14
    north, south = min(g["y"] for g in rack) - 12, max(g["y"] for g in rack) + 12
    hand.draw([(east, south), (east - 10, south - 40), (west, north)])  # begun below the legend, which takes no tool
    # The map's own symbols may stand beside the rack; what they stand for is taken too.
    inside = [g for g in facts["groups"] if west < g["x"] < east and north < g["y"] < south]
    assert all(each in inside for each in rack)
    until(lambda: len(hand.selection) == sum(g["count"] for g in inside))


def test_circle_tells_its_radius_and_takes_what_is_within(hand: Hand) -> None:
    facts = hand.go(NEAR)
    centre, rim = (600.0, 250.0), (700.0, 330.0)
    hand.take("circle")
    hand.press(centre)
    hand.move((650.0, 280.0))
    hand.move(rim)
    at = {spot: hand.lnglat(spot) for spot in (centre, rim)}
    radius_km = geodesic((at[centre].lat, at[centre].lng), (at[rim].lat, at[rim].lng)).km
    label = hand.label()
    assert label is not None
    assert label.startswith(f"半径 {radius_km:.2f} km|圆内 ")
    hand.release(rim)
    wanted = set()
    for each in facts["points"]:
        there = hand.lnglat((each["x"], each["y"]))
        if geodesic((at[centre].lat, at[centre].lng), (there.lat, there.lng)).km <= radius_km:
            wanted.add(each["id"])
    assert wanted
    hand.selects(wanted)


def test_escape_drops_the_lasso_first_and_then_the_selection(hand: Hand) -> None:
    hand.go(NEAR)
    hand.window.explorer.select([1, 2])
    hand.take("lasso")
    hand.press((200, 120))
    for spot in ((300, 130), (320, 300), (210, 280)):
        hand.move(spot)
    until(lambda: hand.window.tools.holds_escape and hand.label() is not None)
    hand.key(Qt.Key.Key_Escape)
    until(lambda: hand.label() is None)
    assert hand.selection == {1, 2}
    hand.release((210, 280))
    assert hand.selection == {1, 2}
    hand.key(Qt.Key.Key_Escape)
    hand.selects(set())
    assert hand.window.map_settings.state.tool == "lasso"
    hand.key(Qt.Key.Key_Escape)
    until(lambda: hand.window.map_settings.state.tool == "pan")


def test_click_with_a_selecting_tool_still_picks_one(hand: Hand) -> None:
    one = next(p for p in hand.go(NEAR)["points"] if 100 < p["x"] < 800 and 100 < p["y"] < 400)
    hand.take("rectangle")
    hand.click((one["x"], one["y"]))
    hand.selects({one["id"]})


def test_lasso_by_keyboard(hand: Hand) -> None:
    hand.go(NEAR)
    hand.take("rectangle")
    hand.ask("atlas_map.getContainer().focus()")
    hand.window.map_view.setFocus()
    for _ in range(5):
        hand.key(Qt.Key.Key_Up, SHIFT)
    hand.key(Qt.Key.Key_Return)
    for key in [Qt.Key.Key_Right] * 10 + [Qt.Key.Key_Down] * 10:
        hand.key(key, SHIFT)
    label = hand.label()
    assert label is not None
    assert label.startswith("矩形 ")
    hand.key(Qt.Key.Key_Return)
    until(lambda: f"矩形 {len(hand.selection)} 项" == label.split("|")[0])
    assert hand.selection
