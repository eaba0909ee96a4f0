"""Find Chinese text by its sound: whole syllables, initials, or a mixture, as input methods take them.

`jinfeng`, `jf`, `jfruanjian` and `jinfengr` all are 金凤软件…. No transliteration is stored: a word of letters becomes
a walk over the characters themselves, in which each character takes a whole syllable, its initial, or, at the end, the
part of a syllable typed so far. Every reading in use counts, for which one is right a program cannot know.
"""

import functools
import operator
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.search.pinyin import find_readings
from db.search.text_buffer import Chunk, TextBuffer

_LETTERS: Final = re.compile(r"(?=.*[a-zü].*[a-zü])[a-z0-9ü'’]+")
_BEYOND: Final = 0xFFFF
"""Stands for all characters outside the basic plane; no reading of theirs is looked for."""

_CHINESE: Final = (0x3400, 0x9FFF)
_LEAST_FORGIVEN: Final = 5
"""Letters a word must have for one wrong initial among them to be forgiven."""


_GROUPS: Final = ("dek", "yqo", "zrp", "sfa", "jwv", "xtn", "glmiu", "hbc")
"""Letters a syllable begins with, parted so that about as many characters begin with one of each group."""

_MOST_ASKED: Final = 4
"""Of so many characters of a match the groups are looked at together; further ones hardly leave fewer places."""

Readings = Mapping[str, Collection[str]]
"""Syllables by character, as `db.search.pinyin.find_readings` tells them."""


