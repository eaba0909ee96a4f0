from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.lnglat import world_from_lnglat
from geo.symbols.symbol_positions import DrawnCircle, DrawnRing
from ui.map.tool_messages import parse_place, parse_shape
from ui.state import SelectMode

RING = [[106.3, 29.5], [106.4, 29.5], [106.4, 29.6], [106.3, 29.5]]
SCREEN = {"view": [106.2, 29.4, 106.5, 29.7, 13.2], "rack": [[7, 106.21, 29.45]]}
LASSO: dict[str, Any] = {"kind": "lasso", "mode": "replace", "ring": RING, **SCREEN}
CIRCLE: dict[str, Any] = {"kind": "circle", "mode": "add", "center": [106.3, 29.5], "radius_m": 1200.5, **SCREEN}
PLACE: dict[str, Any] = {"x": 10, "y": 20.4, "lng": 106.3, "lat": 29.5, "symbol": None, "park": None, **SCREEN}


def test_lasso_is_read_with_the_symbols_it_was_drawn_around() -> None:
    drawn = parse_shape(json.dumps(LASSO))
    assert drawn is not None
    assert drawn.shape == DrawnRing(tuple((lng, lat) for lng, lat in RING))
    assert drawn.mode is SelectMode.REPLACE
    assert drawn.screen.viewport.zoom == 13.2
    x, y = world_from_lnglat(106.21, 29.45)
    assert drawn.screen.hanging == {7: (float(x), float(y))}


def test_circle_is_read_with_its_radius() -> None:
    drawn = parse_shape(json.dumps(CIRCLE))
    assert drawn is not None
    assert isinstance(drawn.shape, DrawnCircle)
    assert drawn.shape.radius_m == 1200.5
    assert drawn.mode is SelectMode.ADD


def test_view_beyond_the_world_is_cut_at_its_edges() -> None:
    drawn = parse_shape(json.dumps({**LASSO, "view": [-400, -90, 400, 90, 2]}))
    assert drawn is not None
    assert drawn.screen.viewport.bounds.west == -180


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "star"}, {"kind": None}, {"mode": "toggle"}, {"mode": ["add"]}, {"ring": []}, {"ring": None},
        {"ring": RING[:3]}, {"ring": "ring"}, {"ring": [*RING[:3], [1, 2]]}, {"ring": [[106.3, float("nan")]] * 4},
        {"ring": [[106.3, 29.5, 3]] * 4}, {"ring": [["106.3", "29.5"]] * 4}, {"ring": [[1e400, 0]] * 4},
        {"ring": [[181, 0]] * 4}, {"ring": [[0, 0]] * 2001}, {"ring": [[True, False]] * 4},
        {"view": [1, 2, 3]}, {"view": [106.5, 29.4, 106.2, 29.7, 13]}, {"view": [106.2, 29.4, 106.5, 29.7, 99]},
        {"view": None}, {"rack": [[1.5, 106, 29]]}, {"rack": [[1, 106]]}, {"rack": [[1, 106, 29]] * 10_001},
        {"rack": [[2**60, 106, 29]]}, {"rack": {}},
    ],
    ids=lambda change: str(change)[:40],
)  # fmt: skip
def test_shape_that_is_not_as_agreed_is_refused(change: dict[str, Any]) -> None:
    assert parse_shape(json.dumps({**LASSO, **change})) is None


@pytest.mark.parametrize("radius", [0, -1, 1e9, None, "5", float("inf")])
def test_circle_of_a_senseless_radius_is_refused(radius: object) -> None:
    assert parse_shape(json.dumps({**CIRCLE, "radius_m": radius})) is None


@pytest.mark.parametrize("key", list(LASSO))
def test_shape_that_lacks_something_is_refused(key: str) -> None:
    assert parse_shape(json.dumps({name: value for name, value in LASSO.items() if name != key})) is None


@pytest.mark.parametrize(
    "words", ["", "{", "[]", "null", "7", '"x"', "[" * 100_000, '{"kind": "lasso"}', "x" * 1_000_001]
)
def test_words_that_are_no_object_are_refused(words: str) -> None:
    assert parse_shape(words) is None
    assert parse_place(words) is None


def test_place_says_what_lies_there() -> None:
    bare = parse_place(json.dumps(PLACE))
    assert bare is not None
    assert (bare.x, bare.y, bare.project, bare.spot, bare.park) == (10, 20, None, None, None)
    point = parse_place(json.dumps({**PLACE, "symbol": {"project": 5}}))
    assert point is not None
    assert point.project == 5
    donut = parse_place(json.dumps({**PLACE, "symbol": {"place": 3, "spot": [106.3, 29.5]}, "park": 3}))
    assert donut is not None
    assert donut.park == 3
    assert donut.spot == pytest.approx([float(axis) for axis in world_from_lnglat(106.3, 29.5)])


@pytest.mark.parametrize(
    "change",
    [
        {"x": 1e9}, {"x": None}, {"lng": 181}, {"lat": "29"}, {"symbol": 5}, {"symbol": {"project": "5"}},
        {"symbol": {"project": True}}, {"symbol": {"spot": [1]}}, {"symbol": {"spot": [999, 0]}}, {"park": 1.5},
        {"park": "1; DROP TABLE parks"},
    ],
    ids=str,
)  # fmt: skip
def test_place_that_is_not_as_agreed_is_refused(change: dict[str, Any]) -> None:
    assert parse_place(json.dumps({**PLACE, **change})) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from([*LASSO, *PLACE]), inner, max_size=6),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*LASSO, *CIRCLE, *PLACE]), json_values))
def test_no_message_breaks_the_reader(change: dict[str, Any]) -> None:
    for base, parse in ((LASSO, parse_shape), (CIRCLE, parse_shape), (PLACE, parse_place)):
        parse(json.dumps({**base, **change}))
