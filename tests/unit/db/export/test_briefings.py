"""Briefings for Word and PowerPoint, read back by their own libraries and as the XML they are."""

import datetime
import io
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import docx
import numpy as np
import openpyxl
import pptx
import pytest

from db.export.errors import ExportCancelled, ExportError
from db.export.exporting import export_projects
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from tests.unit.db.export.independent_readers import read_docx, read_pptx
from tests.unit.db.export.plain_renderer import PlainRenderer

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FONT = "微软雅黑"


def brief(
    ledger: Ledger,
    path: Path,
    group: str = "industry",
    filters: Filters | None = None,
    renderer: PlainRenderer | None = None,
) -> Path:
    columns, filters = ledger.load_columns(), filters or Filters()
    export_projects(
        ledger,
        columns,
        np.flatnonzero(columns.mask(filters)),
        path,
        filters=filters,
        now=NOW,
        options={"group": group},
        replace=True,
        renderer=renderer or PlainRenderer(),
    )
    return path


def titles(path: Path) -> list[str]:
    if path.suffix == ".pptx":
        return [slide.shapes.title.text for slide in pptx.Presentation(str(path)).slides]
    return [each.text for each in docx.Document(str(path)).paragraphs if each.style.name == "Heading 1"]


@pytest.fixture(params=[".pptx", ".docx"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"简报{request.param}"


def members(path: Path, pattern: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if re.search(pattern, name)}


def test_every_industry_has_its_page_in_order(ledger: Ledger, path: Path) -> None:
    assert list(dict.fromkeys(titles(brief(ledger, path)))) == [
        "科学城招商项目简报",
        "信息",
        "健康",
        "未归类",
        "指标与口径",
        "口径与来源",
    ]


def test_every_park_with_projects_has_its_page(ledger: Ledger, columns: ProjectColumns, path: Path) -> None:
    names, codes = columns.dimensions["park"].names, sorted(set(columns.codes["park"].tolist()))
    found = list(dict.fromkeys(titles(brief(ledger, path, "park"))))
    assert found[1:-2] == [names[code] for code in codes]


def test_a_map_is_drawn_of_the_whole_and_of_each_part(ledger: Ledger, columns: ProjectColumns, path: Path) -> None:
    renderer = PlainRenderer()
    brief(ledger, path, renderer=renderer)
    ids = [asked[1] for asked in renderer.asked]
    assert ids == [tuple(range(1, 8)), (1, 2), (3, 7), (4, 5, 6)]
    assert {asked[0] for asked in renderer.asked} == {"png"}
    assert all(side >= 120 for asked in renderer.asked for side in asked[2] if isinstance(side, int))
    assert len(members(path, r"/media/image\d+\.png")) >= 1


def test_a_slide_states_its_figures_and_what_is_not_published(ledger: Ledger, tmp_path: Path) -> None:
    slides = list(pptx.Presentation(str(brief(ledger, tmp_path / "a.pptx"))).slides)
    words = "\n".join(shape.text_frame.text for shape in slides[3].shapes if shape.has_text_frame)
    assert "3 项\n台账具名项目" in words
    assert "0.5 亿元\n已公布金额合计；其中 2 个未公布" in words
    assert "GeoNames" in words
    assert "WGS 84" in words
    assert "来源：无" in words, "nothing evidences these three"


def test_a_page_states_its_figures_and_sources(ledger: Ledger, tmp_path: Path) -> None:
    document = docx.Document(str(brief(ledger, tmp_path / "a.docx")))
    words = "\n".join(each.text for each in document.paragraphs)
    assert "2 项，20.5 亿元，另有 0 项未公布金额，不计入" in words
    assert "来源：一号材料" in words
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("已公布金额合计；其中 1 个未公布" in cell for cell in cells)


def test_the_table_of_parts_adds_up(ledger: Ledger, tmp_path: Path) -> None:
    table = next(
        table
        for table in docx.Document(str(brief(ledger, tmp_path / "a.docx"))).tables
        if table.rows[0].cells[0].text == "产业"
    )
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][:4] == ["产业", "项目数", "已公布金额（亿元）", "未公布（项）"]
    assert [row[:4] for row in rows[1:]] == [
        ["未归类", "3", "0.5", "2"],
        ["信息", "2", "20.5", "0"],
        ["健康", "2", "105", "1"],
    ]


def test_slides_carry_charts_that_can_be_edited(ledger: Ledger, tmp_path: Path) -> None:
    slides = pptx.Presentation(str(brief(ledger, tmp_path / "a.pptx"))).slides
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    plot = charts[0].plots[0]
    assert dict(zip(plot.categories, plot.series[0].values, strict=True)) == {"信息": 2, "健康": 2, "未归类": 3}
    assert len(charts) == 4
    book = openpyxl.load_workbook(io.BytesIO(charts[0].part.chart_workbook.xlsx_part.blob))["Sheet1"]
    assert [tuple(cell.value for cell in row) for row in book] == [
        (None, "项目数"), ("信息", 2), ("健康", 2), ("未归类", 3),
    ]  # fmt: skip


def test_pages_carry_charts_that_can_be_edited(ledger: Ledger, tmp_path: Path) -> None:
    path = brief(ledger, tmp_path / "a.docx")
    charts = members(path, r"word/charts/chart\d+\.xml$")
    assert len(charts) == 4
    chart = ElementTree.fromstring(charts["word/charts/chart1.xml"])
    names = [point.text for point in chart.iterfind(f".//{C}cat//{C}v")]
    assert names == ["信息", "健康", "未归类"]
    assert [point.text for point in chart.iterfind(f".//{C}val//{C}v")] == ["2", "2", "3"]
    colors = [fill.get("val") for fill in chart.iterfind(f".//{C}dPt//{A}srgbClr")]
    assert colors[:2] == ["111111", "222222"], "an industry has its own colour"
    links = ElementTree.fromstring(
        members(path, r"charts/_rels/chart1\.xml\.rels")["word/charts/_rels/chart1.xml.rels"]
    )
    link = chart.find(f"{C}externalData")
    assert link is not None
    (target,) = [each.get("Target") for each in links if each.get("Id") == link.get(f"{R}id")]
    assert target == "../embeddings/chart1.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(members(path, "embeddings/chart1.xlsx")["word/embeddings/chart1.xlsx"]))
    assert [row[1].value for row in book["Sheet1"]] == ["项目数", 2, 2, 3]
    shown = ElementTree.fromstring(members(path, "document.xml$")["word/document.xml"])
    assert len(list(shown.iter(f"{C}chart"))) == 4


def test_chinese_has_its_font_in_every_run_of_every_slide(ledger: Ledger, tmp_path: Path) -> None:
    path = brief(ledger, tmp_path / "a.pptx")
    runs = 0
    for name, data in members(path, r"(slides|notesSlides)/[a-z]+\d+\.xml$|notesSlide\d+\.xml$").items():
        for run in ElementTree.fromstring(data).iter():
            if run.tag not in (f"{A}r", f"{A}fld"):
                continue
            runs += 1
            for slot in ("latin", "ea"):
                font = run.find(f"{A}rPr/{A}{slot}")
                assert font is not None, (name, slot)
                assert font.get("typeface") == FONT
    assert runs > 50
    for data in members(path, r"charts/chart\d+\.xml$").values():
        latin, ea = (re.findall(rf'<a:{slot} typeface="([^"]*)"'.encode(), data) for slot in ("latin", "ea"))
        assert set(latin) == {FONT.encode()}
        assert len(latin) == len(ea) > 3
    for data in members(path, "theme/theme1.xml").values():
        assert data.count(f'<a:ea typeface="{FONT}"/>'.encode()) == 2


def test_chinese_has_its_font_in_every_run_and_style_of_every_page(ledger: Ledger, tmp_path: Path) -> None:
    path = brief(ledger, tmp_path / "a.docx")
    looked_at = members(path, r"word/(document|styles|footer\d*)\.xml$")
    assert len(looked_at) == 3
    for name, data in looked_at.items():
        root = ElementTree.fromstring(data)
        assert all(run.find(f"{W}rPr/{W}rFonts") is not None for run in root.iter(f"{W}r")), name
        fonts = list(root.iter(f"{W}rFonts"))
        assert fonts
        assert {font.get(f"{W}{slot}") for font in fonts for slot in ("ascii", "hAnsi", "eastAsia")} == {FONT}, name


def test_pages_begin_anew_and_long_tables_repeat_their_heads(ledger: Ledger, tmp_path: Path) -> None:
    document = docx.Document(str(brief(ledger, tmp_path / "a.docx")))
    heads = [each for each in document.paragraphs if each.style.name == "Heading 1"]
    assert [bool(head.paragraph_format.page_break_before) for head in heads] == [False, True, True, True, True, True]
    data = members(tmp_path / "a.docx", "document.xml$")["word/document.xml"]
    assert data.count(b"<w:tblHeader") == 5


def test_pictures_and_charts_say_what_they_show(ledger: Ledger, path: Path) -> None:
    brief(ledger, path)
    told = re.findall(rb'descr="([^"]+)"', b"".join(members(path, r"slides/slide\d|word/document").values()))
    words = [each.decode() for each in told]
    assert sum(each.startswith("地图：") for each in words) == 4
    assert words.count("园区（项目数）") == 3


def test_many_rows_go_on_and_none_is_lost(own_ledger: Path, tmp_path: Path) -> None:
    with Ledger.open(own_ledger) as ledger:
        slides = brief(ledger, tmp_path / "a.pptx", "park")
        pages = brief(ledger, tmp_path / "a.docx", "park")
        ids = ledger.load_columns().ids.tolist()
    assert [record.id for record in read_pptx(slides)] == ids
    assert read_docx(pages) == read_pptx(slides)
    further = [
        shape.text_frame.text
        for slide in pptx.Presentation(str(slides)).slides
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text.startswith("续：")
    ]
    assert "续：第 8–24 行，共 52 行" in further
    assert further[-1] == "续：第 42–52 行，共 52 行"


def test_names_stay_texts_in_charts(ledger_path: Path, path: Path) -> None:
    with closing(sqlite3.connect(ledger_path)) as connection, connection:
        connection.execute("UPDATE industries SET name = '=1+1' WHERE id = 1")
    with Ledger.open(ledger_path) as ledger:
        brief(ledger, path, filters=Filters(industries=frozenset({1})))
    assert titles(path)[1] == "=1+1"
    book = openpyxl.load_workbook(io.BytesIO(next(iter(members(path, r"embeddings/.*\.xlsx").values()))))
    assert (book["Sheet1"]["A2"].value, book["Sheet1"]["A2"].data_type) == ("=1+1", "s")


def test_nothing_exported_is_a_briefing_too(ledger: Ledger, path: Path) -> None:
    assert list(dict.fromkeys(titles(brief(ledger, path, filters=Filters(text="没有"))))) == [
        "科学城招商项目简报",
        "指标与口径",
        "口径与来源",
    ]


def test_no_briefing_where_no_map_can_be_drawn(ledger: Ledger, columns: ProjectColumns, path: Path) -> None:
    with pytest.raises(ExportError, match="地图"):
        export_projects(ledger, columns, np.arange(2), path, filters=Filters(), now=NOW)
    assert not path.exists()


def test_a_briefing_can_be_stopped_while_a_map_is_drawn(ledger: Ledger, columns: ProjectColumns, path: Path) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 3:
            raise ExportCancelled

    with pytest.raises(ExportCancelled):
        export_projects(
            ledger, columns, np.arange(7), path, filters=Filters(), now=NOW, progress=stop, renderer=PlainRenderer()
        )
    assert told[0] == (0, 7)
    assert {total for _, total in told} == {7}
    assert not path.exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_names_are_cut_on_slides(
    own_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("SCIENCE_CITY_ATLAS_LANGUAGE", language)
    with Ledger.open(own_ledger) as ledger:
        path = brief(ledger, tmp_path / "a.pptx")
    rows = [
        [cell.text for cell in row.cells]
        for slide in pptx.Presentation(str(path)).slides
        for shape in slide.shapes
        if shape.has_table and len(shape.table.columns) == 7
        for row in shape.table.rows
    ]
    assert any(row[1].endswith("…") for row in rows)
    assert not [row for row in rows if any(row[column].endswith("…") for column in (0, 4, 5, 6))]
