"""The heat map's bytes are read here by a reader written from the description alone."""

import json
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.lnglat import Bounds, lnglat_from_world, world_from_lnglat
from geo.symbols import heat
from geo.symbols.heat import MAX_CELLS, encode_heat, heat_of
from geo.symbols.map_order import OwnOrder
from geo.symbols.own_clusters import OwnClusters
from geo.symbols.symbol_scale import Measure, Published
from geo.symbols.tally import SymbolColumns

HOME = Bounds(106.1, 29.4, 106.5, 29.7)


def clusters(lng: list[float], lat: list[float], amount_wan: list[int] | None = None) -> OwnClusters:
    count = len(lng)
    x, y = world_from_lnglat(lng, lat)
    nothing = np.zeros(count, np.bool_)
    columns = SymbolColumns(
        project_ids=np.arange(1, count + 1), world_x=x, world_y=y, place=np.full(count, -1, np.int32),
        industry=np.zeros(count, np.uint8), amount_wan=np.array(amount_wan or [-1] * count, np.int64),
        inferred=nothing, planned=nothing,
    )  # fmt: skip
    own = OwnClusters(columns, OwnOrder.of(x, y, columns.amount_wan, np.arange(count)))
    own.apply(np.ones(count, np.bool_), nothing)
    return own


def decode(data: bytes) -> dict[str, Any]:
    magic, revision, columns, rows, meta_bytes, *rest = struct.unpack_from("<8I", data)
    assert magic == 0x3148584B
    assert rest == [0, 0, 0]
    meta: dict[str, Any] = json.loads(data[32 : 32 + meta_bytes])
    shares = np.frombuffer(data, np.uint8, offset=32 + meta_bytes)
    assert len(shares) == rows * columns
    return meta | {"revision": revision, "shares": shares.reshape(rows, columns)}


def total(found: heat.HeatMap, lat: float) -> float:
    """What the density adds up to over the ground."""
    width = found.cell * 40_075.016_686 * np.cos(np.radians(lat)) / 2**32
    return float(found.density.sum() * width * width)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(0, 1000), st.floats(9, 15))
def test_density_adds_up_to_the_projects_in_view(count: int, seed: int, zoom: float) -> None:
    random = np.random.default_rng(seed)
    lng, lat = (106.29 + random.random(count) / 100).tolist(), (29.54 + random.random(count) / 100).tolist()
    found = heat_of(clusters(lng, lat), HOME, zoom, "count", Published(count, 0))
    assert total(found, HOME.center.lat) == pytest.approx(count, rel=1e-9)


def test_the_peak_lies_where_the_projects_are() -> None:
    found = heat_of(clusters([106.3] * 5 + [106.42], [29.55] * 5 + [29.62]), HOME, 12.3, "count", Published(6, 0))
    row, column = np.unravel_index(found.density.argmax(), found.density.shape)
    lng, lat = lnglat_from_world(found.x + (column + 0.5) * found.cell, found.y + (row + 0.5) * found.cell)
    assert (float(lng), float(lat)) == pytest.approx((106.3, 29.55), abs=0.001)


def test_the_grid_does_not_shift_what_it_shows() -> None:
    """Cells are shared out to their neighbours: the middle of the mass is the project's own place."""
    found = heat_of(clusters([106.312_345], [29.567_891]), HOME, 12.7, "count", Published(1, 0))
    weight = found.density / found.density.sum()
    rows, columns = np.indices(found.density.shape) + 0.5
    x, y = found.x + (weight * columns).sum() * found.cell, found.y + (weight * rows).sum() * found.cell
    lng, lat = lnglat_from_world(x, y)
    assert (float(lng), float(lat)) == pytest.approx((106.312_345, 29.567_891), abs=1e-6)


def test_weighed_by_amount_the_unpublished_are_left_out_and_counted() -> None:
    own = clusters([106.3, 106.4, 106.35], [29.5, 29.6, 29.55], [30_000, 10_000, -1])
    found = heat_of(own, HOME, 11.0, "amount", Published(count=10, published=8))
    assert (found.weight, found.shown, found.without_amount, found.without_position) == ("amount", 2, 1, 7)
    assert total(found, HOME.center.lat) == pytest.approx(4.0), "亿元"


def test_too_few_amounts_and_each_project_weighs_one() -> None:
    own = clusters([106.3, 106.4], [29.5, 29.6], [30_000, -1])
    found = heat_of(own, HOME, 11.0, "amount", Published(count=10, published=1))
    assert (found.asked, found.weight, found.shown, found.without_amount) == ("amount", "count", 2, 0)
    assert total(found, HOME.center.lat) == pytest.approx(2.0)


def test_nothing_has_no_heat() -> None:
    found = heat_of(clusters([], []), HOME, 11.0, "count", Published(3, 0))
    told = decode(encode_heat(found, 4))
    assert (told["revision"], told["peak"], told["shares"].size) == (4, 0, 0)
    assert (told["shown"], told["without_position"]) == (0, 3)


@pytest.mark.parametrize("measure", ["count", "amount"])
def test_an_independent_reader_gets_back_what_was_written(measure: Measure) -> None:
    own = clusters([106.3, 106.4, 106.2], [29.5, 29.6, 29.65], [30_000, 10_000, 500])
    found = heat_of(own, HOME, 11.4, measure, Published(3, 3))
    told = decode(encode_heat(found, 9))
    assert told["peak"] == pytest.approx(found.density.max())
    assert told["shares"].max() == 255
    assert np.abs(told["shares"] / 255 * told["peak"] - found.density).max() <= told["peak"] / 500
    assert (told["x"], told["y"], told["cell"], told["weight"]) == (found.x, found.y, found.cell, measure)


def test_the_grid_is_bounded_however_large_the_view_and_many_the_projects() -> None:
    random = np.random.default_rng(3)
    own = clusters((random.random(50_000) * 300 - 150).tolist(), (random.random(50_000) * 140 - 70).tolist())
    found = heat_of(own, Bounds(-180, -85, 180, 85), 10.0, "count", Published(50_000, 0))
    rows, columns = found.density.shape
    assert rows * columns < 2 * MAX_CELLS
