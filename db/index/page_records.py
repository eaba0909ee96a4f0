"""What is in rows as SQLite writes them: a column of many rows at once, without a Python object a value.

A row is the length of what follows, its key, the length of its head, the kinds of its values, and the values
(https://www.sqlite.org/fileformat2.html#record_format). All numbers of variable length have 7 bits a byte.
"""

from collections.abc import Collection
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.table_pages import Bytes, PagesUnusable, Places
from db.search.short_words import eights_at
from geo.frozen import frozen

_KINDS: Final = 128
_FIRST_TEXT: Final = 12
_NULL, _REAL, _ZERO, _ONE = 0, 7, 8, 9
_SIZES: Final = np.array(
    [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0, *((kind - 12) // 2 for kind in range(12, _KINDS))], np.intp
)
"""Bytes of a value by its kind, below 128."""

_SHIFTS: Final = np.where((np.arange(_KINDS) > 0) & (np.arange(_KINDS) < 7), 64 - 8 * _SIZES, 0).astype(np.int64)
_MORE: Final = np.uint64(0x8080_8080_8080_8080)
_ONE_64: Final = np.uint64(1)


@frozen(eq=False)
class Field:
    """One column of n rows.

    Attributes:
        kinds: Integers [n], what SQLite calls serial types.
        starts: intp[n], where its values begin in the buffer.
        sizes: intp[n], their bytes.
    """

    kinds: NDArray[Any]
    starts: Places
    sizes: Places


class Records:
    """The rows that lie in a buffer of pages."""

    def __init__(self, data: Bytes, cells: Places, usable: int, *, keyed: bool) -> None:
        """Find their heads.

        Args:
            data: The pages, with bytes to spare.
            cells: intp[n], where each row begins.
            usable: Bytes of a page that may hold something.
            keyed: Each has a key before its head, as rows of tables have that are not WITHOUT ROWID.

        Raises:
            PagesUnusable: They are none that this module reads.
        """
        self.data: Final = data
        first = eights_at(data, cells)
        lengths = _lengths(first)
        self._here: Final = _held_here(_values(first, lengths), usable, keyed=keyed)
        at = cells + lengths
        if keyed:
            at += _lengths(eights_at(data, at))
        self._begin: Final = at
        self._head = data.take(at).astype(np.intp)
        if len(cells) and int(self._head.max()) >= _KINDS:
            raise PagesUnusable

    def fields(self, wanted: Collection[int]) -> dict[int, Field]:
        """Return some columns by their places in the row.

        Raises:
            PagesUnusable: A row does not have them, or not all of it lies in its page.
        """
        last = max(wanted, default=-1)
        at, start = self._begin + 1, self._begin + self._head
        found = {}
        for place in range(last + 1):
            kinds: NDArray[Any] = self.data.take(at)
            at += 1
            if int(kinds.max(initial=0)) >= _KINDS:
                kinds = self._wider(kinds, at)
                sizes = np.where(kinds < _KINDS, _SIZES.take(np.minimum(kinds, _KINDS - 1)), (kinds - _FIRST_TEXT) >> 1)
            else:
                sizes = _SIZES.take(kinds)
            if place in wanted:
                found[place] = Field(kinds, start, sizes)
            start = start + sizes
        if len(at) and ((at > self._begin + self._head).any() or (start > self._begin + self._here).any()):
            raise PagesUnusable
        return found

    def _wider(self, kinds: NDArray[np.uint8], at: Places) -> NDArray[np.intp]:
        """Read the second byte of those kinds that have one, and go past it."""
        long = np.flatnonzero(kinds >= _KINDS)
        second = self.data.take(at.take(long)).astype(np.intp)
        if int(second.max()) >= _KINDS:
            raise PagesUnusable
        whole = kinds.astype(np.intp)
        whole[long] = ((whole[long] & 0x7F) << 7) | second
        at[long] += 1
        return whole

    def integers(self, field: Field, missing: int) -> NDArray[np.int64]:
        """Return a column of integers, int64[n].

        Raises:
            PagesUnusable: One is no integer.
        """
        kinds = field.kinds
        if int(kinds.max(initial=0)) > _ONE or (kinds == _REAL).any():
            raise PagesUnusable
        values: NDArray[np.int64] = self._big_endian(field).view(np.int64)
        values >>= _SHIFTS.take(kinds)
        for kind, value in ((_NULL, missing), (_ZERO, 0), (_ONE, 1)):
            values[kinds == kind] = value
        return values

    def reals(self, field: Field) -> NDArray[np.float64]:
        """Return a column of reals, float64[n], NaN for NULL; SQLite writes whole ones as integers.

        Raises:
            PagesUnusable: One is no number.
        """
        kinds = field.kinds
        if int(kinds.max(initial=0)) > _ONE:
            raise PagesUnusable
        bits = self._big_endian(field)
        values: NDArray[np.float64] = bits.view(np.float64)
        whole = np.flatnonzero(kinds != _REAL)
        if len(whole):
            few = Field(kinds.take(whole), field.starts.take(whole), field.sizes.take(whole))
            numbers = self.integers(few, 0).astype(np.float64)
            numbers[few.kinds == _NULL] = np.nan
            values[whole] = numbers
        return values

    def _big_endian(self, field: Field) -> NDArray[np.uint64]:
        return eights_at(self.data, field.starts).byteswap()


def check_texts(field: Field) -> None:
    """Raise where a value is neither text nor NULL.

    Raises:
        PagesUnusable: There is one.
    """
    kinds = field.kinds
    if ((kinds != _NULL) & ((kinds < _FIRST_TEXT) | (kinds & 1 == 0))).any():
        raise PagesUnusable


def _lengths(eights: NDArray[np.uint64]) -> Places:
    """Bytes of the numbers that eight bytes begin with."""
    ends = ~eights & _MORE
    lowest = ends & (~ends + _ONE_64)
    lengths = (np.bitwise_count(lowest - _ONE_64).astype(np.intp) + 1) >> 3
    lengths[ends == 0] = 9
    return lengths


def _values(eights: NDArray[np.uint64], lengths: Places) -> Places:
    """The numbers themselves, of four bytes at most."""
    if len(lengths) and int(lengths.max()) > 4:
        raise PagesUnusable
    low = eights.astype(np.intp)
    values = low & 0x7F
    for byte in range(1, int(lengths.max(initial=1))):
        values = np.where(lengths > byte, (values << 7) | ((low >> (8 * byte)) & 0x7F), values)
    return values


def _held_here(sizes: Places, usable: int, *, keyed: bool) -> Places:
    """How many bytes of each row lie in its own page."""
    most = usable - 35 if keyed else (usable - 12) * 64 // 255 - 23
    long = np.flatnonzero(sizes > most)
    if len(long):
        least = (usable - 12) * 32 // 255 - 23
        part = least + (sizes[long] - least) % (usable - 4)
        sizes = sizes.copy()
        sizes[long] = np.where(part <= most, part, least)
    return sizes
