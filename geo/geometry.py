"""Shapes on the ground, and the only door to shapely.

Shapes are plain tuples so that no other room needs shapely: a `Ring` is a closed sequence of (lng, lat) in degrees, and
`Rings` are any number of rings read by the even-odd rule: shells, holes and separate parts in one flat tuple.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from math import cos, gamma, pi, radians, sin, sqrt
from typing import Any, Final, cast

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.errors import AtlasError
from geo.files.flat_shapes import FlatShapes
from geo.inside_cells import Exact, find_inside
from geo.lnglat import LngLat
from geo.wording import tr

Ring = tuple[tuple[float, float], ...]
Rings = tuple[Ring, ...]
Box = tuple[float, float, float, float]
"""Left, low, right, high in the plane of the ring it belongs to."""

SCHEMATIC_ASPECT: Final = 1.54
"""Height by width of a schematic footprint: upright, so that parks side by side along a rail line stay apart."""

_A_M: Final = 6_378_137.0  # WGS 84
_E2: Final = 0.006_694_379_990_141_317
_E: Final = sqrt(_E2)
_VERTICES: Final = 96
_MANY_POINTS: Final = 50_000  # from here on a grid pays
_LEAST_OF_A_RING: Final = 3
_MAX_NESTING: Final = 8  # of collections in collections


class InvalidPolygon(AtlasError):
    """A polygon that was given from outside cannot be read or encloses no area."""


def schematic_footprint(
    center: LngLat, area_km2: float, exponent: float = 3.2, aspect: float = SCHEMATIC_ASPECT
) -> Ring:
    """Return an upright superellipse of exactly the given area: a sign for "about here, this big", not a boundary.

    Args:
        center: Its middle, WGS 84.
        area_km2: Its area in km², more than 0.
        exponent: 2 is an ellipse; the larger, the squarer.
        aspect: Height by width on the ground.

    Returns:
        A closed counter-clockwise ring (RFC 7946's right-hand rule) of 97 points in degrees.

    Raises:
        ValueError: If area, exponent or aspect is not positive.
    """
    if not (area_km2 > 0 and exponent > 0 and aspect > 0):
        raise ValueError("area, exponent and aspect of a footprint must be positive")
    unit_area = 4 * gamma(1 + 1 / exponent) ** 2 / gamma(1 + 2 / exponent)  # of |x|^n + |y|^n = 1
    half_width_m = sqrt(area_km2 * 1e6 / unit_area / aspect)
    ring = _superellipse(center, half_width_m, aspect, exponent)
    # A polygon of chords and a flat earth both miss the area by a little; one rescaling settles both to 1e-9.
    for _ in range(3):
        half_width_m *= sqrt(area_km2 / polygon_area_km2(ring))
        ring = _superellipse(center, half_width_m, aspect, exponent)
    return ring


def polygon_area_km2(area: Ring | Rings) -> float:
    """Return the area on the WGS 84 ellipsoid in km².

    The rings are projected to the cylindrical equal-area plane (Snyder, *Map Projections*, 1987, eqs 10-14, 10-15 and
    3-12), where edges are taken as straight: for edges of a few kilometres that differs from geodesics by under 1e-6.
    """
    total = 0.0
    for outline, depth in _nested(_rings(area)):
        total += polygon_plane_area(_equal_area(outline)) * (-1 if depth % 2 else 1)
    return total


def polygon_plane_area(points: NDArray[np.float64]) -> float:
    """Return the unsigned area of a closed ``(n, 2)`` ring in km², its points in metres."""
    x, y = (points - points[0]).T
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2e6


def contains_many(area: Ring | Rings, lng: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Tell which points lie inside (or on the edge of) a ring, or of rings read by the even-odd rule.

    Args:
        area: One closed ring or several.
        lng: ``[n]`` degrees; NaN is never inside.
        lat: ``[n]`` degrees.

    Returns:
        ``bool[n]``.
    """
    x, y = np.atleast_1d(np.asarray(lng, np.float64)), np.atleast_1d(np.asarray(lat, np.float64))
    inside = np.zeros(x.shape, np.bool_)
    for ring in _rings(area):
        polygon = shapely.Polygon(ring)
        west, south, east, north = polygon.bounds
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        shapely.prepare(polygon)
        exact = cast(Exact, partial(shapely.intersects_xy, polygon))
        if len(near) >= _MANY_POINTS and west < east and south < north:
            inside[near] ^= find_inside(np.asarray(polygon.exterior.coords), x[near], y[near], exact)
        else:
            inside[near] ^= exact(x[near], y[near])
    return inside


def crosses_itself(ring: Ring) -> bool:
    """Tell whether a closed line crosses or touches itself anywhere but where it closes."""
    return not shapely.LinearRing(ring).is_simple


def parse_polygon(geojson: Mapping[str, Any]) -> Rings:
    """Read the area of a GeoJSON Polygon, MultiPolygon, Feature or FeatureCollection.

    Overlapping parts are united; other geometries are refused rather than ignored.

    Returns:
        Closed rings in degrees, shells counter-clockwise and holes clockwise.

    Raises:
        InvalidPolygon: If it cannot be read, crosses itself, lies off the earth or encloses nothing.
    """
    parts = [_read_part(geometry) for geometry in _geometries(geojson)]
    if not parts:
        raise InvalidPolygon(tr("文件里没有多边形。"))
    united = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    west, south, east, north = united.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise InvalidPolygon(tr("多边形的坐标不是经纬度。"))
    polygons = getattr(united, "geoms", [united])
    oriented = [shapely.orient_polygons(polygon) for polygon in polygons]
    return tuple(_plain(ring) for polygon in oriented for ring in (polygon.exterior, *polygon.interiors))


def to_geojson(area: Ring | Rings) -> dict[str, Any]:
    """Return a GeoJSON Polygon (one shell, or a shell and its holes) or MultiPolygon with at most 7 decimals."""
    polygons: list[list[Ring]] = []
    for ring, depth in sorted(_nested(_rings(area)), key=lambda pair: pair[1]):
        if depth % 2 == 0:
            polygons.append([ring])
            continue
        home = next(parts for parts in reversed(polygons) if contains_many(parts[0], *zip(*ring, strict=True)).all())
        home.append(ring)
    coordinates = [[[[round(x, 7), round(y, 7)] for x, y in ring] for ring in parts] for parts in polygons]
    if len(coordinates) == 1:
        return {"type": "Polygon", "coordinates": coordinates[0]}
    return {"type": "MultiPolygon", "coordinates": coordinates}


def flatten_wkb(wkb: Sequence[bytes | None]) -> FlatShapes:
    """Lay out geometries of any kind, collections included, as flat arrays; what cannot be read is left out.

    Args:
        wkb: Well-known binary of each feature, None for one without a place.

    Returns:
        Points, lines and rings in the order of the features. Rings are closed; coordinates may be NaN.
    """
    parts = shapely.force_2d(shapely.from_wkb(np.array([*wkb, None], object)[:-1], on_invalid="fix"))
    feature = np.arange(len(parts))
    for _ in range(_MAX_NESTING):
        parts, inner = shapely.get_parts(parts, return_index=True)
        feature = feature[inner]
    types = shapely.get_type_id(parts)
    outlines, owner = shapely.get_rings(parts, return_index=True)
    plain = np.flatnonzero((types >= 0) & (types <= 2))
    first = np.concatenate(([True], owner[1:] != owner[:-1]))[: len(owner)]
    leaves = np.concatenate((parts[plain], outlines))
    kinds = np.concatenate((np.minimum(types[plain], 1), np.where(first, 2, 3)))
    owners = np.concatenate((plain, owner))
    order = np.argsort(owners, kind="stable")
    points, leaf = shapely.get_coordinates(leaves[order], return_index=True)
    counts = np.bincount(leaf, minlength=len(order))
    held = counts > 0
    return FlatShapes(
        kinds[order][held].astype(np.uint8),
        np.concatenate(([0], np.cumsum(counts[held]))).astype(np.int64),
        feature[owners[order]][held].astype(np.int32),
        points[:, 0],
        points[:, 1],
    )


def nest_rings(rings: Sequence[NDArray[np.float64]]) -> list[list[NDArray[np.float64]]]:
    """Put holes to the rings they lie in, as a Shapefile has them: outlines clockwise, holes not, in any order.

    Args:
        rings: ``float64[n, 2]`` each, closed or not.

    Returns:
        Polygons: a ring and its holes. Rings too short to enclose anything are left out.
    """
    rings = [ring for ring in rings if len(ring) >= _LEAST_OF_A_RING]
    if len(rings) == 1:
        return [rings]
    turns = [bool(shapely.is_ccw(shapely.linearrings(ring))) for ring in rings]
    if all(turns):  # written the wrong way about
        turns = [False] * len(rings)
    outlines = [place for place, is_hole in enumerate(turns) if not is_hole]
    polygons = {place: [rings[place]] for place in outlines}
    if len(outlines) == 1:
        polygons[outlines[0]] += [ring for ring, is_hole in zip(rings, turns, strict=True) if is_hole]
        return list(polygons.values())
    filled = np.array([shapely.Polygon(rings[place]) for place in outlines], object)
    areas = np.asarray(shapely.area(filled))
    for place in (place for place, is_hole in enumerate(turns) if is_hole):
        around = np.flatnonzero(shapely.intersects(filled, shapely.points(rings[place][0])))
        home = outlines[int(around[np.argmin(areas[around])])] if len(around) else place
        polygons.setdefault(home, []).append(rings[place])
    return list(polygons.values())


def inscribed_box(ring: Sequence[tuple[float, float]] | NDArray[np.float64], cells: int = 64) -> Box:
    """Return a large upright box that lies wholly inside a ring, in the ring's own plane.

    The ring is rastered and the largest rectangle of full cells taken, so the box is within a few per cent of the
    largest there is. A ring too thin for the raster gets a small box around a point inside it.

    Raises:
        ValueError: If the ring encloses nothing.
    """
    polygon = shapely.Polygon(ring)
    if not polygon.area > 0:
        raise ValueError("the ring encloses nothing")
    west, south, east, north = polygon.bounds
    x, y = np.linspace(west, east, cells + 1), np.linspace(south, north, cells + 1)
    shapely.prepare(polygon)
    corner = shapely.intersects_xy(polygon, *(axis.ravel() for axis in np.meshgrid(x, y))).reshape(cells + 1, cells + 1)
    full = corner[:-1, :-1] & corner[:-1, 1:] & corner[1:, :-1] & corner[1:, 1:]
    found = _largest_rectangle(full)
    point = polygon.representative_point()
    box: Box = (point.x, point.y, point.x, point.y)
    if found is not None:
        left, low, right, high = found
        box = (float(x[left]), float(y[low]), float(x[right]), float(y[high]))
    else:
        box = _grown(polygon, point.x, point.y, max(east - west, north - south))
    return _shrunk_into(polygon, box)


def _superellipse(center: LngLat, half_width_m: float, aspect: float, exponent: float) -> Ring:
    lat = radians(center.lat)
    flat = 1 - _E2 * sin(lat) ** 2
    lng_per_m = 180 / pi / (_A_M / sqrt(flat) * cos(lat))
    lat_per_m = 180 / pi / (_A_M * (1 - _E2) / flat**1.5)
    turn = np.linspace(0, 2 * pi, _VERTICES, endpoint=False)
    power = 2 / exponent
    x = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** power * half_width_m * lng_per_m + center.lng
    y = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** power * half_width_m * aspect * lat_per_m + center.lat
    points = tuple(zip(x.tolist(), y.tolist(), strict=True))
    return (*points, points[0])


def _authalic(sine: NDArray[np.float64]) -> NDArray[np.float64]:
    q = sine / (1 - _E2 * sine**2) + np.arctanh(_E * sine) / _E
    return np.asarray((1 - _E2) * q, np.float64)


def _equal_area(ring: Ring) -> NDArray[np.float64]:
    points = np.radians(np.asarray(ring, np.float64))
    return np.column_stack([_A_M * points[:, 0], _A_M / 2 * _authalic(np.sin(points[:, 1]))])


def _rings(area: Ring | Rings) -> Rings:
    """Accept one ring where rings are expected."""
    if area and isinstance(area[0][0], (int, float)):
        return (area,)
    return cast("Rings", area)


def _nested(rings: Rings) -> list[tuple[Ring, int]]:
    """Return each ring with the number of other rings it lies in."""
    if len(rings) == 1:
        return [(rings[0], 0)]
    polygons = [shapely.Polygon(ring) for ring in rings]
    return [
        (ring, sum(other is not own and bool(other.contains(own)) for other in polygons))
        for ring, own in zip(rings, polygons, strict=True)
    ]


def _geometries(geojson: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    kind = geojson.get("type")
    if kind == "FeatureCollection":
        for feature in geojson.get("features") or ():
            yield from _geometries(feature)
    elif kind == "Feature":
        yield from _geometries(geojson.get("geometry") or {})
    elif kind in ("Polygon", "MultiPolygon"):
        yield geojson
    else:
        raise InvalidPolygon(tr("需要 GeoJSON 多边形（Polygon 或 MultiPolygon）。"))


def _read_part(geometry: Mapping[str, Any]) -> BaseGeometry:
    try:
        with np.errstate(invalid="ignore"):  # JSON readers let NaN through; it is refused below
            part = shape(dict(geometry))
        valid, reason = bool(part.is_valid), str(shapely.is_valid_reason(part))
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise InvalidPolygon(tr("多边形的坐标读不出来。")) from error
    if not np.isfinite(shapely.get_coordinates(part)).all():
        raise InvalidPolygon(tr("多边形里有无效的坐标。"))
    if not valid:
        where = reason[reason.find("[") :] if "[" in reason else ""
        raise InvalidPolygon(tr("多边形的边界自相交或不成立{where}。", where=where))
    if not part.area > 0:
        raise InvalidPolygon(tr("多边形没有面积。"))
    return part


def _plain(ring: shapely.LinearRing) -> Ring:
    return tuple((float(x), float(y)) for x, y in shapely.get_coordinates(ring))


def _largest_rectangle(full: NDArray[np.bool_]) -> tuple[int, int, int, int] | None:
    """Return left, low, right, high of the largest rectangle of true cells, or None if no cell is true."""
    heights = [0] * (full.shape[1] + 1)  # a last column of height 0 closes every open bar
    best, found = 0, None
    for row, line in enumerate(full.tolist()):
        bars: list[tuple[int, int]] = []
        for column in range(len(heights)):
            heights[column] = heights[column] + 1 if column < len(line) and line[column] else 0
            start = column
            while bars and bars[-1][1] >= heights[column]:
                start, height = bars.pop()
                if height * (column - start) > best:
                    best, found = height * (column - start), (start, row + 1 - height, column, row + 1)
            bars.append((start, heights[column]))
    return found


def _grown(polygon: BaseGeometry, x: float, y: float, size: float) -> Box:
    while size > 0:
        size /= 2
        if polygon.covers(shapely.box(x - size, y - size, x + size, y + size)):
            break
    return (x - size, y - size, x + size, y + size)


def _shrunk_into(polygon: BaseGeometry, box: Box) -> Box:
    """Shrink a box about its middle until the polygon covers it: a raster misses spikes between its lines."""
    left, low, right, high = box
    x, y = (left + right) / 2, (low + high) / 2
    for step in range(40):
        keep = 0.97**step
        width, height = (right - left) / 2 * keep, (high - low) / 2 * keep
        tried = (x - width, y - height, x + width, y + height)
        if polygon.covers(shapely.box(*tried)):
            return tried
    point = polygon.representative_point()
    return _grown(polygon, point.x, point.y, max(right - left, high - low))


def widen_line(points: Sequence[tuple[float, float]], width: float) -> list[tuple[tuple[float, float], ...]]:
    """Return the outlines of a line drawn with some width, in the same plane and unit; holes are filled."""
    outline = shapely.buffer(shapely.LineString(points), width / 2, cap_style="flat", join_style="round")
    return [
        tuple((float(x), float(y)) for x, y in shapely.get_coordinates(shapely.get_exterior_ring(part)))
        for part in shapely.get_parts(outline)
    ]
