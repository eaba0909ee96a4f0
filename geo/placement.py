"""Every project gets its place on the map: its own coordinates, a spot in its park, or the city's symbol."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.arrangement import OPEN_ZOOM, Arrangement, Group, arrange
from geo.frozen import frozen
from geo.geometry import Ring
from geo.lnglat import LngLat, world_from_lnglat
from geo.parks import Gazetteer, Park
from geo.wording import tr

PlaceKind = Literal["city", "park", "subpark", "unplaced"]

OWN_PLACE: Final = -1
"""Index of a project that is drawn at its own coordinates and belongs to no place's symbol."""

RULES: Final = 1
"""Number of the rules of this module and `geo.arrangement`: raised whenever some project would be placed elsewhere."""

_PORTION: Final = 1 << 15

CITY_NOTE: Final = "仅知在科学城，无园区"
UNPLACED_NOTE: Final = "坐标未定"


@frozen
class Place:
    """Something that can carry a symbol for its projects.

    Attributes:
        park_id: The park.
        name: The words on the map: its name, for the city '科学城（全域）'.
        kind: 'city', the one symbol of what is only known to be in the science city; 'park', with a place of its own;
            'subpark', shown in another park's place and merged with it at low zooms; 'unplaced', hanging at the city,
            whose position it carries.
        world_x: World units of its own symbol.
        world_y: World units of its own symbol.
        host: Index of the place it merges into at low zooms, −1 if none.
        note: Words under its name.
        open_zoom: Zoom from which its projects are drawn one by one.
        head: World x and y of its heading over its projects, if it has one.
        middle: World x and y of the middle of its projects' grid, if it has one.
    """

    park_id: int
    name: str
    kind: PlaceKind
    world_x: int
    world_y: int
    host: int = -1
    note: str = ""
    open_zoom: float = OPEN_ZOOM
    head: tuple[int, int] | None = None
    middle: tuple[int, int] | None = None


@frozen(eq=False)
class Placement:
    """Where each of ``n`` projects is drawn.

    Attributes:
        places: Places that have projects, the city first.
        place: ``int32[n]`` index into places, `OWN_PLACE` for own coordinates.
        world_x: ``uint32[n]`` world units.
        world_y: ``uint32[n]`` world units.
    """

    places: tuple[Place, ...]
    place: NDArray[np.int32]
    world_x: NDArray[np.uint32]
    world_y: NDArray[np.uint32]


def place_projects(
    gazetteer: Gazetteer, project_ids: ArrayLike, park_ids: ArrayLike, lng: ArrayLike, lat: ArrayLike
) -> Placement:
    """Place all projects of a ledger.

    Args:
        gazetteer: The parks.
        project_ids: ``int[n]``, each once, in the order of the ledger.
        park_ids: ``int[n]`` the park stated or inferred for each; 0 or less: only the science city is known.
        lng: ``float[n]`` the projects' own WGS 84 degrees, NaN where they have none.
        lat: ``float[n]`` likewise.

    Returns:
        The same for the same input, always, and independent of any filter.

    Raises:
        UnknownPark: If a park id is not in the gazetteer.
    """
    ids, parks = np.asarray(project_ids, np.int64), np.asarray(park_ids, np.int64)
    own_lng, own_lat = np.asarray(lng, np.float64), np.asarray(lat, np.float64)
    own = np.isfinite(own_lng) & np.isfinite(own_lat)
    elsewhere, own_rows = np.flatnonzero(~own), np.flatnonzero(own)
    known, which = _told_apart(parks.take(elsewhere))
    places = _places(gazetteer, [park_id for park_id in known.tolist() if park_id > 0])
    index_of = {place.park_id: index for index, place in enumerate(places)}
    stands_at = np.array([index_of.get(park_id, 0) for park_id in known.tolist()], np.int32).take(which)
    place = np.full(len(ids), OWN_PLACE, np.int32)
    place[elsewhere] = stands_at
    world_x, world_y = (np.empty(len(ids), np.uint32) for _ in range(2))
    for axis, spots in ((world_x, [each.world_x for each in places]), (world_y, [each.world_y for each in places])):
        axis[elsewhere] = np.array(spots, np.uint32).take(stands_at)
    members = [elsewhere.take(rows) for rows in _rows_by_place(stands_at, len(places))]
    _project(own_lng.take(own_rows), own_lat.take(own_rows), own_rows, (world_x, world_y))
    for inside in _hosted(places):
        arrangement = _arranged(gazetteer, places, inside, [ids.take(members[index]) for index in inside])
        places = _with_heads(places, index_of, arrangement)
        rows = np.concatenate([members[index] for index in inside])
        _project(arrangement.lng, arrangement.lat, rows, (world_x, world_y))
    filled = np.array([len(rows) > 0 for rows in members])
    return Placement(name_places(gazetteer, places, filled), place, world_x, world_y)


def name_places(gazetteer: Gazetteer, places: Sequence[Place], filled: NDArray[np.bool_]) -> tuple[Place, ...]:
    """Give places their names and notes, in the person's language.

    Args:
        gazetteer: The parks.
        places: The city first.
        filled: ``bool[places]`` whether each has projects of its own.
    """
    named = [replace(place, name=gazetteer.get_park(place.park_id).name) for place in places]
    city = gazetteer.root
    name = tr("{name}（全域）", name=min((city.name, *city.aliases), key=len))
    noted = [replace(named[0], name=name, note=tr(CITY_NOTE))]
    shown: dict[int, list[str]] = {}
    for other in named:
        if other.kind == "subpark":
            shown.setdefault(other.host, []).append(other.name.split("（")[0])
    for index, place in enumerate(named[1:], start=1):
        inside = shown.get(index, [])
        words = tr("、").join(inside)
        note = (tr("含{words}", words=words) if filled[index] else words) if inside else ""
        noted.append(replace(place, note=tr(UNPLACED_NOTE) if place.kind == "unplaced" else note))
    return tuple(noted)


