"""Find the projects whose texts contain words: plain substring search over the numbers of their characters.

Chinese has no spaces to split at, and a full-text index by trigrams finds nothing for the two-character words people
type (芯片), so the whole text is scanned (`db.search.text_buffer`). At a million projects one word takes some tens of
milliseconds. A word of letters is looked for by sound as well (`db.search.pinyin_search`).
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.string_columns import StringColumn
from db.search.letter_marks import Marks
from db.search.pinyin_search import PinyinSearch, Readings, is_sound
from db.search.text_buffer import TextBuffer, normalise_text

_KEPT_WORDS: Final = 4


def split_words(query: str) -> tuple[str, ...]:
    """Split a query into the words that must all occur; repeated words count once."""
    return tuple(dict.fromkeys(normalise_text(query).split()))


class TextPart:
    """One kind of text of the projects: their names, their aliases, their organisations' names."""

    def __init__(
        self,
        texts: TextBuffer,
        rows: NDArray[Any] | None = None,
        entries: NDArray[Any] | None = None,
        readings: Readings | None = None,
        marks: Marks | None = None,
    ) -> None:
        """Keep texts. Asking from any thread is safe.

        Args:
            texts: The texts, ready for searching.
            rows: Integers [m], the rows of projects that texts belong to; without it text k belongs to row k.
            entries: Integers [m], the text that belongs to each of these rows.
            readings: How Chinese characters are read, if that was kept.
            marks: What `PinyinSearch.mark_initials` returned, if that was kept.
        """
        self.texts = texts
        self.rows = rows
        self.entries = entries
        self.sounds: Final = PinyinSearch(texts, readings, marks)

    def mark_written(self, word: str, found: NDArray[np.bool_]) -> None:
        """Mark the rows that contain a word as it is written."""
        self._mark(self.texts.find_written(word), found)

    def mark_sounding(self, word: str, found: NDArray[np.bool_]) -> None:
        """Mark the rows that contain a word by its sound."""
        self._mark(self.sounds.find_rows(word), found)

    def mark_nearly(self, word: str, found: NDArray[np.bool_]) -> None:
        """Mark the rows that contain initials with one letter of the word wrong."""
        self._mark(self.sounds.find_rows_nearly(word), found)

    def _mark(self, hits: NDArray[np.intp], found: NDArray[np.bool_]) -> None:
        if self.rows is None or self.entries is None:
            found[hits] = True
        elif len(hits):
            marked = np.zeros(len(self.texts), dtype=np.bool_)
            marked[hits] = True
            found[self.rows.take(np.flatnonzero(marked.take(self.entries)))] = True


Gather = Callable[[], Sequence[TextPart]]


class TextIndex:
    """The searchable text of n projects. Asking from any thread is safe."""

    def __init__(self, count: int, gather: Gather, release: Callable[[], None] = lambda: None) -> None:
        """Keep where the text comes from: it is gathered at the first question, or before, by `prepare`.

        Args:
            count: n.
            gather: Returns the parts. A project contains a word when one of its texts in one of the parts does.
            release: Gives back the memory that looking at the whole text takes.
        """
        self.count = count
        self._gather, self._release = gather, release
        self._parts: tuple[TextPart, ...] | None = None
        self._known: dict[str, NDArray[np.uint8]] = {}
        self._turn = threading.Lock()

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> "TextIndex":
        """Build the index from one text a row, in row order."""
        column = StringColumn.from_strings(texts)
        return cls(len(column), lambda: (TextPart(TextBuffer.of(column)),))

    @property
    def parts(self) -> tuple[TextPart, ...]:
        """The parts, gathered when they are first asked for."""
        with self._turn:
            if self._parts is None:
                self._parts = tuple(self._gather())
            return self._parts

    @property
    def is_ready(self) -> bool:
        """Whether the parts were gathered already."""
        return self._parts is not None

    def prepare(self) -> None:
        """Do ahead of the first question what it would have to wait for."""
        for part in self.parts:
            part.sounds.prepare()

    def release(self) -> None:
        """Give back the memory searches have taken. The next takes it again, for a quarter of the time it lasts."""
        if self.is_ready:
            self._release()

    def take_over(self, other: "TextIndex") -> None:
        """Search the parts of another index of the same texts from now on: one in a file instead of in memory."""
        with self._turn:
            self._parts, self._release = other.parts, other._release  # noqa: SLF001 - one of its own kind

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

    @property
    def readings(self) -> Mapping[str, frozenset[str]]:
        """How the characters of the rows' first texts are read; empty before a search by sound has looked them up."""
        return self._parts[0].sounds.known_readings if self._parts else {}

    def _rows_with(self, word: str) -> NDArray[np.bool_]:
        """The rows with a word; the words asked for last are remembered, for every other change of the filters."""
        known = self._known.pop(word, None)
        if known is None:
            known = np.packbits(self._find(word))
        self._known = dict([*self._known.items(), (word, known)][-_KEPT_WORDS:])
        return np.unpackbits(known, count=self.count).view(np.bool_)

    def _find(self, word: str) -> NDArray[np.bool_]:
        found = np.zeros(self.count, dtype=np.bool_)
        for part in sorted(self.parts, key=lambda part: len(part.texts.codes)):
            if found.all():
                break
            # What is written in letters also sounds so, but for an apostrophe and the dots of ü.
            if not is_sound(word) or not word.isalnum() or "ü" in word:
                part.mark_written(word, found)
            part.mark_sounding(word, found)
        if not found.any():
            for part in self.parts:
                part.mark_nearly(word, found)
        return found


def join_fields(fields: Sequence[str | None]) -> str:
    """Join a project's texts into one row; a word has no space in it, so it is not found across two fields."""
    return " ".join(field for field in fields if field)
