"""Where in a short text a search has found its words: as they are written, or by their sound. For marking them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Final

from db.search.pinyin_search import is_sound, letters_taken

Span = tuple[int, int]
"""Half-open pair of positions in a text."""

Readings = Mapping[str, frozenset[str]]
"""How characters are read; a letter or digit is read as itself."""

_LONGEST: Final = 6
_LEAST_FORGIVEN: Final = 5


def find_spans(text: str, words: Iterable[str], readings: Readings) -> tuple[Span, ...]:
    """Return where words are in a text: as written, else by their sound, else by initials with one of them wrong.

    Costs what one short text costs, so that it may be asked for each cell that is painted.

    Args:
        text: As it is printed.
        words: As `db.search.text_search.split_words` gives them.
        readings: Of the characters; without any, only what is written is found.

    Returns:
        Spans of the text, ascending, none overlapping.
    """
    folded, sources = _fold(text)
    found: list[Span] = []
    for word in words:
        spans = [hit.span() for hit in re.finditer(re.escape(word), folded)]
        if not spans and readings and is_sound(word):
            spans = _find_sounding(folded, word, readings) or _find_nearly(folded, word, readings)
        found += [(sources[start], sources[end - 1] + 1) for start, end in spans]
    return _join(found)


def _fold(text: str) -> tuple[str, list[int]]:
    """Fold each character as `normalise_text` does, and tell where each of the result comes from."""
    folded: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        folded += [(each, place) for each in unicodedata.normalize("NFKC", char).casefold()]
    return "".join(char for char, _ in folded), [place for _, place in folded]


def _find_sounding(text: str, word: str, readings: Readings) -> list[Span]:
    parts = re.split("['’]", word.replace("ü", "v"))
    spans: list[Span] = []
    start = 0
    while start < len(text):
        end = _match_at(text, start, parts, readings)
        if end:
            spans.append((start, end))
        start = end or start + 1
    return spans


def _match_at(text: str, start: int, parts: Sequence[str], readings: Readings) -> int:
    """Return where a match that begins here ends, 0 if none does; no character reaches across two parts."""
    typed, ends = "".join(parts), list(accumulate(map(len, parts)))
    ways = [(start, 0)]
    while ways:
        place, used = ways.pop()
        if used == len(typed):
            return place
        if place == len(text):
            continue
        room = min(_LONGEST, next(end for end in ends if end > used) - used)
        bits = 0
        for syllable in readings.get(text[place], ()):
            bits |= letters_taken(syllable, typed[used:])
        ways += [(place + 1, used + taken) for taken in range(1, room + 1) if bits & (1 << (taken - 1))]
    return 0


def _find_nearly(text: str, word: str, readings: Readings) -> list[Span]:
    """The first place with the initials of a word, the first of them right and at most one other wrong."""
    if len(word) < _LEAST_FORGIVEN or not word.isalpha():
        return []
    initials = [{syllable[0] for syllable in readings.get(char, ())} for char in text]
    for start in range(len(text) - len(word) + 1):
        if any(text[place].isascii() for place in range(start, start + len(word))):
            continue
        right = [letter in initials[start + place] for place, letter in enumerate(word)]
        if right[0] and sum(right) >= len(word) - 1:
            return [(start, start + len(word))]
    return []


def _join(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
