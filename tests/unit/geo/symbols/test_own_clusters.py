import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.lnglat import Bounds, WorldBox, units_per_px, world_from_lnglat
from geo.symbols.map_order import OwnOrder
from geo.symbols.own_clusters import MAX_POINTS, OwnClusters
from geo.symbols.symbol_spread import donut_radius_px
from geo.symbols.tally import SymbolColumns

WORLD = WorldBox(0.0, 0.0, 2.0**32, 2.0**32)


def columns(count: int, seed: int, width: float = 0.4) -> SymbolColumns:
    random = np.random.default_rng(seed)
    x, y = world_from_lnglat(106.1 + width * random.random(count), 29.3 + width * random.random(count))
    return SymbolColumns(
        project_ids=np.arange(1, count + 1),
        world_x=x,
        world_y=y,
        place=np.full(count, -1, np.int32),
        industry=random.integers(0, 5, count).astype(np.uint8),
        amount_wan=random.integers(-1, 100_000, count),
        inferred=np.zeros(count, np.bool_),
        planned=np.zeros(count, np.bool_),
    )


def applied(data: SymbolColumns, mask: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> OwnClusters:
    order = OwnOrder.of(data.world_x, data.world_y, data.amount_wan, np.arange(len(data.place)))
    clusters = OwnClusters(data, order)
    clusters.apply(mask, np.zeros_like(mask))
    return clusters


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2_000), st.integers(0, 10_000), st.floats(3, 15.9), st.floats(0, 1))
def test_clusters_hold_every_matching_project_once_and_do_not_touch(
    count: int, seed: int, zoom: float, share: float
) -> None:
    data = columns(count, seed)
    mask = np.random.default_rng(seed).random(count) < share
    groups, rows = applied(data, mask).visible(WORLD, zoom, False)
    assert len(rows) == 0
    assert groups.count.sum() == mask.sum()
    assert (groups.count > 0).all()
    assert (groups.industry.sum(axis=0) == np.bincount(data.industry[mask], minlength=5)).all()
    published = mask & (data.amount_wan >= 0)
    assert groups.amount_wan.sum() == data.amount_wan[published].sum()
    assert groups.unpublished.sum() == mask.sum() - published.sum()
    if len(groups.spots) > 1:
        spots, radius = groups.spots / units_per_px(zoom), donut_radius_px(groups.count)
        apart = np.hypot(*(axis[:, None] - axis[None, :] for axis in spots.T)) - radius[:, None] - radius[None, :]
        np.fill_diagonal(apart, np.inf)
        assert apart.min() > 0


def test_a_cluster_stands_amid_its_projects() -> None:
    data = columns(50, 1, width=1e-4)
    groups, _ = applied(data, np.ones(50, np.bool_)).visible(WORLD, 12.0, False)
    assert len(groups.spots) == 1
    assert groups.spots[0] == pytest.approx([data.world_x.mean(), data.world_y.mean()])


def test_few_projects_are_told_apart_and_exactly_those_in_the_box() -> None:
    data = columns(500, 2)
    mask = data.industry == 1
    west, north, east, south = (
        float(np.quantile(axis, share)) for share in (0.2, 0.7) for axis in (data.world_x, data.world_y)
    )
    groups, rows = applied(data, mask).visible(WorldBox(west, north, east, south), 14.0, True)
    inside = (data.world_x >= west) & (data.world_x <= east) & (data.world_y >= north) & (data.world_y <= south)
    assert len(groups.spots) == 0
    assert sorted(rows.tolist()) == np.flatnonzero(mask & inside).tolist()
    assert len(rows) > 10


def test_too_many_projects_stay_clustered_at_any_zoom() -> None:
    data = columns(MAX_POINTS + 1, 3, width=1e-4)
    groups, rows = applied(data, np.ones(MAX_POINTS + 1, np.bool_)).visible(WORLD, 14.0, True)
    assert len(rows) == 0
    assert groups.count.sum() == MAX_POINTS + 1


def test_a_filter_leaves_the_cell_grid_where_it_is() -> None:
    data = columns(2, 4)
    box = WorldBox.of_bounds(Bounds(106.1, 29.3, 106.5, 29.7))
    both = applied(data, np.ones(2, np.bool_)).visible(box, 12.0, False)[0]
    one = applied(data, np.array([True, False])).visible(box, 12.0, False)[0]
    assert len(both.spots) == 2
    assert one.spots[0].tolist() in both.spots.tolist()
