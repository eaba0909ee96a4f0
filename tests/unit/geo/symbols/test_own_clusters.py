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


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 3_000), st.integers(0, 10_000), st.floats(8, 17), st.tuples(*[st.floats(0, 1)] * 4), st.booleans()
)
def test_every_box_has_its_part_of_the_same_symbols_in_the_same_order(
    count: int, seed: int, zoom: float, sides: tuple[float, float, float, float], single: bool
) -> None:
    data = columns(count, seed)
    mask = np.random.default_rng(seed).random(count) < 0.8
    clusters = applied(data, mask)
    whole = WorldBox.of_bounds(Bounds(106.2, 29.4, 106.3, 29.5), 0.0)
    west, east = sorted(whole.west + side * (whole.east - whole.west) for side in sides[:2])
    north, south = sorted(whole.north + side * (whole.south - whole.north) for side in sides[2:])
    part = WorldBox(west, north, east, south)
    groups, rows = clusters.visible(whole, zoom, single)
    found, found_rows = clusters.visible(part, zoom, single)
    inside = part.contains(*np.rint(groups.spots).T)
    assert np.array_equal(found.spots, groups.spots[inside])
    assert np.array_equal(found.sums, groups.sums[inside])
    assert found_rows.tolist() == rows[part.contains(data.world_x[rows], data.world_y[rows])].tolist()


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 2_000), st.integers(0, 10_000), st.floats(9, 15))
def test_marked_and_selected_projects_are_counted_in_the_clusters_of_a_part(count: int, seed: int, zoom: float) -> None:
    data, random = columns(count, seed), np.random.default_rng(seed)
    everything, chosen = np.ones(count, np.bool_), random.random(count) < 0.3
    clusters = applied(data, everything)
    clusters.select(np.flatnonzero(chosen))
    part = WorldBox.of_bounds(Bounds(106.2, 29.4, 106.3, 29.5), 0.0)
    shown, _ = clusters.visible(part, zoom, False)
    rows, spots = clusters.symbol_spots(part, zoom, False)
    of_symbol = [int(chosen[rows[(spots == spot).all(axis=1)]].sum()) for spot in shown.spots]
    assert clusters.selected(part, zoom, False).tolist() == of_symbol == shown.selected.tolist()
    assert clusters.marks(part, zoom, False, chosen)[0].tolist() == of_symbol


def test_a_dense_block_is_clustered_beside_one_whose_projects_are_told_apart() -> None:
    dense, few = columns(MAX_POINTS + 500, 5, width=1e-4), columns(20, 6, width=1e-4)
    data = SymbolColumns(
        project_ids=np.arange(1, MAX_POINTS + 521),
        world_x=np.concatenate([dense.world_x, few.world_x + np.uint32(2**21)]),
        world_y=np.concatenate([dense.world_y, few.world_y]),
        place=np.full(MAX_POINTS + 520, -1, np.int32),
        **{
            name: np.concatenate([getattr(dense, name), getattr(few, name)])
            for name in ("industry", "amount_wan", "inferred", "planned")
        },
    )
    box = WorldBox.of_bounds(Bounds(106.0, 29.2, 106.6, 29.8), 0.0)
    groups, rows = applied(data, np.ones(MAX_POINTS + 520, np.bool_)).visible(box, 14.0, True)
    assert groups.count.sum() == MAX_POINTS + 500
    assert sorted(rows.tolist()) == list(range(MAX_POINTS + 500, MAX_POINTS + 520))


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
