"""Find Chinese text by its sound: whole syllables, initials, or a mixture, as input methods take them.

`jinfeng`, `jf`, `jfruanjian` and `jinfengr` all are 金凤软件…. No transliteration is stored: a word of letters becomes
a walk over the characters themselves, in which each character takes a whole syllable, its initial, or, at the end, the
part of a syllable typed so far. Every reading in use counts, for which one is right a program cannot know.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.index.array_file import give_back_part
from db.index.growing import Grow, GrowingInMemory
from db.search.letter_marks import LACKS_ALL, Marks, mark_of, may_begin, may_nearly_begin
from db.search.pinyin import find_readings
from db.search.text_buffer import Find, TextBuffer, places_of
from geo.frozen import frozen

_LETTERS: Final = re.compile(r"(?=.*[a-zü].*[a-zü])[a-z0-9ü'’]+")
_BEYOND: Final = 0xFFFF
"""Stands for all characters outside the basic plane; no reading of theirs is looked for."""

_CHINESE: Final = (0x3400, 0x9FFF)
_LEAST_FORGIVEN: Final = 5
"""Letters a word must have for one wrong initial among them to be forgiven."""


_MOST_ASKED: Final = 4
"""Of so many characters of a match the marks are looked at together; further ones hardly leave fewer places."""

_MOST_LETTERS: Final = 3
"""A character that may begin with more letters than these is not asked for any."""

Readings = Mapping[str, Collection[str]]
"""Syllables by character, as `db.search.pinyin.find_readings` tells them."""


class PinyinSearch:
    """Searches texts by sound. What it needs is prepared at the first question; asking from any thread is safe."""

    def __init__(self, texts: TextBuffer, readings: Readings | None = None, marks: Marks | None = None) -> None:
        """Keep the texts.

        Args:
            texts: The texts.
            readings: How their Chinese characters are read, if that was kept: the dictionary is then left alone.
            marks: What `mark_initials` returned, if that was kept.
        """
        self._texts = texts
        self._given = readings
        self._marks = marks

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
        return self._texts.texts_where(self._walk(re.split("['’]", word.replace("ü", "v"))))

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

    def mark_initials(self, grow: Grow = GrowingInMemory) -> Marks:
        """Return of each character of the texts the letters it may begin with, uint8[c] (`db.search.letter_marks`).

        It is half as long as the characters, and a search asks it three times as fast as it looks characters up.

        Args:
            grow: Begins where it goes.
        """
        if self._marks is not None:
            return self._marks
        table = np.full(_BEYOND + 1, LACKS_ALL, np.uint8)
        for syllable, codes in self._codes_by_syllable.items():
            table[codes] &= ~mark_of(syllable[0])
        characters, marks = self._texts.codes, grow(np.uint8)
        for first in range(0, len(characters), _PART):
            part = characters[first : first + _PART]
            marks.add(table.take(part))
            give_back_part(part)
        return marks.whole()

    def _places_nearly(self, word: str) -> NDArray[np.intp]:
        """Return the characters that begin with a word's first letter; of those, none where two of the next are wrong.

        The second is asked of marks only: some that are wrong are left.
        """
        codes, table = self._texts.codes, self._initials_of(word[0])
        if self._marks is None:
            return self._texts.places(lambda first, last: table.take(codes[first:last]))
        meant = may_nearly_begin(self._marks, [mark_of(letter) for letter in word])

        def find(first: int, last: int) -> NDArray[np.intp]:
            near = places_of(meant(first, last)) + first
            return near.take(np.flatnonzero(table.take(codes.take(near))))

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

    def _walk(self, parts: Sequence[str]) -> Find:
        """Return what finds the last character of every match, begun in a chunk, of parts no character reaches across.

        A chunk is walked to the end at once, while what is looked at stays near the processor.
        """
        typed, codes = "".join(parts), self._texts.codes
        ways = self._ways(typed, np.cumsum([len(part) for part in parts]))
        if not ways:
            return lambda _first, _last: np.empty(0, np.intp)
        begin = self._beginnings(typed, ways)

        def find(first: int, last: int) -> NDArray[np.intp]:
            # reached[k]: positions of the characters that come next once k letters are used up.
            reached = defaultdict(list, {0: [begin(first, last)]})
            for used, way in ways.items():
                here = _united(reached.pop(used, []))
                if not len(here):
                    continue
                taken = way.steps.take(codes.take(here))
                for length in way.lengths:
                    went = here.take(np.flatnonzero(taken & (1 << (length - 1))))
                    if len(went):
                        reached[used + length].append(went + 1)
            return _united(reached[len(typed)]) - 1

        return find

    def _ways(self, typed: str, ends: NDArray[np.int64]) -> dict[int, "_Way"]:
        """Return how a match may go on once so many letters are used up: what can be reached and leads to the end."""
        steps: dict[int, NDArray[np.uint8]] = {}
        lengths: dict[int, list[int]] = {}
        reachable = {0}
        for used in range(len(typed)):
            if used in reachable:
                steps[used] = self._steps(typed, used)
                bits = int(np.bitwise_or.reduce(steps[used]))
                room = _room(ends, used)
                lengths[used] = [length for length in range(1, room + 1) if bits & (1 << (length - 1))]
                reachable.update(used + length for length in lengths[used])
        leading = {len(typed)}
        for used in sorted(lengths, reverse=True):
            lengths[used] = [length for length in lengths[used] if used + length in leading]
            leading.update([used] if lengths[used] else [])
        return {used: _Way(steps[used], lengths[used]) for used in lengths if used in leading}

    def _beginnings(self, typed: str, ways: Mapping[int, "_Way"]) -> Find:
        """Return what finds where a match may begin: a character takes everything, or the next one what comes then.

        This is the one pass over all characters: a pair that cannot be goes no further.
        """
        steps, lengths = ways[0].steps, ways[0].lengths
        whole = np.uint8(1 << (len(typed) - 1) if len(typed) in lengths else 0)
        # Of a character that follows: after how many letters, as bits, it may take the next ones.
        follows = np.zeros(_BEYOND + 1, np.uint8)
        for length in lengths:
            if length < len(typed):
                follows |= (ways[length].steps > 0) * np.uint8(1 << (length - 1))
        if self._marks is None:
            return self._look_up(steps, whole, follows)
        codes, meant = self._texts.codes, may_begin(self._marks, _letters_asked(typed, ways))

        def find(first: int, last: int) -> NDArray[np.intp]:
            near = places_of(meant(first, last))
            here, after = codes[first:last].take(near), codes[first + 1 : last + 1].take(near)  # the last ends a text
            taken = steps.take(here)
            return near.take(np.flatnonzero((taken & whole) | (taken & follows.take(after)))) + first

        return find

    def _look_up(self, steps: NDArray[np.uint8], whole: np.uint8, follows: NDArray[np.uint8]) -> Find:
        """Look up each character whether it may begin a match, and the next whether it may go on."""
        codes, ends_here, goes_on, next_goes_on = self._texts.codes, np.uint8(1), np.uint8(2), np.uint8(4)
        table = ((steps & whole) > 0) * ends_here | ((steps & ~whole) > 0) * goes_on | (follows > 0) * next_goes_on

        def find(first: int, last: int) -> NDArray[np.intp]:
            role = table.take(codes[first : last + 1])
            begins = (role[: last - first] & ends_here) > 0
            begins[: len(role) - 1] |= ((role[:-1] & goes_on) > 0) & ((role[1:] & next_goes_on) > 0)
            return places_of(begins) + first

        return find

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
"""Characters whose marks are looked up in one go."""


@frozen(eq=False)
class _Way:
    """How a match may go on.

    Attributes:
        steps: uint8[65536], bit n - 1 set where a character may take n of the letters that are left.
        lengths: How many letters some character of the texts may take, ascending.
    """

    steps: NDArray[np.uint8]
    lengths: Sequence[int]


def _letters_asked(typed: str, ways: Mapping[int, _Way]) -> list[list[np.uint8]]:
    """Return of the characters every match must have, one after the other, the marks of what each may begin with."""
    asked: list[list[np.uint8]] = []
    used = {0}
    while len(typed) not in used and len(asked) < _MOST_ASKED:
        letters = {typed[each] for each in used}
        if len(letters) > _MOST_LETTERS:
            break
        asked.append([mark_of(letter) for letter in sorted(letters)])
        used = {each + length for each in used for length in ways[each].lengths}
    return asked


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
