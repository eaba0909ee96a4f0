"""Where all projects of a ledger are drawn, in which order: worked out once, kept with the columns of a large one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.columns import ProjectColumns
from db.project_reading import ProjectTable
from geo.parks import Gazetteer
from geo.placement import Place, Placement, basis_of, name_places, place_projects
from geo.symbols.map_order import KnownMap, MapOrder, OwnOrder, order_map

Arrays = dict[str, NDArray[Any]]

_LARGEST_CELL: Final = "largest_cell_wan"
_PLACED: Final = ("place", "world_x", "world_y")
_ORDERED: Final = ("rows", "starts", "amount_wan")
_OWN: Final = ("rows", "keys", "world_x", "world_y", "amount_wan")


def map_order_of(columns: ProjectColumns, gazetteer: Gazetteer) -> MapOrder:
    """Return where projects are drawn, from what is known of these columns or worked out anew.

    Args:
        columns: The projects.
        gazetteer: The ledger's parks.

    Raises:
        UnknownPark: A project is in a park that the gazetteer has not.
    """
    known = columns.known_map
    if known is None or known.basis != basis_of(gazetteer):
        placement = place_projects(gazetteer, columns.ids, park_ids(columns), *own_positions(columns))
        return order_map(placement, columns.amount_wan)
    order = known.order
    places = name_places(gazetteer, order.placement.places, np.diff(order.starts) > 0)
    return replace(order, placement=replace(order.placement, places=places))


def with_known_map(columns: ProjectColumns, gazetteer: Gazetteer) -> ProjectColumns:
    """Return columns that know where they are drawn."""
    return replace(columns, known_map=KnownMap(map_order_of(columns, gazetteer), basis_of(gazetteer)))


def know_map(gazetteer: Gazetteer, ids: NDArray[np.int64], table: ProjectTable) -> KnownMap:
    """Work out where projects are drawn from the table of them, before there are columns.

    Args:
        gazetteer: The ledger's parks.
        ids: int64[n], the projects.
        table: What was read of them.

    Raises:
        UnknownPark: A project is in a park that the gazetteer has not.
    """
    degrees = np.full((2, len(ids)), np.nan)
    degrees[:, table.own_rows] = table.own_degrees
    placement = place_projects(gazetteer, ids, table.park, *degrees)
    return KnownMap(order_map(placement, table.amount_wan), basis_of(gazetteer))


def park_ids(columns: ProjectColumns) -> NDArray[np.int64]:
    """The park of every project, 0 for none: ``int64[n]``."""
    return np.array(columns.dimensions["park"].ids, np.int64).take(columns.codes["park"])


def own_positions(columns: ProjectColumns) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes (WGS 84) of projects with coordinates of their own, NaN for the others."""
    own = columns.has_value("grade", "own")
    return np.where(own, columns.lng, np.nan), np.where(own, columns.lat, np.nan)


def pack_map(arrays: Arrays, known: KnownMap) -> dict[str, Any]:
    """Put a map's order among arrays, and return the rest of it as JSON has it."""
    order, placement, own = known.order, known.order.placement, known.order.own
    arrays |= {f"map.{key}": getattr(placement, key) for key in _PLACED}
    arrays |= {f"map.{key}": getattr(order, key) for key in _ORDERED}
    arrays["map.extents"] = order.extents.ravel()
    arrays |= {f"map.own.{key}": getattr(own, key) for key in _OWN}
    places = [[*_facts(place)] for place in placement.places]
    return {"basis": known.basis, "places": places, _LARGEST_CELL: own.largest_cell_wan}


def unpack_map(arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> KnownMap:
    """Return what `pack_map` put away.

    Raises:
        LookupError: It is not whole.
        TypeError: Likewise.
        ValueError: Likewise.
    """
    places = tuple(_place_of(told) for told in facts["places"])
    placement = Placement(places, *(arrays[f"map.{key}"] for key in _PLACED))
    own: dict[str, Any] = {key: arrays[f"map.own.{key}"] for key in _OWN}
    ordered: dict[str, Any] = {key: arrays[f"map.{key}"] for key in _ORDERED}
    extents = arrays["map.extents"].reshape(4, len(places))
    order = MapOrder(placement, **ordered, extents=extents, own=OwnOrder(**own, largest_cell_wan=facts[_LARGEST_CELL]))
    return KnownMap(order, facts["basis"])


def _facts(place: Place) -> Sequence[Any]:
    """Everything but the words."""
    return (
        place.park_id, place.kind, place.world_x, place.world_y, place.host, place.open_zoom, place.head, place.middle,
    )  # fmt: skip


def _place_of(told: Sequence[Any]) -> Place:
    park_id, kind, world_x, world_y, host, open_zoom, head, middle = told
    spots = [None if spot is None else (spot[0], spot[1]) for spot in (head, middle)]
    return Place(park_id, "", kind, world_x, world_y, host, "", open_zoom, *spots)
