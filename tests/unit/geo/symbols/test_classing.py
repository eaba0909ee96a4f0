from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.symbols.classing import Scheme, class_bounds, classes_of

SCHEMES: tuple[Scheme, ...] = ("quantiles", "equal", "natural")
FIGURES = st.lists(st.integers(-40, 40).map(float) | st.floats(-1e6, 1e6), max_size=14)


def spread_within(values: list[float], bounds: list[float]) -> float:
    """Sum of squared deviations from the means of the classes."""
    which = classes_of(values, np.array(bounds))
    known = np.array(values)
    return sum(float(((known[which == each] - known[which == each].mean()) ** 2).sum()) for each in set(which.tolist()))


@given(FIGURES, st.sampled_from(SCHEMES), st.integers(1, 7))
def test_every_value_has_a_class_and_order_is_kept(values: list[float], scheme: Scheme, classes: int) -> None:
    bounds = class_bounds(values, scheme, classes)
    assert len(bounds) <= min(classes, max(len(set(values)), 0))
    assert (np.diff(bounds) > 0).all()
    which = classes_of(values, bounds)
    assert ((which >= 0) & (which < max(len(bounds), 1))).all()
    for one, other in combinations(range(len(values)), 2):
        if values[one] <= values[other]:
            assert which[one] <= which[other]
    if values:
        assert bounds[-1] == max(values)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 60).map(float), min_size=1, max_size=9), st.integers(2, 5))
def test_natural_breaks_are_the_best_of_all_divisions(values: list[float], classes: int) -> None:
    distinct = sorted(set(values))
    found = spread_within(values, class_bounds(values, "natural", classes).tolist())
    if len(distinct) <= classes:
        assert found == pytest.approx(0)
        return
    divisions = combinations(distinct[:-1], classes - 1)
    assert found == pytest.approx(min(spread_within(values, [*each, distinct[-1]]) for each in divisions), abs=1e-6)


@given(st.lists(st.integers(0, 1000).map(float), min_size=1, max_size=40, unique=True), st.integers(2, 7))
def test_quantiles_fill_classes_alike_and_leave_none_empty(values: list[float], classes: int) -> None:
    bounds = class_bounds(values, "quantiles", classes)
    sizes = np.bincount(classes_of(values, bounds), minlength=len(bounds))
    assert (sizes > 0).all()
    assert sizes.max() - sizes.min() <= 1 or len(values) <= classes


@given(st.lists(st.integers(0, 9).map(float), min_size=1, max_size=40), st.integers(2, 7))
def test_quantiles_part_ties_as_numpys_quantiles_do(values: list[float], classes: int) -> None:
    if len(set(values)) <= classes:
        return
    cut = np.quantile(values, np.arange(1, classes + 1) / classes)
    which = classes_of(values, class_bounds(values, "quantiles", classes))
    assert which.tolist() == np.unique(np.searchsorted(cut, values), return_inverse=True)[1].tolist()


def test_equal_classes_are_equally_wide() -> None:
    assert class_bounds([0.0, 1.0, 2.0, 3.0, 9.0, 10.0], "equal", 5).tolist() == [2, 4, 6, 8, 10]


def test_natural_breaks_of_a_known_series() -> None:
    """Three groups that anybody would see."""
    values = [1.0, 1.2, 0.9, 10.0, 11.0, 10.4, 50.0]
    assert class_bounds(values, "natural", 3).tolist() == [1.2, 11.0, 50.0]


def test_near_figures_keep_their_digits() -> None:
    values = [1e12 + each for each in (0.0, 1.0, 2.0, 100.0, 101.0, 102.0)]
    assert class_bounds(values, "natural", 2).tolist() == [1e12 + 2, 1e12 + 102]


def test_a_great_many_figures_are_classed_in_time() -> None:
    values = np.random.default_rng(1).lognormal(2, 1, 20_000)
    bounds = class_bounds(values, "natural", 7)
    assert len(bounds) == 7
    assert bounds[-1] == values.max()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_has_no_classes(scheme: Scheme) -> None:
    assert class_bounds([], scheme, 5).tolist() == []


@pytest.mark.parametrize(("values", "classes"), [([float("nan")], 3), ([float("inf")], 3), ([1.0], 0)])
def test_senseless_questions_are_refused(values: list[float], classes: int) -> None:
    with pytest.raises(ValueError, match="classes"):
        class_bounds(values, "equal", classes)


def test_unknown_values_have_no_class() -> None:
    assert classes_of([1.0, float("nan"), 3.0], np.array([2.0, 3.0])).tolist() == [0, -1, 1]
