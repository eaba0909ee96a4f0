"""The charts' words, and the table somebody copies."""

from db.charts.chart_groups import Figure
from db.charts.chart_words import bar_title, definition_of, figure_words, title_of, to_table, to_tsv
from db.charts.charts import CHARTS, Bar, Chart, build_charts
from db.filters import Filters
from db.index.columns import ProjectColumns


def test_every_chart_has_a_title_and_says_how_it_counts() -> None:
    assert len({title_of(key) for key in CHARTS}) == len(CHARTS)
    assert all("未公布" in definition_of(key) for key in CHARTS)


def test_sums_never_hide_what_they_leave_out() -> None:
    assert figure_words(Figure(13, 2_100_000, 11)) == "13 项，Σ 210 亿元，其中 11 项未公布金额"
    assert figure_words(Figure(2, 80_000, 0)) == "2 项，Σ 8 亿元"
    assert figure_words(Figure(3, 0, 3)) == "3 项，均未公布金额"
    assert figure_words(Figure(0, 0, 0)) == "0 项"


def test_the_copied_table_has_the_figures_of_the_bars(columns: ProjectColumns) -> None:
    chart = build_charts(columns, Filters()).charts[1]
    head, *rows = to_table(chart)
    assert head[0] == "阶段"
    for bar, row in zip(chart.bars, rows, strict=True):
        assert row[:2] == (bar.name, str(bar.figure.count))
        assert row[2] == ("" if not bar.figure.published else f"{bar.figure.amount_wan / 10_000:g}")
        assert row[3] == str(bar.figure.unpublished)
        assert row[4] == (str(bar.reached.count) if bar.reached else "")


def test_the_copied_table_says_what_passes_the_charts_own_filter(columns: ProjectColumns) -> None:
    chart = build_charts(columns, Filters(stages=frozenset(("开工",)))).charts[1]
    head, *rows = to_table(chart)
    assert head[4] == "其中符合筛选的项目数"
    assert {row[0]: row[4] for row in rows}["开工"] == str(chart.passing.count)


def test_parts_of_stacked_bars_are_told_with_their_industry(columns: ProjectColumns) -> None:
    chart = build_charts(columns, Filters()).charts[0]
    head, *rows = to_table(chart)
    assert head[:2] == ("年份", "产业")
    assert len(rows) == len(chart.bars)
    assert bar_title(chart, chart.bars[0]) == f"{chart.bars[0].name} {chart.series[0][1]}"


def test_a_name_cannot_break_out_of_its_cell() -> None:
    bar = Bar("1", "甲\t公司\n=1", "value", (1,), Figure(1, 0, 1))
    text = to_tsv(Chart("organisation", (bar,), bar.figure, bar.figure))
    assert text.split("\n")[1].split("\t")[0] == "甲 公司 =1"
    assert len(text.split("\n")) == 2
