import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.symbols.place_sums import PlaceSums
from geo.symbols.tally import INDUSTRIES, SymbolColumns

EVERY = np.ones(4, np.bool_)


def columns() -> SymbolColumns:
    return SymbolColumns(
        project_ids=np.array([1, 2, 3, 4]),
        world_x=np.zeros(4, np.uint32),
        world_y=np.zeros(4, np.uint32),
        place=np.array([0, 1, 1, 1], np.int32),
        industry=np.array([4, 0, 0, 3], np.uint8),
        amount_wan=np.array([-1, 80_000, 0, -1]),
        inferred=np.array([False, True, False, True]),
        planned=np.zeros(4, np.bool_),
    )


def place_sums(columns: SymbolColumns, spots: NDArray[np.float64]) -> PlaceSums:
    rows = np.argsort(columns.place, kind="stable")
    starts = np.searchsorted(columns.place[rows], np.arange(len(spots) + 1))
    return PlaceSums(columns, rows[starts[0] :], starts - starts[0], spots)


def test_sums_are_kept_by_place() -> None:
    selected = np.array([True, False, True, False])
    tally = place_sums(columns(), np.zeros((3, 2))).tally(EVERY, selected)
    assert tally.count.tolist() == [1, 3, 0]
    assert tally.industry.tolist() == [[0, 0, 0, 0, 1], [2, 0, 0, 1, 0], [0] * 5]
    assert tally.amount_wan.tolist() == [0, 80_000, 0]
    assert tally.amount_by_industry.tolist() == [[0] * 5, [80_000, 0, 0, 0, 0], [0] * 5]
    assert tally.unpublished.tolist() == [1, 1, 0], "an amount of 0 is published"
    assert tally.inferred.tolist() == [0, 2, 0]
    assert tally.selected.tolist() == [1, 1, 0]


def test_merging_adds_and_drops_and_keeps_spots() -> None:
    spots = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    tally = place_sums(columns(), spots).tally(EVERY, ~EVERY)
    assert tally.merged(np.array([0, 0, 0])).count.tolist() == [4, 0, 0]
    assert tally.merged(np.array([-1, 1, 1])).count.tolist() == [0, 3, 0]
    assert (tally.merged(np.array([0, 0, 0])).spots == spots).all()


def test_groups_are_picked_and_joined_in_order() -> None:
    tally = place_sums(columns(), np.arange(6.0).reshape(3, 2)).tally(EVERY, ~EVERY)
    both = tally.taken(np.array([1])).joined(tally.taken(np.array([0])))
    assert both.count.tolist() == [3, 1]
    assert both.spots.tolist() == [[2, 3], [0, 1]]


PROJECTS = st.lists(
    st.tuples(
        st.integers(-1, 3), st.integers(0, 4), st.integers(-1, 10**9), st.booleans(), st.booleans(), st.booleans()
    ),
    max_size=12,
)


@given(projects=PROJECTS)
@settings(deadline=None)
def test_one_pass_sums_what_going_over_the_projects_sums(
    projects: list[tuple[int, int, int, bool, bool, bool]],
) -> None:
    table = np.array(projects, np.int64).reshape(-1, 6)
    place, industry, amount, inferred, shown, selected = table.T
    many = SymbolColumns(
        project_ids=np.arange(len(table)),
        world_x=np.zeros(len(table), np.uint32),
        world_y=np.zeros(len(table), np.uint32),
        place=place.astype(np.int32),
        industry=industry.astype(np.uint8),
        amount_wan=amount,
        inferred=inferred > 0,
        planned=np.zeros(len(table), np.bool_),
    )
    tally = place_sums(many, np.zeros((4, 2))).tally(shown > 0, selected > 0)
    for group in range(4):
        inside = [each for each in projects if each[0] == group and each[4]]
        assert tally.industry[group].tolist() == [sum(e[1] == i for e in inside) for i in range(INDUSTRIES)]
        wan = [sum(max(e[2], 0) for e in inside if e[1] == i) for i in range(INDUSTRIES)]
        assert tally.amount_by_industry[group].tolist() == wan
        assert tally.inferred[group] == sum(e[3] for e in inside)
        assert tally.unpublished[group] == sum(e[2] < 0 for e in inside)
        assert tally.selected[group] == sum(e[5] for e in inside)
