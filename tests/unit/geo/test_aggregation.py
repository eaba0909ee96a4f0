from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.aggregation import LONGEST_LABEL, MAX_NAMES, MapIndex, SymbolColumns, Viewport, label_of
from geo.lnglat import Bounds, LngLat, units_per_px
from geo.parks import Gazetteer, Park
from geo.placement import place_projects
from geo.symbols.map_frame import MapFrame, PointFlag
from geo.symbols.symbol_scale import MEASURES
from geo.symbols.symbol_spread import donut_radius_px

EVERYWHERE = Bounds(105.5, 29.0, 107.5, 30.2)
PARKS = [0] * 43 + [3] * 6 + [5] * 8 + [6] * 6 + [9] * 7 + [10] * 2 + [13] * 2
Mask = NDArray[np.bool_]


class Ledger:
    """Some projects and their index."""

    def __init__(self, gazetteer: Gazetteer, parks: list[int], own: list[tuple[float, float]] | None = None) -> None:
        random = np.random.default_rng(7)
        own = own or []
        count = len(parks) + len(own)
        lng = [np.nan] * len(parks) + [each[0] for each in own]
        lat = [np.nan] * len(parks) + [each[1] for each in own]
        ids = np.arange(1, count + 1)
        placement = place_projects(gazetteer, ids, parks + [0] * len(own), lng, lat)
        self.places = placement.places
        self.columns = SymbolColumns(
            project_ids=ids,
            world_x=placement.world_x,
            world_y=placement.world_y,
            place=placement.place,
            industry=random.integers(0, 5, count).astype(np.uint8),
            amount_wan=np.where(random.random(count) < 0.5, -1, random.integers(0, 10**6, count)),
            inferred=random.random(count) < 0.5,
            planned=random.random(count) < 0.2,
        )
        self.index = MapIndex(self.columns, placement.places)

    def apply(self, mask: Mask, selected: Mask | None = None) -> "Ledger":
        self.index.apply(mask, np.zeros_like(mask) if selected is None else selected)
        return self

    def frame(self, zoom: float, bounds: Bounds = EVERYWHERE) -> MapFrame:
        return self.index.frame(Viewport(bounds, zoom), lambda ids: [f"项目{each}" for each in ids])


@pytest.fixture
def ledger(gazetteer: Gazetteer) -> Ledger:
    return Ledger(gazetteer, PARKS)


def counts(frame: MapFrame) -> dict[str, int]:
    return dict(zip((meta.name for meta in frame.group_meta), frame.groups.count.tolist(), strict=True))


def test_far_out_everything_is_one_symbol_at_the_city(ledger: Ledger) -> None:
    frame = ledger.frame(10.4)
    assert counts(frame) == {"科学城（全域）": len(PARKS)}
    assert frame.group_meta[0].note == "含各园区"


def test_at_middle_zooms_a_subpark_is_merged_into_its_host(ledger: Ledger) -> None:
    for zoom in (10.5, 11.4, 12.4):
        frame = ledger.frame(zoom)
        assert counts(frame) == {
            "科学城（全域）": 43,
            "西永微电园": 14,
            "大学城": 6,
            "科学谷": 7,
            "生命岛": 2,
            "中电（重庆）软件园": 2,
        }
        assert {meta.name: meta.note for meta in frame.group_meta}["西永微电园"] == "含金凤软件园东区"


def test_nearer_each_subpark_has_its_own_symbol_and_none_touch(ledger: Ledger) -> None:
    for zoom in (12.5, 12.9):
        frame = ledger.frame(zoom)
        assert counts(frame) == {
            "科学城（全域）": 43,
            "西永微电园": 6,
            "金凤软件园东区（西永园）": 8,
            "金凤软件园西区（虎溪园）": 6,
            "科学谷": 7,
            "生命岛": 2,
            "中电（重庆）软件园": 2,
        }
        assert_apart(frame, zoom)


@pytest.mark.parametrize("zoom", [10.5, 10.9, 11.4, 12.0, 12.4, 12.5, 12.9])
def test_symbols_of_parks_and_city_do_not_touch(ledger: Ledger, zoom: float) -> None:
    assert_apart(ledger.frame(zoom), zoom)


