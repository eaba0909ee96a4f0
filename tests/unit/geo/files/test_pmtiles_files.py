from __future__ import annotations

import gzip
import struct
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.tile import Compression, Entry, TileType, serialize_directory, zxy_to_tileid
from pmtiles.writer import Writer

from geo.files.map_file_error import MapFileError
from geo.files.pmtiles_files import PMTiles, _decode
from geo.files.tile_sources import WORLD
from geo.lnglat import Bounds

if TYPE_CHECKING:
    from _typeshed import TraceFunction

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00"
VECTOR = gzip.compress(b"\x1a\x05\x0a\x03abc")
Tiles = dict[tuple[int, int, int], bytes]
Make = Callable[..., Path]
Opened = Callable[[Path], PMTiles]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Open sources and close them at the end."""
    with ExitStack() as stack:
        yield lambda path: stack.enter_context(closing(PMTiles(path)))


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write an archive with the library's own writer."""

    def write(tiles: Tiles, told: dict[str, Any] | None = None, **header: object) -> Path:
        path = tmp_path / "base.pmtiles"
        with path.open("wb") as file:
            writer: Any = Writer(file)  # type: ignore[no-untyped-call]
            for zxy in sorted(tiles, key=lambda zxy: zxy_to_tileid(*zxy)):
                writer.write_tile(zxy_to_tileid(*zxy), tiles[zxy])
            stated = {
                "tile_type": TileType.PNG,
                "tile_compression": Compression.NONE,
                "min_lon_e7": 1_062_000_000,
                "min_lat_e7": 294_000_000,
                "max_lon_e7": 1_066_000_000,
                "max_lat_e7": 297_000_000,
                "center_zoom": 0,
                "center_lon_e7": 0,
                "center_lat_e7": 0,
            }
            writer.finalize(stated | header, told or {})
        return path

    return write


def test_tiles_come_back_as_they_were_written(opened: Opened, make: Make) -> None:
    tiles = {(z, x, y): PNG + f"{z}/{x}/{y}".encode() for z in range(5) for x in range(1 << z) for y in range(1 << z)}
    del tiles[(4, 3, 3)]
    source = opened(make(tiles))
    found = {zxy: source.tile(*zxy) for zxy in tiles}
    assert {zxy: tile.data for zxy, tile in found.items() if tile} == tiles
    assert source.tile(4, 3, 3) is None
    assert source.tile(5, 0, 0) is None
    assert source.tile(2, 4, 0) is None
    assert source.tile(2, 0, -1) is None


def test_it_says_what_it_contains(opened: Opened, make: Make) -> None:
    path = make({(0, 0, 0): PNG, (3, 1, 1): PNG}, {"name": "影像", "attribution": "<i>© 甲</i>"})
    info = opened(path).info
    assert (info.title, info.attribution, info.kind, info.format) == ("影像", "© 甲", "raster", "png")
    assert (info.min_zoom, info.max_zoom, info.tile_count) == (0, 3, 2)
    assert info.bounds == Bounds(106.2, 29.4, 106.6, 29.7)
    assert info.size_bytes == path.stat().st_size


def test_leaf_directories_are_followed(opened: Opened, make: Make) -> None:
    # 21,845 tiles that all differ do not fit into a root directory of 16 KB.
    tiles = {
        (z, x, y): PNG + struct.pack("<3I", z, x, y) * (1 + (x * 7 + y * 13) % 5)
        for z in range(8)
        for x in range(1 << z)
        for y in range(1 << z)
    }
    source = opened(make(tiles))
    for zxy in [(0, 0, 0), (7, 0, 0), (7, 127, 127), (7, 64, 1), (6, 33, 50)]:
        tile = source.tile(*zxy)
        assert tile is not None
        assert tile.data == tiles[zxy]


def test_vector_archives_of_tippecanoe_are_recognised(opened: Opened, tmp_path: Path) -> None:
    shape = tmp_path / "park.geojson"
    shape.write_text('{"type":"Point","coordinates":[106.3,29.5]}')
    path = tmp_path / "tiles.pmtiles"
    layers = [f"-L{name}:{shape}" for name in ("earth", "roads", "places")]
    tippecanoe = Path(sys.executable).with_name("tippecanoe")
    subprocess.run([tippecanoe, "-q", "-z", "8", "-o", path, *layers], check=True, timeout=60)
    source = opened(path)
    assert (source.info.kind, source.info.format, source.info.schema) == ("vector", "pbf", "protomaps")
    tile = source.tile(8, 203, 106)
    assert tile is not None
    assert b"places" in tile.unpacked()


@given(
    st.lists(
        st.tuples(st.integers(1, 10**6), st.integers(0, 3), st.integers(1, 10**5), st.integers(0, 10**12) | st.none()),
        min_size=1,
        max_size=60,
    )
)
def test_directories_are_read_as_the_library_writes_them(rows: list[tuple[int, int, int, int | None]]) -> None:
    entries: list[Entry] = []
    for step, run, length, offset in rows:
        before = entries[-1] if entries else Entry(0, 0, 0, 0)
        place = before.offset + before.length if offset is None else offset
        entries.append(Entry(before.tile_id + step, place, length, run))
    found = _decode(gzip.decompress(serialize_directory(entries)))
    assert found.tile_id.tolist() == [entry.tile_id for entry in entries]
    assert found.run.tolist() == [entry.run_length for entry in entries]
    assert found.length.tolist() == [entry.length for entry in entries]
    assert found.offset.tolist() == [entry.offset for entry in entries]


