"""The layers panel with real widgets over real settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from geo.lnglat import Bounds
from ui.actions import themed_icon
from ui.application import Workplace
from ui.layers.layer_details import bytes_words, size_words
from ui.layers.layer_list import LayerList
from ui.layers.layers_panel import LayersPanel
from ui.map.map_settings import MapSettings
from ui.map.map_state import LayerFacts, LayerSpec, MapState
from ui.window.window_layers import standing_layers

FACTS = LayerFacts(
    "raster", bounds=Bounds(106, 29, 107, 30), min_zoom=8, max_zoom=15, size_bytes=412_000_000, count=11308,
    shape_words="栅格", attribution="© 测绘院",
)  # fmt: skip
RASTER = LayerSpec(
    "file-1", "tiles", "重庆西部_2023.mbtiles", path="/maps/重庆西部_2023.mbtiles", facts=FACTS, desaturate=True
)
LINES = LayerSpec(
    "file-2", "overlay", "园区红线_修编.geojson", path="/maps/园区红线_修编.geojson", datum="ask",
    facts=LayerFacts(shape_words="23 面", datum_hint="gcj02", hint_words="与区界整体错约 480 m，方向东南。"),
)  # fmt: skip


class Desk:
    """A panel wired to settings as the window does it."""

    def __init__(self, workplace: Workplace, assets: Path, qtbot: QtBot) -> None:
        self.settings = MapSettings(standing=standing_layers())
        theme = workplace.themes["light"]

        def icon(name: str) -> QIcon:
            return themed_icon(assets / "icons" / f"{name}.svg", theme)

        self.panel = LayersPanel(lambda: theme, icon, lambda _provider: (340, 12_300_000))
        self.list: LayerList = self.panel.list
        self.list.layer_wanted.connect(self.settings.update_layer)
        self.list.move_wanted.connect(self.settings.move_layer)
        self.list.remove_wanted.connect(self.settings.remove_layer)
        self.settings.state_changed.connect(self._on_settings_state_changed)
        self.list.show_state(self.settings.state)
        qtbot.addWidget(self.panel)
        self.panel.resize(336, 1200)
        self.panel.show()

    def _on_settings_state_changed(self, _old: MapState, new: MapState) -> None:
        self.list.show_state(new)

    def add(self, *layers: LayerSpec) -> None:
        for layer in layers:
            self.settings.add_layer(layer)

    def layer(self, layer_id: str) -> LayerSpec:
        layer = self.settings.state.find_layer(layer_id)
        assert layer is not None
        return layer

    def click(self, layer_id: str) -> None:
        QTest.mouseClick(self.list.rows[layer_id].title, Qt.MouseButton.LeftButton)

    def drag(self, layer_id: str, onto: str, *, below: bool = False) -> None:
        """Take a row by its handle and let it go on the upper or lower half of another."""
        handle, target = self.list.rows[layer_id].handle, self.list.rows[onto]
        assert handle is not None
        y = target.height() - 3 if below else 3
        place = handle.mapFromGlobal(target.mapToGlobal(QPoint(5, y)))
        QTest.mousePress(handle, Qt.MouseButton.LeftButton)
        QTest.mouseMove(handle, place)
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def words(self) -> list[str]:
        return [label.text() for label in self.panel.findChildren(QLabel) if label.isVisibleTo(self.panel)]

    def press(self, words: str) -> None:
        button = next(b for b in self.panel.findChildren(QPushButton) if b.text() == words and b.isVisible())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def movable(self) -> list[str]:
        return [layer.id for layer in self.settings.state.in_section("data", "base")]


@pytest.fixture
def desk(workplace: Workplace, assets_dir: Path, qtbot: QtBot) -> Desk:
    return Desk(workplace, assets_dir, qtbot)


def test_every_layer_has_a_row_in_its_section(desk: Desk) -> None:
    assert set(desk.list.rows) == {layer.id for layer in desk.settings.state.layers}
    words = desk.words()
    assert [word for word in words if word in ("专题", "标注", "用户数据", "底图")] == [
        "专题",
        "标注",
        "用户数据",
        "底图",
    ]
    assert "还没有自己的地图文件" in words


def test_the_eye_hides_and_shows(desk: Desk) -> None:
    QTest.mouseClick(desk.list.rows["rail"].eye, Qt.MouseButton.LeftButton)
    assert not desk.layer("rail").visible
    assert desk.list.rows["rail"].title.objectName() == "layerOff"
    QTest.keyClick(desk.list.rows["rail"], Qt.Key.Key_Space)
    assert desk.layer("rail").visible


def test_online_maps_are_listed_switched_off(desk: Desk) -> None:
    online = [layer for layer in desk.settings.state.layers if layer.kind == "online"]
    assert len(online) >= 4
    assert not any(layer.visible for layer in online)
    assert desk.list.rows["online-osm"].caption.text() == "未开启"
    QTest.mouseClick(desk.list.rows["online-osm"].eye, Qt.MouseButton.LeftButton)
    assert desk.list.rows["online-osm"].caption.text() == "在线"


def test_a_file_shows_its_facts_when_it_is_chosen(desk: Desk) -> None:
    desk.add(RASTER)
    desk.click("file-1")
    words = desk.words()
    assert "z 8～15，更大级别拉伸显示" in words
    assert "栅格，412 MB，11,308 块" in words
    assert "© 测绘院" in words
    desk.click("file-1")
    assert desk.list.details is None


def test_opacity_follows_the_slider_without_building_it_anew(desk: Desk) -> None:
    desk.add(RASTER)
    desk.click("file-1")
    details = desk.list.details
    assert details is not None
    details.opacity.setValue(72)
    assert desk.layer("file-1").opacity == 0.72
    assert desk.list.details is details
    assert "72%" in desk.words()


def test_greying_is_a_switch_of_rasters_only(desk: Desk) -> None:
    desk.add(RASTER, LINES)
    desk.click("file-1")
    assert desk.list.details is not None
    QTest.mouseClick(
        desk.list.details.grey, Qt.MouseButton.LeftButton, pos=QPoint(6, desk.list.details.grey.height() // 2)
    )
    assert not desk.layer("file-1").desaturate
    desk.click("file-2")
    assert not desk.list.details.grey.isVisible()


def test_a_suspicion_offers_the_correction_and_keeping(desk: Desk) -> None:
    desk.add(LINES)
    words = desk.words()
    assert "坐标疑为 GCJ-02" in words
    assert "与区界整体错约 480 m，方向东南。" in words
    desk.press("按 GCJ-02 校正")
    assert desk.layer("file-2").datum == "gcj02"
    assert desk.list.boxes == {}
    desk.settings.update_layer(replace(desk.layer("file-2"), datum="ask"))
    desk.press("保持原样")
    assert desk.layer("file-2").datum == "wgs84"


def test_a_file_without_a_datum_is_asked_about_while_it_is_chosen(desk: Desk) -> None:
    desk.add(replace(RASTER, datum="ask"))
    assert desk.list.boxes == {}
    desk.click("file-1")
    assert desk.list.details is not None
    assert desk.list.details.datum.currentText() == "未注明，暂按 WGS 84"
    desk.press("BD-09")
    assert desk.layer("file-1").datum == "bd09"
    assert desk.list.boxes == {}


def test_the_datum_can_be_changed_and_changed_back(desk: Desk) -> None:
    desk.add(RASTER)
    desk.click("file-1")
    for key in ("gcj02", "cgcs2000"):
        assert desk.list.details is not None
        box = desk.list.details.datum
        box.setCurrentIndex(box.findData(key))
        box.activated.emit(box.currentIndex())
        assert desk.layer("file-1").datum == key


def test_a_row_is_dragged_to_another_place(desk: Desk) -> None:
    desk.add(RASTER, LINES)
    assert desk.movable()[:2] == ["file-2", "file-1"]
    desk.drag("file-1", "file-2")
    assert desk.movable()[:2] == ["file-1", "file-2"]
    desk.drag("file-1", "basemap", below=True)
    assert desk.movable()[-1] == "file-1"
    assert desk.layer("file-1").section == "base"
    desk.drag("file-1", "file-2", below=True)
    assert desk.layer("file-1").section == "data"


def test_online_maps_cannot_come_between_the_files(desk: Desk) -> None:
    desk.add(RASTER, LINES)
    desk.drag("online-gaode", "file-2")
    assert desk.movable()[:3] == ["file-2", "file-1", "online-gaode"]
    assert desk.layer("online-gaode").section == "base"


def test_dropping_a_row_where_it_is_changes_nothing(desk: Desk) -> None:
    desk.add(RASTER, LINES)
    before = desk.settings.state
    desk.drag("file-1", "file-1")
    assert desk.settings.state is before


def test_rows_move_and_go_by_keyboard(desk: Desk) -> None:
    desk.add(RASTER, LINES)
    QTest.keyClick(desk.list.rows["file-1"], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert desk.movable()[:2] == ["file-1", "file-2"]
    QTest.keyClick(desk.list.rows["file-1"], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert desk.movable()[:2] == ["file-2", "file-1"]
    QTest.keyClick(desk.list.rows["file-1"], Qt.Key.Key_Return)
    assert desk.list.chosen == "file-1"
    QTest.keyClick(desk.list.rows["file-1"], Qt.Key.Key_Delete)
    assert "file-1" not in desk.list.rows
    QTest.keyClick(desk.list.rows["basemap"], Qt.Key.Key_Delete)
    assert desk.layer("basemap").visible


def test_removing_and_finding_a_file(desk: Desk, qtbot: QtBot) -> None:
    desk.add(RASTER)
    desk.click("file-1")
    with qtbot.waitSignal(desk.list.locate_wanted) as caught:
        desk.press("缩放到范围")
    assert caught.args == [FACTS.bounds]
    desk.press("移除")
    assert desk.settings.state.find_layer("file-1") is None
    assert desk.list.details is None


def test_a_failure_is_said_at_the_row(desk: Desk) -> None:
    desk.add(replace(RASTER, facts=None, failure="打不开“x”：文件不存在。"))
    assert desk.list.rows["file-1"].caption.text() == "打不开"
    assert "打不开“x”：文件不存在。" in desk.words()


def test_trouble_online_is_said_while_the_map_is_on(desk: Desk) -> None:
    desk.list.show_notes({"symbols": "86 项"}, {"osm": "OpenStreetMap连不上，先显示本机已有的瓦片。"})
    assert desk.list.rows["symbols"].caption.text() == "86 项"
    assert not any("连不上" in word for word in desk.words())
    QTest.mouseClick(desk.list.rows["online-osm"].eye, Qt.MouseButton.LeftButton)
    assert any("连不上" in word for word in desk.words())


def test_a_provider_that_needs_a_key_asks_for_it_and_says_whom_it_asks(desk: Desk) -> None:
    desk.click("online-tianditu-img")
    assert desk.list.details is not None
    words = " ".join(desk.words())
    assert "tianditu.gov.cn" in words
    assert "340 块，12 MB" in words
    key = desk.list.details.key
    QTest.keyClicks(key, " abc123 ")
    QTest.keyClick(key, Qt.Key.Key_Return)
    assert desk.layer("online-tianditu-img").key == "abc123"


def test_switching_on_without_a_key_opens_where_it_is_written(desk: Desk) -> None:
    QTest.mouseClick(desk.list.rows["online-tianditu-vec"].eye, Qt.MouseButton.LeftButton)
    assert desk.list.chosen == "online-tianditu-vec"
    assert "天地图 矢量要用自己的密钥，请在这里填写。" in desk.words()
    assert desk.list.details is not None
    QTest.keyClicks(desk.list.details.key, "abc123")
    QTest.keyClick(desk.list.details.key, Qt.Key.Key_Return)
    assert not any("要用自己的密钥" in word for word in desk.words())


def test_a_key_half_typed_is_taken_when_the_panel_is_built_anew(desk: Desk) -> None:
    desk.click("online-tianditu-img")
    assert desk.list.details is not None
    desk.list.details.key.setFocus()
    QTest.keyClicks(desk.list.details.key, "abc123")
    desk.add(RASTER)
    assert "file-1" in desk.list.rows
    assert desk.layer("online-tianditu-img").key == "abc123"


def test_hostile_names_are_shown_as_they_are(desk: Desk) -> None:
    name = "<b>&x</b>\u202e`\\'\".mbtiles"
    desk.add(replace(RASTER, title=name))
    row = desk.list.rows["file-1"]
    assert row.title.words == name
    assert row.title.textFormat() == Qt.TextFormat.PlainText
    assert "<b>" not in row.title.toolTip()


def test_the_drop_zone_asks_for_a_file(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.panel.add_wanted):
        QTest.mouseClick(desk.panel.drop_zone, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    with qtbot.waitSignal(desk.panel.add_wanted):
        desk.press("添加")
    desk.panel.show_busy(True)
    assert "正在打开……" in desk.words()


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (412_000_000, "412 MB"), (2_340_000_000, "2.3 GB")],
)
def test_sizes_are_said_as_people_do(size: int, words: str) -> None:
    assert bytes_words(size) == words


def test_what_is_not_known_of_a_file_is_not_said() -> None:
    assert size_words(replace(RASTER, facts=replace(FACTS, count=None, size_bytes=None))) == "栅格"
    assert size_words(replace(RASTER, facts=None)) == ""
