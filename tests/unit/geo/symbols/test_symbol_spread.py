import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.symbols.symbol_spread import CLEARANCE_PX, SINGLE_RADIUS_PX, donut_radius_px, spread_apart


def gaps(spots: NDArray[np.float64], radius: NDArray[np.float64]) -> NDArray[np.float64]:
    apart = np.hypot(*(spots[:, None, axis] - spots[None, :, axis] for axis in (0, 1)))
    return (apart - radius[:, None] - radius[None, :])[np.triu_indices(len(spots), 1)]


def test_radii_follow_the_design() -> None:
    radius = donut_radius_px(np.array([1, 2, 10, 43, 10_000]))
    assert radius.tolist() == pytest.approx([SINGLE_RADIUS_PX, 14.43, 22.995, 39.631, 42], abs=0.01)


def test_touching_symbols_part_as_little_as_needed() -> None:
    radius = np.array([10.0, 10.0])
    spots = np.array([[0.0, 0.0], [20.0, 0.0]])
    after = spread_apart(spots, radius, np.array([10.0, 10.0]))
    assert gaps(after, radius) == pytest.approx([CLEARANCE_PX], abs=0.01)
    assert after.tolist() == [pytest.approx([-2, 0]), pytest.approx([22, 0])]


def test_symbols_at_the_very_same_spot_part_in_their_order() -> None:
    after = spread_apart(np.zeros((2, 2)), np.full(2, 8.0), np.full(2, 20.0))
    assert after[0, 0] < after[1, 0]
    assert gaps(after, np.full(2, 8.0)) == pytest.approx([CLEARANCE_PX], abs=0.01)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-200, 200), st.floats(-200, 200), st.floats(8, 42), st.floats(0, 14)),
        min_size=1,
        max_size=12,
    )
)
def test_no_symbol_moves_beyond_its_reach_and_free_ones_stay(rows: list[tuple[float, float, float, float]]) -> None:
    x, y, radius, reach = np.array(rows).T
    spots = np.column_stack([x, y])
    after = spread_apart(spots, radius, reach)
    way = np.hypot(*(after - spots).T)
    assert (way <= reach + 1e-6).all()
    room = radius[:, None] + radius[None, :] + CLEARANCE_PX
    np.fill_diagonal(room, 0)
    apart = np.hypot(*(spots[:, None, axis] - spots[None, :, axis] for axis in (0, 1)))
    if not (apart < room).any():
        assert (after == spots).all()
