import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.arrangement import (
    COLUMN_PX,
    NOMINAL_ZOOM,
    OPEN_ZOOM,
    ROW_PX,
    Arrangement,
    Group,
    arrange,
)
from geo.geometry import Ring, contains_many, schematic_footprint
from geo.lnglat import LngLat, units_per_px, world_from_lnglat

CENTER = LngLat(106.3589, 29.6122)
PARK = schematic_footprint(CENTER, 30)
SMALL = schematic_footprint(CENTER, 0.085)
L_SHAPE: Ring = (
    (106.3, 29.5),
    (106.4, 29.5),
    (106.4, 29.52),
    (106.32, 29.52),
    (106.32, 29.6),
    (106.3, 29.6),
    (106.3, 29.5),
)


def groups_of(*counts: int) -> list[Group]:
    first = np.cumsum([1, *counts])
    return [(100 + index, np.arange(first[index], first[index + 1])) for index in range(len(counts))]


def px(arrangement: Arrangement) -> NDArray[np.float64]:
    x, y = world_from_lnglat(arrangement.lng, arrangement.lat)
    return np.column_stack([x, y]) / units_per_px(NOMINAL_ZOOM)


def least_distance(points: NDArray[np.float64]) -> float:
    """Smallest distance between two of the points, found by sorting along x (exact)."""
    points = points[np.argsort(points[:, 0])]
    best = np.inf
    for step in range(1, len(points)):
        apart = points[step:] - points[:-step]
        if apart[:, 0].min() > best:
            break
        best = min(best, float(np.hypot(*apart.T).min()))
    return best


def moved(before: Arrangement, after: Arrangement) -> int:
    """How many projects of the first arrangement stand elsewhere in the second."""
    rows = {project: row for row, project in enumerate(after.project_ids.tolist())}
    order = [rows[project] for project in before.project_ids.tolist()]
    return int((np.abs(px(before) - px(after)[order]) > 0.01).any(axis=1).sum())


COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=6).filter(any)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([PARK, SMALL, L_SHAPE]), COUNTS)
def test_every_symbol_lies_inside_the_footprint_and_apart_from_the_others(ring: Ring, counts: list[int]) -> None:
    arrangement = arrange(ring, groups_of(*counts))
    assert arrangement.project_ids.tolist() == list(range(1, sum(counts) + 1))
    assert contains_many(ring, arrangement.lng, arrangement.lat).all()
    if sum(counts) > 1:
        legible = 19 * 2 ** (NOMINAL_ZOOM - arrangement.open_zoom)
        assert least_distance(px(arrangement)) > (legible if arrangement.open_zoom < 16 else 0)


@pytest.mark.parametrize("region", [PARK, SMALL, L_SHAPE, CENTER], ids=["park", "small", "L", "point"])
def test_twenty_thousand_projects_find_room_in_one_place(region: Ring | LngLat) -> None:
    arrangement = arrange(region, groups_of(12_000, 7_999, 1))
    points = px(arrangement)
    assert len(np.unique(np.rint(points * units_per_px(NOMINAL_ZOOM)), axis=0)) == 20_000
    assert least_distance(points) > 0
    if not isinstance(region, LngLat):
        assert contains_many(region, arrangement.lng, arrangement.lat).all()


@given(COUNTS)
@settings(max_examples=30, deadline=None)
def test_the_same_projects_are_always_arranged_the_same(counts: list[int]) -> None:
    first, again = (arrange(PARK, groups_of(*counts)) for _ in range(2))
    assert (px(first) == px(again)).all()
    assert first.heads == again.heads


def test_a_few_projects_stand_in_two_columns_of_the_designs_pitch() -> None:
    points = px(arrange(PARK, groups_of(6)))
    assert np.diff(np.unique(np.rint(points[:, 0]))) == pytest.approx([COLUMN_PX], abs=1)
    assert np.diff(np.unique(np.rint(points[:, 1]))) == pytest.approx([ROW_PX, ROW_PX], abs=1)
    assert points[1, 0] - points[0, 0] == pytest.approx(COLUMN_PX, abs=0.01), "row by row, in the order given"


