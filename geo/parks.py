"""Parks, zones and places of the science city: their names, what contains what, and where their projects are drawn."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import cos, hypot, radians
from typing import Final, Literal

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.geometry import Ring, contains_many
from geo.lnglat import LngLat
from geo.wording import tr

Relation = Literal["contains", "carried_by", "linked_with"]

ROOT_KIND: Final = "科学城"
"""Kind of the park that contains the others."""

SAME_PLACE_M: Final = 300.0
"""Positions nearer than this are one place: stations and gazetteer points are no more exact."""

_M_PER_DEGREE: Final = 111_320.0


class UnknownPark(AtlasError):
    """No park has this id."""


@frozen
class Park:
    """A park, zone, district or other place that projects can be known to lie in.

    Attributes:
        id: Stable positive number.
        name: Its full name, unique.
        kind: Word for what it is (园区, 片区, 区县 …).
        parent_id: The park that contains it, if any.
        position: WGS 84, or None if no source gives one.
        position_confidence: 'A' surveyed to 'D' a stand-in; None without a position.
        position_source: Where the position comes from.
        area_km2: Published area in km².
        area_source: Where the area comes from.
        footprint: Closed ring of (lng, lat), surveyed or schematic.
        focus: What it is for, in words.
        aliases: Other names.
    """

    id: int
    name: str
    kind: str
    parent_id: int | None = None
    position: LngLat | None = None
    position_confidence: str | None = None
    position_source: str | None = None
    area_km2: float | None = None
    area_source: str | None = None
    footprint: Ring | None = None
    focus: str | None = None
    aliases: tuple[str, ...] = ()


@frozen
class ParkLink:
    """A relation between two parks: ``park_id`` contains / is carried by / is linked with ``linked_id``."""

    park_id: int
    linked_id: int
    relation: Relation


class Gazetteer:
    """All parks and how they are related. Immutable.

    Raises:
        ValueError: If an id or a name occurs twice, or a parent or link names no park.
    """

    def __init__(self, parks: Iterable[Park], links: Iterable[ParkLink] = ()) -> None:
        """Index parks and links; both may come in any order."""
        self.parks: Final = tuple(sorted(parks, key=lambda park: park.id))
        self.links: Final = tuple(links)
        self._by_id: Final = {park.id: park for park in self.parks}
        self._by_name: Final = _named(self.parks)
        ids = {park.parent_id for park in self.parks} | {end for link in self.links for end in _ends(link)}
        if len(self._by_id) < len(self.parks) or not ids - {None} <= self._by_id.keys():
            raise ValueError("park ids must be unique, and parents and links must name parks")

    def get_park(self, park_id: int) -> Park:
        """Return the park.

        Raises:
            UnknownPark: If there is none.
        """
        try:
            return self._by_id[park_id]
        except KeyError as error:
            raise UnknownPark(tr("没有编号为 {park_id} 的园区。", park_id=park_id)) from error

    def find_park(self, name_or_alias: str) -> Park | None:
        """Return the park of exactly this name, or else of this alias if only one park has it."""
        return self._by_name.get(name_or_alias)

    @cached_property
    def root(self) -> Park:
        """The science city itself: the first park of kind 科学城, else the parentless park that contains most.

        Raises:
            UnknownPark: If there is no park at all.
        """
        if not self.parks:
            raise UnknownPark(tr("园区表是空的。"))
        by_kind = next((park for park in self.parks if park.kind == ROOT_KIND), None)
        tops = [park for park in self.parks if park.parent_id is None] or list(self.parks)
        return by_kind or max(tops, key=lambda park: (len(self.descendants_of(park.id)), -park.id))

    def children_of(self, park_id: int) -> tuple[Park, ...]:
        """Return the parks directly inside this one, by id."""
        return tuple(park for park in self.parks if park.parent_id == park_id)

    def ancestors_of(self, park_id: int) -> tuple[Park, ...]:
        """Return what contains this park, the nearest first; a circle in the data ends where it would repeat."""
        found: dict[int, Park] = {}
        parent_id = self.get_park(park_id).parent_id
        while parent_id is not None and parent_id not in found and parent_id != park_id:
            found[parent_id] = self._by_id[parent_id]
            parent_id = found[parent_id].parent_id
        return tuple(found.values())

    def descendants_of(self, park_id: int) -> tuple[int, ...]:
        """Return the ids of this park and everything inside it, itself first, then by id."""
        self.get_park(park_id)
        inside = {park_id}
        waiting = [park_id]
        while waiting:
            children = [child for child in self._children.get(waiting.pop(), ()) if child not in inside]
            inside.update(children)
            waiting.extend(children)
        return (park_id, *sorted(inside - {park_id}))

    def places_around(self, park_id: int) -> tuple[Park, ...]:
        """Return everything this park lies in or is carried by, directly or through others, the nearest first."""
        found: dict[int, Park] = {}
        waiting = [park_id]
        while waiting:
            park = self.get_park(waiting.pop(0))
            nearer = [*self._carriers.get(park.id, ()), *([] if park.parent_id is None else [park.parent_id])]
            fresh = [other for other in nearer if other not in found and other != park_id]
            found.update((other, self._by_id[other]) for other in fresh)
            waiting.extend(fresh)
        return tuple(found.values())

    def host_of(self, park_id: int) -> Park | None:
        """Return the park whose place on the map also shows this park's projects.

        That is the park itself if it has a footprint; else the nearest park around it whose footprint it is known to
        lie in: by its own position (inside, or within 300 m of the other's position), or, having none, by containment;
        else itself if it has a position; else None: its projects hang at the city's symbol.
        """
        park = self.get_park(park_id)
        if park.footprint is not None or park.id == self.root.id:
            return park
        for other in self.places_around(park_id):
            if other.id != self.root.id and other.footprint is not None and self._shows(other, park):
                return other
        return park if park.position is not None else None

    def _shows(self, host: Park, park: Park) -> bool:
        if park.position is None:
            return host in self.ancestors_of(park.id)
        if host.position is not None and _distance_m(host.position, park.position) < SAME_PLACE_M:
            return True
        ring, own = host.footprint, park.position
        return ring is not None and bool(contains_many(ring, own.lng, own.lat)[0])

    @cached_property
    def _children(self) -> Mapping[int, list[int]]:
        children: dict[int, list[int]] = {}
        for park in self.parks:
            if park.parent_id is not None:
                children.setdefault(park.parent_id, []).append(park.id)
        return children

    @cached_property
    def _carriers(self) -> Mapping[int, list[int]]:
        """Return by park what carries or, beside its parent, contains it."""
        carriers: dict[int, list[int]] = {}
        for link in self.links:
            if link.relation == "carried_by":
                carriers.setdefault(link.park_id, []).append(link.linked_id)
            elif link.relation == "contains":
                carriers.setdefault(link.linked_id, []).append(link.park_id)
        return carriers


def _ends(link: ParkLink) -> tuple[int, int]:
    return link.park_id, link.linked_id


def _named(parks: tuple[Park, ...]) -> dict[str, Park]:
    names = {park.name: park for park in parks}
    if len(names) < len(parks):
        raise ValueError("park names must be unique")
    owners: dict[str, list[Park]] = {}
    for park in parks:
        for alias in dict.fromkeys(park.aliases):
            owners.setdefault(alias, []).append(park)
    return {alias: own[0] for alias, own in owners.items() if len(own) == 1} | names


def _distance_m(a: LngLat, b: LngLat) -> float:
    """Return metres on a flat earth: exact enough within a few kilometres."""
    east = (a.lng - b.lng) * cos(radians((a.lat + b.lat) / 2))
    return hypot(east, a.lat - b.lat) * _M_PER_DEGREE
