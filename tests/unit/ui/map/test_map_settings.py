from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from geo.lnglat import Bounds
from ui.map.map_settings import MapSettings
from ui.map.map_state import Bookmark, Coordinates, LayerFacts, LayerSpec, MapState

WEST = Bounds(106.2, 29.4, 106.5, 29.7)


def tiles(number: int = 1, **changes: object) -> LayerSpec:
    spec = LayerSpec(f"file-{number}", "tiles", f"地图{number}.mbtiles", path=f"/maps/{number}.mbtiles", datum="ask")
    return replace(spec, **changes)  # type: ignore[arg-type]


def ids(settings: MapSettings) -> list[str]:
    return [layer.id for layer in settings.state.layers]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "map.json"


def test_a_change_makes_a_new_state_and_tells_of_both(qtbot: QtBot) -> None:
    settings = MapSettings()
    before = settings.state
    with qtbot.waitSignal(settings.state_changed) as caught:
        settings.set_measure("amount")
    assert caught.args == [before, settings.state]
    assert settings.state.measure == "amount"
    assert settings.state.revision == before.revision + 1


def test_setting_what_is_set_tells_nobody(qtbot: QtBot) -> None:
    settings = MapSettings()
    with qtbot.assertNotEmitted(settings.state_changed):
        settings.set_tool("pan")
        settings.update_layer(settings.state.layers[0])
        settings.update_layer(tiles())
        settings.move_layer("symbols", "symbols")
        settings.remove_layer("none")


def test_a_new_file_lies_above_older_files_and_the_base_but_below_symbols(qtbot: QtBot) -> None:
    settings = MapSettings()
    settings.add_layer(tiles(1))
    settings.add_layer(tiles(2))
    order = ids(settings)
    assert order.index("rail") < order.index("file-2") < order.index("file-1") < order.index("basemap")


def test_a_new_file_goes_above_a_base_that_was_switched_off(qtbot: QtBot) -> None:
    settings = MapSettings()
    base = settings.state.find_layer("basemap")
    assert base is not None
    settings.update_layer(replace(base, visible=False))
    settings.add_layer(tiles(1))
    assert ids(settings)[-2:] == ["file-1", "basemap"]


def test_two_layers_of_one_id_are_refused(qtbot: QtBot) -> None:
    settings = MapSettings()
    settings.add_layer(tiles(1))
    with pytest.raises(ValueError, match="one id"):
        settings.add_layer(tiles(1))


def test_layers_move_above_another_or_to_the_bottom(qtbot: QtBot) -> None:
    settings = MapSettings()
    for number in (1, 2, 3):
        settings.add_layer(tiles(number))
    settings.move_layer("file-1", "file-3")
    assert [one for one in ids(settings) if one.startswith("file")] == ["file-1", "file-3", "file-2"]
    settings.move_layer("file-1", None)
    assert ids(settings)[-1] == "file-1"


def test_removing_forgets_a_file_and_switches_a_builtin_layer_off(qtbot: QtBot) -> None:
    settings = MapSettings()
    settings.add_layer(tiles(1))
    settings.remove_layer("file-1")
    settings.remove_layer("basemap")
    assert settings.state.find_layer("file-1") is None
    base = settings.state.find_layer("basemap")
    assert base is not None
    assert not base.visible


@pytest.mark.parametrize("changes", [{"opacity": 1.01}, {"opacity": float("nan")}, {"id": ""}, {"id": "../x"}])
def test_a_layer_that_cannot_be_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"layer id|opacity"):
        tiles(1, **changes)


def test_layers_bookmarks_and_coordinates_are_remembered_the_tool_is_not(file: Path, qtbot: QtBot) -> None:
    settings = MapSettings(file)
    settings.add_layer(tiles(1, opacity=0.4, desaturate=True, datum="gcj02", visible=False))
    settings.set_bookmarks((Bookmark('金凤 "<b>"', WEST),))
    settings.set_coordinates(Coordinates("bd09", "dms"))
    settings.set_tool("lasso")
    settings.set_facts("file-1", LayerFacts("raster"))
    settings.flush()
    again = MapSettings(file)
    assert again.trouble == ""
    assert again.state.find_layer("file-1") == tiles(1, opacity=0.4, desaturate=True, datum="gcj02", visible=False)
    assert again.state.bookmarks == settings.state.bookmarks
    assert again.state.coordinates == Coordinates("bd09", "dms")
    assert again.state.tool == "pan"
    assert ids(again) == ids(settings)


def test_a_burst_of_changes_is_written_once_a_little_later(file: Path, qtbot: QtBot) -> None:
    settings = MapSettings(file)
    settings.add_layer(tiles(1))
    for step in range(20):
        settings.update_layer(tiles(1, opacity=step / 20))
    assert not file.exists()
    qtbot.waitUntil(file.exists)
    assert json.loads(file.read_text("utf-8"))["layers"][6]["opacity"] == 19 / 20
    assert [one.name for one in file.parent.iterdir()] == ["map.json"]


def test_nothing_is_written_when_nothing_changed(file: Path, qtbot: QtBot) -> None:
    MapSettings(file).flush()
    assert not file.exists()


