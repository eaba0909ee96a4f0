"""Files as other programs write them, read the whole way: a copy, GDAL in its process, arrays."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
import time
import zipfile
from collections.abc import Sequence
from contextlib import closing
from math import asinh, cos, radians, sin, sqrt, tan
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.aggregation import Viewport
from geo.datums import Datum
from geo.files.map_file_error import MapFileError
from geo.files.overlay_parts import PartKind
from geo.files.overlays import Overlay
from geo.files.vector_process import open_overlay, time_limit_s
from geo.lnglat import Bounds, lnglat_from_world

CENTRE = (106.3589, 29.6122)
SHAPES = [
    shapely.Point(CENTRE),
    shapely.LineString([(106.2, 29.4), (106.3, 29.5)]),
    shapely.Polygon(
        [(106.2, 29.2), (106.8, 29.2), (106.8, 29.8), (106.2, 29.8)],
        [[(106.4, 29.4), (106.6, 29.4), (106.6, 29.6), (106.4, 29.6)]],
    ),
]
NAMES = ["西永微电园", "轨道1号线", "大学城"]


def write(
    path: Path,
    shapes: Sequence[BaseGeometry] | None = None,
    names: list[str] | None = None,
    crs: str | None = "EPSG:4326",
    driver: str | None = None,
    encoding: str | None = None,
    layer: str | None = None,
    append: bool = False,
) -> Path:
    shapes = SHAPES if shapes is None else shapes
    names = NAMES[: len(shapes)] if names is None else names
    kinds = {shape.geom_type for shape in shapes}
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(shape) for shape in shapes], object),
        [np.array(names, object)],
        ["名称"],
        geometry_type=kinds.pop() if len(kinds) == 1 else "Unknown",
        crs=crs,
        driver=driver,
        encoding=encoding,
        layer=layer,
        append=append,
    )
    return path


def names_of(overlay: Overlay) -> list[str]:
    return [name for name in overlay._labels if name]  # noqa: SLF001


def places_of(overlay: Overlay) -> list[tuple[float, float]]:
    parts = overlay._parts  # noqa: SLF001
    lng, lat = lnglat_from_world(parts.x, parts.y)
    return [(round(x, 5), round(y, 5)) for x, y in zip(lng.tolist(), lat.tolist(), strict=True)]


def refusal(path: Path) -> str:
    """The sentence a file is refused with; in time, and with the folder as it was."""
    before = {file: file.stat().st_mtime_ns for file in path.parent.iterdir()}
    start = time.monotonic()
    with pytest.raises(MapFileError) as caught:
        open_overlay(path)
    assert time.monotonic() - start < 10
    assert {file: file.stat().st_mtime_ns for file in path.parent.iterdir()} == before
    said = str(caught.value)
    assert said.endswith("。")
    assert said.count("。") == 1
    return said


@pytest.mark.parametrize(
    ("driver", "suffix", "format_"),
    [("GeoJSON", ".geojson", "GeoJSON"), ("GPKG", ".gpkg", "GPKG"), ("KML", ".kml", "KML")],
)
def test_shapes_and_names_come_back_whatever_the_format(tmp_path: Path, driver: str, suffix: str, format_: str) -> None:
    path = write(tmp_path / f"园区{suffix}", driver=driver)
    path = path.rename(tmp_path / "园区.dat")  # content decides
    overlay = open_overlay(path)
    info = overlay.info
    assert (info.title, info.format, info.features, info.left_out) == ("园区", format_, 3, 0)
    parts = overlay._parts  # noqa: SLF001
    assert parts.kind.tolist() == [PartKind.POINT, PartKind.LINE, PartKind.RING, PartKind.HOLE]
    assert parts.feature.tolist() == [0, 1, 2, 2]
    assert np.diff(parts.start).tolist() == [1, 2, 5, 5]
    assert places_of(overlay)[0] == CENTRE
    if driver != "KML":  # GDAL writes names into KML's extended data
        assert names_of(overlay) == NAMES
    bounds = info.bounds
    assert (bounds.west, bounds.south, bounds.east, bounds.north) == pytest.approx((106.2, 29.2, 106.8, 29.8))
    assert info.size_bytes == path.stat().st_size


def test_only_a_file_that_states_its_datum_is_believed(tmp_path: Path) -> None:
    assert open_overlay(write(tmp_path / "a.geojson", driver="GeoJSON")).info.datum is None
    assert open_overlay(write(tmp_path / "a.gpkg")).info.datum is Datum.WGS84
    assert open_overlay(write(tmp_path / "b.gpkg", crs="EPSG:4490")).info.datum is Datum.CGCS2000


def test_layers_of_a_geopackage_are_all_read_and_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpkg", SHAPES[:1], layer="点")
    write(path, SHAPES[2:], ["大学城"], layer="片区", append=True)
    info = open_overlay(path).info
    assert [(layer.name, layer.features, layer.fields) for layer in info.layers] == [
        ("点", 1, ("名称",)),
        ("片区", 1, ("名称",)),
    ]
    assert info.features == 2


def transverse_mercator(lng: float, lat: float, middle: float, scale: float) -> tuple[float, float]:
    """Snyder, Map Projections (1987), eqs 8-9 and 8-10 with 3-21, on WGS 84; easting with 500 km added."""
    e2 = 0.00669437999014
    second = e2 / (1 - e2)
    phi = radians(lat)
    n = 6_378_137.0 / sqrt(1 - e2 * sin(phi) ** 2)
    t, c, a = tan(phi) ** 2, second * cos(phi) ** 2, radians(lng - middle) * cos(phi)
    arc = (
        (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256) * phi
        - (3 * e2 / 8 + 3 * e2**2 / 32 + 45 * e2**3 / 1024) * sin(2 * phi)
        + (15 * e2**2 / 256 + 45 * e2**3 / 1024) * sin(4 * phi)
        - 35 * e2**3 / 3072 * sin(6 * phi)
    ) * 6_378_137.0
    x = a + (1 - t + c) * a**3 / 6 + (5 - 18 * t + t**2 + 72 * c - 58 * second) * a**5 / 120
    y = a**2 / 2 + (5 - t + 9 * c + 4 * c**2) * a**4 / 24 + (61 - 58 * t + t**2 + 600 * c - 330 * second) * a**6 / 720
    return 500_000 + scale * n * x, scale * (arc + n * tan(phi) * y)


@pytest.mark.parametrize(
    ("crs", "place"),
    [
        ("EPSG:3857", (radians(CENTRE[0]) * 6_378_137, asinh(tan(radians(CENTRE[1]))) * 6_378_137)),
        ("EPSG:32648", transverse_mercator(*CENTRE, 105.0, 0.9996)),
        ("EPSG:4544", transverse_mercator(*CENTRE, 105.0, 1.0)),
    ],
    ids=["Web Mercator", "UTM", "CGCS2000 Gauss-Krüger"],
)
def test_projected_coordinates_become_degrees(tmp_path: Path, crs: str, place: tuple[float, float]) -> None:
    overlay = open_overlay(write(tmp_path / "a.gpkg", [shapely.Point(place)], ["x"], crs=crs))
    assert places_of(overlay)[0] == pytest.approx(CENTRE, abs=1e-5)


def test_metres_without_a_stated_system_are_never_drawn_as_degrees(tmp_path: Path) -> None:
    path = write(tmp_path / "a.shp", [shapely.Point(631524.9, 3276675.1)], ["x"])
    path.with_suffix(".prj").unlink()
    assert "没有说明坐标系" in refusal(path)


@pytest.mark.parametrize("cpg", [None, "GBK", "UTF-8"])
def test_a_shapefile_in_gbk_reads_right_with_and_without_cpg(tmp_path: Path, cpg: str | None) -> None:
    path = write(tmp_path / "园区.shp", SHAPES[:1], ["西永微电园"], encoding="GBK")
    stated = path.with_suffix(".cpg")
    stated.unlink()
    dbf = bytearray(path.with_suffix(".dbf").read_bytes())
    assert "西永微电园".encode("gbk") in dbf
    dbf[29] = 0  # no language either
    path.with_suffix(".dbf").write_bytes(dbf)
    if cpg:
        stated.write_text(cpg)
    overlay = open_overlay(path)
    assert names_of(overlay) == ["西永微电园"]
    assert overlay.info.layers[0].fields == ("名称",)


def test_a_shapefile_without_index_or_table_opens_and_nothing_is_written_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.shp", SHAPES[2:], ["x"])
    for suffix in (".shx", ".dbf", ".cpg"):
        path.with_suffix(suffix).unlink(missing_ok=True)
    before = set(tmp_path.iterdir())
    assert open_overlay(path).info.features == 1
    assert set(tmp_path.iterdir()) == before


def test_parts_of_a_shapefile_are_found_whatever_their_case(tmp_path: Path) -> None:
    path = write(tmp_path / "a.shp", SHAPES[:1], ["大学城"])
    for suffix in (".dbf", ".shx", ".prj"):
        path.with_suffix(suffix).rename(tmp_path / f"A{suffix.upper()}")
    assert names_of(open_overlay(path)) == ["大学城"]
    assert names_of(open_overlay(tmp_path / "A.SHX")) == ["大学城"]


def zipped(target: Path, *files: Path, folder: str = "", method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(target, "w", method) as archive:
        for file in files:
            archive.write(file, folder + file.name)
    return target


def test_zipped_shapefiles_are_read_from_any_folder_and_named(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("园区", "线路"):
        write(source / f"{name}.shp", SHAPES[:1], [name], encoding="GBK")
    junk = source / "._园区.shp"
    junk.write_bytes(b"junk")
    overlay = open_overlay(zipped(tmp_path / "a.zip", *sorted(source.iterdir()), folder="导出/二〇二六/"))
    assert sorted(layer.name for layer in overlay.info.layers) == ["园区", "线路"]
    assert sorted(names_of(overlay)) == ["园区", "线路"]


def test_a_kmz_shows_its_doc_kml(tmp_path: Path) -> None:
    doc = write(tmp_path / "doc.kml", driver="KML")
    other = write(tmp_path / "a.kml", SHAPES[:1], ["x"], driver="KML")
    info = open_overlay(zipped(tmp_path / "a.kmz", other, doc)).info
    assert (info.format, info.features) == ("KMZ", 3)


def test_zipped_geojson_and_geopackage_open(tmp_path: Path) -> None:
    assert (
        open_overlay(zipped(tmp_path / "a.zip", write(tmp_path / "a.json", driver="GeoJSON"))).info.format == "GeoJSON"
    )
    assert open_overlay(zipped(tmp_path / "b.zip", write(tmp_path / "a.gpkg"))).info.format == "GPKG"


def test_features_without_a_place_on_earth_are_counted_not_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    point = '{"type":"Feature","properties":{"name":"%s"},"geometry":%s}'
    rows = [
        point % ("no place", "null"),
        point % ("good", '{"type":"Point","coordinates":[106.3,29.5]}'),
        point % ("not a number", '{"type":"Point","coordinates":[NaN,29.5]}'),
        point % ("off earth", '{"type":"LineString","coordinates":[[106.3,29.5],[106.3,1e300]]}'),
        point % ("no vertex", '{"type":"LineString","coordinates":[]}'),
    ]
    path.write_text('{"type":"FeatureCollection","features":[' + ",".join(rows) + "]}")
    overlay = open_overlay(path)
    assert (overlay.info.features, overlay.info.left_out) == (1, 4)
    labels = json.loads(overlay.frame(Viewport(Bounds(106, 29, 107, 30), 12))[16:].split(b"}")[0] + b"}")["labels"]
    assert labels == [[0, "good"]]


def test_collections_and_open_rings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(
        json.dumps(
            {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Point", "coordinates": [106.3, 29.5]},
                    {"type": "MultiPolygon", "coordinates": [[[[106, 29], [107, 29], [107, 30], [106, 30]]]]},
                    {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [106.4, 29.5]}]},
                ],
            }
        )
    )
    overlay = open_overlay(path)
    parts = overlay._parts  # noqa: SLF001
    assert sorted(parts.kind.tolist()) == [0, 0, 2]
    assert set(parts.feature.tolist()) == {0}
    ring = int(np.flatnonzero(parts.kind == 2)[0])
    assert parts.x[parts.start[ring]] == parts.x[parts.start[ring + 1] - 1]


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
    assert time_limit_s(0) == 5
    assert time_limit_s(100_000_000) == 30
