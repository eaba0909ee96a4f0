"""What the charts are called, what they mean, and their figures as a table to copy."""

from collections.abc import Sequence

from db.charts.chart_groups import Figure
from db.charts.charts import Bar, Chart
from db.definitions import stage_rule, year_rule
from db.index.dimensions import shown_name
from db.money import WAN_PER_YI, format_money, format_yi
from geo.wording import tr

_ROUNDED_FROM_WAN = 10_000_000
"""Sums from 1,000 亿元 on are rounded to 亿元 where there is little room."""


def title_of(chart: str) -> str:
    """The chart's heading."""
    return {
        "industry_year": tr("产业 × 年份"),
        "stage": tr("阶段"),
        "park": tr("园区"),
        "amount": tr("金额分布"),
        "organisation": tr("参与单位"),
    }[chart]


def definition_of(chart: str) -> str:
    """What is counted and how: the chart's 口径."""
    own = {
        "industry_year": tr("年份：{rule}；都没有的列入未载。产业：材料写明的，或由我们归入的。", rule=year_rule()),
        "stage": tr("实条为最近到达的阶段：{rule}。空框为到过这一级或更后的项目。", rule=stage_rule()),
        "park": tr("项目计入所在园区，含下级园区；推断的园区也计入。只知在科学城的单列。前 12 名以外合为其他。"),
        "amount": tr(
            "按公布金额分组，组界 1、2、5、10，下限含、上限不含；带“约”“预计”等限定词的按数计。未公布的单列。"
        ),
        "organisation": tr(
            "一个项目有几家单位就在几条中各计一次，条与条不能相加。前 12 名以外的单位合为其他，每个项目计一次。"
        ),
    }[chart]
    return own + tr("投资额为已公布金额之和，未公布的不计入，项数随处写明。各图不受自身筛选限制，浅色为筛去的部分。")


def figure_words(figure: Figure) -> str:
    """``13 项，Σ 210 亿元，其中 11 项未公布金额``; nothing published is not zero."""
    if not figure.count:
        return tr("{n:,} 项", n=0)
    if not figure.published:
        return tr("{n:,} 项，均未公布金额", n=figure.count)
    words = tr("{n:,} 项，Σ {amount}", n=figure.count, amount=format_money(figure.amount_wan))
    return words + (tr("，其中 {n:,} 项未公布金额", n=figure.unpublished) if figure.unpublished else "")


def short_words(figure: Figure) -> str:
    """``86 项，Σ 218 亿元，83 项未公布``: the same in less room, great sums rounded to 亿元."""
    if not figure.published:
        return figure_words(figure)
    rounded = figure.amount_wan
    if rounded >= _ROUNDED_FROM_WAN:
        rounded = (rounded + WAN_PER_YI // 2) // WAN_PER_YI * WAN_PER_YI
    words = tr("{n:,} 项，Σ {amount}", n=figure.count, amount=format_money(rounded))
    return words + (tr("，{n:,} 项未公布", n=figure.unpublished) if figure.unpublished else "")


def to_table(chart: Chart) -> list[tuple[str, ...]]:
    """The chart's figures as rows of a table, the heading first; Σ is empty where nothing is published."""
    head = [title_of(chart.key), tr("项目数"), tr("投资额（亿元）"), tr("未公布金额的项目数")]
    names = dict(chart.series)
    if names:
        head[:1] = [tr("年份"), tr("产业")]
    narrowed = chart.passing != chart.total
    if narrowed:
        head += [tr("其中符合筛选的项目数"), tr("其中符合筛选的投资额（亿元）")]
    if chart.key == "stage":
        head.append(tr("到过这一级的项目数"))
    rows = [tuple(head)]
    for bar in chart.bars:
        row = [shown_name(word) for word in ([bar.name, names[bar.series]] if bar.series is not None else [bar.name])]
        row += [*_cells(bar.figure), str(bar.figure.unpublished)]
        if narrowed:
            row += _cells(bar.passing)
        if chart.key == "stage":
            row.append(str(bar.reached.count) if bar.reached else "")
        rows.append(tuple(row))
    return rows


def to_tsv(chart: Chart) -> str:
    """The table as text for a spreadsheet: cells apart by tabs, white space inside a cell made single spaces."""
    return tsv(to_table(chart))


def tsv(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines of cells apart by tabs."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def bar_title(chart: Chart, bar: Bar) -> str:
    """A bar's full name: of a part, with its industry."""
    names = dict(chart.series)
    name = shown_name(bar.name)
    return name if bar.series is None else tr("{year} {industry}", year=name, industry=shown_name(names[bar.series]))


def _cells(figure: Figure) -> list[str]:
    return [str(figure.count), format_yi(figure.amount_wan).replace(",", "") if figure.published else ""]
