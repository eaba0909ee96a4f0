"""What stands around a map's frame: grid figures, scale bar, north, and the lines that say how it was made."""

from math import cos, radians, sin
from typing import Final

from db.export.paper.clipping import Frame
from db.export.paper.frame import PROJECTION, MapView
from db.export.paper.marks import MEDIUM, REGULAR, Ink, Mark, Shape, Words, box
from db.export.paper.press import Press
from geo.wording import tr

BAR_NAME: Final = "scale-bar"
"""Name of the scale bar's outline: its width is the bar's length to the line's middle."""

_BAR_KM: Final = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
_MOST_BAR_MM: Final = 62.0


def draw_grid_figures(view: MapView, press: Press) -> list[Mark]:
    """Return the kilometres of the grid's lines, above and left of the frame."""
    eastings, northings = view.grid()
    frame, color = view.frame, press.color("ink2")
    above = [Words(view.x_of(km), frame.top - 1.2, str(km), 6.5, REGULAR, color, 0.5) for km in eastings]
    left = [Words(frame.left - 1.2, view.y_of(km) + 0.85, str(km), 6.5, REGULAR, color, 1.0) for km in northings]
    return [*above, *left]


def bar_km(view: MapView) -> float:
    """Return how long the scale bar is on the ground: a round figure that takes a few centimetres of paper."""
    most = min(_MOST_BAR_MM, 0.36 * view.frame.width)
    fitting = [km for km in _BAR_KM if km * view.mm_per_km <= most]
    return fitting[-1] if fitting else _BAR_KM[0]


def draw_scale_bar(view: MapView, press: Press, x: float, y: float) -> list[Mark]:
    """Return a bar of alternating parts, its figures above it."""
    length_km = bar_km(view)
    ink, height = press.color("ink"), 1.3
    parts = 5 if str(length_km).lstrip("0.").startswith("5") else 4
    step = length_km * view.mm_per_km / parts
    marks: list[Mark] = []
    for place in range(parts):
        fill = ink if place % 2 == 0 else press.paper
        marks.append(box(x + place * step, y, step, height, Ink(fill, ink, 0.15)))
    for place in range(parts + 1):
        if parts == 5 and place == 4:
            continue
        figure = f"{length_km * place / parts:g}"
        marks.append(Words(x + place * step, y - 0.9, figure, 6.5, REGULAR, ink, 0.5))
    end = x + parts * step
    marks.append(Words(end + 3.0, y - 0.9, tr("千米"), 6.5, REGULAR, ink))
    return [*marks, box(x, y, end - x, height, Ink(line=ink, width_mm=0.15), BAR_NAME)]


def draw_north(view: MapView, press: Press) -> list[Mark]:
    """Return an arrow in the frame's top right corner that points to true north."""
    x, top = view.frame.right - 7.0, view.frame.top + 4.0
    turn = radians(convergence_deg(view))
    ink, paper = press.color("ink"), press.paper
    middle = top + 8.0

    def turned(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * cos(turn) + dy * sin(turn), middle - dx * sin(turn) + dy * cos(turn)

    tip, foot = turned(0.0, -4.6), turned(0.0, 2.6)
    left, right = turned(-1.9, 4.4), turned(1.9, 4.4)
    return [
        Shape(((tip, foot, left),), Ink(ink, ink, 0.2)),
        Shape(((tip, right, foot),), Ink(paper, ink, 0.2)),
        Words(x, top + 2.4, tr("北"), 8.0, MEDIUM, ink, 0.5, paper),
    ]


def north_box(view: MapView) -> Frame:
    """Return the room of the arrow."""
    return Frame(view.frame.right - 11.0, view.frame.top, view.frame.right, view.frame.top + 15.0)


def convergence_deg(view: MapView) -> float:
    """Return by how much true north lies west of the grid's at the middle of the map."""
    center = view.bounds.center
    return PROJECTION.convergence_deg(center.lng, center.lat)


def scale_words(view: MapView) -> str:
    """Return the scale as a fraction."""
    return f"1∶{view.denominator:,}"


def describe_projection(view: MapView) -> str:
    """Say how the map was projected."""
    turn = convergence_deg(view)
    side = tr("西") if turn >= 0 else tr("东")
    return tr(
        "CGCS2000 三度带高斯-克吕格投影，中央经线 105°E（EPSG:4544）；方格 {km} km，注记为带内千米数；"
        "真北在方格北以{side}约 {turn}°",
        km=view.grid_km,
        side=side,
        turn=f"{abs(turn):.2f}",
    )
