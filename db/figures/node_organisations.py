"""Which organisations stand on a node of the chain: those of its projects, with their roles and printed tags."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.index.columns import MultiValues, ProjectColumns
from geo.frozen import frozen

MOST_ORGANISATIONS: Final = 60


@frozen
class NodeOrganisation:
    """An organisation at a node.

    Attributes:
        id: Organisation.
        name: Its name.
        count: Projects of the node it takes part in.
        roles: What it is in them, as recorded: 投资方 …
        tags: What documents call it: 世界500强 …
    """

    id: int
    name: str
    count: int
    roles: tuple[str, ...]
    tags: tuple[str, ...]


def stand_on_nodes(
    connection: sqlite3.Connection,
    columns: ProjectColumns,
    own: Mapping[int, NDArray[np.bool_]],
    limit: int = MOST_ORGANISATIONS,
) -> Mapping[int, tuple[int, tuple[NodeOrganisation, ...]]]:
    """Count the organisations of the projects that hang on each node.

    Args:
        connection: An open ledger.
        columns: Its projects.
        own: By node, bool[n]: the projects that hang on it.
        limit: Most organisations named a node: those with most projects, then the lower ids.

    Returns:
        By node, how many there are, and those that are named.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    pairs = columns.multi["organisation"]
    known = columns.dimensions["organisation"]
    none = next((code for code, id_ in enumerate(known.ids[:1]) if not id_), -1)  # who has none is no organisation
    counts = {node: _count(pairs, rows, none) for node, rows in own.items()}
    chosen = {node: _most(codes, numbers, limit) for node, (codes, numbers) in counts.items()}
    wanted = sorted({int(known.ids[code]) for each in chosen.values() for code, _ in each})
    roles, tags = _Roles(connection, columns, wanted), _read_tags(connection, wanted)
    found: dict[int, tuple[int, tuple[NodeOrganisation, ...]]] = {}
    for node, each in chosen.items():
        said = roles.of(own[node])
        named = [(int(known.ids[code]), known.names[code], number) for code, number in each]
        found[node] = (
            len(counts[node][0]),
            tuple(
                NodeOrganisation(id_, name, number, tuple(said.get(id_, ())), tags.get(id_, ()))
                for id_, name, number in named
            ),
        )
    return found


Codes = NDArray[np.int64]


def _count(pairs: MultiValues, own: NDArray[np.bool_], none: int) -> tuple[Codes, Codes]:
    """The organisations' codes among the pairs of own rows, and how many projects each has."""
    found, numbers = np.unique(pairs.codes[own[pairs.rows]].astype(np.int64), return_counts=True)
    real = found != none
    return found[real], numbers[real]


def _most(codes: Codes, numbers: Codes, limit: int) -> list[tuple[int, int]]:
    order = np.lexsort((codes, -numbers))[:limit]
    return [(int(codes[place]), int(numbers[place])) for place in order]


class _Roles:
    """Who is what in which project, for some organisations."""

    def __init__(self, connection: sqlite3.Connection, columns: ProjectColumns, wanted: Sequence[int]) -> None:
        rows = connection.execute(_ROLES_SQL, (json.dumps(wanted),)).fetchall()
        projects = np.fromiter((row[1] for row in rows), dtype=np.int64, count=len(rows))
        places = np.minimum(np.searchsorted(columns.ids, projects), max(len(columns) - 1, 0))
        here = columns.ids[places] == projects if len(columns) else np.zeros(len(rows), np.bool_)
        names = {role: number for number, role in enumerate(sorted({row[2] for row in rows}))}
        self._names = tuple(names)
        self._rows = places[here]
        self._organisations = np.fromiter((row[0] for row in rows), np.int64, len(rows))[here]
        self._roles = np.fromiter((names[row[2]] for row in rows), np.int64, len(rows))[here]

    def of(self, own: NDArray[np.bool_]) -> Mapping[int, list[str]]:
        """Roles by organisation, in the projects of bool[n]; an empty role says nothing and is left out."""
        chosen = own[self._rows]
        both = np.unique(np.stack((self._organisations[chosen], self._roles[chosen])), axis=1)
        said: dict[int, list[str]] = defaultdict(list)
        for organisation, role in both.T.tolist():
            if self._names[role]:
                said[organisation].append(self._names[role])
        return said


def _read_tags(connection: sqlite3.Connection, wanted: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    tags: dict[int, list[str]] = defaultdict(list)
    for organisation, tag in connection.execute(_TAGS_SQL, (json.dumps(wanted),)):
        tags[organisation].append(tag)
    return {organisation: tuple(each) for organisation, each in tags.items()}


_ROLES_SQL: Final = """SELECT o.organisation_id, o.project_id, o.role FROM json_each(?) AS w
    JOIN project_organisations AS o ON o.organisation_id = w.value"""
_TAGS_SQL: Final = """SELECT organisation_id, tag FROM json_each(?) AS w
    JOIN organisation_tags AS t ON t.organisation_id = w.value ORDER BY 1, 2"""
