"""Trees of values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.index.dimensions import Dimension

TREE = Dimension("park", (1, 2, 3, 4, 0), ("城", "甲", "甲东", "乙", "无"), (None, 1, 2, 1, None))


def test_choosing_a_value_allows_everything_under_it() -> None:
    assert TREE.allow([2]).tolist() == [False, True, True, False, False]
    assert TREE.allow([1]).tolist() == [True, True, True, True, False]
    assert TREE.allow([]).tolist() == [False] * 5


def test_values_it_does_not_have_match_nothing() -> None:
    assert not TREE.allow([99, "甲"]).any()


def test_numbers_add_up_the_tree() -> None:
    assert TREE.aggregate(np.array([1, 10, 100, 1000, 5])).tolist() == [1111, 110, 100, 1000, 5]


def test_a_parent_outside_the_dimension_aggregates_nothing() -> None:
    tracks = Dimension("track", (11, 12), ("电路", "设计"), (1, 11))
    assert tracks.aggregate(np.array([1, 2])).tolist() == [3, 2]


def test_unknown_values_raise() -> None:
    with pytest.raises(KeyError):
        TREE.code_of(99)
    with pytest.raises(KeyError):
        TREE.name_of("甲")
    assert TREE.name_of(3) == "甲东"


@given(st.lists(st.integers(0, 7) | st.none(), min_size=8, max_size=8))
def test_cycles_in_the_data_end(parents: list[int | None]) -> None:
    dimension = Dimension("park", tuple(range(8)), tuple("abcdefgh"), tuple(parents))
    totals = dimension.aggregate(np.ones(8, dtype=np.int64))
    assert ((totals >= 1) & (totals <= 8)).all()
