"""The charts in the window: a page of its own beside the map's, made when somebody first looks at it."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from geo.wording import tr
from ui.app_page import AppPage
from ui.app_scheme import HOST
from ui.charts.chart_bridge import ChartBridge
from ui.theme import Theme

CHARTS_URL = f"app://{HOST}/charts.html"


class ChartView(QWebEngineView):
    """Shows the charts page and emits what a person does to it.

    Args:
        profile: The map's, whose origin answers this page too; it must outlive the view (see ``let_go``).
        bridge: What page and window say to each other; the caller's.
        theme: The colours.
        parent: The owning widget.

    Signals:
        page_failed: One sentence: the page, its script or its process failed.
    """

    page_failed = Signal(str)

    def __init__(
        self, profile: QWebEngineProfile, bridge: ChartBridge, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """Start loading the page."""
        super().__init__(parent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._page = AppPage(profile, self)
        self.setPage(self._page)
        self.set_ground(theme)
        channel = QWebChannel(self._page)
        channel.registerObject("charts", bridge)
        self._page.setWebChannel(channel)
        self._page.console_error.connect(self.page_failed)
        self._page.renderProcessTerminated.connect(self._on_page_render_process_terminated)
        self._page.loadFinished.connect(self._on_page_load_finished)
        self.load(QUrl(f"{CHARTS_URL}?theme={theme.name}"))

    def set_ground(self, theme: Theme) -> None:
        """The colour behind the page, so that nothing white flashes before it has drawn."""
        self._page.setBackgroundColor(QColor(theme.tokens["panel"]))

    def probe(self, answer: Callable[[dict[str, object]], None]) -> None:
        """Ask the page what it shows; the answer comes later."""
        self._page.ask("window.chartsProbe ? window.chartsProbe() : '{}'", answer)

    def let_go(self) -> None:
        """Delete the page now: it must go before the profile, which is another widget's."""
        if shiboken6.isValid(self._page):
            shiboken6.delete(self._page)

    def _on_page_render_process_terminated(
        self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int
    ) -> None:
        if status != QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            self.page_failed.emit(tr("图表进程意外退出（{status}，{code}）", status=status.name, code=code))

    def _on_page_load_finished(self, loaded: bool) -> None:
        if not loaded:
            self.page_failed.emit(tr("图表页面没有加载成功"))
