"""Reads how a file states its coordinate system, an EPSG code or WKT as in GeoPackage and .prj: its way to degrees."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import cos, radians, sin, sqrt
from typing import Final

from geo.frozen import frozen
from geo.projections import (
    AlbersEqualArea,
    Ellipsoid,
    Floats,
    Frame,
    LambertConformal,
    Mercator,
    Projection,
    TransverseMercator,
)

_WGS84: Final = Ellipsoid(6_378_137.0, 1 / 298.257_223_563)
_CGCS2000: Final = Ellipsoid(6_378_137.0, 1 / 298.257_222_101)
_SPHERE: Final = Ellipsoid(6_378_137.0, 0.0)
_DEGREES: Final = frozenset((4326, 4979, 4490, 4480, 4258, 4269))
_TOKEN: Final = re.compile(r'\s*(?:(?P<mark>[\[\](),])|"(?P<text>(?:[^"]|"")*)"|(?P<word>[^\s\[\](),"]+))')
# Datums that lie within a metre or two of WGS 84: for drawing on a map they are the same.
_MODERN: Final = re.compile(
    r"(?i)wgs_*(19)?84|world_geodetic_system_1984|cgcs_*2000|china_(geodetic_coordinate_system_)?2000"
    r"|itrf|etrs|rgf|reseau_geodesique_francais|european_terrestrial|north_american.*1983|geocentric_datum"
)
_MAX_WORDS: Final = 4000


class UnknownSystem(ValueError):
    """A coordinate system that cannot be turned into degrees here."""


@frozen
class CoordinateSystem:
    """The way from a file's coordinates to degrees.

    Attributes:
        projection: None where the coordinates are degrees already.
        unit: Metres, or degrees, in one unit of the file.
        offset_lng: Degrees of the prime meridian.
        is_modern: Whether its datum is that of WGS 84 to a metre or two; others lie up to two hundred metres off.
    """

    projection: Projection | None = None
    unit: float = 1.0
    offset_lng: float = 0.0
    is_modern: bool = True

    def to_degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return longitude and latitude in degrees."""
        if self.projection is None:
            return x * self.unit + self.offset_lng, y * self.unit
        lng, lat = self.projection.to_degrees(x * self.unit, y * self.unit)
        return lng + self.offset_lng, lat


@dataclass(slots=True)
class _Node:
    """One element of WKT: ``NAME["text", 1.0, OTHER[...]]``."""

    name: str
    values: list[str] = field(default_factory=list)
    inner: "list[_Node]" = field(default_factory=list)

    def find(self, *names: str) -> "_Node | None":
        return next((node for node in self.inner if node.name in names), None)


def find_system(stated: str) -> CoordinateSystem:
    """Return the way to degrees from what a file states.

    Args:
        stated: ``EPSG:4544``, ``OGC:CRS84`` or WKT.

    Raises:
        UnknownSystem: it is none of the kinds known here.
    """
    if found := re.fullmatch(r"EPSG:(\d+)", stated):
        return _of_code(int(found[1]))
    if stated in ("", "OGC:CRS84"):
        return CoordinateSystem()
    try:
        return _of_wkt(_parse(stated))
    except (ValueError, IndexError, KeyError, ZeroDivisionError, OverflowError) as error:
        raise UnknownSystem(stated[:60]) from error


def _of_code(code: int) -> CoordinateSystem:
    if code in _DEGREES:
        return CoordinateSystem()
    if code in (3857, 900913, 3785, 102100):
        return CoordinateSystem(Mercator(Frame(_SPHERE)))
    if 32601 <= code <= 32660 or 32701 <= code <= 32760:  # UTM, north and south
        south = 1e7 if code > 32700 else 0.0
        return CoordinateSystem(TransverseMercator(Frame(_WGS84, code % 100 * 6.0 - 183, 0, 0.9996, 500_000.0, south)))
    for first, last, lng, step, zone in (
        # CGCS2000 Gauss-Krüger: belts of six and three degrees, with the belt's number before x and without.
        (4491, 4501, 75.0, 6.0, 13), (4502, 4512, 75.0, 6.0, 0),
        (4513, 4533, 75.0, 3.0, 25), (4534, 4554, 75.0, 3.0, 0),
    ):  # fmt: skip
        if first <= code <= last:
            east = 500_000.0 + (1e6 * (zone + code - first) if zone else 0.0)
            return CoordinateSystem(TransverseMercator(Frame(_CGCS2000, lng + step * (code - first), 0, 1, east)))
    raise UnknownSystem(f"EPSG:{code}")


def _parse(text: str) -> _Node:
    root = _Node("")
    stack, word = [root], ""
    for mark, quoted, plain in _tokens(text):
        if mark in ("[", "("):
            node = _Node(word.upper())
            stack[-1].inner.append(node)
            stack.append(node)
            word = ""
            continue
        if word:
            stack[-1].values.append(word)
            word = ""
        if mark in ("]", ")"):
            stack.pop()
        elif quoted is not None:
            stack[-1].values.append(quoted)
        elif plain:
            word = plain
    if len(stack) != 1 or not root.inner:
        raise UnknownSystem(text[:60])
    return root.inner[0]


def _tokens(text: str) -> Iterator[tuple[str | None, str | None, str | None]]:
    at = 0
    for _ in range(_MAX_WORDS):
        found = _TOKEN.match(text, at)
        if not found:
            return
        at = found.end()
        yield found["mark"], found["text"], found["word"]


