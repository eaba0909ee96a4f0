from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.money import figure_unit, format_bound, format_figure, format_money, format_money_range, format_yi, money_parts
from geo.wording import VARIABLE


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "en")  # amounts need no catalogue


def test_chinese_counts_in_yi() -> None:
    assert format_money(10_124_000) == "1,012.4 亿元"
    assert money_parts(2_180_000) == ("218", "亿元")
    assert format_money_range(50_000, 100_000) == "5～10 亿元"
    assert (format_figure(500), format_bound(100_000), figure_unit()) == ("0.05", "10", "亿元")


@pytest.mark.usefixtures("english")
def test_english_counts_in_millions_and_billions() -> None:
    assert [format_money(wan) for wan in (1, 5_000, 99_999, 100_000, 2_180_000)] == [
        "CNY 0.01 M", "CNY 50 M", "CNY 999.99 M", "CNY 1 bn", "CNY 21.8 bn",
    ]  # fmt: skip
    assert format_money_range(50_000, 100_000) == "CNY 500 M – CNY 1 bn"
    assert (format_figure(2_180_000), format_bound(100_000), figure_unit()) == ("21,800", "CNY 1 bn", "CNY M")
    assert format_yi(2_180_000) == "218", "files and arguments count in 亿元 in any language"


@given(wan=st.integers(0, 10**12))
def test_either_way_of_writing_is_exact(wan: int) -> None:
    units = {"亿元": 10_000, "M": 100, "bn": 100_000}
    with pytest.MonkeyPatch.context() as patch:
        for spoken in ("zh", "en"):
            patch.setenv(VARIABLE, spoken)
            found = re.fullmatch(r"(?:CNY )?([\d,.]+) (亿元|M|bn)", format_money(wan))
            assert found
            assert Decimal(found[1].replace(",", "")) * units[found[2]] == wan


def test_nothing_is_written_of_what_is_unknown(tmp_path: Path) -> None:
    assert format_figure(None) == format_yi(None) == ""
