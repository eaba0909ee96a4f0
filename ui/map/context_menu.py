"""The menu of a right click on the map: what can be done with the symbol, the park or the place that was hit."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from db.filters import Filters
from db.id_set import IdSet
from db.index.page_ids import PageIds
from geo.frozen import frozen
from geo.lnglat import LngLat
from geo.wording import tr
from ui.map.tool_messages import PlaceAsked
from ui.state import SelectMode

if TYPE_CHECKING:
    from ui.map.map_tools import ToolSurroundings

LONGEST_TITLE = 24


@frozen
class Target:
    """What was hit.

    Attributes:
        title: its name.
        ids: the projects its symbol shows now; empty for bare ground.
        park: the park it belongs to, or None.
        park_ids: the projects of that park that the present filter shows.
    """

    title: str
    ids: Set[int]
    park: int | None
    park_ids: Set[int]


class ContextMenu:
    """Builds and shows the menu; one at a time."""

    def __init__(self, around: ToolSurroundings, measure_from: Callable[[LngLat], None]) -> None:
        """Keep what the entries act on."""
        self._around = around
        self._measure_from = measure_from
        self.menu = QMenu(around.window)
        self.extend: Callable[[QMenu, Set[int]], None] | None = None
        """Adds what else can be done with the projects that were hit."""

    def show_for(self, place: PlaceAsked) -> None:
        """Show the menu at the place that was asked about, without blocking."""
        menu, target = self.menu, self.target_of(place)
        menu.clear()
        title = menu.addAction(target.title.replace("&", "&&"))
        title.setEnabled(False)
        menu.addSeparator()
        if target.ids:
            self._add_projects(target)
        if target.park_ids and target.park_ids != target.ids:
            self._add_park(target)
        menu.addAction(tr("从这里量距(&D)"), lambda: self._measure_from(place.position))
        menu.addAction(tr("复制坐标(&C)"), lambda: self._around.view.tools.position_copied.emit(place.position))
        if not target.ids:
            menu.addSeparator()
            menu.addAction(self._around.actions["fit_all"])
        scale = self._around.view.zoomFactor()
        menu.popup(self._around.view.mapToGlobal(QPoint(round(place.x * scale), round(place.y * scale))))

    def target_of(self, place: PlaceAsked) -> Target:
        """Look up what lies at a place: of the symbols, as the person sees them."""
        feed, columns, screen = self._around.feed, self._around.explorer.columns, place.screen
        ids = IdSet()
        park = place.park
        if place.project is not None:
            ids = IdSet(columns.ids[columns.rows_of(PageIds(columns).heard([place.project]))])
            park = feed.parks.park_of(next(iter(ids))) if ids else None
        elif place.spot is not None:
            found = feed.symbol_positions(screen.viewport, screen.hanging).at(*place.spot)
            ids = IdSet(columns.ids[found])
        return Target(self._title(place, park, ids), ids, park, self._shown_in(park))

    def _title(self, place: PlaceAsked, park: int | None, ids: Set[int]) -> str:
        feed, columns = self._around.feed, self._around.explorer.columns
        if len(ids) == 1:
            name = columns.names[int(columns.rows_of(ids)[0])]
            return name if len(name) <= LONGEST_TITLE else f"{name[:LONGEST_TITLE]}…"
        name = feed.parks.park_name(park) if park is not None else ""
        if ids:
            return tr("{name}　{n:,} 项", name=name or tr("这一处"), n=len(ids))
        return name or tr("{lng:.4f}°，{lat:.4f}°", lng=place.position.lng, lat=place.position.lat)

    def _shown_in(self, park: int | None) -> IdSet:
        """The projects of a park that the present filter shows; the city's own are those of which no park is known."""
        explorer = self._around.explorer
        if park is None:
            return IdSet()
        inside = explorer.columns.mask(self._park_filter(park)) & explorer.results.mask
        return IdSet(explorer.columns.ids[inside])

    def _park_filter(self, park: int) -> Filters:
        return Filters(parks=frozenset([0 if park == self._around.feed.parks.city_id else park]))

    def _add_projects(self, target: Target) -> None:
        explorer, menu, ids = self._around.explorer, self.menu, target.ids
        self._add(tr("选中"), "S", lambda: explorer.select(ids))
        if explorer.state.selection and not ids <= explorer.state.selection:
            self._add(tr("加入选择"), "A", lambda: explorer.select(ids, SelectMode.ADD))
        if ids & explorer.state.selection:
            self._add(tr("从选择中去掉"), "R", lambda: explorer.select(ids, SelectMode.SUBTRACT))
        self._add(tr("只看这里"), "O", lambda: explorer.set_filters(self._only(target)))
        self._add(tr("导出这些…"), "E", lambda: self._around.export(ids))
        if self.extend is not None:
            self.extend(menu, ids)
        self._add(tr("缩放到这里"), "Z", lambda: self._fit(ids))
        menu.addSeparator()

    def _add_park(self, target: Target) -> None:
        explorer, ids = self._around.explorer, target.park_ids
        park = self._around.feed.parks.park_name(target.park) if target.park is not None else ""
        self._add(tr("选中这个园区（{park}　{n:,} 项）", park=park, n=len(ids)), "P", lambda: explorer.select(ids))
        if not target.ids:
            only = Target(target.title, ids, target.park, ids)
            self._add(tr("只看这里"), "O", lambda: explorer.set_filters(self._only(only)))
            self._add(tr("导出这些…"), "E", lambda: self._around.export(ids))
        self.menu.addSeparator()

    def _only(self, target: Target) -> Filters:
        """What is shown, and of that only the target: by its park if that says the same, for it can be read."""
        filters = self._around.explorer.state.filters
        if target.park is not None and target.ids == target.park_ids:
            return filters.with_(parks=self._park_filter(target.park).parks)
        return filters.with_(ids=target.ids)

    def _fit(self, ids: Set[int]) -> None:
        bounds = self._around.feed.bounds_of(ids)
        if bounds is not None:
            self._around.view.fit_bounds(bounds)

    def _add(self, words: str, key: str, call: Callable[[], object]) -> None:
        text = words.replace("&", "&&")
        head, dots = (text[:-1], "…") if text.endswith("…") else (text, "")
        self.menu.addAction(f"{head}(&{key}){dots}", lambda: self._around.guard(call))
