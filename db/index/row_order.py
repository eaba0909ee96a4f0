"""In which order rows stand: each key becomes integer ranks once, and sorting is one stable pass a key over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from db.index.array_file import give_back_part
from db.index.string_columns import CodedColumn, MappedBytes, StringColumn, TextColumn
from geo.memory import trim

if TYPE_CHECKING:
    from db.index.columns import MultiValues, ProjectColumns
    from db.index.dimensions import Dimension, DimensionId

ORDER_KEYS: Final = (
    "id",
    "name",
    "industry",
    "track",
    "kind",
    "stage",
    "latest_date",
    "year",
    "park",
    "grade",
    "amount_wan",
    "document_count",
    "organisation",
    "tag",
    "event",
    "list",
)
"""What rows can be sorted by."""

_MULTI: Final = ("organisation", "tag", "event", "list")
_AT_ONCE: Final = 1 << 16
_KEPT_ORDERS: Final = 2
_KEPT_RANKS: Final = 4
_MANY: Final = 1 << 18
"""Rows from which on it is worth while to give back what an order took on its way."""

Keys = tuple[tuple[str, bool], ...]
Ranks = tuple[NDArray[np.unsignedinteger], np.unsignedinteger]
"""Ranks by row, and the one that stands for the unknown."""


class RowOrder:
    """The ranks of the rows of some columns; those of the keys asked for last are kept, then only sorted by.

    Ranks are sorted by their 16-bit digits, the last digit of the last key first: a stable radix pass each. The orders
    asked for last are kept, so that a new filter sorts nothing. Threads may share it: at worst two compute the same.
    """

    def __init__(self, columns: ProjectColumns) -> None:
        """Compute nothing yet."""
        self._columns = columns
        self._ranks: dict[str, Ranks] = {}
        self._orders: dict[Keys, NDArray[np.int32]] = {}

    def sort(self, keys: Sequence[tuple[str, bool]]) -> NDArray[np.int32]:
        """Return the permutation by these keys, the weightiest first; unknown values last either way, ties by id.

        Args:
            keys: Keys of `ORDER_KEYS`, each with whether the greatest come first.

        Returns:
            int32[n].

        Raises:
            KeyError: A key is not in `ORDER_KEYS`.
        """
        wanted = tuple(keys)
        order = self._orders.get(wanted)
        if order is None:
            # Rows stand by id already and every pass is stable, so that ties need no key of their own.
            order = np.arange(len(self._columns), dtype=np.int32)
            for key, descending in reversed(wanted):
                for digit in _digits(self._directed(key, descending)):
                    order = order.take(np.argsort(digit.take(order), kind="stable"))
            kept = list(self._orders.items())[-(_KEPT_ORDERS - 1) :]
            self._orders = dict([*kept, (wanted, order)])
            if len(order) >= _MANY:
                # Passes leave some thirty MB free, which no filter asks for; to give them back takes a millisecond.
                # Rows that stand elsewhere show other names: pages of those shown until now are found again if needed.
                for texts in _mapped_texts(self._columns):
                    give_back_part(texts)
                trim()
        return order

    def prepare(self, key: str) -> None:
        """Compute the ranks of a key ahead of the first question.

        Raises:
            KeyError: It is not in `ORDER_KEYS`.
        """
        self._ranks_of(key)

    def _ranks_of(self, key: str) -> Ranks:
        if key not in ORDER_KEYS:
            raise KeyError(key)
        ranks = self._ranks.get(key)
        if ranks is None:
            ranks = narrowed_ranks(ranks_of(self._columns, key))
            for source in _sources_of(self._columns, key):
                give_back_part(source)
            self._ranks = dict([*list(self._ranks.items())[-(_KEPT_RANKS - 1) :], (key, ranks)])
        return ranks

    def _directed(self, key: str, descending: bool) -> NDArray[np.unsignedinteger]:
        ranks, unknown = self._ranks_of(key)
        # Where everything is unknown, there is nothing to turn.
        return np.where(ranks == unknown, unknown, unknown - 1 - ranks) if descending and unknown else ranks


def rows_in(mask: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return the rows of a mask, ascending, int32[m]: half of what numpy takes for them, and found piece by piece."""
    rows, place = np.empty(np.count_nonzero(mask), np.int32), 0
    for first in range(0, len(mask), _AT_ONCE):
        found = np.flatnonzero(mask[first : first + _AT_ONCE])
        found += first
        rows[place : place + len(found)] = found
        place += len(found)
    return rows


