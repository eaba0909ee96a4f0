"""The frame's bytes are read here by a decoder written from the description alone, with struct instead of numpy."""

import json
import math
import struct
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.symbols.map_frame import GroupMeta, HeadMeta, MapFrame, PointFlag, encode_frame
from geo.symbols.symbol_scale import MEASURES, Published, SymbolScale
from geo.symbols.tally import Tally

U32 = st.integers(0, 2**32 - 1)
HELD = st.lists(st.integers(0, 2**32 - 1), max_size=3).map(tuple)
WORDS = st.text(max_size=8)


class Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.offset = data, 0

    def take(self, code: str, count: int) -> list[Any]:
        size = struct.calcsize(f"<{code}")
        assert self.offset % size == 0, "typed arrays must be aligned"
        values = struct.unpack_from(f"<{count}{code}", self.data, self.offset)
        self.offset += size * count
        return list(values)


def decode(data: bytes) -> dict[str, Any]:
    reader = Reader(data)
    magic, revision, n, m, meta_bytes, *rest = reader.take("I", 8)
    assert magic == 0x3243584B
    assert rest == [0, 0, 0]
    assert meta_bytes % 8 == 0
    meta = json.loads(data[32 : 32 + meta_bytes].decode())
    reader.offset += meta_bytes
    frame = {"revision": revision, "meta": meta, "amount_wan": reader.take("d", 5 * n)}
    for name in ("x", "y", "count", "inferred", "unpublished", "selected"):
        frame[name] = reader.take("I", n)
    frame["industry"] = reader.take("I", 5 * n)
    for name in ("point_x", "point_y", "point_id"):
        frame[name] = reader.take("I", m)
    frame["point_amount_yi"] = reader.take("f", m)
    frame["point_industry"], frame["point_flags"] = reader.take("B", m), reader.take("B", m)
    assert reader.offset == len(data)
    return frame


@st.composite
def frames(draw: st.DrawFn) -> MapFrame:
    n, m = draw(st.integers(0, 6)), draw(st.integers(0, 6))
    sums = draw(st.lists(st.lists(st.integers(0, 10**6), min_size=13, max_size=13), min_size=n, max_size=n))
    spots = draw(st.lists(st.tuples(U32, U32), min_size=n, max_size=n))
    points = draw(
        st.lists(
            st.tuples(U32, U32, st.integers(1, 10**6), st.integers(-1, 10**8), st.integers(0, 4), st.integers(0, 15)),
            min_size=m,
            max_size=m,
        )
    )
    columns = np.array(points, np.int64).reshape(m, 6).T
    return MapFrame(
        groups=Tally(np.array(spots, float).reshape(n, 2), np.array(sums, float).reshape(n, 13)),
        group_meta=tuple(
            GroupMeta(draw(st.none() | U32), draw(WORDS), "park", draw(WORDS), draw(HELD)) for _ in range(n)
        ),
        heads=tuple(HeadMeta(1, draw(WORDS), draw(U32), draw(U32), 3, 2) for _ in range(draw(st.integers(0, 2)))),
        point_x=columns[0].astype(np.uint32),
        point_y=columns[1].astype(np.uint32),
        point_ids=columns[2],
        point_amount_wan=columns[3],
        point_industry=columns[4].astype(np.uint8),
        point_flags=columns[5].astype(np.uint8),
        point_names=draw(st.none() | st.tuples(*[WORDS] * m)),
        asked=draw(st.sampled_from(MEASURES)),
        scale=SymbolScale(draw(st.sampled_from(MEASURES)), draw(st.floats(1, 1e9))),
        published=Published(draw(U32), draw(U32)),
    )


@settings(deadline=None)
@given(frames(), U32)
def test_an_independent_reader_gets_back_what_was_written(frame: MapFrame, revision: int) -> None:
    read = decode(encode_frame(frame, revision))
    groups = frame.groups
    assert read["revision"] == revision
    assert [read["x"], read["y"]] == [groups.spots[:, axis].tolist() for axis in (0, 1)]
    assert read["amount_wan"] == groups.amount_by_industry.ravel().tolist()
    assert read["count"] == groups.count.tolist()
    assert read["industry"] == groups.industry.ravel().tolist()
    assert read["inferred"] == groups.inferred.tolist()
    assert read["unpublished"] == groups.unpublished.tolist()
    assert read["selected"] == groups.selected.tolist()
    assert read["point_x"] == frame.point_x.tolist()
    assert read["point_y"] == frame.point_y.tolist()
    assert read["point_id"] == frame.point_ids.tolist()
    assert read["point_industry"] == frame.point_industry.tolist()
    assert read["point_flags"] == frame.point_flags.tolist()
    for amount_yi, amount_wan in zip(read["point_amount_yi"], frame.point_amount_wan.tolist(), strict=True):
        assert math.isnan(amount_yi) if amount_wan < 0 else math.isclose(amount_yi, amount_wan / 10_000, rel_tol=1e-6)
    assert read["meta"]["names"] == (None if frame.point_names is None else list(frame.point_names))
    assert read["meta"]["groups"] == [
        {"place": each.place, "name": each.name, "kind": each.kind, "note": each.note, "holds": list(each.holds)}
        for each in frame.group_meta
    ]
    scale, told = frame.scale, read["meta"]["measure"]
    assert (told["asked"], told["shown"], told["full_wan"]) == (frame.asked, scale.measure, scale.full_wan)
    assert (told["count"], told["published"]) == (frame.published.count, frame.published.published)
    assert [(head["name"], head["x"], head["stated"], head["inferred"]) for head in read["meta"]["heads"]] == [
        (head.name, head.x, head.stated, head.inferred) for head in frame.heads
    ]


def test_flags_are_the_bits_the_page_reads() -> None:
    assert [int(flag) for flag in PointFlag] == [1, 2, 4, 8]
