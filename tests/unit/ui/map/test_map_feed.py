from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from db.filters import Filters
from geo.aggregation import MapIndex
from geo.lnglat import Bounds
from geo.symbols.choropleth import Area
from geo.symbols.own_clusters import OwnClusters
from ui.figure_routes import districts_of
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_state import ChoroplethSpec
from ui.opening.session import Session

WORLD = (-180.0, -85.0, 180.0, 85.0)


@pytest.fixture
def feed(session: Session) -> LedgerMapFeed:
    return LedgerMapFeed(session)


def header_and_meta(frame: bytes) -> tuple[tuple[int, ...], dict[str, list[dict[str, object]]]]:
    header = struct.unpack_from("<8I", frame)
    return header, json.loads(frame[32 : 32 + header[4]])


def sections_of(feed: LedgerMapFeed, park_id: int) -> list[dict[str, list[dict[str, object]]]]:
    sections = feed.members(park_id)["sections"]
    assert isinstance(sections, list)
    return sections


def test_a_frame_carries_the_revision_it_answers(feed: LedgerMapFeed, session: Session) -> None:
    feed.show_results(np.ones(len(session.columns), np.bool_), [], revision=7)
    header, meta = header_and_meta(feed.frame(*WORLD, 11.0))
    assert header[1] == 7
    assert header[2] == len(meta["groups"]) > 3


def test_an_empty_result_has_an_empty_map(feed: LedgerMapFeed, session: Session) -> None:
    feed.show_results(np.zeros(len(session.columns), np.bool_), [], revision=1)
    for zoom in (9.0, 11.4, 12.7, 13.5):
        header, _ = header_and_meta(feed.frame(*WORLD, zoom))
        assert header[2:4] == (0, 0)


