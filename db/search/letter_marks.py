"""What a character may begin with by its sound, as a byte: a letter is two of eight bits, each another pair.

The byte has the bits the character lacks, so that asking several characters in a row is to put together what they lack
of what is asked, and to look for nothing. Of a character that is read in one way, which nearly all are, the byte says
which letter it is. One that is read in several ways lacks the bits of none, and is now and then taken for another.
There are 28 pairs: letters have one each, digits share two.
"""

import itertools
import string
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.search.text_buffer import Chunk

_PAIRS: Final = tuple(np.uint8(1 << one | 1 << other) for one, other in itertools.combinations(range(8), 2))
_MARKS: Final = MappingProxyType(
    {
        **dict(zip(string.ascii_lowercase, _PAIRS, strict=False)),
        **{digit: _PAIRS[len(string.ascii_lowercase) + int(digit) % 2] for digit in string.digits},
    }
)

Marks = NDArray[np.uint8]
"""Of each character of some texts, the bits of no letter it may begin with."""

LACKS_ALL: Final = np.uint8(0xFF)
"""Of a character that has no sound."""


def mark_of(letter: str) -> np.uint8:
    """Return the two bits of a small letter, a digit, or what else a reading begins with (ê)."""
    return _MARKS.get(letter, _PAIRS[ord(letter) % len(_PAIRS)])


def may_begin(marks: Marks, asked: Sequence[Sequence[np.uint8]]) -> Chunk:
    """Tell of places whether the characters from there on may begin as asked, each with any of some letters.

    Args:
        marks: Of the characters.
        asked: Of the first character and those after it: marks of letters, at least one each.
    """

    def meant(first: int, last: int) -> NDArray[np.bool_]:
        lacking = _lacking(marks, (first, last), 0, asked[0])
        for place, letters in enumerate(asked[1:], 1):
            lacking |= _lacking(marks, (first, last), place, letters)
        found: NDArray[np.bool_] = lacking == 0
        return found

    return meant


def may_nearly_begin(marks: Marks, asked: Sequence[np.uint8]) -> Chunk:
    """Tell of places whether the first character may begin as asked, and of each two that follow at least one.

    Args:
        marks: Of the characters.
        asked: The marks of at least five letters.
    """

    def meant(first: int, last: int) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = _lacking(marks, (first, last), 0, asked[:1]) == 0
        for place in (1, 3):
            one, other = (_lacking(marks, (first, last), each, asked[each : each + 1]) for each in (place, place + 1))
            found &= np.minimum(one, other) == 0
        return found

    return meant


def _lacking(marks: Marks, span: tuple[int, int], place: int, letters: Sequence[np.uint8]) -> Marks:
    """Tell of a span of characters what the one so many places on lacks: 0 where it may begin with a letter asked."""
    first, last = span
    following = marks[first + place : last + place]
    found: Marks = following & letters[0]
    for letter in letters[1:]:
        np.minimum(found, following & letter, out=found)
    beyond = last - first - len(found)
    return np.pad(found, (0, beyond), constant_values=LACKS_ALL) if beyond else found
