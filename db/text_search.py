"""Find the projects whose texts contain words: plain substring search over joined buffers.

Chinese has no spaces to split at, and a full-text index by trigrams finds nothing for the two-character words people
type (芯片), so the whole text is searched. At a million projects (70 MB) one word takes some tens of milliseconds.
A word of letters is looked for by sound as well (`db.pinyin_search`).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.pinyin_search import PinyinSearch
from db.string_columns import END, StringColumn

_SPACES: Final = re.compile(r"[^\S\n]+")


def normalise_text(text: str) -> str:
    """Fold what people do not distinguish when searching: full and half width, letter case, runs of white space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def split_words(query: str) -> tuple[str, ...]:
    """Split a query into the words that must all occur; repeated words count once."""
    return tuple(dict.fromkeys(normalise_text(query).split()))


class TextPart:
    """One kind of text of the projects: their names, their aliases, their organisations' names."""

    def __init__(
        self, texts: StringColumn, rows: NDArray[np.int64] | None = None, entries: NDArray[Any] | None = None
    ) -> None:
        """Keep texts; they are prepared for searching at the first question. Asking from any thread is safe.

        Args:
            texts: The texts as they are printed.
            rows: int64[m], the rows of projects that texts belong to; without it text k belongs to row k.
            entries: int[m], the text that belongs to each of these rows.
        """
        self.texts = texts
        self.rows = rows
        self.entries = entries

    def mark_written(self, word: str, found: NDArray[np.bool_]) -> None:
        """Mark the rows that contain a word as it is written."""
        buffer, ends = self._prepared
        # UTF-8 is self-synchronising: a match of whole characters never starts inside another character.
        hits = re.finditer(re.escape(word.encode()), buffer)
        starts = np.fromiter((hit.start() for hit in hits), dtype=np.int64)
        self._mark(np.searchsorted(ends, starts, side="right"), found)

    def mark_sounding(self, word: str, found: NDArray[np.bool_]) -> None:
        """Mark the rows that contain a word by its sound."""
        self._mark(self._sounds.find_rows(word), found)

    def mark_nearly(self, word: str, found: NDArray[np.bool_]) -> None:
        """Mark the rows that contain initials with one letter of the word wrong."""
        self._mark(self._sounds.find_rows_nearly(word), found)

    def _mark(self, hits: NDArray[np.int64], found: NDArray[np.bool_]) -> None:
        if self.rows is None or self.entries is None:
            found[hits] = True
        elif len(hits):
            marked = np.zeros(len(self.texts), dtype=np.bool_)
            marked[hits] = True
            found[self.rows[marked[self.entries]]] = True

    @cached_property
    def _prepared(self) -> tuple[bytes, NDArray[np.int64]]:
        """Normalised UTF-8 text of every entry, each ended by a line feed, and the offset just past each of those."""
        if self.texts.is_plain:
            buffer = b"".join(_normalise_lines(batch).encode() for batch in self.texts.batches())
        else:
            buffer = b"".join(normalise_text(text).encode() + END for text in self.texts)
        return buffer, np.flatnonzero(np.frombuffer(buffer, np.uint8) == END[0]) + 1

    @cached_property
    def _sounds(self) -> PinyinSearch:
        return PinyinSearch(self._prepared[0])


def _normalise_lines(lines: str) -> str:
    """Do to each line what `normalise_text` does to a text; neither joins nor parts lines."""
    folded = "\n" + _SPACES.sub(" ", unicodedata.normalize("NFKC", lines).casefold())
    return folded.replace("\n ", "\n").replace(" \n", "\n")[1:]


@dataclass(frozen=True, slots=True, eq=False)
class TextIndex:
    """The searchable text of n projects.

    Attributes:
        count: n.
        parts: A project contains a word when one of its texts in one of the parts does.
    """

    count: int
    parts: tuple[TextPart, ...]

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> "TextIndex":
        """Build the index from one text a row, in row order."""
        column = StringColumn.from_strings(texts)
        return cls(len(column), (TextPart(column),))

    def find_rows(self, query: str) -> NDArray[np.bool_]:
        """Tell for each row whether it contains every word of the query.

        A word of letters is contained as it is written or by its sound: pinyin, initials, or both mixed. One of five
        letters or more that is found in no row at all is taken for initials with one letter wrong.

        Args:
            query: Words separated by white space. An empty query is contained everywhere.

        Returns:
            bool[n].
        """
        found = np.ones(self.count, dtype=np.bool_)
        for word in split_words(query):
            found &= self._rows_with(word)
        return found

    def _rows_with(self, word: str) -> NDArray[np.bool_]:
        found = np.zeros(self.count, dtype=np.bool_)
        for part in self.parts:
            part.mark_written(word, found)
            part.mark_sounding(word, found)
        if not found.any():
            for part in self.parts:
                part.mark_nearly(word, found)
        return found


def join_fields(fields: Sequence[str | None]) -> str:
    """Join a project's texts into one row; a word has no space in it, so it is not found across two fields."""
    return " ".join(field for field in fields if field)
