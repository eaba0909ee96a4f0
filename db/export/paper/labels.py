"""Puts words beside symbols where they cover nothing: right, below, left, above, in this order."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from db.export.paper.clipping import Frame
from db.export.paper.marks import MM_PER_PT, Words
from db.export.paper.type_setting import Measure
from geo.frozen import frozen

SIDES: Final = ("right", "below", "left", "above")
_LINE: Final = 1.25
_ASCENT: Final = 0.82  # of a line's size: how far Chinese letters reach above the baseline, and
_DESCENT: Final = 0.16  # below it


class Line(NamedTuple):
    """A line of a label."""

    text: str
    size_pt: float
    weight: int
    color: str


@frozen
class _Spot:
    anchor: float
    box: Frame


class LabelRoom:
    """The room left on a map.

    Args:
        frame: Nothing is put outside.
        measure: Widths of text.
        halo: Colour around the letters.
    """

    def __init__(self, frame: Frame, measure: Measure, halo: str | None) -> None:
        """Start with an empty map."""
        self._frame, self._measure, self._halo = frame, measure, halo
        self._taken: list[Frame] = []

    def take(self, box: Frame) -> None:
        """Keep words out of here."""
        self._taken.append(box)

    def take_disc(self, x: float, y: float, radius: float) -> None:
        """Keep words out of the square around a symbol."""
        self.take(Frame(x - radius, y - radius, x + radius, y + radius))

    def put(
        self, x: float, y: float, gap: float, lines: Sequence[Line], sides: Iterable[str] = SIDES
    ) -> list[Words] | None:
        """Put lines beside a point and keep their room.

        Args:
            x: Of the point.
            y: Of the point.
            gap: From the point to the words.
            lines: From the first down.
            sides: Tried in this order; "middle" is on the point itself.

        Returns:
            The words, or None where every side is taken.
        """
        width = max(self._measure(line.text, line.size_pt, line.weight) for line in lines)
        height = sum(line.size_pt * MM_PER_PT * _LINE for line in lines)
        for side in sides:
            spot = _spot(side, x, y, gap, width, height)
            if self._is_free(spot.box):
                self.take(spot.box)
                return self._set(spot, lines)
        return None

    def insist(self, x: float, y: float, gap: float, lines: Sequence[Line]) -> list[Words]:
        """Put lines beside a point whatever they cover: what must be named is named."""
        width = max(self._measure(line.text, line.size_pt, line.weight) for line in lines)
        height = sum(line.size_pt * MM_PER_PT * _LINE for line in lines)
        spots = [_spot(side, x, y, gap, width, height) for side in SIDES]
        spot = next((spot for spot in spots if self._is_inside(spot.box)), spots[0])
        self.take(spot.box)
        return self._set(spot, lines)

    def _is_inside(self, box: Frame) -> bool:
        return self._frame.contains(box.left, box.top, 0.6) and self._frame.contains(box.right, box.bottom, 0.6)

    def _is_free(self, box: Frame) -> bool:
        return self._is_inside(box) and not any(_overlap(box, other) for other in self._taken)

    def _set(self, spot: _Spot, lines: Sequence[Line]) -> list[Words]:
        words, top = [], spot.box.top
        x = spot.box.left + spot.anchor * spot.box.width
        for line in lines:
            size = line.size_pt * MM_PER_PT
            base = top + (size * _LINE - size * (_ASCENT + _DESCENT)) / 2 + size * _ASCENT
            words.append(Words(x, base, line.text, line.size_pt, line.weight, line.color, spot.anchor, self._halo))
            top += size * _LINE
        return words


def _spot(side: str, x: float, y: float, gap: float, width: float, height: float) -> _Spot:
    top = y - height / 2
    if side == "right":
        return _Spot(0.0, Frame(x + gap, top, x + gap + width, top + height))
    if side == "left":
        return _Spot(1.0, Frame(x - gap - width, top, x - gap, top + height))
    if side == "below":
        return _Spot(0.5, Frame(x - width / 2, y + gap, x + width / 2, y + gap + height))
    if side == "above":
        return _Spot(0.5, Frame(x - width / 2, y - gap - height, x + width / 2, y - gap))
    return _Spot(0.5, Frame(x - width / 2, top, x + width / 2, top + height))


def _overlap(one: Frame, other: Frame) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom
