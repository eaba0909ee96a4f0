"""A person's own raster tiles in the real page: at their pixels, in their order, looks and datum."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from geo.datums import gcj02_from_wgs84
from tests.integration.map_layers.atlas import LAND, SIZE, Atlas
from tests.integration.map_layers.tile_files import (
    AREA,
    LAT,
    LNG,
    colour_of,
    filled,
    fraction,
    middle,
    plain,
    tile_at,
    write_mbtiles,
    write_pmtiles,
)

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]


@pytest.mark.parametrize("write", [write_mbtiles, write_pmtiles])
@pytest.mark.parametrize("zoom", [11.0, 12.0, 12.7])
def test_every_raster_tile_lies_at_its_pixels(
    atlas: Atlas, tmp_path: Path, write: Callable[[Path, range], Path], zoom: float
) -> None:
    atlas.add(write(tmp_path / "街区", range(9, 14)))
    atlas.go(zoom=zoom)
    image = atlas.image()
    z = round(zoom)
    x0, y0 = tile_at(z)
    for x, y in ((x0, y0), (x0 - 1, y0), (x0, y0 + 1), (x0 + 1, y0 - 1)):
        at = atlas.spot(*middle(z, x, y))
        if 40 < at[0] < SIZE[0] - 80 and 20 < at[1] < SIZE[1] - 60:
            assert image.pixelColor(round(at[0]), round(at[1])) == colour_of(z, x, y)


def test_neighbouring_tiles_leave_no_seam(atlas: Atlas, tmp_path: Path) -> None:
    atlas.add(write_mbtiles(tmp_path / "a.mbtiles", range(10, 14), filled("#336699")))
    for zoom in (11.3, 12.6):
        atlas.go(zoom=zoom)
        image = atlas.image()
        row = {image.pixelColor(x, 300).name() for x in range(220, 680)}
        column = {image.pixelColor(450, y).name() for y in range(60, 520)}
        assert row | column == {"#336699"}


def test_tiles_are_enlarged_beyond_their_highest_zoom(atlas: Atlas, tmp_path: Path) -> None:
    atlas.add(write_mbtiles(tmp_path / "a.mbtiles", range(9, 12)))
    atlas.go(zoom=14.4)
    assert atlas.colour(LNG, LAT) == colour_of(11, *tile_at(11)).name().upper()
    assert atlas.colour(LNG + 0.01, LAT + 0.01) == colour_of(11, *tile_at(11, LNG + 0.01, LAT + 0.01)).name().upper()


def test_a_hole_in_a_level_is_filled_from_the_level_above(atlas: Atlas, tmp_path: Path) -> None:
    hole = tile_at(12)
    paint = lambda z, x, y: None if z == 12 and (x, y) == hole else plain(z, x, y)  # noqa: E731
    atlas.add(write_mbtiles(tmp_path / "a.mbtiles", range(10, 13), paint))
    atlas.go(zoom=12.0)
    lng, lat = middle(12, *hole)
    assert atlas.colour(lng, lat) == colour_of(11, *tile_at(11)).name().upper()


def test_a_damaged_tile_is_a_hole_and_nothing_else(atlas: Atlas, tmp_path: Path) -> None:
    broken = tile_at(12)
    paint = lambda z, x, y: b"\x89PNG\r\n\x1a\n" + bytes(60) if (z, x, y) == (12, *broken) else plain(z, x, y)  # noqa: E731
    atlas.add(write_mbtiles(tmp_path / "a.mbtiles", range(12, 13), paint))
    lng, lat = middle(12, *broken)
    atlas.go(zoom=12.0)
    assert atlas.colour(lng, lat) == LAND
    beside = (broken[0] + 1, broken[1])
    assert atlas.colour(*middle(12, *beside)) == colour_of(12, *beside).name().upper()


def test_tiles_end_where_the_file_says_and_a_frame_names_it(atlas: Atlas, tmp_path: Path) -> None:
    atlas.add(write_mbtiles(tmp_path / "重庆西部_2023.mbtiles", range(9, 13), filled("#336699")))
    atlas.go(zoom=10.6)
    assert atlas.colour(AREA.east - 0.004, LAT) == "#336699"
    assert atlas.colour(AREA.east + 0.004, LAT) == LAND
    assert "重庆西部_2023.mbtiles　z 9～12" in atlas.texts()
    left, top = atlas.spot(AREA.west, AREA.north)
    assert atlas.image().pixelColor(round(left), round(top) + 40).lightness() < 120


def test_opacity_and_grey_change_the_look_only(atlas: Atlas, tmp_path: Path) -> None:
    layer = atlas.add(write_mbtiles(tmp_path / "a.mbtiles", range(10, 13), filled("#C04020")))
    assert atlas.colour(LNG, LAT) == "#C04020"
    atlas.set(layer, desaturate=True)
    grey = QColor(atlas.colour(LNG, LAT))
    assert grey.red() == grey.green() == grey.blue()
    assert grey.red() == pytest.approx(0.2126 * 0xC0 + 0.7152 * 0x40 + 0.0722 * 0x20, abs=3)
    atlas.set(layer, desaturate=False, opacity=0.5)
    mixed = QColor(atlas.colour(LNG, LAT))
    assert mixed.red() == pytest.approx((0xC0 + 0xF7) / 2, abs=2)
    assert mixed.green() == pytest.approx((0x40 + 0xF6) / 2, abs=2)


def test_grey_rasters_do_not_glare_in_the_dark(atlas: Atlas, tmp_path: Path) -> None:
    light = atlas.add(write_mbtiles(tmp_path / "light.mbtiles", range(10, 13), filled("#F0E8D8")), desaturate=True)
    atlas.view.set_theme("dark")
    assert atlas.rest()["theme"] == "dark"
    assert QColor(atlas.colour(LNG, LAT)).lightness() < 80
    atlas.set(light, visible=False)
    photograph = atlas.add(write_mbtiles(tmp_path / "dark.mbtiles", range(10, 13), filled("#405030")), desaturate=True)
    dimmed = QColor(atlas.colour(LNG, LAT)).lightness()
    assert 20 < dimmed < 0x48
    atlas.set(photograph, desaturate=False)
    assert atlas.colour(LNG, LAT) == "#405030"


def test_the_order_of_layers_is_the_order_of_drawing(atlas: Atlas, tmp_path: Path) -> None:
    red = atlas.add(write_mbtiles(tmp_path / "red.mbtiles", range(10, 13), filled("#C04020")))
    blue = atlas.add(write_mbtiles(tmp_path / "blue.mbtiles", range(10, 13), filled("#2040C0")))
    assert atlas.colour(LNG, LAT) == "#2040C0"
    atlas.settings.move_layer(red, blue)
    assert atlas.colour(LNG, LAT) == "#C04020"
    atlas.only("basemap")
    assert atlas.colour(LNG, LAT) == "#C04020"
    atlas.settings.move_layer("basemap", red)
    assert atlas.colour(LNG, LAT) not in ("#C04020", "#2040C0")
    atlas.settings.move_layer("basemap", None)
    atlas.set(red, visible=False)
    assert atlas.colour(LNG, LAT) == "#2040C0"


def test_symbols_and_parks_stay_above_a_persons_tiles(atlas: Atlas, tmp_path: Path) -> None:
    atlas.only("symbols", "footprints", "park-names")
    bare = atlas.go(zoom=11.4)
    atlas.add(write_mbtiles(tmp_path / "a.mbtiles", range(10, 13), filled("#202020")))
    covered = atlas.rest()
    assert covered["groups"] == bare["groups"]
    symbol = max(covered["groups"], key=lambda each: each["count"])
    assert atlas.image().pixelColor(round(symbol["x"]), round(symbol["y"]) - 12).lightness() > 200


MARKS = [(106.31, 29.55), (106.36, 29.58), (106.43, 29.62)]


def marked(z: int, x: int, y: int) -> QImage:
    """White with a black mark of 7 pixels wherever a mark lies in GCJ-02."""
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for lng, lat in MARKS:
        at = fraction(*(float(value) for value in gcj02_from_wgs84(lng, lat)))
        px, py = ((part * 2**z - corner) * 256 for part, corner in zip(at, (x, y), strict=True))
        painter.fillRect(round(px) - 3, round(py) - 3, 7, 7, QColor("black"))
    painter.end()
    return image


def mark_near(image: QImage, x: float, y: float) -> tuple[float, float] | None:
    """The middle of the dark pixels around a spot."""
    found = [
        (column, row)
        for column in range(round(x) - 12, round(x) + 13)
        for row in range(round(y) - 12, round(y) + 13)
        if image.pixelColor(column, row).lightness() < 100
    ]
    if not found:
        return None
    return sum(column for column, _ in found) / len(found), sum(row for _, row in found) / len(found)


@pytest.mark.parametrize("zoom", [12.0, 13.4, 15.0])
def test_a_gcj02_raster_is_drawn_where_it_is_in_wgs84(atlas: Atlas, tmp_path: Path, zoom: float) -> None:
    path = write_mbtiles(tmp_path / "gcj.mbtiles", range(11, 16 if zoom > 14 else 14), marked)
    layer = atlas.add(path, datum="gcj02")
    for lng, lat in MARKS:
        atlas.go(lng, lat, zoom)
        x, y = atlas.spot(lng, lat)
        found = mark_near(atlas.image(), x, y)
        assert found is not None
        assert found == pytest.approx((x, y), abs=2)
    atlas.set(layer, datum="wgs84")
    found = mark_near(atlas.image(), x, y)
    assert found is None or math.dist(found, (x, y)) > 8, "uncorrected it is hundreds of metres off"


def test_a_datum_is_tried_out_live_without_losing_the_tiles(atlas: Atlas, tmp_path: Path) -> None:
    layer = atlas.add(write_mbtiles(tmp_path / "gcj.mbtiles", range(11, 14), marked))
    lng, lat = MARKS[1]
    atlas.go(lng, lat, 13.0)
    spot = atlas.spot(lng, lat)
    allowed = atlas.view.request_guard.allowed
    for datum, there in (("gcj02", True), ("cgcs2000", False), ("gcj02", True), ("bd09", False)):
        atlas.set(layer, datum=datum)
        assert (mark_near(atlas.image(), *spot) is not None) == there, datum
    assert atlas.view.request_guard.allowed - allowed < 40
