"""A ledger may count its projects by any numbers of 64 bits; the page, which reads 32, still means the right ones."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from db.index.page_ids import PageIds
from ui.map.map_feed import LedgerMapFeed
from ui.opening.session import Session

NEAR = (106.2, 29.4, 106.5, 29.7, 16.0)


def counted_from(session: Session, first: int) -> Session:
    """The same projects by other numbers."""
    columns = session.columns
    return replace(session, columns=replace(columns, ids=columns.ids + first))


def points_of(frame: bytes) -> NDArray[np.uint32]:
    """The numbers of the single projects of a frame (`geo.symbols.map_frame`)."""
    _magic, _revision, groups, points, words, *_ = struct.unpack_from("<8I", frame)
    return np.frombuffer(frame, "<u4", points, 32 + words + groups * (5 * 8 + 6 * 4 + 5 * 4) + 2 * 4 * points)


def numbers_behind(feed: LedgerMapFeed, park_id: int) -> list[tuple[int, str]]:
    """What the list card is told behind a symbol."""
    sections = cast("list[dict[str, list[dict[str, object]]]]", feed.members(park_id)["sections"])
    return [(cast("int", row["id"]), str(row["name"])) for section in sections for row in section["rows"]]


@pytest.mark.parametrize("first", [0, 2**31, 2**32, 2**60, -(2**62), -3])
def test_the_page_and_the_window_mean_the_same_projects(session: Session, first: int) -> None:
    wide = counted_from(session, first)
    feed, heard = LedgerMapFeed(wide), PageIds(wide.columns).heard
    names = dict(zip(wide.columns.ids.tolist(), wide.columns.names, strict=True))
    points = points_of(feed.frame(*NEAR)).tolist()
    assert len(points) > 3
    assert [feed.project(number)["name"] for number in points] == [names[id_] for id_ in heard(points)]
    city = feed.parks.city_id
    assert city is not None
    listed = numbers_behind(feed, city)
    assert len(listed) > 3
    assert [name for _, name in listed] == [names[id_] for id_ in heard(number for number, _ in listed)]


def test_ids_that_fit_are_told_as_they_are(session: Session) -> None:
    ids = PageIds(session.columns)
    assert ids.told(session.columns.ids) is session.columns.ids
    assert ids.heard([7, 3]) == (7, 3)


def test_numbers_the_page_was_not_told_mean_nothing(session: Session) -> None:
    wide = PageIds(counted_from(session, 2**40).columns)
    assert wide.heard([-1, len(session.columns), 2**40, 0]) == (2**40 + int(session.columns.ids[0]),)
