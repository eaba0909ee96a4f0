"""The table of actions: one row says name, shortcut, tooltip and icon; menus and toolbar are built from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QKeySequence, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from geo.frozen import frozen
from geo.wording import tr
from ui.theme import Theme

ICON_SIZES = (16, 32)
SHARP_SIZE = 48
"""For screens that show more than two pixels where others show one."""


@frozen
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
    ActionSpec("export_selected", "导出选中(&S)…", "只导出选中的项目", "Ctrl+Shift+E", "export"),
    ActionSpec("save_picture", "地图存为图片(&P)…", "把地图按现在的样子存为 PNG", "Ctrl+Shift+P"),
    ActionSpec("add_documents", "添加报道原文(&D)…", "添加报道的全文，依据处便显示原句；可拖进窗口", "Ctrl+Shift+O"),
    ActionSpec("quit", "退出(&Q)", "关闭窗口", "Ctrl+Q"),
    ActionSpec("undo", "后退一步(&U)", "回到上一个筛选或选择", "Ctrl+Z", "undo"),
    ActionSpec("redo", "前进一步(&R)", "恢复刚才后退的一步", "Ctrl+Shift+Z", "redo"),
    ActionSpec("place_selection", "人工定位选中(&H)", "在地图上指定选中项目的位置，记为人工", "Ctrl+Alt+P", "place"),
    ActionSpec("undo_edit", "撤销改动(&W)", "撤销最近一次写进台账的改动：放置或清单", "Ctrl+Alt+Z"),
    ActionSpec("redo_edit", "重做改动(&D)", "重做刚才撤销的改动", "Ctrl+Alt+Shift+Z"),
    ActionSpec("add_to_list", "加入清单(&J)…", "把选中的项目加入自建清单，或新建一个", "Ctrl+K", "list"),
    ActionSpec("remove_from_list", "移出清单(&X)…", "把选中的项目移出自建清单", "Ctrl+Alt+K"),
    ActionSpec("manage_lists", "管理清单(&M)…", "自建清单的新建、改名、排序与删除", "Ctrl+Shift+I"),
    ActionSpec("find", "查找(&F)", "在名称、别名、单位和摘要里查找，可用拼音首字母", "Ctrl+F", "search"),
    ActionSpec("find_in_table", "在表内查找(&G)", "在项目表显示着的列里逐处查找，不筛选", "Ctrl+Shift+G"),
    ActionSpec("clear_filters", "清除全部筛选(&C)", "显示台账里的全部项目", "Ctrl+Shift+F", "clear"),
    ActionSpec("stated_only", "只看原文写明园区的(&T)", "隐去推断到园区和仅知在科学城的项目", "Ctrl+T", checkable=True),
    ActionSpec("only_selected", "只看选中(&K)", "只留下选中的项目；再点恢复", "Ctrl+Shift+K", "eye", checkable=True),
    ActionSpec("select_all", "全选筛选结果(&A)", "选中当前筛选出的全部项目", "Ctrl+A"),
    ActionSpec("clear_selection", "取消选择(&N)", "不选任何项目", "Esc"),
    ActionSpec("invert_selection", "反选(&I)", "在筛选结果里选中未选的，放开已选的", "Ctrl+I"),
    ActionSpec("tool_pan", "浏览与点选(&B)", "拖动地图，点按符号选中", "V", "cursor", checkable=True),
    ActionSpec("tool_rectangle", "矩形选择(&R)", "框选符号；Shift 加选，Alt 减选", "R", "rectangle", checkable=True),
    ActionSpec("tool_lasso", "套索选择(&L)", "圈选符号；Shift 加选，Alt 减选", "L", "lasso", checkable=True),
    ActionSpec("tool_circle", "圆形选择(&O)", "从中心拖圆选中；Shift 加选，Alt 减选", "O", "circle", checkable=True),
    ActionSpec("tool_distance", "量距离(&D)", "逐点点按，量椭球面上的距离；双击结束", "M", "ruler", checkable=True),
    ActionSpec("tool_area", "量面积(&E)", "逐点点按，量椭球面上的面积；双击结束", "Shift+M", "area", checkable=True),
    ActionSpec("fit_all", "全图(&0)", "显示科学城全域", "Ctrl+0", "fit"),
    ActionSpec("fit_selection", "缩放到选中(&Z)", "把地图移到选中的项目", "Ctrl+J", "target"),
    ActionSpec("previous_view", "上一视图(&P)", "回到地图刚才的位置", "Alt+Left", "previous"),
    ActionSpec("next_view", "下一视图(&N)", "再到后退之前的位置", "Alt+Right", "next"),
    ActionSpec("copy_position", "复制坐标(&C)", "复制指针所在处的坐标", "Ctrl+Shift+C"),
    ActionSpec("go_to_position", "定位到坐标(&G)…", "输入坐标，把地图移到那里", "Ctrl+G"),
    ActionSpec("datum_wgs84", "WGS 84（GPS、CGCS2000）(&W)", "坐标按 WGS 84 显示与复制", checkable=True),
    ActionSpec("datum_gcj02", "GCJ-02（高德、腾讯）(&G)", "坐标按 GCJ-02 显示与复制", checkable=True),
    ActionSpec("datum_bd09", "BD-09（百度）(&B)", "坐标按 BD-09 显示与复制", checkable=True),
    ActionSpec("form_decimal", "十进制度(&D)", "坐标写作十进制度", checkable=True),
    ActionSpec("form_dms", "度分秒(&M)", "坐标写作度、分、秒", checkable=True),
    ActionSpec("add_bookmark", "添加书签(&A)…", "给当前画面起名，以便再来", "Ctrl+B", "bookmark"),
    ActionSpec("layers", "图层(&L)", "显示或收起图层面板", "Ctrl+L", "layers", checkable=True),
    ActionSpec("add_layer", "添加地图文件(&F)…", "把 MBTiles、GeoJSON 等地图文件加为图层", "Ctrl+Shift+L", "plus"),
    ActionSpec("map_display", "地图显示(&I)", "符号、热力或分区着色；按项目数或投资额", "", "display"),
    ActionSpec("export_animation", "导出动画(&N)…", "把逐月播放存为 WebP、GIF 或 APNG", "Ctrl+Alt+E", "film"),
    ActionSpec("time_bar", "时间条(&M)", "显示或收起地图下的时间条", "Ctrl+Shift+M", "clock", checkable=True),
    ActionSpec("play", "播放 / 暂停(&P)", "逐月播放，或停在当前月份", "P"),
    ActionSpec("step_back", "上一个月(&B)", "停下并后退一个月", "["),
    ActionSpec("step_forward", "下一个月(&N)", "停下并前进一个月", "]"),
    ActionSpec("stop_playing", "停止播放(&S)", "停止播放，回到播放之前的筛选"),
    ActionSpec("show_table", "项目表(&T)", "在地图下方列出项目", "Ctrl+1"),
    ActionSpec("show_charts", "图表(&H)", "在地图下方按产业、年份、阶段、园区、金额和单位画图", "Ctrl+2"),
    ActionSpec("toggle_theme", "深色界面(&D)", "在浅色与深色之间切换", "Ctrl+D", "contrast", checkable=True),
    ActionSpec("open_logs", "打开日志文件夹(&L)", "日志与崩溃报告所在的文件夹；它们从不自动发出", "", "folder"),
    ActionSpec("guide", "使用指南(&G)", "怎么用：带图，离线可读", "F1"),
    ActionSpec("about", "关于本台账(&A)", "数据来源、口径与版本", "Shift+F1"),
)


def shortcut_of(key: str) -> str:
    """Return what an action is called with by keyboard, as it stands in the table."""
    return next(spec.shortcut for spec in ACTIONS if spec.key == key)


def build_actions(parent: QObject) -> dict[str, QAction]:
    """Make every action of the table, without icons, owned by ``parent``."""
    actions: dict[str, QAction] = {}
    for spec in ACTIONS:
        tip = tr(spec.tip)
        action = QAction(tr(spec.text), parent)
        action.setObjectName(spec.key)
        action.setToolTip(tr("{tip}（{shortcut}）", tip=tip, shortcut=spec.shortcut) if spec.shortcut else tip)
        action.setStatusTip(tip)
        action.setCheckable(spec.checkable)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        actions[spec.key] = action
    return actions


def dress_actions(actions: Mapping[str, QAction], icons: Path, theme: Theme) -> None:
    """Give the actions their icons in the theme's ink."""
    for spec in ACTIONS:
        if spec.icon:
            in_hand = "onfill" if spec.key.startswith("tool_") else "ink2"
            actions[spec.key].setIcon(themed_icon(icons / f"{spec.icon}.svg", theme, checked=in_hand))


