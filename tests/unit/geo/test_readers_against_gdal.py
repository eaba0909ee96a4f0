"""What our readers find is what GDAL finds, in files GDAL wrote."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np
import pyogrio
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.coordinate_systems import UnknownSystem, find_system
from geo.files.flat_shapes import FlatShapes
from geo.files.read_geojson import NotGeoJson, read_geojson
from geo.files.read_geopackage import read_geopackage
from geo.files.read_shapefile import read_shapefile
from geo.files.read_xml_maps import read_gpx, read_kml
from geo.files.shape_building import HOLE, LINE, POINT, RING, RawLayer
from geo.files.vector_files import read_vector_file
from geo.geometry import flatten_wkb

NAMES = ("name", "名称")
DICE = random.Random(8)


def star(lng: float, lat: float, size: float, corners: int) -> list[tuple[float, float]]:
    turns = sorted(DICE.uniform(0, 6.283) for _ in range(corners))
    return [(lng + size * float(np.cos(turn)), lat + size * float(np.sin(turn))) for turn in turns]


def shapes_of(kind: str, count: int) -> Iterator[BaseGeometry]:
    for _ in range(count):
        lng, lat = DICE.uniform(105.5, 107), DICE.uniform(29, 30)
        outline = shapely.Point(lng, lat).buffer(0.05, quad_segs=3)
        holed = shapely.Polygon(outline.exterior, [shapely.Point(lng, lat).buffer(0.02, quad_segs=2).exterior])
        far = shapely.Polygon(star(lng + 0.3, lat, 0.04, 7)).convex_hull
        yield {
            "Point": shapely.Point(lng, lat),
            "MultiPoint": shapely.MultiPoint([(lng, lat), (lng + 0.1, lat)]),
            "LineString": shapely.LineString(star(lng, lat, 0.1, 9)),
            "MultiLineString": shapely.MultiLineString([star(lng, lat, 0.1, 3), star(lng, lat, 0.2, 5)]),
            "Polygon": holed,
            "MultiPolygon": shapely.union_all([holed, far]),
        }[kind]


def write(path: Path, driver: str, kind: str, crs: str = "EPSG:4326", shapes: list[BaseGeometry] | None = None) -> Path:
    shapes = list(shapes_of(kind, 12)) if shapes is None else shapes
    wkb = np.array([shapely.to_wkb(shape) for shape in shapes] + [None], object)
    names = np.array([f"第{number}处" for number in range(len(wkb))], object)
    pyogrio.raw.write(path, wkb, [names, names], ["name", "说明"], geometry_type=kind, crs=crs, driver=driver)
    return path


def by_gdal(path: Path) -> FlatShapes:
    return flatten_wkb(pyogrio.raw.read(path, columns=[], force_2d=True)[2])


def parts_of(shapes: FlatShapes) -> list[tuple[int, int, tuple[tuple[float, float], ...]]]:
    """Every part with its feature; a ring by its sorted corners: readers turn and start rings as they like."""
    found = []
    for place in range(len(shapes.kind)):
        span = slice(shapes.start[place], shapes.start[place + 1])
        corners = list(zip(shapes.lng[span].round(9).tolist(), shapes.lat[span].round(9).tolist(), strict=True))
        if shapes.kind[place] in (RING, HOLE):
            corners = sorted(corners[1:])
        found.append((int(shapes.feature[place]), int(shapes.kind[place]), tuple(corners)))
    return sorted(found)


def read(path: Path, driver: str) -> RawLayer:
    if driver == "GeoJSON":
        return read_geojson(path, frozenset(NAMES), 1000)
    if driver == "GPKG":
        return read_geopackage(path, NAMES, 1000)[0]
    if driver == "KML":
        return read_kml(path, NAMES)[0]
    return read_shapefile(path, "utf-8", NAMES, 1000)


@pytest.mark.parametrize("driver", ["GeoJSON", "GPKG", "KML", "ESRI Shapefile"])
@pytest.mark.parametrize("kind", ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"])
def test_shapes_are_those_gdal_reads(tmp_path: Path, driver: str, kind: str) -> None:
    suffix = {"GeoJSON": "geojson", "GPKG": "gpkg", "KML": "kml", "ESRI Shapefile": "shp"}[driver]
    shapes = list(shapes_of(kind, 12))
    path = write(tmp_path / f"a.{suffix}", driver, kind, shapes=shapes)
    layer = read(path, driver)
    assert len(layer.names) == 13
    assert parts_of(layer.shapes) == parts_of(by_gdal(path))
    assert len(layer.shapes.kind) >= 12
    assert layer.names[3] in ("第3处", "")


@pytest.mark.parametrize(
    "crs",
    [
        "EPSG:4326", "EPSG:4490", "EPSG:3857", "EPSG:32648", "EPSG:32649", "EPSG:4523", "EPSG:4544", "EPSG:4500",
        "EPSG:4511", "EPSG:3395", "EPSG:2154", "EPSG:3034", "EPSG:5070", "EPSG:32748",
    ],
)  # fmt: skip
@pytest.mark.parametrize("driver", ["GPKG", "ESRI Shapefile"])
def test_coordinate_systems_come_to_the_degrees_proj_finds(tmp_path: Path, crs: str, driver: str) -> None:
    home = {"EPSG:2154": (3.0, 46.5), "EPSG:3034": (10.0, 52.0), "EPSG:5070": (-96.0, 38.0)}
    lng, lat = home.get(crs, (106.4, -29.6 if crs == "EPSG:32748" else 29.6))
    degrees = tmp_path / "degrees.geojson"
    corners = [(lng + east, lat + north) for east in (-1.2, 0.0, 0.9) for north in (-0.8, 0.3)]
    degrees.write_text(
        json.dumps({"type": "Feature", "properties": {}, "geometry": {"type": "MultiPoint", "coordinates": corners}})
    )
    wkb = pyogrio.raw.read(warped(degrees, "OGC:CRS84", crs), columns=[])[2]
    suffix = "gpkg" if driver == "GPKG" else "shp"
    path = tmp_path / f"drawn.{suffix}"
    pyogrio.raw.write(
        path, wkb, [np.array(["x"], object)], ["name"], geometry_type="MultiPoint", crs=crs, driver=driver
    )
    (tmp_path / "staged").mkdir()
    told, arrays = read_vector_file(path, tmp_path / "staged")
    assert told["trouble"] == ""
    back = flatten_wkb(pyogrio.raw.read(warped(path, crs, "OGC:CRS84"), columns=[])[2])
    np.testing.assert_allclose(arrays["lng"], back.lng, atol=2e-8, rtol=0)
    np.testing.assert_allclose(arrays["lat"], back.lat, atol=2e-8, rtol=0)


def warped(path: Path, source: str, target: str) -> Path:
    """A virtual file that GDAL and PROJ bring into another system as they read it."""
    layer = pyogrio.list_layers(path)[0][0]
    vrt = path.with_name(f"{path.stem}-{target.replace(':', '')}.vrt")
    vrt.write_text(
        f"<OGRVRTDataSource><OGRVRTWarpedLayer><OGRVRTLayer name={quoteattr(layer)}>"
        f"<SrcDataSource>{path}</SrcDataSource></OGRVRTLayer><SrcSRS>{source}</SrcSRS><TargetSRS>{target}</TargetSRS>"
        "</OGRVRTWarpedLayer></OGRVRTDataSource>",
        "utf-8",
    )
    return vrt


@pytest.mark.parametrize("stated", ["EPSG:1", 'LOCAL_CS["x"]', "PROJCS[", "", "nothing", 'PROJCS["x"' + "[" * 5000])
def test_a_system_that_is_not_known_is_said_so_or_is_degrees(stated: str) -> None:
    if stated == "":
        assert find_system(stated).projection is None
    else:
        with pytest.raises(UnknownSystem):
            find_system(stated)


def test_an_older_datum_is_drawn_with_a_word_about_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gpkg", "GPKG", "Point", "EPSG:4610", [shapely.Point(106.4, 29.6)])
    (tmp_path / "staged").mkdir()
    told, arrays = read_vector_file(path, tmp_path / "staged")
    assert arrays["lng"].tolist() == pytest.approx([106.4], abs=2e-3)
    assert "一两百米" in told["trouble"]


def test_holes_find_their_outline_whatever_the_order(tmp_path: Path) -> None:
    squares = [shapely.box(lng, 29, lng + 1, 30) for lng in (105, 107)]
    holed = [shapely.Polygon(one.exterior, [one.centroid.buffer(0.2, quad_segs=1).exterior]) for one in squares]
    path = write(tmp_path / "a.shp", "ESRI Shapefile", "MultiPolygon", shapes=[shapely.MultiPolygon(holed)])
    data = bytearray(path.read_bytes())
    layer = read_shapefile(path, "utf-8", NAMES, 10)
    assert layer.shapes.kind.tolist() == [RING, HOLE, RING, HOLE]
    assert len(data) > 100


def test_kml_of_tracks_folders_and_data_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    path.write_text(
        """<?xml version="1.0"?>
        <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
        <Document><name>全部</name><Folder><name>线路</name><Placemark><name>甲</name><gx:Track>
        <gx:coord>106.1 29.1 0</gx:coord><gx:coord>106.2 29.2 0</gx:coord></gx:Track></Placemark></Folder>
        <Folder><name>点</name><Placemark><ExtendedData><Data name="名称"><value>乙</value></Data></ExtendedData>
        <MultiGeometry><Point><coordinates>106,29,5</coordinates></Point><Point><coordinates>107,29</coordinates></Point>
        </MultiGeometry></Placemark></Folder></Document></kml>""",
        "utf-8",
    )
    lines, points = read_kml(path, NAMES)
    assert (lines.name, lines.names, lines.shapes.kind.tolist()) == ("线路", ["甲"], [LINE])
    assert (points.name, points.names, points.shapes.kind.tolist()) == ("点", ["乙"], [POINT, POINT])


def test_gpx_has_waypoints_routes_and_tracks(tmp_path: Path) -> None:
    path = tmp_path / "a.gpx"
    path.write_text(
        """<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
        <wpt lat="29.5" lon="106.5"><name>起点</name></wpt>
        <rte><name>环线</name><rtept lat="29" lon="106"/><rtept lat="30" lon="107"/></rte>
        <trk><name>实走</name><trkseg><trkpt lat="29" lon="106"/><trkpt lat="29.1" lon="106"/></trkseg>
        <trkseg><trkpt lat="29.2" lon="106"/><trkpt lat="29.3" lon="106"/></trkseg></trk></gpx>""",
        "utf-8",
    )
    layers = read_gpx(path)
    assert [(layer.name, layer.names) for layer in layers] == [
        ("waypoints", ["起点"]), ("routes", ["环线"]), ("tracks", ["实走"]),
    ]  # fmt: skip
    assert [layer.shapes.kind.tolist() for layer in layers] == [[POINT], [LINE], [LINE, LINE]]


def test_geojson_is_read_across_the_edges_of_its_stretches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.geojson", "GeoJSON", "MultiPolygon")
    whole = read_geojson(path, frozenset(NAMES), 1000)
    for size in (1, 7, 100):
        monkeypatch.setattr("geo.files.read_geojson._CHUNK", size)
        piecewise = read_geojson(path, frozenset(NAMES), 1000)
        assert parts_of(piecewise.shapes) == parts_of(whole.shapes)
        assert piecewise.names == whole.names


def test_geojson_in_a_sequence_and_with_a_stated_system_is_read(tmp_path: Path) -> None:
    feature = '{"type":"Feature","properties":{"name":"%d"},"geometry":{"type":"Point","coordinates":[106,29]}}\n'
    lines = tmp_path / "lines.geojsonl"
    lines.write_text("".join("\x1e" + feature % number for number in range(3)), "utf-8")
    assert read_geojson(lines, frozenset(NAMES), 10).names == ["0", "1", "2"]
    stated = tmp_path / "stated.geojson"
    crs = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4544"}}'
    stated.write_text('{"type":"FeatureCollection",' + crs + ',"features":[' + feature % 1 + "]}", "utf-8")
    assert read_geojson(stated, frozenset(NAMES), 10).crs == "EPSG:4544"


@pytest.mark.parametrize(
    "text", ['{"type":"FeatureCollection","features":[', '{"features":[1]}', "{} x", '{"type":"Point"']
)
def test_geojson_that_ends_early_or_is_something_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text, "utf-8")
    with pytest.raises(NotGeoJson):
        read_geojson(path, frozenset(NAMES), 10)