def test_each_group_has_its_own_rows_under_its_own_heading() -> None:
    arrangement = arrange(PARK, groups_of(6, 8))
    points = px(arrangement)
    heads = px(
        Arrangement(
            np.array([head.park_id for head in arrangement.heads]),
            np.array([head.lng for head in arrangement.heads]),
            np.array([head.lat for head in arrangement.heads]),
            (),
            OPEN_ZOOM,
        )
    )
    assert [head.park_id for head in arrangement.heads] == [100, 101]
    assert heads[0, 1] < points[:6, 1].min() <= points[:6, 1].max() < heads[1, 1] < points[6:, 1].min()
    assert heads[:, 0] == pytest.approx([points[0, 0], points[6, 0]], abs=0.01)


def test_the_middle_of_a_group_lies_amid_its_rows_and_columns() -> None:
    arrangement = arrange(PARK, groups_of(6, 8, 1))
    points = px(arrangement)
    for head, rows in zip(arrangement.heads, (slice(0, 6), slice(6, 14)), strict=False):
        x, y = world_from_lnglat(head.middle.lng, head.middle.lat)
        middle = np.array([float(x), float(y)]) / units_per_px(NOMINAL_ZOOM)
        assert middle[1] == pytest.approx(points[rows, 1].mean(), abs=0.01)
        assert points[rows, 0].mean() < middle[0] < points[rows, 0].max()
    alone = arrangement.heads[2].middle
    assert (alone.lng, alone.lat) == pytest.approx((arrangement.lng[14], arrangement.lat[14]), abs=1e-7)


def test_a_group_without_projects_has_no_heading() -> None:
    assert [head.park_id for head in arrange(PARK, groups_of(0, 2, 0)).heads] == [101]
    empty = arrange(PARK, [])
    assert (len(empty.project_ids), empty.heads) == (0, ())


@pytest.mark.parametrize("region", [PARK, CENTER, SMALL], ids=["park", "point", "small"])
@pytest.mark.parametrize("beside", [0, 5])
def test_adding_projects_one_by_one_moves_few_of_the_others(region: Ring | LngLat, beside: int) -> None:
    total, added = 0, 150
    before = arrange(region, [(1, [0]), (2, range(1000, 1000 + beside))])
    for count in range(2, added + 1):
        after = arrange(region, [(1, range(count)), (2, range(1000, 1000 + beside))])
        total += moved(before, after)
        before = after
    assert total / added < 6, "amortised moves for each project added"


def test_most_additions_move_nothing_at_all() -> None:
    before, still = arrange(PARK, groups_of(1)), 0
    for count in range(2, 201):
        after = arrange(PARK, groups_of(count))
        still += moved(before, after) == 0
        before = after
    assert still > 185


def test_a_single_project_stands_exactly_on_the_point() -> None:
    arrangement = arrange(CENTER, groups_of(1))
    assert (float(arrangement.lng[0]), float(arrangement.lat[0])) == pytest.approx((CENTER.lng, CENTER.lat), abs=1e-7)
    assert arrangement.heads[0].lat > CENTER.lat


@given(st.integers(2, 40))
@settings(max_examples=20, deadline=None)
def test_a_grid_without_a_footprint_stays_around_its_point(count: int) -> None:
    x, y = world_from_lnglat(CENTER.lng, CENTER.lat)
    middle = np.array([float(x), float(y)]) / units_per_px(NOMINAL_ZOOM)
    points = px(arrange(CENTER, groups_of(count)))
    assert np.abs(points - middle).max() <= 6.5 * ROW_PX
    assert points[:, 0].min() < middle[0] < points[:, 0].max() + COLUMN_PX


def test_a_fine_grid_opens_further_in_and_a_lone_project_at_once() -> None:
    assert arrange(PARK, groups_of(6, 8)).open_zoom == OPEN_ZOOM
    assert arrange(SMALL, groups_of(1)).open_zoom == OPEN_ZOOM
    few, many = arrange(SMALL, groups_of(2)).open_zoom, arrange(SMALL, groups_of(2000)).open_zoom
    assert OPEN_ZOOM < few < many == 16


def test_a_project_is_arranged_only_once() -> None:
    with pytest.raises(ValueError, match="once"):
        arrange(PARK, [(1, [7]), (2, [7])])
