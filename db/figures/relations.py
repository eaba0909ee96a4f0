"""Relations of the industry chain as documents print them: who is upstream of what, whose platform, what closes a gap.

Nothing is worked out here: a relation that no document prints does not exist. What of one is our reading (that printed
words mean this node, that they mean this kind) carries basis `inferred`.
"""

import sqlite3
from collections import defaultdict
from typing import Any, Final

from db.figures.contradictions import Place
from db.relation_kinds import END_TABLES
from geo.frozen import frozen


@frozen
class RelationEnd:
    """One end of a relation.

    Attributes:
        entity: Table it is found in: `projects`, `organisations`, `industries`; empty for one that is only words.
        id: Its row there; 0 for words.
        name: What the ledger calls it; the printed words where it is only words.
        words: As printed.
        basis: `stated` where its name or an alias is printed, `inferred` where we read the words so, empty for words.
    """

    entity: str
    id: int
    name: str
    words: str
    basis: str


@frozen
class Relation:
    """One printed relation.

    Attributes:
        id: Row of `chain_relations`.
        kind: One of `db.relation_kinds.RELATION_KINDS`.
        kind_basis: `stated`, or `inferred` where no word of the kind is printed.
        words: The printed words that relate the ends.
        source: What the relation starts from, 甲 of its kind.
        target: What it leads to, 乙.
        industry_id: Node of the chain at which it stands.
        industry_basis: `stated`, or `inferred` where the passage does not name the node.
        note: Our remark, or empty.
        places: Where it is printed, both ends and what relates them.
    """

    id: int
    kind: str
    kind_basis: str
    words: str
    source: RelationEnd
    target: RelationEnd
    industry_id: int
    industry_basis: str
    note: str
    places: tuple[Place, ...]

    @property
    def is_read(self) -> bool:
        """Whether anything of it is our reading."""
        return "inferred" in (self.kind_basis, self.source.basis, self.target.basis, self.industry_basis)


def read_relations(connection: sqlite3.Connection) -> tuple[Relation, ...]:
    """Read all printed relations, in the order of the ledger.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    places: dict[int, list[Place]] = defaultdict(list)
    for relation_id, document_id, start, end in connection.execute(_PLACES_SQL):
        places[relation_id].append(Place(document_id, start, end))
    return tuple(_build(row, tuple(places[row[0]])) for row in connection.execute(_ALL_SQL))


def _build(row: tuple[Any, ...], places: tuple[Place, ...]) -> Relation:
    id_, kind, kind_basis, words, *ends = row
    source, target = (RelationEnd(*ends[first : first + 5]) for first in (0, 5))
    industry_id, industry_basis, note = ends[10:]
    return Relation(id_, kind, kind_basis, words, source, target, industry_id, industry_basis, note, places)


def _end_sql(side: str) -> str:
    names = " ".join(
        f"WHEN '{table}' THEN (SELECT name FROM {table} WHERE id = r.{side}_id)"  # noqa: S608 - constants
        for table in END_TABLES
    )
    return (
        f"coalesce(r.{side}_entity, ''), coalesce(r.{side}_id, 0), "
        f"coalesce(CASE r.{side}_entity {names} END, r.{side}_words), r.{side}_words, coalesce(r.{side}_basis, '')"
    )


_ALL_SQL: Final = f"""SELECT r.id, r.kind, r.kind_basis, r.words, {_end_sql("from")}, {_end_sql("to")},
    r.industry_id, r.industry_basis, coalesce(r.note, '') FROM chain_relations AS r ORDER BY r.id"""  # noqa: S608 - constants

_PLACES_SQL: Final = """SELECT DISTINCT entity_id, document_id, "start", "end" FROM evidence
    WHERE entity = 'chain_relations' ORDER BY entity_id, document_id, field <> 'words', "start", "end" """
