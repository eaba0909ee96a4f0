"""Tables on paper: cut to their columns, broken into pages."""

from collections.abc import Iterator, Sequence
from typing import Final

from db.export.paper.marks import MEDIUM, REGULAR, Block, Glyph, Mark, Words, rule
from db.export.paper.press import Press
from db.export.paper.type_setting import wrap
from geo.frozen import frozen

ROW_MM: Final = 5.4
HEAD_MM: Final = 6.4
_BASE: Final = 3.7  # baseline below a row's top
_GAP_MM: Final = 2.0
_LINE_MM: Final = 3.5  # from a line of a cell to the next


@frozen
class Cell:
    """What stands in a column of a row.

    Attributes:
        text: Its words.
        slot: An industry's shape before them; −1 for none.
        is_doubtful: Whether they are inferred.
        token: Colour.
    """

    text: str
    slot: int = -1
    is_doubtful: bool = False
    token: str = "ink"


@frozen
class TableColumn:
    """A column.

    Attributes:
        title: Head.
        share: Of the table's width.
        is_number: Whether it stands to the right.
    """

    title: str
    share: float
    is_number: bool = False


def rows_fitting(height: float) -> int:
    """Return how many rows fit below a head into some mm."""
    return max(int((height - HEAD_MM) // ROW_MM), 0)


def table(
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[Cell]],
    width: float,
    press: Press,
    size_pt: float = 7.5,
    most_lines: int = 1,
) -> Block:
    """Return a table of some width in mm, its head first; words take up to some lines, what is longer is cut."""
    spans = list(_spans(columns, width))
    marks: list[Mark] = []
    for column, (left, right) in zip(columns, spans, strict=True):
        words = press.fitted(column.title, right - left, size_pt - 0.5)
        marks.append(_anchored(words, left, right, _BASE, column.is_number, size_pt - 0.5, press.color("ink3")))
    marks.append(rule(0.0, HEAD_MM - 1.0, width, HEAD_MM - 1.0, press.color("ink3"), 0.2))
    top = HEAD_MM - 0.6
    for cells in rows:
        deepest = 1
        for column, cell, (left, right) in zip(columns, cells, spans, strict=True):
            found, lines = _cell(cell, left, right, top, column.is_number, size_pt, press, most_lines)
            marks += found
            deepest = max(deepest, lines)
        top += ROW_MM + (deepest - 1) * _LINE_MM
        marks.append(rule(0.0, top, width, top, press.color("line"), 0.1))
    return Block(top + 0.6, tuple(marks))


def _spans(columns: Sequence[TableColumn], width: float) -> Iterator[tuple[float, float]]:
    total, left = sum(column.share for column in columns), 0.0
    for place, column in enumerate(columns):
        right = left + column.share / total * width
        gap = min(2.5 * _GAP_MM, 0.05 * width) if column.is_number else _GAP_MM
        yield left, right - (gap if place < len(columns) - 1 else 0.0)
        left = right


def _cell(
    cell: Cell, left: float, right: float, top: float, is_number: bool, size_pt: float, press: Press, most: int
) -> tuple[list[Mark], int]:
    """Return a cell's marks and how many lines it takes."""
    marks: list[Mark] = []
    if cell.slot >= 0:
        marks.append(Glyph(left + 1.3, top + 2.55, 1.15, cell.slot, press.slots[cell.slot]))
        left += 3.6
    lines = wrap(cell.text, right - left, press.measure, size_pt, most=most)
    for place, line in enumerate(lines):
        base = top + _BASE + place * _LINE_MM
        color = press.color(cell.token)
        marks.append(_anchored(line, left, right, base, is_number, size_pt, color, cell.is_doubtful))
    return marks, len(lines)


def _anchored(
    text: str,
    left: float,
    right: float,
    base: float,
    is_number: bool,
    size_pt: float,
    color: str,
    is_doubtful: bool = False,
) -> Words:
    x, anchor = (right, 1.0) if is_number else (left, 0.0)
    return Words(x, base, text, size_pt, REGULAR, color, anchor, is_doubtful=is_doubtful)


def heading(title: str, width: float, press: Press, more: str = "") -> Block:
    """Return the head of a section: a rule, its title, some words after it."""
    marks: list[Mark] = [
        rule(0.0, 0.0, width, 0.0, press.color("ink3"), 0.25),
        Words(0.0, 5.2, title, 10.0, MEDIUM, press.color("ink")),
    ]
    if more:
        left = press.measure(title, 10.0, MEDIUM) + 2.4
        marks.append(Words(left, 5.2, press.fitted(more, width - left, 8.5), 8.5, REGULAR, press.color("ink2")))
    return Block(7.6, tuple(marks))
