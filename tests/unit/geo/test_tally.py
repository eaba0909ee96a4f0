import numpy as np

from geo.tally import SymbolColumns, Tally


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


def test_sums_are_kept_by_place() -> None:
    selected = np.array([True, False, True, False])
    tally = Tally.of_rows(columns(), np.arange(4), selected, np.zeros((3, 2)))
    assert tally.count.tolist() == [1, 3, 0]
    assert tally.industry.tolist() == [[0, 0, 0, 0, 1], [2, 0, 0, 1, 0], [0] * 5]
    assert tally.amount_wan.tolist() == [0, 80_000, 0]
    assert tally.amount_by_industry.tolist() == [[0] * 5, [80_000, 0, 0, 0, 0], [0] * 5]
    assert tally.unpublished.tolist() == [1, 1, 0], "an amount of 0 is published"
    assert tally.inferred.tolist() == [0, 2, 0]
    assert tally.selected.tolist() == [1, 1, 0]


def test_merging_adds_and_drops_and_keeps_spots() -> None:
    spots = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    tally = Tally.of_rows(columns(), np.arange(4), np.zeros(4, np.bool_), spots)
    assert tally.merged(np.array([0, 0, 0])).count.tolist() == [4, 0, 0]
    assert tally.merged(np.array([-1, 1, 1])).count.tolist() == [0, 3, 0]
    assert (tally.merged(np.array([0, 0, 0])).spots == spots).all()


def test_groups_are_picked_and_joined_in_order() -> None:
    tally = Tally.of_rows(columns(), np.arange(4), np.zeros(4, np.bool_), np.arange(6.0).reshape(3, 2))
    both = tally.taken(np.array([1])).joined(tally.taken(np.array([0])))
    assert both.count.tolist() == [3, 1]
    assert both.spots.tolist() == [[2, 3], [0, 1]]
