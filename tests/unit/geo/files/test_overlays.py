from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from geo.aggregation import Viewport
from geo.datums import Datum, Pair, bd09_from_wgs84, gcj02_from_wgs84
from geo.files.overlay_parts import PartKind, Parts
from geo.files.overlays import MAX_FRAME_VERTICES, OVERLAY_MAGIC, Overlay, OverlayInfo
from geo.lnglat import Bounds, lnglat_from_world, world_from_lnglat

CITY = Bounds(106.0, 29.0, 107.0, 30.0)
INFO = OverlayInfo("园区", "GeoJSON", (), CITY, 1, 0, 1, None, "", 100)
Shape = tuple[PartKind, list[tuple[float, float]]]


@dataclass
class Drawn:
    """A frame read back as the page reads it."""

    meta: dict[str, Any]
    kind: list[int]
    start: list[int]
    lng: list[float]
    lat: list[float]


def drawn(data: bytes) -> Drawn:
    magic, parts, vertices, length = np.frombuffer(data, "<u4", 4).tolist()
    assert magic == OVERLAY_MAGIC
    assert data[:4] == b"KOV1"
    assert length % 8 == 0
    kind = np.frombuffer(data, np.uint8, parts, 16 + length)
    at = 16 + length + parts + -parts % 4
    words = np.frombuffer(data, "<u4", -1, at)
    assert len(words) == parts + 1 + 2 * vertices
    start, x, y = np.split(words, [parts + 1, parts + 1 + vertices])
    assert start[-1] == vertices
    lng, lat = lnglat_from_world(x, y)
    return Drawn(json.loads(data[16 : 16 + length]), kind.tolist(), start.tolist(), lng.tolist(), lat.tolist())


def overlay(*shapes: Shape, labels: tuple[str, ...] = ()) -> Overlay:
    points = [point for _, vertices in shapes for point in vertices]
    x, y = world_from_lnglat([lng for lng, _ in points], [lat for _, lat in points])
    start = np.cumsum([0, *(len(vertices) for _, vertices in shapes)]).astype(np.int64)
    kind = np.array([kind for kind, _ in shapes], np.uint8)
    feature = np.cumsum(kind != PartKind.HOLE).astype(np.int32) - 1
    return Overlay(INFO, Parts(kind, start, feature.astype(np.int32), x, y), labels)


RING = [(106.2, 29.2), (106.8, 29.2), (106.8, 29.8), (106.2, 29.8), (106.2, 29.2)]
HOLE = [(106.4, 29.4), (106.4, 29.6), (106.6, 29.6), (106.6, 29.4), (106.4, 29.4)]


def test_a_frame_says_kinds_starts_and_places() -> None:
    found = drawn(
        overlay(
            (PartKind.POINT, [(106.5, 29.5)]),
            (PartKind.LINE, [(106.1, 29.1), (106.9, 29.9)]),
            (PartKind.RING, RING),
            (PartKind.HOLE, HOLE),
        ).frame(Viewport(CITY, 10))
    )
    assert found.kind == [0, 1, 2, 3]
    assert found.start == [0, 1, 3, 8, 13]
    assert found.lng[:3] == pytest.approx([106.5, 106.1, 106.9], abs=1e-6)
    assert found.lat[:3] == pytest.approx([29.5, 29.1, 29.9], abs=1e-6)
    assert found.meta["simplified"] is False


def test_what_lies_elsewhere_is_not_sent() -> None:
    shapes = overlay((PartKind.POINT, [(106.5, 29.5)]), (PartKind.POINT, [(110.0, 20.0)]))
    assert drawn(shapes.frame(Viewport(CITY, 10))).kind == [0]
    assert drawn(shapes.frame(Viewport(Bounds(0, 0, 1, 1), 10))).kind == []


@pytest.mark.parametrize(("datum", "distort"), [(Datum.GCJ02, gcj02_from_wgs84), (Datum.BD09, bd09_from_wgs84)])
def test_the_datum_of_the_file_is_undone(datum: Datum, distort: Callable[..., Pair]) -> None:
    lng, lat = distort(106.5, 29.5)
    shapes = overlay((PartKind.POINT, [(float(lng), float(lat))]))
    found = drawn(shapes.frame(Viewport(Bounds(106.499, 29.499, 106.501, 29.501), 17), datum))
    assert found.lng == pytest.approx([106.5], abs=2e-7)
    assert found.lat == pytest.approx([29.5], abs=2e-7)
    kept = drawn(shapes.frame(Viewport(CITY, 12), Datum.CGCS2000))
    assert kept.lng == pytest.approx([float(lng)], abs=1e-6)


def test_labels_stand_by_the_first_part_of_their_feature() -> None:
    shapes = overlay(
        (PartKind.POINT, [(106.5, 29.5)]), (PartKind.RING, RING), (PartKind.HOLE, HOLE), labels=("", "<b>西永</b>")
    )
    assert drawn(shapes.frame(Viewport(CITY, 10))).meta["labels"] == [[1, "<b>西永</b>"]]


def test_too_many_labels_are_none() -> None:
    points: list[Shape] = [(PartKind.POINT, [(106 + number / 1000, 29.5)]) for number in range(400)]
    shapes = overlay(*points, labels=tuple(str(number) for number in range(400)))
    assert drawn(shapes.frame(Viewport(CITY, 14))).meta["labels"] == []
    near = drawn(shapes.frame(Viewport(Bounds(106.0, 29.4, 106.0105, 29.6), 17))).meta["labels"]
    assert [text for _, text in near] == [str(number) for number in range(len(near))]
    assert 0 < len(near) < 20


def test_a_frame_is_bounded_however_dense_the_file() -> None:
    rng = np.random.default_rng(3)
    count = 600_000
    x, y = world_from_lnglat(rng.uniform(106, 107, count), rng.uniform(29, 30, count))
    start = np.arange(count + 1, dtype=np.int64)
    parts = Parts(np.zeros(count, np.uint8), start, np.arange(count, dtype=np.int32), x, y)
    found = drawn(Overlay(replace(INFO, features=count), parts).frame(Viewport(CITY, 15)))
    assert 10_000 < len(found.lng) <= MAX_FRAME_VERTICES
    assert found.meta["simplified"] is True


def test_a_coarser_zoom_sends_less() -> None:
    turn = np.linspace(0, 2 * np.pi, 20_000)
    ring = list(zip((106.5 + 0.3 * np.cos(turn)).tolist(), (29.5 + 0.3 * np.sin(turn)).tolist(), strict=True))
    ring[-1] = ring[0]
    shapes = overlay((PartKind.RING, ring))
    counts = [len(drawn(shapes.frame(Viewport(CITY, zoom))).lng) for zoom in (4, 7, 9, 12)]
    assert counts == sorted(counts)
    assert counts[0] < 60 < 400 < counts[-1]


def test_one_zoom_gives_the_same_bytes_again() -> None:
    shapes = overlay((PartKind.RING, RING))
    assert shapes.frame(Viewport(CITY, 9.5)) == shapes.frame(Viewport(CITY, 9.5))
    before = shapes.frame(Viewport(CITY, 9.5))
    shapes.close()
    assert shapes.frame(Viewport(CITY, 9.5)) == before


@pytest.mark.parametrize("zoom", [-2.0, 0.0, 22.0, 30.0])
def test_any_zoom_is_answered(zoom: float) -> None:
    found = drawn(overlay((PartKind.RING, RING)).frame(Viewport(CITY, zoom)))
    assert found.kind == [2]
