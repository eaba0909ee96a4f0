"""Maps and atlases on paper: true to scale, everything said, and the whole added up."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic

from db.export.options import Value
from db.filters import Filters
from db.ledger import Ledger
from tests.unit.db.export.independent_readers import need, run
from tests.unit.ui.paper.reading import PT_MM, Draw, bar_mm, boxes, compose, info, scale_of, text_of
from ui.application import Workplace


@pytest.mark.parametrize(
    ("options", "size", "denominator", "bar_km"),
    [
        ({}, (420, 297), 125_000, 5),
        ({"orientation": "portrait"}, (297, 420), None, None),
        ({"paper": "a4"}, (297, 210), None, None),
        ({"paper": "a4", "orientation": "portrait", "scale": 150_000}, (210, 297), 150_000, 5),
        ({"scale": 50_000}, (420, 297), 50_000, 2),
    ],
)
def test_a_map_is_true_to_scale(
    draw: Draw,
    tmp_path: Path,
    options: Mapping[str, Value],
    size: tuple[int, int],
    denominator: int | None,
    bar_km: int | None,
) -> None:
    path = draw("pdf", **options)
    width, height = (float(each) * PT_MM for each in re.findall(r"[\d.]+", info(path)["Page size"])[:2])
    assert (width, height) == pytest.approx(size, abs=0.5)
    scale = scale_of(path)
    assert denominator in (None, scale)
    figures = re.findall(r"([\d.]+)\s+千米", text_of(path, "-layout"))
    assert len(figures) == 1
    assert bar_km in (None, float(figures[0]))
    assert bar_mm(boxes(path, tmp_path)) == pytest.approx(float(figures[0]) * 1_000_000 / scale, rel=0.003)


def test_two_places_lie_as_far_apart_as_they_are(draw: Draw, built_ledger: Path, tmp_path: Path) -> None:
    """Two parks with one project each: their symbols are the only white discs of that size inside the frame."""
    path = draw("pdf")
    discs = [
        ((left + right) / 2, (top + low) / 2)
        for left, top, right, low in boxes(path, tmp_path)
        if abs(right - left - 4.275) < 0.02 and abs(low - top - 4.275) < 0.02 and left < 280
    ]
    (x1, y1), (x2, y2) = sorted(set(discs), key=lambda spot: spot[1])
    with closing(sqlite3.connect(built_ledger)) as connection:
        asked = "SELECT lng, lat FROM parks WHERE name IN ('凤栖湖畔', '石板大健康产业园') ORDER BY lat DESC"
        (lng1, lat1), (lng2, lat2) = connection.execute(asked).fetchall()
    ground_m = Geodesic.WGS84.Inverse(lat1, lng1, lat2, lng2)["s12"]
    assert np.hypot(x2 - x1, y2 - y1) * scale_of(path) / 1000 == pytest.approx(ground_m, rel=0.003)


def test_all_fonts_are_embedded_as_true_type(draw: Draw) -> None:
    for key in ("pdf", "atlas"):
        told = run(need("pdffonts"), str(draw(key))).splitlines()[2:]
        assert told
        for line in told:
            assert re.search(r"CID TrueType\s+Identity-H\s+yes\s+\w+\s+yes", line), line
            assert line.startswith("NotoSansSC"), f"a letter the bundled font lacks: {line}"


def test_everything_a_map_must_say_can_be_searched(draw: Draw) -> None:
    path = draw("pdf", Filters(industries=frozenset({2})), title="生命健康 <布局> & 其他", review="渝S(2026)000号")
    told = text_of(path, "-layout")
    for words in (
        "生命健康 <布局> & 其他",
        "渝S(2026)000号",
        "筛选：产业：生命健康",
        "2026-01-02",
        "未落点",
        "图例",
        "落点依据",
        "读图须知",
        "来源",
        "GeoNames",
        "天地图",
        "不作为划界依据",
        "EPSG:4544",
        "石板大健康产业园",
        "北",
        "实际大小",
        "1／2",
    ):
        assert words in told, words
    assert info(path)["Title"] == "生命健康 <布局> & 其他"


def test_the_list_holds_exactly_the_filtered_projects(draw: Draw, built_ledger: Path) -> None:
    filters = Filters(industries=frozenset({2}))
    told = "".join(text_of(draw("pdf", filters), "-f", "2", "-layout").split())
    with Ledger.open(built_ledger) as ledger:
        columns = ledger.load_columns()
        mask = columns.mask(filters)
        names = {columns.names[row]: bool(mask[row]) for row in range(len(columns))}
    for name, is_shown in names.items():
        shown = "".join(name.split())
        if len(shown) <= 18 and not any(shown in other for other in names if other != name):
            assert (shown in told) == is_shown, name


def test_without_the_list_a_map_is_one_page(draw: Draw) -> None:
    assert info(draw("pdf", list=False))["Pages"] == "1"
    assert int(info(draw("pdf", list=True))["Pages"]) > 1


def test_nothing_found_is_still_a_map(draw: Draw) -> None:
    told = text_of(draw("pdf", Filters(text="没有这样的项目")))
    assert "0 个具名项目" in told
    assert "0 个具名项目" in text_of(draw("atlas", Filters(text="没有这样的项目")))


@pytest.mark.parametrize("by", ["park", "industry"])
def test_an_atlas_has_each_chapter_where_its_contents_say(
    draw: Draw, built_ledger: Path, workplace: Workplace, by: str
) -> None:
    path = draw("atlas", by=by)
    with Ledger.open(built_ledger) as ledger:
        codes = ledger.load_columns().codes["park" if by == "park" else "industry"]
    contents = compose(built_ledger, workplace, by=by)
    assert len(contents) == len(np.unique(codes))
    pages = int(info(path)["Pages"])
    front = text_of(path, "-f", "1", "-l", "1", "-layout")
    assert "目录" in front
    for name, page in contents:
        assert page <= pages
        assert re.search(rf"{re.escape(name)}.*\s{page}$", front, re.MULTILINE), name
        assert text_of(path, "-f", str(page), "-l", str(page)).startswith(name)
    assert f"{pages}／{pages}" in text_of(path, "-f", str(pages))


def test_the_atlas_adds_up_to_the_whole(draw: Draw, built_ledger: Path) -> None:
    front = text_of(draw("atlas"), "-f", "1", "-l", "1", "-layout")
    rows = re.findall(r"^\S+\s+\S+\s+(\d+)\s+([\d.,]+|未公布)\s+(\d+)\s+\d+$", front, re.MULTILINE)
    with Ledger.open(built_ledger) as ledger:
        columns = ledger.load_columns()
        totals = columns.totals(np.ones(len(columns), np.bool_))
    assert sum(int(count) for count, _, _ in rows) == totals.count
    known = [float(amount.replace(",", "")) for _, amount, _ in rows if amount != "未公布"]
    assert sum(known) * 10_000 == pytest.approx(totals.amount_wan)


def test_projects_without_a_place_are_on_no_map(draw: Draw) -> None:
    """Of projects only known to be in the city the frame holds no symbol, and the page says so."""
    told = text_of(draw("pdf", Filters(grades=frozenset({"city"}))))
    assert "0 个有园区或位置" in told
    found = re.search(r"(\d+) 个具名项目", told)
    assert found is not None
    assert f"{found[1]} 项，不画在图上" in told