def _of_wkt(root: _Node) -> CoordinateSystem:
    if root.name in ("COMPD_CS", "COMPOUNDCRS", "BOUNDCRS"):
        root = next(node for node in (*root.inner, *(root.find("SOURCECRS") or root).inner) if _is_horizontal(node))
    geographic = root if root.name in ("GEOGCS", "GEOGCRS", "GEODCRS") else root.find("GEOGCS", "BASEGEOGCRS")
    if geographic is None or not _is_horizontal(root):
        raise UnknownSystem(root.name)
    datum = geographic.find("DATUM", "ENSEMBLE", "TRF") or _Node("")
    spheroid = datum.find("SPHEROID", "ELLIPSOID")
    if spheroid is None:
        raise UnknownSystem(root.name)
    meridian = geographic.find("PRIMEM")
    offset = float(meridian.values[1]) if meridian else 0.0
    is_modern = bool(_MODERN.search("_".join(datum.values[0].split())))
    if root is geographic:
        return CoordinateSystem(None, _angle(geographic), offset, is_modern)
    inverse = float(spheroid.values[2])
    ellipsoid = Ellipsoid(float(spheroid.values[1]), 1 / inverse if inverse else 0.0)
    return CoordinateSystem(_drawn(root, ellipsoid), _length(root), offset, is_modern)


def _drawn(root: _Node, ellipsoid: Ellipsoid) -> Projection:
    extensions = " ".join(value for node in root.inner if node.name == "EXTENSION" for value in node.values)
    if "+b=6378137 " in extensions:
        return Mercator(Frame(_SPHERE))  # that of web maps, as GDAL writes it
    return _projection(root, ellipsoid)


def _is_horizontal(node: _Node) -> bool:
    return node.name in ("GEOGCS", "GEOGCRS", "GEODCRS", "PROJCS", "PROJCRS")


def _angle(node: _Node) -> float:
    unit = node.find("UNIT", "ANGLEUNIT")
    return round(float(unit.values[1]) * 180 / 3.141_592_653_589_793, 12) if unit else 1.0


def _length(node: _Node) -> float:
    unit = node.find("UNIT", "LENGTHUNIT") or (node.find("CS") or _Node("")).find("LENGTHUNIT")
    return float(unit.values[1]) if unit else 1.0


def _projection(root: _Node, ellipsoid: Ellipsoid) -> Projection:
    conversion = root.find("CONVERSION") or root
    method = conversion.find("PROJECTION", "METHOD")
    if method is None:
        raise UnknownSystem(root.name)
    name = re.sub(r"[\s_\-()/]+", "_", method.values[0].lower()).strip("_")
    given = {
        re.sub(r"[\s_]+", "_", node.values[0].lower()): float(node.values[1])
        for node in conversion.inner
        if node.name == "PARAMETER"
    }
    unit = _length(root)
    frame = Frame(
        ellipsoid,
        _first(
            given,
            0.0,
            "central_meridian",
            "longitude_of_center",
            "longitude_of_natural_origin",
            "longitude_of_origin",
            "longitude_of_false_origin",
        ),
        _first(
            given,
            0.0,
            "latitude_of_origin",
            "latitude_of_center",
            "latitude_of_natural_origin",
            "latitude_of_false_origin",
        ),
        _first(given, 1.0, "scale_factor", "scale_factor_at_natural_origin"),
        _first(given, 0.0, "false_easting", "easting_at_false_origin") * unit,
        _first(given, 0.0, "false_northing", "northing_at_false_origin") * unit,
    )
    first = _first(given, frame.lat0, "standard_parallel_1", "latitude_of_1st_standard_parallel")
    second = _first(given, first, "standard_parallel_2", "latitude_of_2nd_standard_parallel")
    return _named(name, frame, first, second)


def _named(name: str, frame: Frame, first: float, second: float) -> Projection:
    if name in ("transverse_mercator", "gauss_kruger"):
        return TransverseMercator(frame)
    if name in ("mercator_auxiliary_sphere", "popular_visualisation_pseudo_mercator"):
        return Mercator(_changed(frame, ellipsoid=Ellipsoid(frame.ellipsoid.a_m, 0.0)))
    if name in ("mercator_1sp", "mercator_2sp", "mercator", "mercator_variant_a", "mercator_variant_b"):
        return Mercator(
            _changed(frame, scale=frame.scale * _along(frame.ellipsoid, first if "1sp" not in name else 0.0))
        )
    if name.startswith("lambert_conformal_conic"):
        return LambertConformal(frame, (first, second))
    if name.startswith("albers"):
        return AlbersEqualArea(frame, (first, second))
    raise UnknownSystem(name)


def _along(ellipsoid: Ellipsoid, lat: float) -> float:
    """How much shorter than the equator a parallel is drawn that is to be true."""
    return cos(radians(lat)) / sqrt(1 - (ellipsoid.e * sin(radians(lat))) ** 2)


def _changed(frame: Frame, ellipsoid: Ellipsoid | None = None, scale: float | None = None) -> Frame:
    return Frame(
        ellipsoid or frame.ellipsoid,
        frame.lng0,
        frame.lat0,
        frame.scale if scale is None else scale,
        frame.false_x_m,
        frame.false_y_m,
    )


def _first(given: Mapping[str, float], otherwise: float, *names: str) -> float:
    return next((given[name] for name in names if name in given), otherwise)
