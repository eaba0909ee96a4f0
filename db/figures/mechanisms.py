"""The printed mechanisms of how projects are won and followed: as a reference, with where they are printed."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from db.figures.contradictions import Place
from geo.frozen import frozen

LINKS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "chain": ("链长", "产业链", "补链", "双链", "龙头", "以商招商", "产业招商"),
        "stages": ("项目长", "抓投产", "抓项目", "项目攻坚年", "项目建设年", "全程照看"),
        "lists": ("清单",),
        "districts": ("五区联动",),
        "matrix": ("三园多点",),
        "events": ("满天星", "“三板斧”", "线上招商"),
    }
)
"""By place of the program, words of the mechanisms it serves. A mechanism may have several places, or none."""


@frozen
class Mechanism:
    """One mechanism.

    Attributes:
        id: Row of `mechanisms`.
        name: As printed.
        summary: What it is, in our words; or empty.
        places: Where it is printed.
        links: Places of the program that serve it: keys of `LINKS`.
    """

    id: int
    name: str
    summary: str
    places: tuple[Place, ...]
    links: tuple[str, ...]


def read_mechanisms(connection: sqlite3.Connection) -> tuple[Mechanism, ...]:
    """Read all mechanisms in the order of the ledger.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    places: dict[int, dict[Place, None]] = defaultdict(dict)
    for mechanism_id, document_id, start, end in connection.execute(_PLACES_SQL):
        places[mechanism_id][Place(document_id, start, end)] = None
    rows = connection.execute("SELECT id, name, coalesce(summary, '') FROM mechanisms ORDER BY id")
    return tuple(
        Mechanism(id_, name, summary, tuple(places[id_]), find_links(name, summary)) for id_, name, summary in rows
    )


def find_links(name: str, summary: str) -> tuple[str, ...]:
    """Return the places of the program that serve a mechanism, by its words."""
    said = f"{name}\n{summary}"
    return tuple(key for key, words in LINKS.items() if any(word in said for word in words))


_PLACES_SQL: Final = """SELECT entity_id, document_id, "start", "end" FROM evidence WHERE entity = 'mechanisms'
    ORDER BY entity_id, field <> 'name', document_id, "start", "end" """
