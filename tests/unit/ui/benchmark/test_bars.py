"""The table of bars says what holds, what falls short, and what others took."""

import pytest

from ui.benchmark.bars import Bar, find_bars, to_record, to_row
from ui.benchmark.engine import SEARCHES
from ui.benchmark.steps import Step


def step(name: str, p50: float, p95: float, work: int = 1) -> Step:
    return Step(name, p50, p95, 3, work, p50)


STEPS = [
    step("filter: all shown", 40, 80),
    step("move: frame shown", 16, 34),
    *(step(f"search, {kind}", 10 + place, 20 + place) for place, kind in enumerate(SEARCHES)),
    step("CSV of every row", 4_000, 4_000, 1_000_000),
    step("supercluster: filter → frame", 2_000, 2_500),
    Step("deck.gl: filter → frame: no WebGL", 0, 0, 0, 0),
    step("GDAL: CSV", 2_000, 2_000, 100_000),
]


@pytest.fixture
def bars() -> dict[str, Bar]:
    found = find_bars(
        1_000_000, STEPS, {"GDAL: CSV": 5.0, "GDAL: GPKG": 2.0}, 0.004, {"map drawn": 100.0, "end": 190.0}
    )
    return {bar.what: bar for bar in found}


def test_what_falls_short_by_one_number_falls_short(bars: dict[str, Bar]) -> None:
    held = {what for what, bar in bars.items() if bar.holds}
    assert held == {"移动或缩放地图，画面出现", "拖动时晚于 33 毫秒的帧", "搜索文字或拼音，命中已知", "导出 CSV"}
    assert "全部进程的内存，比小台账多" in bars


def test_the_worst_kind_of_search_counts(bars: dict[str, Bar]) -> None:
    assert bars["搜索文字或拼音，命中已知"].p95 == 20 + len(SEARCHES) - 1


def test_others_stand_beside_what_they_were_asked_for(bars: dict[str, Bar]) -> None:
    assert bars["换一个筛选条件，全部画好"].others == {"supercluster": 50.0}
    assert bars["导出 CSV"].others == {"GDAL": 5.0}


def test_what_was_not_measured_has_no_line(bars: dict[str, Bar]) -> None:
    assert "点地图，表格行出现" not in bars
    assert find_bars(1_000_000, [], {}, None, {}) == []


def test_a_line_for_people_says_it_all(bars: dict[str, Bar]) -> None:
    row = to_row(bars["换一个筛选条件，全部画好"])
    assert row == ("换一个筛选条件，全部画好", "≤ 45 / 75 ms", "40.0 / 80.0 ms", "否", "supercluster ×50")
    assert to_row(bars["导出 CSV"])[1:3] == ("≥ 200000 rows/s", "250,000.0 rows/s")


def test_each_size_is_held_to_what_is_asked_of_it() -> None:
    def asked(projects: int) -> dict[str, object]:
        found = find_bars(projects, STEPS, {}, 0.004, {"end": 190.0})
        return {bar.what: to_record(bar)["holds"] for bar in found}

    assert asked(1_000_000)["全部进程的内存，比小台账多"] is False
    assert asked(10_000_000)["换一个筛选条件，全部画好"] is True
    assert asked(10_000_000)["全部进程的内存，比小台账多"] is True
    assert asked(10_000_000)["导出 CSV"] is None
    lasso = step("lasso: hits known", 90, 590)
    (bar,) = (bar for bar in find_bars(10_000_000, [lasso], {}, None, {}))
    assert (bar.most_p95, bar.holds) == (600, True)
    (bar,) = (bar for bar in find_bars(1_000_000, [lasso], {}, None, {}))
    assert (bar.most_p95, bar.holds) == (100, False)
    assert set(asked(300).values()) == {None}


def test_a_start_is_held_to_the_same_whatever_is_measured_beside_it() -> None:
    (bar,) = find_bars(300, [step("start: first map drawn, warm", 740, 900)], {}, None, {})
    assert (bar.most_p50, bar.holds) == (750, True)