def narrowed_ranks(ranks: NDArray[np.integer]) -> Ranks:
    """Return the same ranks with the unknown (−1) above all others, in as few bits as hold them, and that number."""
    unknown = int(ranks.max(initial=-1)) + 1
    dtype = np.promote_types(np.min_scalar_type(unknown), np.uint16)
    narrow = ranks.astype(dtype)
    narrow[ranks < 0] = unknown
    return narrow, dtype.type(unknown)


def _digits(ranks: NDArray[np.unsignedinteger]) -> Iterator[NDArray[np.uint16]]:
    """Yield the 16-bit digits of numbers, the least first; only those that the greatest number has."""
    for place in range((int(ranks.max(initial=0)).bit_length() + 15) // 16):
        yield (ranks >> ranks.dtype.type(16 * place)).astype(np.uint16)


def ranks_of(columns: ProjectColumns, key: str) -> NDArray[np.integer]:
    """Return by which numbers a key's values are sorted.

    Names sort by their GB 18030 code, which for the 3,755 common characters is pinyin order; dimensions by the order of
    their values. Of several values the first one shown counts.

    Returns:
        Integers [n], −1 where unknown.
    """
    if key == "name":
        return _text_ranks(columns.names)
    if key == "latest_date":
        return _date_ranks(columns.latest_dates)
    plain: Mapping[str, NDArray[np.integer]] = {
        "id": np.arange(len(columns)), "amount_wan": columns.amount_wan, "document_count": columns.document_count,
    }  # fmt: skip
    if key in plain:
        return plain[key]
    if key in _MULTI:
        return _first_ranks(columns.multi[key], columns.dimensions[key], len(columns))
    dimension = columns.dimensions[key]
    none = [code for code, id_ in enumerate(dimension.ids) if _stands_for_none(id_)]
    by_code = np.arange(len(dimension))
    by_code[none] = -1
    return by_code.take(columns.codes[key])


def _sources_of(columns: ProjectColumns, key: str) -> Iterator[NDArray[np.integer]]:
    """Yield what was read for a key's ranks and is read for nothing else in each answer."""
    if key == "name" and isinstance(columns.names, TextColumn):
        yield columns.names.ranks()
    elif key == "latest_date" and isinstance(columns.latest_dates, CodedColumn):
        yield columns.latest_dates.codes
    elif key == "document_count":
        yield columns.document_count
    elif key in _MULTI:
        yield columns.multi[key].rows
        yield columns.multi[key].codes
    elif key in columns.codes:
        yield columns.codes[key]


def _mapped_texts(columns: ProjectColumns) -> Iterator[NDArray[np.integer]]:
    """Yield the arrays of texts that lie in a file, of which a screen looks at some rows."""
    for texts in (columns.names, columns.amount_texts):
        if isinstance(texts, StringColumn) and isinstance(texts.buffer, MappedBytes):
            yield texts.buffer.array
            yield texts.ends


def _stands_for_none(id_: DimensionId) -> bool:
    """Values of projects that have none: 0, what is below (`未细分` of one industry), and `未载` among stages."""
    return id_ <= 0 if isinstance(id_, int) else id_ == "未载"


def _text_ranks(texts: Sequence[str]) -> NDArray[np.int64]:
    column = texts if isinstance(texts, TextColumn) else StringColumn.from_strings(texts)
    return column.ranks().astype(np.int64)


def _date_ranks(dates: Sequence[str]) -> NDArray[np.int64]:
    if not isinstance(dates, CodedColumn):
        words = tuple(dict.fromkeys(dates))
        places = {word: place for place, word in enumerate(words)}
        dates = CodedColumn(words, np.array([places[date] for date in dates], np.int64))
    ordered = {word: place for place, word in enumerate(sorted(dates.words))}
    by_code = np.array([ordered[word] if word else -1 for word in dates.words], np.int64)
    return by_code.take(dates.codes)


def _first_ranks(pairs: MultiValues, dimension: Dimension, count: int) -> NDArray[np.int64]:
    """Rank by the first value of each row; organisations, which have no order of their own, by name."""
    by_code = _text_ranks(dimension.names) if dimension.key == "organisation" else np.arange(len(dimension))
    ranks = np.full(count, -1, np.int64)
    firsts = np.flatnonzero(np.concatenate([pairs.rows[:1] == pairs.rows[:1], pairs.rows[1:] != pairs.rows[:-1]]))
    ranks[pairs.rows[firsts]] = by_code[pairs.codes[firsts]]
    return ranks
