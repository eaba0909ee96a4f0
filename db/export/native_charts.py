"""Bar charts that Word and PowerPoint can edit: one of the two doors to python-pptx, which knows how to make them."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from db.export.bars import BAR_COLOR, Bar
from db.export.briefing import INK, INK2
from db.export.xlsx import build_chart_book
from db.export.xlsx_styles import FONT
from db.export.xml_text import clean_xml
from geo.wording import term, tr

Slide = Any
Chart = Any

_GAP: Final = 45
_BLANK: Final = 6


class ChartParts(NamedTuple):
    """What a document needs to hold a chart: the chart's XML and the workbook its numbers are edited in."""

    xml: bytes
    workbook: bytes


def add_bar_chart(
    slide: Slide, bars: Sequence[Bar], title: str, box: tuple[int, int, int, int], size_pt: float
) -> None:
    """Put a chart on a slide.

    Args:
        slide: Of python-pptx.
        bars: From top to bottom.
        title: What is counted.
        box: Left, top, width, height in EMU.
        size_pt: Of the type.
    """
    data = CategoryChartData(number_format="0")
    data.categories = [clean_xml(term(bar.name)) for bar in bars]
    data.add_series(tr("项目数"), [bar.count for bar in bars])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *(Emu(part) for part in box), data)
    frame.name = title
    _dress(frame.chart, bars, title, size_pt)
    # The workbook of python-pptx would take names for formulas, and carry the time of day.
    frame.chart.part.chart_workbook.update_from_xlsx_blob(
        build_chart_book(tr("项目数"), [(clean_xml(term(bar.name)), bar.count) for bar in bars])
    )


def build_chart_parts(bars: Sequence[Bar], title: str, size_emu: tuple[int, int], size_pt: float) -> ChartParts:
    """Build a chart for a document that is no presentation."""
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[_BLANK])
    add_bar_chart(slide, bars, title, (0, 0, *size_emu), size_pt)
    part = slide.shapes[0].chart.part
    return ChartParts(part.blob, part.chart_workbook.xlsx_part.blob)


def _dress(chart: Chart, bars: Sequence[Bar], title: str, size_pt: float) -> None:
    chart.has_legend = False
    chart.font.name, chart.font.size, chart.font.color.rgb = FONT, Pt(size_pt), RGBColor.from_string(INK)
    chart.has_title = True
    chart.chart_title.include_in_layout = False
    run = chart.chart_title.text_frame.paragraphs[0].add_run()
    run.text, run.font.name, run.font.bold, run.font.size = title, FONT, True, Pt(size_pt + 1)
    run.font.color.rgb = RGBColor.from_string(INK)
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories, plot.has_data_labels = _GAP, False, True
    labels = plot.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.font.name, labels.font.size, labels.font.color.rgb = FONT, Pt(size_pt), RGBColor.from_string(INK)
    for bar, point in zip(bars, (plot.series[0].points[i] for i in range(len(bars))), strict=True):
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = RGBColor.from_string((bar.color or BAR_COLOR).lstrip("#"))
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order, names.major_tick_mark = True, XL_TICK_MARK.NONE
    names.format.line.color.rgb = RGBColor.from_string("C9C8C2")
    names.tick_labels.font.name, names.tick_labels.font.size = FONT, Pt(size_pt)
    names.tick_labels.font.color.rgb = RGBColor.from_string(INK2)
    values.has_major_gridlines, values.visible, values.minimum_scale = False, False, 0
    values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    frameless = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    chart.element.find(qn("c:chart")).addnext(parse_xml(frameless))
