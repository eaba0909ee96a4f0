from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from geo.files.shx import build_shx, is_cut_off


@pytest.fixture
def shp(tmp_path: Path) -> Path:
    """Lines of different lengths, as GDAL writes them, with its index."""
    lines = [shapely.LineString([(106 + step / 100, 29) for step in range(count)]) for count in (2, 9, 3, 30)]
    path = tmp_path / "a.shp"
    wkb = np.array([shapely.to_wkb(line) for line in lines], object)
    names = np.array(["a", "b", "c", "d"], object)
    pyogrio.raw.write(path, wkb, [names], ["name"], geometry_type="LineString", crs="EPSG:4326")
    return path


def test_the_index_is_the_one_gdal_writes(shp: Path, tmp_path: Path) -> None:
    build_shx(shp, tmp_path / "own.shx")
    assert (tmp_path / "own.shx").read_bytes() == shp.with_suffix(".shx").read_bytes()


@pytest.mark.parametrize("cut", [1, 50, 400])
def test_a_cut_off_record_is_left_out(shp: Path, tmp_path: Path, cut: int) -> None:
    whole = shp.with_suffix(".shx").read_bytes()
    assert not is_cut_off(shp)
    shp.write_bytes(shp.read_bytes()[:-cut])
    assert is_cut_off(shp)
    build_shx(shp, tmp_path / "own.shx")
    own = (tmp_path / "own.shx").read_bytes()
    assert own[100:] == whole[100 : 100 + 3 * 8]
    assert struct.unpack_from(">i", own, 24)[0] * 2 == len(own)


@pytest.mark.parametrize("length", [0, 1, -5, 2**31 - 1])
def test_a_record_of_no_sensible_length_ends_it(shp: Path, tmp_path: Path, length: int) -> None:
    data = bytearray(shp.read_bytes())
    struct.pack_into(">i", data, 104, length)
    shp.write_bytes(data)
    build_shx(shp, tmp_path / "own.shx")
    assert len((tmp_path / "own.shx").read_bytes()) == 100


def test_no_header_gives_an_empty_index(tmp_path: Path) -> None:
    (tmp_path / "a.shp").write_bytes(b"\x00\x00\x27\x0a")
    build_shx(tmp_path / "a.shp", tmp_path / "a.shx")
    assert len((tmp_path / "a.shx").read_bytes()) == 100
