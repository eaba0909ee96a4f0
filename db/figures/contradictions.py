"""Where documents say different things of one thing, with every place that says so."""

import sqlite3
from collections import defaultdict
from typing import Any, Final

from db.schema import DOCUMENT_TITLE_SQL
from geo.frozen import frozen


@frozen
class Place:
    """Where a document says something: half-open offsets into its text without white space."""

    document_id: str
    start: int
    end: int


@frozen
class Saying:
    """One of the values documents state.

    Attributes:
        statement_id: Row of `statements`.
        value: As printed, shortened to the value.
        document_id: Who says so.
        title: That document's title.
        published: ISO date of honest precision, or None.
        adopted: The ledger goes by this one.
        places: Where it says so.
    """

    statement_id: int
    value: str
    document_id: str
    title: str
    published: str | None
    adopted: bool
    places: tuple[Place, ...]


@frozen
class Contradiction:
    """Different statements about one field of one thing.

    Attributes:
        entity: Table: `projects`, `events`, `indicators`, `industries`.
        entity_id: Row.
        name: What people call it.
        field: Which of its fields; see `db.field_names`.
        sayings: The statements, oldest document first.
    """

    entity: str
    entity_id: int
    name: str
    field: str
    sayings: tuple[Saying, ...]


_NAMED: Final = ("projects", "events", "indicators", "industries", "parks", "organisations", "mechanisms")

_STATEMENTS_SQL: Final = f"""SELECT s.entity, s.entity_id, s.field, s.id, s.value, s.document_id, {DOCUMENT_TITLE_SQL},
    d.published, s.adopted FROM statements AS s JOIN documents AS d ON d.id = s.document_id
    WHERE EXISTS (SELECT 1 FROM statements AS o WHERE o.entity = s.entity AND o.entity_id = s.entity_id
        AND o.field = s.field AND o.value <> s.value)
    ORDER BY s.entity, s.entity_id, s.field, coalesce(d.published, '9999'), s.id"""  # noqa: S608 - a constant of our own

_PLACES_SQL: Final = """SELECT entity_id, document_id, "start", "end" FROM evidence WHERE entity = 'statements'
    ORDER BY entity_id, document_id, "start", "end" """

_NAME_SQL: Final = {table: f"SELECT name FROM {table} WHERE id = ?" for table in _NAMED}  # noqa: S608 - constants


def find_contradictions(connection: sqlite3.Connection) -> tuple[Contradiction, ...]:
    """Read what documents state differently.

    Returns:
        By table, row and field. A field all of whose statements agree is none.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    places: dict[int, list[Place]] = defaultdict(list)
    for statement_id, document_id, start, end in connection.execute(_PLACES_SQL):
        places[statement_id].append(Place(document_id, start, end))
    found: dict[tuple[str, int, str], list[Saying]] = defaultdict(list)
    for entity, entity_id, field, *saying in connection.execute(_STATEMENTS_SQL):
        found[entity, entity_id, field].append(_build_saying(saying, places))
    return tuple(
        Contradiction(entity, entity_id, _name_of(connection, entity, entity_id), field, tuple(sayings))
        for (entity, entity_id, field), sayings in found.items()
    )


def _build_saying(row: list[Any], places: dict[int, list[Place]]) -> Saying:
    statement_id, value, document_id, title, published, adopted = row
    return Saying(statement_id, value, document_id, title, published, bool(adopted), tuple(places[statement_id]))


def _name_of(connection: sqlite3.Connection, entity: str, entity_id: int) -> str:
    row = connection.execute(_NAME_SQL[entity], (entity_id,)).fetchone() if entity in _NAME_SQL else None
    return row[0] if row else ""
