"""The charts' figures, for window, command line and exports alike: pure, from the columns, no drawing.

Each chart counts under all filters but its own, as the facets do, so that choosing a bar never empties its neighbours;
what of each bar passes its own filter too is told beside it. Charts have few bars whatever the ledger's size: what is
beyond the first dozen stands together under 其他.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from db.charts.chart_groups import NO_BAR, Figure, Grouping, has_parts, sum_of, upper_parks
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.index.cross_tables import amount_edges
from db.index.dimensions import DimensionId
from db.money import format_money_range
from db.schema import STAGES
from geo.frozen import frozen
from geo.wording import term, tr

CHARTS: Final = ("industry_year", "stage", "park", "amount", "organisation")
"""Keys of the charts, in the order in which they are shown."""

MOST_BARS: Final = 12
UNDATED: Final = 0
NO_STAGE: Final = "未载"

ChartMeasure = Literal["count", "amount"]
BarKind = Literal["value", "rest", "unknown"]

_OWN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "industry_year": (
            "industries", "tracks", "year_from", "year_to", "month_from", "month_to", "with_undated",
        ),
        "stage": ("stages",),
        "park": ("parks",),
        "amount": ("amount_min_wan", "amount_max_wan", "with_unpublished", "has_amount"),
        "organisation": ("organisations",),
    }
)  # fmt: skip
"""The fields of the filters that each chart leaves out: those its own bars state."""

_RANKS: Final = MappingProxyType({stage: rank for stage, _, rank in STAGES})
_NOTHING: Final = Figure(0, 0, 0)


@frozen
class Bar:
    """One bar, or one part of a stacked one.

    Attributes:
        key: Unique in its chart.
        name: What people call it; of a part, the whole bar's name.
        kind: `value`, `rest` (其他) or `unknown` (未载, 未公布 …).
        ids: Values of the chart's dimension for which it stands; of the first chart, the year.
        figure: Under all filters but the chart's own.
        passing: Of these, what passes the chart's own filter too.
        series: Industry of a part, or None.
        low_wan: Least amount, inclusive, or None.
        high_wan: Greatest amount, inclusive, or None.
        edge_wan: Upper edge of the amounts as people say it, or None.
        reached: Projects that have come to this stage or further, or None.
    """

    key: str
    name: str
    kind: BarKind
    ids: tuple[DimensionId, ...] = ()
    figure: Figure = _NOTHING
    passing: Figure = _NOTHING
    series: DimensionId | None = None
    low_wan: int | None = None
    high_wan: int | None = None
    edge_wan: int | None = None
    reached: Figure | None = None


@frozen
class Chart:
    """One chart.

    Attributes:
        key: One of `CHARTS`.
        bars: In the order in which they stand; parts of a stacked bar together, in the order of the industries.
        total: Of all its projects, each once, under all filters but the chart's own.
        passing: Of these, what passes the chart's own filter too.
        series: (id, name) of the parts of stacked bars; empty where bars are not stacked.
    """

    key: str
    bars: tuple[Bar, ...]
    total: Figure
    passing: Figure
    series: tuple[tuple[DimensionId, str], ...] = ()

    def get_bar(self, key: str) -> Bar | None:
        """Return a bar, or None."""
        return next((bar for bar in self.bars if bar.key == key), None)


@frozen(eq=False)
class Charts:
    """All charts of one state.

    Attributes:
        filters: What was asked.
        measure: What decides which bars come first.
        charts: In the order of `CHARTS`.
        groupings: The bar of each project, by key of chart.
        mask: bool[n], the projects that pass all filters.
    """

    filters: Filters
    measure: ChartMeasure
    charts: tuple[Chart, ...]
    groupings: Mapping[str, Grouping]
    mask: NDArray[np.bool_]

    def get_chart(self, key: str) -> Chart | None:
        """Return a chart, or None."""
        return next((chart for chart in self.charts if chart.key == key), None)

    def members(self, chart_key: str, bar_key: str) -> NDArray[np.bool_]:
        """Tell for each project whether it passes all filters and stands under a bar; none do under an unknown one.

        Returns:
            bool[n].
        """
        chart = self.get_chart(chart_key)
        keys = [bar.key for bar in chart.bars] if chart else []
        if bar_key not in keys:
            return np.zeros(len(self.mask), np.bool_)
        return self.groupings[chart_key].members(keys.index(bar_key), len(self.mask)) & self.mask


def build_charts(columns: ProjectColumns, filters: Filters, measure: ChartMeasure = "count") -> Charts:
    """Work out all charts. Pure: runs in any thread, some passes over the projects for each chart.

    Args:
        columns: The projects.
        filters: What is asked.
        measure: What decides which bars come first where only the first are shown.
    """
    mask = columns.mask(filters)
    charts, groupings = [], {}
    for key in CHARTS:
        others = filters.without(*_OWN[key])
        masks = mask if others == filters else columns.mask(others), mask
        bars, grouping = _BUILDERS[key](columns, filters, masks[0], measure == "amount")
        groupings[key] = grouping.narrowed()
        charts.append(_finish(key, columns, bars, grouping, masks))
    return Charts(filters, measure, tuple(charts), MappingProxyType(groupings), mask)


def _finish(
    key: str,
    columns: ProjectColumns,
    bars: Sequence[Bar],
    grouping: Grouping,
    masks: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> Chart:
    others, all_ = masks
    figures = grouping.sum_up(others, columns.amount_wan, len(bars)).figures()
    passing = figures if all_ is others else grouping.sum_up(all_, columns.amount_wan, len(bars)).figures()
    counted = tuple(replace(bar, figure=a, passing=b) for bar, a, b in zip(bars, figures, passing, strict=True))
    if key == "stage":
        counted = tuple(replace(bar, reached=_reached(bar, counted)) for bar in counted)
    series: tuple[tuple[DimensionId, str], ...] = ()
    if key == "industry_year":
        dimension = columns.dimensions["industry"]
        series = tuple(zip(dimension.ids, dimension.names, strict=True))
    total, passing_total = (sum_of(mask, columns.amount_wan) for mask in masks)
    return Chart(key, counted, total, passing_total, series)


def _reached(bar: Bar, bars: Sequence[Bar]) -> Figure | None:
    """Everything at this stage or a later one; 签约 and 落户 are the same step, as 投产 and 投用 are."""
    rank = _RANKS.get(str(bar.ids[0]))
    if rank is None:
        return None
    further = [other.figure for other in bars if _RANKS.get(str(other.ids[0]), 0) >= rank]
    return Figure(
        sum(figure.count for figure in further),
        sum(figure.amount_wan for figure in further),
        sum(figure.unpublished for figure in further),
    )


_Built = tuple[list[Bar], Grouping]


def _build_industry_year(
    columns: ProjectColumns, _filters: Filters, _mask: NDArray[np.bool_], _by_amount: bool
) -> _Built:
    years, industries = columns.dimensions["year"], columns.dimensions["industry"]
    dated = [code for code, id_ in enumerate(years.ids) if id_ != UNDATED]
    shown = dated[-MOST_BARS:]
    earlier = dated[: -len(shown)] if shown else []
    heads: list[tuple[str, BarKind, tuple[DimensionId, ...]]] = []
    slot = np.full(len(years), NO_BAR, np.int64)
    if earlier:
        slot[earlier] = len(heads)
        heads.append((tr("更早"), "rest", tuple(years.ids[code] for code in earlier)))
    for code in shown:
        slot[code] = len(heads)
        heads.append((years.names[code], "value", (years.ids[code],)))
    if UNDATED in years.ids:
        slot[years.code_of(UNDATED)] = len(heads)
        heads.append((term(NO_STAGE), "unknown", (UNDATED,)))
    bars = [
        Bar(f"{'-'.join(map(str, ids))}/{industry}", name, kind, ids, series=industry)
        for name, kind, ids in heads
        for industry in industries.ids
    ]
    number = slot[columns.codes["year"]] * len(industries) + columns.codes["industry"]
    number[slot[columns.codes["year"]] == NO_BAR] = NO_BAR
    return bars, Grouping(number)


def _build_stage(columns: ProjectColumns, _filters: Filters, _mask: NDArray[np.bool_], _by_amount: bool) -> _Built:
    dimension = columns.dimensions["stage"]
    bars = [
        Bar(str(id_), term(name), "unknown" if id_ == NO_STAGE else "value", (id_,))
        for id_, name in zip(dimension.ids, dimension.names, strict=True)
    ]
    return bars, Grouping(columns.codes["stage"].astype(np.int64))


def _build_park(columns: ProjectColumns, filters: Filters, mask: NDArray[np.bool_], by_amount: bool) -> _Built:
    dimension = columns.dimensions["park"]
    upper = upper_parks(dimension)
    group = Grouping(upper[columns.codes["park"]])
    sums = group.sum_up(mask, columns.amount_wan, len(dimension))
    city = dimension.code_of(0) if 0 in dimension.ids else None
    if city is not None:
        sums.counts[city] = 0
    kept = frozenset(int(upper[dimension.code_of(id_)]) for id_ in filters.parks if id_ and id_ in dimension.ids)
    top = sums.top(by_amount, MOST_BARS, kept)
    rest = np.setdiff1d(np.flatnonzero(sums.counts), top).tolist()
    bars = [
        # The whole city's own few stand under its name, but to choose it would be to choose every park in it.
        Bar(str(dimension.ids[code]), dimension.names[code], _kind_of(has_parts(dimension, code)
            and dimension.parents[code] is None), (dimension.ids[code],))
        for code in top
    ]  # fmt: skip
    slot = np.full(len(dimension), NO_BAR, np.int64)
    slot[top] = np.arange(len(top))
    if rest:
        slot[rest] = len(bars)
        bars.append(
            Bar("rest", tr("其他 {n} 个园区", n=len(rest)), "rest", tuple(dimension.ids[code] for code in rest))
        )
    if city is not None:
        slot[city] = len(bars)
        bars.append(Bar("0", term(dimension.names[city]), "unknown", (0,)))
    return bars, Grouping(slot[group.bars])


def _kind_of(too_much: bool) -> BarKind:
    return "rest" if too_much else "value"


def _build_amount(columns: ProjectColumns, _filters: Filters, _mask: NDArray[np.bool_], _by_amount: bool) -> _Built:
    amounts = columns.amount_wan
    edges = amount_edges(amounts)
    bars = []
    for place, (low, high) in enumerate(pairwise(edges)):
        low = 0 if low == 1 else low  # what is below 1 万元 stands in the first bin
        last = place == len(edges) - 2
        name = format_money_range(low, high)
        bars.append(Bar(str(low), name, "value", low_wan=low, high_wan=high if last else high - 1, edge_wan=high))
    number = np.searchsorted(np.array(edges or (1,)), np.maximum(amounts, 1), side="right") - 1
    number = np.minimum(number, max(len(edges) - 2, 0)).astype(np.int64)
    number[amounts < 0] = len(bars)
    bars.append(Bar("unpublished", tr("未公布"), "unknown"))
    return bars, Grouping(number)


def _build_organisation(columns: ProjectColumns, filters: Filters, mask: NDArray[np.bool_], by_amount: bool) -> _Built:
    dimension, pairs = columns.dimensions["organisation"], columns.multi["organisation"]
    counted = Grouping(pairs.codes.astype(np.int64), pairs.rows).sum_up(mask, columns.amount_wan, len(dimension))
    kept = frozenset(dimension.code_of(id_) for id_ in filters.organisations if id_ in dimension.ids)
    top = counted.top(by_amount, MOST_BARS, kept)
    bars = [Bar(str(dimension.ids[code]), dimension.names[code], "value", (dimension.ids[code],)) for code in top]
    slot = np.full(len(dimension), NO_BAR, np.int64)
    slot[top] = np.arange(len(top))
    some, shown = (np.zeros(len(columns), np.bool_) for _ in range(2))
    some[pairs.rows] = True
    bar_of = slot[pairs.codes]
    standing = bar_of != NO_BAR
    shown[pairs.rows[standing]] = True
    rows, numbers = [pairs.rows[standing]], [bar_of[standing]]
    more = int(np.count_nonzero(counted.counts)) - int(np.count_nonzero(counted.counts[top]))
    rests = [("rest", tr("其他 {n} 家单位", n=more), "rest", some & ~shown)] if more > 0 else []
    for key, name, kind, members in (*rests, ("none", tr("未载单位"), "unknown", ~some)):
        rows.append(np.flatnonzero(members))
        numbers.append(np.full(len(rows[-1]), len(bars), np.int64))
        bars.append(Bar(key, name, kind))  # type: ignore[arg-type]  # mypy widens the literal
    return bars, Grouping(np.concatenate(numbers), np.concatenate(rows))


_BUILDERS: Final = MappingProxyType(
    {
        "industry_year": _build_industry_year,
        "stage": _build_stage,
        "park": _build_park,
        "amount": _build_amount,
        "organisation": _build_organisation,
    }
)
