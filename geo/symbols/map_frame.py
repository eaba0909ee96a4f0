"""What one frame of the map draws, and its binary form for the page.

The form, little-endian, version 2 (magic ``0x3243584B``, the bytes ``KXC2``):

1. ``uint32[8]``: magic, revision, n groups, m points, length of the metadata in bytes, 0, 0, 0;
2. metadata: UTF-8 JSON ``{"groups": [{"place", "name", "kind", "note", "holds"}] × n, "heads": [{"place", "name",
   "x", "y", "stated", "inferred"}], "names": [m strings] | null, "measure": {"asked", "shown", "full_wan", "count",
   "published"}}``, padded with spaces to a multiple of 8 bytes; ``count`` and ``published`` are of the whole result;
3. ``float64[n × 5]`` published amounts of each group by industry in 万元;
4. ``uint32[n]`` each: x, y (world units), count, inferred, unpublished, selected; ``uint32[n × 5]`` count by industry;
5. ``uint32[m]`` each: x, y, project id; ``float32[m]`` amount in 亿元, NaN if unpublished; ``uint8[m]`` industry;
   ``uint8[m]`` flags (`PointFlag`).
"""

import json
from enum import IntFlag
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen
from geo.lnglat import WORLD_UNITS
from geo.symbols.symbol_scale import Measure, Published, SymbolScale
from geo.symbols.tally import Tally

FRAME_MAGIC: Final = 0x3243584B
_WAN_PER_YI: Final = 10_000


class PointFlag(IntFlag):
    """What is special about a project drawn on its own."""

    INFERRED = 1
    PLANNED = 2
    SELECTED = 4
    OWN_POSITION = 8


@frozen
class GroupMeta:
    """Words of a donut.

    Attributes:
        place: The park's id; None for a cluster of own coordinates.
        name: The park's name.
        kind: 'city', 'park', 'subpark', 'unplaced' or 'own'.
        note: Words under the name.
        holds: Ids of the parks it stands for, where several have no room beside each other.
    """

    place: int | None
    name: str
    kind: str
    note: str
    holds: tuple[int, ...] = ()


@frozen
class HeadMeta:
    """A heading over the projects of one park, at world units x, y.

    Attributes:
        place: The park's id.
        name: The park's name.
        x: World units.
        y: World units.
        stated: Matching projects whose park a document names.
        inferred: Matching projects whose park is inferred.
    """

    place: int
    name: str
    x: int
    y: int
    stated: int
    inferred: int


@frozen(eq=False)
class MapFrame:
    """All symbols of one viewport: ``n`` groups, ``m`` points.

    Attributes:
        groups: Positions and sums of the groups.
        group_meta: Words of each group.
        heads: Headings over the points.
        point_x: ``uint32[m]`` world units.
        point_y: ``uint32[m]`` world units.
        point_ids: ``int64[m]`` project ids.
        point_amount_wan: ``int64[m]`` in 万元, −1 unpublished.
        point_industry: ``uint8[m]``.
        point_flags: ``uint8[m]``, see `PointFlag`.
        point_names: The points' names, or None where they are too many to be labelled.
        asked: What the size of a symbol was asked to stand for.
        scale: What it does stand for.
        published: How many projects of the whole result have an amount.
    """

    groups: Tally
    group_meta: tuple[GroupMeta, ...]
    heads: tuple[HeadMeta, ...]
    point_x: NDArray[np.uint32]
    point_y: NDArray[np.uint32]
    point_ids: NDArray[np.int64]
    point_amount_wan: NDArray[np.int64]
    point_industry: NDArray[np.uint8]
    point_flags: NDArray[np.uint8]
    point_names: tuple[str, ...] | None
    asked: Measure
    scale: SymbolScale
    published: Published


def encode_frame(frame: MapFrame, revision: int) -> bytes:
    """Write a frame in the form described above.

    Args:
        frame: The frame.
        revision: Number of the result it shows, at least 0; the page acknowledges it.
    """
    meta = _metadata(frame)
    header = np.array([FRAME_MAGIC, revision, len(frame.group_meta), len(frame.point_ids), len(meta), 0, 0, 0], "<u4")
    groups = frame.groups
    words = (groups.count, groups.inferred, groups.unpublished, groups.selected, groups.industry.ravel())
    amount = np.where(frame.point_amount_wan < 0, np.nan, frame.point_amount_wan / _WAN_PER_YI)
    return b"".join(
        (
            header.tobytes(),
            meta,
            groups.amount_by_industry.astype("<f8").tobytes(),
            *(_units(axis).tobytes() for axis in groups.spots.T),
            *(column.astype("<u4").tobytes() for column in words),
            *(column.astype("<u4").tobytes() for column in (frame.point_x, frame.point_y, frame.point_ids)),
            amount.astype("<f4").tobytes(),
            frame.point_industry.tobytes(),
            frame.point_flags.tobytes(),
        )
    )


def _metadata(frame: MapFrame) -> bytes:
    told = {
        "groups": [_fields(group) for group in frame.group_meta],
        "heads": [_fields(head) for head in frame.heads],
        "names": frame.point_names,
        "measure": {
            "asked": frame.asked,
            "shown": frame.scale.measure,
            "full_wan": frame.scale.full_wan,
            **_fields(frame.published),
        },
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return text + b" " * (-len(text) % 8)


def _fields(words: GroupMeta | HeadMeta | Published) -> dict[str, object]:
    """Return what `asdict` does, which copies every value of hundreds of records deeply."""
    return {name: getattr(words, name) for name in words.__match_args__}


def _units(axis: NDArray[np.float64]) -> NDArray[np.uint32]:
    return np.clip(np.rint(axis), 0, WORLD_UNITS - 1).astype("<u4")
