"""Paper as other programs see it: poppler's tools, the standard library's XML, the bytes of a PNG."""

from __future__ import annotations

import datetime
import re
import sqlite3
import struct
import subprocess
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from PySide6.QtGui import QImage

from db.export.errors import ExportCancelled, ExportError
from db.export.exporting import build_sheet, export_projects, unheard
from db.export.format import ExportJob, Progress
from db.export.formats import FORMATS
from db.export.options import Value, read_options
from db.export.paper.atlas import compose_atlas
from db.export.paper.ground import Ground
from db.export.paper.marks import Page
from db.export.paper.press import Press
from db.filters import Filters
from db.ledger import Ledger
from tests.unit.db.export.independent_readers import need, run
from ui.application import Workplace
from ui.paper.paper_painter import PaperPainter
from ui.paper.paper_renderer import PaperRenderer

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
PT_MM = 25.4 / 72
SVG = "{http://www.w3.org/2000/svg}"
PAPER = {format_.key: format_ for format_ in FORMATS if format_.key in ("pdf", "atlas", "png", "svg")}

Draw = Callable[..., Path]


@pytest.fixture
def renderer(workplace: Workplace) -> PaperRenderer:
    return PaperRenderer(workplace.themes["light"], workplace.assets)


@pytest.fixture
def draw(built_ledger: Path, renderer: PaperRenderer, tmp_path: Path) -> Draw:
    """Export some projects in a format, as the service does."""

    def drawn(
        key: str,
        filters: Filters | None = None,
        ledger: Path = built_ledger,
        progress: Progress = unheard,
        **options: Value,
    ) -> Path:
        path = tmp_path / f"{key}{PAPER[key].suffix}"
        with Ledger.open(ledger) as opened:
            columns = opened.load_columns()
            chosen = filters or Filters()
            export_projects(
                opened,
                columns,
                np.flatnonzero(columns.mask(chosen)),
                path,
                format_key=key,
                filters=chosen,
                now=NOW,
                options=options,
                replace=True,
                progress=progress,
                renderer=renderer,
            )
        return path

    return drawn


def info(path: Path) -> Mapping[str, str]:
    lines = run(need("pdfinfo"), str(path)).splitlines()
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}


def text_of(path: Path, *more: str) -> str:
    return run(need("pdftotext"), *more, str(path), "-")


def boxes(path: Path, tmp_path: Path) -> list[tuple[float, float, float, float]]:
    """Return left, top, right, bottom in mm of every filled or stroked path of the first page, as poppler draws it."""
    target = tmp_path / "page.svg"
    run(need("pdftocairo"), "-svg", "-f", "1", "-l", "1", str(path), str(target))
    return [_box(element) for element in _painted(ElementTree.parse(target).getroot())]


def _painted(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    if element.tag == f"{SVG}defs":
        return
    if element.tag == f"{SVG}path" and re.search("[LC]", element.get("d", "")):
        yield element
    for child in element:
        yield from _painted(child)


def _box(element: ElementTree.Element) -> tuple[float, float, float, float]:
    found = re.fullmatch(r"matrix\((.*)\)", element.get("transform", "matrix(1, 0, 0, 1, 0, 0)"))
    assert found is not None, element.get("transform")
    a, b, c, d, e, f = (float(each) for each in re.split(r"[ ,]+", found[1]))
    numbers = [float(each) for each in re.findall(r"-?\d+\.?\d*", element.get("d", ""))]
    x, y = np.array(numbers[0::2]), np.array(numbers[1::2])
    across, down = (a * x + c * y + e) * PT_MM, (b * x + d * y + f) * PT_MM
    return float(across.min()), float(down.min()), float(across.max()), float(down.max())


def bar_mm(found: list[tuple[float, float, float, float]]) -> float:
    """Return the length of the scale bar: the parts of it are the only shapes 1.3 mm high that touch each other."""
    parts = sorted((left, right) for left, top, right, low in found if abs(low - top - 1.3) < 0.01 and right - left > 4)
    assert len(parts) >= 4
    return parts[-1][1] - parts[0][0]


def scale_of(path: Path) -> int:
    found = re.search(r"1∶([\d,]+)", text_of(path))
    assert found is not None
    return int(found[1].replace(",", ""))


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


def compose(built_ledger: Path, workplace: Workplace, **options: Value) -> tuple[tuple[str, int], ...]:
    painter = PaperPainter(workplace.themes["light"].families)
    ground = Ground.read(workplace.assets / "basemap")
    press = Press(workplace.themes["light"].tokens, painter.measure, ground)
    with Ledger.open(built_ledger) as ledger:
        columns = ledger.load_columns()
        sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), NOW)
        return compose_atlas(sheet, read_options(PAPER["atlas"].options, options), press).contents


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


