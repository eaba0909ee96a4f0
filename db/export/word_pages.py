"""DOCX: one page a park or industry, with a map, a native chart and a native table; the only door to python-docx."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from db.export.briefing import BRIEFING, HEAD, INK, INK2, LINE, BriefingPart
from db.export.briefing_frame import BriefingTable, fill_pages, open_briefing
from db.export.format import ExportJob
from db.export.native_charts import build_chart_parts
from db.export.office_package import finish_package
from db.export.xlsx_styles import FONT
from db.export.xml_text import clean_xml
from geo.wording import tr

_Cell = Any
_Paragraph = Any

_WIDTH, _HEIGHT, _MARGIN = 210.0, 297.0, 15.0
_TEXT_MM: Final = _WIDTH - 2 * _MARGIN
_MAP_MM: Final = (122, 120)
_SIDE_MM: Final = _TEXT_MM - _MAP_MM[0] - 2
_CHART_BAR_MM, _CHART_HEAD_MM = 5.5, 13.0

_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_CHART: Final = """<w:drawing {names}><wp:inline><wp:extent cx="{cx}" cy="{cy}"/>
<wp:docPr id="{id}" name="chart {number}"/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart
xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{link}"/></a:graphicData></a:graphic>
</wp:inline></w:drawing>"""

_FIELD: Final = """<w:fldSimple {names} w:instr="{word}"><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>1</w:t></w:r>
</w:fldSimple>"""

_WIDTHS_MM: Final = {
    "parts": (72.0, 22.0, 34.0, 24.0, 28.0),
    "projects": (11.0, 50.0, 32.0, 30.0, 24.0, 12.0, 21.0),
    "kpis": (24.0, 96.0, 24.0, 18.0, 18.0),
}


def write_docx(job: ExportJob, path: Path) -> None:
    """Write the document.

    Raises:
        OSError: The disk is full or refuses.
        ExportError: A map could not be drawn.
        ExportCancelled: The person asked to stop.
    """
    briefing = open_briefing(job)
    document = Document()
    _set_up(document, job)
    fill_pages(_Pages(document), job, briefing, path.parent / "map.png", _MAP_MM)
    _set_fonts(document)
    document.save(str(path))
    finish_package(path, FONT)


class _Pages:
    """The pages of one document."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self._document, self._parts, self._charts = document, 0, 0

    def add_part(self, part: BriefingPart, subtitle: str, picture: Path, table: BriefingTable) -> None:
        """All projects, or a park or industry, beginning on a page of its own."""
        self._add_figures(part, subtitle, picture)
        self._add_table(table)
        self._add_foot(part)
        self._parts += 1

    def add_definitions(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """What the figures mean and where they come from."""
        self._add_heading(title)
        table = self._new_table(len(lines), (24.0, _TEXT_MM - 24.0))
        for cells, (key, words) in zip(table.rows, lines, strict=True):
            _write(cells.cells[0].paragraphs[0], key, 9, bold=True)
            _write(cells.cells[1].paragraphs[0], words, 9, INK2)

    def add_kpis(self, title: str, subtitle: str, table: BriefingTable) -> None:
        """Every KPI by every definition; numerator, denominator and what they speak of."""
        self._add_heading(title)
        _write(self._document.add_paragraph(), subtitle, 9, INK2)
        self._add_table(table)

    def _add_heading(self, title: str) -> None:
        paragraph = self._document.add_heading(level=1)
        paragraph.paragraph_format.page_break_before = self._parts > 0
        _write(paragraph, title, 20, bold=True)

    def _add_figures(self, part: BriefingPart, subtitle: str, picture: Path) -> None:
        self._add_heading(part.title)
        below = self._document.add_paragraph()
        below.paragraph_format.space_after = Pt(6)
        _write(below, subtitle, 11, INK2)
        _rule(below, part.color or f"#{INK}")
        table = self._new_table(1, (_MAP_MM[0] + 2.0, _SIDE_MM))
        left, right = table.rows[0].cells
        _pad(left, 0)
        _pad(right, 230)
        run = left.paragraphs[0].add_run()
        run.add_picture(str(picture), Mm(_MAP_MM[0]), Mm(_MAP_MM[1]))
        words = tr("地图：{title}，{conclusion}", title=part.title, conclusion=part.conclusion)
        _describe(left.paragraphs[0], words)
        for place, figure in enumerate(part.figures):
            paragraph = right.paragraphs[0] if place == 0 else right.add_paragraph()
            _write(paragraph, figure.value, 24, bold=True)
            _write(paragraph, f" {figure.unit}" if figure.unit else "", 12)
            caption = right.add_paragraph()
            caption.paragraph_format.space_after = Pt(14)
            _write(caption, figure.caption, 9, INK2)
        self._add_chart(part)

    def _add_chart(self, part: BriefingPart) -> None:
        """Embed a chart: python-docx knows none, but a part of a package is a part of a package."""
        if not part.bars:
            return
        self._charts += 1
        package = self._document.part.package
        size = (int(Mm(_TEXT_MM)), int(Mm(_CHART_HEAD_MM + _CHART_BAR_MM * len(part.bars))))
        made = build_chart_parts(part.bars, part.chart_title, size, 9)
        chart = Part(PackURI(f"/word/charts/chart{self._charts}.xml"), _CHART_TYPE, made.xml, package)
        name = PackURI(f"/word/embeddings/chart{self._charts}.xlsx")
        linked = chart.relate_to(Part(name, _BOOK_TYPE, made.workbook, package), RELATIONSHIP_TYPE.PACKAGE)
        if f'r:id="{linked}"'.encode() not in made.xml:  # the chart names its workbook by this very id
            raise ValueError(f"the chart does not name its workbook {linked}")
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(5)
        names = nsdecls("w", "wp", "a", "r")
        link = self._document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
        number = self._charts
        drawing = _CHART.format(names=names, cx=size[0], cy=size[1], id=10_000 + number, number=number, link=link)
        paragraph.add_run().font.element.append(parse_xml(drawing))
        _describe(paragraph, part.chart_title)

    def _add_table(self, shown: BriefingTable) -> None:
        heads, rows, numbers = shown.heads, shown.rows, shown.numbers
        table = self._new_table(len(rows) + 1, _WIDTHS_MM[shown.kind])
        for place, (line, cells) in enumerate(zip(table.rows, (heads, *rows), strict=True)):
            for column, (cell, words) in enumerate(zip(line.cells, cells, strict=True)):
                paragraph = cell.paragraphs[0]
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if column in numbers else WD_ALIGN_PARAGRAPH.LEFT
                _write(paragraph, words, 9, bold=place == 0)
                _rule_cell(cell, HEAD if place == 0 else "")
        head = table.rows[0].cells[0].paragraphs[0].paragraph_format.element.getparent().getparent()
        head.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))  # repeated on every page

    def _new_table(self, rows: int, widths: Sequence[float]) -> Any:  # noqa: ANN401
        table = self._document.add_table(rows, len(widths))
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:  # Word goes by the cells, other programs by the columns
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        return table

    def _add_foot(self, part: BriefingPart) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(6)
        _write(paragraph, part.sources, 8, INK2)
        _write(self._document.add_paragraph(), part.cautions, 8, INK2)


