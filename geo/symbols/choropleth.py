"""Areas coloured by what lies in them: which area each project belongs to, and the areas' figures in classes.

An area is a district or a park's footprint. A project belongs to the district its own coordinates lie in, or else to
that of its park's point; it belongs to the footprint that shows its park. What is known only to lie in the science
city, or in a park whose position nobody has stated, belongs to no area: it is counted and told, never guessed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.frozen import frozen
from geo.geometry import Rings, contains_many, parse_polygon, polygon_area_km2
from geo.lnglat import LngLat
from geo.parks import Gazetteer, Park
from geo.symbols.classing import Scheme, class_bounds, classes_of

Figure = Literal["amount", "count", "per_km2"]

CITY_ONLY: Final = -1
"""In place of an area: only the science city is known."""

UNPLACED: Final = -2
"""In place of an area: the park is known, where it is is not."""

OUTSIDE: Final = -3
"""In place of an area: the place lies in none of the areas."""

_WAN_PER_YI: Final = 10_000


@frozen
class Area:
    """One area that can be coloured.

    Attributes:
        id: The park's id, or the district's place in the list.
        name: Its name; the page finds a district's outline by it.
        area_km2: Its area on the ellipsoid or as published; None if unknown.
        rings: A district's outline; empty for parks.
    """

    id: int
    name: str
    area_km2: float | None
    rings: Rings = ()


@frozen
class ColouredArea:
    """An area with its figures.

    Attributes:
        area: The area.
        count: Matching projects.
        unpublished: Those without an amount.
        amount_wan: Sum of the published amounts in 万元.
        value: The figure it is coloured by (number, 亿元, or number a km²); None where there is none to show.
        class_index: Its class from 0, −1 without a value.
    """

    area: Area
    count: int
    unpublished: int
    amount_wan: int
    value: float | None
    class_index: int


@frozen
class ValueClass:
    """One class of the legend.

    Attributes:
        low: Its least value that occurs; its lower bound if none does.
        high: Its largest value that occurs; its upper bound if none does.
        areas: How many areas are in it.
    """

    low: float
    high: float
    areas: int


@frozen
class Choropleth:
    """All areas and the classes of their values.

    Attributes:
        areas: Every area, also those without projects.
        classes: The classes, from the least.
        city_only: Matching projects of which only the city is known.
        unplaced: Matching projects whose park has no known position.
        outside: Matching projects in none of the areas.
    """

    areas: tuple[ColouredArea, ...]
    classes: tuple[ValueClass, ...]
    city_only: int
    unplaced: int
    outside: int


@frozen(eq=False)
class AreaIndex:
    """Areas and the area of every project of a ledger; nothing here depends on a filter.

    Attributes:
        areas: The areas.
        area_of: ``int32[n]`` index into the areas, or `CITY_ONLY`, `UNPLACED`, `OUTSIDE`.
    """

    areas: tuple[Area, ...]
    area_of: NDArray[np.int32]

    def coloured(
        self, mask: NDArray[np.bool_], amount_wan: NDArray[np.int64], figure: Figure, scheme: Scheme, classes: int
    ) -> Choropleth:
        """Sum the matching projects by area and put the figures into classes.

        Args:
            mask: ``bool[n]`` which projects match.
            amount_wan: ``int64[n]`` in 万元, −1 unpublished.
            figure: What an area is coloured by.
            scheme: How classes are made.
            classes: How many at most.
        """
        area_of, amount = self.area_of[mask], amount_wan[mask]
        inside = area_of >= 0
        size = len(self.areas)
        count = np.bincount(area_of[inside], minlength=size)
        unpublished = np.bincount(area_of[inside & (amount < 0)], minlength=size)
        total = np.bincount(area_of[inside], np.maximum(amount[inside], 0), minlength=size).astype(np.float64)
        values = self._values(figure, count, unpublished, total)
        known = values[~np.isnan(values)]
        bounds = class_bounds(known, scheme, classes)
        which = classes_of(values, bounds)
        rows = zip(self.areas, count.tolist(), unpublished.tolist(), total.tolist(), values.tolist(), which.tolist(),
                   strict=True)  # fmt: skip
        return Choropleth(
            areas=tuple(ColouredArea(a, n, u, int(s), None if k < 0 else v, k) for a, n, u, s, v, k in rows),
            classes=_legend(known, bounds),
            city_only=int((area_of == CITY_ONLY).sum()),
            unplaced=int((area_of == UNPLACED).sum()),
            outside=int((area_of == OUTSIDE).sum()),
        )

    def _values(
        self, figure: Figure, count: NDArray[np.int64], unpublished: NDArray[np.int64], total_wan: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return each area's figure; NaN where nothing lies, nothing is published or no size is known."""
        if figure == "amount":
            return np.where(count > unpublished, total_wan / _WAN_PER_YI, np.nan)
        values = np.where(count > 0, count.astype(np.float64), np.nan)
        if figure == "count":
            return values
        size = np.array([area.area_km2 if area.area_km2 else np.nan for area in self.areas], np.float64)
        return np.asarray(values / size, np.float64)


