"""What the map page is told of parks, and what its first view shows."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.lnglat import Bounds, LngLat, lnglat_from_world
from geo.parks import Gazetteer
from geo.placement import Placement

HOME_MARGIN: Final = 0.06
"""Share of its size a box is grown by on every side, so that nothing stands at the very edge."""

_LEAST_HOME: Final = 0.1


def describe_places(gazetteer: Gazetteer, placement: Placement) -> Mapping[str, object]:
    """Return the parks for footprints and names; positions are None for a park whose place is unknown.

    ``{"parks": [{"id", "name", "kind", "lng", "lat", "area_km2", "footprint": [[lng, lat], …] | None, "confidence"}],
    "city": {"id", "name", "lng", "lat"}}``, WGS 84 degrees.
    """
    root = gazetteer.root
    parks = [
        {
            "id": park.id,
            "name": park.name,
            "kind": park.kind,
            "lng": park.position.lng if park.position else None,
            "lat": park.position.lat if park.position else None,
            "area_km2": park.area_km2,
            "footprint": [list(point) for point in park.footprint] if park.footprint else None,
            "confidence": park.position_confidence,
        }
        for park in gazetteer.parks
        if park.id != root.id
    ]
    city = _city_of(placement)
    return {"parks": parks, "city": {"id": root.id, "name": root.name, "lng": city.lng, "lat": city.lat}}


def home_of(gazetteer: Gazetteer, placement: Placement) -> Bounds:
    """Return the box of all symbols and footprints with a margin."""
    x, y = placement.world_x, placement.world_y
    # East follows x and north follows y alone: the ends of both say as much as a million places, turned into degrees.
    ends = [np.array([some.min(), some.max()]) if len(some) else some for some in (x, y)]
    lng, lat = lnglat_from_world(*ends)
    rings = [np.asarray(park.footprint) for park in gazetteer.parks if park.footprint]
    corners = np.concatenate([np.column_stack([lng, lat]), *rings]) if len(lng) or rings else None
    if corners is None:
        city = _city_of(placement)
        corners = np.array([[city.lng, city.lat]])
    return padded(corners[:, 0], corners[:, 1], least=_LEAST_HOME)


def padded(lng: NDArray[np.float64], lat: NDArray[np.float64], least: float) -> Bounds:
    """Return the box around points, at least ``least`` degrees high and wide, with a margin."""
    west, east, south, north = float(lng.min()), float(lng.max()), float(lat.min()), float(lat.max())
    wide, high = max(east - west, least), max(north - south, least)
    x, y = (west + east) / 2, (south + north) / 2
    wide, high = wide * (0.5 + HOME_MARGIN), high * (0.5 + HOME_MARGIN)
    return Bounds(x - wide, y - high, x + wide, y + high)


def _city_of(placement: Placement) -> LngLat:
    """Return where the city's symbol stands."""
    city = placement.places[0]
    lng, lat = lnglat_from_world(np.array([city.world_x]), np.array([city.world_y]))
    return LngLat(float(lng[0]), float(lat[0]))
