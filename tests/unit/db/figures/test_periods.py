"""From when to when printed periods are."""

import pytest

from db.figures.periods import months_of, months_of_event
from db.months import format_month


def spell(months: tuple[int, int] | None) -> tuple[str, ...] | None:
    return None if months is None else tuple(map(format_month, months))


@pytest.mark.parametrize(
    ("period", "months"),
    [
        ("2021", ("2021-01", "2021-12")),
        ("2021-08", ("2021-08", "2021-08")),
        ("2021-08-17", ("2021-08", "2021-08")),
        ("2022-H1", ("2022-01", "2022-06")),
        ("2022-H2", ("2022-07", "2022-12")),
        ("2022-Q1", ("2022-01", "2022-03")),
        ("2022-Q4", ("2022-10", "2022-12")),
        ("2020/2022-05", ("2020-01", "2022-05")),
        ("", None),
        ("最新统计", None),
        ("2022-Q5", None),
    ],
)
def test_periods_of_indicators(period: str, months: tuple[str, str] | None) -> None:
    assert spell(months_of(period)) == months


@pytest.mark.parametrize(
    ("held_on", "period", "months"),
    [
        ("2021-08", "今年以来", ("2021-01", "2021-08")),
        ("2022-05", "2020年以来", ("2020-01", "2022-05")),
        ("2022-03", "2022年一季度", ("2022-01", "2022-03")),
        ("2022-09", "今年三季度", ("2022-07", "2022-09")),
        ("2022-06", "今年上半年", ("2022-01", "2022-06")),
        ("2022", "2022年下半年", ("2022-07", "2022-12")),
        ("2023-02", "今年1—2月", ("2023-01", "2023-02")),
        ("2023-11", "10—11月", ("2023-10", "2023-11")),
        ("2021-08", "近来", None),
        ("2021-08", "", None),
        ("", "今年以来", None),
        ("2019-05", "2020年以来", None),
    ],
)
def test_periods_of_announcements(held_on: str, period: str, months: tuple[str, str] | None) -> None:
    assert spell(months_of_event(held_on, period)) == months
