"""Counts and sums over the columns: of every value under the cross-filter, and of a whole result."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from db.dimensions import Dimension, DimensionId
from db.months import DateCodes, MonthSpread, count_months


class CodedPairs(Protocol):
    """The values of a dimension of which a project may have several, as `db.columns.MultiValues` holds them."""

    @property
    def rows(self) -> NDArray[np.int64]:
        """int64[m], ascending."""
        ...

    @property
    def codes(self) -> NDArray[np.int32]:
        """int32[m]."""
        ...


class CountedColumns(Protocol):
    """What is counted and summed: the part of `db.columns.ProjectColumns` that this module looks at."""

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The values of every dimension."""
        ...

    @property
    def codes(self) -> Mapping[str, NDArray[np.int32]]:
        """int32[n] by single-valued dimension."""
        ...

    @property
    def multi(self) -> Mapping[str, CodedPairs]:
        """Pairs by multi-valued dimension."""
        ...

    @property
    def dates(self) -> DateCodes:
        """The date of every project."""
        ...

    @property
    def amount_wan(self) -> NDArray[np.int64]:
        """int64[n], 万元, −1 where unpublished."""
        ...

    @property
    def amount_qualified(self) -> NDArray[np.bool_]:
        """bool[n]."""
        ...

    @property
    def inferred(self) -> NDArray[np.bool_]:
        """bool[n], the park is inferred."""
        ...

    @property
    def planned(self) -> NDArray[np.bool_]:
        """bool[n]."""
        ...

    def __len__(self) -> int:
        """Return the number of projects."""
        ...


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a dimension and what belongs to it; a value of a tree includes everything under it.

    Attributes:
        id: Database id or word.
        name: What people call it.
        parent_id: Id of the value above, or None.
        count: Projects.
        amount_wan: Sum of the published amounts, 万元.
        unpublished: Projects without a published amount.
        inferred: Projects whose park is inferred.
        own_count: Projects of the value itself, without those under it.
    """

    id: DimensionId
    name: str
    parent_id: DimensionId | None
    count: int
    amount_wan: int
    unpublished: int
    inferred: int
    own_count: int


@dataclass(frozen=True, slots=True)
class AmountSpread:
    """How many projects have an amount of which order: bins from 1 to 2 to 5 to 10, nearly even on a logarithmic scale.

    The bins are those of the whole ledger, whatever the filters: they do not move while one filters.

    Attributes:
        edges_wan: Lower edges of the bins and the upper one of the last, 万元, ascending; empty without any amount.
            Amounts below 1 万元 count as 1. The last bin includes its upper edge.
        counts: Projects by bin.
        unpublished: Projects without a published amount.
    """

    edges_wan: tuple[int, ...]
    counts: tuple[int, ...]
    unpublished: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Every value of every dimension, zeros too, in the order of the dimension.

    Attributes:
        values: Values by dimension key.
        amounts: How the amounts are spread, under all filters but those on the amount.
        months: How the dates are spread, under all filters but those on year and month.
    """

    values: Mapping[str, tuple[FacetValue, ...]]
    amounts: AmountSpread
    months: MonthSpread

    def __getitem__(self, dimension: str) -> tuple[FacetValue, ...]:
        """Return the values of a dimension.

        Raises:
            KeyError: There is no such dimension.
        """
        return self.values[dimension]

    def get_value(self, dimension: str, id_: DimensionId) -> FacetValue:
        """Return one value.

        Raises:
            KeyError: There is no such dimension or value.
        """
        for value in self.values[dimension]:
            if value.id == id_:
                return value
        raise KeyError(id_)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a result adds up to.

    Attributes:
        count: Projects.
        amount_wan: Sum of the published amounts, 万元.
        unpublished: Projects without a published amount.
        approximate: Projects whose amount carries a qualifier (约, 预计 …).
        by_grade: Projects by grade of placing: `own`, `stated`, `inferred`, `city`.
        by_industry: Projects by id of industry, in the order of the dimension; 0 is 未归类.
        amount_inferred_wan: The part of the sum that belongs to projects whose park is inferred, 万元.
        planned: Projects of which only planned milestones are known.
        inferred: Projects whose park is inferred, wherever they are drawn.
    """

    count: int
    amount_wan: int
    unpublished: int
    approximate: int
    by_grade: Mapping[str, int]
    by_industry: Mapping[DimensionId, int]
    amount_inferred_wan: int
    planned: int
    inferred: int

    @property
    def published(self) -> int:
        """Projects with a published amount."""
        return self.count - self.unpublished


def count_facets(columns: CountedColumns, conditions: Mapping[str, NDArray[np.bool_]]) -> Facets:
    """Count each dimension's values over the rows that pass the conditions of all other dimensions.

    Args:
        columns: The projects.
        conditions: bool[n] by dimension key, as `ProjectColumns.conditions` gives them.
    """
    failed = np.zeros(len(columns), dtype=np.uint8)
    for passed in conditions.values():
        failed += ~passed
    values = {}
    for key, dimension in columns.dimensions.items():
        own = conditions.get(condition_key(key))
        mask = failed == 0 if own is None else failed == ~own
        values[key] = _count_values(columns, dimension, mask)
    rest = {}
    for key in ("amount", "year"):
        own = conditions.get(key)
        rest[key] = failed == 0 if own is None else failed == ~own
    amounts, months = count_amounts(columns, rest["amount"]), count_months(columns, rest["year"])
    return Facets(MappingProxyType(values), amounts, months)


def condition_key(dimension: str) -> str:
    """The key of the condition a dimension's choice belongs to: a track's is its industry's."""
    return "industry" if dimension == "track" else dimension