def assert_apart(frame: MapFrame, zoom: float) -> None:
    standing = [row for row, meta in enumerate(frame.group_meta) if meta.kind != "unplaced"]
    spots = frame.groups.spots[standing] / units_per_px(zoom)
    radius = donut_radius_px(frame.groups.count[standing])
    apart = np.hypot(*(axis[:, None] - axis[None, :] for axis in spots.T)) - radius[:, None] - radius[None, :]
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > 0, frame.group_meta


def test_near_projects_are_drawn_one_by_one_under_their_headings_but_the_citys_never(ledger: Ledger) -> None:
    for zoom in (13.0, 15.0, 18.0):
        frame = ledger.frame(zoom)
        assert counts(frame) == {"科学城（全域）": 43, "生命岛": 2, "中电（重庆）软件园": 2}
        assert frame.point_ids.tolist() == [*range(44, 50), *range(64, 71), *range(50, 58), *range(58, 64)]
        assert {head.name: head.stated + head.inferred for head in frame.heads} == {
            "西永微电园": 6,
            "金凤软件园东区（西永园）": 8,
            "金凤软件园西区（虎溪园）": 6,
            "科学谷": 7,
        }


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([8.0, 10.5, 12.0, 12.7, 13.0, 14.5]))
def test_every_matching_project_is_drawn_exactly_once(gazetteer: Gazetteer, data: st.DataObject, zoom: float) -> None:
    own = [(106.2 + 0.01 * step, 29.5) for step in range(10)]
    ledger = Ledger(gazetteer, PARKS, own)
    size = len(PARKS) + len(own)
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    selected = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size))) & mask
    frame = ledger.apply(mask, selected).frame(zoom)
    columns, groups = ledger.columns, frame.groups
    rows = np.searchsorted(columns.project_ids, frame.point_ids)
    assert mask[rows].all()
    assert groups.count.sum() + len(rows) == mask.sum()
    industry = groups.industry.sum(axis=0) + np.bincount(frame.point_industry, minlength=5)
    assert (industry == np.bincount(columns.industry[mask], minlength=5)).all()
    amount = groups.amount_wan.sum() + np.maximum(frame.point_amount_wan, 0).sum()
    assert amount == columns.amount_wan[mask & (columns.amount_wan >= 0)].sum()
    flagged = {flag: int(((frame.point_flags & flag) > 0).sum()) for flag in PointFlag}
    assert groups.selected.sum() + flagged[PointFlag.SELECTED] == selected.sum()
    assert groups.inferred.sum() + flagged[PointFlag.INFERRED] == columns.inferred[mask].sum()
    assert groups.unpublished.sum() + (frame.point_amount_wan < 0).sum() == (mask & (columns.amount_wan < 0)).sum()
    assert (groups.count > 0).all(), "a place without a matching project has no symbol"


@settings(max_examples=25, deadline=None)
@given(st.data(), st.sampled_from([10.5, 11.4, 12.7, 13.2]))
def test_a_filter_never_moves_a_symbol(gazetteer: Gazetteer, data: st.DataObject, zoom: float) -> None:
    ledger = Ledger(gazetteer, PARKS)
    everything = ledger.frame(zoom)
    spots = {
        meta.name: spot for meta, spot in zip(everything.group_meta, everything.groups.spots.tolist(), strict=True)
    }
    points = dict(zip(everything.point_ids.tolist(), everything.point_x.tolist(), strict=True))
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(PARKS), max_size=len(PARKS))))
    filtered = ledger.apply(mask).frame(zoom)
    for meta, spot in zip(filtered.group_meta, filtered.groups.spots.tolist(), strict=True):
        assert spots[meta.name] == spot
    assert all(
        points[each] == x for each, x in zip(filtered.point_ids.tolist(), filtered.point_x.tolist(), strict=True)
    )


def test_only_what_the_viewport_shows_is_in_the_frame(ledger: Ledger) -> None:
    around_xiyong = Bounds(106.33, 29.58, 106.385, 29.645)
    frame = ledger.frame(13.25, around_xiyong)
    assert {head.name for head in frame.heads} == {"西永微电园", "金凤软件园东区（西永园）"}
    assert sorted(frame.point_ids.tolist()) == list(range(44, 58))
    assert len(frame.group_meta) == 0
    assert len(ledger.frame(13.25, Bounds(107.0, 30.0, 107.1, 30.1)).point_ids) == 0


