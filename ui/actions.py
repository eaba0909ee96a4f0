"""The table of actions: one row says name, shortcut, tooltip and icon; menus and toolbar are built from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import Theme

ICON_SIZES = (16, 32, 48)


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action a person can call.

    Attributes:
        key: name in code.
        text: what the menu says; & marks the mnemonic.
        tip: one sentence for tooltip and status bar.
        shortcut: portable key sequence, or empty.
        icon: file name in ``assets/icons`` without suffix, or empty.
        checkable: whether it is a switch.
    """

    key: str
    text: str
    tip: str
    shortcut: str = ""
    icon: str = ""
    checkable: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open_ledger", "打开台账(&O)…", "打开另一个台账文件（.kxc）", "Ctrl+O", "folder"),
    ActionSpec("export_filtered", "导出筛选结果(&E)…", "把当前筛选出的全部项目导出为文件", "Ctrl+E", "export"),
    ActionSpec("export_selected", "导出选中(&S)…", "只导出选中的项目", "Ctrl+Shift+E"),
    ActionSpec("save_picture", "地图存为图片(&P)…", "把地图按现在的样子存为 PNG", "Ctrl+Shift+P"),
    ActionSpec("quit", "退出(&Q)", "关闭窗口", "Ctrl+Q"),
    ActionSpec("undo", "后退一步(&U)", "回到上一个筛选或选择", "Ctrl+Z", "undo"),
    ActionSpec("redo", "前进一步(&R)", "恢复刚才后退的一步", "Ctrl+Shift+Z", "redo"),
    ActionSpec("find", "查找(&F)", "在名称、别名、单位和摘要里查找", "Ctrl+F", "search"),
    ActionSpec("clear_filters", "清除全部筛选(&C)", "显示台账里的全部项目", "Ctrl+Shift+F", "clear"),
    ActionSpec("stated_only", "只看原文写明园区的(&T)", "隐去推断到园区和仅知在科学城的项目", "Ctrl+T", checkable=True),
    ActionSpec("select_all", "全选筛选结果(&A)", "选中当前筛选出的全部项目", "Ctrl+A"),
    ActionSpec("clear_selection", "取消选择(&N)", "不选任何项目", "Esc"),
    ActionSpec("fit_all", "全图(&0)", "显示科学城全域", "Ctrl+0", "fit"),
    ActionSpec("fit_selection", "缩放到选中(&Z)", "把地图移到选中的项目", "Ctrl+J", "target"),
    ActionSpec("toggle_theme", "深色界面(&D)", "在浅色与深色之间切换", "Ctrl+D", "contrast", checkable=True),
    ActionSpec("about", "关于本台账(&A)", "数据来源、口径与版本", "F1"),
)


def build_actions(parent: QObject) -> dict[str, QAction]:
    """Make every action of the table, without icons, owned by ``parent``."""
    actions: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = QAction(spec.text, parent)
        action.setObjectName(spec.key)
        action.setToolTip(f"{spec.tip}（{spec.shortcut}）" if spec.shortcut else spec.tip)
        action.setStatusTip(spec.tip)
        action.setCheckable(spec.checkable)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        actions[spec.key] = action
    return actions


def dress_actions(actions: Mapping[str, QAction], icons: Path, theme: Theme) -> None:
    """Give the actions their icons in the theme's ink."""
    for spec in ACTIONS:
        if spec.icon:
            actions[spec.key].setIcon(themed_icon(icons / f"{spec.icon}.svg", theme))


def themed_icon(file: Path, theme: Theme) -> QIcon:
    """An SVG drawn with ``currentColor``, recoloured for the theme (Qt's renderer knows no currentColor)."""
    icon = QIcon()
    source = file.read_text("utf-8")
    for mode, token in ((QIcon.Mode.Normal, "ink2"), (QIcon.Mode.Disabled, "line2")):
        svg = QSvgRenderer(source.replace("currentColor", theme.tokens[token]).encode())
        for size in ICON_SIZES:
            pixmap = QPixmap(QSize(size, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            svg.render(painter)
            painter.end()
            icon.addPixmap(pixmap, mode)
    return icon
