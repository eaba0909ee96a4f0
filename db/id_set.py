"""Sets of project ids that cost four bytes a project: a million of Python's numbers in a frozenset take 90 MB."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Set
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_MASK: Final = 2 * sys.maxsize + 1
_GREATEST: Final = int(np.iinfo(np.uint32).max)
_ONE_BY_ONE: Final = 64
"""Of so few ids each is looked for on its own."""


class IdSet(Set[int]):
    """A set that never changes; equal to any other set of the same numbers, and hashed as a frozenset is.

    Attributes:
        array: Ids, ascending, each once, uint32 or, where one is beyond that, int64; not to be written to.
    """

    __slots__ = ("_hashed", "array")

    def __init__(self, ids: Iterable[int] | NDArray[Any] = ()) -> None:
        """Hold these ids, in whatever order and however often they are named."""
        if isinstance(ids, IdSet):
            self.array: NDArray[Any] = ids.array
        else:
            self.array = _packed(_ascending(as_array(ids)))
        self._hashed: int | None = None

    @classmethod
    def of(cls, ids: Iterable[int] | NDArray[Any]) -> IdSet:
        """Return a set of these ids: itself, if it is one."""
        return ids if isinstance(ids, cls) else cls(ids)

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> IdSet:  # type: ignore[override]  # collections.abc makes answers with it
        return cls(it)

    @classmethod
    def _of_sorted(cls, array: NDArray[Any]) -> IdSet:
        found = cls()
        found.array = _packed(array)
        return found

    def __len__(self) -> int:
        """Return the number of ids."""
        return len(self.array)

    def __iter__(self) -> Iterator[int]:
        """Go over the ids, ascending; a million at once are better taken from `array`."""
        return iter(self.array.tolist())

    def __contains__(self, id_: object) -> bool:
        """Tell whether an id is there."""
        if not isinstance(id_, int | np.integer) or not len(self.array):
            return False
        if not int(self.array[0]) <= id_ <= int(self.array[-1]):
            return False
        return bool(self.array[np.searchsorted(self.array, self.array.dtype.type(id_))] == id_)

    def __eq__(self, other: object) -> bool:
        """Compare with any set."""
        if other is self:
            return True
        if not isinstance(other, Set):
            return NotImplemented
        if len(self) != len(other):
            return False
        return np.array_equal(self.array, other.array) if isinstance(other, IdSet) else set(self) == other

    def __hash__(self) -> int:
        """As `collections.abc.Set._hash` defines it, which is that of a frozenset; counted once."""
        if self._hashed is None:
            self._hashed = _hash_of(self.array) if _hash_to_themselves(self.array) else hash(frozenset(self))
        return self._hashed

    def __le__(self, other: Set[object]) -> bool:
        """Tell whether another set has all of these."""
        if len(self) > len(other):
            return False
        if len(self) <= _ONE_BY_ONE or not isinstance(other, IdSet):
            return all(id_ in other for id_ in self)
        return len(self & other) == len(self)

    def __ge__(self, other: Set[Any]) -> bool:
        """Tell whether all of another set are here."""
        return IdSet.of(other) <= self

    def __and__(self, other: Iterable[Any]) -> IdSet:
        """Return what both have."""
        return IdSet._of_sorted(_merged(self, other, twice=True))

    def __or__(self, other: Iterable[Any]) -> IdSet:
        """Return what any of both has."""
        return _first_if_equal(self, IdSet._of_sorted(_merged(self, other)))

    def __sub__(self, other: Iterable[Any]) -> IdSet:
        """Return what only this has."""
        left = np.setdiff1d(self.array, IdSet.of(other).array, assume_unique=True)
        return _first_if_equal(self, IdSet._of_sorted(left))

    def __xor__(self, other: Iterable[Any]) -> IdSet:
        """Return what only one of both has."""
        return IdSet._of_sorted(_merged(self, other, twice=False))

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __repr__(self) -> str:
        """Return a text that stays short for a million ids."""
        told = ", ".join(map(str, self.array[:8].tolist()))
        return f"IdSet({{{told}{', …' if len(self) > 8 else ''}}}, {len(self)} in all)"


def as_array(ids: Iterable[int] | NDArray[Any]) -> NDArray[Any]:
    """Return ids as an array of integers, in the order given; that of a set itself, ascending."""
    if isinstance(ids, IdSet):
        return ids.array
    return ids if isinstance(ids, np.ndarray) else np.fromiter(ids, np.int64)


def _ascending(ids: NDArray[Any]) -> NDArray[Any]:
    """Ids in order, each once; `numpy.unique` takes a second for a million."""
    if np.all(ids[1:] > ids[:-1]):
        return ids
    found = np.sort(ids)
    kept = np.ones(len(found), np.bool_)
    np.not_equal(found[1:], found[:-1], out=kept[1:])
    return found.compress(kept)


def _merged(one: IdSet, other: Iterable[Any], *, twice: bool | None = None) -> NDArray[Any]:
    """Ids of both in order: all, or those that both have, or those that one of them has."""
    both = np.sort(np.concatenate([one.array, IdSet.of(other).array]), kind="stable")  # merges what is sorted
    again = np.zeros(len(both) + 1, np.bool_)
    np.equal(both[1:], both[:-1], out=again[1:-1])
    if twice is None:
        return both.compress(~again[:-1])
    return both.compress(again[:-1] if twice else ~(again[:-1] | again[1:]))


def _packed(ids: NDArray[Any]) -> NDArray[Any]:
    fits = not len(ids) or (int(ids[0]) >= 0 and int(ids[-1]) <= _GREATEST)
    return ids.astype(np.uint32 if fits else np.int64, copy=False)


def _first_if_equal(one: IdSet, other: IdSet) -> IdSet:
    """What has not changed stays the same object, which others may hold too."""
    return one if len(one) == len(other) else other


def _hash_to_themselves(ids: NDArray[Any]) -> bool:
    """Whether no id is so large that Python hashes it by its remainder."""
    most = sys.hash_info.modulus - 1
    return not len(ids) or -most <= int(ids[0]) <= int(ids[-1]) <= most


def _hash_of(ids: NDArray[Any]) -> int:
    each = ids.astype(np.int64).astype(np.uint64)
    each[ids == -1] = _MASK - 1  # −1 is the one number that does not hash to itself
    mixed = (each ^ (each << np.uint64(16)) ^ np.uint64(89869747)) * np.uint64(3644798167)
    found = int(np.bitwise_xor.reduce(mixed, initial=np.uint64(0))) ^ (1927868237 * (len(ids) + 1) & _MASK)
    found ^= (found >> 11) ^ (found >> 25)
    found = (found * 69069 + 907133923) & _MASK
    if found > sys.maxsize:
        found -= _MASK + 1
    return 590923713 if found == -1 else found
