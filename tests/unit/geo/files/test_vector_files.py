"""Files as other programs write them, read the whole way: a copy, GDAL in its process, arrays."""

from __future__ import annotations

import json
from math import asinh, cos, radians, sin, sqrt, tan
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.aggregation import Viewport
from geo.datums import Datum
from geo.files.overlay_parts import PartKind
from geo.files.overlays import Overlay
from geo.files.vector_process import open_overlay
from geo.lnglat import Bounds, lnglat_from_world
from tests.unit.geo.files.written_files import CENTRE, NAMES, SHAPES, refusal, write, zipped


def names_of(overlay: Overlay) -> list[str]:
    return [name for name in overlay._labels if name]  # noqa: SLF001


def places_of(overlay: Overlay) -> list[tuple[float, float]]:
    parts = overlay._parts  # noqa: SLF001
    lng, lat = lnglat_from_world(parts.x, parts.y)
    return [(round(x, 5), round(y, 5)) for x, y in zip(lng.tolist(), lat.tolist(), strict=True)]


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
