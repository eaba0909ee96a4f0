"""Counts and sums over the columns: of every value under the cross-filter, and of a whole result."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from db.index.cross_filter import CrossFilter, Quantity
from db.index.cross_tables import AMOUNT, DATE
from db.index.dimensions import Dimension, DimensionId
from db.months import MonthSpread, spread_months
from geo.frozen import frozen


@frozen
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


class FacetColumn(Sequence[FacetValue]):
    """Every value of one dimension, zeros too, in its order: arrays by code, of which objects are made when asked for.

    A quantity is added up when it is first looked at; what nobody looks at costs nothing. Any thread may look.
    """

    def __init__(self, dimension: Dimension, measure: Callable[[Quantity], NDArray[np.int64]]) -> None:
        """Keep how to measure.

        Args:
            dimension: The values.
            measure: Returns int64[len(dimension)], each value without those under it.
        """
        self.dimension = dimension
        self._measure = measure

    @cached_property
    def own_counts(self) -> NDArray[np.int64]:
        """Projects of each value itself, without those under it; int64[len(self)]."""
        return self._measure("count")

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """Projects; int64[len(self)]."""
        return self.dimension.aggregate(self.own_counts)

    @cached_property
    def amounts_wan(self) -> NDArray[np.int64]:
        """Sums of the published amounts, 万元; int64[len(self)]."""
        return self.dimension.aggregate(self._measure("amount_wan"))

    @cached_property
    def unpublished(self) -> NDArray[np.int64]:
        """Projects without a published amount; int64[len(self)]."""
        return self.dimension.aggregate(self._measure("unpublished"))

    @cached_property
    def inferred(self) -> NDArray[np.int64]:
        """Projects whose park is inferred; int64[len(self)]."""
        return self.dimension.aggregate(self._measure("inferred"))

    def _numbers(self) -> tuple[NDArray[np.int64], ...]:
        """Every quantity in the order of `FacetValue`; sums are found first, as they tell the counts too."""
        amounts = self.amounts_wan
        return self.counts, amounts, self.unpublished, self.inferred, self.own_counts

    def top(self, most: int) -> NDArray[np.intp]:
        """Return the codes of the values that count most, the greatest first, equal ones in their order."""
        counts = self.counts
        if most < len(counts):
            # Those above the smallest that is still listed, and as many as there is room for that equal it.
            least = np.partition(counts, len(counts) - most)[len(counts) - most] if most else counts.max() + 1
            above, equal = np.flatnonzero(counts > least), np.flatnonzero(counts == least)
            found = np.sort(np.concatenate([above, equal[: most - len(above)]]))
        else:
            found = np.arange(len(counts))
        return found[np.argsort(-counts[found], kind="stable")]

    def __len__(self) -> int:
        """Return the number of values."""
        return len(self.dimension)

    @overload
    def __getitem__(self, code: int) -> FacetValue: ...

    @overload
    def __getitem__(self, code: slice) -> tuple[FacetValue, ...]: ...

    def __getitem__(self, code: int | slice) -> FacetValue | tuple[FacetValue, ...]:
        """Return one value or several, by code.

        Raises:
            IndexError: There is no such code.
        """
        if isinstance(code, slice):
            return tuple(self[each] for each in range(*code.indices(len(self))))
        place, dimension = range(len(self))[code], self.dimension
        numbers = self._numbers()
        identity = (dimension.ids[place], dimension.names[place], dimension.parents[place])
        return FacetValue(*identity, *(int(each[place]) for each in numbers))

    def __iter__(self) -> Iterator[FacetValue]:
        """Go over the values."""
        numbers = self._numbers()
        identities = zip(self.dimension.ids, self.dimension.names, self.dimension.parents, strict=True)
        rows = zip(*(each.tolist() for each in numbers), strict=True)
        return (FacetValue(*identity, *row) for identity, row in zip(identities, rows, strict=True))

    def __eq__(self, other: object) -> bool:
        """Compare values."""
        return isinstance(other, FacetColumn) and len(self) == len(other) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # values that are compared by what they hold


@frozen
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


@frozen
class Facets:
    """Every value of every dimension.

    Attributes:
        values: Values by dimension key.
        amounts: How the amounts are spread, under all filters but those on the amount.
        months: How the dates are spread, under all filters but those on year and month.
    """

    values: Mapping[str, FacetColumn]
    amounts: AmountSpread
    months: MonthSpread
    _whole: frozenset[str] = frozenset()

    def __getitem__(self, dimension: str) -> FacetColumn:
        """Return the values of a dimension.

        Raises:
            KeyError: There is no such dimension.
        """
        return self.values[dimension]

    def add_up(self, listed: Mapping[str, bool] | None = None) -> Iterator[str]:
        """Add up, dimension by dimension, what lists of values show, so that looking at it later costs nothing.

        Of dimensions of which a project may have several values, sums of amounts are left until somebody asks.

        Args:
            listed: The dimensions that are looked at, and whether amounts are shown beside the counts; None for all.
                Whatever else there is is added up when somebody looks.

        Yields:
            The key of each dimension, when it is done.
        """
        for key, column in self.values.items():
            if listed is not None and key not in listed:
                continue
            if key in self._whole and (listed is None or listed[key]):
                _ = column.amounts_wan, column.unpublished  # before the counts, which they tell too
            _ = column.counts, column.inferred
            yield key

    def get_value(self, dimension: str, id_: DimensionId) -> FacetValue:
        """Return one value.

        Raises:
            KeyError: There is no such dimension or value.
        """
        return self.values[dimension][self.values[dimension].dimension.code_of(id_)]


@frozen
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


def count_facets(found: CrossFilter) -> Facets:
    """Count each dimension's values over the rows that pass the conditions of all other dimensions.

    Args:
        found: The conditions and the projects.
    """
    columns = {
        key: FacetColumn(dimension, _measuring(found, key)) for key, dimension in found.columns.dimensions.items()
    }
    whole = frozenset(found.columns.codes)
    return Facets(MappingProxyType(columns), _count_amounts(found), _count_months(found), whole)


def _measuring(found: CrossFilter, key: str) -> Callable[[Quantity], NDArray[np.int64]]:
    return lambda quantity: found.measure(key, quantity)


def _count_amounts(found: CrossFilter) -> AmountSpread:
    edges, place = found.tables.edges_wan, found.tables.place_of(AMOUNT)
    table = found.tables.tables[place]
    counts, published = found.by_cell(place, "count"), table.values["unpublished"] == 0
    unpublished = int(counts[~published].sum())
    bins = np.bincount(table.values[AMOUNT], weights=counts * published, minlength=max(0, len(edges) - 1))
    return AmountSpread(edges, tuple(bins[: max(0, len(edges) - 1)].astype(np.int64).tolist()), unpublished)


def _count_months(found: CrossFilter) -> MonthSpread:
    place, dates = found.tables.place_of(DATE), found.columns.dates
    values, size = found.tables.tables[place].values, len(found.columns.dimensions["industry"])
    counts = found.by_cell(place, "count", DATE)
    table = np.bincount(values[DATE] * size + values["industry"], weights=counts, minlength=len(dates.years) * size)
    return spread_months(dates, table.astype(np.int64).reshape(-1, size))


def count_totals(found: CrossFilter) -> Totals:
    """Sum up the rows that pass everything.

    Args:
        found: The conditions and the projects.
    """
    place = found.tables.place_of("grade")  # industries stand in the same table, and what is known of amounts
    values = found.tables.tables[place].values
    amounts, counts = found.by_cell(place, "amount_wan"), found.by_cell(place, "count")
    inferred, unpublished = values["inferred"] > 0, values["unpublished"] > 0
    return Totals(
        count=int(counts.sum()),
        amount_wan=int(amounts.sum()),
        unpublished=int(counts[unpublished].sum()),
        approximate=int(counts[(values["qualified"] > 0) & ~unpublished].sum()),
        by_grade=_by_id(found, "grade", values["grade"], counts),  # type: ignore[arg-type]  # grades are words
        by_industry=_by_id(found, "industry", values["industry"], counts),
        amount_inferred_wan=int(amounts[inferred].sum()),
        planned=int(counts[values["planned"] > 0].sum()),
        inferred=int(counts[inferred].sum()),
    )


def _by_id(found: CrossFilter, key: str, codes: NDArray[Any], counts: NDArray[np.int64]) -> Mapping[DimensionId, int]:
    dimension = found.columns.dimensions[key]
    numbers = np.bincount(codes, weights=counts, minlength=len(dimension)).astype(np.int64)
    return MappingProxyType(dict(zip(dimension.ids, numbers.tolist(), strict=True)))
