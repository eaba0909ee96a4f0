"""The charts of one window: figures worked out while somebody looks, what is pressed and pointed at handed on."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.charts.chart_choices import toggled, with_industry
from db.charts.charts import ChartMeasure, Charts, build_charts
from db.filters import Filters
from db.index.columns import ProjectColumns
from geo.frozen import frozen
from geo.map_page import content_security_policy
from geo.wording import language, tr
from ui.app_scheme import Response, Route
from ui.charts.chart_bridge import ChartBridge
from ui.charts.chart_clipboard import ChartClipboard
from ui.charts.chart_facts import build_chart_facts
from ui.charts.charts_pane import ChartsPane
from ui.explorer import Explorer
from ui.industry_slots import IndustrySlots
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_view import MapView
from ui.query_runner import QueryRunner
from ui.table.result_tabs import ResultTabs
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.charts.chart_view import ChartView

HEIGHT = 440
"""Pixels of the pane with charts: a row of them, and the heads of the next."""

_NO_STORE = {"Cache-Control": "no-store"}


@frozen
class _Asked:
    """What charts were worked out from; the same question is not asked twice."""

    columns: ProjectColumns
    filters: Filters
    measure: ChartMeasure


class ChartsDesk(QObject):
    """Wires charts to the explorer. Until somebody looks at them there is no page, no thread and no figure.

    Args:
        explorer: Whose filters are shown and changed.
        feed: Told which projects are pointed at.
        slots: Colour and shape of each industry.
        assets: The ``assets`` folder.
        theme: The theme as it stands.
        parent: The owning object.

    Signals:
        told: One sentence for the person.
        failed: An exception of the worker: a bug.
    """

    told = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        explorer: Explorer,
        feed: LedgerMapFeed,
        slots: IndustrySlots,
        assets: Path,
        theme: Callable[[], Theme],
        parent: QObject | None = None,
    ) -> None:
        """Wait for somebody to look."""
        super().__init__(parent)
        self._explorer, self._feed, self._slots, self._theme = explorer, feed, slots, theme
        self._page_file = assets / "page" / "charts.html"
        self.pane = ChartsPane()
        self.bridge = ChartBridge(self)
        self.view: ChartView | None = None
        self._clipboard = ChartClipboard(lambda: self._charts, self)
        self._map_view: MapView | None = None
        self._tabs: ResultTabs | None = None
        self._number = 0
        self._runner = QueryRunner(self)
        self._measure: ChartMeasure = "count"
        self._asked: _Asked | None = None
        self._charts: Charts | None = None
        self._facts: bytes = b""
        self._revision = 0
        self._pointed = ("", "")
        self._connect()

    @property
    def charts(self) -> Charts | None:
        """The newest figures that were worked out."""
        return self._charts

    @property
    def revision(self) -> int:
        """That of the newest question; the page draws its answer."""
        return self._revision

    def routes(self) -> dict[str, Route]:
        """What the page may ask."""
        return {"/charts.html": self._page, "/charts.json": self._json}

    def join(self, tabs: ResultTabs, map_view: MapView) -> None:
        """Take a tab, and know the map, whose profile the page shares and which marks what is pointed at."""
        self._tabs, self._map_view = tabs, map_view
        self._number = tabs.add(tr("图表"), self.pane, height=HEIGHT)

    def calls(self) -> dict[str, Callable[[], object]]:
        """What the menu's actions do."""
        return {"show_table": lambda: self._turn_to(0), "show_charts": lambda: self._turn_to(self._number)}

    def set_theme(self) -> None:
        """Follow a change of the theme."""
        if self.view is not None:
            self.view.set_ground(self._theme())
            self.bridge.theme_changed.emit(self._theme().name)

    def close(self) -> None:
        """Stop working and let the page go, before the map's profile goes."""
        self._runner.close()
        if self.view is not None:
            self.view.let_go()

    def _connect(self) -> None:
        bridge = self.bridge
        self.pane.opened.connect(self._on_pane_opened)
        self.pane.closed.connect(lambda: self._on_bridge_pointed("", ""))
        self._explorer.results_changed.connect(lambda _results: self._refresh())
        self._runner.finished.connect(self._on_runner_finished)
        self._runner.failed.connect(lambda _revision, error: self.failed.emit(error))
        bridge.ready.connect(self._on_bridge_ready)
        bridge.pressed.connect(self._on_bridge_pressed)
        bridge.industry_pressed.connect(
            lambda id_: self._explorer.set_filters(with_industry(id_, self._explorer.state.filters))
        )
        bridge.pointed.connect(self._on_bridge_pointed)
        bridge.measure_wanted.connect(self._on_bridge_measure_wanted)
        bridge.data_wanted.connect(self._clipboard.copy_data)
        bridge.picture_made.connect(self._clipboard.copy_picture)
        self._clipboard.told.connect(self.told)
        self._clipboard.told.connect(bridge.said)
        bridge.page_failed.connect(self.told)

    def _turn_to(self, number: int) -> None:
        if self._tabs is not None:
            self._tabs.setCurrentIndex(number)
            (self.pane if number == self._number else self._tabs.stack).setFocus()

    def _on_pane_opened(self) -> None:
        if self.view is None and self._map_view is not None:
            from ui.charts.chart_view import ChartView

            self.view = ChartView(self._map_view.page().profile(), self.bridge, self._theme())
            self.view.page_failed.connect(self.told)
            self.pane.fill(self.view)
        self._refresh()

    def _refresh(self) -> None:
        """Work the charts out anew if somebody looks at them and something is asked that was not."""
        if not self.pane.isVisible():
            return
        columns, filters, measure = self._explorer.columns, self._explorer.state.filters, self._measure
        asked = _Asked(columns, filters, measure)
        if self._asked is not None and self._asked.columns is columns and self._asked == asked:
            return
        self._asked = asked
        self._revision += 1
        self._runner.submit(self._revision, lambda: build_charts(columns, filters, measure))

    def _on_runner_finished(self, revision: int, charts: Charts) -> None:
        assert self._asked is not None, "nothing is worked out unasked"
        if self._asked.columns is not self._explorer.columns:
            return  # another taxonomy is spoken by now: its results are on their way
        self._charts = charts
        facts = build_chart_facts(charts, self._asked.columns, self._slots, revision)
        self._facts = json.dumps(facts, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
        self.bridge.charts_changed.emit(revision)
        if any(self._pointed):
            self._on_bridge_pointed(*self._pointed)

    def _on_bridge_ready(self) -> None:
        self.bridge.theme_changed.emit(self._theme().name)
        if self._facts:
            self.bridge.charts_changed.emit(self._revision)

    def _on_bridge_pressed(self, chart_key: str, bar_key: str) -> None:
        chart = self._charts.get_chart(chart_key) if self._charts else None
        bar = chart.get_bar(bar_key) if chart else None
        if bar is not None:
            self._explorer.set_filters(toggled(chart_key, bar, self._explorer.state.filters))

    def _on_bridge_pointed(self, chart_key: str, bar_key: str) -> None:
        if self._map_view is None or (chart_key, bar_key) == self._pointed == ("", ""):
            return
        self._pointed = (chart_key, bar_key)
        marked = self._charts.members(chart_key, bar_key) if self._charts and chart_key else None
        some = marked is not None and bool(marked.any())
        self._feed.marked = marked if some else None
        self._map_view.show_marks(some=some)

    def _on_bridge_measure_wanted(self, measure: ChartMeasure) -> None:
        self._measure = measure
        self._refresh()

    def _page(self, _query: Mapping[str, str]) -> Response:
        page = self._page_file.read_text("utf-8").replace('lang="zh-CN"', f'lang="{_LANGUAGE_TAGS[language()]}"')
        headers = {
            "Content-Security-Policy": content_security_policy(secrets.token_hex(16)),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        return Response(200, "text/html; charset=utf-8", page.encode(), headers)

    def _json(self, _query: Mapping[str, str]) -> Response:
        return Response(200, "application/json; charset=utf-8", self._facts or b"{}", _NO_STORE)


_LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
