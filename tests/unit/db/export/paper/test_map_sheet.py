"""What is laid out, looked at as data."""

import datetime

import numpy as np
import pytest

from db.export.exporting import build_sheet
from db.export.options import read_options
from db.export.paper.atlas import compose_atlas
from db.export.paper.contents import PaperContents
from db.export.paper.ground import Ground, Spot
from db.export.paper.map_sheet import MOST_LISTED, MapSheet, compose_map
from db.export.paper.marks import MM_PER_PT, Donut, Glyph, Page, Shape, Words, texts
from db.export.paper.press import SLOT_TOKENS, Press
from db.export.paper.sizes import ATLAS_OPTIONS, PDF_OPTIONS, PNG_OPTIONS
from db.export.paper.surrounds import BAR_NAME, bar_km
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
_TOKENS = (
    *("ink", "ink2", "ink3", "line", "line2", "land", "outerland", "border", "river", "rivercasing", "coreline"),
    *("footprintline", "rail", "towntext", "districttext", *SLOT_TOKENS),
)
COLORS = dict.fromkeys(_TOKENS, "#112233")
SQUARE = np.array([[106.2, 29.4], [106.5, 29.4], [106.5, 29.7], [106.2, 29.7], [106.2, 29.4]])
GROUND = Ground(
    districts=(SQUARE,),
    names=(Spot("示例区", 106.3, 29.5),),
    borders=(SQUARE[:2],),
    rivers=(("示例江", 0.5, SQUARE[1:4]),),
    core=(SQUARE,),
    tracks=(SQUARE[:2],),
    stations=(Spot("示例站", 106.25, 29.4),),
    towns=(Spot("示例镇", 106.4, 29.45, 2),),
    credits=("示例底图",),
    note="示意。",
)


def measure(text: str, size_pt: float, weight: int) -> float:
    return sum(1.0 if ord(each) > 0x2E7F else 0.55 for each in text) * size_pt * MM_PER_PT


PRESS = Press(COLORS, measure, GROUND)


def lay_out(ledger: Ledger, columns: ProjectColumns, filters: Filters | None = None, **options: object) -> MapSheet:
    chosen = filters or Filters()
    sheet = build_sheet(ledger, columns, np.flatnonzero(columns.mask(chosen)), chosen, NOW)
    return compose_map(sheet, read_options(PDF_OPTIONS, {key: str(value) for key, value in options.items()}), PRESS)


def inside(page: Page) -> bool:
    shapes = [point for mark in page.marks if isinstance(mark, Shape) for ring in mark.rings for point in ring]
    words = [(mark.x, mark.y) for mark in page.marks if isinstance(mark, Words)]
    return all(0 <= x <= page.width and 0 <= y <= page.height for x, y in (*shapes, *words))


@pytest.mark.parametrize("paper", ["a3", "a4"])
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_nothing_leaves_the_sheet(ledger: Ledger, columns: ProjectColumns, paper: str, orientation: str) -> None:
    for page in lay_out(ledger, columns, paper=paper, orientation=orientation, binding="yes").pages:
        assert inside(page)


def test_the_scale_bar_is_as_long_as_it_says(ledger: Ledger, columns: ProjectColumns) -> None:
    laid = lay_out(ledger, columns, scale=125_000)
    (bar,) = [mark for mark in laid.pages[0].marks if isinstance(mark, Shape) and mark.name == BAR_NAME]
    across = [x for x, _ in bar.rings[0]]
    assert max(across) - min(across) == pytest.approx(bar_km(laid.view) * 1_000_000 / 125_000)
    assert max(across) - min(across) == pytest.approx(40.0)


def test_placed_and_unplaced_projects_add_up(ledger: Ledger, columns: ProjectColumns) -> None:
    """Each placed project is in exactly one symbol inside the frame; the ring beside the map has all others."""
    laid = lay_out(ledger, columns)
    page, frame = laid.pages[0], laid.view.frame
    donuts = [mark for mark in page.marks if isinstance(mark, Donut) and mark.radius > 3]
    on_map = sum(sum(count for count, _ in mark.parts) for mark in donuts if frame.contains(mark.x, mark.y))
    alone = sum(isinstance(mark, Glyph) and frame.contains(mark.x, mark.y) for mark in page.marks)
    beside = sum(sum(count for count, _ in mark.parts) for mark in donuts if not frame.contains(mark.x, mark.y))
    has_place = int((~np.isnan(columns.lng)).sum())
    assert on_map + alone == has_place
    assert beside == len(columns) - has_place
    assert has_place > 0
    assert beside > 0


