"""The industry chain: industries, tracks and directions as printed, what hangs on each, and where nothing does.

Nodes are those the documents print and no others. Where the documents say there are more (59 directions, of which a few
are named) that number stands beside the tree, not in it. A node without projects says that the *ledger* has none.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.figures.node_organisations import MOST_ORGANISATIONS, NodeOrganisation, stand_on_nodes
from db.figures.relations import Relation, read_relations
from db.index.columns import ProjectColumns
from db.schema import STAGES
from geo.frozen import frozen

BoolRows = NDArray[np.bool_]

_RANKS: Final = {stage: rank for stage, _, rank in STAGES}
_STARTED: Final = _RANKS["开工"]

PRINTED_COUNTS: Final[Mapping[int, str]] = {2: "主导产业细分领域", 3: "产业方向"}
"""By level, the printed indicator that counts the nodes the documents do not all list."""


@frozen
class ChainNode:
    """One industry, track or direction.

    Attributes:
        id: Row of `industries`; 0 for the projects without an industry, −n for those of industry n without a track.
        parent_id: The node above, or None.
        level: 1 industry, 2 track, 3 direction.
        name: As printed; empty for what has no track.
        count: Projects of the node and of everything under it.
        amount_wan: Sum of their published amounts, 万元.
        unpublished: Of them, projects without a published amount.
        started: Of them, projects that have broken ground or are beyond.
        own_ids: Projects of the node itself, at most as many as asked for, ascending.
        own_count: Projects of the node itself.
        read_ids: Of the own ones, those that hang here by our reading.
        is_gap: The ledger has no project here or below.
        organisations: Those of its own projects, as many as are named, with their roles and tags.
        organisation_count: How many organisations its own projects have.
    """

    id: int
    parent_id: int | None
    level: int
    name: str
    count: int
    amount_wan: int
    unpublished: int
    started: int
    own_ids: tuple[int, ...]
    own_count: int
    read_ids: tuple[int, ...]
    is_gap: bool
    organisations: tuple[NodeOrganisation, ...] = ()
    organisation_count: int = 0


@frozen
class Chain:
    """The chain map of a result.

    Attributes:
        nodes: In the order of the tree, from the root down.
        gaps: Ids of the lowest nodes without a project.
        printed: By level, how many nodes of it there are in the tree, and how many the documents count, or None.
        relations: Relations that documents print, of the whole ledger whatever the result is.
        unrelated: Ids of the lowest nodes of which no document prints a relation.
    """

    nodes: tuple[ChainNode, ...]
    gaps: tuple[int, ...]
    printed: Mapping[int, tuple[int, int | None]]
    relations: tuple[Relation, ...] = ()
    unrelated: tuple[int, ...] = ()


def build_chain(connection: sqlite3.Connection, columns: ProjectColumns, mask: BoolRows, limit: int = 60) -> Chain:
    """Hang the projects of a result on the chain.

    A project hangs on its track, or on the directions it is about: then on several, and counts once above them.

    Args:
        connection: An open ledger.
        columns: Its projects, industries as stored.
        mask: bool[n], the result.
        limit: Most projects named a node.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    tree = _read_tree(connection)
    hanging = _hang(connection, columns, tree)
    ranks = np.array([_RANKS.get(name, 0) for name in columns.dimensions["stage"].names])[columns.codes["stage"]]
    own_rows = {node_id: mask & hanging.find_rows([node_id]) for node_id in tree}
    standing = stand_on_nodes(connection, columns, own_rows, min(limit, MOST_ORGANISATIONS))
    nodes = []
    for node_id, (parent_id, level, name) in tree.items():
        below = mask & hanging.find_rows(_descend(node_id, tree))
        own = np.flatnonzero(own_rows[node_id])
        read = hanging.find_rows([node_id], inferred=True)[own]
        amounts = columns.amount_wan[below]
        nodes.append(
            ChainNode(
                id=node_id,
                parent_id=parent_id,
                level=level,
                name=name,
                count=int(np.count_nonzero(below)),
                amount_wan=int(amounts[amounts >= 0].sum()),
                unpublished=int(np.count_nonzero(amounts < 0)),
                started=int(np.count_nonzero(below & (ranks >= _STARTED))),
                own_ids=tuple(columns.ids[own[:limit]].tolist()),
                own_count=len(own),
                read_ids=tuple(columns.ids[own[read][:limit]].tolist()),
                is_gap=not below.any(),
                organisations=standing[node_id][1],
                organisation_count=standing[node_id][0],
            )
        )
    lowest = {node.id for node in nodes} - {node.parent_id for node in nodes}
    gaps = tuple(node.id for node in nodes if node.is_gap and node.id in lowest and node.id > 0)
    relations = read_relations(connection)
    related = {relation.industry_id for relation in relations} | {
        end.id for one in relations for end in (one.source, one.target) if end.entity == "industries"
    }
    unrelated = tuple(id_ for id_ in tree if id_ > 0 and id_ in lowest and id_ not in related)
    return Chain(tuple(nodes), gaps, _compare_printed(connection, nodes), relations, unrelated)


