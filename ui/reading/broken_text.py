"""A text without white space, broken into lines at the ends of sentences; offsets into either are told apart."""

from __future__ import annotations

import re
from bisect import bisect_right

_SENTENCE = re.compile(r".*?(?:[。！？]+[”’」』）]*|\Z)", re.S)


class BrokenText:
    """A text and its lines.

    Attributes:
        bare: The text as evidence counts it.
        shown: The same with a line feed after each sentence.
    """

    def __init__(self, bare: str) -> None:
        """Break a text that holds no white space."""
        sentences = [found[0] for found in _SENTENCE.finditer(bare) if found[0]]
        self.bare = bare
        self.shown = "\n".join(sentences)
        self._starts = [0]
        for sentence in sentences:
            self._starts.append(self._starts[-1] + len(sentence))

    def shown_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the bare text stands in the shown one; both half open."""
        return self._shown_place(start), self._shown_place(end - 1) + 1

    def find(self, words: str) -> list[tuple[int, int]]:
        """Return spans of the bare text where words stand, whatever their case and white space; they do not overlap."""
        bare = "".join(words.split())
        if not bare:
            return []
        return [found.span() for found in re.finditer(re.escape(bare), self.bare, re.IGNORECASE)]

    def _shown_place(self, place: int) -> int:
        lines_before = min(bisect_right(self._starts, place), max(1, len(self._starts) - 1)) - 1
        return place + lines_before
