import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from geo.geometry import schematic_footprint
from geo.lnglat import LngLat
from geo.parks import Gazetteer, Park, ParkLink

XIYONG = LngLat(106.3589, 29.6122)
DAXUECHENG = LngLat(106.3051, 29.61)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """A science city with the relations that matter: carried, nested, unplaced and outside parks."""
    city = Park(1, "西部（重庆）科学城", "科学城", None, LngLat(106.32, 29.56), "C", aliases=("科学城", "西部科学城"))
    parks = [
        city,
        Park(2, "科学城核心区", "片区", 1, aliases=("核心区",)),
        Park(3, "西永微电园", "园区", 1, XIYONG, "C", None, 30.0, None, schematic_footprint(XIYONG, 30.0)),
        Park(4, "金凤软件园", "园区", 1),
        Park(5, "金凤软件园东区（西永园）", "园区", 4, XIYONG, "D", aliases=("西永园", "金凤软件园东区")),
        Park(6, "金凤软件园西区（虎溪园）", "园区", 4, LngLat(106.3058, 29.5989), "D", aliases=("虎溪园",)),
        Park(7, "大学城", "片区", 1, DAXUECHENG, "B", None, 33.0, None, schematic_footprint(DAXUECHENG, 33.0)),
        Park(8, "大学城核心区", "片区", 7),
        Park(9, "科学谷", "片区", 1, LngLat(106.3603, 29.5502), "D"),
        Park(10, "生命岛", "片区", 1),
        Park(11, "重庆高新区", "开发区", None),
        Park(12, "沙坪坝区", "区县", None, aliases=("沙坪坝",)),
        Park(13, "中电（重庆）软件园", "园区", 1, aliases=("中电重庆软件园",)),
    ]
    links = [
        ParkLink(1, 11, "carried_by"),
        ParkLink(1, 12, "linked_with"),
        ParkLink(5, 3, "carried_by"),
        ParkLink(5, 9, "linked_with"),
        ParkLink(6, 8, "carried_by"),
        ParkLink(7, 8, "contains"),
    ]
    return Gazetteer(parks, links)


@pytest.fixture
def park_named(gazetteer: Gazetteer) -> Callable[[str], Park]:
    def find(name: str) -> Park:
        park = gazetteer.find_park(name)
        assert park is not None, name
        return park

    return find


@pytest.fixture
def write_mbtiles(tmp_path: Path) -> Callable[..., Path]:
    """Write an MBTiles file from tiles by (zoom, column, row counted from the south)."""

    def write(tiles: Mapping[tuple[int, int, int], bytes], file: str = "base.mbtiles", **stated: str) -> Path:
        path = tmp_path / file
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
            db.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
            db.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
            db.executemany("INSERT INTO metadata VALUES (?, ?)", stated.items())
            db.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", [(*key, data) for key, data in tiles.items()])
        return path

    return write
