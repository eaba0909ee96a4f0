import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.placement import OWN_PLACE, Place, Placement
from geo.symbols.map_order import MapOrder, OwnOrder, morton, order_map

COORDINATES = st.integers(0, 2**32 - 1)
PLACED = st.lists(st.tuples(st.integers(OWN_PLACE, 3), COORDINATES, COORDINATES, st.integers(-1, 10**6)), max_size=40)


@given(st.lists(st.tuples(COORDINATES, COORDINATES), min_size=1, max_size=20))
def test_the_morton_key_interleaves_bits(points: list[tuple[int, int]]) -> None:
    x, y = np.array(points, np.uint32).T
    expected = [
        sum(((px >> bit) & 1) << (2 * bit) | ((py >> bit) & 1) << (2 * bit + 1) for bit in range(32))
        for px, py in points
    ]
    assert morton(x, y).tolist() == expected


def ordered(projects: list[tuple[int, int, int, int]]) -> MapOrder:
    place, x, y, amount_wan = np.array(projects, np.int64).reshape(-1, 4).T
    places = tuple(Place(number, "", "park", 0, 0) for number in range(4))
    placement = Placement(places, place.astype(np.int32), x.astype(np.uint32), y.astype(np.uint32))
    return order_map(placement, amount_wan)


@given(PLACED)
def test_projects_at_places_come_place_by_place(projects: list[tuple[int, int, int, int]]) -> None:
    order = ordered(projects)
    for place in range(4):
        rows = order.rows[order.starts[place] : order.starts[place + 1]].tolist()
        assert rows == [row for row, each in enumerate(projects) if each[0] == place]
        amounts = order.amount_wan[order.starts[place] : order.starts[place + 1]].tolist()
        assert amounts == [projects[row][3] for row in rows]
        if rows:
            x, y = [projects[row][1] for row in rows], [projects[row][2] for row in rows]
            assert order.extents[:, place].tolist() == [min(x), min(y), max(x), max(y)]
        else:
            assert order.extents[0, place] > order.extents[2, place]
    assert order.starts[-1] == len(order.rows)


@given(PLACED)
def test_own_coordinates_come_along_the_curve_and_ties_as_in_the_ledger(
    projects: list[tuple[int, int, int, int]],
) -> None:
    own = ordered(projects).own
    mine = [row for row, each in enumerate(projects) if each[0] == OWN_PLACE]
    x, y = (np.array([projects[row][axis] for row in mine], np.uint32) for axis in (1, 2))
    keys = dict(zip(mine, morton(x, y).tolist(), strict=True))
    assert own.rows.tolist() == sorted(mine, key=keys.__getitem__)
    assert own.keys.tolist() == [keys[row] for row in own.rows.tolist()]
    told = zip(own.world_x.tolist(), own.world_y.tolist(), own.amount_wan.tolist(), strict=True)
    assert list(told) == [projects[row][1:] for row in own.rows.tolist()]


def test_the_largest_cell_adds_up_what_is_published_in_one_cell() -> None:
    x, y = np.array([5, 6, 2**31, 7], np.uint32), np.array([5, 6, 2**31, 7], np.uint32)
    own = OwnOrder.of(x, y, np.array([300, -1, 500, 400]), np.arange(4))
    assert own.largest_cell_wan == 700
    assert OwnOrder.of(x[:0], y[:0], np.empty(0, np.int64), np.arange(0)).largest_cell_wan == 0
