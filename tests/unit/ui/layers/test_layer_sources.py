from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from geo.aggregation import Viewport
from geo.datums import Datum
from geo.lnglat import Bounds
from tests.map_files import AREA, png, tile_at, write_borders, write_raster, write_squares
from ui.layers.layer_sources import LayerSources
from ui.map.map_settings import MapSettings
from ui.map.map_state import LayerSpec


class Desk:
    """Settings with their sources, and what is heard of them."""

    def __init__(self, settings: MapSettings, base: Path, qtbot: QtBot) -> None:
        self.settings, self.sources, self.qtbot = settings, LayerSources(settings, base), qtbot
        self.failed: list[str] = []
        self.sources.failed.connect(self.failed.append)
        self.sources.failed_badly.connect(self.failed.append)

    def add(self, path: Path) -> LayerSpec:
        with self.qtbot.waitSignal(self.sources.added, timeout=20_000) as caught:
            self.sources.add_file(path)
        assert caught.args is not None
        return self.layer(caught.args[0])

    def layer(self, layer_id: str) -> LayerSpec:
        layer = self.settings.state.find_layer(layer_id)
        assert layer is not None
        return layer


@pytest.fixture
def base(assets_dir: Path) -> Path:
    return assets_dir / "basemap"


@pytest.fixture
def desk(base: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(MapSettings(), base, qtbot)
    yield made
    made.sources.close()


def test_a_raster_becomes_a_grey_layer_that_asks_its_datum(desk: Desk, tmp_path: Path) -> None:
    layer = desk.add(write_raster(tmp_path / "西部.mbtiles", png()))
    assert (layer.kind, layer.title, layer.section, layer.datum) == ("tiles", "西部.mbtiles", "data", "ask")
    assert layer.desaturate
    assert layer.visible
    assert layer.facts is not None
    assert (layer.facts.format, layer.facts.min_zoom, layer.facts.max_zoom) == ("raster", 9, 12)
    assert layer.facts.shape_words == "栅格"
    tile = desk.sources.tile(layer.id, 10, *tile_at(106.35, 29.6, 10))
    assert tile is not None
    assert tile.mime == "image/png"
    assert desk.sources.tile(layer.id, 10, 0, 0) is None


def test_an_overlay_becomes_a_layer_that_says_what_it_holds(desk: Desk, tmp_path: Path) -> None:
    layer = desk.add(write_squares(tmp_path / "地块.geojson", 23))
    assert layer.kind == "overlay"
    assert not layer.desaturate
    assert layer.facts is not None
    assert layer.facts.shape_words == "23 面"
    assert layer.facts.datum_hint == ""
    promise = desk.sources.overlay_frame(layer.id, Viewport(AREA, 12.0))
    assert promise is not None
    frames: list[bytes] = []
    promise.then(frames.append)
    desk.qtbot.waitUntil(lambda: bool(frames))
    assert frames[0][:4] == bytes.fromhex("4b4f5631")


@pytest.mark.parametrize(("datum", "key"), [(Datum.GCJ02, "gcj02"), (Datum.BD09, "bd09")])
def test_lines_that_fit_borders_only_when_corrected_are_asked_about(
    desk: Desk, base: Path, tmp_path: Path, datum: Datum, key: str
) -> None:
    layer = desk.add(write_borders(tmp_path / "区界.geojson", base / "borders.geojson", datum))
    assert layer.datum == "ask"
    assert layer.facts is not None
    assert layer.facts.datum_hint == key
    assert layer.facts.hint_words.startswith("与区界整体错约")


def test_a_tile_file_of_a_known_maker_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    layer = desk.add(write_raster(tmp_path / "x.mbtiles", png(), name="高德影像"))
    assert layer.facts is not None
    assert layer.facts.datum_hint == "gcj02"
    assert "高德" in layer.facts.hint_words


def test_choosing_a_datum_moves_where_the_layer_is(desk: Desk, tmp_path: Path) -> None:
    layer = desk.add(write_raster(tmp_path / "x.mbtiles", png()))
    before = layer.facts
    desk.settings.update_layer(replace(layer, datum="gcj02"))
    after = desk.layer(layer.id).facts
    assert before is not None
    assert before.bounds is not None
    assert after is not None
    assert after.bounds is not None
    assert 0.002 < before.bounds.west - after.bounds.west < 0.006
    assert desk.layer(layer.id).version > layer.version


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(500), b"PMTiles\x03", b"{", b"\x89PNG\r\n"])
def test_a_broken_file_is_one_sentence_and_no_layer(desk: Desk, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.mbtiles"
    path.write_bytes(content)
    before = desk.settings.state
    with desk.qtbot.waitSignal(desk.sources.failed, timeout=20_000):
        desk.sources.add_file(path)
    assert len(desk.failed) == 1
    assert desk.failed[0].endswith("。")
    assert desk.settings.state is before
    assert path.read_bytes() == content


def test_a_file_that_is_there_already_is_not_added_twice(desk: Desk, tmp_path: Path) -> None:
    path = write_raster(tmp_path / "x.mbtiles", png())
    assert desk.add(path).id == desk.add(path).id
    assert len([one for one in desk.settings.state.layers if one.path]) == 1


def test_a_removed_layer_lets_its_file_go(desk: Desk, tmp_path: Path) -> None:
    layer = desk.add(write_raster(tmp_path / "x.mbtiles", png()))
    desk.settings.remove_layer(layer.id)
    assert desk.sources.tile(layer.id, 10, *tile_at(106.35, 29.6, 10)) is None


def remembered(path: Path, file: Path) -> MapSettings:
    settings = MapSettings(file)
    settings.add_layer(LayerSpec("file-4", "tiles", path.name, path=str(path), datum="wgs84"))
    settings.flush()
    return MapSettings(file)


def test_remembered_files_are_opened_again(base: Path, tmp_path: Path, qtbot: QtBot) -> None:
    path = write_raster(tmp_path / "x.mbtiles", png())
    desk = Desk(remembered(path, tmp_path / "map.json"), base, qtbot)
    qtbot.waitUntil(lambda: desk.layer("file-4").ready)
    assert desk.sources.tile("file-4", 10, *tile_at(106.35, 29.6, 10)) is not None
    assert desk.add(write_squares(tmp_path / "y.geojson")).id == "file-5"
    desk.sources.close()


def test_a_remembered_file_that_is_gone_says_so_and_is_found_again(base: Path, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "x.mbtiles"
    desk = Desk(remembered(path, tmp_path / "map.json"), base, qtbot)
    qtbot.waitUntil(lambda: bool(desk.layer("file-4").failure))
    assert not desk.layer("file-4").ready
    assert desk.failed == []  # said at the layer, not in a box at every start
    write_raster(path, png())
    desk.settings.update_layer(replace(desk.layer("file-4"), visible=False))
    desk.settings.update_layer(replace(desk.layer("file-4"), visible=True))
    qtbot.waitUntil(lambda: desk.layer("file-4").ready)
    assert desk.layer("file-4").failure == ""
    desk.sources.close()


def test_closing_in_the_middle_of_opening_is_harmless(base: Path, tmp_path: Path, qtbot: QtBot) -> None:
    desk = Desk(MapSettings(), base, qtbot)
    for number in range(4):
        desk.sources.add_file(write_raster(tmp_path / f"{number}.mbtiles", png()))
    desk.sources.close()


def test_bounds_stay_on_earth_whatever_the_datum(desk: Desk, tmp_path: Path) -> None:
    layer = desk.add(write_raster(tmp_path / "welt.mbtiles", png(), range(0, 1), bounds="-180,-85,180,85"))
    desk.settings.update_layer(replace(layer, datum="bd09"))
    facts = desk.layer(layer.id).facts
    assert facts is not None
    assert isinstance(facts.bounds, Bounds)
