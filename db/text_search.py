"""Find the projects whose texts contain words: plain substring search over one joined buffer.

Chinese has no spaces to split at, and a full-text index by trigrams finds nothing for the two-character words people
type (芯片), so the whole text is searched. At a million projects (70 MB) one word takes some tens of milliseconds.
A word of letters is looked for by sound as well (`db.pinyin_search`).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from db.pinyin_search import PinyinSearch

_ROW_END = b"\n"


def normalise_text(text: str) -> str:
    """Fold what people do not distinguish when searching: full and half width, letter case, runs of white space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def split_words(query: str) -> tuple[str, ...]:
    """Split a query into the words that must all occur; repeated words count once."""
    return tuple(dict.fromkeys(normalise_text(query).split()))


@dataclass(frozen=True, slots=True)
class TextIndex:
    """The searchable text of n projects.

    Attributes:
        buffer: Normalised UTF-8 text of every row, each ended by a line feed.
        ends: int64[n], offset just past each row's line feed.
        sounds: The same text by its sound; prepared when first asked.
    """

    buffer: bytes
    ends: NDArray[np.int64]
    sounds: PinyinSearch = field(repr=False, compare=False)

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> "TextIndex":
        """Build the index from one text a row, in row order."""
        rows = [normalise_text(text).encode() + _ROW_END for text in texts]
        ends = np.fromiter(accumulate(map(len, rows)), dtype=np.int64, count=len(rows))
        buffer = b"".join(rows)
        return cls(buffer, ends, PinyinSearch(buffer))

    def find_rows(self, query: str) -> NDArray[np.bool_]:
        """Tell for each row whether it contains every word of the query.

        A word of letters is contained as it is written or by its sound: pinyin, initials, or both mixed. One of five
        letters or more that is found in no row at all is taken for initials with one letter wrong.

        Args:
            query: Words separated by white space. An empty query is contained everywhere.

        Returns:
            bool[n].
        """
        found = np.ones(len(self.ends), dtype=np.bool_)
        for word in split_words(query):
            found &= self._rows_with(word)
        return found

    def _rows_with(self, word: str) -> NDArray[np.bool_]:
        found = self._rows_written(word.encode())
        found[self.sounds.find_rows(word)] = True
        if not found.any():
            found[self.sounds.find_rows_nearly(word)] = True
        return found

    def _rows_written(self, word: bytes) -> NDArray[np.bool_]:
        found = np.zeros(len(self.ends), dtype=np.bool_)
        # UTF-8 is self-synchronising: a match of whole characters never starts inside another character.
        starts = np.fromiter((hit.start() for hit in re.finditer(re.escape(word), self.buffer)), dtype=np.int64)
        found[np.searchsorted(self.ends, starts, side="right")] = True
        return found


def join_fields(fields: Sequence[str | None]) -> str:
    """Join a project's texts into one row; a word has no space in it, so it is not found across two fields."""
    return " ".join(field for field in fields if field)
