"""The areas of parks as polygons for other programs: shells counter-clockwise, holes clockwise, whatever was stored."""

import itertools
import json
from typing import Any

from db.export.related import ParkRow
from geo.geometry import parse_polygon, to_geojson

Ring = list[list[float]]
Polygon = list[Ring]


def read_polygons(park: ParkRow) -> list[Polygon]:
    """Return the parts of a park's footprint, each its shell and then its holes; none where no footprint is known.

    Raises:
        AtlasError: The footprint is no polygon.
    """
    if park.footprint is None:
        return []
    geometry: dict[str, Any] = to_geojson(parse_polygon(json.loads(park.footprint)))
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[_wind(ring, place == 0) for place, ring in enumerate(part)] for part in parts]


def _wind(ring: Ring, left: bool) -> Ring:
    """Turn a closed ring so that its inside lies to the left, or to the right."""
    twice_area = sum(
        (x1 - ring[0][0]) * (y2 - ring[0][1]) - (x2 - ring[0][0]) * (y1 - ring[0][1])
        for (x1, y1), (x2, y2) in itertools.pairwise(ring)
    )
    return ring if (twice_area > 0) == left else ring[::-1]
