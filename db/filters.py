"""What a person asks to see: a frozen set of conditions, all of which must hold."""

from collections.abc import Mapping, Set
from dataclasses import fields, replace
from typing import Any, Final

from db.amount_bounds import is_above
from db.id_set import IdSet
from db.index.dimensions import Dimension, DimensionId, shown_name
from db.money import format_bound, format_money, format_money_range
from db.money import format_yi as format_yi
from db.months import format_month
from db.stage_groups import find_group
from geo.frozen import frozen
from geo.geometry import Rings
from geo.lnglat import Bounds
from geo.wording import term, tr

_ROUND_WAN: Final = 100

GRADES: Final = {"own": "自有坐标", "stated": "原文园区", "inferred": "推断园区", "city": "仅知在科学城"}
"""How a project is placed: by its own coordinates, a park the document names, an inferred park, or the city alone."""

BASES: Final = {"stated": "原文", "inferred": "推断", "none": "未载"}
"""What a project's industry, or its park, rests on: a document says so, we infer it, or there is nothing."""

POSITIONS: Final = {"placed": "已落图", "unplaced": "未落图"}
"""Whether a project has a place on the map: coordinates of its own, or of a park whose position is known."""

DIMENSION_FIELDS: Final = {
    "industry": "industries",
    "track": "tracks",
    "park": "parks",
    "stage": "stages",
    "kind": "kinds",
    "event": "events",
    "organisation": "organisations",
    "tag": "tags",
    "list": "lists",
    "grade": "grades",
    "industry_basis": "industry_bases",
    "park_basis": "park_bases",
    "position": "positions",
}
"""Field of `Filters` that holds the chosen values of a dimension, by dimension key."""

DIMENSION_TITLES: Final = {
    "industry": "产业",
    "track": "细分",
    "park": "园区",
    "stage": "阶段",
    "kind": "类别",
    "event": "活动",
    "organisation": "单位",
    "tag": "标签",
    "list": "清单",
    "grade": "位置依据",
    "industry_basis": "产业依据",
    "park_basis": "园区依据",
    "position": "落图",
    "year": "年份",
}