def read_districts(geojson: Mapping[str, Any]) -> tuple[Area, ...]:
    """Read the districts of the built-in base map, with their areas.

    Raises:
        InvalidPolygon: If an outline cannot be read.
        KeyError: If a feature has no name.
    """
    outlines = [(str(each["properties"]["name"]), parse_polygon(each)) for each in geojson["features"]]
    return tuple(Area(index, name, polygon_area_km2(rings), rings) for index, (name, rings) in enumerate(outlines))


def index_districts(
    districts: Sequence[Area], gazetteer: Gazetteer, park_ids: ArrayLike, lng: ArrayLike, lat: ArrayLike
) -> AreaIndex:
    """Find every project's district.

    Args:
        districts: The districts with outlines.
        gazetteer: The parks.
        park_ids: ``int[n]`` each project's park, 0 or less if only the city is known.
        lng: ``float[n]`` own WGS 84 degrees, NaN where there are none.
        lat: ``float[n]`` likewise.
    """
    x, y = np.asarray(lng, np.float64), np.asarray(lat, np.float64)
    known, which = np.unique(np.asarray(park_ids, np.int64), return_inverse=True)
    by_park = np.array([_district_of_park(districts, gazetteer, park_id) for park_id in known.tolist()], np.int32)
    area_of = by_park[which] if len(known) else np.empty(0, np.int32)
    own = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    area_of[own] = _districts_at(districts, x[own], y[own])
    return AreaIndex(tuple(districts), area_of)


def index_parks(gazetteer: Gazetteer, park_ids: ArrayLike) -> AreaIndex:
    """Find the footprint that shows each project's park; parks without a footprint are places, not areas.

    Args:
        gazetteer: The parks.
        park_ids: ``int[n]`` each project's park, 0 or less if only the city is known.
    """
    parks = [park for park in gazetteer.parks if park.footprint is not None and park.id != gazetteer.root.id]
    areas = tuple(Area(park.id, park.name, _size_of(park)) for park in parks)
    index_of = {area.id: index for index, area in enumerate(areas)}
    known, which = np.unique(np.asarray(park_ids, np.int64), return_inverse=True)
    by_park = np.array([_footprint_of_park(gazetteer, index_of, park_id) for park_id in known.tolist()], np.int32)
    return AreaIndex(areas, by_park[which] if len(known) else np.empty(0, np.int32))


def _size_of(park: Park) -> float | None:
    """Return the published area, or that of a surveyed footprint."""
    if park.area_km2 is not None:
        return park.area_km2
    return polygon_area_km2(park.footprint) if park.footprint else None


def _district_of_park(districts: Sequence[Area], gazetteer: Gazetteer, park_id: int) -> int:
    if park_id <= 0 or park_id == gazetteer.root.id:
        return CITY_ONLY
    park = gazetteer.get_park(park_id)
    names = {park.name, *(other.name for other in gazetteer.ancestors_of(park_id))}
    named = next((index for index, area in enumerate(districts) if area.name in names), None)
    if named is not None:
        return named
    host = gazetteer.host_of(park_id)
    point = park.position or (_point_of(host) if host is not None else None)
    if point is None:
        return UNPLACED
    return int(_districts_at(districts, np.array([point.lng]), np.array([point.lat]))[0])


def _footprint_of_park(gazetteer: Gazetteer, index_of: Mapping[int, int], park_id: int) -> int:
    if park_id <= 0 or park_id == gazetteer.root.id:
        return CITY_ONLY
    host = gazetteer.host_of(park_id)
    if host is None:
        return UNPLACED
    return index_of.get(host.id, OUTSIDE)


def _point_of(park: Park) -> LngLat | None:
    if park.position is not None or not park.footprint:
        return park.position
    lng, lat = np.asarray(park.footprint, np.float64).T
    return LngLat(float(lng.min() + lng.max()) / 2, float(lat.min() + lat.max()) / 2)


def _districts_at(districts: Sequence[Area], lng: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return the first district each point lies in, `OUTSIDE` for none."""
    found = np.full(len(lng), OUTSIDE, np.int32)
    for index, area in enumerate(districts):
        found[(found == OUTSIDE) & contains_many(area.rings, lng, lat)] = index
    return found


def _legend(values: NDArray[np.float64], bounds: NDArray[np.float64]) -> tuple[ValueClass, ...]:
    which = classes_of(values, bounds)
    rows = []
    low = float(values.min(initial=np.inf))
    for index, bound in enumerate(bounds.tolist()):
        members = values[which == index]
        if len(members):
            rows.append(ValueClass(float(members.min()), float(members.max()), len(members)))
        else:
            rows.append(ValueClass(low, bound, 0))
        low = bound
    return tuple(rows)
