from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from geo.files.map_files import MapFileError, open_map_file
from geo.files.mbtiles import MBTiles
from geo.files.overlays import Overlay

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00"
POINT = '{"type":"Point","coordinates":[106.3,29.5]}'


def test_content_decides_not_the_ending(write_mbtiles: Callable[..., Path], tmp_path: Path) -> None:
    tiles = open_map_file(write_mbtiles({(0, 0, 0): PNG}, "tiles.geojson"))
    assert isinstance(tiles, MBTiles)
    tiles.close()
    shapes = tmp_path / "shapes.mbtiles"
    shapes.write_text(POINT)
    assert isinstance(open_map_file(shapes), Overlay)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空文件"),
        (b"PM\x01\x00old", "第 3 版"),
        (b"PMTiles\x03", "损坏"),
        (PNG, "是图片"),
        (b"%PDF-1.7", "是图片"),
        (b"SQLite format 3\0" + bytes(200), "损坏"),
        (b"anything", "认不出"),
        (bytes(5000), "认不出"),
    ],
)
def test_what_cannot_be_opened_gets_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "地图.bin"
    path.write_bytes(content)
    with pytest.raises(MapFileError, match=said) as caught:
        open_map_file(path)
    assert str(caught.value).count("。") == 1
    assert path.read_bytes() == content


def test_a_ledger_is_no_map(tmp_path: Path) -> None:
    path = tmp_path / "a.kxc"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE projects (id)")
    with pytest.raises(MapFileError, match="没有地图瓦片"):
        open_map_file(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_devices_folders_and_endless_links_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "device").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("pipe", "folder", "device", "loop", "missing", "bad\0name"):
        with pytest.raises(MapFileError):
            open_map_file(tmp_path / name)


def test_a_link_to_a_good_file_opens(tmp_path: Path) -> None:
    (tmp_path / "real.geojson").write_text(POINT)
    (tmp_path / "link").symlink_to("real.geojson")
    assert open_map_file(tmp_path / "link").info.title == "link"
