"""A small map for the card: the districts, the park as it is known, the project's symbol, and what that rests on."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.lnglat import Bounds, LngLat
from geo.wording import tr
from ui.theme import Theme
from ui.widgets.glyphs import paint_glyph

HEIGHT = 148
SYMBOL_RADIUS = 6.0
MARGIN = 0.06
LABEL_GAP = 16.0
RIVER_WIDTHS = {"长江": 3.0}

Ring = Sequence[tuple[float, float]]


class GroundUnreadable(AtlasError):
    """The built-in base map cannot be read."""


@frozen
class LocatorGround:
    """What lies under every locator map; coordinates are WGS 84 degrees, lng before lat.

    Attributes:
        districts: rings of every district, and whether the science city has a part of it.
        names: names of those districts, with where they stand.
        rivers: courses, with their names.
        view: what is shown.
    """

    districts: tuple[tuple[tuple[Ring, ...], bool], ...]
    names: tuple[tuple[str, float, float], ...]
    rivers: tuple[tuple[str, Ring], ...]
    view: Bounds

    @classmethod
    def read(cls, folder: Path, view: Bounds) -> LocatorGround:
        """Read the built-in base map.

        Args:
            folder: ``assets/basemap``, as the set-up has made it.
            view: what is to be shown: the whole science city.

        Raises:
            GroundUnreadable: the files are missing or not what they should be.
        """
        try:
            districts = json.loads((folder / "districts.geojson").read_text("utf-8"))["features"]
            rivers = json.loads((folder / "rivers.geojson").read_text("utf-8"))["features"]
            return cls(
                tuple((_rings(each["geometry"]), bool(each["properties"]["core"])) for each in districts),
                tuple((p["name"], *p["label"]) for each in districts if (p := each["properties"])["core"]),
                tuple((each["properties"]["name"], each["geometry"]["coordinates"]) for each in rivers),
                view,
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GroundUnreadable(tr("示意底图无法读取，请重新安装程序。")) from error


def _rings(geometry: dict[str, list[list[list[tuple[float, float]]]]]) -> tuple[Ring, ...]:
    return tuple(ring for polygon in geometry["coordinates"] for ring in polygon)


@frozen
class LocatorPlace:
    """Where one project is, as well as it is known.

    Attributes:
        spot: where its symbol stands on the map; None where even its park has no position.
        footprint: the park's schematic ring, or None.
        park: the park's name, or empty.
        park_spot: the park's own position, or None.
        is_exact: the spot is the project's own, not a place in its park.
        is_inferred: the park is our reading.
        slot: industry slot of the glyph.
        is_planned: only planned milestones are known: the glyph is hollow.
        caption: what it rests on, for people.
    """

    spot: LngLat | None
    footprint: Ring | None
    park: str
    park_spot: LngLat | None
    is_exact: bool
    is_inferred: bool
    slot: int
    is_planned: bool
    caption: str


class LocatorMap(QWidget):
    """Paints the place; a click asks for it on the large map."""

    clicked = Signal()

    def __init__(
        self, ground: LocatorGround, place: LocatorPlace, theme: Callable[[], Theme], parent: QWidget | None = None
    ) -> None:
        """Paint this place over the ground."""
        super().__init__(parent)
        self._ground, self._place, self._theme = ground, place, theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(place.caption)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Qt: the card's usual width."""
        return QSize(300, HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click asks for the place on the large map."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground, then the park, then the symbol."""
        painter, theme = QPainter(self), self._theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        clip = QPainterPath()
        clip.addRoundedRect(frame, 6, 6)
        painter.setClipPath(clip)
        to_view = self.to_view()
        self._paint_ground(painter, to_view, theme)
        self._paint_park(painter, to_view, theme)
        self._paint_symbol(painter, to_view, theme)
        painter.setClipping(False)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 6, 6)

    def to_view(self) -> QTransform:
        """From degrees to pixels: the whole view fits, east to the right, with the same scale both ways."""
        view, shrink = self._ground.view, math.cos(math.radians(self._ground.view.center.lat))
        wide, high = (view.east - view.west) * shrink, view.north - view.south
        scale = min(self.width() / wide, self.height() / high) * (1 - MARGIN)
        center = view.center
        return QTransform(
            scale * shrink, 0, 0, -scale, self.width() / 2 - center.lng * scale * shrink,
            self.height() / 2 + center.lat * scale,
        )  # fmt: skip

    def _paint_ground(self, painter: QPainter, to_view: QTransform, theme: Theme) -> None:
        painter.fillRect(self.rect(), theme.color("outerland"))
        for is_core in (False, True):
            for rings, core in self._ground.districts:
                if core is is_core:
                    painter.setPen(QPen(theme.color("border"), 1))
                    painter.setBrush(theme.color("land" if core else "outerland"))
                    painter.drawPath(_path(rings, to_view))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for name, course in self._ground.rivers:
            painter.setPen(QPen(theme.color("river"), RIVER_WIDTHS.get(name, 2.0)))
            painter.drawPath(_path([course], to_view, closed=False))
        painter.setFont(theme.font(10))
        painter.setPen(theme.color("districttext"))
        for name, lng, lat in self._ground.names:
            at = to_view.map(QPointF(lng, lat))
            words = QRectF(at.x() - 30, at.y() - 8, 60, 16)
            if not words.intersects(self._label_box(to_view)):
                painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), name)

    def _paint_park(self, painter: QPainter, to_view: QTransform, theme: Theme) -> None:
        place = self._place
        pen = QPen(theme.color("footprintline"), 1.2)
        pen.setDashPattern([4, 2.8])  # schematic, as everywhere
        painter.setPen(pen)
        fill = QColor(theme.color("ink"))
        fill.setAlphaF(0.10)
        painter.setBrush(fill)
        if place.footprint:
            painter.drawPath(_path([place.footprint], to_view))
        elif place.park_spot is not None:
            painter.drawEllipse(to_view.map(QPointF(place.park_spot.lng, place.park_spot.lat)), 9, 9)
        if place.park and place.spot is not None:
            painter.setFont(theme.font(11, QFont.Weight.DemiBold))
            box = self._label_box(to_view)
            halo = QColor(theme.color("land"))
            halo.setAlphaF(0.82)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(halo)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(theme.color("ink"))
            words = painter.fontMetrics().elidedText(place.park, Qt.TextElideMode.ElideRight, int(box.width()) - 4)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_symbol(self, painter: QPainter, to_view: QTransform, theme: Theme) -> None:
        place = self._place
        if place.spot is None:
            return
        at = to_view.map(QPointF(place.spot.lng, place.spot.lat))
        painter.setBrush(theme.color("surf"))
        painter.setPen(QPen(theme.color("ink"), 1.2))
        painter.drawEllipse(at, SYMBOL_RADIUS + 3.8, SYMBOL_RADIUS + 3.8)
        if place.is_inferred and not place.is_exact:
            ring = QPen(theme.color("ink2"), 1.1)
            ring.setDashPattern([2.6, 2.2])
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, SYMBOL_RADIUS + 6.6, SYMBOL_RADIUS + 6.6)
        paint_glyph(painter, place.slot, theme.industry_color(place.slot), at, SYMBOL_RADIUS, hollow=place.is_planned)

    def _label_box(self, to_view: QTransform) -> QRectF:
        """Where the park's name stands: beside its symbol, on the side with more room."""
        place = self._place
        if not place.park or place.spot is None:
            return QRectF()
        at = to_view.map(QPointF(place.spot.lng, place.spot.lat))
        to_right = at.x() < self.width() / 2
        room = (self.width() - at.x() if to_right else at.x()) - LABEL_GAP - 4
        metrics = QFontMetricsF(self._theme().font(11, QFont.Weight.DemiBold))
        wide = min(metrics.horizontalAdvance(place.park) + 8, room)
        left = at.x() + LABEL_GAP if to_right else at.x() - LABEL_GAP - wide
        return QRectF(left, min(max(at.y() - 9, 2.0), self.height() - 20.0), wide, 18)


def _path(rings: Sequence[Ring], to_view: QTransform, *, closed: bool = True) -> QPainterPath:
    path = QPainterPath()
    for ring in rings:
        points = [to_view.map(QPointF(lng, lat)) for lng, lat in ring]
        path.moveTo(points[0])
        for point in points[1:]:
            path.lineTo(point)
        if closed:
            path.closeSubpath()
    return path
