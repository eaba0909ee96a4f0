"""What a page is made of: shapes and words in millimetres from its top left corner, x to the right, y downwards."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from geo.frozen import frozen

MM_PER_PT: Final = 25.4 / 72

REGULAR: Final = 400
MEDIUM: Final = 500
BOLD: Final = 700

Point = tuple[float, float]


@frozen
class Ink:
    """How a shape is drawn.

    Attributes:
        fill: `#RRGGBB` or `#AARRGGBB`, None for an empty one.
        line: Colour of its outline, None for none.
        width_mm: Of the outline.
        dash: Lengths of dashes and gaps in mm; empty for a whole line.
        is_round: Whether lines end round.
    """

    fill: str | None = None
    line: str | None = None
    width_mm: float = 0.2
    dash: tuple[float, ...] = ()
    is_round: bool = False


@frozen
class Shape:
    """Lines or outlines; several outlines of one shape leave holes where they overlap.

    Attributes:
        rings: Points of each.
        ink: How they are drawn.
        is_closed: Whether the last point is joined to the first.
        name: What it is, for those who read the page by program; empty for decoration.
    """

    rings: tuple[tuple[Point, ...], ...]
    ink: Ink
    is_closed: bool = True
    name: str = ""

    def moved(self, dx: float, dy: float) -> "Shape":
        """Return it elsewhere."""
        return replace(self, rings=tuple(tuple((x + dx, y + dy) for x, y in ring) for ring in self.rings))


@frozen
class Disc:
    """A circle."""

    x: float
    y: float
    radius: float
    ink: Ink

    def moved(self, dx: float, dy: float) -> "Disc":
        """Return it elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@frozen
class Donut:
    """A ring cut by industry, from twelve o'clock on, clockwise.

    Attributes:
        x: Of its middle.
        y: Of its middle.
        radius: Outer.
        hole: Inner radius.
        parts: (how many, colour), in order.
        paper: Colour of the hole and of the cuts.
    """

    x: float
    y: float
    radius: float
    hole: float
    parts: tuple[tuple[float, str], ...]
    paper: str = "#FFFFFF"

    def moved(self, dx: float, dy: float) -> "Donut":
        """Return it elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@frozen
class Glyph:
    """The shape of an industry, of area π·radius².

    Attributes:
        x: Of its centre of area.
        y: Likewise.
        radius: Nominal.
        slot: Which shape: 0–3 the industries in order, 4 the unclassified.
        color: Of its fill, or of its outline when hollow.
        is_hollow: Only planned.
    """

    x: float
    y: float
    radius: float
    slot: int
    color: str
    is_hollow: bool = False

    def moved(self, dx: float, dy: float) -> "Glyph":
        """Return it elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@frozen
class Words:
    """One line of text.

    Attributes:
        x: Of the anchor.
        y: Of the baseline.
        text: What it says.
        size_pt: Size of the type.
        weight: 400, 500 or 700.
        color: Of the ink.
        anchor: 0 the text begins at x, 0.5 its middle lies there, 1 it ends there.
        halo: Colour of an edge around the letters, for words on a map; None for none.
        is_doubtful: Whether it is inferred: dots run under it.
    """

    x: float
    y: float
    text: str
    size_pt: float = 8.0
    weight: int = REGULAR
    color: str = "#1D2124"
    anchor: float = 0.0
    halo: str | None = None
    is_doubtful: bool = False

    def moved(self, dx: float, dy: float) -> "Words":
        """Return it elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)


Mark = Shape | Disc | Donut | Glyph | Words


@frozen
class Page:
    """One page.

    Attributes:
        width: Millimetres.
        height: Millimetres.
        marks: In the order they are painted.
        background: Colour of the paper; None leaves it transparent.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    background: str | None = "#FFFFFF"


@frozen
class Block:
    """Marks that belong together, drawn from (0, 0), to be put somewhere as a whole."""

    height: float
    marks: tuple[Mark, ...]

    def at(self, x: float, y: float) -> list[Mark]:
        """Return the marks where they are put."""
        return [mark.moved(x, y) for mark in self.marks]


def rule(x1: float, y1: float, x2: float, y2: float, color: str, width_mm: float = 0.2) -> Shape:
    """Return a straight line."""
    return Shape((((x1, y1), (x2, y2)),), Ink(line=color, width_mm=width_mm), is_closed=False)


def box(x: float, y: float, width: float, height: float, ink: Ink, name: str = "") -> Shape:
    """Return a rectangle."""
    return Shape((((x, y), (x + width, y), (x + width, y + height), (x, y + height)),), ink, name=name)


def stack(blocks: Iterable[Block], gap: float) -> Block:
    """Return blocks one below the other."""
    marks: list[Mark] = []
    y = 0.0
    for block in blocks:
        marks += block.at(0.0, y)
        y += block.height + gap
    return Block(max(y - gap, 0.0), tuple(marks))


def texts(marks: Sequence[Mark]) -> list[str]:
    """Return all words of some marks, in order."""
    return [mark.text for mark in marks if isinstance(mark, Words)]