def _set_up(document: Any, job: ExportJob) -> None:  # noqa: ANN401
    """A4 upright, our fonts, what the file is, page numbers."""
    header = job.sheet.header
    properties = document.core_properties
    properties.title, properties.author, properties.comments = tr(BRIEFING), "", ""
    properties.created = properties.modified = header.written.replace(tzinfo=None)
    properties.language = "zh-CN"
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.footer_distance = Mm(7)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.color.rgb = Pt(9), RGBColor.from_string(INK)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    heading = document.styles["Heading 1"].paragraph_format
    heading.space_before, heading.space_after = Pt(0), Pt(2)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    version = tr("数据版本 {version}", version=clean_xml(header.data_version))
    _write(footer, f"{tr(BRIEFING)}　{version}　", 8, INK2)
    _append(footer, _FIELD.format(names=nsdecls("w"), word="PAGE"))
    _write(footer, " / ", 8, INK2)
    _append(footer, _FIELD.format(names=nsdecls("w"), word="NUMPAGES"))


def _write(paragraph: _Paragraph, words: str, size_pt: float, color: str = INK, *, bold: bool = False) -> None:
    if words:
        run = paragraph.add_run(words)  # line ends become breaks
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size_pt), bold, RGBColor.from_string(color)


def _append(paragraph: _Paragraph, xml: str) -> None:
    paragraph.paragraph_format.element.append(parse_xml(xml))


def _describe(paragraph: _Paragraph, words: str) -> None:
    """Say what a picture or chart shows, for who cannot see it, and leave no room around it."""
    for inline in paragraph.paragraph_format.element.iter(qn("wp:inline")):
        inline.find(qn("wp:docPr")).set("descr", words)
        for side in "TBLR":
            inline.set(f"dist{side}", "0")


def _rule(paragraph: _Paragraph, color: str) -> None:
    """Draw a line under a paragraph."""
    line = f'<w:bottom w:val="single" w:sz="12" w:space="6" w:color="{color.lstrip("#")}"/>'
    properties = paragraph.paragraph_format.element.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _rule_cell(cell: _Cell, fill: str) -> None:
    """Draw a line under a cell, and a ground where it is a head."""
    properties = cell.paragraphs[0].paragraph_format.element.getparent().get_or_add_tcPr()
    line = f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    properties.append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{line}</w:tcBorders>"))
    if fill:
        properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'))
    _pad(cell, 60, 40)
    properties.append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))


def _pad(cell: _Cell, aside: int, above: int = 0) -> None:
    """Keep words from the edges of a cell, in twentieths of a point."""
    widths = (("top", above), ("left", aside), ("bottom", above), ("right", min(aside, 60)))
    sides = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in widths)
    properties = cell.paragraphs[0].paragraph_format.element.getparent().get_or_add_tcPr()
    properties.append(parse_xml(f"<w:tcMar {nsdecls('w')}>{sides}</w:tcMar>"))


def _set_fonts(document: Any) -> None:  # noqa: ANN401
    """Name our font for every kind of script, in every style and every run."""
    footer = document.sections[0].footer
    for root in (document.styles.element, document.element, footer.paragraphs[0].paragraph_format.element):
        for run in root.iter(qn("w:r")):
            run.get_or_add_rPr()
        for properties in root.iter(qn("w:rPr")):
            fonts = properties.get_or_add_rFonts()
            for name in tuple(fonts.attrib):
                del fonts.attrib[name]
            for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{slot}"), FONT)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
