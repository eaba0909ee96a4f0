"""What the views of the chain show, worked out in a worker thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from db.figures.chains import Chain, MatrixCell, build_chain, build_matrix
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.schema import STAGES
from db.taxonomies import Taxonomies
from geo.frozen import frozen
from ui.figures.view import Question

MOST_LISTED: Final = 200
OWN: Final = ("industries", "tracks")
"""Conditions that choose in the chain and do not narrow it."""

_RANKS: Final = {stage: rank for stage, _, rank in STAGES}
_STARTED: Final = _RANKS["开工"]


@frozen(eq=False)
class ChainAnswer:
    """The chain and the matrix of a result, whatever industries are asked for.

    Attributes:
        whole: The chain of the whole ledger; of its projects only the numbers.
        chain: That of the result, with the ids of all projects.
        whole_matrix: Parks and industries of the whole ledger.
        matrix: Those of the result.
        mask: bool[n], the result.
        columns: The projects, in the list of industries that is in force.
        names: Names of the projects that are named, by id.
        started: Of them, those that have broken ground.
        filters: What was asked.
    """

    whole: Chain
    chain: Chain
    whole_matrix: tuple[MatrixCell, ...]
    matrix: tuple[MatrixCell, ...]
    mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    columns: ProjectColumns
    names: Mapping[int, str]
    started: frozenset[int]
    filters: Filters


def answer_chain(question: Question) -> ChainAnswer:
    """Hang the result and the whole ledger on the chain; the question's options are the lists of industries."""
    taxonomies: Taxonomies = question.options
    columns = taxonomies.speak(question.columns, "")
    spoken = question.filters.without(*OWN)
    mask = question.columns.mask(spoken) if spoken != question.filters else question.mask
    everything = np.ones_like(mask)
    connection = question.connection
    whole = build_chain(connection, columns, everything, limit=1)
    chain = build_chain(connection, columns, mask, limit=len(columns))
    named = np.unique([id_ for node in chain.nodes for id_ in node.own_ids[:MOST_LISTED]]).astype(np.int64)
    rows = columns.rows_of(named.tolist())
    ranks = np.array([_RANKS.get(name, 0) for name in columns.dimensions["stage"].names])
    started = rows[ranks[columns.codes["stage"][rows]] >= _STARTED]
    return ChainAnswer(
        whole=whole,
        chain=chain,
        whole_matrix=build_matrix(connection, columns, everything),
        matrix=build_matrix(connection, columns, mask),
        mask=mask,
        columns=columns,
        names={int(columns.ids[row]): columns.names[row] for row in rows.tolist()},
        started=frozenset(columns.ids[started].tolist()),
        filters=question.filters,
    )
