"""What choosing a bar asks for: the filters after a bar was pressed once or again."""

from db.charts.charts import Bar
from db.filters import DIMENSION_FIELDS, Filters

_NO_YEARS = {"year_from": None, "year_to": None, "month_from": None, "month_to": None, "with_undated": False}
_NO_AMOUNTS = {"amount_min_wan": None, "amount_max_wan": None, "with_unpublished": False, "has_amount": None}


def can_choose(chart: str, bar: Bar) -> bool:
    """Whether a bar can be asked for on its own; 其他 and what has no date cannot."""
    if bar.kind == "rest":
        return False
    return bar.kind == "value" or chart in ("stage", "park", "amount")


def is_chosen(chart: str, bar: Bar, filters: Filters) -> bool:
    """Whether the filters ask for this bar."""
    match chart:
        case "industry_year":
            return bar.series in filters.industries and _is_year(filters, bar)
        case "amount" if bar.kind == "unknown":
            return filters.has_amount is False
        case "amount":
            return _spans(filters, bar)
    return bool(filters.chosen(chart) & set(bar.ids))


def toggled(chart: str, bar: Bar, filters: Filters) -> Filters:
    """The filters after a bar was pressed: it is asked for, or no longer.

    Industries, stages, parks and organisations are added to what is chosen or taken from it. Years and amounts are
    ranges and are replaced. A part of the first chart states an industry and a year at once. What cannot be asked for
    on its own changes nothing.
    """
    if not can_choose(chart, bar):
        return filters
    match chart:
        case "industry_year":
            return _toggle_part(bar, filters)
        case "amount":
            return _toggle_amount(bar, filters)
    name = DIMENSION_FIELDS[chart]
    return filters.with_(**{name: filters.chosen(chart) ^ set(bar.ids)})


def with_industry(industry_id: int, filters: Filters) -> Filters:
    """The filters after an industry of the key was pressed."""
    return filters.with_(industries=filters.industries ^ {industry_id})


def _toggle_part(bar: Bar, filters: Filters) -> Filters:
    industry = frozenset((int(bar.series or 0),))
    if filters.industries == industry and not filters.tracks and _is_year(filters, bar):
        return filters.with_(industries=frozenset(), **_NO_YEARS)
    year = int(bar.ids[0])
    return filters.with_(industries=industry, tracks=frozenset(), **{**_NO_YEARS, "year_from": year, "year_to": year})


def _toggle_amount(bar: Bar, filters: Filters) -> Filters:
    if bar.kind == "unknown":
        return filters.with_(**{**_NO_AMOUNTS, "has_amount": None if filters.has_amount is False else False})
    if _spans(filters, bar):
        return filters.with_(**_NO_AMOUNTS)
    return filters.with_(**{**_NO_AMOUNTS, "amount_min_wan": bar.low_wan, "amount_max_wan": bar.high_wan})


def _is_year(filters: Filters, bar: Bar) -> bool:
    return bar.kind == "value" and filters.year_from == filters.year_to == bar.ids[0]


def _spans(filters: Filters, bar: Bar) -> bool:
    asked = (filters.amount_min_wan, filters.amount_max_wan)
    return bar.kind == "value" and filters.has_amount is not False and asked == (bar.low_wan, bar.high_wan)
