"""Texts made ready for searching: numbers of characters, 16 bits each, in one array that is scanned.

What people do not distinguish is folded beforehand, so that a search compares numbers. Folding is one look-up a
character; only texts with characters that become several, or that join their neighbours, are folded as text.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.growing import Grow, GrowingEnds, GrowingInMemory
from db.index.string_columns import END, StringColumn
from geo.frozen import frozen

_CHUNK: Final = 1 << 21
"""Characters looked at in one go: two threads that ask Python more often wait for each other more than they gain."""

_SHARED: Final = 1 << 22
"""From this many characters on two threads share the work; numpy lets them run side by side."""

_TEXTS: Final = 1 << 14
"""Texts folded one by one that are put together."""

_STAND_INS: Final = range(0xD800, 0xDFFF)
"""Numbers no character of a text has: they stand for characters beyond the basic plane."""

_RARE: Final = 0xDFFF
"""Stands for all further ones."""

_LAST: Final = 0xFFFF
_SPACE: Final = ord(" ")
_HANGUL_JOINING: Final = (range(0x1161, 0x1176), range(0x11A8, 0x11C3))

_SAMPLES: Final = range(32)
_SAMPLE: Final = 1 << 13
"""So many pieces of so many characters tell how often a character occurs."""

_COMMON: Final = 0.01
"""Among so many of all characters, those beside one are compared where they stand sooner than one by one."""

Chunk = Callable[[int, int], NDArray[np.bool_]]
"""First and past the last place of a chunk, to which places of it are meant; bool[last - first]."""

Find = Callable[[int, int], NDArray[np.intp]]
"""The same, to the places that are meant, ascending; matches that begin in the chunk may end after it."""


def normalise_text(text: str) -> str:
    """Fold what people do not distinguish when searching: full and half width, letter case, runs of white space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@frozen(eq=False)
