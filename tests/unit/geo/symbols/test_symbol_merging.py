"""Symbols that would hide each other are drawn as one; which ones follows from the ledger and the zoom alone."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.symbols.symbol_merging import find_hidden, merge_hidden

SPOTS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 300), st.integers(1, 400)), min_size=1, max_size=40)


def radii_of(counts: NDArray[np.int64], home: NDArray[np.intp]) -> NDArray[np.float64]:
    merged = np.bincount(home, counts, minlength=len(counts))
    return np.clip(7.5 + 4.9 * np.sqrt(merged), 12.0, 42.0)


def merge(
    spots: NDArray[np.float64], counts: NDArray[np.int64], alone: NDArray[np.bool_] | None = None
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    return merge_hidden(
        spots,
        np.full(len(spots), 14.0),
        np.zeros(len(spots), np.bool_) if alone is None else alone,
        counts,
        lambda home: radii_of(counts, home),
    )


def test_a_symbol_whose_figure_is_covered_goes_into_the_larger_one() -> None:
    spots = np.array([[0.0, 0.0], [30.0, 0.0], [300.0, 0.0]])
    assert find_hidden(spots, np.full(3, 42.0), np.array([5, 9, 1])).tolist() == [1, 1, 2]


def test_symbols_that_only_touch_stay_apart() -> None:
    spots = np.array([[0.0, 0.0], [70.0, 0.0]])
    assert find_hidden(spots, np.full(2, 42.0), np.array([5, 9])).tolist() == [0, 1]


def test_room_that_can_be_made_is_made_before_anything_is_merged() -> None:
    home, moved = merge(np.array([[0.0, 0.0], [4.0, 0.0]]), np.array([1, 1]))
    assert home.tolist() == [0, 1]
    assert moved[1, 0] - moved[0, 0] >= 24.0


def test_who_stands_alone_takes_nobody_and_goes_nowhere() -> None:
    home, _ = merge(np.zeros((3, 2)), np.array([400, 400, 400]), np.array([True, False, False]))
    assert home.tolist() == [0, 1, 1]


@settings(deadline=None)
@given(SPOTS)
def test_no_figure_of_what_is_drawn_is_covered(given_spots: list[tuple[int, int, int]]) -> None:
    spots = np.array([each[:2] for each in given_spots], np.float64)
    counts = np.array([each[2] for each in given_spots], np.int64)
    home, moved = merge(spots, counts)
    assert (home[home] == home).all(), "what is merged goes into what is drawn"
    drawn = np.unique(home)
    radius = radii_of(counts, home)[drawn]
    apart = np.hypot(*(moved[drawn][:, None] - moved[drawn][None]).transpose(2, 0, 1)) + np.eye(len(drawn)) * 1e9
    least = np.maximum(radius[:, None], radius) + np.minimum(radius[:, None], radius) / 2
    assert (apart >= least).all()
    assert (np.hypot(*(moved - spots)[drawn].T) <= 14.0 + 1e-9).all()