def test_unplaced_parks_hang_where_the_city_symbol_stands(ledger: Ledger) -> None:
    frame = ledger.frame(11.4)
    spots = {meta.name: tuple(spot) for meta, spot in zip(frame.group_meta, frame.groups.spots, strict=True)}
    assert spots["生命岛"] == spots["中电（重庆）软件园"] == spots["科学城（全域）"]


def test_own_coordinates_are_points_when_near_and_flagged(gazetteer: Gazetteer) -> None:
    ledger = Ledger(gazetteer, [0], [(106.40, 29.50), (106.41, 29.50)])
    near = ledger.frame(14.0)
    assert near.point_ids.tolist() == [2, 3]
    assert (near.point_flags & PointFlag.OWN_POSITION).all()
    far = ledger.frame(9.0)
    assert [(meta.kind, meta.place) for meta in far.group_meta] == [("city", 1), ("own", None)]
    assert far.groups.count.tolist() == [1, 2]


def test_flags_of_points_say_inferred_planned_and_selected(ledger: Ledger) -> None:
    everything = np.ones(len(PARKS), np.bool_)
    frame = ledger.apply(everything, np.arange(len(PARKS)) % 3 == 0).frame(13.5)
    rows = frame.point_ids - 1
    columns = ledger.columns
    expected = columns.inferred[rows] * 1 + columns.planned[rows] * 2 + (rows % 3 == 0) * 4
    assert frame.point_flags.tolist() == expected.tolist()


def test_names_come_with_points_only_while_they_are_few(gazetteer: Gazetteer) -> None:
    few = Ledger(gazetteer, [9] * 3).frame(13.5)
    assert few.point_names == ("项目1", "项目2", "项目3")
    many = Ledger(gazetteer, [9] * (MAX_NAMES + 1)).frame(16.0)
    assert len(many.point_ids) == MAX_NAMES + 1
    assert many.point_names is None


def test_a_grid_too_fine_to_read_stays_one_symbol_until_nearer(gazetteer: Gazetteer) -> None:
    ledger = Ledger(gazetteer, [9] * 2000)
    open_zoom = ledger.places[1].open_zoom
    assert open_zoom > 13.5
    assert counts(ledger.frame(13.0)) == {"科学谷": 2000}
    assert len(ledger.frame(open_zoom).point_ids) == 2000


def test_the_city_must_come_first(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="city"):
        MapIndex(ledger.columns, ledger.places[1:])


def test_an_empty_ledger_draws_nothing(gazetteer: Gazetteer) -> None:
    make: Callable[[float], MapFrame] = Ledger(gazetteer, []).frame
    for zoom in (9.0, 11.0, 13.0):
        frame = make(zoom)
        assert (len(frame.group_meta), len(frame.point_ids), frame.heads) == (0, 0, ())


def test_by_amount_is_shown_only_where_half_have_one_and_the_frame_says_so(ledger: Ledger) -> None:
    viewport = Viewport(EVERYWHERE, 11.4)
    published = ledger.columns.amount_wan >= 0
    lacking = np.flatnonzero(~published)
    for rows, shown in ((published, "amount"), (np.isin(np.arange(len(PARKS)), lacking), "count")):
        frame = ledger.apply(rows).index.frame(viewport, measure="amount")
        assert (frame.asked, frame.scale.measure) == ("amount", shown)
        assert (frame.published.count, frame.published.published) == (rows.sum(), (rows & published).sum())
    assert ledger.apply(published).frame(11.4).scale.measure == "count", "nobody asked for amounts"


def test_the_largest_ring_follows_from_the_whole_ledger(ledger: Ledger) -> None:
    viewport = Viewport(EVERYWHERE, 11.4)
    everything = np.ones(len(PARKS), np.bool_)
    frame = ledger.apply(everything).index.frame(viewport, measure="amount")
    largest = frame.groups.amount_wan.max()
    assert largest <= frame.scale.full_wan <= 2 * largest
    few = ledger.apply(ledger.columns.amount_wan > 500_000).index.frame(viewport, measure="amount")
    assert few.scale.full_wan == frame.scale.full_wan


