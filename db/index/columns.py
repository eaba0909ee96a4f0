"""All projects as immutable numpy columns: filtering, facet counts, totals and order without touching the database.

One row a project, rows in ascending id. Every operation is a few passes of numpy over the rows, so that a million
projects stay within some tens of milliseconds; nothing here loops over rows in Python.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from db.filters import Filters
from db.id_set import as_array
from db.index.cross_filter import CrossFilter
from db.index.cross_tables import CrossTables, build_tables
from db.index.dimensions import Dimension
from db.index.facets import Facets, Totals, count_facets, count_totals
from db.index.known_sums import ColumnSums
from db.index.row_conditions import RowConditions
from db.index.row_order import RowOrder, rows_in
from db.index.string_columns import CodedColumn
from db.months import DateCodes, encode_dates
from db.search.text_search import TextIndex
from geo.frozen import frozen

if TYPE_CHECKING:
    from geo.symbols.map_order import KnownMap

BoolRows = NDArray[np.bool_]


@frozen
class MultiValues:
    """A dimension of which a project may have several values, as (row, code) pairs without repetition.

    Attributes:
        rows: Integers [m], ascending.
        codes: Integers [m].
    """

    rows: NDArray[Any]
    codes: NDArray[Any]

    def codes_of(self, row: int) -> NDArray[Any]:
        """Return the codes of one row."""
        first, last = np.searchsorted(self.rows, np.array((row, row + 1), self.rows.dtype))
        return self.codes[first:last]


@frozen
class Position:
    """Where one project is: what columns hold of it.

    Attributes:
        project_id: The project.
        lng: Degrees, the effective position: its own, else its park's, else None.
        lat: Degrees, or None.
        grade: Grade of placing, a key of `db.filters.GRADES`.
        manual: The position was set by hand.
    """

    project_id: int
    lng: float | None
    lat: float | None
    grade: str
    manual: bool


@dataclass(frozen=True, repr=False, eq=False)
class ProjectColumns:
    """The columns of n projects.

    Attributes:
        ids: int64[n], ascending.
        names: Names, n of them.
        codes: Integers [n], narrow, by single-valued dimension (`industry`, `track`, `park`, `stage`, `kind` …):
            index into `dimensions[key]`. There is no −1: projects without a value have the code of the value 0
            (`未归类`, `仅知在科学城`, `未载` …), which is a value like any other.
        multi: Pairs by multi-valued dimension (`event`, `organisation`, `tag`, `list`).
        amount_wan: int64[n], 万元, −1 where unpublished.
        amount_qualifiers: Printed qualifier of the amount (`约`), or empty.
        amount_texts: The amount as printed, or empty.
        year: int16[n], 0 where unknown: the year of the first dated 签约, else of the first dated actual milestone.
        month: int8[n], 1–12, the month of the date that gives the year; 0 where that date names no month.
        latest_dates: Date of the milestone that gives the stage, ISO text of honest precision, or empty.
        lng: float64[n], degrees, the effective position: the project's own, else its park's, else NaN.
        lat: float64[n].
        inferred: bool[n], the park is inferred, wherever the project is drawn.
        manual: bool[n], the position was set by hand.
        planned: bool[n], only planned milestones are known.
        industry_inferred: bool[n], the industry is our reading.
        contradicted: bool[n], documents state different values for something of the project.
        document_count: int32[n], documents that say something about it.
        dimensions: The values of every dimension, by key.
        text: Search index over names, aliases, organisations and summary.
        known_map: Where they are drawn, if that was worked out before (`db.index.map_places`).
    """

    ids: NDArray[np.int64]
    names: Sequence[str]
    codes: Mapping[str, NDArray[Any]]
    multi: Mapping[str, MultiValues]
    amount_wan: NDArray[np.int64]
    amount_qualifiers: Sequence[str]
    amount_texts: Sequence[str]
    year: NDArray[np.int16]
    month: NDArray[np.int8]
    latest_dates: Sequence[str]
    lng: NDArray[np.float64]
    lat: NDArray[np.float64]
    inferred: BoolRows
    manual: BoolRows
    planned: BoolRows
    industry_inferred: BoolRows
    contradicted: BoolRows
    document_count: NDArray[np.int32]
    dimensions: Mapping[str, Dimension]
    text: TextIndex
    known_map: "KnownMap | None" = None

    def __len__(self) -> int:
        """Return the number of projects."""
        return len(self.ids)

    def __repr__(self) -> str:
        """Return a text that stays short for a million projects."""
        return f"<ProjectColumns of {len(self)} projects>"

    @cached_property
    def amount_qualified(self) -> BoolRows:
        """bool[n]: the amount carries a qualifier."""
        if isinstance(self.amount_qualifiers, CodedColumn):
            words = np.array([bool(word) for word in self.amount_qualifiers.words], dtype=np.bool_)
            return np.take(words, self.amount_qualifiers.codes)
        return np.fromiter(map(bool, self.amount_qualifiers), dtype=np.bool_, count=len(self))

    @cached_property
    def dates(self) -> DateCodes:
        """The dates that give years and months, told apart."""
        return encode_dates(self.year, self.month)

    def has_value(self, dimension: str, id_: int | str) -> BoolRows:
        """Tell for each row whether a single-valued dimension has exactly this value.

        Raises:
            KeyError: There is no such dimension or value.
        """
        matching: BoolRows = self.codes[dimension] == self.dimensions[dimension].code_of(id_)
        return matching

    def mask(self, filters: Filters) -> BoolRows:
        """Tell for each row whether it passes the filters.

        Returns:
            bool[n].
        """
        return self.ask(filters).mask

    def ask(self, filters: Filters) -> CrossFilter:
        """Evaluate filters once, for the mask, the facets and the totals together."""
        return self._everything if filters.is_empty else CrossFilter.of_filters(self, filters)

    @cached_property
    def _everything(self) -> CrossFilter:
        """What no filter answers: asked at every start and whenever filters are cleared, and always the same."""
        return CrossFilter(self, {}, {})

    @cached_property
    def tables(self) -> CrossTables:
        """The rows told apart by their values in several dimensions together; made when first asked for."""
        return build_tables(self)

    @cached_property
    def sums(self) -> ColumnSums:
        """What rows add up to, from what was asked before."""
        return ColumnSums(self)

    def with_tables(self, tables: CrossTables, dates: DateCodes) -> "ProjectColumns":
        """Take over tables and dates that were made of these columns before, and return the columns."""
        self.__dict__.update(tables=tables, dates=dates)
        return self

    def row_conditions(self, filters: Filters) -> Mapping[str, BoolRows]:
        """Evaluate the conditions that no table decides.

        Returns:
            bool[n]: what is asked of the amount under `AMOUNT`, all else together under `OTHER`. Conditions not stated
            are absent.
        """
        return self._conditions.evaluate(filters)

    @cached_property
    def _conditions(self) -> RowConditions:
        return RowConditions(self)

    def facets(self, filters: Filters) -> Facets:
        """Count every value of every dimension under the filters of all *other* dimensions; amounts likewise.

        Industries and tracks are one dimension here: neither's choice narrows the other's counts.
        """
        return count_facets(self.ask(filters))

    def totals(self, mask: BoolRows) -> Totals:
        """Sum up the rows of a mask.

        Args:
            mask: bool[n].
        """
        return count_totals(CrossFilter.of_mask(self, mask))

    def rows_of(self, ids: Iterable[int]) -> NDArray[np.int64]:
        """Return the rows of project ids, in the order given; ids that do not exist are left out."""
        wanted = as_array(ids).astype(np.int64, copy=False)
        if not len(self):
            return np.empty(0, dtype=np.int64)
        if int(self.ids[-1]) - int(self.ids[0]) == len(self) - 1:  # without gaps, as most ledgers are
            places: NDArray[np.int64] = wanted - self.ids[0]
            return places[(places >= 0) & (places < len(self))]
        rows = np.minimum(np.searchsorted(self.ids, wanted), len(self) - 1)
        found: NDArray[np.int64] = rows[self.ids[rows] == wanted]
        return found

    def with_positions(self, changes: Iterable[Position]) -> "ProjectColumns":
        """Return the same projects, some of them at other positions; those that do not exist are passed over.

        Args:
            changes: Each project once.
        """
        by_id = {change.project_id: change for change in changes}
        rows = self.rows_of(by_id)
        known = [by_id[id_] for id_ in self.ids[rows].tolist()]
        lng, lat, manual, grades = self.lng.copy(), self.lat.copy(), self.manual.copy(), self.codes["grade"].copy()
        lng[rows] = [np.nan if change.lng is None else change.lng for change in known]
        lat[rows] = [np.nan if change.lat is None else change.lat for change in known]
        manual[rows] = [change.manual for change in known]
        grades[rows] = [self.dimensions["grade"].code_of(change.grade) for change in known]
        codes = MappingProxyType({**self.codes, "grade": grades, "position": position_codes(lng)})
        return replace(self, lng=lng, lat=lat, manual=manual, codes=codes, known_map=None)

    def order(self, key: str, descending: bool = False, then: Sequence[tuple[str, bool]] = ()) -> NDArray[np.int64]:
        """Return the permutation that sorts all rows by keys; unknown values last either way, ties by id.

        Names sort by their GB 18030 code, which for the 3,755 common characters is pinyin order; industries, parks,
        stages and other dimensions by the order of their values, those with several values by the first one.

        Args:
            key: One of `db.index.row_order.ORDER_KEYS`.
            descending: Whether the greatest come first.
            then: Further keys and directions for rows that are equal by those before.

        Returns:
            int64[n].

        Raises:
            KeyError: A key is not in `ORDER_KEYS`.
        """
        return self._row_order.sort([(key, descending), *then]).astype(np.int64)

    def sorted_rows(self, mask: BoolRows, keys: Sequence[tuple[str, bool]]) -> NDArray[np.int32]:
        """Return the rows of a mask in the order of keys, each with whether the greatest come first, or by id.

        Args:
            mask: bool[n].
            keys: As `order` takes them, the weightiest first; none for the order of ids.

        Returns:
            int32[m].

        Raises:
            KeyError: A key is not in `ORDER_KEYS`.
        """
        if not keys or keys[0] == ("id", False):
            return rows_in(mask)
        order = self._row_order.sort(keys)
        return order.take(np.flatnonzero(mask.take(order)))

    @cached_property
    def _row_order(self) -> RowOrder:
        return RowOrder(self)


def position_codes(lng: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Tell in the order of `POSITIONS` whether projects have a place on the map.

    Args:
        lng: float64[n], NaN where there is none.
    """
    return np.isnan(lng).astype(np.uint8)