@given(st.binary(max_size=200))
def test_directories_of_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = _decode(data)
    except ValueError:
        return
    assert len(found.tile_id) == len(found.run) == len(found.offset) == len(found.length) > 0


@pytest.mark.parametrize("cut", [7, 8, 60, 126, 127, 140, 200])
def test_a_cut_off_archive_is_refused(make: Make, cut: int) -> None:
    path = make({(0, 0, 0): PNG, (1, 0, 0): PNG})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(MapFileError) as caught:
        PMTiles(path)
    assert str(caught.value).count("。") == 1


@pytest.mark.parametrize("head", [b"PM\x01\x00" + bytes(200), b"PM\x02\x00" + bytes(200), b"PMTiles\x02" + bytes(200)])
def test_older_versions_are_refused_with_the_way_out(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "old.pmtiles"
    path.write_bytes(head)
    with pytest.raises(MapFileError, match="pmtiles convert"):
        PMTiles(path)


def test_a_kind_of_tile_the_map_cannot_draw_is_named(make: Make) -> None:
    with pytest.raises(MapFileError, match="MLT"):
        PMTiles(make({(0, 0, 0): VECTOR}, tile_type=TileType.MLT))
    with pytest.raises(MapFileError, match="压缩方式"):
        PMTiles(make({(0, 0, 0): VECTOR}, tile_type=TileType.MVT, tile_compression=Compression.ZSTD))
    with pytest.raises(MapFileError, match="没有可以显示的瓦片"):
        PMTiles(make({(0, 0, 0): b"<html>"}))


def rewritten(path: Path, position: int, *numbers: int) -> Path:
    """Overwrite 64-bit numbers of the header."""
    data = bytearray(path.read_bytes())
    struct.pack_into(f"<{len(numbers)}Q", data, position, *numbers)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("position", [8, 16, 24, 32, 56])
@pytest.mark.parametrize("number", [2**63, 2**40, 2**64 - 1])
def test_addresses_outside_the_file_are_refused(make: Make, position: int, number: int) -> None:
    with pytest.raises(MapFileError, match="损坏"):
        PMTiles(rewritten(make({(0, 0, 0): PNG}, {"name": "x"}), position, number))


def test_a_directory_that_unpacks_without_end_is_refused(make: Make) -> None:
    path = make({(0, 0, 0): PNG})
    bomb = gzip.compress(bytes(200 * 1024 * 1024))
    at = path.stat().st_size
    with path.open("ab") as file:
        file.write(bomb)
    evil = rewritten(path, 8, at, len(bomb))
    tracemalloc.start()
    with pytest.raises(MapFileError, match="超过 4 MB"):
        PMTiles(evil)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * 1024 * 1024


def test_a_directory_that_leads_to_itself_ends(make: Make) -> None:
    path = make({(0, 0, 0): PNG})
    loop = serialize_directory([Entry(0, 0, 60, 0)])
    at = path.stat().st_size
    with path.open("ab") as file:
        file.write(loop)
    path = rewritten(path, 8, at, len(loop))
    with pytest.raises(MapFileError):
        PMTiles(rewritten(path, 40, at, len(loop)))


def test_nonsense_in_header_and_metadata_breaks_nothing(opened: Opened, make: Make) -> None:
    told = {"name": ["x"], "attribution": {"a": 1}, "vector_layers": "none"}
    info = opened(
        make({(0, 0, 0): VECTOR}, told, tile_type=TileType.MVT, max_lon_e7=-(2**31), min_lat_e7=2**31 - 1)
    ).info
    assert info.bounds == WORLD
    assert info.vector_layers == ()


def test_metadata_nested_beyond_reading_is_passed_over(opened: Opened, make: Make, tmp_path: Path) -> None:
    path = make({(0, 0, 0): PNG})
    deep = gzip.compress(b'{"a":' + b"[" * 1_000_000)
    at = path.stat().st_size
    with path.open("ab") as file:
        file.write(deep)
    assert opened(rewritten(path, 24, at, len(deep))).info.title == "base"


def test_a_closed_archive_says_so(opened: Opened, make: Make) -> None:
    source = opened(make({(0, 0, 0): PNG}))
    source.close()
    source.close()
    with pytest.raises(MapFileError, match="已经关闭"):
        source.tile(0, 0, 0)


def test_a_large_directory_is_read_at_once() -> None:
    entries = [Entry(number * 2, number * 900, 899 + number % 3, 1) for number in range(20_000)]
    data = gzip.decompress(serialize_directory(entries))
    lines = 0

    def count(_frame: FrameType, event: str, _argument: object) -> TraceFunction:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    found = _decode(data)
    sys.settrace(before)
    assert 0 < lines < 200, "no line is run for each entry"
    assert found.find(39_998) == (1, 19_999 * 900, 899 + 19_999 % 3)
    assert found.find(39_999) is None
    assert np.all(np.diff(found.tile_id.astype(np.int64)) == 2)
