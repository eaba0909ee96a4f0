from __future__ import annotations

import gzip
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from geo.files.map_file_error import MapFileError
from geo.files.mbtiles import MBTiles, holds_features
from geo.files.tile_sources import WORLD
from geo.lnglat import Bounds

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00"
VECTOR = b"\x1a\x05\x0a\x03abc"
Write = Callable[..., Path]
Opened = Callable[[Path], MBTiles]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Open sources and close them at the end."""
    with ExitStack() as stack:
        yield lambda path: stack.enter_context(closing(MBTiles(path)))


def test_rows_are_counted_from_the_north(opened: Opened, write_mbtiles: Write) -> None:
    source = opened(write_mbtiles({(2, 3, 0): PNG + b"south", (2, 3, 3): PNG + b"north"}))
    south, north = source.tile(2, 3, 3), source.tile(2, 3, 0)
    assert south is not None
    assert north is not None
    assert (south.data[-5:], north.data[-5:]) == (b"south", b"north")
    assert source.tile(2, 0, 0) is None


@pytest.mark.parametrize("wanted", [(2, 4, 0), (2, 0, 4), (2, -1, 0), (2, 0, -1), (-1, 0, 0), (31, 0, 0), (99, 1, 1)])
def test_tiles_off_the_world_are_none(opened: Opened, write_mbtiles: Write, wanted: tuple[int, int, int]) -> None:
    assert opened(write_mbtiles({(2, 0, 0): PNG})).tile(*wanted) is None


def test_it_says_what_it_contains(opened: Opened, write_mbtiles: Write) -> None:
    path = write_mbtiles(
        {(12, 3257, 2400): PNG, (14, 1, 1): PNG},
        file="城区.mbtiles",
        bounds="106.2,29.4,106.6,29.7",
        attribution="<b>© 测绘院</b>",
        format="jpg",
        minzoom="0",
        maxzoom="99",
    )
    info = opened(path).info
    assert (info.title, info.kind, info.format, info.attribution) == ("城区", "raster", "png", "© 测绘院")
    assert (info.min_zoom, info.max_zoom, info.tile_count) == (12, 14, 2)
    assert info.bounds == Bounds(106.2, 29.4, 106.6, 29.7)
    assert info.size_bytes == path.stat().st_size


@pytest.mark.parametrize("stated", ["", "1,2,3", "nan,nan,nan,nan", "170,0,-170,10", "0,0,0,0", "1e999,0,1,1"])
def test_bounds_that_make_no_sense_are_read_from_the_tiles(opened: Opened, write_mbtiles: Write, stated: str) -> None:
    info = opened(write_mbtiles({(1, 1, 1): PNG}, bounds=stated)).info
    edges = (info.bounds.west, info.bounds.south, info.bounds.east, info.bounds.north)
    assert edges == pytest.approx((0.0, 0.0, 180.0, WORLD.north))


def test_vector_tiles_of_tippecanoe_are_recognised(opened: Opened, tmp_path: Path) -> None:
    shape = tmp_path / "park.geojson"
    shape.write_text('{"type":"Point","coordinates":[106.3,29.5]}')
    path = tmp_path / "tiles"  # no suffix: content decides
    tippecanoe = Path(sys.executable).with_name("tippecanoe")
    layers = [f"-L{name}:{shape}" for name in ("water", "transportation")]
    target = tmp_path / "tiles.mbtiles"
    subprocess.run([tippecanoe, "-q", "-z", "6", "-o", target, "-n", "科学城", *layers], check=True, timeout=60)
    target.rename(path)
    source = opened(path)
    info = source.info
    assert (info.kind, info.format, info.schema, info.title, info.max_zoom) == (
        "vector",
        "pbf",
        "openmaptiles",
        "科学城",
        6,
    )
    assert {layer.id for layer in info.vector_layers} == {"water", "transportation"}
    tile = source.tile(6, 50, 26)
    assert tile is not None
    assert tile.gzip
    assert b"water" in tile.unpacked()


def test_tiles_in_a_view_are_read(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "view.mbtiles"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE map (zoom_level, tile_column, tile_row, tile_id)")
        db.execute("CREATE TABLE images (tile_id, tile_data)")
        db.execute("INSERT INTO map VALUES (0, 0, 0, 'a')")
        db.execute("INSERT INTO images VALUES ('a', ?)", (PNG,))
        db.execute(
            "CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map NATURAL JOIN images"
        )
    source = opened(path)
    assert source.tile(0, 0, 0) is not None
    assert source.info.title == "view"


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 0, i, 0, x'00' FROM n"
PRODUCT = "SELECT 0, 0, 0, x'00' FROM t a, t b, t c, t d, t e, t f, t g, t h WHERE a.i + h.i < 0"


@pytest.mark.parametrize(
    "body", [ENDLESS, PRODUCT, "SELECT 0, 0, 0, randomblob(2000000000)", "SELECT 0, 0, 0, load_extension('x')"]
)
def test_a_view_that_never_ends_or_eats_memory_is_refused(tmp_path: Path, body: str) -> None:
    path = tmp_path / "evil.mbtiles"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE t (i)")
        db.executemany("INSERT INTO t VALUES (?)", [(number,) for number in range(1000)])
        db.execute(f"CREATE VIEW tiles (zoom_level, tile_column, tile_row, tile_data) AS {body}")
    with pytest.raises(MapFileError):
        MBTiles(path)


def test_a_tile_whose_look_up_never_ends_is_an_error_in_time(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "evil.mbtiles"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE t (i)")
        db.executemany("INSERT INTO t VALUES (?)", [(number,) for number in range(1000)])
        db.execute("CREATE TABLE good (z, x, y, d)")
        db.executemany("INSERT INTO good VALUES (0, 0, 0, ?)", [(PNG,)] * 50)
        slow = "SELECT 5, 5, 5, x'00' FROM t a, t b, t c, t d WHERE a.i + d.i < 0"
        db.execute(
            f"CREATE VIEW tiles (zoom_level, tile_column, tile_row, tile_data) AS SELECT * FROM good UNION ALL {slow}"  # noqa: S608
        )
    source = opened(path)
    assert source.info.tile_count is None
    with pytest.raises(MapFileError, match="太慢"):
        source.tile(5, 5, 26)


def test_nothing_is_written_in_or_beside_the_file(opened: Opened, write_mbtiles: Write) -> None:
    path = write_mbtiles({(0, 0, 0): PNG})
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TRIGGER t AFTER INSERT ON tiles BEGIN DELETE FROM tiles; END")
        db.commit()
    before, bytes_before = set(path.parent.iterdir()), path.read_bytes()
    os.chmod(path, 0o444)
    source = opened(path)
    assert source.tile(0, 0, 0) is not None
    source.close()
    assert set(path.parent.iterdir()) == before
    assert path.read_bytes() == bytes_before


def test_pages_of_html_are_no_tiles(opened: Opened, write_mbtiles: Write) -> None:
    with pytest.raises(MapFileError, match="没有可以显示的瓦片"):
        MBTiles(write_mbtiles({(0, 0, 0): b"<html>403</html>"}))
    source = opened(write_mbtiles({(0, 0, 0): PNG, (1, 0, 0): b"<html>403</html>"}, "mixed.mbtiles"))
    assert source.tile(1, 0, 1) is None


def test_a_value_that_is_no_bytes_is_no_tile(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "odd.mbtiles"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
        db.executemany("INSERT INTO tiles VALUES (?, ?, 0, ?)", [("x", 0, PNG), (0, 0, 17), (1, "y", "text")])
    info = opened(path).info
    assert info.format == "png"
    assert info.bounds == WORLD


@pytest.mark.parametrize("cut", [100, 1000, 4096, 9000])
def test_a_cut_off_file_is_refused(write_mbtiles: Write, cut: int) -> None:
    path = write_mbtiles({(3, x, y): PNG * 20 for x in range(8) for y in range(8)})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(MapFileError) as caught:
        MBTiles(path)
    assert str(caught.value).count("。") == 1


def test_a_database_without_tiles_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE projects (id)")
    with pytest.raises(MapFileError, match="不是 MBTiles"):
        MBTiles(path)


def test_metadata_of_strangers_breaks_nothing(opened: Opened, write_mbtiles: Write) -> None:
    path = write_mbtiles(
        {(0, 0, 0): gzip.compress(VECTOR)}, "stranger", json="[" * 100_000, name="\u202e<script>", minzoom="-7"
    )
    info = opened(path).info
    assert info.vector_layers == ()
    assert info.title == "stranger"  # nothing readable is left of the name


def test_a_closed_source_says_so_and_closing_twice_is_harmless(opened: Opened, write_mbtiles: Write) -> None:
    source = opened(write_mbtiles({(0, 0, 0): PNG}))
    source.close()
    source.close()
    with pytest.raises(MapFileError, match="已经关闭"):
        source.tile(0, 0, 0)


def test_threads_share_it(opened: Opened, write_mbtiles: Write) -> None:
    source = opened(write_mbtiles({(4, x, y): PNG for x in range(16) for y in range(16)}))
    found: list[bool] = []

    def read(column: int) -> None:
        found.extend(source.tile(4, column, row) is not None for row in range(16))

    threads = [threading.Thread(target=read, args=(column,)) for column in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 256


def test_a_geopackage_is_told_from_tiles(write_mbtiles: Write, tmp_path: Path) -> None:
    assert not holds_features(write_mbtiles({(0, 0, 0): PNG}))
    path = tmp_path / "a.gpkg"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE gpkg_contents (table_name)")
    assert holds_features(path)


def test_a_name_with_signs_of_an_address_opens(opened: Opened, write_mbtiles: Write) -> None:
    assert opened(write_mbtiles({(0, 0, 0): PNG}, "100%?mode=rwc#科学 城.mbtiles")).info.tile_count == 1