@frozen
class Filters:
    """Conditions on projects. Within one set of values any may hold; between fields all must. Empty means no condition.

    Industries and tracks are one field in this sense, because people see them as one tree: with both chosen, a project
    passes that is of any chosen industry *or* any chosen track. A park, industry or track stands for itself and
    everything under it. Bounds on year, month, amount and place leave out projects whose year, amount or place is
    unknown, unless `with_undated` or `with_unpublished` lets them pass. A project of which only the year is known
    passes bounds of months only if the whole year lies within them: nothing is taken for certain that is not.

    Attributes:
        industries: Ids of industries; 0 is 未归类.
        tracks: Ids of tracks; 0 is 未细分, and −n the part of it that belongs to industry n.
        parks: Ids of parks; 0 is the projects of which only the science city is known.
        stages: Stage words; `未载` is no stage.
        kinds: Kinds of project, as stored.
        events: Ids of announcements.
        organisations: Ids of organisations.
        tags: Tags of organisations, as printed.
        lists: Ids of lists.
        grades: Keys of `GRADES`.
        industry_bases: Keys of `BASES`: what the industry rests on.
        park_bases: Keys of `BASES`: what the park rests on.
        positions: Keys of `POSITIONS`.
        year_from: First year, inclusive.
        year_to: Last year, inclusive.
        month_from: First month, inclusive, as `db.months` counts them.
        month_to: Last month, inclusive.
        with_undated: Projects whose year is unknown pass the bounds of years and months too; nothing without bounds.
        amount_min_wan: Least amount in 万元, inclusive.
        amount_max_wan: Greatest amount in 万元, inclusive.
        with_unpublished: Projects without a published amount pass the bounds of amounts too; nothing without bounds.
        has_amount: True for projects with a published amount, False for those without, None for both.
        text: Words that must all occur in names, aliases, organisations or summary.
        bounds: Box the known position must lie in.
        within: Polygon the known position must lie in.
        ids: Project ids.
        stated_only: Leave out projects whose park is inferred.
        taxonomy: Label of the list of industries that `industries` and `tracks` speak of, empty for the current one:
            no condition, but the language of one (`db.taxonomies`).
    """

    industries: frozenset[int] = frozenset()
    tracks: frozenset[int] = frozenset()
    parks: frozenset[int] = frozenset()
    stages: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    events: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    tags: frozenset[str] = frozenset()
    lists: frozenset[int] = frozenset()
    grades: frozenset[str] = frozenset()
    industry_bases: frozenset[str] = frozenset()
    park_bases: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()
    year_from: int | None = None
    year_to: int | None = None
    month_from: int | None = None
    month_to: int | None = None
    with_undated: bool = False
    amount_min_wan: int | None = None
    amount_max_wan: int | None = None
    with_unpublished: bool = False
    has_amount: bool | None = None
    text: str = ""
    bounds: Bounds | None = None
    within: Rings | None = None
    ids: Set[int] | None = None
    stated_only: bool = False
    taxonomy: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether every project passes."""
        return self == self.cleared()

    def cleared(self) -> "Filters":
        """Return no condition, in the same language."""
        return Filters(taxonomy=self.taxonomy)

    @property
    def has_dates(self) -> bool:
        """Whether there is a bound of years or months."""
        return any(b is not None for b in (self.year_from, self.year_to, self.month_from, self.month_to))

    @property
    def active_fields(self) -> tuple[str, ...]:
        """Names of the fields that state a condition, in the order of the class."""
        default = self.cleared()
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != getattr(default, f.name))

    def without(self, *names: str) -> "Filters":
        """Return these filters with the named fields cleared.

        Raises:
            AttributeError: There is no such field.
        """
        default = Filters()
        return replace(self, **{name: getattr(default, name) for name in names})

    def with_(self, **changes: Any) -> "Filters":  # noqa: ANN401 - the fields' own types are checked by the dataclass
        """Return these filters with fields replaced; a set may be given as any iterable."""
        for name in changes.keys() & (set(DIMENSION_FIELDS.values()) | {"ids"}):
            if changes[name] is not None:
                changes[name] = (IdSet.of if name == "ids" else frozenset)(changes[name])
        return replace(self, **changes)

    def chosen(self, dimension: str) -> frozenset[DimensionId]:
        """Return the values chosen in a dimension; empty when it has no condition of values."""
        name = DIMENSION_FIELDS.get(dimension)
        return getattr(self, name) if name else frozenset()

    def describe(self, dimensions: Mapping[str, Dimension]) -> str:
        """Say in Chinese what is asked, for people: `产业：生命健康；年份：2021～2023`.

        Args:
            dimensions: The vocabulary that names ids, as in `ProjectColumns.dimensions`.
        """
        parts = [part for _, part in self.describe_fields(dimensions)] or [tr("全部项目")]
        spoken = [tr("产业分类：{label}", label=self.taxonomy)] if self.taxonomy else []
        return tr("；").join([*spoken, *parts])

    def describe_fields(self, dimensions: Mapping[str, Dimension]) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Say each condition on its own.

        Returns:
            Pairs of (the fields that state it, its Chinese words), one a condition: `without(*fields)` removes it.
        """
        parts: list[tuple[tuple[str, ...], str]] = []
        both = ("industries", "tracks") if self.industries and self.tracks else None
        if both:
            listed = [_name_values(dimensions[key], self.chosen(key)) for key in ("industry", "track")]
            parts.append((both, _describe_values("industry", tr("、").join(filter(None, listed)))))
        for key, name in DIMENSION_FIELDS.items():
            if (chosen := self.chosen(key)) and not (both and name in both):
                parts.append(((name,), _describe_values(key, _name_values(dimensions[key], chosen))))
        for names, words in self._describe_conditions():
            if words:
                parts.append((names, words))
        return tuple(parts)

    def _describe_conditions(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        return (
            self._describe_dates(),
            (
                ("amount_min_wan", "amount_max_wan", "with_unpublished"),
                _and_with(
                    _describe_amounts(self.amount_min_wan, self.amount_max_wan), tr("未公布"), self.with_unpublished
                ),
            ),
            (("has_amount",), {True: tr("已公布金额"), False: tr("未公布金额"), None: ""}[self.has_amount]),
            (("text",), tr("文字：{text}", text=self.text.strip()) if self.text.strip() else ""),
            (("bounds",), tr("范围：{bounds}", bounds=self.bounds.to_text()) if self.bounds else ""),
            (("within",), tr("在所画范围内") if self.within else ""),
            (("ids",), tr("指定的 {n} 个项目", n=len(self.ids)) if self.ids is not None else ""),
            (("stated_only",), tr("不含推断园区") if self.stated_only else ""),
        )

    def _describe_dates(self) -> tuple[tuple[str, ...], str]:
        """Years and months are one condition: the undated pass the bounds of both or of neither."""
        months = ("month_from", "month_to")
        fields_ = ("year_from", "year_to", *(months if any(getattr(self, name) is not None for name in months) else ()))
        words = (_describe_years(self.year_from, self.year_to), _describe_months(self.month_from, self.month_to))
        return (*fields_, "with_undated"), _and_with(tr("，").join(filter(None, words)), tr("未载"), self.with_undated)


def _describe_values(key: str, names: str) -> str:
    return tr("{title}：{names}", title=tr(DIMENSION_TITLES[key]), names=names)


def _name_values(dimension: Dimension, chosen: frozenset[DimensionId]) -> str:
    found = [shown_name(dimension.names[code]) for code in dimension.codes_of(chosen).tolist()]
    if len(found) < len(chosen):  # a list that was deleted since it was asked for
        found.append(tr("已不在台账里"))
    names = tr("、").join(found)
    group = find_group(chosen) if dimension.key == "stage" else ""
    return tr("{group}（{names}）", group=term(group), names=names) if group else names


def _and_with(words: str, unknown: str, included: bool) -> str:
    return tr("{words}，含{unknown}", words=words, unknown=unknown) if words and included else words


def _describe_years(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return ""
    if first == last:
        return tr("年份：{first}", first=first)
    if first is None:
        return tr("年份：{last} 及以前", last=last)
    if last is None:
        return tr("年份：{first} 及以后", first=first)
    return tr("年份：{first}～{last}", first=first, last=last)


def _describe_months(first: int | None, last: int | None) -> str:
    if first is None:
        return "" if last is None else tr("月份：{month} 及以前", month=format_month(last))
    if last is None:
        return tr("月份：{month} 及以后", month=format_month(first))
    if first == last:
        return tr("月份：{month}", month=format_month(first))
    return tr("月份：{first}～{last}", first=format_month(first), last=format_month(last))


def _describe_amounts(least: int | None, greatest: int | None) -> str:
    if least is None:
        return "" if greatest is None else tr("金额：不超过 {most}", most=format_money(greatest))
    if greatest is None:
        if is_above(least):
            return tr("金额：超过 {least}", least=format_money(least - 1))
        return tr("金额：不少于 {least}", least=format_money(least))
    if (greatest + 1) % _ROUND_WAN == 0:
        amounts = format_money_range(least, greatest + 1)  # 5～9.9999 亿元 is what 5 to below 10 is, but nobody says so
        return tr("金额：{amounts}（不含 {above}）", amounts=amounts, above=format_bound(greatest + 1))
    return tr("金额：{amounts}", amounts=format_money_range(least, greatest))
