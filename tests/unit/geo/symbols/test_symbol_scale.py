import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.symbols.symbol_scale import FULL_RING_PX, LEAST_RING_PX, Published, SymbolScale, nice_ceiling, room_px
from geo.symbols.symbol_spread import SINGLE_RADIUS_PX, donut_radius_px
from geo.symbols.tally import Tally


def groups(*rows: tuple[int, int, float]) -> Tally:
    """Groups of (projects, unpublished, sum in 万元), all of the first industry."""
    sums = np.zeros((len(rows), 13))
    sums[:, 0], sums[:, 11], sums[:, 5] = np.array(rows, float).T
    return Tally(np.zeros((len(rows), 2)), sums)


@pytest.mark.parametrize(
    ("count", "published", "shown"),
    [(10, 5, "amount"), (10, 4, "count"), (0, 0, "count"), (1, 1, "amount"), (3, 1, "count"), (3, 2, "amount")],
)
def test_amounts_size_symbols_only_where_half_of_the_projects_have_one(count: int, published: int, shown: str) -> None:
    assert Published(count, published).shown("amount") == shown
    assert Published(count, published).shown("count") == "count"


def test_by_amount_areas_are_proportional() -> None:
    large, small = SymbolScale("amount", 800.0).radius_px(groups((3, 0, 800.0), (5, 1, 200.0)))
    assert (large, small) == (FULL_RING_PX, FULL_RING_PX / 2)


def test_sums_beyond_the_scale_are_held_at_its_ends() -> None:
    radius = SymbolScale("amount", 100.0).radius_px(groups((3, 0, 1e9), (3, 0, 0.001), (3, 3, 0.0)))
    assert radius.tolist() == [FULL_RING_PX, LEAST_RING_PX, LEAST_RING_PX]


def test_a_single_project_without_an_amount_is_its_glyph() -> None:
    radius = SymbolScale("amount", 100.0).radius_px(groups((1, 1, 0.0), (1, 0, 0.0)))
    assert radius.tolist() == [SINGLE_RADIUS_PX, LEAST_RING_PX], "an amount of 0 is published"


@given(st.integers(1, 500), st.floats(0, 1e9), st.floats(1, 1e9))
def test_there_is_room_for_either_measure(count: int, amount_wan: float, full_wan: float) -> None:
    group = groups((count, 0, amount_wan))
    room = room_px(group, full_wan)[0]
    assert room >= donut_radius_px(group.count)[0]
    assert room >= SymbolScale("amount", full_wan).radius_px(group)[0]


@given(st.floats(0, 1e12))
def test_a_nice_number_is_not_less_and_not_much_more(value: float) -> None:
    nice = nice_ceiling(value)
    assert nice >= value
    assert nice <= max(1.0, 2.0 * value)
    mantissa = float(f"{nice:e}".split("e")[0])
    assert mantissa in (1, 2, 3, 4, 5, 6, 8)
