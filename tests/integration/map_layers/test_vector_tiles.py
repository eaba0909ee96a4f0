"""A person's own vector tiles in the real page: a quiet map, sharp at every zoom, whatever they hold."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from tests.integration.map_layers.atlas import DARK_RIVER, LAND, RIVER, Atlas
from tests.integration.map_layers.tile_files import (
    HOSTILE,
    LAT,
    LNG,
    feature,
    line,
    middle,
    openmaptiles,
    point,
    protomaps,
    square,
    tile_at,
    write_mbtiles,
    write_vector,
)
from ui.application import Workplace

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]


@pytest.mark.parametrize(("layers", "suffix"), [(openmaptiles(), "mbtiles"), (protomaps(), "pmtiles")])
def test_known_schemas_are_drawn_as_a_quiet_map(
    atlas: Atlas, tmp_path: Path, layers: Mapping[str, list[dict[str, object]]], suffix: str
) -> None:
    atlas.add(write_vector(tmp_path / f"town.{suffix}", layers))
    for zoom in (11.6, 13.0, 14.5):
        atlas.go(LNG - 0.03, LAT + 0.02, zoom)
        assert atlas.colour(LNG - 0.03, LAT + 0.02) == RIVER
        atlas.go(LNG, LAT - 0.03, zoom)
        road, beside = QColor(atlas.colour(LNG, LAT - 0.03)), QColor(atlas.colour(LNG, LAT - 0.024))
        assert road != beside
    atlas.go(LNG, LAT, 12.0)
    assert "测试镇" in atlas.texts()
    atlas.view.set_theme("dark")
    atlas.go(LNG - 0.03, LAT + 0.02, 12.4)
    assert atlas.colour(LNG - 0.03, LAT + 0.02) == DARK_RIVER


def test_vector_tiles_are_sharp_and_seamless_at_broken_zooms(atlas: Atlas, tmp_path: Path) -> None:
    layers = {"water": [feature(square(LNG, LAT, 0.09))], "transportation": [feature(line((0, 0), (1, 1)))]}
    atlas.add(write_vector(tmp_path / "lake.mbtiles", layers))
    for zoom in (11.7, 13.4, 15.2):
        atlas.go(zoom=zoom)
        image = atlas.image()
        seen = {image.pixelColor(x, 300).name().upper() for x in range(260, 640)}
        assert seen == {RIVER}


def test_layers_nobody_knows_are_drawn_in_ink(atlas: Atlas, tmp_path: Path) -> None:
    layers = {"红线": [feature(square(LNG, LAT, 0.02), name="一期")], "点": [feature(point(LNG, LAT), 名称="测点")]}
    atlas.add(write_vector(tmp_path / "own.mbtiles", layers))
    atlas.go(zoom=13.0)
    assert QColor(atlas.colour(LNG + 0.01, LAT + 0.01)) != QColor(LAND)
    x, y = atlas.spot(LNG + 0.02, LAT)
    image = atlas.image()
    assert min(image.pixelColor(round(x) + step, round(y)).lightness() for step in (-2, -1, 0, 1, 2)) < 140
    assert "测点" in atlas.texts()


def field(number: int, value: int | bytes) -> bytes:
    """One field of a protocol buffer; all numbers here are below 128 or written in two bytes."""
    if isinstance(value, bytes):
        return bytes([number << 3 | 2, len(value)]) + value
    return bytes([number << 3]) + (bytes([value]) if value < 128 else bytes([value & 127 | 128, value >> 7]))


def vector_tile(geometry: bytes) -> bytes:
    """A tile of one layer of water with one area."""
    area = field(3, 3) + field(4, geometry)
    return field(3, field(15, 2) + field(1, b"water") + field(2, area) + field(5, 4096))


@pytest.mark.parametrize("geometry", [b"\x0d\x01\x01", b"\x09", b"\xff\xff\xff\xff\x0f", b"", b"\x0f\x0f\x0f"])
def test_senseless_vector_tiles_are_holes(atlas: Atlas, tmp_path: Path, geometry: bytes) -> None:
    layers = json.dumps({"vector_layers": [{"id": name, "fields": {}} for name in ("water", "transportation")]})
    sound = vector_tile(bytes([9, 0, 0, 26, 128, 64, 0, 0, 128, 64, 255, 63, 0, 15]))
    broken = tile_at(12)
    paint = lambda z, x, y: vector_tile(geometry) if (z, x, y) == (12, *broken) else sound  # noqa: E731
    atlas.add(write_mbtiles(tmp_path / "a.mbtiles", range(12, 13), paint, format="pbf", json=layers))
    atlas.go(zoom=12.4)
    assert atlas.colour(*middle(12, broken[0] - 1, broken[1])) == RIVER
    assert atlas.colour(*middle(12, *broken)) != RIVER


def test_names_in_tiles_are_text_whatever_they_say(atlas: Atlas, tmp_path: Path) -> None:
    atlas.add(write_vector(tmp_path / "town.mbtiles", openmaptiles()))
    atlas.go(LNG + 0.05, LAT - 0.01, 13.0)
    assert HOSTILE[:20] in "\n".join(atlas.texts())
    assert atlas.ask("return document.querySelectorAll('img[src=x]').length") == 0


def test_the_painter_of_vector_tiles_is_fetched_only_when_needed(built_ledger: Path, workplace: Workplace) -> None:
    atlas = Atlas(built_ledger, workplace)
    assert atlas.ask("return typeof window.protomapsL") == "undefined"
    assert atlas.failures == []
    atlas.close()