class PinyinSearch:
    """Searches texts by sound. What it needs is prepared at the first question; asking from any thread is safe."""

    def __init__(
        self, texts: TextBuffer, readings: Readings | None = None, initials: NDArray[np.uint8] | None = None
    ) -> None:
        """Keep the texts.

        Args:
            texts: The texts.
            readings: How their Chinese characters are read, if that was kept: the dictionary is then left alone.
            initials: What `group_initials` returned, if that was kept.
        """
        self._texts = texts
        self._given = readings
        self._initials = initials

    def prepare(self) -> None:
        """Look up how the characters that occur are read, ahead of the first question."""
        _ = self._codes_by_syllable

    def find_rows(self, word: str) -> NDArray[np.intp]:
        """Return the texts that contain a word by its sound; none for a word that is not made of letters.

        Args:
            word: Lower case; at least two letters, and digits. An apostrophe parts syllables: `xi'an`.

        Returns:
            intp[m], numbers of texts; some may repeat.
        """
        if not is_sound(word):
            return np.empty(0, np.intp)
        return self._texts.texts_at(self._walk(re.split("['’]", word.replace("ü", "v"))))

    def find_rows_nearly(self, word: str) -> NDArray[np.intp]:
        """Return the texts with the initials a word would be, were one letter of it right that is wrong.

        The first letter is taken as it is, and shorter words are not forgiven: too much would be near.

        Returns:
            intp[m], numbers of texts; some may repeat.
        """
        if len(word) < _LEAST_FORGIVEN or not re.fullmatch("[a-z]+", word):
            return np.empty(0, np.intp)
        codes = self._texts.codes
        starts = self._places_nearly(word)
        wrong = np.zeros(len(starts), np.int64)
        chinese = self._is_chinese
        for place, letter in enumerate(word[1:], 1):
            inside = starts + place < len(codes)
            starts, wrong = starts[inside], wrong[inside]
            here = codes.take(starts + place)
            wrong += ~self._initials_of(letter).take(here)
            kept = np.flatnonzero((wrong <= 1) & chinese.take(here))
            starts, wrong = starts.take(kept), wrong.take(kept)
        return self._texts.texts_at(starts)

    def group_initials(self) -> NDArray[np.uint8]:
        """Return of each character of the texts the groups of letters it may begin with, uint8[c], a bit a group.

        It is half as long as the characters, and a search asks it three times as fast as it looks characters up.
        """
        if self._initials is not None:
            return self._initials
        table = np.zeros(_BEYOND + 1, np.uint8)
        for syllable, codes in self._codes_by_syllable.items():
            table[codes] |= _group_of(syllable[0])
        characters = self._texts.codes
        groups = np.empty(len(characters), np.uint8)
        for first in range(0, len(characters), _PART):
            table.take(characters[first : first + _PART], out=groups[first : first + _PART])
        return groups

    def _places_nearly(self, word: str) -> NDArray[np.intp]:
        """Return the characters that begin with a word's first letter; of those, none where two of the next are wrong.

        The second is asked of groups of letters only: some that are wrong are left.
        """
        codes, table = self._texts.codes, self._initials_of(word[0])
        if self._initials is None:
            return self._texts.places(lambda first, last: table.take(codes[first:last]))
        may_begin = _nearly_in_groups(self._initials, [_group_of(letter) for letter in word])

        def find(first: int, last: int) -> NDArray[np.intp]:
            near = np.flatnonzero(may_begin(first, last))
            return near.take(np.flatnonzero(table.take(codes[first:last].take(near))))

        return self._texts.gather(find)

    @functools.cached_property
    def readings(self) -> Readings:
        """How the Chinese characters of the texts are read."""
        if self._given is not None:
            return self._given
        return find_readings(chr(code) for code in self._texts.present if _CHINESE[0] <= code <= _CHINESE[1])

    @functools.cached_property
    def _codes_by_syllable(self) -> dict[str, NDArray[np.intp]]:
        """The characters in the text by how they are read; a letter or digit is read as itself."""
        present = self._texts.present
        grouped: dict[str, list[int]] = defaultdict(list)
        for code in present[(present >= _CHINESE[0]) & (present <= _CHINESE[1])].tolist():
            for syllable in self.readings.get(chr(code), ()):
                grouped[syllable].append(code)
        for code in present[present < 128]:
            if chr(code).isalnum():
                grouped[chr(code)].append(int(code))
        return {syllable: np.array(codes, np.intp) for syllable, codes in grouped.items()}

    @property
    def known_readings(self) -> Mapping[str, frozenset[str]]:
        """How each character is read; empty as long as nobody has searched by sound: asking looks nothing up."""
        return self._readings if "_codes_by_syllable" in vars(self) else {}

    @functools.cached_property
    def _readings(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for syllable, codes in self._codes_by_syllable.items():
            for code in codes.tolist():
                found[chr(code)].add(syllable)
        return {char: frozenset(syllables) for char, syllables in found.items()}

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

    def _walk(self, parts: Sequence[str]) -> NDArray[np.intp]:
        """Return the position of the last character of every match of parts no character reaches across; intp[m]."""
        typed, codes = "".join(parts), self._texts.codes
        ends = np.cumsum([len(part) for part in parts])
        # reached[k]: positions of the characters that come next once k letters are used up.
        reached: dict[int, list[NDArray[np.intp]]] = defaultdict(list)
        for used in range(len(typed)):
            room = _room(ends, used)
            steps = self._steps(typed, used)
            here = _united(reached.pop(used, [])) if used else self._beginnings(typed, ends, steps)
            taken = steps.take(codes.take(here))
            for length in range(1, room + 1):
                went = here.take(np.flatnonzero(taken & (1 << (length - 1))))
                if len(went):
                    reached[used + length].append(went + 1)
        return _united(reached[len(typed)]) - 1

    def _beginnings(self, typed: str, ends: NDArray[np.int64], steps: NDArray[np.uint8]) -> NDArray[np.intp]:
        """Return where a match may begin: the character takes everything, or the next one may take what comes then.

        This is the one pass over all characters: a pair that cannot be goes no further.
        """
        lengths = range(1, _room(ends, 0) + 1)
        whole = np.uint8(1 << (len(typed) - 1) if len(typed) in lengths else 0)
        # Of a character that follows: after how many letters, as bits, it may take the next ones.
        follows = np.zeros(_BEYOND + 1, np.uint8)
        for length in lengths:
            if length < len(typed):
                follows |= (self._steps(typed, length) > 0) * np.uint8(1 << (length - 1))
        if self._initials is None:
            return self._look_up(steps, whole, follows)
        codes, may_begin = self._texts.codes, _in_groups(self._initials, self._groups_asked(typed, ends))

        def find(first: int, last: int) -> NDArray[np.intp]:
            near = np.flatnonzero(may_begin(first, last))
            here, after = codes[first:last].take(near), codes[first + 1 : last + 1].take(near)  # the last ends a text
            taken = steps.take(here)
            return near.take(np.flatnonzero((taken & whole) | (taken & follows.take(after))))

        return self._texts.gather(find)

    def _look_up(self, steps: NDArray[np.uint8], whole: np.uint8, follows: NDArray[np.uint8]) -> NDArray[np.intp]:
        """Look up each character whether it may begin a match, and the next whether it may go on."""
        codes, ends_here, goes_on, next_goes_on = self._texts.codes, np.uint8(1), np.uint8(2), np.uint8(4)
        table = ((steps & whole) > 0) * ends_here | ((steps & ~whole) > 0) * goes_on | (follows > 0) * next_goes_on

        def beginning(first: int, last: int) -> NDArray[np.bool_]:
            role = table.take(codes[first : last + 1])
            begins = (role[: last - first] & ends_here) > 0
            begins[: len(role) - 1] |= ((role[:-1] & goes_on) > 0) & ((role[1:] & next_goes_on) > 0)
            return begins

        return self._texts.places(beginning)

    def _groups_asked(self, typed: str, ends: NDArray[np.int64]) -> list[np.uint8]:
        """Return of the characters every match must have, one after the other, the groups each may begin with."""
        asked: list[np.uint8] = []
        used = {0}
        while len(typed) not in used and used and len(asked) < _MOST_ASKED:
            lengths = {each: self._lengths(typed, each, _room(ends, each)) for each in used}
            groups = [_group_of(typed[each]) for each in used if lengths[each]]
            asked.append(functools.reduce(operator.or_, groups, np.uint8(0)))
            used = {each + length for each, possible in lengths.items() for length in possible}
        return asked

    def _lengths(self, typed: str, used: int, room: int) -> list[int]:
        """Return how many letters a character of these texts may take of what is left."""
        bits = int(np.bitwise_or.reduce(self._steps(typed, used)))
        return [length for length in range(1, room + 1) if bits & (1 << (length - 1))]

    def _steps(self, typed: str, used: int) -> NDArray[np.uint8]:
        """uint8[65536], bit n - 1 set where a character may take n letters of what is left."""
        table = np.zeros(_BEYOND + 1, np.uint8)
        for syllable, codes in self._codes_by_syllable.items():
            bits = letters_taken(syllable, typed[used:])
            if bits:
                table[codes] |= bits
        return table


_LONGEST: Final = 6
"""Letters of the longest syllable, zhuang."""


_PART: Final = 1 << 20
"""Characters whose groups are looked up in one go."""


def _group_of(letter: str) -> np.uint8:
    """Return the bit of the group of a letter or digit."""
    place = next((place for place, letters in enumerate(_GROUPS) if letter in letters), ord(letter) % len(_GROUPS))
    return np.uint8(1 << place)


def _of_group(initials: NDArray[np.uint8], span: tuple[int, int], place: int, groups: np.uint8) -> NDArray[np.uint8]:
    """Tell of a span of characters whether the one so many places on is of some groups: not 0 where it is."""
    first, last = span
    following = initials[first + place : last + place] & groups
    return following if len(following) == last - first else np.pad(following, (0, last - first - len(following)))


def _in_groups(initials: NDArray[np.uint8], asked: Sequence[np.uint8]) -> Chunk:
    """Tell of places whether the characters from there on are of the groups asked for."""

    def may_begin(first: int, last: int) -> NDArray[np.bool_]:
        found = _of_group(initials, (first, last), 0, asked[0])
        for place, groups in enumerate(asked[1:], 1):
            np.minimum(found, _of_group(initials, (first, last), place, groups), out=found)
        return found > 0

    return may_begin


def _nearly_in_groups(initials: NDArray[np.uint8], asked: Sequence[np.uint8]) -> Chunk:
    """Tell of places whether the first character is of its group, and of each two that follow at least one."""

    def may_begin(first: int, last: int) -> NDArray[np.bool_]:
        found = _of_group(initials, (first, last), 0, asked[0])
        for place in (1, 3):
            one, other = (_of_group(initials, (first, last), each, asked[each]) for each in (place, place + 1))
            np.minimum(found, np.maximum(one, other), out=found)
        return found > 0

    return may_begin


def is_sound(word: str) -> bool:
    """Whether a word can be one by its sound: letters, at least two, and digits."""
    return _LETTERS.fullmatch(word) is not None


def _room(ends: NDArray[np.int64], used: int) -> int:
    """How many letters a character may take at most: those of the longest syllable, and none of the next part."""
    return min(_LONGEST, int(ends[np.searchsorted(ends, used, side="right")]) - used)


def _united(parts: list[NDArray[np.intp]]) -> NDArray[np.intp]:
    """Return ascending positions that several ways lead to, each once; every part is ascending."""
    if len(parts) > 1:
        united = np.sort(np.concatenate(parts), kind="stable")  # of few ascending runs, which is little work
        return united[np.diff(united, prepend=-1) > 0]
    return parts[0] if parts else np.empty(0, np.intp)


def letters_taken(syllable: str, rest: str) -> int:
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
