"""Files made to harm, broken or endless ones: each is refused in one sentence, in time, and leaves nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from geo.files.map_file_error import MapFileError
from geo.files.vector_process import open_overlay, time_limit_s
from tests.unit.geo.files.written_files import SHAPES, refusal, write, zipped

# Hostile files


def test_json_nested_ten_million_deep_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.geojson"
    path.write_text('{"type":"Point","coordinates":' + "[" * 10_000_000)
    assert "GeoJSON" in refusal(path)


def test_kml_nested_a_million_deep_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.kml"
    path.write_text('<kml xmlns="http://www.opengis.net/kml/2.2">' + "<Folder>" * 1_000_000)
    assert "KML" in refusal(path)


ENTITY = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file://{secret}">]>'

LAUGHS = '<!DOCTYPE kml [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("prolog", [ENTITY, LAUGHS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_kml_are_refused(tmp_path: Path, prolog: str, encoding: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    path = tmp_path / "xxe.kml"
    body = "<Placemark><name>&x;</name><Point><coordinates>106,29</coordinates></Point></Placemark>"
    text = f'<?xml version="1.0" encoding="{encoding}"?>{prolog.format(secret=secret)}<kml>{body}</kml>'
    path.write_bytes(text.encode(encoding))
    assert "XML 实体" in refusal(path)


def test_an_archive_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.kmz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("doc.kml", "w") as member:
        member.write(b"<kml>")
        for _ in range(300):
            member.write(b" " * (1 << 20))
    assert path.stat().st_size < 1_000_000
    assert "超过 200 MB" in refusal(path)


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    kml = write(tmp_path / "a.kml", SHAPES[:1], ["x"], driver="KML").read_bytes()
    inner = tmp_path / "inner"
    inner.mkdir()
    path = inner / "slip.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.kml", kml)
        archive.writestr("/etc/evil.kml", kml)
    assert open_overlay(path).info.features == 1
    assert not list(tmp_path.rglob("evil.kml"))


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.kml", SHAPES[:1], ["x"], driver="KML")
    path = tmp_path / "link.kmz"
    link = zipfile.ZipInfo("doc.kml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, str(secret))
    assert "没有地图文件" in refusal(path)


@pytest.mark.parametrize("damage", ["cut", "middle", "empty", "many"])
def test_broken_archives_are_refused(tmp_path: Path, damage: str) -> None:
    path = zipped(tmp_path / "a.kmz", write(tmp_path / "doc.kml", driver="KML"))
    data = bytearray(path.read_bytes())
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "middle":
        data[60:90] = bytes(30)
    path.write_bytes(data)
    if damage in ("empty", "many"):
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(6_000 if damage == "many" else 0):
                archive.writestr(f"{number}.txt", "")
    assert "压缩包" in refusal(path)


@pytest.mark.parametrize("suffix", [".geojson", ".kml", ".gpkg", ".shp"])
@pytest.mark.parametrize("share", [0.3, 0.8])
def test_cut_off_files_are_refused_or_read_in_part(tmp_path: Path, suffix: str, share: float) -> None:
    drivers = {".geojson": "GeoJSON", ".kml": "KML", ".gpkg": "GPKG", ".shp": "ESRI Shapefile"}
    names = [f"园{number}" for number in range(20)]
    path = write(tmp_path / f"a{suffix}", SHAPES[2:] * 20, names, driver=drivers[suffix])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    if suffix == ".shp":  # its sound records stand on their own
        overlay = open_overlay(path)
        assert 0 < overlay.info.features < 20
        assert "末尾缺失" in overlay.info.note
    else:
        assert "损坏" in refusal(path)


def test_a_geopackage_with_triggers_and_an_endless_view_ends(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpkg", SHAPES[:1], ["x"], layer="points")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TRIGGER t AFTER INSERT ON gpkg_contents BEGIN DELETE FROM gpkg_contents; END")
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, NULL AS geom FROM n"
        db.execute(f"CREATE VIEW evil AS {endless}")
        db.execute("INSERT INTO gpkg_geometry_columns VALUES ('evil', 'geom', 'POINT', 4326, 0, 0)")
        db.execute("DROP TRIGGER t")
        db.execute("INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('evil', 'features', 4326)")
    said = refusal(path)
    assert "秒" in said or "损坏" in said or "万" in said


def test_a_shapefile_that_declares_gigabytes_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.shp", SHAPES[2:], ["x"])
    data = bytearray(path.read_bytes())
    struct.pack_into("<2i", data, 100 + 8 + 36, 2**30, 2**30)  # parts and points of the first record
    path.write_bytes(data)
    refusal(path)


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2]",
        "{}",
        '{"type": "Topology", "arcs": [], "objects": {}}',
        '{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /etc/passwd"}',
        '{"type": "FeatureCollection", "features": []}',
        '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>',
        "<html><body>not found</body></html>",
        "lng,lat\n106,29\n",
        "\x00\x00\x00",
        "PK\x03\x04 not really",
    ],
)
def test_what_is_no_map_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text)
    refusal(path)


def test_a_network_link_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    link = "<NetworkLink><Link><href>http://192.0.2.1/a.kml</href></Link></NetworkLink>"
    path.write_text(f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{link}</Document></kml>')
    assert "没有可以显示" in refusal(path)


def test_a_reader_that_dies_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    assert "读不出来" in refusal(write(tmp_path / "a.geojson", driver="GeoJSON"))


def test_a_reader_that_stalls_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stall = tmp_path / "stall"
    stall.write_text("#!/bin/sh\nexec sleep 60\n")
    os.chmod(stall, 0o755)
    monkeypatch.setattr("sys.executable", str(stall))
    monkeypatch.setattr("geo.files.vector_process._BASE_S", 0.3)
    assert "还没读完" in refusal(write(tmp_path / "a.geojson", driver="GeoJSON"))


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    open_overlay(write(tmp_path / "a.geojson", driver="GeoJSON"))
    (tmp_path / "b.kml").write_text("<kml>")
    with pytest.raises(MapFileError):
        open_overlay(tmp_path / "b.kml")
    assert list(temporary.iterdir()) == []


def test_larger_files_get_more_time() -> None:
    assert time_limit_s(0) == 15
    assert time_limit_s(100_000_000) == 40
