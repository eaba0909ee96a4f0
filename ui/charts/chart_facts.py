"""The charts as the page is told them: numbers to draw, and every word ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping

from db.charts.chart_choices import can_choose, is_chosen
from db.charts.chart_groups import Figure
from db.charts.chart_words import bar_title, definition_of, figure_words, short_words, title_of
from db.charts.charts import Bar, Chart, Charts
from db.index.columns import ProjectColumns
from db.index.dimensions import shown_name
from db.money import WAN_PER_YI, format_figure
from geo.wording import CHINESE, language, tr
from ui.industry_slots import IndustrySlots

_LONGEST = 6
NONE = "–"


def build_chart_facts(
    charts: Charts, columns: ProjectColumns, slots: IndustrySlots, revision: int
) -> Mapping[str, object]:
    """Build what ``/charts.json`` answers.

    Args:
        charts: The figures.
        columns: What they were worked out from.
        slots: Colour and shape of each industry.
        revision: Stamped on the answer; the page acknowledges it.
    """
    stacked = charts.charts[0]
    return {
        "revision": revision,
        "measure": charts.measure,
        "words": _words(charts, columns),
        "series": [
            {
                "id": str(id_),
                "name": shown_name(name),
                "slot": slots.of_id(id_),
                "chosen": id_ in charts.filters.industries,
                **_sum_of([bar for bar in stacked.bars if bar.series == id_]),
            }
            for id_, name in stacked.series
        ],
        "charts": [_chart(chart, charts) for chart in charts.charts],
    }


def _words(charts: Charts, columns: ProjectColumns) -> dict[str, object]:
    return {
        "measure": tr("条的长短表示"),
        "measures": {"count": tr("项目数"), "amount": tr("投资额")},
        "units": {"count": tr("项"), "sum": tr("Σ 亿元")},
        "industries": tr("产业"),
        "definition": tr("口径"),
        "copyPicture": tr("复制图片"),
        "copyData": tr("复制数据"),
        "choose": tr("点按筛选"),
        "release": tr("再点按取消筛选"),
        "fixed": tr("不能单独筛选"),
        "filters": tr("筛选：{words}", words=charts.filters.describe(columns.dimensions)),
        "source": tr("科学城招商地图"),
    }


def _chart(chart: Chart, charts: Charts) -> dict[str, object]:
    size = len(chart.series)
    stacks = [chart.bars[first : first + size] for first in range(0, len(chart.bars), size)] if size else []
    return {
        "key": chart.key,
        "title": title_of(chart.key),
        "definition": definition_of(chart.key),
        "words": short_words(chart.passing),
        "long_words": figure_words(chart.passing),
        "empty": _why_empty(chart, charts),
        "bars": [_bar(chart, bar, charts) for bar in chart.bars],
        "stacks": [
            {"name": shown_name(stack[0].name), **_texts(_total([bar.figure for bar in stack]))} for stack in stacks
        ],
    }


def _why_empty(chart: Chart, charts: Charts) -> str:
    if not chart.total.count:
        return tr("没有符合条件的项目")
    if charts.measure == "amount" and not chart.total.published:
        return tr("{n:,} 项均未公布金额，没有可以相加的数", n=chart.total.count)
    return ""


def _bar(chart: Chart, bar: Bar, charts: Charts) -> dict[str, object]:
    words = figure_words(bar.figure)
    passing = figure_words(bar.passing)
    return {
        "key": bar.key,
        "name": shown_name(bar.name),
        "title": bar_title(chart, bar),
        "kind": bar.kind,
        "series": bar.series,
        "choosable": can_choose(chart.key, bar),
        "chosen": is_chosen(chart.key, bar, charts.filters),
        "figure": _numbers(bar.figure),
        "passing": _numbers(bar.passing),
        "reached": _numbers(bar.reached) if bar.reached else None,
        "words": words,
        "passing_words": tr("其中符合筛选：{words}", words=passing) if passing != words else words,
        "reached_words": tr("到过这一级或更后：{words}", words=figure_words(bar.reached)) if bar.reached else "",
        "share": _share(bar.figure, chart.total),
        "range": _range(bar),
        "tick": bar.name if bar.low_wan is None else format_figure(bar.low_wan),
        **_texts(bar.figure),
    }


def _range(bar: Bar) -> str:
    """A bin's two edges in the column's unit, for under its bar."""
    if bar.low_wan is None:
        return bar.name
    return tr("{first}～{last}", first=format_figure(bar.low_wan), last=format_figure(bar.edge_wan))


def _numbers(figure: Figure) -> dict[str, int]:
    return {"count": figure.count, "amount_wan": figure.amount_wan, "unpublished": figure.unpublished}


def _texts(figure: Figure) -> dict[str, str]:
    """Both figures in few characters, for beside a bar; nothing published is a dash, not zero."""
    sum_text = short_sum(figure.amount_wan) if figure.published else NONE if figure.count else ""
    return {
        "count_text": f"{figure.count:,}",
        "count_words": tr("{n:,} 项", n=figure.count),
        "sum_text": sum_text,
        "sum_words": tr("Σ {amount}", amount=sum_text) if sum_text else "",
    }


def _share(figure: Figure, total: Figure) -> str:
    if not figure.count or figure.count == total.count:
        return ""
    percent = f"{100 * figure.count / total.count:.1f}"
    return tr("占 {n:,} 项的 {percent}%", n=total.count, percent=percent)


def _sum_of(bars: list[Bar]) -> dict[str, object]:
    figure = _total([bar.figure for bar in bars])
    return {"count": figure.count, "words": figure_words(figure)}


def _total(figures: list[Figure]) -> Figure:
    return Figure(
        sum(figure.count for figure in figures),
        sum(figure.amount_wan for figure in figures),
        sum(figure.unpublished for figure in figures),
    )


def short_sum(amount_wan: int) -> str:
    """A sum in the column's unit with at most some six characters: exact if it fits, else rounded, then in 万 or k."""
    exact = format_figure(amount_wan)
    if len(exact) <= _LONGEST:
        return exact
    chinese = language() == CHINESE
    value = amount_wan / (WAN_PER_YI if chinese else WAN_PER_YI / 100)
    if value < 99_999.5:
        return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
    step, unit = (10_000, "万") if chinese else (1_000, "k")
    return f"{value / step:,.1f}{unit}" if value < 999.5 * step else f"{value / step:,.0f}{unit}"
