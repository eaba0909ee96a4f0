"""Read the ledger's parks into the gazetteer that `geo` works with."""

import json
import sqlite3
from collections import defaultdict

from db.connection import LedgerInconsistent
from geo.errors import AtlasError
from geo.geometry import Ring, parse_polygon, polygon_area_km2
from geo.lnglat import LngLat
from geo.parks import Gazetteer, Park, ParkLink
from geo.wording import tr


def load_gazetteer(connection: sqlite3.Connection) -> Gazetteer:
    """Read parks, aliases and links.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
        LedgerInconsistent: A footprint is no polygon, or a park or link refers to a park that does not exist.
    """
    aliases: dict[int, list[str]] = defaultdict(list)
    for park_id, alias in connection.execute("SELECT park_id, alias FROM park_aliases ORDER BY park_id, alias"):
        aliases[park_id].append(alias)
    rows = connection.execute(
        "SELECT id, name, kind, parent_id, lng, lat, position_confidence, position_source, area_km2, area_source, "
        "footprint, focus FROM parks ORDER BY id"
    )
    parks = tuple(
        Park(
            id=id_,
            name=name,
            kind=kind,
            parent_id=parent_id,
            position=None if lng is None else LngLat(lng, lat),
            position_confidence=confidence,
            position_source=source,
            area_km2=area_km2,
            area_source=area_source,
            footprint=None if footprint is None else parse_footprint(footprint, name),
            focus=focus,
            aliases=tuple(aliases[id_]),
        )
        for id_, name, kind, parent_id, lng, lat, confidence, source, area_km2, area_source, footprint, focus in rows
    )
    links = tuple(ParkLink(*link) for link in connection.execute("SELECT park_id, linked_id, relation FROM park_links"))
    try:
        return Gazetteer(parks, links)
    except ValueError as error:
        raise LedgerInconsistent(tr("台账里有园区引用了不存在的园区，请检查最近的改动。")) from error


def parse_footprint(footprint: str, park: str) -> Ring:
    """Return the outline of a park's footprint; of several parts, the largest.

    Args:
        footprint: GeoJSON text.
        park: Name of the park, for the message.

    Raises:
        LedgerInconsistent: It is no polygon.
    """
    try:
        rings = parse_polygon(json.loads(footprint))
    except (ValueError, AttributeError, AtlasError) as error:
        raise LedgerInconsistent(tr("台账里园区“{park}”的范围不是可用的 GeoJSON 多边形。", park=park)) from error
    return max(rings, key=polygon_area_km2)
