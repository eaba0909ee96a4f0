"""Filters say what they ask, and are values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.filters import Filters
from db.index.columns import ProjectColumns
from db.index.dimensions import Dimension
from db.money import format_yi
from db.months import month_of
from geo.lnglat import Bounds

MAY = month_of(2021, 5)


def test_no_condition_is_empty() -> None:
    assert Filters().is_empty
    assert Filters().active_fields == ()
    assert not Filters(stated_only=True).is_empty


def test_filters_are_compared_and_hashed_by_what_they_ask() -> None:
    one = Filters(industries=frozenset({1, 2}), bounds=Bounds(1, 2, 3, 4))
    same = Filters().with_(industries=[2, 1], bounds=Bounds(1, 2, 3, 4))
    assert one == same
    assert len({one, same}) == 1


def test_without_clears_only_what_is_named() -> None:
    filters = Filters(text="芯", year_from=2020, year_to=2022)
    assert filters.without("year_from", "year_to") == Filters(text="芯")
    with pytest.raises(AttributeError):
        filters.without("colour")


def test_with_accepts_any_iterable_and_none_for_ids() -> None:
    assert Filters().with_(ids=[3, 3]).ids == frozenset({3})
    assert Filters(ids=frozenset({3})).with_(ids=None).is_empty


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), "全部项目"),
        (Filters(industries=frozenset({2, 0})), "产业：健康、未归类"),
        (Filters(parks=frozenset({0}), kinds=frozenset({"city"})), "园区：仅知在科学城；类别：城市建设"),
        (Filters(industries=frozenset({2}), tracks=frozenset({11, -1})), "产业：健康、集成电路、信息（未细分）"),
        (Filters(tracks=frozenset({11})), "细分：集成电路"),
        (Filters(year_from=2021, year_to=2022, with_undated=True), "年份：2021～2022，含未载"),
        (Filters(amount_min_wan=50_000, amount_max_wan=99_999), "金额：5～10 亿元（不含 10）"),
        (Filters(amount_min_wan=5000, with_unpublished=True), "金额：不少于 0.5 亿元，含未公布"),
        (Filters(year_from=2021, year_to=2021), "年份：2021"),
        (Filters(month_from=MAY, month_to=MAY + 8), "月份：2021-05～2022-01"),
        (Filters(month_from=MAY, with_undated=True), "月份：2021-05 及以后，含未载"),
        (Filters(month_to=MAY), "月份：2021-05 及以前"),
        (Filters(month_from=MAY, month_to=MAY, year_from=2020), "年份：2020 及以后，月份：2021-05"),
        (Filters(year_from=2021), "年份：2021 及以后"),
        (Filters(year_to=2021), "年份：2021 及以前"),
        (Filters(year_from=2020, year_to=2023), "年份：2020～2023"),
        (Filters(amount_min_wan=5000), "金额：不少于 0.5 亿元"),
        (Filters(amount_max_wan=10124000), "金额：不超过 1,012.4 亿元"),
        (Filters(amount_min_wan=0, amount_max_wan=80000), "金额：0～8 亿元"),
        (Filters(has_amount=True, stated_only=True), "已公布金额；不含推断园区"),
        (Filters(has_amount=False), "未公布金额"),
        (Filters(text=" 芯片 "), "文字：芯片"),
        (Filters(text="  "), "全部项目"),
        (Filters(ids=frozenset()), "指定的 0 个项目"),
        (Filters(grades=frozenset({"inferred"})), "位置依据：推断园区"),
    ],
)
def test_describe(columns: ProjectColumns, filters: Filters, words: str) -> None:
    assert filters.describe(columns.dimensions) == words


def test_each_condition_can_be_taken_away_by_the_fields_it_names(columns: ProjectColumns) -> None:
    filters = Filters(
        industries=frozenset({1}),
        year_from=2020,
        month_to=MAY,
        with_undated=True,
        amount_max_wan=1,
        text="芯",
        bounds=Bounds(1, 2, 3, 4),
    )
    for names, words in filters.describe_fields(columns.dimensions):
        rest = filters.without(*names)
        assert words not in rest.describe(columns.dimensions)
        assert len(rest.describe_fields(columns.dimensions)) == len(filters.describe_fields(columns.dimensions)) - 1


@pytest.mark.parametrize(
    ("amount_wan", "text"),
    [(None, ""), (0, "0"), (1, "0.0001"), (80000, "8"), (10124000, "1,012.4"), (4900, "0.49"), (-15000, "-1.5")],
)
def test_amounts_are_written_exactly(amount_wan: int | None, text: str) -> None:
    assert format_yi(amount_wan) == text


@given(st.integers(0, 10**12))
def test_written_amounts_read_back(amount_wan: int) -> None:
    whole, _, rest = format_yi(amount_wan).replace(",", "").partition(".")
    assert int(whole) * 10_000 + int(rest.ljust(4, "0") or 0) == amount_wan


def test_a_list_that_was_deleted_is_told_as_gone() -> None:
    lists = {"list": Dimension("list", (1,), ("甲",), (None,))}
    assert Filters(lists=frozenset([1, 5])).describe(lists) == "清单：甲、已不在台账里"
    assert Filters(lists=frozenset([5])).describe(lists) == "清单：已不在台账里"