def test_another_measure_moves_nothing(gazetteer: Gazetteer) -> None:
    random = np.random.default_rng(5)
    own = list(zip((106.2 + random.random(300) / 4).tolist(), (29.4 + random.random(300) / 4).tolist(), strict=True))
    ledger = Ledger(gazetteer, PARKS, own)
    for zoom in (9.0, 11.4, 12.7, 13.4):
        viewport = Viewport(EVERYWHERE, zoom)
        count, amount = (ledger.index.frame(viewport, measure=measure) for measure in MEASURES)
        assert (count.groups.spots == amount.groups.spots).all()
        assert (count.groups.sums == amount.groups.sums).all()


def test_heat_counts_only_projects_with_coordinates_of_their_own(gazetteer: Gazetteer) -> None:
    ledger = Ledger(gazetteer, PARKS, [(106.3, 29.5), (106.31, 29.52)])
    heat = ledger.index.heat(Viewport(EVERYWHERE, 11.0))
    assert (heat.shown, heat.without_position) == (2, len(PARKS))


def test_names_of_any_length_are_labels_on_one_line() -> None:
    assert label_of("金凤软件园西区（虎溪园）") == "金凤软件园西区（虎溪园）"
    assert label_of("一行\r\n二行\t三行") == "一行 二行 三行"
    assert label_of("长" * 10_000) == "长" * (LONGEST_LABEL - 1) + "…"


@settings(deadline=None, max_examples=40)
@given(data=st.data(), zoom=st.sampled_from([8.0, 11.0, 12.5, 14.0]))
def test_selecting_others_under_the_same_mask_counts_what_a_fresh_index_counts(
    gazetteer: Gazetteer, data: st.DataObject, zoom: float
) -> None:
    own = [(106.3 + k / 500, 29.55 + k % 7 / 300) for k in range(30)]
    size = len(PARKS) + len(own)
    masks = st.lists(st.booleans(), min_size=size, max_size=size).map(lambda rows: np.array(rows, np.bool_))
    mask, first, then = data.draw(masks), data.draw(masks), data.draw(masks)
    again = Ledger(gazetteer, PARKS, own).apply(mask, first).apply(mask, then).frame(zoom)
    fresh = Ledger(gazetteer, PARKS, own).apply(mask.copy(), then).frame(zoom)
    assert again.groups.sums.tolist() == fresh.groups.sums.tolist()
    assert again.point_flags.tolist() == fresh.point_flags.tolist()
    assert again.groups.selected.sum() <= (mask & then).sum()


def test_parks_without_room_are_one_symbol_named_by_the_largest_that_matches() -> None:
    city = Park(1, "科学城", "科学城", None, LngLat(106.32, 29.56), "C")
    near = [
        Park(number, f"园区{number}", "园区", 1, LngLat(106.4 + 0.01 * number, 29.5), "C") for number in range(2, 6)
    ]
    crowded = Ledger(Gazetteer([city, *near]), [park for park in range(2, 6) for _ in range(300 + park)])
    whole = crowded.frame(10.5, Bounds(104.0, 28.0, 109.0, 31.0))
    merged = [index for index, meta in enumerate(whole.group_meta) if meta.holds]
    assert merged, "nothing was too close"
    symbol = merged[0]
    holds = whole.group_meta[symbol].holds
    assert whole.group_meta[symbol].place is None
    assert whole.group_meta[symbol].name.endswith(f"等 {len(holds)} 个园区")
    assert whole.groups.count.sum() == len(crowded.columns.place), "and still every project counts once"
    last = holds[-1]
    of_last = [index for index, place in enumerate(crowded.places) if place.park_id == last]
    alone = crowded.apply(crowded.columns.place == of_last[0]).frame(10.5, Bounds(104.0, 28.0, 109.0, 31.0))
    assert [(meta.place, meta.holds) for meta in alone.group_meta] == [(last, holds)]
    assert alone.groups.spots.tolist() == [whole.groups.spots[symbol].tolist()], "a filter moves nothing"
