"""Find Chinese text by its sound: whole syllables, initials, or a mixture, as input methods take them.

`jinfeng`, `jf`, `jfruanjian` and `jinfengr` all are 金凤软件…. No transliteration is stored: a word of letters becomes
a walk over the characters themselves, in which each character takes a whole syllable, its initial, or, at the end, the
part of a syllable typed so far. Every reading in use counts, for which one is right a program cannot know.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.pinyin import find_readings

_LETTERS: Final = re.compile(r"(?=.*[a-zü].*[a-zü])[a-z0-9ü'’]+")
_BEYOND: Final = 0xFFFF
"""Stands for all characters outside the basic plane; no reading of theirs is looked for."""

_CHINESE: Final = (0x3400, 0x9FFF)
_ROW_END: Final = ord("\n")
_LEAST_FORGIVEN: Final = 5
"""Letters a word must have for one wrong initial among them to be forgiven."""


class PinyinSearch:
    """Searches texts by sound. What it needs is prepared at the first question; asking from any thread is safe."""

    def __init__(self, buffer: bytes) -> None:
        """Keep the texts.

        Args:
            buffer: UTF-8 text of n rows, each ended by a line feed.
        """
        self._buffer = buffer

    def find_rows(self, word: str) -> NDArray[np.int64]:
        """Return the rows that contain a word by its sound; none for a word that is not made of letters.

        Args:
            word: Lower case; at least two letters, and digits. An apostrophe parts syllables: `xi'an`.

        Returns:
            int64[m], row numbers; some may repeat.
        """
        if not _LETTERS.fullmatch(word):
            return np.empty(0, np.int64)
        return self._rows_at(self._walk(re.split("['’]", word.replace("ü", "v"))))

    def find_rows_nearly(self, word: str) -> NDArray[np.int64]:
        """Return the rows with the initials a word would be, were one letter of it right that is wrong.

        The first letter is taken as it is, and shorter words are not forgiven: too much would be near.

        Returns:
            int64[m], row numbers; some may repeat.
        """
        if len(word) < _LEAST_FORGIVEN or not re.fullmatch("[a-z]+", word):
            return np.empty(0, np.int64)
        codes = self._codes
        starts = np.flatnonzero(self._initials_of(word[0])[codes])
        wrong = np.zeros(len(starts), np.int64)
        chinese = self._is_chinese
        for place, letter in enumerate(word[1:], 1):
            inside = starts + place < len(codes)
            starts, wrong = starts[inside], wrong[inside]
            here = codes[starts + place]
            wrong += ~self._initials_of(letter)[here]
            kept = (wrong <= 1) & chinese[here]
            starts, wrong = starts[kept], wrong[kept]
        return self._rows_at(starts)

    @functools.cached_property
    def _codes(self) -> NDArray[np.uint16]:
        """uint16[c], the character numbers of the text."""
        wide = np.frombuffer(self._buffer.decode().encode("utf-32-le"), np.uint32)
        return np.minimum(wide, _BEYOND).astype(np.uint16)

    @functools.cached_property
    def _row_ends(self) -> NDArray[np.int64]:
        return np.flatnonzero(self._codes == _ROW_END)

    @functools.cached_property
    def _codes_by_syllable(self) -> dict[str, NDArray[np.intp]]:
        """The characters in the text by how they are read; a letter or digit is read as itself."""
        present = np.flatnonzero(np.bincount(self._codes, minlength=_BEYOND + 1))
        characters = [chr(code) for code in present if _CHINESE[0] <= code <= _CHINESE[1]]
        grouped: dict[str, list[int]] = defaultdict(list)
        for character, syllables in find_readings(characters).items():
            for syllable in syllables:
                grouped[syllable].append(ord(character))
        for code in present[present < 128]:
            if chr(code).isalnum():
                grouped[chr(code)].append(int(code))
        return {syllable: np.array(codes, np.intp) for syllable, codes in grouped.items()}

    @functools.cached_property
    def _is_chinese(self) -> NDArray[np.bool_]:
        table = np.zeros(_BEYOND + 1, np.bool_)
        table[_CHINESE[0] : _CHINESE[1] + 1] = True
        return table

    def _initials_of(self, letter: str) -> NDArray[np.bool_]:
        """bool[65536], whether a Chinese character may begin with a letter."""
        table = np.zeros(_BEYOND + 1, np.bool_)
        for syllable, codes in self._codes_by_syllable.items():
            if syllable[0] == letter:
                table[codes] = True
        return table & self._is_chinese

    def _walk(self, parts: Sequence[str]) -> NDArray[np.int64]:
        """Return the position of the last character of every match of parts no character reaches across; int64[m]."""
        typed = "".join(parts)
        ends = np.cumsum([len(part) for part in parts])
        # reached[k]: positions of the characters that come next once k letters are used up.
        reached: dict[int, list[NDArray[np.int64]]] = defaultdict(list)
        for used in range(len(typed)):
            steps = self._steps(typed, used)
            here = _united(reached.pop(used, [])) if used else np.flatnonzero(steps[self._codes])
            taken = steps[self._codes[here]]
            room = int(ends[np.searchsorted(ends, used, side="right")]) - used
            for length in range(1, min(_LONGEST, room) + 1):
                went = here[(taken & (1 << (length - 1))) != 0]
                if len(went):
                    reached[used + length].append(went + 1)
        return _united(reached[len(typed)]) - 1

    def _steps(self, typed: str, used: int) -> NDArray[np.uint8]:
        """uint8[65536], bit n - 1 set where a character may take n letters of what is left."""
        table = np.zeros(_BEYOND + 1, np.uint8)
        for syllable, codes in self._codes_by_syllable.items():
            bits = _bits(syllable, typed[used:])
            if bits:
                table[codes] |= bits
        return table

    def _rows_at(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self._row_ends, positions)


_LONGEST: Final = 6
"""Letters of the longest syllable, zhuang."""


def _united(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return ascending positions that several ways lead to, each once; every part is ascending."""
    if len(parts) > 1:
        return np.unique(np.concatenate(parts))
    return parts[0] if parts else np.empty(0, np.int64)


def _bits(syllable: str, rest: str) -> int:
    """Say how many letters of the rest a syllable may take, as bits: all of its own, its initial, or the whole rest."""
    if syllable[0] != rest[0]:
        return 0
    bits = 1
    if syllable[:2] in ("zh", "ch", "sh") and rest.startswith(syllable[:2]):
        bits |= 1 << 1
    if rest.startswith(syllable):
        bits |= 1 << (len(syllable) - 1)
    if syllable.startswith(rest):
        bits |= 1 << (len(rest) - 1)
    return bits