def basis_of(gazetteer: Gazetteer) -> str:
    """Return what tells everything but the projects apart that a placement follows from: the rules and the parks."""
    told = f"{RULES} {gazetteer.parks!r} {gazetteer.links!r}"
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()


def city_position(gazetteer: Gazetteer) -> LngLat:
    """Return where the city's symbol stands: the root's position, else the middle of the parks that have one.

    Raises:
        ValueError: If no park has a position.
    """
    if gazetteer.root.position is not None:
        return gazetteer.root.position
    known = [park.position for park in gazetteer.parks if park.position is not None]
    if not known:
        raise ValueError("a map needs at least one park with a position")
    return LngLat(sum(each.lng for each in known) / len(known), sum(each.lat for each in known) / len(known))


def _places(gazetteer: Gazetteer, park_ids: Sequence[int]) -> list[Place]:
    """Return the city, then the hosts of these parks, then the parks that are shown in a host's place or hang."""
    city = gazetteer.root
    hosts = {park_id: gazetteer.host_of(park_id) for park_id in park_ids if park_id != city.id}
    places = [_place(city, "city", city_position(gazetteer))]
    places += [_place(host, "park", host.position) for host in _distinct(hosts)]
    index_of = {place.park_id: index for index, place in enumerate(places)}
    for park_id, host in hosts.items():
        if park_id in index_of:
            continue
        park = gazetteer.get_park(park_id)
        if host is None:
            places.append(replace(_place(park, "unplaced", city_position(gazetteer)), host=0))
        else:
            places.append(replace(_place(park, "subpark", host.position), host=index_of[host.id]))
    return places


def _distinct(hosts: Mapping[int, Park | None]) -> list[Park]:
    return sorted({host.id: host for host in hosts.values() if host is not None}.values(), key=lambda park: park.id)


def _place(park: Park, kind: PlaceKind, position: LngLat | None) -> Place:
    where = position or _middle(park.footprint)
    return Place(park.id, park.name, kind, *_world(where.lng, where.lat))


def _world(lng: float, lat: float) -> tuple[int, int]:
    x, y = world_from_lnglat(lng, lat)
    return int(x), int(y)


def _middle(footprint: Ring | None) -> LngLat:
    """Return the middle of the box around a footprint of a park that has no point of its own."""
    assert footprint is not None, "a host has a position or a footprint"
    lng, lat = np.asarray(footprint, np.float64).T
    return LngLat(float(lng.min() + lng.max()) / 2, float(lat.min() + lat.max()) / 2)


def _arranged(
    gazetteer: Gazetteer, places: Sequence[Place], inside: Sequence[int], project_ids: Sequence[NDArray[np.int64]]
) -> Arrangement:
    """Arrange the projects of a host, which is the first of the places inside it, and of the others."""
    park = gazetteer.get_park(places[inside[0]].park_id)
    groups: list[Group] = [(places[index].park_id, ids) for index, ids in zip(inside, project_ids, strict=True)]
    return arrange(park.footprint or park.position or _middle(park.footprint), groups)


def _with_heads(places: Sequence[Place], index_of: Mapping[int, int], arrangement: Arrangement) -> list[Place]:
    headed = list(places)
    for head in arrangement.heads:
        index, middle = index_of[head.park_id], head.middle
        headed[index] = replace(
            headed[index],
            open_zoom=arrangement.open_zoom,
            head=_world(head.lng, head.lat),
            middle=_world(middle.lng, middle.lat),
        )
    return headed


def _hosted(places: Sequence[Place]) -> list[list[int]]:
    """Return what is arranged together: a host, then whatever is shown there."""
    hosted = {index: [index] for index, place in enumerate(places) if place.kind == "park"}
    hosted |= {place.host: [place.host] for place in places if place.kind == "subpark"}
    for index, place in enumerate(places):
        if place.host in hosted:
            hosted[place.host].append(index)
    return [hosted[host] for host in sorted(hosted)]


def _project(
    lng: NDArray[np.float64],
    lat: NDArray[np.float64],
    rows: NDArray[np.intp],
    into: tuple[NDArray[np.uint32], NDArray[np.uint32]],
) -> None:
    """Write world units into some rows of x and y, a portion at a time: fresh memory costs more than projecting."""
    for first in range(0, len(rows), _PORTION):
        part = slice(first, first + _PORTION)
        for axis, found in zip(into, world_from_lnglat(lng[part], lat[part]), strict=True):
            axis[rows[part]] = found


def _told_apart(parks: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Return the parks that occur, ascending, and which of them each is; by counting where their numbers are small."""
    least, greatest = int(parks.min(initial=0)), int(parks.max(initial=0))
    if least < 0 or greatest > 4 * len(parks) + 1_000:
        known, which = np.unique(parks, return_inverse=True)
        return known, which
    occurs = np.bincount(parks, minlength=1) > 0
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1).take(parks)


def _rows_by_place(place: NDArray[np.int32], places: int) -> list[NDArray[np.intp]]:
    """Return the rows of each place, ascending."""
    order = np.argsort(place.astype(np.min_scalar_type(places)), kind="stable")
    ends = np.cumsum(np.bincount(place, minlength=places))
    return [order[first:last] for first, last in pairwise([0, *ends.tolist()])]
