"""Texts made ready for searching: numbers of characters, 16 bits each, in one array that is scanned.

What people do not distinguish is folded beforehand, so that a search compares numbers. Folding is one look-up a
character; only texts with characters that become several, or that join their neighbours, are folded as text.
"""

import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.string_columns import END, StringColumn
from geo.frozen import frozen

_CHUNK: Final = 1 << 19
"""Characters looked at in one go: what is computed of them stays near the processor, and Python asks seldom."""

_SHARED: Final = 1 << 21
"""From this many characters on two threads share the work; numpy lets them run side by side."""

_STAND_INS: Final = range(0xD800, 0xDFFF)
"""Numbers no character of a text has: they stand for characters beyond the basic plane."""

_RARE: Final = 0xDFFF
"""Stands for all further ones."""

_LAST: Final = 0xFFFF
_SPACE: Final = ord(" ")
_HANGUL_JOINING: Final = (range(0x1161, 0x1176), range(0x11A8, 0x11C3))

Chunk = Callable[[int, int], NDArray[np.bool_]]
"""First and past the last place of a chunk, to which places of it are meant; bool[last - first]."""

Find = Callable[[int, int], NDArray[np.intp]]
"""The same, to the places that are meant, counted from the first, ascending."""


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
        beyond: dict[str, int] = {}
        if texts.is_plain:
            parts = [_fold_lines(batch, beyond) for batch in texts.batches()]
        else:
            parts = [_encode("".join(normalise_text(text) + END.decode() for text in texts), beyond)]
        codes = np.concatenate([np.empty(0, np.uint16), *parts])
        ended = _chunks(codes, lambda first, last: np.flatnonzero(codes[first:last] == END[0]))
        ends = np.concatenate([np.empty(0, np.intp), *ended]) + 1
        return cls(codes, ends.astype(np.min_scalar_type(len(codes))), "".join(beyond), _present(codes))

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
        if not np.isin(sought, self.present).all():
            return np.empty(0, np.intp)
        codes = self.codes

        def matching(first: int, last: int) -> NDArray[np.bool_]:
            matched: NDArray[np.bool_] = codes[first:last] == sought[0]
            for place, number in enumerate(sought[1:], 1):
                following = codes[first + place : last + place]
                matched[: len(following)] &= following == number
                matched[len(following) :] = False
            return matched

        return self.texts_at(self.places(matching))

    def places(self, meant: Chunk) -> NDArray[np.intp]:
        """Return the places of all characters that are meant, ascending."""
        return self.gather(lambda first, last: np.flatnonzero(meant(first, last)))

    def gather(self, find: Find) -> NDArray[np.intp]:
        """Return the places of all characters that are found, ascending."""
        return np.concatenate([np.empty(0, np.intp), *_chunks(self.codes, find)])

    def texts_at(self, places: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return in which texts places lie, ascending; where there are few places, a text may repeat.

        Args:
            places: intp[m], ascending.
        """
        sought = places.astype(self.ends.dtype)
        if len(places) < len(self.ends):
            return np.searchsorted(self.ends, sought, side="right")
        return np.flatnonzero(np.diff(np.searchsorted(sought, self.ends), prepend=0))


def _chunks(codes: NDArray[np.uint16], find: Find) -> Iterator[NDArray[np.intp]]:
    """Go over the codes in chunks, in two threads where there are many; yield the places that are found, in order."""

    def look(span: tuple[int, int]) -> list[NDArray[np.intp]]:
        found = []
        for first in range(*span, _CHUNK):
            places = find(first, min(first + _CHUNK, len(codes)))
            if len(places):
                found.append(places + first)
        return found

    if len(codes) < _SHARED:
        yield from look((0, len(codes)))
        return
    middle = len(codes) // 2 // _CHUNK * _CHUNK
    with ThreadPoolExecutor(2) as pool:
        for found in pool.map(look, [(0, middle), (middle, len(codes))]):
            yield from found


def _present(codes: NDArray[np.uint16]) -> NDArray[np.uint16]:
    occurs = np.zeros(_LAST + 1, np.bool_)
    for first in range(0, len(codes), _CHUNK):
        occurs[codes[first : first + _CHUNK]] = True
    return np.flatnonzero(occurs).astype(np.uint16)


def _encode(text: str, beyond: dict[str, int]) -> NDArray[np.uint16]:
    """Number the characters of a folded text; those beyond the basic plane are given stand-ins as they come."""
    wide = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    for place in np.flatnonzero(wide > _LAST).tolist():
        if len(beyond) < len(_STAND_INS):
            beyond.setdefault(text[place], _STAND_INS[len(beyond)])
    if not (wide > _LAST).any():
        return wide.astype(np.uint16)
    return np.array([ord(c) if ord(c) <= _LAST else beyond.get(c, _RARE) for c in text], np.uint16)


def _fold_lines(lines: str, beyond: dict[str, int]) -> NDArray[np.uint16]:
    """Do to each line what `normalise_text` does to a text, and number its characters."""
    raw = np.frombuffer(lines.encode("utf-16-le"), np.uint16)
    table = _folding(_present(raw))
    folded = table.take(raw)
    odd = np.flatnonzero((folded == 0) & (raw != 0))
    ends = np.flatnonzero(raw == END[0]) + 1
    if not len(odd):
        return _without_spaces(folded)
    rows = np.unique(np.searchsorted(ends, odd, side="right"))
    starts = np.concatenate([[0], ends])
    parts, texts = [], lines.split(END.decode())
    for before, row in pairwise([-1, *rows.tolist()]):
        parts.append(_without_spaces(folded[starts[before + 1] : starts[row]]))
        parts.append(_encode(normalise_text(texts[row]) + END.decode(), beyond))
    parts.append(_without_spaces(folded[starts[int(rows[-1]) + 1] :]))
    return np.concatenate(parts)


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


def _folding(present: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """What each character that occurs becomes by itself; 0 for one that becomes several or joins its neighbours."""
    table = np.zeros(_LAST + 1, np.uint16)
    for number in present.tolist():
        table[number] = _fold_alone(number)
    table[END[0]] = END[0]
    return table


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
