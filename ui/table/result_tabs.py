"""The tabs of the pane under the map: the table first, then whatever else shows the same results."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QTabBar, QWidget

from geo.wording import tr


class ResultTabs(QTabBar):
    """A bar of tabs over a stack of widgets.

    Signals:
        turned: number of the tab that is shown now.
    """

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without tabs."""
        super().__init__(parent)
        self.stack = QStackedWidget()
        self._builders: dict[int, Callable[[], QWidget]] = {}
        self._tools: list[tuple[int, QWidget]] = []
        self._split: QSplitter | None = None
        self._heights: dict[int, int] = {}
        self._shown = 0
        self.setObjectName("paneTabs")
        self.setAccessibleName(tr("结果的看法"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.currentChanged.connect(self._on_current_changed)

    def add(self, title: str, widget: QWidget, *tools: QWidget, height: int = 0, scrolls: bool = False) -> int:
        """Add a tab and return its number.

        Args:
            title: What it is called.
            widget: What it shows.
            tools: Seen while it is shown.
            height: Pixels that the lowest part of the splitter takes when the tab is first shown; 0 leaves it.
            scrolls: Whether it is scrolled where there is less room than it needs, instead of keeping the window wide.
        """
        return self.add_later(title, lambda: widget, *tools, height=height, scrolls=scrolls, now=True)

    def add_later(
        self,
        title: str,
        build: Callable[[], QWidget],
        *tools: QWidget,
        height: int = 0,
        scrolls: bool = False,
        now: bool = False,
    ) -> int:
        """Add a tab whose widget is built when somebody first turns to it; as :meth:`add` otherwise."""
        number = self.stack.count()
        self._builders[number] = (lambda: _scrolled(build())) if scrolls else build
        self.stack.addWidget(self._builders.pop(number)() if now else QWidget())
        self._tools += [(number, tool) for tool in tools]
        self._heights[number] = height
        self.addTab(title)
        self._show_tools()
        return number

    def build(self, number: int) -> None:
        """Build a tab's widget, if nobody has turned to it yet."""
        builder = self._builders.pop(number, None)
        place_holder = self.stack.widget(number)
        if builder is None or place_holder is None:
            return
        self.stack.insertWidget(number, builder())
        self.stack.removeWidget(place_holder)
        place_holder.deleteLater()

    def keep_heights(self, split: QSplitter) -> None:
        """Let each tab have its own height in a splitter of which this is the lowest part."""
        self._split = split

    def _on_current_changed(self, number: int) -> None:
        if number < self.stack.count():
            self._change_height(number)
            self.build(number)
            self.stack.setCurrentIndex(number)
            self._shown = number
            self._show_tools()
            self.turned.emit(number)

    def _change_height(self, number: int) -> None:
        if self._split is None or number == self._shown:
            return
        first, *between, last = self._split.sizes()
        self._heights[self._shown] = last
        wanted = self._heights[number] or last
        self._split.setSizes([max(0, first + last - wanted), *between, wanted])

    def _show_tools(self) -> None:
        for number, tool in self._tools:
            tool.setVisible(number == self.currentIndex())


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
