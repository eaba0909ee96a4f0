"""A person's own maps in the whole window: dropped, looked at, ordered, removed, and there again after a restart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.end_to_end.person import Facts, Person
from tests.map_files import png, write_raster, write_squares
from tests.pictures import picture_of
from tests.tile_server import Server
from ui.layers.online_tiles import OnlineTiles
from ui.main_window import MainWindow
from ui.map.map_state import LayerSpec
from ui.window import window_layers

pytestmark = [pytest.mark.window, pytest.mark.page]

COLOUR = "#3060c0"
Opener = Callable[[], Person]


@pytest.fixture
def opened(opened_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot) -> Iterator[Opener]:
    """Opens the window as often as the test restarts it, always with the same home."""
    people: list[Person] = []

    def open_() -> Person:
        if people:
            people[-1].window.close()
        window = opened_window(tmp_path / "home")
        people.append(Person(window, qtbot))
        window.resize(1600, 1000)
        window.show()
        people[-1].settle()
        return people[-1]

    yield open_
    people[-1].window.close()
    assert [failure for person in people for failure in person.failures] == []


def drop(target: QWidget, *paths: Path) -> bool:
    """Let files fall on a widget, as the desktop does; returns whether they were wanted."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy = QPoint(40, 40), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, copy, mime, buttons, keys)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(QPointF(place), copy, mime, buttons, keys))
    return True


def add(person: Person, path: Path) -> LayerSpec:
    got: list[str] = []
    person.window.layers.sources.added.connect(got.append)
    person.after(person.window.layers.sources.added, lambda: drop(person.window, path))
    return layer_of(person, got[0])


def layer_of(person: Person, layer_id: str) -> LayerSpec:
    layer = person.window.map_settings.state.find_layer(layer_id)
    assert layer is not None
    return layer


def drawn(person: Person) -> dict[str, Facts]:
    """The layers the page says it draws, once nothing is on its way any more."""
    return {layer["id"]: layer for layer in person.map_facts()["layers"]}


def wait_for_layers(person: Person, qtbot: QtBot, *ids: str) -> dict[str, Facts]:
    def arrived() -> bool:
        layers = drawn(person)
        return set(layers) == set(ids) and not any(layer["busy"] for layer in layers.values())

    qtbot.waitUntil(arrived, timeout=20_000)
    return drawn(person)


def share_of(person: Person, colour: QColor) -> float:
    """How much of the map is of about this colour, by its blue over red."""
    person.rest()
    image = picture_of(person.window.map_view)
    points = [image.pixelColor(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)]
    near = [
        abs(p.red() - colour.red()) + abs(p.green() - colour.green()) + abs(p.blue() - colour.blue()) for p in points
    ]
    return sum(distance < 24 for distance in near) / len(points)


def show_in_colour(person: Person, layer: LayerSpec) -> None:
    person.window.map_settings.update_layer(replace(layer, desaturate=False))