GOOD = {
    "format": 1, "layers": [], "coordinates": {"datum": "wgs84", "form": "dms"},
    "bookmarks": [{"name": "a", "bounds": [1, 2, 3, 4]}],
}  # fmt: skip
LAYER = {
    "id": "file-1", "kind": "tiles", "title": "x", "section": "data", "visible": True, "opacity": 1,
    "desaturate": False, "datum": "ask", "path": "/x", "provider": "", "key": "",
}  # fmt: skip
BROKEN = [
    "", "{", "[]", "null", "3", '"x"', "[" * 100_000, "\x00",
    json.dumps(GOOD | {"format": 2}),
    json.dumps(GOOD | {"coordinates": {"datum": "mars", "form": "dms"}}),
    json.dumps(GOOD | {"coordinates": {"datum": [], "form": "dms"}}),
    json.dumps(GOOD | {"bookmarks": [{"name": "a", "bounds": [1, 2, 3]}]}),
    json.dumps(GOOD | {"bookmarks": [{"name": "a", "bounds": [1, 2, 3, 1e9]}]}),
    json.dumps(GOOD | {"bookmarks": [{"name": 3, "bounds": [1, 2, 3, 4]}]}),
    json.dumps(GOOD | {"layers": [LAYER, LAYER]}),
    json.dumps(GOOD | {"layers": [LAYER | {"visible": 1}]}),
    json.dumps(GOOD | {"layers": [LAYER | {"opacity": float("nan")}]}),
    json.dumps(GOOD | {"layers": [LAYER | {"opacity": "1"}]}),
    json.dumps(GOOD | {"layers": [LAYER | {"id": "a/b"}]}),
    json.dumps(GOOD | {"layers": ["x"]}),
]  # fmt: skip


@pytest.mark.parametrize("words", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_set_aside_with_one_sentence(words: str, file: Path, qtbot: QtBot) -> None:
    file.parent.mkdir()
    file.write_text(words, "utf-8")
    settings = MapSettings(file)
    assert settings.state == MapState()
    assert "已改名为 map.broken.json 保留" in settings.trouble
    assert not file.exists()
    assert file.with_name("map.broken.json").read_text("utf-8") == words
    settings.set_bookmarks((Bookmark("a", WEST),))
    settings.flush()
    assert MapSettings(file).state.bookmarks == (Bookmark("a", WEST),)


def test_bytes_that_are_no_text_are_set_aside_too(file: Path, qtbot: QtBot) -> None:
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe{")
    assert MapSettings(file).trouble


def test_layers_of_another_version_come_and_go(file: Path, qtbot: QtBot) -> None:
    gone = LAYER | {"id": "moon", "kind": "builtin"}
    moved_base = LAYER | {"id": "basemap", "kind": "builtin", "title": "旧名", "visible": False, "section": "base"}
    file.parent.mkdir()
    file.write_text(json.dumps(GOOD | {"layers": [gone, moved_base, LAYER]}), "utf-8")
    settings = MapSettings(file)
    order = ids(settings)
    assert "moon" not in order
    assert order[-2:] == ["basemap", "file-1"]
    assert order[0] == "symbols"
    base = settings.state.find_layer("basemap")
    assert base is not None
    assert (base.title, base.visible) == ("示意底图（内置）", False)


@pytest.mark.skipif(os.name == "nt", reason="needs a folder that is a file")
def test_a_file_that_cannot_be_written_is_told_of(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "home").write_text("in the way")
    settings = MapSettings(tmp_path / "home" / "map.json")
    settings.set_bookmarks((Bookmark("a", WEST),))
    with qtbot.waitSignal(settings.failed) as caught:
        settings.flush()
    assert caught.args is not None
    assert caught.args[0].startswith("地图设置没有存下来")


def test_a_layer_is_ready_once_it_is_open_and_not_after_a_failure(qtbot: QtBot) -> None:
    settings = MapSettings()
    settings.add_layer(tiles(1))
    settings.set_facts("file-1", LayerFacts("raster", bounds=WEST))
    layer = settings.state.find_layer("file-1")
    assert layer is not None
    assert layer.ready
    settings.set_facts("file-1", None, "文件不在了。")
    failed = settings.state.find_layer("file-1")
    assert failed is not None
    assert not failed.ready
    assert failed.version > layer.version


def test_the_page_learns_everything_but_paths_and_keys() -> None:
    secret = tiles(1, key="k-123", facts=LayerFacts("raster", bounds=WEST, min_zoom=8, max_zoom=15))
    state = MapState(layers=(secret,), bookmarks=(Bookmark("金凤", WEST),))
    words = state.to_page_json()
    assert "k-123" not in words
    assert "/maps" not in words
    value = json.loads(words)
    assert value["layers"][0]["facts"]["bounds"] == [106.2, 29.4, 106.5, 29.7]
    assert value["layers"][0]["ready"] is True
    assert value["bookmarks"] == [{"name": "金凤", "bounds": [106.2, 29.4, 106.5, 29.7]}]
    assert set(value) == {
        "revision", "layers", "measure", "mode", "choropleth", "tool", "coordinates", "bookmarks",
    }  # fmt: skip