def themed_icon(file: Path, theme: Theme, *, ink: str = "ink2", checked: str = "ink2") -> QIcon:
    """An SVG drawn with ``currentColor``, recoloured for the theme (Qt's renderer knows no currentColor).

    Args:
        file: the SVG.
        theme: whose tokens colour it.
        ink: token of its colour.
        checked: token of its colour while the action is on.
    """
    icon = QIcon()
    svg = QSvgRenderer(file.read_bytes().replace(b"currentColor", b"#000"))
    off, on = QIcon.State.Off, QIcon.State.On
    sizes = (*ICON_SIZES, SHARP_SIZE) if _is_very_sharp() else ICON_SIZES
    inks = [(QIcon.Mode.Normal, off, ink), (QIcon.Mode.Disabled, off, "line2")]
    if checked != ink:  # without a picture of its own, what is on looks as what is off
        inks.append((QIcon.Mode.Normal, on, checked))
    for size in sizes:
        shape = QPixmap(QSize(size, size))
        shape.fill(Qt.GlobalColor.transparent)
        painter = QPainter(shape)
        svg.render(painter)
        painter.end()
        for mode, state, token in inks:  # read and drawn once: colour only replaces black
            pixmap = QPixmap(shape)
            painter = QPainter(pixmap)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(pixmap.rect(), theme.color(token))
            painter.end()
            icon.addPixmap(pixmap, mode, state)
    return icon


def _is_very_sharp() -> bool:
    return any(screen.devicePixelRatio() > 2 for screen in QGuiApplication.screens())
