"""A person's own overlays in the real page, and the names of all sources beneath them."""

import json
from pathlib import Path

import pytest

from tests.integration.map_layers.atlas import LAND, SIZE, Atlas
from tests.integration.map_layers.tile_files import HOSTILE, LAT, LNG, feature, line, point, square, write_mbtiles
from tests.waiting import until
from ui.map.map_state import BUILTIN_LAYERS

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]


def write_overlay(path: Path) -> Path:
    features = [
        feature(square(LNG, LAT, 0.02), name=HOSTILE),
        feature(line((LNG - 0.06, LAT - 0.04), (LNG + 0.06, LAT - 0.04)), name="管线"),
        feature(point(LNG + 0.05, LAT + 0.03), name="泵站"),
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), "utf-8")
    return path


@pytest.mark.parametrize("zoom", [11.5, 13.2])
def test_overlays_are_drawn_at_their_pixels(atlas: Atlas, tmp_path: Path, zoom: float) -> None:
    atlas.add(write_overlay(tmp_path / "红线.geojson"))
    atlas.go(LNG + 0.02, LAT, zoom)
    x, y = atlas.spot(LNG + 0.02, LAT)
    image = atlas.image()
    near = range(round(x) - 12, round(x) + 13)
    dark = [column for column in near if image.pixelColor(column, round(y)).lightness() < 90]
    assert dark
    assert sum(dark) / len(dark) == pytest.approx(x, abs=1.5)
    assert image.pixelColor(round(x) - 15, round(y)) != image.pixelColor(round(x) + 15, round(y)), "areas are tinted"
    atlas.go(LNG + 0.05, LAT + 0.03, zoom)
    assert atlas.colour(LNG + 0.05, LAT + 0.03) == "#FFFFFF"


def test_an_overlay_moves_with_its_datum_and_back(atlas: Atlas, tmp_path: Path) -> None:
    layer = atlas.add(write_overlay(tmp_path / "红线.geojson"))
    atlas.go(LNG + 0.05, LAT + 0.03, 14.0)
    assert atlas.colour(LNG + 0.05, LAT + 0.03) == "#FFFFFF"
    atlas.set(layer, datum="gcj02")
    until(lambda: atlas.colour(LNG + 0.05, LAT + 0.03) == LAND)
    atlas.set(layer, datum="wgs84")
    until(lambda: atlas.colour(LNG + 0.05, LAT + 0.03) == "#FFFFFF")


def test_names_of_overlays_are_text_on_the_map(atlas: Atlas, tmp_path: Path) -> None:
    atlas.add(write_overlay(tmp_path / "红线.geojson"))
    atlas.go(LNG, LAT, 13.0)
    texts = atlas.texts()
    assert any(text.startswith(HOSTILE[:20]) for text in texts)
    assert "泵站" in texts or atlas.spot(LNG + 0.05, LAT + 0.03)[0] > SIZE[0]


def test_every_visible_source_is_named_and_no_other(atlas: Atlas, tmp_path: Path) -> None:
    assert atlas.probe()["credits"] == ["示意底图"]
    named = atlas.add(write_mbtiles(tmp_path / "a.mbtiles", range(10, 12), attribution=f"<b>© 某院</b> {HOSTILE}"))
    atlas.add(write_overlay(tmp_path / "红线.geojson"))
    credits_ = atlas.rest()["credits"]
    assert credits_[-1] == "示意底图"
    assert "叠加：用户文件" in credits_
    assert any("© 某院" in text for text in credits_)
    atlas.set(named, visible=False)
    assert not any("© 某院" in text for text in atlas.rest()["credits"])
    atlas.only(*(layer.id for layer in BUILTIN_LAYERS))
    assert any("天地图" in text for text in atlas.rest()["credits"])


def test_tiles_that_name_nobody_are_said_to_be_the_persons(atlas: Atlas, tmp_path: Path) -> None:
    atlas.add(write_mbtiles(tmp_path / "a.mbtiles", range(10, 12)))
    assert "瓦片：用户文件" in atlas.rest()["credits"]


def test_a_hostile_file_name_is_text_in_its_frame(atlas: Atlas, tmp_path: Path) -> None:
    atlas.add(write_mbtiles(tmp_path / "<b onclick=x>\u202e图.mbtiles", range(9, 12)))
    atlas.go(zoom=10.4)
    assert "<b onclick=x> 图.mbtiles　z 9～11" in atlas.texts()


def test_built_in_layers_can_be_switched_off_one_by_one(atlas: Atlas) -> None:
    atlas.only(*(layer.id for layer in BUILTIN_LAYERS))
    everything = atlas.go(zoom=11.4)
    kinds = {label["kind"] for label in everything["labels"]}
    assert {"park", "town", "district", "station"} <= kinds
    for layer, gone in (("place-names", {"town", "district"}), ("rail", {"station", "rail"}), ("core", {"core"}),
                        ("park-names", {"park", "city"})):  # fmt: skip
        atlas.set(layer, visible=False)
        kinds = {label["kind"] for label in atlas.rest()["labels"]}
        assert not kinds & gone, layer
    atlas.set("symbols", visible=False)
    assert atlas.rest()["groups"] == []
    atlas.set("basemap", visible=False)
    assert atlas.colour(106.55, 29.56) == LAND