class TextBuffer:
    """n folded texts.

    Attributes:
        codes: uint16[c], numbers of the characters of all texts, each text followed by `END`.
        ends: Unsigned integers [n], the place just past each text's `END`, ascending.
        beyond: The characters beyond the basic plane, in the order of their stand-ins.
        present: uint16[k], the numbers that occur, ascending.
    """

    codes: NDArray[np.uint16]
    ends: NDArray[Any]
    beyond: str
    present: NDArray[np.uint16]

    @classmethod
    def of(cls, texts: StringColumn) -> "TextBuffer":
        """Fold texts."""
        return cls.of_blocks((texts,))

    @classmethod
    def of_blocks(cls, blocks: Iterable[StringColumn], grow: Grow = GrowingInMemory) -> "TextBuffer":
        """Fold texts that come some at a time.

        Args:
            blocks: The texts, one block after the other.
            grow: Begins where their characters go.
        """
        folding, codes, ends = _Folding(), grow(np.uint16), GrowingEnds()
        for block in blocks:
            for folded in folding.fold(block):
                codes.add(folded)
                ends.add(np.flatnonzero(folded == END[0]) + 1, len(folded))
        return cls(codes.whole(), ends.whole(), "".join(folding.beyond), folding.present())

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.ends)

    def encode(self, word: str) -> NDArray[np.uint16]:
        """Return the numbers of a folded word's characters."""
        known = {character: stand_in for stand_in, character in zip(_STAND_INS, self.beyond, strict=False)}
        return np.array([ord(c) if ord(c) <= _LAST else known.get(c, _RARE) for c in word], np.uint16)

    def find_written(self, word: str) -> NDArray[np.intp]:
        """Return the texts that contain a folded word as it is written, ascending; some may repeat."""
        sought = self.encode(word).tolist()
        if len(sought) >= len(self.codes) or not np.isin(sought, self.present).all():  # the last of them ends a text
            return np.empty(0, np.intp)
        codes, (rare, *others), common = self.codes, *self._rarest_first(sought)

        def find(first: int, last: int) -> NDArray[np.intp]:
            low, high = max(first, rare), min(last, len(codes) - (len(sought) - 1 - rare))
            matched = codes[low:high] == sought[rare]
            for place in others if common else ():
                matched &= codes[low + place - rare : high + place - rare] == sought[place]
            here = places_of(matched) + low
            for place in () if common else others:
                here = here.take(np.flatnonzero(codes.take(here + (place - rare)) == sought[place]))
            return here

        return self.texts_where(find)

    def _rarest_first(self, sought: Sequence[int]) -> tuple[list[int], bool]:
        """Order the places of a word by how seldom their characters occur, and tell whether the first occurs often."""
        step = max(len(self.codes) // len(_SAMPLES), 1)
        sample = np.concatenate([self.codes[k * step : k * step + min(step, _SAMPLE)] for k in _SAMPLES])
        counts = {number: np.count_nonzero(sample == number) for number in set(sought)}
        order = sorted(range(len(sought)), key=lambda place: counts[sought[place]])
        return order, bool(counts[sought[order[0]]] > _COMMON * len(sample))

    def places(self, meant: Chunk) -> NDArray[np.intp]:
        """Return the places of all characters that are meant, ascending."""
        return self.gather(lambda first, last: places_of(meant(first, last)) + first)

    def gather(self, find: Find) -> NDArray[np.intp]:
        """Return the places of all characters that are found, ascending."""
        return np.concatenate([np.empty(0, np.intp), *_chunks(len(self.codes), find)])

    def texts_where(self, find: Find) -> NDArray[np.intp]:
        """Return in which texts the places lie that are found, ascending; some may repeat.

        Each chunk's places are looked up among the few texts they can lie in.
        """

        def look(first: int, last: int) -> NDArray[np.intp]:
            places = find(first, last)
            if not len(places):
                return places
            bounds = np.array([first, places[-1]], self.ends.dtype)
            begin, end = np.searchsorted(self.ends, bounds, side="right").tolist()
            found: NDArray[np.intp] = _texts_at(self.ends[begin : end + 1], places) + begin
            return found

        return self.gather(look)

    def texts_at(self, places: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return in which texts places lie, ascending; where there are few places, a text may repeat.

        Args:
            places: intp[m], ascending.
        """
        return _texts_at(self.ends, places)


def places_of(meant: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return what `numpy.flatnonzero` does, in half the time where few of many are meant: eight are looked at at once.

    Args:
        meant: bool[m].
    """
    whole = len(meant) // 8 * 8
    eights = meant[:whole].view(np.uint64)
    some = np.flatnonzero(eights != 0)
    within = np.flatnonzero(eights.take(some).view(np.bool_))
    rest = np.flatnonzero(meant[whole:]) + whole
    found = (some.take(within >> 3) << 3) + (within & 7)
    return np.concatenate([found, rest]) if len(rest) else found


def _texts_at(ends: NDArray[Any], places: NDArray[np.intp]) -> NDArray[np.intp]:
    sought = places.astype(ends.dtype)
    if len(places) < len(ends):
        return np.searchsorted(ends, sought, side="right")
    return np.flatnonzero(np.diff(np.searchsorted(sought, ends), prepend=0))


def _chunks(count: int, find: Find) -> Iterator[NDArray[np.intp]]:
    """Go over so many characters in chunks, in two threads where there are many; yield what is found, in order."""

    def look(span: range) -> list[NDArray[np.intp]]:
        found = (find(first, min(first + _CHUNK, count)) for first in span)
        return [each for each in found if len(each)]

    if count < _SHARED:
        yield from look(range(0, count, _CHUNK))
        return
    middle = count // 2 // _CHUNK * _CHUNK
    with ThreadPoolExecutor(2) as pool:
        for found in pool.map(look, [range(0, middle, _CHUNK), range(middle, count, _CHUNK)]):
            yield from found


def _occurring(codes: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """bool[65536], which numbers occur."""
    occurs = np.zeros(_LAST + 1, np.bool_)
    occurs[codes] = True
    return occurs


def _encode(text: str, beyond: dict[str, int]) -> NDArray[np.uint16]:
    """Number the characters of a folded text; those beyond the basic plane are given stand-ins as they come."""
    wide = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    for place in np.flatnonzero(wide > _LAST).tolist():
        if len(beyond) < len(_STAND_INS):
            beyond.setdefault(text[place], _STAND_INS[len(beyond)])
    if not (wide > _LAST).any():
        return wide.astype(np.uint16)
    return np.array([ord(c) if ord(c) <= _LAST else beyond.get(c, _RARE) for c in text], np.uint16)


class _Folding:
    """Folds texts, many rows at a time; how a character folds is looked up once.

    Attributes:
        beyond: The stand-ins of characters beyond the basic plane.
    """

    def __init__(self) -> None:
        """Know no character yet."""
        self.beyond: Final[dict[str, int]] = {}
        self._table = np.zeros(_LAST + 1, np.uint16)
        """What each known character becomes by itself; 0 for one that becomes several or joins its neighbours."""
        self._table[END[0]] = END[0]
        self._known = _occurring(np.array([END[0]], np.uint16))
        self._occurs = np.zeros(_LAST + 1, np.bool_)

    def fold(self, texts: StringColumn) -> Iterator[NDArray[np.uint16]]:
        """Go over the numbers of folded texts, each followed by `END`."""
        for codes in map(self._fold_lines, texts.batches()) if texts.is_plain else self._fold_each(texts):
            self._occurs[codes] = True
            yield codes

    def _fold_each(self, texts: StringColumn) -> Iterator[NDArray[np.uint16]]:
        """Fold texts some of which have several lines."""
        rows = iter(texts)
        while some := list(islice(rows, _TEXTS)):
            yield _encode("".join(normalise_text(text) + END.decode() for text in some), self.beyond)

    def present(self) -> NDArray[np.uint16]:
        """The numbers that occur in what was folded, ascending."""
        return np.flatnonzero(self._occurs).astype(np.uint16)

    def _fold_lines(self, lines: str) -> NDArray[np.uint16]:
        """Do to each line what `normalise_text` does to a text, and number its characters."""
        raw = np.frombuffer(lines.encode("utf-16-le"), np.uint16)
        self._look_up(raw)
        folded = self._table.take(raw)
        odd = np.flatnonzero((folded == 0) & (raw != 0))
        ends = np.flatnonzero(raw == END[0]) + 1
        if not len(odd):
            return _without_spaces(folded)
        rows = np.unique(np.searchsorted(ends, odd, side="right"))
        starts = np.concatenate([[0], ends])
        parts, texts = [], lines.split(END.decode())
        for before, row in pairwise([-1, *rows.tolist()]):
            parts.append(_without_spaces(folded[starts[before + 1] : starts[row]]))
            parts.append(_encode(normalise_text(texts[row]) + END.decode(), self.beyond))
        parts.append(_without_spaces(folded[starts[int(rows[-1]) + 1] :]))
        return np.concatenate(parts)

    def _look_up(self, raw: NDArray[np.uint16]) -> None:
        for number in np.flatnonzero(_occurring(raw) & ~self._known).tolist():
            self._table[number] = _fold_alone(number)
            self._known[number] = True


def _without_spaces(codes: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Leave one space of several, and none at the ends of lines."""
    space, end = codes == _SPACE, codes == END[0]
    if not space.any():
        return codes
    kept = np.ones(len(codes), np.bool_)
    kept[1:] &= ~(space[1:] & (space[:-1] | end[:-1]))
    kept[0] &= not space[0]
    codes = codes[kept]
    space, end = codes == _SPACE, codes == END[0]
    kept = np.ones(len(codes), np.bool_)
    kept[:-1] &= ~(space[:-1] & end[1:])
    return codes if kept.all() else codes[kept]


def _fold_alone(number: int) -> int:
    character = chr(number)
    if character.isspace():
        return _SPACE
    if 0xD800 <= number <= _RARE:  # half of a pair
        return 0
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1 or _joins(character) or _joins(folded):
        return 0
    folded = folded.casefold()
    return ord(folded) if len(folded) == 1 and ord(folded) <= _LAST and not folded.isspace() else 0


def _joins(character: str) -> bool:
    """Whether a character may become one with the one before it."""
    marks = unicodedata.category(character).startswith("M") or unicodedata.combining(character)
    return bool(marks) or any(ord(character) in joining for joining in _HANGUL_JOINING)
