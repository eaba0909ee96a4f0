"""What a box shows of a place is what looking each of its projects up would say, whoever asks first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.lnglat import WorldBox
from geo.symbols.place_spots import PlaceSpots
from geo.symbols.tally import SymbolColumns

NUMBERS = st.integers(0, 9)
PROJECTS = st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(0, 2)), max_size=30)


def columns_of(projects: list[tuple[int, int, int]]) -> SymbolColumns:
    x, y, place = np.array(projects, np.uint32).reshape(-1, 3).T
    count, nothing = len(projects), np.zeros(len(projects), np.bool_)
    amounts, industry = np.zeros(count, np.int64), np.zeros(count, np.uint8)
    return SymbolColumns(np.arange(count), x, y, place.astype(np.int32), industry, amounts, nothing, nothing)


def in_order(columns: SymbolColumns) -> PlaceSpots:
    rows = np.argsort(columns.place, kind="stable").astype(np.uint32)
    return PlaceSpots(columns, rows, np.searchsorted(columns.place[rows], np.arange(4)))


@given(projects=PROJECTS, sides=st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS))
def test_a_place_shows_what_of_it_lies_in_the_box(
    projects: list[tuple[int, int, int]], sides: tuple[int, int, int, int]
) -> None:
    west, north, east, south = (float(side) for side in sides)
    spots = in_order(columns_of(projects))
    for place in range(3):
        expected = [
            row for row, (x, y, at) in enumerate(projects) if at == place and west <= x <= east and north <= y <= south
        ]
        assert spots.inside(place, WorldBox(west, north, east, south)).tolist() == expected


def test_two_threads_that_ask_first_are_told_the_same() -> None:
    dice = np.random.default_rng(1)
    projects = [(int(x), int(y), int(at)) for x, y, at in dice.integers(0, [10, 10, 3], (20_000, 3))]
    columns = columns_of(projects)
    box = WorldBox(2, 2, 7, 7)
    for _ in range(5):
        spots = in_order(columns)
        with ThreadPoolExecutor(2) as pool:
            first, second = (rows.tolist() for rows in pool.map(spots.inside, [1, 1], [box, box]))
        assert first == second == in_order(columns).inside(1, box).tolist()
        assert len(first) > 1_000
