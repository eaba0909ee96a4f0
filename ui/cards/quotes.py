"""Passages of one document as sentences with the words marked: several that stand in one sentence become one quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from db.field_names import field_name
from db.records import Passage
from geo.frozen import frozen

CONTEXT = 36
"""Most characters shown before and after marked words; what is between near ones is shown whole."""


@frozen
class Piece:
    """Some characters of a quote.

    Attributes:
        words: The characters, verbatim; an ellipsis where some are left out.
        place: Offset of marked words in the document's text without white space; None for what stands around them.
    """

    words: str
    place: int | None = None


@frozen
class Quote:
    """A sentence of a document, or where it is while its text is not in the ledger.

    Attributes:
        pieces: What is printed; empty without the text.
        fields: What it says, for people.
        start: Offset of the first marked words, inclusive.
        end: Offset of the last ones, exclusive.
    """

    pieces: tuple[Piece, ...]
    fields: tuple[str, ...]
    start: int
    end: int


def quotes_of(passages: Iterable[Passage]) -> list[Quote]:
    """Put the passages of one document together by sentence, in the order of the text."""
    groups: list[list[Passage]] = []
    reach = -1
    for passage in sorted(passages, key=lambda p: (p.start, p.end)):
        alone = passage.words is None
        first, last = passage.start - len(passage.before), passage.end + len(passage.after)
        same = groups and (groups[-1][-1].end, groups[-1][-1].start) == (passage.end, passage.start)
        if groups and (same or (not alone and first < reach)):
            groups[-1].append(passage)
            reach = max(reach, last)
        else:
            groups.append([passage])
            reach = last
    return [_quote(group) for group in groups]


def _quote(group: Sequence[Passage]) -> Quote:
    fields = tuple(dict.fromkeys(field_name(passage.field) for passage in group))
    start, end = min(passage.start for passage in group), max(passage.end for passage in group)
    pieces = tuple(_pieces(group)) if all(passage.words is not None for passage in group) else ()
    return Quote(pieces, fields, start, end)


def _pieces(group: Sequence[Passage]) -> Iterator[Piece]:
    first, text = _join_texts(group)
    last = first + len(text)
    marks = _united((passage.start, passage.start + len(passage.words or "")) for passage in group)
    shown = _united((max(first, start - CONTEXT), min(last, end + CONTEXT)) for start, end in marks)
    for index, (start, end) in enumerate(shown):
        if start > first and index == 0:
            yield Piece("……")
        at = start
        for mark_start, mark_end in marks:
            if start <= mark_start < end:
                yield from (Piece(text[at - first : mark_start - first]),) if at < mark_start else ()
                yield Piece(text[mark_start - first : mark_end - first], mark_start)
                at = mark_end
        if at < end:
            yield Piece(text[at - first : end - first])
        if end < last:
            yield Piece("……")


def _join_texts(group: Sequence[Passage]) -> tuple[int, str]:
    """Return what is known of the sentence, and the offset where it begins; the passages' surroundings overlap."""
    parts = sorted((p.start - len(p.before), p.before + (p.words or "") + p.after) for p in group)
    first, text = parts[0]
    for start, part in parts[1:]:
        text += part[max(0, first + len(text) - start) :]
    return first, text


def _united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap or touch as one."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united