HOSTILE = {
    1: '=HYPERLINK("http://x","y")',
    2: '<script>alert("1")</script> & ]]>',
    3: "第一行\n第二行",
    4: "\u202eنص\u202c אבג",
    5: "𠮷野家👷🏽\u200d♀️𝔘",
    6: "长" * 10_000,
    7: "甲\0乙\x07丙",
    8: "",
}


@pytest.fixture
def hostile_ledger(own_ledger: Path) -> Path:
    with closing(sqlite3.connect(own_ledger)) as connection, connection:
        for id_, name in HOSTILE.items():
            connection.execute("UPDATE projects SET name = ? WHERE id = ?", (name or " ", id_))
        connection.execute("UPDATE parks SET name = ? WHERE name = '科学谷'", ("<b>科学谷</b>\n" + "谷" * 5_000,))
    return own_ledger


@pytest.mark.parametrize("key", ["pdf", "atlas", "svg"])
def test_hostile_names_stay_plain_text(draw: Draw, hostile_ledger: Path, key: str) -> None:
    path = draw(key, ledger=hostile_ledger)
    if key == "svg":
        told = "\n".join(ElementTree.parse(path).getroot().itertext())
    else:
        told = text_of(path, "-layout")
        assert '=HYPERLINK("http://x","y")' in told
        assert "<script>alert" in told
        assert "第一行 第二行" in told
        assert re.search(r"长{8,60}…", told)
        assert "甲乙丙" in told
    assert "<b>科学谷</b> 谷谷" in told


def test_an_svg_is_xml_with_text_of_its_true_size(draw: Draw) -> None:
    root = ElementTree.parse(draw("svg", Filters(industries=frozenset({1})), width=240, height=160)).getroot()
    assert root.tag == f"{SVG}svg"
    assert [float(str(root.get(side)).removesuffix("mm")) for side in ("width", "height")] == pytest.approx(
        [240, 160], abs=0.05
    )
    told = [text.strip() for element in root.iter(f"{SVG}text") for text in element.itertext()]
    assert "科学城招商项目分布" in told
    assert any(line.startswith("筛选：产业：") for line in told)
    assert any("GeoNames" in line for line in told)
    assert "Noto Sans SC" in str(root.get("font-family"))
    assert "sans-serif" in str(root.get("font-family"))
    about = root.findtext(f"{SVG}desc") or ""
    assert "数据版本" in about
    assert "另有" in about


def chunks(path: Path) -> dict[bytes, bytes]:
    data, at = path.read_bytes(), 8
    found: dict[bytes, bytes] = {}
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        found.setdefault(data[at + 4 : at + 8], data[at + 8 : at + 8 + length])
        at += 12 + length
    return found


@pytest.mark.parametrize("dpi", [72, 150])
def test_a_png_has_the_pixels_and_the_resolution_asked_for(draw: Draw, dpi: int) -> None:
    path = draw("png", dpi=dpi, paper="a4")
    found = chunks(path)
    width, height, _, kind = struct.unpack(">IIBB", found[b"IHDR"][:10])
    assert (width, height) == (round(297 / 25.4 * dpi), round(210 / 25.4 * dpi))
    per_metre, _, unit = struct.unpack(">IIB", found[b"pHYs"])
    assert unit == 1
    assert per_metre * 0.0254 == pytest.approx(dpi, abs=0.02)
    assert kind == 2, "no alpha where none is asked for"
    assert found[b"iTXt"].startswith(b"Description\0")
    assert "数据版本" in _told(found[b"iTXt"])