def test_filters_never_move_a_symbol(feed: LedgerMapFeed, session: Session) -> None:
    everything = np.ones(len(session.columns), np.bool_)
    chosen = session.columns.has_value("industry", 1)

    def positions(mask: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> dict[int, tuple[int, int]]:
        feed.show_results(mask, [])
        frame = feed.frame(*WORLD, 13.4)
        header, _ = header_and_meta(frame)
        groups, points = header[2], header[3]
        start = 32 + header[4] + 40 * groups + 4 * groups * 11
        x, y, ids = (np.frombuffer(frame, "<u4", points, start + 4 * points * k) for k in range(3))
        return {int(i): (int(a), int(b)) for i, a, b in zip(ids, x, y, strict=True)}

    all_of_them, some = positions(everything), positions(chosen)
    assert 0 < len(some) < len(all_of_them)
    assert some.items() <= all_of_them.items()


def test_the_list_behind_the_city_holds_what_has_no_place_of_its_own(feed: LedgerMapFeed, session: Session) -> None:
    listed = {int(str(row["id"])) for part in sections_of(feed, session.gazetteer.root.id) for row in part["rows"]}
    city = set(session.columns.ids[session.columns.has_value("grade", "city")].tolist())
    assert city <= listed
    others = listed - city
    for project_id in others:
        card = session.ledger.get_card(project_id)
        assert card.park is not None
        assert card.park.position_confidence is None


def test_a_list_follows_filter_and_selection(feed: LedgerMapFeed, session: Session) -> None:
    columns, root = session.columns, session.gazetteer.root.id
    mask = columns.has_value("industry", 2)
    chosen = int(columns.ids[mask & columns.has_value("grade", "city")][0])
    feed.show_results(mask, [chosen])
    rows = [row for part in sections_of(feed, root) for row in part["rows"]]
    assert {row["industry"] for row in rows} == {1}
    assert [row["id"] for row in rows if row["selected"]] == [chosen]


def test_a_park_without_projects_has_an_empty_list(feed: LedgerMapFeed, session: Session) -> None:
    held = {int(i) for i in np.unique(session.columns.codes["park"])}
    empty = next(
        park for park in session.gazetteer.parks
        if session.columns.dimensions["park"].code_of(park.id) not in held and park.kind == "区县"
    )  # fmt: skip
    assert sections_of(feed, empty.id) == []


def test_hover_words_name_stage_amount_and_basis(feed: LedgerMapFeed, session: Session) -> None:
    columns = session.columns
    row = int(np.flatnonzero(columns.amount_wan == 80_000)[0])
    label = feed.project(int(columns.ids[row]))
    assert label["name"] == columns.names[row]
    assert any("8 亿元" in line for line in label["lines"])  # type: ignore[attr-defined]
    assert label["badge"] == "推断"
    assert feed.project(10**9) == {"name": "", "lines": [], "place": "", "badge": ""}


def test_places_name_every_park_and_leave_unknown_positions_empty(feed: LedgerMapFeed, session: Session) -> None:
    parks = feed.places()["parks"]
    assert isinstance(parks, list)
    assert len(parks) == len(session.gazetteer.parks) - 1
    by_name = {park["name"]: park for park in parks}
    assert by_name["生命岛"]["lng"] is None
    assert by_name["西永微电园"]["footprint"][0] == by_name["西永微电园"]["footprint"][-1]
    json.dumps(parks, allow_nan=False)


def test_home_shows_every_footprint(feed: LedgerMapFeed, session: Session) -> None:
    for park in session.gazetteer.parks:
        for lng, lat in park.footprint or ():
            assert feed.home.west < lng < feed.home.east
            assert feed.home.south < lat < feed.home.north


def test_bounds_of_projects_surround_them(feed: LedgerMapFeed, session: Session) -> None:
    one = feed.bounds_of(session.columns.ids[:1].tolist())
    every = feed.bounds_of(session.columns.ids.tolist())
    assert isinstance(one, Bounds)
    assert every is not None
    assert every.west <= one.west
    assert feed.bounds_of([]) is None
    assert feed.bounds_of([10**9]) is None


def test_a_ledger_without_projects_still_has_a_map(session: Session) -> None:
    nobody = np.zeros(0, np.int64)
    columns = session.columns
    bare = replace(
        columns,
        ids=nobody,
        names=(),
        codes={key: np.zeros(0, np.int32) for key in columns.codes},
        amount_wan=nobody,
        amount_qualifiers=(),
        amount_texts=(),
        latest_dates=(),
        lng=np.zeros(0),
        lat=np.zeros(0),
        planned=np.zeros(0, np.bool_),
    )
    from ui.industry_slots import IndustrySlots

    slots = IndustrySlots.__new__(IndustrySlots)
    slots.of_rows = np.zeros(0, np.uint8)
    feed = LedgerMapFeed(replace(session, columns=bare, slots=slots))
    header, _ = header_and_meta(feed.frame(*WORLD, 11.0))
    assert header[2:4] == (0, 0)
    assert feed.home.west < feed.home.east


def test_the_measure_falls_back_where_few_amounts_are_printed(feed: LedgerMapFeed, session: Session) -> None:
    def measure(mask: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> dict[str, object]:
        feed.show_results(mask, [])
        frame = feed.frame(*WORLD, 11.0, "amount")
        header = struct.unpack_from("<8I", frame)
        told: dict[str, object] = json.loads(frame[32 : 32 + header[4]])["measure"]
        return told

    amounts = session.columns.amount_wan
    whole = measure(np.ones(len(amounts), np.bool_))
    assert (whole["asked"], whole["shown"]) == ("amount", "count")
    assert (whole["count"], whole["published"]) == (len(amounts), int((amounts >= 0).sum()))
    assert measure(amounts >= 0)["shown"] == "amount"


def test_areas_count_what_the_ledger_counts(session: Session, assets_dir: Path) -> None:
    feed = LedgerMapFeed(session, districts_of(assets_dir))
    chosen = session.columns.has_value("industry", 1)
    for mask in (np.ones(len(session.columns), np.bool_), chosen):
        feed.show_results(mask, [], revision=3)
        for spec in (ChoroplethSpec("district"), ChoroplethSpec("park")):
            told: Any = feed.choropleth(spec)
            inside = sum(area["count"] for area in told["areas"])
            assert told["revision"] == 3
            assert inside > 0
            assert inside + sum(told["left_out"].values()) == mask.sum()
            assert told["left_out"]["city"] == int((session.columns.has_value("grade", "city") & mask).sum())


def test_districts_are_read_when_they_are_first_coloured(session: Session, assets_dir: Path) -> None:
    read: list[int] = []

    def districts() -> Sequence[Area]:
        read.append(1)
        return districts_of(assets_dir)()

    feed = LedgerMapFeed(session, districts)
    feed.choropleth(ChoroplethSpec("park"))
    assert read == []
    for _ in range(2):
        feed.choropleth(ChoroplethSpec("district"))
    assert read == [1]


def test_projects_without_coordinates_of_their_own_are_no_heat(feed: LedgerMapFeed, session: Session) -> None:
    data = feed.heat(*WORLD, 11.0, "count")
    header = struct.unpack_from("<8I", data)
    told = json.loads(data[32 : 32 + header[4]])
    own = int(session.columns.has_value("grade", "own").sum())
    assert (told["shown"], told["without_position"]) == (own, len(session.columns) - own)


@pytest.mark.parametrize("zoom", [9.0, 11.0, 12.7, 14.0, 16.0])
def test_what_is_prepared_is_what_the_page_would_have_been_answered(
    feed: LedgerMapFeed, session: Session, zoom: float
) -> None:
    view = (106.2, 29.4, 106.5, 29.7, zoom)
    shown = feed.frame(*view)
    mask = session.columns.has_value("industry", 1)
    chosen = session.columns.ids[np.flatnonzero(mask)[:3]].tolist()
    answer = feed.prepare(mask, chosen, 9)
    assert feed.frame(*view) == shown, "preparing shows nothing"
    feed.show_answer(answer)
    assert feed.shows(mask)
    assert answer.query == f"w=106.200000000&s=29.400000000&e=106.500000000&n=29.700000000&z={zoom:.2f}&measure=count"
    assert feed.frame(*view) == answer.frame
    again = LedgerMapFeed(session)
    again.show_results(mask, chosen, 9)
    assert again.frame(*view) == answer.frame


def test_a_view_of_the_whole_world_is_known_by_the_question_the_page_asks(feed: LedgerMapFeed) -> None:
    edge = "85.051128780"  # where the square world of the page ends, in its nine digits (assets/page/box.js)
    feed.frame(-180.0, -float(edge), 180.0, float(edge), 2.0)
    assert feed.query == f"w=-180.000000000&s=-{edge}&e=180.000000000&n={edge}&z=2.00&measure=count"


def test_another_selection_looks_at_no_other_projects(
    feed: LedgerMapFeed, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed.show_results(np.ones(len(session.columns), np.bool_), [], 3)
    feed.frame(105.0, 28.0, 108.0, 31.0, 9.0)
    for part in ("apply", "frame", "with_result"):
        monkeypatch.delattr(MapIndex, part)
    monkeypatch.delattr("ui.map.map_feed._told")
    chosen = session.columns.ids[[1, 4]].tolist()
    _, marks = feed.select(chosen, 4)
    _, _, groups, points = struct.unpack_from("<4I", marks)
    assert np.frombuffer(marks, "<u4", groups, 16).sum() == len(chosen)
    assert not points


@pytest.mark.parametrize("zoom", [9.0, 11.0, 12.7, 14.0, 16.0])
def test_a_selection_is_told_by_marks_of_the_frame_the_page_has(
    feed: LedgerMapFeed, session: Session, zoom: float
) -> None:
    view = (106.2, 29.4, 106.5, 29.7, zoom)
    feed.show_results(np.ones(len(session.columns), np.bool_), [], 3)
    before, _ = header_and_meta(feed.frame(*view))
    chosen = session.columns.ids[::7].tolist()
    query, marks = feed.select(chosen, 4)
    _, revision, groups, points = struct.unpack_from("<4I", marks)
    assert (revision, groups, points) == before[1:4] == (3, *before[2:4])
    assert query.endswith(f"&z={zoom:.2f}&measure=count")
    assert len(marks) == 16 + 4 * groups + points, "nothing but who is selected"
    frame = feed.frame(*view)
    header, _ = header_and_meta(frame)
    selected = np.frombuffer(frame, "<u4", groups, 32 + header[4] + 40 * groups + 4 * groups * 5)
    flags = np.frombuffer(frame, np.uint8, points, len(frame) - points)
    np.testing.assert_array_equal(np.frombuffer(marks, "<u4", groups, 16), selected)
    np.testing.assert_array_equal(np.frombuffer(marks, np.uint8, points, 16 + 4 * groups), (flags & 4) > 0)


def test_everything_is_summed_up_once_at_a_start(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    applied: list[int] = []
    apply = OwnClusters.apply

    def counted(clusters: OwnClusters, mask: NDArray[np.bool_], selected: NDArray[np.bool_]) -> None:
        applied.append(len(mask))
        apply(clusters, mask, selected)

    monkeypatch.setattr(OwnClusters, "apply", counted)
    feed = LedgerMapFeed(session)
    feed.show_results(session.columns.mask(Filters()), [])
    assert len(applied) == 1
