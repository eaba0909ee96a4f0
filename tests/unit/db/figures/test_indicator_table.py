"""Indicators looked for, grouped, and taken along."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.charts.chart_words import tsv
from db.figures.contradictions import Place
from db.figures.indicator_table import Wanted, choose_indicators, group_indicators, to_csv, to_rows
from db.figures.indicators import Indicator

BASE = Indicator(1, "增速", 12.9, "", "%", "超", "2021", "stated", "全域", "actual", "", (), False)
ALL = (
    BASE,
    replace(BASE, id=2, name="规模", value=5000.0, unit="亿元", qualifier="", period="2025", kind="target"),
    replace(BASE, id=3, name="名次", value=1.0, value_text="第一", scope="核心区", is_contradicted=True),
    replace(BASE, id=4, name="集群", value=None, value_text="千亿级", qualifier="千亿级", period="", scope="核心区"),
)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), [1, 2, 3, 4]),
        (Wanted("核心区"), [3, 4]),
        (Wanted("核心区 第一"), [3]),
        (Wanted("2025 亿元"), [2]),
        (Wanted("没有"), []),
        (Wanted(kind="target"), [2]),
        (Wanted(kind="actual", contradicted=True), [3]),
    ],
)
def test_what_is_asked_for_is_found(wanted: Wanted, ids: list[int]) -> None:
    assert [indicator.id for indicator in choose_indicators(ALL, wanted)] == ids


def test_groups_hold_every_row_once_and_in_order() -> None:
    by_scope = group_indicators(ALL, "scope")
    assert [(group.title, [row.id for row in group.rows]) for group in by_scope] == [
        ("全域", [1, 2]),
        ("核心区", [3, 4]),
    ]
    by_period = group_indicators(ALL, "period")
    assert [(group.title, [row.id for row in group.rows]) for group in by_period] == [
        ("2025", [2]),
        ("2021", [1, 3]),
        ("", [4]),
    ]


def test_the_table_keeps_actual_and_target_apart() -> None:
    placed = replace(BASE, places=(Place("d1", 3, 4), Place("d2", 1, 2), Place("d1", 9, 12)))
    head, first, second, third, fourth = to_rows((placed, *ALL[1:]), {"d1": 1, "d2": 2})
    told = dict(zip(head, first, strict=True))
    assert (told["实际"], told["目标、预计"], told["限定词"], told["来源"]) == ("12.9", "", "超", "文 1、文 2")
    assert dict(zip(head, second, strict=True))["目标、预计"] == "5000"
    assert dict(zip(head, third, strict=True))["说法不一"] == "是"
    assert dict(zip(head, fourth, strict=True))["实际"] == "千亿级"


@given(st.text(max_size=20))
def test_hostile_names_stay_one_cell_and_run_nowhere(name: str) -> None:
    rows = to_rows((replace(BASE, name=name),), {})
    back = list(csv.reader(io.StringIO(to_csv(rows), newline="")))
    assert len(back) == 2
    cell = back[1][0]
    assert cell.removeprefix("'") == name.removeprefix("'") or cell == name
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert [len(line.split("\t")) for line in tsv(rows).rstrip("\r\n").split("\n")] == [len(rows[0])] * 2
