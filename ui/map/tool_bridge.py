"""What page and window say to each other about tools: shapes, menus, positions, views.

The second object on the page's web channel, beside :class:`ui.map.map_bridge.MapBridge`. Whatever the page says is
checked in :mod:`ui.map.tool_messages`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from geo.lnglat import InvalidCoordinate, LngLat
from geo.wording import tr


class ToolBridge(QObject):
    """The object the page knows as ``tools``.

    Signals heard by the page:
        sketch_cancelled: drop what is being drawn.
        measure_started: ``(lng, lat)``, the first corner of a measurement.
        view_restored: ``(lng, lat, zoom)``, show exactly this view.
        bounds_restored: ``(west, south, east, north)``, show exactly these bounds.
        position_wanted: answer with the position under the pointer (``copy_position``).

    Signals heard by the window:
        shape_finished: a :class:`ui.map.tool_messages.ShapeDrawn`.
        menu_asked: a :class:`ui.map.tool_messages.PlaceAsked`.
        sketching_changed: whether Escape has a drawing to drop.
        position_copied: a ``LngLat`` to put on the clipboard.
        refused: one sentence on a message that made no sense.
    """

    sketch_cancelled = Signal()
    measure_started = Signal(float, float)
    view_restored = Signal(float, float, float)
    bounds_restored = Signal(float, float, float, float)
    position_wanted = Signal()

    shape_finished = Signal(object)
    menu_asked = Signal(object)
    sketching_changed = Signal(bool)
    position_copied = Signal(object)
    refused = Signal(str)

    @Slot(str)
    def shape_drawn(self, words: str) -> None:
        """The person drew a shape around symbols."""
        from ui.map.tool_messages import (
            parse_shape,  # what shapes are made of is not needed while the page begins to load
        )

        shape = parse_shape(words)
        if shape is None:
            self.refused.emit(tr("地图报告了无效的选择范围，未予采用"))
        else:
            self.shape_finished.emit(shape)

    @Slot(str)
    def menu_wanted(self, words: str) -> None:
        """The person asked what can be done here."""
        from ui.map.tool_messages import parse_place

        place = parse_place(words)
        if place is None:
            self.refused.emit(tr("地图报告了无效的位置，未予采用"))
        else:
            self.menu_asked.emit(place)

    @Slot(bool)
    def sketching(self, active: bool) -> None:
        """Something is being drawn or measured, or no longer."""
        self.sketching_changed.emit(active)

    @Slot(float, float)
    def copy_position(self, lng: float, lat: float) -> None:
        """The person wants this position (WGS 84) on the clipboard."""
        try:
            self.position_copied.emit(LngLat(lng, lat))
        except InvalidCoordinate:
            self.refused.emit(tr("地图报告了无效的坐标，未予采用"))