def _told(chunk: bytes) -> str:
    """Read an iTXt chunk: key, whether compressed, method, language, translated key, text."""
    _, rest = chunk.split(b"\0", 1)
    _, _, body = rest[2:].split(b"\0", 2)
    return (zlib.decompress(body) if rest[0] else body).decode("utf-8")


def test_a_transparent_png_has_no_paper_and_no_land(draw: Draw) -> None:
    image = QImage(str(draw("png", transparent=True, dpi=100)))
    assert image.hasAlphaChannel()
    assert image.pixelColor(2, 2).alpha() == 0
    pixels = np.frombuffer(bytes(image.convertToFormat(QImage.Format.Format_ARGB32).constBits()), np.uint32) >> 24
    assert (pixels == 0).mean() > 0.8
    assert (pixels == 255).mean() > 0.01


def test_the_same_data_give_the_same_pages(built_ledger: Path, workplace: Workplace) -> None:
    assert compose(built_ledger, workplace) == compose(built_ledger, workplace)
    painter = PaperPainter(workplace.themes["light"].families)
    press = Press(workplace.themes["light"].tokens, painter.measure, Ground.read(workplace.assets / "basemap"))

    def pages() -> tuple[Page, ...]:
        with Ledger.open(built_ledger) as ledger:
            columns = ledger.load_columns()
            sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), NOW)
            return compose_atlas(sheet, {"by": "park"}, press).pages

    assert pages() == pages()


@pytest.mark.parametrize("key", list(PAPER))
def test_what_is_stopped_leaves_nothing(draw: Draw, tmp_path: Path, key: str) -> None:
    def stop(done: int, total: int) -> None:
        raise ExportCancelled

    with pytest.raises(ExportCancelled):
        draw(key, progress=stop)
    assert list(tmp_path.glob(f"*{PAPER[key].suffix}")) == []
    assert list(tmp_path.glob(".*.part")) == []


@pytest.mark.parametrize("key", list(PAPER))
def test_progress_reaches_the_number_of_projects(draw: Draw, key: str) -> None:
    told: list[tuple[int, int]] = []
    draw(key, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, told[0][1])
    assert told[-1] == (told[0][1], told[0][1])


def test_without_a_window_a_map_is_refused_in_a_sentence(built_ledger: Path, tmp_path: Path) -> None:
    with Ledger.open(built_ledger) as ledger:
        columns = ledger.load_columns()
        with pytest.raises(ExportError, match="画不了"):
            export_projects(ledger, columns, np.arange(3), tmp_path / "x.pdf", filters=Filters(), now=NOW)


def test_a_missing_base_map_is_told_in_a_sentence(workplace: Workplace, built_ledger: Path, tmp_path: Path) -> None:
    broken = PaperRenderer(workplace.themes["light"], tmp_path)
    with Ledger.open(built_ledger) as ledger:
        columns = ledger.load_columns()
        sheet = build_sheet(ledger, columns, np.arange(3), Filters(), NOW)
        job = ExportJob(sheet, read_options(PAPER["pdf"].options, {}), unheard, broken)
        with pytest.raises(ExportError, match="底图"):
            broken.render(job, "pdf", tmp_path / "x.pdf")


def test_the_command_line_draws_without_a_display(built_ledger: Path, project_dir: Path, tmp_path: Path) -> None:
    import os
    import sys

    target = tmp_path / "图.pdf"
    away = {"SCIENCE_CITY_ATLAS_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "main.py", "export", "--db", str(built_ledger), "--to", str(target), "--option", "paper=a4"],
        cwd=project_dir,
        env={key: value for key, value in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")} | away,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(info(target)["Pages"]) >= 2