Tree = Mapping[int, tuple[int | None, int, str]]


def _read_tree(connection: sqlite3.Connection) -> Tree:
    """Return (parent, level, name) by id, depth first; only the taxonomy in force, and places for what has none."""
    rows = connection.execute(_TREE_SQL).fetchall()
    under: dict[int | None, list[tuple[int, int, str]]] = {}
    for id_, parent_id, level, name in rows:
        under.setdefault(parent_id, []).append((id_, level, name))
    tree: dict[int, tuple[int | None, int, str]] = {}

    def add(parent_id: int | None) -> None:
        for id_, level, name in under.get(parent_id, ()):
            tree[id_] = (parent_id, level, name)
            add(id_)
            if level == 1:
                tree[-id_] = (id_, 2, "")

    add(None)
    tree[0] = (None, 1, "")
    return tree


_TREE_SQL: Final = """SELECT id, parent_id, level, name FROM industries WHERE taxonomy_id =
    (SELECT id FROM taxonomies ORDER BY valid_from DESC, id DESC LIMIT 1) ORDER BY level, id"""


class _Hanging:
    """Which project hangs where, as pairs; one project may hang at several nodes."""

    def __init__(self, size: int, rows: NDArray[np.int64], nodes: NDArray[np.int64], inferred: BoolRows) -> None:
        """Take m pairs of (row, node id) of n rows, and whether the pair is our reading."""
        self._size = size
        self._rows = rows
        self._nodes = nodes
        self._inferred = inferred

    def find_rows(self, nodes: Sequence[int], inferred: bool = False) -> BoolRows:
        """Return bool[n]: hangs at any of these nodes; with ``inferred`` only by our reading."""
        chosen = np.isin(self._nodes, nodes)
        found = np.zeros(self._size, np.bool_)
        found[self._rows[chosen & self._inferred if inferred else chosen]] = True
        return found


def _hang(connection: sqlite3.Connection, columns: ProjectColumns, tree: Tree) -> _Hanging:
    """Hang every project at its directions, else at its track, else below its industry, else nowhere."""
    industry, track = (columns.dimensions[key] for key in ("industry", "track"))
    industries = np.array([_as_id(id_) for id_ in industry.ids], dtype=np.int64)[columns.codes["industry"]]
    tracks = np.array([_as_id(id_) for id_ in track.ids], dtype=np.int64)[columns.codes["track"]]
    home = np.where(tracks > 0, tracks, np.where(industries > 0, -industries, 0))
    pairs = np.array(connection.execute(_DIRECTIONS_SQL).fetchall(), dtype=np.int64).reshape(-1, 3)
    row = np.minimum(np.searchsorted(columns.ids, pairs[:, 0]), max(len(columns) - 1, 0))
    known = columns.ids[row] == pairs[:, 0] if len(columns) else np.zeros(len(pairs), np.bool_)
    row, node, read = row[known], pairs[known, 1], pairs[known, 2] == 1
    # A direction of the project's own track, or any where it has no track, says more than the track does.
    above = np.array([tree[id_][0] if id_ in tree else 0 for id_ in node.tolist()], dtype=np.int64)
    nearer = np.zeros(len(columns), np.bool_)
    nearer[row[(above == home[row]) | (tracks[row] <= 0)]] = True
    at_home = np.flatnonzero(~nearer)
    return _Hanging(
        len(columns),
        np.concatenate((at_home, row)),
        np.concatenate((home[at_home], node)),
        np.concatenate((np.zeros(len(at_home), np.bool_), read)),
    )


