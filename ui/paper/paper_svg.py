"""Writes a page of paper as SVG: one element a mark, one text a line, millimetres as its unit.

Written by hand and not by Qt's generator, which cuts a line of text where the script changes and draws haloes as
outlines of letters: nobody could search or correct such a file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from db.export.paper.marks import MM_PER_PT, Disc, Donut, Glyph, Ink, Mark, Page, Point, Shape, Words
from ui.widgets.glyphs import glyph_path

HALO_MM = 0.7
ANCHORS = {0.0: "start", 0.5: "middle", 1.0: "end"}


def write_svg(page: Page, families: Sequence[str], title: str, description: str) -> str:
    """The text of the file.

    Args:
        page: what to draw.
        families: font families, the bundled one first.
        title: of the document.
        description: what the file says about itself.
    """
    width, height = _number(page.width), _number(page.height)
    names = ", ".join(f"'{family}'" if " " in family else family for family in families)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}"'
        f" font-family={quoteattr(names)}>",
        f"<title>{_plain(title)}</title>",
        f"<desc>{_plain(description)}</desc>",
    ]
    if page.background is not None:
        lines.append(f'<rect width="{width}" height="{height}" fill="{page.background}"/>')
    lines += [element for mark in page.marks for element in _elements(mark)]
    return "\n".join([*lines, "</svg>", ""])


def _elements(mark: Mark) -> Iterator[str]:
    if isinstance(mark, Words):
        yield from _text(mark)
    elif isinstance(mark, Shape):
        name = f' class="{mark.name}"' if mark.name else ""
        yield f'<path{name} d="{_ways(mark.rings, mark.is_closed)}" fill-rule="evenodd"{_ink(mark.ink)}/>'
    elif isinstance(mark, Disc):
        x, y, radius = (_number(each) for each in (mark.x, mark.y, mark.radius))
        yield f'<circle cx="{x}" cy="{y}" r="{radius}"{_ink(mark.ink)}/>'
    elif isinstance(mark, Donut):
        yield from _donut(mark)
    else:
        ink = Ink(line=mark.color, width_mm=0.3) if mark.is_hollow else Ink(fill=mark.color)
        yield f'<path d="{_outline(mark)}"{_ink(ink)}/>'


def _text(words: Words) -> Iterator[str]:
    size = _number(words.size_pt * MM_PER_PT)
    told = (
        f'<text x="{_number(words.x)}" y="{_number(words.y)}" font-size="{size}" font-weight="{words.weight}"'
        f' text-anchor="{ANCHORS[words.anchor]}"'
    )
    text = _plain(words.text)
    if words.halo is not None:
        # A line of its own below the words: many programs do not know paint-order.
        width = _number(2 * HALO_MM)
        edge = f' fill="none" stroke={_colour(words.halo)} stroke-width="{width}" stroke-linejoin="round"'
        yield f'{told}{edge} aria-hidden="true">{text}</text>'
    yield f"{told} fill={_colour(words.color)}{_dots() if words.is_doubtful else ''}>{text}</text>"


def _dots() -> str:
    return ' text-decoration="underline dotted"'


def _donut(donut: Donut) -> Iterator[str]:
    """Segments clockwise from twelve o'clock, white cuts between them, a hole of paper."""
    total, turn = sum(count for count, _ in donut.parts), 0.0
    for count, color in donut.parts:
        ink = _ink(Ink(color, donut.paper, 0.25))
        end = turn + count / total
        if len(donut.parts) == 1:
            x, y, radius = (_number(each) for each in (donut.x, donut.y, donut.radius))
            yield f'<circle cx="{x}" cy="{y}" r="{radius}"{ink}/>'
        else:
            first, last = _pair(_around(donut, turn)), _pair(_around(donut, end))
            radius, is_long = _number(donut.radius), int(end - turn > 0.5)
            middle = _pair((donut.x, donut.y))
            yield f'<path d="M{middle}L{first}A{radius} {radius} 0 {is_long} 1 {last}Z"{ink}/>'
        turn = end
    x, y, hole = (_number(each) for each in (donut.x, donut.y, donut.hole))
    yield f'<circle cx="{x}" cy="{y}" r="{hole}" fill="{donut.paper}"/>'


def _around(donut: Donut, turn: float) -> Point:
    angle = 2 * math.pi * turn
    return donut.x + donut.radius * math.sin(angle), donut.y - donut.radius * math.cos(angle)


def _ways(rings: Iterable[Iterable[Point]], is_closed: bool) -> str:
    end = "Z" if is_closed else ""
    return "".join(f"M{'L'.join(_pair(point) for point in ring)}{end}" for ring in rings)


def _outline(glyph: Glyph) -> str:
    """The shape of an industry, from the formulas that paint it everywhere."""
    path = glyph_path(glyph.slot, QPointF(glyph.x, glyph.y), glyph.radius)
    steps, curve = [], []
    for place in range(path.elementCount()):
        element = path.elementAt(place)
        spot = _pair((element.x, element.y))
        if element.type == QPainterPath.ElementType.MoveToElement:
            steps.append(f"M{spot}")
        elif element.type == QPainterPath.ElementType.LineToElement:
            steps.append(f"L{spot}")
        else:
            curve.append(spot)
            if len(curve) == 3:
                steps.append(f"C{' '.join(curve)}")
                curve = []
    return "".join(steps) + "Z"


def _ink(ink: Ink) -> str:
    told = f" fill={_colour(ink.fill)}" if ink.fill is not None else ' fill="none"'
    told += _opacity("fill", ink.fill)
    if ink.line is not None:
        told += f' stroke={_colour(ink.line)} stroke-width="{_number(ink.width_mm)}" stroke-linejoin="round"'
        told += _opacity("stroke", ink.line)
        if ink.dash:
            told += f' stroke-dasharray="{" ".join(_number(each) for each in ink.dash)}"'
        if ink.is_round:
            told += ' stroke-linecap="round"'
    return told


def _colour(color: str) -> str:
    return quoteattr(f"#{color[-6:]}")


def _opacity(what: str, color: str | None) -> str:
    """Qt writes how opaque a colour is before its figures; SVG wants it apart."""
    return f' {what}-opacity="{int(color[1:3], 16) / 255:.3g}"' if color is not None and len(color) == 9 else ""


def _pair(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    """A length to a thousandth of a millimetre."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _plain(text: str) -> str:
    """Text that XML can hold: it has no signs for control characters, not even escaped ones."""
    return escape("".join(each for each in text if each in "\n\t" or (each >= " " and each not in "\ufffe\uffff")))