def test_without_any_place_there_is_no_symbol_in_the_frame(ledger: Ledger, columns: ProjectColumns) -> None:
    laid = lay_out(ledger, columns, Filters(grades=frozenset({"city"})))
    frame = laid.view.frame
    symbols = [mark for mark in laid.pages[0].marks if isinstance(mark, Donut | Glyph)]
    assert not [mark for mark in symbols if frame.contains(mark.x, mark.y)]


def test_a_filter_moves_no_symbol(ledger: Ledger, columns: ProjectColumns) -> None:
    laid = lay_out(ledger, columns, scale=50_000)
    sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), NOW)
    contents = PaperContents(sheet)
    every = contents.find_symbols(laid.view, contents.placed(sheet.row_numbers))
    spots = set(zip(every.point_x.tolist(), every.point_y.tolist(), strict=True))
    assert spots
    for row in contents.placed(sheet.row_numbers):
        one = contents.find_symbols(laid.view, np.array([row]))
        assert set(zip(one.point_x.tolist(), one.point_y.tolist(), strict=True)) <= spots


def test_what_lies_outside_the_frame_is_counted_aloud(ledger: Ledger, columns: ProjectColumns) -> None:
    laid = lay_out(ledger, columns, scale=1_000)
    told = " ".join(line for page in laid.pages for line in texts(page.marks))
    outside = int((~np.isnan(columns.lng)).sum()) - sum(
        isinstance(mark, Glyph) and laid.view.frame.contains(mark.x, mark.y) for mark in laid.pages[0].marks
    )
    assert (f"另有 {outside} 项" in told) == (outside > 0)


def test_a_review_number_is_printed_only_when_given(ledger: Ledger, columns: ProjectColumns) -> None:
    assert not any("审图号" in line for line in texts(lay_out(ledger, columns).pages[0].marks))
    assert any("渝S(2026)1号" in line for line in texts(lay_out(ledger, columns, review="渝S(2026)1号").pages[0].marks))


def test_the_same_data_give_the_same_marks(ledger: Ledger, columns: ProjectColumns) -> None:
    assert lay_out(ledger, columns).pages == lay_out(ledger, columns).pages


@pytest.mark.parametrize(("width", "height"), [(120, 120), (160, 120), (300, 140), (150, 400), (1200, 800)])
def test_a_picture_of_any_size_is_one_page_with_a_map(
    ledger: Ledger, columns: ProjectColumns, width: int, height: int
) -> None:
    sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), NOW)
    options = read_options(PNG_OPTIONS, {"width": width, "height": height})
    laid = compose_map(sheet, options, PRESS, is_picture=True)
    (page,) = laid.pages
    assert (page.width, page.height) == (width, height)
    assert laid.view.frame.width > 0.4 * width
    assert laid.view.frame.height > 0.2 * height
    assert inside(page)
    told = " ".join(texts(page.marks))
    assert "未落点" in told
    assert "示例底图" in told


def test_a_very_long_list_is_left_out_and_said_to_be(
    ledger: Ledger, columns: ProjectColumns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.export.paper.map_sheet.MOST_LISTED", 3)
    told = " ".join(line for page in lay_out(ledger, columns).pages for line in texts(page.marks))
    assert "多于 3 项不列表" in told
    assert MOST_LISTED > 1_000


@pytest.mark.parametrize("by", ["park", "industry"])
def test_every_project_is_on_one_page_of_the_atlas(ledger: Ledger, columns: ProjectColumns, by: str) -> None:
    sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), NOW)
    told_between: list[None] = []
    options = read_options(ATLAS_OPTIONS, {"by": by})
    atlas = compose_atlas(sheet, options, PRESS, lambda: told_between.append(None))
    assert len(told_between) >= len(atlas.pages) - 1, "it can be stopped between any two pages"
    told = [line for page in atlas.pages[1:] for line in texts(page.marks)]
    for name in columns.names:
        assert told.count(name) >= 1, name
    assert all(inside(page) for page in atlas.pages)
    firsts = [page for _, page in atlas.contents]
    assert firsts == sorted(set(firsts))
    for name, place in atlas.contents:
        assert texts(atlas.pages[place - 1].marks)[0] == name