_DIRECTIONS_SQL: Final = """SELECT project_id, industry_id, basis = 'inferred' FROM project_directions
    ORDER BY project_id, industry_id"""


def _as_id(id_: int | str) -> int:
    return id_ if isinstance(id_, int) else 0


def _descend(node_id: int, tree: Tree) -> list[int]:
    found = [node_id]
    for inner in found:
        found.extend(id_ for id_, (parent, _, _) in tree.items() if parent == inner)
    return found


def _compare_printed(connection: sqlite3.Connection, nodes: Sequence[ChainNode]) -> dict[int, tuple[int, int | None]]:
    counts = dict(connection.execute("SELECT name, CAST(value AS INTEGER) FROM indicators WHERE value IS NOT NULL"))
    return {
        level: (sum(node.level == level and node.id > 0 for node in nodes), counts.get(name))
        for level, name in PRINTED_COUNTS.items()
    }


# --- parks and industries -------------------------------------------------------------------------------------------


@frozen
class MatrixCell:
    """A park and an industry.

    Attributes:
        park_id: Park, by itself, without the parks inside it; 0 for what is only known to be in the city.
        industry_id: Industry; 0 for none.
        count: Projects of the ledger.
        inferred: Of them, those whose park is inferred.
        is_declared: A document prints this industry, or one of its tracks, as what the park is for.
    """

    park_id: int
    industry_id: int
    count: int
    inferred: int
    is_declared: bool


def build_matrix(connection: sqlite3.Connection, columns: ProjectColumns, mask: BoolRows) -> tuple[MatrixCell, ...]:
    """Set what parks are declared to be for beside what the ledger has there; cells with neither are left out.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    park, industry = columns.dimensions["park"], columns.dimensions["industry"]
    keys = columns.codes["park"].astype(np.int64) * len(industry.ids) + columns.codes["industry"]
    size = len(park.ids) * len(industry.ids)
    counts, inferred = (np.bincount(keys[rows], minlength=size) for rows in (mask, mask & columns.inferred))
    declared = _read_declared(connection)
    return tuple(
        MatrixCell(
            park_id=park_id,
            industry_id=industry_id,
            count=int(counts[key]),
            inferred=int(inferred[key]),
            is_declared=(park_id, industry_id) in declared,
        )
        for row, park_id in enumerate(map(_as_id, park.ids))
        for column, industry_id in enumerate(map(_as_id, industry.ids))
        if counts[key := row * len(industry.ids) + column] or (park_id, industry_id) in declared
    )


def _read_declared(connection: sqlite3.Connection) -> set[tuple[int, int]]:
    """Return (park, industry) pairs: the printed focus names the industry or something under it, at least in part."""
    tree = _read_tree(connection)
    names = [(name, _root(id_, tree)) for id_, (_, _, name) in tree.items() if name]
    return {
        (park_id, root)
        for park_id, focus in connection.execute(_FOCUS_SQL)
        for word in focus.split("、")
        for name, root in names
        if word and (word in name or name in word)
    }


_FOCUS_SQL: Final = """SELECT id, focus FROM parks WHERE focus <> ''
    UNION SELECT park_id, key FROM park_rules WHERE dimension <> 'kind'"""


def _root(id_: int, tree: Tree) -> int:
    while (parent := tree[id_][0]) is not None:
        id_ = parent
    return id_