def test_a_dropped_file_becomes_a_layer_whose_tiles_the_page_draws(
    opened: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    person = opened()
    layer = add(person, write_raster(tmp_path / "西部.mbtiles", png(COLOUR)))
    assert person.window.layers_desk.is_shown
    assert person.window.actions_by_key["layers"].isChecked()
    assert person.window.layers_desk.panel.list.chosen == layer.id
    show_in_colour(person, layer)
    wait_for_layers(person, qtbot, layer.id)
    assert share_of(person, QColor(COLOUR)) > 0.2
    slider = person.window.layers_desk.panel.list.details
    assert slider is not None
    slider.opacity.setValue(0)
    qtbot.waitUntil(lambda: drawn(person)[layer.id]["opacity"] == 0)
    assert share_of(person, QColor(COLOUR)) < 0.02


def test_the_upper_layer_hides_the_lower_and_a_removed_one_is_gone(
    opened: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    person = opened()
    red = add(person, write_raster(tmp_path / "a.mbtiles", png("#c03030")))
    blue = add(person, write_raster(tmp_path / "b.mbtiles", png(COLOUR)))
    for layer in (red, blue):
        show_in_colour(person, layer)
    heights = wait_for_layers(person, qtbot, red.id, blue.id)
    assert heights[blue.id]["height"] > heights[red.id]["height"]
    assert share_of(person, QColor(COLOUR)) > 0.2
    row = person.window.layers_desk.panel.list.rows[red.id]
    QTest.keyClick(row, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: drawn(person)[red.id]["height"] > drawn(person)[blue.id]["height"])
    assert share_of(person, QColor(COLOUR)) < 0.02
    QTest.keyClick(person.window.layers_desk.panel.list.rows[red.id], Qt.Key.Key_Delete)
    wait_for_layers(person, qtbot, blue.id)
    assert share_of(person, QColor("#c03030")) < 0.02
    assert (tmp_path / "a.mbtiles").exists()


def test_layers_are_there_again_after_a_restart(opened: Opener, tmp_path: Path, qtbot: QtBot) -> None:
    person = opened()
    raster = add(person, write_raster(tmp_path / "西部.mbtiles", png(COLOUR)))
    squares = add(person, write_squares(tmp_path / "地块.geojson"))
    person.window.map_settings.update_layer(replace(layer_of(person, raster.id), opacity=0.4, datum="gcj02"))
    person.window.map_settings.move_layer(raster.id, squares.id)
    again = opened()
    layers = wait_for_layers(again, qtbot, raster.id, squares.id)
    assert layers[raster.id]["opacity"] == 0.4
    assert layers[raster.id]["height"] > layers[squares.id]["height"]
    assert layer_of(again, raster.id).datum == "gcj02"
    assert not again.window.layers_desk.is_shown


def test_a_broken_file_is_one_sentence_and_no_layer(opened: Opener, tmp_path: Path, qtbot: QtBot) -> None:
    person = opened()
    broken = tmp_path / "坏.mbtiles"
    broken.write_bytes(b"SQLite format 3\0" + bytes(3000))
    before = person.window.map_settings.state
    person.after(person.window.layers.sources.failed, lambda: drop(person.window, broken))
    (box,) = person.window.findChildren(QMessageBox)
    assert box.text().endswith("。")
    assert "\n" not in box.text()
    box.accept()
    assert person.window.map_settings.state is before
    assert drawn(person) == {}


def test_files_fall_on_the_map_too_and_words_are_not_wanted(opened: Opener, tmp_path: Path, qtbot: QtBot) -> None:
    person = opened()
    sources = person.window.layers.sources
    person.after(sources.added, lambda: drop(person.map_target, write_squares(tmp_path / "地块.geojson")))
    mime = QMimeData()
    mime.setText("words")
    enter = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(person.window, enter)
    assert not enter.isAccepted()


def test_nothing_leaves_until_an_online_map_is_switched_on(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = opened()
    asked: list[str] = []
    window = person.window
    monkeypatch.setattr(window.layers.online, "tile", lambda provider, *_rest: asked.append(provider.id))
    add(person, write_raster(tmp_path / "西部.mbtiles", png(COLOUR)))
    window.fit_all()
    person.rest()
    assert asked == []
    assert window.map_view.request_guard.blocked == []
    assert window.status.online.text() == "离线"
    assert not (tmp_path / "home" / "tiles").exists()


@pytest.mark.enable_socket
def test_an_online_map_is_drawn_through_our_own_origin_and_stays_when_the_network_goes(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    server = Server()
    server.body = png(COLOUR)
    monkeypatch.setattr(window_layers, "OnlineTiles", partial(OnlineTiles, address=server.address))
    person = opened()
    osm = layer_of(person, "online-osm")
    person.window.map_settings.update_layer(replace(osm, visible=True))
    wait_for_layers(person, qtbot, "online-osm")
    assert share_of(person, QColor(COLOUR)) > 0.4
    assert any("OpenStreetMap" in credit for credit in person.map_facts()["credits"])
    assert person.window.map_view.request_guard.blocked == []
    assert person.window.status.online.text() == "在线 1"
    asked = len(server.asked)
    assert 0 < asked < 60
    server.close()
    again = opened()
    wait_for_layers(again, qtbot, "online-osm")
    assert share_of(again, QColor(COLOUR)) > 0.4
    assert len(server.asked) == asked


def test_the_status_bar_says_how_many_online_maps_are_on(opened: Opener, qtbot: QtBot) -> None:
    window = opened().window
    for key in ("online-tianditu-vec", "online-tianditu-cva"):  # no key, so nothing is asked for
        layer = window.map_settings.state.find_layer(key)
        assert layer is not None
        window.map_settings.update_layer(replace(layer, visible=True))
    assert window.status.online.text() == "在线 2"
    assert "天地图 矢量" in window.status.online.toolTip()


def test_the_panel_takes_the_cards_place_and_gives_it_back(opened: Opener) -> None:
    window = opened().window
    action = window.actions_by_key["layers"]
    action.trigger()
    assert window.layers_desk.panel.isVisible()
    assert not window.detail_panel.isVisible()
    assert action.isChecked()
    window.layers_desk.panel.close_button.click()
    assert window.detail_panel.isVisible()
    assert not action.isChecked()
    captions = {key: row.caption.text() for key, row in window.layers_desk.panel.list.rows.items()}
    assert captions["symbols"] == f"{len(window.session.columns):,} 项"
    assert captions["rail"] == "6 站"


def test_a_broken_memory_is_told_of_and_set_aside(opened: Opener, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "map.json").write_text("{", "utf-8")
    person = opened()
    assert "map.broken.json" in person.window.statusBar().currentMessage()
    assert (home / "map.broken.json").read_text("utf-8") == "{"


def test_the_page_never_learns_where_a_file_lies(opened: Opener, tmp_path: Path) -> None:
    person = opened()
    add(person, write_raster(tmp_path / "西部.mbtiles", png(COLOUR)))
    words = person.window.map_settings.state.to_page_json()
    assert str(tmp_path) not in words
    assert json.loads(words)["layers"]
    labels = person.window.layers_desk.panel.findChildren(QLabel)
    assert any("西部.mbtiles" in label.toolTip() for label in labels)
