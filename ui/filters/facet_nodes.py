"""Values of a dimension as a tree shows them, and what ticking one of them means."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt

from geo.frozen import frozen


@frozen
class FacetNode:
    """One value of a dimension as it is shown.

    Attributes:
        id: the value's id in filters.
        name: what people read.
        parent_id: id of the containing value, None at the top.
        count: projects under all other filters.
        figure: second column's text, empty for none.
        slot: industry slot for the glyph, None for none.
        note: secondary words after the name.
        mark: a word to mark in the name, case-folded.
    """

    id: int
    name: str
    parent_id: int | None
    count: int
    figure: str = ""
    slot: int | None = None
    note: str = ""
    mark: str = ""


def check_state(chosen: frozenset[int], node_id: int, parents: Mapping[int, int | None]) -> Qt.CheckState:
    """How a value is ticked: an empty choice means all; a chosen parent covers what it contains."""
    if not chosen:
        return Qt.CheckState.Checked
    walker: int | None = node_id
    while walker is not None:
        if walker in chosen:
            return Qt.CheckState.Checked
        walker = parents[walker]
    inside = any(is_inside(other, node_id, parents) for other in chosen)
    return Qt.CheckState.PartiallyChecked if inside else Qt.CheckState.Unchecked


def is_inside(node_id: int, ancestor_id: int, parents: Mapping[int, int | None]) -> bool:
    """Whether a value lies somewhere under another."""
    walker = parents.get(node_id)
    while walker is not None and walker != ancestor_id:
        walker = parents[walker]
    return walker is not None


def toggled(chosen: frozenset[int], node_id: int, parents: Mapping[int, int | None]) -> frozenset[int]:
    """The choice after a tick on ``node_id``; everything ticked, or nothing, is the empty choice (no filter)."""
    ticked = {key for key in parents if check_state(chosen, key, parents) is Qt.CheckState.Checked}
    family = {key for key in parents if key == node_id or is_inside(key, node_id, parents)}
    ticked = ticked - family if node_id in ticked else ticked | family
    return smallest_cover(ticked, parents)


def smallest_cover(ticked: set[int], parents: Mapping[int, int | None]) -> frozenset[int]:
    """The fewest ids that tick exactly these leaves: a parent stands for its children when all are ticked."""
    children: dict[int, list[int]] = {key: [] for key in parents}
    for key, parent in parents.items():
        if parent is not None:
            children[parent].append(key)

    def whole(key: int) -> bool:
        return all(whole(child) for child in children[key]) if children[key] else key in ticked

    full = {key for key in parents if whole(key)}
    if len(full) == len(parents):
        return frozenset()
    return frozenset(key for key in full if parents[key] is None or parents[key] not in full)
