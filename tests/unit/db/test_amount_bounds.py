"""Amounts are read the way people type them, and written back the way they are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.amount_bounds import Bounds, format_bounds, parse_bounds
from db.filters import Filters


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("", (None, None)), ("  ", (None, None)), (">10", (100_001, None)), ("＞ 10 亿元", (100_001, None)),
        ("超过10亿", (100_001, None)), ("≥10", (100_000, None)), ("10", (100_000, None)), ("10以上", (100_000, None)),
        ("10+", (100_000, None)), ("不超过 10", (None, 100_000)), ("<=0.5", (None, 5_000)), ("<0.5", (None, 4_999)),
        ("10以下", (None, 100_000)), ("5-20", (50_000, 200_000)), ("5～20亿", (50_000, 200_000)),
        ("5至20", (50_000, 200_000)), ("=8", (80_000, 80_000)), ("1,012.4", (10_124_000, None)),
    ],
)  # fmt: skip
def test_what_people_type_is_read(text: str, bounds: Bounds) -> None:
    assert parse_bounds(text) == bounds


@pytest.mark.parametrize(
    "text", ["十", ">", "20-5", ">10以上", "5-", "1e9", "nan", "-5", "<0", "1.23456", "9" * 30, ">>1", "5-6-7", "10万"]
)
def test_what_cannot_be_read_is_none(text: str) -> None:
    assert parse_bounds(text) is None


WAN = st.none() | st.integers(0, 10**12)


@given(least=WAN, greatest=WAN)
def test_what_is_written_is_read_back(least: int | None, greatest: int | None) -> None:
    if least is not None and greatest is not None and least > greatest:
        least, greatest = greatest, least
    assert parse_bounds(format_bounds(least, greatest)) == (least, greatest)


@given(text=st.text(max_size=12))
def test_nothing_typed_breaks_it(text: str) -> None:
    bounds = parse_bounds(text)
    assert bounds is None or len(bounds) == 2


def test_more_than_a_round_amount_is_said_so() -> None:
    assert Filters(amount_min_wan=100_001).describe({}) == "金额：超过 10 亿元"
    assert Filters(amount_min_wan=100_000).describe({}) == "金额：不少于 10 亿元"
    assert Filters(amount_min_wan=100_002).describe({}) == "金额：不少于 10.0002 亿元"
