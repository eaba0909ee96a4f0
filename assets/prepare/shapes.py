"""The set-up's door to shapely: what districts, rivers and the core area need, and no more.

The program's own door is ``geo.geometry``. Coordinates are WGS 84 ``(lng, lat)`` degrees unless a name says metres.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from assets.prepare.plane import Coordinates, to_degrees, to_metres

Area = shapely.Polygon | shapely.MultiPolygon
Window = tuple[float, float, float, float]  # west, south, east, north
Line = Coordinates  # (n, 2)

_TOO_SHORT_M = 1e-6


def read_area(geometry: dict[str, Any]) -> Area:
    """Make an area of a GeoJSON Polygon or MultiPolygon."""
    area = shape(geometry)
    assert isinstance(area, shapely.Polygon | shapely.MultiPolygon)
    return area


def to_geojson(area: Area, digits: int) -> dict[str, Any]:
    """Write an area as a GeoJSON geometry with rounded coordinates."""
    rounded = shapely.transform(area, lambda coordinates: np.round(coordinates, digits))
    return dict(mapping(rounded))


def overlaps(area: Area, window: Window) -> bool:
    """Tell whether the area and the window share more than a border."""
    return bool(area.intersection(shapely.box(*window)).area > 0)


def simplify_together(areas: Sequence[Area], tolerance_deg: float) -> list[Area]:
    """Simplify neighbours so that their shared borders stay shared. The areas must neither overlap nor leave gaps."""
    assert shapely.coverage_is_valid(areas)
    return list(shapely.coverage_simplify(np.array(areas, dtype=object), tolerance_deg))


def rings(area: Area) -> list[Line]:
    """List the outer rings of an area; each closes on its first point."""
    parts = area.geoms if isinstance(area, shapely.MultiPolygon) else [area]
    return [shapely.get_coordinates(part.exterior) for part in parts]


def area_km2(ring: Line) -> float:
    """Measure a closed ring's area on the ellipsoid, in km²."""
    return float(shapely.Polygon(to_metres(ring)).area) / 1e6


def label_point(area: Area, window: Window, avoid: Sequence[Line], margin_m: float) -> tuple[float, float] | None:
    """Find the roomiest place for a label: inside the area and the window, ``margin_m`` away from the lines to avoid.

    Returns:
        The centre of the largest circle that fits, or None if nothing is left.
    """
    free: Any = shapely.transform(area.intersection(shapely.box(*window)), to_metres)
    for line in avoid:
        free = free.difference(shapely.LineString(to_metres(line)).buffer(margin_m))
    if free.is_empty:
        return None
    centre = shapely.get_coordinates(shapely.maximum_inscribed_circle(free, tolerance=50.0))[:1]
    lng, lat = to_degrees(centre)[0]
    return float(lng), float(lat)


def distances_m(points: Line, lines: Sequence[Line]) -> Coordinates:
    """Measure each point's distance to the nearest of the lines, in metres: shape ``(n,)``."""
    target = shapely.MultiLineString([to_metres(line) for line in lines])
    shapely.prepare(target)
    return np.asarray(shapely.distance(shapely.points(to_metres(points)), target))


def simplify_line(line: Line, tolerance_m: float) -> Line:
    """Drop the points of a line that lie within ``tolerance_m`` of the simpler line."""
    return to_degrees(shapely.get_coordinates(shapely.LineString(to_metres(line)).simplify(tolerance_m)))


def clip_line(line: Line, window: Window) -> list[Line]:
    """Cut a line to the window: the pieces inside, in the line's order."""
    inside = shapely.LineString(line).intersection(shapely.box(*window))
    parts = [inside] if isinstance(inside, shapely.LineString) else getattr(inside, "geoms", [])
    return [shapely.get_coordinates(part) for part in parts if isinstance(part, shapely.LineString) and part.length > 0]


def points_along(line: Line, start_m: float, step_m: float) -> Line:
    """Place points on a line every ``step_m`` metres, the first ``start_m`` from its beginning."""
    path = shapely.LineString(to_metres(line))
    stations = np.arange(start_m, path.length, step_m)
    return to_degrees(shapely.get_coordinates(shapely.line_interpolate_point(path, stations)))


def merge_segments(segments: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> list[Line]:
    """Join two-point segments that meet end to end into lines."""
    merged = shapely.line_merge(shapely.MultiLineString([list(segment) for segment in segments]))
    parts = [merged] if isinstance(merged, shapely.LineString) else list(merged.geoms)
    return sorted((shapely.get_coordinates(part) for part in parts), key=lambda line: line.tolist())


def hull_of_area(points: Line, wanted_km2: float) -> tuple[Line, float]:
    """Grow the convex hull of some points, evenly, until it measures ``wanted_km2``.

    Returns:
        The closed ring, and the width in metres by which the hull was grown.

    Raises:
        ValueError: the bare hull is larger than wanted.
    """
    hull = shapely.MultiPoint(to_metres(points)).convex_hull
    low, high = 0.0, float(np.sqrt(wanted_km2 * 1e6))
    if hull.area > wanted_km2 * 1e6:
        raise ValueError(f"the points' hull already measures {hull.area / 1e6:.1f} km²")
    while high - low > _TOO_SHORT_M:
        middle = (low + high) / 2
        low, high = (middle, high) if _grown(hull, middle).area < wanted_km2 * 1e6 else (low, middle)
    return to_degrees(shapely.get_coordinates(_grown(hull, high).exterior)), high


def _grown(hull: Any, width_m: float) -> shapely.Polygon:  # noqa: ANN401 - a hull is a point, a line or a polygon
    grown = hull.buffer(width_m, quad_segs=12)
    assert isinstance(grown, shapely.Polygon)
    return grown
