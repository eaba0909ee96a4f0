import gzip
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.files.map_file_error import MapFileError
from geo.files.tile_formats import MAX_TILE_BYTES, Tile, find_tile_format, picture_size, to_tile, unpack_gzip


def png(width: int = 256, height: int = 256) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08\x06\x00\x00\x00"


def jpeg(width: int, height: int) -> bytes:
    comment = b"\xff\xfe\x00\x06abcd"
    return b"\xff\xd8" + b"\xff\xe0\x00\x04ab" + comment + b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", height, width)


def webp(form: bytes, body: bytes) -> bytes:
    return b"RIFF\x00\x00\x00\x00WEBP" + form + b"\x00\x00\x00\x00" + body


VECTOR = b"\x1a\x05\x0a\x03abc"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (png(), "png"),
        (jpeg(256, 256), "jpg"),
        (webp(b"VP8X", bytes(10)), "webp"),
        (b"\x00\x00\x00\x20ftypavif", "avif"),
        (b"GIF89a\x01\x00\x01\x00", "gif"),
        (VECTOR, "pbf"),
        (gzip.compress(VECTOR, mtime=0), "pbf"),
        (gzip.compress(b"", mtime=0), "pbf"),
        (b"<!DOCTYPE html><title>404</title>", None),
        (gzip.compress(b"<html>", mtime=0), None),
        (b"\x1f\x8bnot gzip", None),
        (b'{"message": "rate limit"}', None),
        (b"", None),
    ],
)
def test_a_tile_is_what_its_bytes_are(data: bytes, found: str | None) -> None:
    assert find_tile_format(data) == found


def test_the_size_stands_in_the_header_of_each_kind_of_picture() -> None:
    assert picture_size(png(512, 300), "png") == (512, 300)
    assert picture_size(jpeg(512, 300), "jpg") == (512, 300)
    assert picture_size(b"GIF89a" + struct.pack("<HH", 512, 300), "gif") == (512, 300)
    extended = webp(b"VP8X", bytes(4) + (511).to_bytes(3, "little") + (299).to_bytes(3, "little"))
    assert picture_size(extended, "webp") == (512, 300)
    lossless = webp(b"VP8L", b"\x2f" + (511 | 299 << 14).to_bytes(4, "little"))
    assert picture_size(lossless, "webp") == (512, 300)
    lossy = webp(b"VP8 ", b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", 512, 300))
    assert picture_size(lossy, "webp") == (512, 300)


@pytest.mark.parametrize("data", [png(100_000, 100_000), jpeg(60_000, 60_000)])
def test_a_picture_that_declares_gigabytes_is_no_tile(data: bytes) -> None:
    assert find_tile_format(data) is None


def test_a_tile_of_the_other_kind_or_size_is_left_out() -> None:
    assert to_tile(png(), "raster") == Tile(png(), "image/png", False)
    assert to_tile(png(), "vector") is None
    assert to_tile(VECTOR, "raster") is None
    assert to_tile(png() + bytes(MAX_TILE_BYTES), "raster") is None
    assert to_tile("text", "raster") is None
    assert to_tile(None, "raster") is None


def test_a_packed_vector_tile_unpacks() -> None:
    tile = to_tile(gzip.compress(VECTOR, mtime=0), "vector")
    assert tile is not None
    assert tile.gzip
    assert tile.unpacked() == VECTOR
    assert Tile(VECTOR, "", False).unpacked() == VECTOR


def test_a_packed_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(VECTOR + bytes(64 * 1024 * 1024))
    assert len(bomb) < 100_000
    with pytest.raises(MapFileError, match="超过 8 MB"):
        Tile(bomb, "", True).unpacked()


def test_cut_off_or_broken_packing_is_refused() -> None:
    packed = gzip.compress(b"some words that need a few bytes", mtime=0)
    with pytest.raises(MapFileError, match="不完整"):
        unpack_gzip(packed[:-9], 1000)
    with pytest.raises(MapFileError, match="损坏"):
        unpack_gzip(b"\x1f\x8b\x08garbage garbage", 1000)


@given(
    st.binary(max_size=64), st.sampled_from([b"", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8X", b"GIF89a", b"\x1f\x8b\x08"])
)
def test_no_bytes_can_make_it_stumble(data: bytes, head: bytes) -> None:
    assert find_tile_format(head + data) in {"png", "jpg", "webp", "avif", "gif", "pbf", None}
