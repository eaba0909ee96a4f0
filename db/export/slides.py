"""PPTX: one slide a park or industry, with a map, a native chart and a native table; a door to python-pptx."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Mm, Pt

from db.export.briefing import BRIEFING, HEAD, INK, INK2, LINE, Briefing, BriefingPart, cut_to
from db.export.briefing_frame import BriefingTable, fill_pages, open_briefing
from db.export.definitions import format_time
from db.export.format import ExportJob
from db.export.kpi_notes import KPI_WIDTHS
from db.export.native_charts import add_bar_chart
from db.export.office_package import finish_package
from db.export.paper.marks import MM_PER_PT
from db.export.xlsx_ledger import count_hanzi, count_lines
from db.export.xlsx_styles import FONT
from db.export.xml_text import clean_xml
from geo.wording import tr

_Slide = Any
_Frame = Any
_Shape = Any
_Box = tuple[float, float, float, float]
"""Left, top, width, height in mm."""

_WIDTH, _HEIGHT = 338.7, 190.5
_MARGIN: Final = 12.0
_TITLE_ONLY: Final = 5
_MAP_MM: Final = (132, 132)
_RIGHT: Final = _MARGIN + _MAP_MM[0] + 8.0
_RIGHT_WIDTH: Final = _WIDTH - _RIGHT - _MARGIN
_TOP: Final = 38.0
_FIGURES_MM: Final = 18.0
_CHART_MM: Final = 46.0
_KPI_ROWS: Final = 9
_ROW_MM: Final = 7.4
_FIRST_ROWS: Final = 7
"""Rows beside the map; the rest goes on slides of their own."""

_FURTHER_ROWS: Final = 17
_CELL_PT: Final = 9.5
_CELL_PADDING_MM: Final = 3.4
_SAFE: Final = 0.9
"""Widths are reckoned without the font; a row that broke in two would push the table down."""

_LINES: Final = 27
_LINE_HANZI: Final = 95.0
_NAME_WEIGHT: Final = 2.6
_MOST_NARROW_MM: Final = 37.0
_WIDTHS: Final = {
    "parts": (4.0, 1.4, 2.4, 1.8, 2.2),
    "projects": (1.15, 4.8, 2.7, 3.1, 2.7, 1.3, 2.3),
    "kpis": KPI_WIDTHS,
}

_SLIDE_NUMBER: Final = (
    '<a:fld {names} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="zh-CN" sz="900">'
    '<a:solidFill><a:srgbClr val="{color}"/></a:solidFill><a:latin typeface="{font}"/></a:rPr>'
    "<a:t>{number}</a:t></a:fld>"
)

_CELL: Final = (
    '<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{align}"/><a:r>'
    '<a:rPr lang="zh-CN" sz="{size}" b="{bold}"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>'
    '<a:latin typeface="{font}"/></a:rPr><a:t>{words}</a:t></a:r>'
    '</a:p></a:txBody><a:tcPr marL="{aside}" marR="{aside}" marT="21600" marB="21600" anchor="ctr">'
    '<a:lnL w="6350"><a:noFill/></a:lnL><a:lnR w="6350"><a:noFill/></a:lnR><a:lnT w="6350"><a:noFill/></a:lnT>'
    '<a:lnB w="6350"><a:solidFill><a:srgbClr val="{line}"/></a:solidFill></a:lnB>'
    '<a:solidFill><a:srgbClr val="{ground}"/></a:solidFill></a:tcPr></a:tc>'
)
"""A cell on one line, with a line below it and none elsewhere."""


def write_pptx(job: ExportJob, path: Path) -> None:
    """Write the presentation.

    Raises:
        OSError: The disk is full or refuses.
        ExportError: A map could not be drawn.
        ExportCancelled: The person asked to stop.
    """
    briefing = open_briefing(job)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Mm(_WIDTH), Mm(_HEIGHT)
    header = job.sheet.header
    properties = deck.core_properties
    properties.title, properties.author, properties.last_modified_by = tr(BRIEFING), "", ""
    properties.created = properties.modified = header.written.replace(tzinfo=None)
    properties.language = "zh-CN"
    fill_pages(_Slides(job, deck, briefing), job, briefing, path.parent / "map.png", _MAP_MM)
    for slide in deck.slides:
        for properties in slide.element.iter(qn("a:rPr")):
            properties.set("lang", "zh-CN")
    deck.save(str(path))
    finish_package(path, FONT)


class _Slides:
    """The slides of one presentation."""

    def __init__(self, job: ExportJob, deck: Any, briefing: Briefing) -> None:  # noqa: ANN401
        self._job, self._deck, self._briefing = job, deck, briefing

    def add_part(self, part: BriefingPart, subtitle: str, picture: Path, table: BriefingTable) -> None:
        """All projects, or a park or industry, on as many slides as its table takes."""
        slide = self._add_figures(part, subtitle, picture)
        self._add_rows(slide, part, table)

    def add_definitions(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """What the figures mean and where they come from."""
        frame, left = None, 0
        for key, words in lines:
            taken = count_lines(words, _LINE_HANZI)
            if frame is None or taken > left:
                slide, left = self._add_slide(title, format_time(self._job.sheet.header)), _LINES
                box = (_MARGIN, _TOP, _WIDTH - 2 * _MARGIN, _HEIGHT - _TOP - 18)
                frame = _add_words(slide, box, "", 9)
            paragraph = frame.paragraphs[0] if left == _LINES else frame.add_paragraph()
            paragraph.space_after = Pt(2)
            _add_run(paragraph, f"{key}　" if key else "　　", 9, bold=True)
            _add_run(paragraph, words, 9, INK2)
            left -= taken

    def add_kpis(self, title: str, subtitle: str, table: BriefingTable) -> None:
        """Every KPI by every definition; numerator, denominator and what they speak of."""
        for start in range(0, len(table.rows), _KPI_ROWS):
            slide = self._add_slide(title, subtitle)
            box = (_MARGIN, 33.0, _WIDTH - 2 * _MARGIN, _ROW_MM)
            _add_table(slide, table, table.rows[start : start + _KPI_ROWS], box)

    def _add_figures(self, part: BriefingPart, subtitle: str, picture: Path) -> _Slide:
        slide = self._add_slide(part.title, subtitle, part)
        shape = slide.shapes.add_picture(str(picture), *_emu((_MARGIN, _TOP, *_MAP_MM)))
        shape.name = tr("地图")
        _describe(shape, tr("地图：{title}，{conclusion}", title=part.title, conclusion=part.conclusion))
        _add_key_figures(slide, part)
        if part.bars:
            box = _emu((_RIGHT - 2, _TOP + _FIGURES_MM + 2, _RIGHT_WIDTH + 2, _CHART_MM))
            add_bar_chart(slide, part.bars, part.chart_title, box, 9)
            _describe(slide.shapes[len(slide.shapes) - 1], part.chart_title)
        return slide

    def _add_rows(self, slide: _Slide, part: BriefingPart, table: BriefingTable) -> None:
        """Put rows beside the map, and what does not fit there on slides of their own."""
        top = _TOP + _FIGURES_MM + _CHART_MM + 4
        first, rest = table.rows[:_FIRST_ROWS], table.rows[_FIRST_ROWS:]
        if first:
            _add_table(slide, table, first, (_RIGHT, top, _RIGHT_WIDTH, _ROW_MM))
        for start in range(0, len(rest), _FURTHER_ROWS):
            further = rest[start : start + _FURTHER_ROWS]
            words = tr(
                "续：第 {first}–{last} 行，共 {n} 行",
                first=_FIRST_ROWS + start + 1,
                last=_FIRST_ROWS + start + len(further),
                n=len(table.rows),
            )
            another = self._add_slide(part.title, words, part)
            _add_table(another, table, further, (_MARGIN, 33.0, _WIDTH - 2 * _MARGIN, _ROW_MM))

    def _add_slide(self, title: str, subtitle: str, part: BriefingPart | None = None) -> _Slide:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        head = slide.shapes.title
        head.left, head.top, head.width, head.height = _emu((_MARGIN, 9.0, _WIDTH - 2 * _MARGIN, 13.0))
        frame = _plain(head.text_frame)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        _add_run(frame.paragraphs[0], cut_to(title, 32), 26, bold=True)
        _add_words(slide, (_MARGIN, 22.5, _WIDTH - 2 * _MARGIN, 8.0), cut_to(subtitle, 64), 13, INK2)
        rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_emu((_MARGIN, 31.2, _WIDTH - 2 * _MARGIN, 0.4)))
        rule.fill.solid()
        rule.fill.fore_color.rgb = RGBColor.from_string(((part and part.color) or INK).lstrip("#"))
        rule.line.fill.background()
        rule.shadow.inherit = False
        self._add_foot(slide, part)
        return slide

    def _add_foot(self, slide: _Slide, part: BriefingPart | None) -> None:
        overview = part or self._briefing.overview
        header = self._job.sheet.header
        version = tr("数据版本 {version}", version=cut_to(clean_xml(header.data_version), 20))
        box = (_MARGIN, _HEIGHT - 17.0, _WIDTH - 2 * _MARGIN - 16, 11.0)
        frame = _add_words(slide, box, cut_to(overview.sources, 100), 8, INK2)
        _add_run(frame.add_paragraph(), tr("；").join((version, overview.cautions)), 8, INK2)
        number = slide.shapes.add_textbox(*_emu((_WIDTH - _MARGIN - 14, _HEIGHT - 12.5, 14, 6.0)))
        _plain(number.text_frame).paragraphs[0].alignment = PP_ALIGN.RIGHT
        field = _SLIDE_NUMBER.format(names=nsdecls("a"), font=FONT, color=INK2, number=len(self._deck.slides))
        next(number.element.iter(qn("a:p"))).append(parse_xml(field))


def _add_key_figures(slide: _Slide, part: BriefingPart) -> None:
    width = _RIGHT_WIDTH / len(part.figures)
    for place, figure in enumerate(part.figures):
        frame = _add_words(slide, (_RIGHT + place * width, _TOP - 2, width - 2, _FIGURES_MM), "", 24)
        _add_run(frame.paragraphs[0], figure.value, 24, bold=True)
        _add_run(frame.paragraphs[0], f" {figure.unit}" if figure.unit else "", 12)
        _add_run(frame.add_paragraph(), figure.caption, 9, INK2)


def _add_table(slide: _Slide, table: BriefingTable, rows: Sequence[Sequence[str]], box: _Box) -> None:
    """Put some rows of a table in a box, as wide as it is; each row is as high as the box says."""
    heads, numbers = table.heads, table.numbers
    left, top, width, row_mm = box
    shape = slide.shapes.add_table(1, len(heads), *_emu((left, top, width, row_mm * (len(rows) + 1))))
    shape.name = tr("表")
    shape.table.horz_banding = False
    shares = _share_width(width, (heads, *rows), _WIDTHS[table.kind], numbers)
    for column, share in enumerate(shares):
        shape.table.columns[column].width = Mm(share)
    room = [_SAFE * (share - _CELL_PADDING_MM) / (_CELL_PT * MM_PER_PT) for share in shares]
    (first,) = shape.element.iter(qn("a:tr"))
    body = first.getparent()
    body.replace(first, _build_row(heads, row_mm, numbers, is_head=True))
    for cells in rows:
        shown = [cut_to(words, most) for words, most in zip(cells, room, strict=True)]
        body.append(_build_row(shown, row_mm, numbers))
    notes = [(cells[0], words) for cells in rows for words in _find_cut(cells, room)]
    if notes:
        _add_notes(slide, notes)


def _share_width(
    width: float, rows: Sequence[Sequence[str]], weights: Sequence[float], numbers: frozenset[int]
) -> list[float]:
    """Give narrow columns what their words need, in whatever language, and the rest to names by their weight; mm."""
    names = [column for column, weight in enumerate(weights) if weight >= _NAME_WEIGHT and column not in numbers]
    needs = [max(count_hanzi(cells[column]) for cells in rows) for column in range(len(weights))]
    shares = [min((need + 0.4) * _CELL_PT * MM_PER_PT / _SAFE + _CELL_PADDING_MM, _MOST_NARROW_MM) for need in needs]
    left = width - sum(share for column, share in enumerate(shares) if column not in names)
    for column in names:
        shares[column] = left * weights[column] / sum(weights[name] for name in names)
    return shares


def _find_cut(cells: Sequence[str], room: Sequence[float]) -> list[str]:
    return [words for words, most in zip(cells, room, strict=True) if cut_to(words, most) != words]


def _build_row(cells: Sequence[str], height_mm: float, numbers: frozenset[int], *, is_head: bool = False) -> Any:  # noqa: ANN401
    """Build a row at once: cell by cell, python-pptx would take a minute for a thousand."""
    built = "".join(
        _CELL.format(
            words=escape(words),
            font=FONT,
            size=round(_CELL_PT * 100),
            bold=int(is_head),
            align="r" if column in numbers else "l",
            ink=INK,
            ground=HEAD if is_head else "FFFFFF",
            aside=Mm(_CELL_PADDING_MM / 2),
            line=LINE,
        )
        for column, words in enumerate(cells)
    )
    return parse_xml(f'<a:tr {nsdecls("a")} h="{Mm(height_mm)}">{built}</a:tr>')


def _describe(shape: _Shape, words: str) -> None:
    """Say what a picture or chart shows, for who cannot see it."""
    next(shape.element.iter(qn("p:cNvPr"))).set("descr", words)


def _add_notes(slide: _Slide, cut: Sequence[tuple[str, str]]) -> None:
    """Keep whole in the notes what the slide has no room for."""
    frame = slide.notes_slide.notes_text_frame
    for place, (number, words) in enumerate(cut):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        _add_run(paragraph, f"{number}　{words}", 10)


def _add_words(slide: _Slide, box: _Box, words: str, size_pt: float, color: str = INK) -> _Frame:
    frame = _plain(slide.shapes.add_textbox(*_emu(box)).text_frame)
    if words:
        _add_run(frame.paragraphs[0], words, size_pt, color)
    return frame


def _plain(frame: _Frame) -> _Frame:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    return frame


def _add_run(paragraph: Any, words: str, size_pt: float, color: str = INK, *, bold: bool = False) -> None:  # noqa: ANN401
    """Add text; its lines stay lines."""
    for place, line in enumerate(words.split("\n")):
        if place:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line
        run.font.name, run.font.size, run.font.bold = FONT, Pt(size_pt), bold
        run.font.color.rgb = RGBColor.from_string(color)


def _emu(box: _Box) -> tuple[int, int, int, int]:
    left, top, width, height = (Emu(round(part * 36_000)) for part in box)
    return left, top, width, height
