"""The tools of the map as the window sees them: which one is in hand, what a drawn shape takes, where the view goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QInputDialog, QWidget

from db.id_set import IdSet
from geo.coordinates import format_position, parse_position
from geo.frozen import frozen
from geo.lnglat import Bounds, LngLat
from geo.wording import tr
from ui.explorer import Explorer
from ui.map.context_menu import ContextMenu
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_settings import MapSettings
from ui.map.map_state import Bookmark, MapState, PointerDatum, PointerForm, Tool
from ui.map.map_view import MapView
from ui.map.measuring import DATUMS
from ui.map.tool_messages import PlaceAsked, ShapeDrawn
from ui.state import SelectMode
from ui.views.view_history import SeenView, ViewHistory

TOOL_ACTIONS: Final[Mapping[str, Tool]] = {
    "tool_pan": "pan",
    "tool_rectangle": "rectangle",
    "tool_lasso": "lasso",
    "tool_circle": "circle",
    "tool_distance": "distance",
    "tool_area": "area",
}
DATUM_ACTIONS: Final[Mapping[str, PointerDatum]] = {
    "datum_wgs84": "wgs84", "datum_gcj02": "gcj02", "datum_bd09": "bd09",
}  # fmt: skip
FORM_ACTIONS: Final[Mapping[str, PointerForm]] = {"form_decimal": "decimal", "form_dms": "dms"}
NEAR_DEGREES: Final = 0.006
"""Half the height of what is shown around a position that was typed in: about 0.7 km."""


@frozen(eq=False)
class ToolSurroundings:
    """What the tools of one window work on.

    Attributes:
        window: parent of menus and dialogs.
        explorer: takes selections and filters.
        feed: knows where the symbols stand.
        view: the map.
        settings: holds the tool in hand.
        actions: all actions by key.
        tell: puts one sentence into the status bar.
        export: asks for a file and exports these projects.
        guard: runs a call and tells of what the surroundings refuse.
    """

    window: QWidget
    explorer: Explorer
    feed: LedgerMapFeed
    view: MapView
    settings: MapSettings
    actions: Mapping[str, QAction]
    tell: Callable[[str], None]
    export: Callable[[Set[int]], None]
    guard: Callable[[Callable[[], object]], None]


class MapTools(QObject):
    """Turns what the page's tools report into selections and filters, and what menus ask into what the page does."""

    def __init__(self, around: ToolSurroundings) -> None:
        """Listen to page and settings."""
        super().__init__(around.window)
        self._around = around
        self._bridge = around.view.tools
        self._history = ViewHistory()
        self._sketching = False
        self._seen: Bounds | None = None
        self._menu = ContextMenu(around, self.measure_from)
        self.context_menu = self._menu.menu
        self.place_menu = self._menu
        for keys in (TOOL_ACTIONS, DATUM_ACTIONS, FORM_ACTIONS):
            group = QActionGroup(self)
            for key in keys:
                group.addAction(around.actions[key])
        self._bridge.shape_finished.connect(self._on_bridge_shape_finished)
        self._bridge.menu_asked.connect(self._on_bridge_menu_asked)
        self._bridge.sketching_changed.connect(self._on_bridge_sketching_changed)
        self._bridge.position_copied.connect(self._on_bridge_position_copied)
        self._bridge.refused.connect(around.tell)
        around.view.viewport_moved.connect(self._on_view_viewport_moved)
        around.settings.state_changed.connect(lambda _old, new: self._show_state(new))
        around.view.show_map_state(around.settings.state.to_page_json())
        self._show_state(around.settings.state)
        self._show_history()

    def calls(self) -> dict[str, Callable[[], object]]:
        """What each action of the tools does."""
        settings = self._around.settings
        calls: dict[str, Callable[[], object]] = {
            "invert_selection": self.invert_selection,
            "previous_view": lambda: self._show_view(self._history.back()),
            "next_view": lambda: self._show_view(self._history.forward()),
            "copy_position": self._bridge.position_wanted.emit,
            "go_to_position": self.ask_for_position,
            "add_bookmark": self.ask_for_bookmark,
        }
        for key, tool in TOOL_ACTIONS.items():
            calls[key] = lambda tool=tool: settings.set_tool(tool)  # type: ignore[misc]
        for key, datum in DATUM_ACTIONS.items():
            calls[key] = lambda datum=datum: self._write_positions(datum=datum)  # type: ignore[misc]
        for key, form in FORM_ACTIONS.items():
            calls[key] = lambda form=form: self._write_positions(form=form)  # type: ignore[misc]
        return calls

    @property
    def holds_escape(self) -> bool:
        """Whether Escape has something to do here besides clearing the selection."""
        return self._sketching or self._around.settings.state.tool != "pan"

    def escape(self) -> None:
        """Drop what is being drawn or measured; else what is selected; else the tool."""
        explorer, settings = self._around.explorer, self._around.settings
        if self._sketching:
            self._bridge.sketch_cancelled.emit()
        elif explorer.state.selection:
            explorer.clear_selection()
        else:
            settings.set_tool("pan")

    def invert_selection(self) -> None:
        """Select what of the result is not selected, and the other way round."""
        explorer = self._around.explorer
        explorer.select(explorer.columns.ids.compress(explorer.results.mask), SelectMode.TOGGLE)

    def measure_from(self, position: LngLat) -> None:
        """Begin a measurement of distance here."""
        self._around.settings.set_tool("distance")
        self._bridge.measure_started.emit(position.lng, position.lat)

    def ask_for_position(self) -> None:
        """Ask for coordinates, in the datum in which they are written here, and show the place.

        Raises:
            InvalidCoordinate: What was typed is no position.
        """
        datum = DATUMS[self._around.settings.state.coordinates.datum]
        words, agreed = QInputDialog.getText(
            self._around.window,
            tr("定位到坐标"),
            tr("{datum} 坐标，如 106.3412, 29.5934 或 29°35′36″N 106°20′28″E：", datum=datum.value),
        )
        if agreed and words.strip():
            self._around.view.fit_bounds(_around_position(parse_position(words, datum)))

    def ask_for_bookmark(self) -> None:
        """Ask for a name and keep what the map shows under it."""
        if self._seen is None:
            return
        marks = self._around.settings.state.bookmarks
        name, agreed = QInputDialog.getText(
            self._around.window,
            tr("添加书签"),
            tr("名称（同名的书签会被替换）："),
            text=tr("书签 {n}", n=len(marks) + 1),
        )
        if agreed and name.strip():
            self.keep_bookmark(name.strip(), self._seen)

    def keep_bookmark(self, name: str, bounds: Bounds) -> None:
        """Keep a view under a name, in place of the one that had it."""
        settings = self._around.settings
        others = tuple(mark for mark in settings.state.bookmarks if mark.name != name)
        settings.set_bookmarks((*others, Bookmark(name, bounds)))
        self._around.tell(tr("已添加书签“{name}”", name=name))

    def show_bookmark(self, mark: Bookmark) -> None:
        """Show a view that was kept."""
        edges = mark.bounds
        self._bridge.bounds_restored.emit(edges.west, edges.south, edges.east, edges.north)

    def _write_positions(self, *, datum: PointerDatum | None = None, form: PointerForm | None = None) -> None:
        settings = self._around.settings
        now = settings.state.coordinates
        settings.set_coordinates(replace(now, datum=datum or now.datum, form=form or now.form))

    def _show_view(self, view: SeenView | None) -> None:
        if view is not None:
            self._bridge.view_restored.emit(view.center.lng, view.center.lat, view.zoom)
        self._show_history()

    def _show_history(self) -> None:
        self._around.actions["previous_view"].setEnabled(self._history.can_go_back)
        self._around.actions["next_view"].setEnabled(self._history.can_go_forward)

    def _show_state(self, state: MapState) -> None:
        chosen = {
            **{key: tool == state.tool for key, tool in TOOL_ACTIONS.items()},
            **{key: datum == state.coordinates.datum for key, datum in DATUM_ACTIONS.items()},
            **{key: form == state.coordinates.form for key, form in FORM_ACTIONS.items()},
        }
        for key in (key for key, is_on in chosen.items() if is_on):
            self._around.actions[key].setChecked(True)
        if state.tool == "place":
            for key in TOOL_ACTIONS:
                self._around.actions[key].setChecked(False)
        self._show_escape()

    def _show_escape(self) -> None:
        selected = bool(self._around.explorer.state.selection)
        self._around.actions["clear_selection"].setEnabled(selected or self.holds_escape)

    def _on_bridge_shape_finished(self, drawn: ShapeDrawn) -> None:
        around, screen = self._around, drawn.screen
        positions = around.feed.symbol_positions(screen.viewport, screen.hanging)
        ids = IdSet(around.explorer.columns.ids[positions.inside(drawn.shape)])
        around.explorer.select(ids, drawn.mode)
        around.tell(
            tr("范围内 {n:,} 项，共选中 {selected:,} 项", n=len(ids), selected=len(around.explorer.state.selection))
        )

    def _on_bridge_menu_asked(self, place: PlaceAsked) -> None:
        self._menu.show_for(place)

    def _on_bridge_sketching_changed(self, active: bool) -> None:
        self._sketching = active
        self._show_escape()

    def _on_bridge_position_copied(self, position: LngLat) -> None:
        coordinates = self._around.settings.state.coordinates
        datum = DATUMS[coordinates.datum]
        words = format_position(position, datum, coordinates.form)
        QGuiApplication.clipboard().setText(words)
        order = tr("，经度在前") if coordinates.form == "decimal" else ""
        self._around.tell(tr("已复制坐标 {words}（{datum}{order}）", words=words, datum=datum.value, order=order))

    def _on_view_viewport_moved(self, bounds: Bounds, zoom: float) -> None:
        self._seen = bounds
        self._history.visit(SeenView.of(bounds, zoom))
        self._show_history()


def _around_position(position: LngLat) -> Bounds:
    x, y = NEAR_DEGREES * 1.5, NEAR_DEGREES
    return Bounds(
        max(position.lng - x, -180.0), max(position.lat - y, -85.0),
        min(position.lng + x, 180.0), min(position.lat + y, 85.0),
    )  # fmt: skip
