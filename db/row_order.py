"""In which order rows stand: each key becomes integer ranks once, and sorting is one stable pass a key over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from db.columns import MultiValues, ProjectColumns
    from db.dimensions import Dimension, DimensionId

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


class RowOrder:
    """The ranks of the rows of some columns, kept by key: computed when first asked for, then only sorted by.

    Dimensions of few values keep their ranks in 16 bits, which numpy sorts by radix. Threads may share it: at worst
    two compute the same ranks.
    """

    def __init__(self, columns: ProjectColumns) -> None:
        """Compute nothing yet."""
        self._columns = columns
        self._ranks: dict[str, NDArray[np.integer]] = {}

    def sort(self, keys: Sequence[tuple[str, bool]]) -> NDArray[np.int64]:
        """Return the permutation by these keys, the weightiest first; unknown values last either way, ties by id.

        Args:
            keys: Keys of `ORDER_KEYS`, each with whether the greatest come first.

        Returns:
            int64[n].

        Raises:
            KeyError: A key is not in `ORDER_KEYS`.
        """
        # Rows stand by id already and lexsort is stable, so that ties need no key of their own.
        passes = [self._directed(key, descending) for key, descending in keys]
        order: NDArray[np.int64] = np.lexsort(passes[::-1]) if passes else np.arange(len(self._columns))
        return order

    def _directed(self, key: str, descending: bool) -> NDArray[np.integer]:
        if key not in ORDER_KEYS:
            raise KeyError(key)
        ranks = self._ranks.get(key)
        if ranks is None:
            ranks = self._ranks[key] = narrowed(ranks_of(self._columns, key))
        directed = -ranks if descending else ranks.copy()
        directed[ranks < 0] = np.iinfo(ranks.dtype).max
        return directed


def narrowed(ranks: NDArray[np.int64]) -> NDArray[np.integer]:
    """Return the same ranks in 16 bits where they fit below that type's greatest, which stands for the unknown."""
    return ranks.astype(np.int16) if len(ranks) and ranks.max() < np.iinfo(np.int16).max else ranks


def ranks_of(columns: ProjectColumns, key: str) -> NDArray[np.int64]:
    """Return by which numbers a key's values are sorted.

    Names sort by their GB 18030 code, which for the 3,755 common characters is pinyin order; dimensions by the order of
    their values. Of several values the first one shown counts.

    Returns:
        int64[n], −1 where unknown.
    """
    if key == "name":
        return _name_ranks(columns.names)
    if key == "latest_date":
        return _date_ranks(columns.latest_dates)
    plain: Mapping[str, NDArray[np.integer]] = {
        "id": columns.ids, "amount_wan": columns.amount_wan, "document_count": columns.document_count,
    }  # fmt: skip
    if key in plain:
        return plain[key].astype(np.int64)
    if key in _MULTI:
        return _first_ranks(columns.multi[key], columns.dimensions[key], len(columns))
    codes = columns.codes[key].astype(np.int64)
    none = [code for code, id_ in enumerate(columns.dimensions[key].ids) if _stands_for_none(id_)]
    codes[np.isin(codes, none)] = -1
    return codes


def _stands_for_none(id_: DimensionId) -> bool:
    """Values of projects that have none: 0, what is below (`未细分` of one industry), and `未载` among stages."""
    return id_ <= 0 if isinstance(id_, int) else id_ == "未载"


def _name_ranks(names: Sequence[str]) -> NDArray[np.int64]:
    keys = np.array([name.encode("gb18030", "replace") for name in names], dtype=object)
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def _date_ranks(dates: Sequence[str]) -> NDArray[np.int64]:
    words = np.array(dates, dtype=np.str_)
    ranks = np.unique(words, return_inverse=True)[1].astype(np.int64)
    ranks[words == ""] = -1
    return ranks


def _first_ranks(pairs: MultiValues, dimension: Dimension, count: int) -> NDArray[np.int64]:
    """Rank by the first value of each row; organisations, which have no order of their own, by name."""
    by_code = _name_ranks(dimension.names) if dimension.key == "organisation" else np.arange(len(dimension))
    ranks = np.full(count, -1, np.int64)
    rows, firsts = np.unique(pairs.rows, return_index=True)
    ranks[rows] = by_code[pairs.codes[firsts]]
    return ranks
