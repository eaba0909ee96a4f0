"""What frames the window: menus, toolbar and the status bar's figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPixmap
from PySide6.QtWidgets import QLabel, QMainWindow, QMenuBar, QSizePolicy, QStatusBar, QToolBar, QToolButton, QWidget

from db.money import format_money
from geo.wording import tr
from ui.actions import themed_icon
from ui.state import Results
from ui.theme import Theme
from ui.widgets.giving_toolbar import GivingToolBar
from ui.widgets.plain_text import tooltip
from ui.widgets.still_label import StillLabel

TIME = ("time_bar", "play", "step_back", "step_forward", "stop_playing")
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "文件(&F)",
        (
            "open_ledger",
            "add_documents",
            "",
            "export_filtered",
            "export_selected",
            "save_picture",
            "export_animation",
            "",
            "quit",
        ),
    ),
    ("编辑(&E)", ("undo", "redo", "", "place_selection", "undo_edit", "redo_edit", "", "find", "find_in_table")),
    (
        "选择(&S)",
        (
            "tool_rectangle",
            "tool_lasso",
            "tool_circle",
            "",
            "select_all",
            "invert_selection",
            "clear_selection",
            "",
            "add_to_list",
            "remove_from_list",
            "manage_lists",
        ),
    ),
    ("筛选(&L)", ("stated_only", "only_selected", "", "clear_filters")),
    (
        "地图(&M)",
        ("fit_all", "fit_selection", "previous_view", "next_view", "", "tool_pan", "tool_distance", "tool_area"),
    ),
    ("视图(&V)", ("layers", "add_layer", "", "show_table", "show_charts", "", *TIME, "", "toggle_theme")),
    ("帮助(&H)", ("guide", "", "open_logs", "", "about")),
)
TOOLS = ("tool_pan", "tool_rectangle", "tool_lasso", "tool_circle", "tool_distance", "tool_area")
TOOLBAR = (
    "open_ledger", "", "undo", "redo", "", *TOOLS, "", "fit_all", "fit_selection", "", "clear_filters", "stated_only",
)  # fmt: skip
TOOLBAR_RIGHT = ("layers", "toggle_theme", "export_filtered")
TOOLBAR_GIVING = (
    "undo", "redo", "fit_all", "fit_selection", "clear_filters", "toggle_theme", "layers", "open_ledger",
    "export_filtered",
)  # fmt: skip
"""Which give up their words where the window is narrow, those first whose icon says most."""
TOOLBAR_WORDS = {
    "open_ledger": "打开", "undo": "后退", "redo": "前进", "fit_all": "全图", "fit_selection": "到选中",
    "map_display": "显示", "clear_filters": "清除筛选", "stated_only": "只看原文", "layers": "图层",
    "toggle_theme": "深色", "export_filtered": "导出", "only_selected": "只看选中",
    "add_to_list": "加入清单", "export_selected": "导出选中",
}  # fmt: skip


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> None:
    """Build the menus from the table; an empty key is a separator."""
    for title, keys in MENUS:
        menu = bar.addMenu(tr(title))
        for key in keys:
            if key:
                menu.addAction(actions[key])
            else:
                menu.addSeparator()


def build_toolbar(window: QMainWindow, actions: Mapping[str, QAction]) -> QToolBar:
    """Build the toolbar: what is done often left, appearance and export right."""
    bar = GivingToolBar(tr("工具"), window)
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setIconSize(QSize(16, 16))
    for key, words in TOOLBAR_WORDS.items():
        actions[key].setIconText(tr(words))
    for key in TOOLBAR:
        if key:
            bar.addAction(actions[key])
        else:
            bar.addSeparator()
    for key in TOOLS:
        button = bar.widgetForAction(actions[key])
        if isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setObjectName("tool")
    gap = QWidget()
    gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(gap)
    bar.addActions([actions[key] for key in TOOLBAR_RIGHT])
    bar.set_giving([actions[key] for key in TOOLBAR_GIVING])
    window.addToolBar(bar)
    return bar


class StatusFigures:
    """The status bar: n, Σ, how many lack an amount, how many are selected; what it rests on; that it is offline."""

    def __init__(self, bar: QStatusBar, span: str) -> None:
        """Fill the bar; ``span`` says how many reports there are and which months they cover."""
        self.count, self.sum, self.missing, self.selected = (StillLabel() for _ in range(4))
        self.online, self._online_icon = QLabel(), QLabel()
        self._icons: tuple[QPixmap, QPixmap] = (QPixmap(), QPixmap())
        self._online_icon.setObjectName("statusIcon")
        self.online.setObjectName("statusOnline")
        self.show_online((), "")
        bar.setSizeGripEnabled(False)
        for figure in (self.count, self.sum, self.missing, self.selected):
            bar.addWidget(figure)
        for label in (QLabel(span), self._online_icon, self.online):
            bar.addPermanentWidget(label)

    def set_known(self, known: bool) -> None:
        """Whether there are figures to show; while a ledger is read there are none, which is not zero."""
        for label in (self.count, self.sum, self.missing):
            label.setVisible(known)

    def show_results(self, results: Results, selected: int) -> None:
        """Show a result's figures."""
        totals = results.totals
        self.count.show_words(f"n = {totals.count:,}")
        self.sum.show_words(f"Σ {format_money(totals.amount_wan)}" if totals.published else "Σ –")
        self.missing.show_words(tr("其中 {n:,} 个未公布金额", n=totals.unpublished))
        self.selected.show_words(tr("已选 {n:,}", n=selected) if selected else "")

    def show_online(self, titles: tuple[str, ...], trouble: str) -> None:
        """Say which online maps are switched on and what is the matter with them; without any it is offline."""
        online = tr("在线 {n}（有中断）", n=len(titles)) if trouble else tr("在线 {n}", n=len(titles))
        self.online.setText(online if titles else tr("离线"))
        asked = tr("正在按需读取在线底图：{titles}", titles=tr("、").join(titles)) + (f"\n{trouble}" if trouble else "")
        self.online.setToolTip(tooltip(asked if titles else tr("本程序不连接任何网络；地图、字体与数据都在本机")))
        self._online_icon.setPixmap(self._icons[bool(titles)])

    def dress(self, icons: Path, theme: Theme) -> None:
        """Draw the icons in the theme's ink."""
        offline, online = (themed_icon(icons / f"{name}.svg", theme).pixmap(16, 16) for name in ("offline", "online"))
        self._icons = offline, online
        self._online_icon.setPixmap(self._icons[self.online.text() != tr("离线")])
