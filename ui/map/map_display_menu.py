"""«地图显示»: by what symbols are sized, how figures are shown, and how areas are coloured; one menu in two places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QToolButton, QWidget

from geo.wording import tr
from ui.map.map_settings import MapSettings
from ui.map.map_state import MapState, Measure, Mode

AFTER_MENU = "视图(&V)"
TITLE = "显示(&I)"
Choice = tuple[str, str, str, str]
"""Value, words, tip, shortcut."""

MODES: tuple[Choice, ...] = (
    ("symbols", "符号(&S)", "每个园区一个环形符号，近看是一个个项目", "Alt+Shift+1"),
    ("heat", "热力(&H)", "有自身坐标的项目有多密", "Alt+Shift+2"),
    ("choropleth", "分区着色(&C)", "按区县或园区着色", "Alt+Shift+3"),
)
MEASURES: tuple[Choice, ...] = (
    ("count", "按项目数(&N)", "符号大小与热力按项目数", "Alt+Shift+N"),
    ("amount", "按投资额(&A)", "符号大小与热力按已公布的投资额；公布的不足半数时仍按项目数", "Alt+Shift+A"),
)
UNITS: tuple[Choice, ...] = (
    ("district", "区县(&D)", "按项目所在区县", ""),
    ("park", "园区(&P)", "按有范围的园区", ""),
)
FIGURES: tuple[Choice, ...] = (
    ("count", "项目数(&N)", "区内项目的个数", ""),
    ("amount", "投资额(&A)", "区内已公布投资额之和", ""),
    ("per_km2", "每平方公里项目数(&K)", "项目数除以面积", ""),
)
SCHEMES: tuple[Choice, ...] = (
    ("quantiles", "分位数(&Q)", "各级的区数尽量相同", ""),
    ("equal", "等间距(&E)", "各级的跨度相同", ""),
    ("natural", "自然断点(&J)", "级内差异最小（Fisher-Jenks）", ""),
)
CLASSES: tuple[Choice, ...] = (
    ("3", "3 级(&3)", "最多分 3 级", ""),
    ("4", "4 级(&4)", "最多分 4 级", ""),
    ("5", "5 级(&5)", "最多分 5 级", ""),
    ("6", "6 级(&6)", "最多分 6 级", ""),
    ("7", "7 级(&7)", "最多分 7 级", ""),
)
AREAS: tuple[tuple[str, tuple[Choice, ...], str], ...] = (
    ("着色单元(&U)", UNITS, "unit"),
    ("着色指标(&F)", FIGURES, "figure"),
    ("分级方法(&M)", SCHEMES, "scheme"),
    ("级数(&L)", CLASSES, "classes"),
)


class MapDisplayMenu(QMenu):
    """Says what is set and sets it; the settings are the only state.

    Args:
        settings: what is set.
        parent: the owning widget.
    """

    def __init__(self, settings: MapSettings, parent: QWidget) -> None:
        """Build the choices once and follow the settings."""
        super().__init__(tr(TITLE), parent)
        self.setToolTipsVisible(True)
        self._settings = settings
        self._groups: dict[str, QActionGroup] = {}
        self._offer(self, MODES, "mode")
        self.addSeparator()
        self._offer(self, MEASURES, "measure")
        self.addSeparator()
        for title, choices, key in AREAS:
            menu = self.addMenu(tr(title))
            menu.setToolTipsVisible(True)
            self._offer(menu, choices, key)
        settings.state_changed.connect(lambda _old, new: self._show(new))
        self._show(settings.state)

    def _offer(self, menu: QMenu, choices: tuple[Choice, ...], key: str) -> None:
        """Add choices of which one holds."""
        group = self._groups[key] = QActionGroup(self)
        for value, words, tip, shortcut in choices:
            action = QAction(tr(words), group)
            tip = tr(tip)
            action.setObjectName(f"{key}_{value}")
            action.setData(value)
            action.setCheckable(True)
            action.setToolTip(tr("{tip}（{shortcut}）", tip=tip, shortcut=shortcut) if shortcut else tip)
            action.setStatusTip(tip)
            if shortcut:
                action.setShortcut(QKeySequence(shortcut))
            menu.addAction(action)
        group.triggered.connect(lambda action: self._choose(key, action.data()))

    def _choose(self, key: str, value: str) -> None:
        """Set what was chosen; who chooses how areas are coloured wants to see them."""
        if key == "mode":
            self._settings.set_mode(cast("Mode", value))
        elif key == "measure":
            self._settings.set_measure(cast("Measure", value))
        else:
            change: dict[str, Any] = {key: int(value) if key == "classes" else value}
            self._settings.set_choropleth(replace(self._settings.state.choropleth, **change))
            self._settings.set_mode("choropleth")

    def _show(self, state: MapState) -> None:
        for key, group in self._groups.items():
            value = str(getattr(state if key in ("mode", "measure") else state.choropleth, key))
            for action in group.actions():
                action.setChecked(action.data() == value)


def add_display_menu(bar: QMenuBar, toolbar: QToolBar, settings: MapSettings, action: QAction) -> MapDisplayMenu:
    """Put the menu into the menu bar, before the view's, and behind a button at the right of the toolbar.

    Args:
        bar: the menu bar.
        toolbar: the toolbar.
        settings: what is set.
        action: the button's face: its icon and words.
    """
    menu = MapDisplayMenu(settings, bar)
    bar.insertMenu(next(one for one in bar.actions() if one.text() == tr(AFTER_MENU)), menu)
    button = QToolButton(toolbar)
    button.setObjectName("display")
    button.setDefaultAction(action)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # like the toolbar's own buttons; the keyboard has the menu bar
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    toolbar.insertWidget(_after_gap(toolbar), button)
    return menu


def _after_gap(toolbar: QToolBar) -> QAction:
    """The first action at the right."""
    return next(one for one in toolbar.actions() if one.objectName() == "toggle_theme")
