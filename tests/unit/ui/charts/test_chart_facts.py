"""What the charts page is told: every figure and every word, ready to be shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

from db.charts.charts import CHARTS, ChartMeasure, build_charts
from db.filters import Filters
from ui.charts.chart_facts import build_chart_facts, short_sum
from ui.opening.session import Session


def facts_of(session: Session, filters: Filters, measure: ChartMeasure = "count") -> dict[str, Any]:
    charts = build_charts(session.columns, filters, measure)
    facts = build_chart_facts(charts, session.columns, session.slots, 5)
    told: dict[str, Any] = json.loads(json.dumps(facts, allow_nan=False))
    return told


def test_every_chart_says_its_title_its_figures_and_its_definition(session: Session) -> None:
    facts = facts_of(session, Filters())
    assert facts["revision"] == 5
    assert [chart["key"] for chart in facts["charts"]] == list(CHARTS)
    for chart in facts["charts"]:
        assert chart["title"]
        assert chart["definition"]
        assert f"{len(session.columns)} 项" in chart["words"]
        assert "未公布" in chart["words"]
        assert chart["empty"] == ""


def test_every_bar_says_count_sum_and_what_is_unpublished(session: Session) -> None:
    for chart in facts_of(session, Filters())["charts"]:
        for bar in chart["bars"]:
            figure = bar["figure"]
            assert bar["count_text"] == f"{figure['count']:,}"
            assert bar["words"].startswith(f"{figure['count']} 项")
            published = figure["count"] - figure["unpublished"]
            assert bar["sum_text"] in ("", "–") if not published else bar["sum_text"] not in ("", "–")


def test_the_key_has_the_fixed_slots_and_counts_of_the_industries(session: Session) -> None:
    facts = facts_of(session, Filters(industries=frozenset((2,))))
    counts = {int(each["id"]): each["count"] for each in facts["series"]}
    assert counts == {value.id: value.count for value in session.columns.facets(Filters())["industry"]}
    assert [each["slot"] for each in facts["series"]] == [0, 1, 2, 3, 4]
    assert [each["id"] for each in facts["series"] if each["chosen"]] == ["2"], (
        "as text: numbers of the page have 53 bits"
    )


def test_a_chosen_bar_says_so_and_the_filters_are_told_in_words(session: Session) -> None:
    facts = facts_of(session, Filters(stages=frozenset(("签约",))))
    stages = next(chart for chart in facts["charts"] if chart["key"] == "stage")
    assert [bar["key"] for bar in stages["bars"] if bar["chosen"]] == ["签约"]
    assert "签约" in facts["words"]["filters"]


def test_an_empty_chart_says_why(session: Session) -> None:
    none = facts_of(session, Filters(ids=frozenset()))
    assert all(chart["empty"] == "没有符合条件的项目" for chart in none["charts"])
    unpublished = facts_of(session, Filters(industries=frozenset((4,))), "amount")
    stages = next(chart for chart in unpublished["charts"] if chart["key"] == "stage")
    assert "均未公布金额" in stages["empty"]


@pytest.mark.parametrize(
    ("amount_wan", "words"),
    [
        (1_050_000, "105"), (12_345, "1.2345"), (1_234_567, "123"), (12_345_678, "1,235"), (10_124_000, "1,012"),
        (1_234_567_890, "12.3万"), (98_765_432_100, "987.7万"), (0, "0"),
    ],
)  # fmt: skip
def test_long_sums_are_shortened(amount_wan: int, words: str) -> None:
    assert short_sum(amount_wan) == words
