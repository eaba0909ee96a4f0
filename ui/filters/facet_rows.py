"""Rows of the panel's trees: which values there are and what they are called stays, only counts change."""

from __future__ import annotations

from collections.abc import Iterator, Set

from db.index.dimensions import Dimension, DimensionId, shown_name
from db.index.facets import FacetColumn
from db.money import format_figure
from geo.frozen import frozen
from ui.filters.facet_nodes import FacetNode

UNTRACKED = 1 << 40


@frozen
class _Row:
    code: int
    id: int
    name: str
    parent_id: int | None


class ParkRows:
    """The parks that hold projects, as a tree below the science city, which is the whole list and so not a row."""

    def __init__(self, dimension: Dimension, held: Set[DimensionId]) -> None:
        """``held`` are the parks to show, by id."""
        self._rows = list(_park_rows(dimension, held))

    def nodes(self, values: FacetColumn) -> list[FacetNode]:
        """The rows with these counts, each park's inferred projects beside them."""
        counts, inferred = values.counts.tolist(), values.inferred.tolist()
        return [
            FacetNode(row.id, row.name, row.parent_id, counts[row.code], f"{some:,}" if some else "–")
            for row in self._rows
            for some in (inferred[row.code],)
        ]


class TrackRows:
    """Tracks under their industry, directions under their track where projects name them, then what has none."""

    def __init__(self, dimension: Dimension, held: Set[DimensionId], industries: Set[DimensionId]) -> None:
        """``held`` are the tracks to show, ``industries`` those there are, by id."""
        self._rows = list(_track_rows(dimension, held, industries))

    def nodes(self, values: FacetColumn) -> list[FacetNode]:
        """The rows with these counts and the sums of what was published."""
        columns = (values.counts.tolist(), values.unpublished.tolist(), values.amounts_wan.tolist())
        return [
            FacetNode(row.id, row.name, row.parent_id, count, format_figure(amount) if count > unpublished else "–")
            for row in self._rows
            for count, unpublished, amount in [tuple(column[row.code] for column in columns)]
        ]


def tree_id(id_: int) -> int:
    """A track's id in the tree: Qt's rows have no negative ids, which the parts of 未细分 have."""
    return id_ if id_ >= 0 else UNTRACKED - id_


def track_id(node_id: int) -> int:
    """The other way round."""
    return node_id if node_id < UNTRACKED else UNTRACKED - node_id


def short_name(name: str, parent_name: str) -> str:
    """A name without what its parent's row already says: 金凤软件园东区 under 金凤软件园 is 东区."""
    return name.removeprefix(parent_name) if parent_name and name != parent_name else name


def _park_rows(dimension: Dimension, held: Set[DimensionId]) -> Iterator[_Row]:
    ids, parents = dimension.ids, dimension.parents
    root = next((id_ for id_, parent in zip(ids, parents, strict=True) if parent is None and id_ != 0), None)
    shown = [code for code, id_ in enumerate(ids) if id_ in held and id_ != root]
    names = {ids[code]: dimension.names[code] for code in shown}
    children: dict[DimensionId | None, list[int]] = {}
    for code in shown:
        children.setdefault(parents[code] if parents[code] in names else None, []).append(code)

    def walk(parent: DimensionId | None) -> Iterator[_Row]:
        for code in children.get(parent, []):
            name = short_name(shown_name(dimension.names[code]), names[parent] if parent is not None else "")
            yield _Row(code, int(ids[code]), name, None if parent is None else int(parent))
            yield from walk(ids[code])

    return walk(None)


def _track_rows(dimension: Dimension, held: Set[DimensionId], industries: Set[DimensionId]) -> Iterator[_Row]:
    if not any(int(id_) > 0 for id_ in dimension.ids):
        return  # a taxonomy without tracks: the one branch would say what its industry says
    for code, id_ in enumerate(dimension.ids):
        part = dimension.parents[code] == 0
        parent = -int(id_) if part else dimension.parents[code]
        if parent is not None and (id_ in held or (parent in industries and not part)):
            name = shown_name(dimension.name_of(0) if part else dimension.names[code])
            yield _Row(code, tree_id(int(id_)), name, int(parent))