def count_amounts(columns: CountedColumns, mask: NDArray[np.bool_]) -> AmountSpread:
    """Count the rows of a mask by the order of their amount.

    Args:
        columns: The projects; all of them decide where the bins lie.
        mask: bool[n].
    """
    amounts = columns.amount_wan
    published = amounts >= 0
    unpublished = int((mask & ~published).sum())
    if not published.any():
        return AmountSpread((), (), unpublished)
    least, greatest = (max(1, int(bound)) for bound in (amounts[published].min(), amounts[published].max()))
    steps = [step * 10**power for power in range(len(str(greatest)) + 1) for step in (1, 2, 5)]
    first = max(place for place, edge in enumerate(steps) if edge <= least)
    last = max(first + 1, next(place for place, edge in enumerate(steps) if edge >= greatest))
    edges = np.array(steps[first : last + 1], dtype=np.int64)
    places = np.searchsorted(edges, np.maximum(amounts[mask & published], 1), side="right") - 1
    counts = np.bincount(np.minimum(places, len(edges) - 2), minlength=len(edges) - 1)
    return AmountSpread(tuple(edges.tolist()), tuple(counts.tolist()), unpublished)


def _count_values(columns: CountedColumns, dimension: Dimension, mask: NDArray[np.bool_]) -> tuple[FacetValue, ...]:
    if dimension.key in columns.codes:
        rows = np.flatnonzero(mask)
        codes = columns.codes[dimension.key][rows]
    else:
        pairs = columns.multi[dimension.key]
        kept = mask[pairs.rows]
        rows, codes = pairs.rows[kept], pairs.codes[kept]
    amounts = columns.amount_wan[rows]
    published = amounts >= 0
    size = len(dimension)
    own = np.bincount(codes, minlength=size)
    # float64 holds whole numbers exactly up to 2^53 万元, far above any sum of investments.
    sums = np.bincount(codes[published], weights=amounts[published], minlength=size).astype(np.int64)
    unpublished = np.bincount(codes[~published], minlength=size)
    inferred = np.bincount(codes[columns.inferred[rows]], minlength=size)
    table = [dimension.aggregate(column).tolist() for column in (own, sums, unpublished, inferred)]
    identities = zip(dimension.ids, dimension.names, dimension.parents, strict=True)
    numbers = zip(*table, own.tolist(), strict=True)
    return tuple(FacetValue(*identity, *row) for identity, row in zip(identities, numbers, strict=True))


def count_totals(columns: CountedColumns, mask: NDArray[np.bool_]) -> Totals:
    """Sum up the rows of a mask.

    Args:
        columns: The projects.
        mask: bool[n].
    """
    rows = np.flatnonzero(mask)
    amounts = columns.amount_wan[rows]
    published = amounts >= 0
    return Totals(
        count=len(rows),
        amount_wan=int(amounts[published].sum()),
        unpublished=int(len(rows) - published.sum()),
        approximate=int((columns.amount_qualified[rows] & published).sum()),
        by_grade=_count_codes(columns, "grade", rows),  # type: ignore[arg-type]  # grades are words
        by_industry=_count_codes(columns, "industry", rows),
        amount_inferred_wan=int(amounts[published & columns.inferred[rows]].sum()),
        planned=int(columns.planned[rows].sum()),
        inferred=int(columns.inferred[rows].sum()),
    )


def _count_codes(columns: CountedColumns, key: str, rows: NDArray[np.int64]) -> Mapping[DimensionId, int]:
    dimension = columns.dimensions[key]
    counts = np.bincount(columns.codes[key][rows], minlength=len(dimension))
    return MappingProxyType(dict(zip(dimension.ids, counts.tolist(), strict=True)))
