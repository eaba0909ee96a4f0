"""What a first click and a first filter would do for the first time, done before anybody asks, once the map stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPainter, QPixmap

from db.filters import Filters
from ui.explorer import Explorer, compute_results
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_view import MapView
from ui.query_runner import QueryRunner
from ui.state import ExplorerState, Found, SelectMode
from ui.table.cell_painting import CellPainting
from ui.table.project_table import ROW_HEIGHT, ProjectTable
from ui.theme import Theme

PAUSE_MS = 40
"""After the map was drawn: by then it is on the screen."""

STEP_MS = 2
"""Between two steps, in which whatever a person does comes first."""


class Rehearsal(QObject):
    """Takes, step by step, a few milliseconds of an idle window, once; nothing that is shown or chosen changes.

    Rows are painted from pictures that are drawn when they are first needed, a pick comes through code that has not run
    yet, and a first filter reads pages of memory nobody has looked at: together 5-10 ms of a first click or filter.

    Args:
        explorer: what would be asked.
        runner: would find the answer.
        feed: would take it into the map.
        map_view: it begins when this has drawn.
        table: would be painted.
        theme: the theme as it stands.
    """

    def __init__(
        self,
        explorer: Explorer,
        runner: QueryRunner,
        feed: LedgerMapFeed,
        map_view: MapView,
        table: ProjectTable,
        theme: Callable[[], Theme],
    ) -> None:
        """Wait for the map."""
        super().__init__(explorer)
        self._explorer, self._runner, self._feed = explorer, runner, feed
        self._map, self._table, self._theme = map_view, table, theme
        self._steps = iter((
            self._ask, lambda: self._draw("surf"), lambda: self._draw("sel"), self._pick,
        ))  # fmt: skip
        self.is_over = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)
        map_view.drawn.connect(self._on_map_view_drawn)

    def _on_map_view_drawn(self, _revision: int, _groups: int, _points: int) -> None:
        if len(self._explorer.columns) and not self.is_over and not self._pause.isActive():
            self._pause.start()

    def _on_pause_timeout(self) -> None:
        if not self._table.isVisible():
            return  # the next drawing begins again
        self._pause.setInterval(STEP_MS)
        step = next(self._steps, None)
        if step is None:
            self.is_over = True
        else:
            step()
            self._pause.start()

    def _draw(self, ground: str) -> None:
        """Draw what rows on this ground are painted from."""
        spare = QPixmap(1, 1)
        spare.setDevicePixelRatio(self._table.devicePixelRatio())
        painter = QPainter(spare)
        words = self._table.table_model.words
        CellPainting(painter, self._theme(), self._table.look, words, ROW_HEIGHT).draw_pictures(ground)
        painter.end()

    def _pick(self) -> None:
        """Add nothing to what is selected."""
        self._map.picked.emit((), SelectMode.ADD.value)
        self._table.selected_places()

    def _ask(self) -> None:
        """Ask in the worker for two industries since the first year, as a person might, and keep nothing of it."""
        explorer, feed, columns = self._explorer, self._feed, self._explorer.columns
        revision, listed = explorer.state.revision, explorer.listed()
        years = [int(year) for year in columns.dimensions["year"].ids if year]
        industries = frozenset(map(int, columns.dimensions["industry"].ids[:2]))
        filters = Filters(
            industries=industries, year_from=min(years, default=None), taxonomy=explorer.state.filters.taxonomy
        )

        def is_wanted() -> bool:
            return explorer.state.revision == revision

        def told(found: Found) -> None:
            feed.prepare(found.mask, (), found.revision)

        state = ExplorerState(filters)
        self._runner.rehearse(lambda: compute_results(columns, state, is_wanted, None, told, listed))
