"""The sheets behind the printed ledger: every column, the definitions, the places in documents."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Final

from db.export.definitions import describe_definitions
from db.export.fields import FIELD_BY_KEY
from db.export.kpi_notes import KpiNote, kpi_heads, note_kpis, sample_words
from db.export.sheet import ExportSheet, Source
from db.export.table import COLUMNS, Column, amount_yi, as_it_is
from db.export.xlsx_ledger import count_lines
from db.export.xlsx_rows import CellMaker, Fields, RowWriter, date_cell, split_steps, value_cell
from db.export.xlsx_styles import CHARS_PER_HANZI, MOST_LINKS, Page, Styles, clean, set_paper, write_value
from db.field_names import field_name
from geo.wording import tr

_DATES: Final = frozenset(("stage_date",))
_WORDS_WIDTH: Final = 62.0
"""Of the column of explanations, in Chinese characters."""


FIELDS_SHOWN: Final = tuple(column.field for column in COLUMNS)
"""What the sheets of projects show; the printed ledger shows nothing else."""


def write_columns(page: Page, fields: Fields, styles: Styles, tell: Callable[[int], None]) -> None:
    """Write every column of every project, one row a project in the order asked for: for pivots and formulas.

    Args:
        page: An empty worksheet.
        fields: What is exported, `FIELDS_SHOWN` at least.
        styles: All formats.
        tell: Told now and then how many projects are written; may raise `ExportCancelled`.
    """
    for i, column in enumerate(COLUMNS):
        page.set_column(i, i, column.width * CHARS_PER_HANZI)
        page.write_string(0, i, column.title, styles["head"])
    rows, count = RowWriter(page, [_maker(page, column, styles) for column in COLUMNS]), len(fields["id"])
    for step in split_steps(count):
        tell(step.start)
        rows.put(1 + step.start, [fields[column.field][step].tolist() for column in COLUMNS])
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(count, 1), len(COLUMNS) - 1)
    set_paper(page, max(count, 1), len(COLUMNS), (0, 0))


def _maker(page: Page, column: Column, styles: Styles) -> CellMaker:
    if column.field in _DATES:
        return date_cell(page, styles)
    is_joined = FIELD_BY_KEY[column.field].type == "words"
    return value_cell(page, styles[column.number or "text"], as_it_is if is_joined else column.show)


def write_definitions(page: Page, sheet: ExportSheet, styles: Styles) -> None:
    """Write what was asked and what the figures mean; below it every KPI by every definition."""
    widths = (9, _WORDS_WIDTH, 8, 6, 6)
    for i, width in enumerate(widths):
        page.set_column(i, i, width * CHARS_PER_HANZI)
    page.hide_gridlines(2)
    page.write_string(0, 0, tr("口径说明"), styles["left_title"])
    page.set_row(0, 34)
    row = 2
    for key, words in describe_definitions(sheet.header):
        page.write_string(row, 0, key, styles["key"])
        page.write_string(row, 1, clean(words), styles["words"])
        row += 1
    row = _write_kpis(page, row + 1, sheet, styles)
    set_paper(page, row, len(widths), (0, 0))


def _write_kpis(page: Page, row: int, sheet: ExportSheet, styles: Styles) -> int:
    notes = note_kpis(sheet)
    page.write_string(row, 0, tr("指标与口径"), styles["section"])
    page.set_row(row, 22)
    page.write_string(row + 1, 0, sample_words(sheet), styles["note"])
    for i, head in enumerate(kpi_heads()):
        page.write_string(row + 2, i, head, styles["head"])
    for place, note in enumerate(notes, start=row + 3):
        _write_kpi(page, place, note, styles)
    return row + 2 + len(notes)


def _write_kpi(page: Page, row: int, note: KpiNote, styles: Styles) -> None:
    kpi, definition = note.kpi, note.kpi.definition
    page.write_string(row, 0, tr(definition.name), styles["name"])
    page.write_string(row, 1, note.told, styles["text"])
    page.set_row(row, 5 + 12.5 * count_lines(note.told, _WORDS_WIDTH))
    if kpi.value is None:
        page.write_string(row, 2, note.value, styles["unknown"])
    elif definition.denominator is not None:
        page.write_number(row, 2, kpi.value / 100, styles["percent"])
    elif definition.unit == "亿元":
        write_value(page, row, 2, amount_yi(int(kpi.value)), styles["amount"])
    else:
        page.write_number(row, 2, kpi.value, styles["count"])
    write_value(page, row, 3, note.numerator, styles["count"])
    write_value(page, row, 4, note.denominator, styles["count"])


def find_source_rows(sources: Sequence[Source]) -> Mapping[int, int]:
    """Return the row of the first place of each project on the sheet of sources."""
    rows: dict[int, int] = {}
    for row, source in enumerate(sources, start=1):
        rows.setdefault(source.project_id, row)
    return rows


_SOURCE_FIELDS: Final = ("project_id", "project", "field", "document", "published", "start", "end", "document_id")


def _source_makers(page: Page, styles: Styles, addresses: Mapping[int, str]) -> list[CellMaker]:
    linked, plain = (value_cell(page, styles[name]) for name in ("link", "center"))
    text, number = value_cell(page, styles["text"]), value_cell(page, styles["count"])
    return [
        lambda id_: linked(id_) if id_ in addresses else plain(id_),
        text,
        value_cell(page, styles["text"], field_name),
        text,
        date_cell(page, styles),
        number,
        number,
        text,
    ]


def write_sources(
    page: Page,
    sources: Sequence[Source],
    styles: Styles,
    addresses: Mapping[int, str],
    tell: Callable[[], None],
) -> None:
    """Write where documents say something of the projects.

    Args:
        page: An empty worksheet.
        sources: In order.
        styles: All formats.
        addresses: Where each project stands on the printed ledger, by id.
        tell: Called now and then; may raise `ExportCancelled`.
    """
    heads = (
        (tr("编号"), 6),
        (tr("项目"), 40),
        (tr("内容"), 14),
        (tr("材料"), 40),
        (tr("发表"), 10),
        (tr("起"), 8),
        (tr("止"), 8),
        (tr("材料编号"), 30),
    )
    for i, (title, width) in enumerate(heads):
        page.set_column(i, i, width)
        page.write_string(0, i, title, styles["head"])
    for row, source in enumerate(sources[:MOST_LINKS], start=1):
        if source.project_id in addresses:
            page.put_link(row, 0, addresses[source.project_id])
    rows = RowWriter(page, _source_makers(page, styles, addresses))
    for step in split_steps(len(sources)):
        tell()
        some = sources[step]
        rows.put(1 + step.start, [list(map(attrgetter(name), some)) for name in _SOURCE_FIELDS])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sources), 1), len(heads) - 1)
    set_paper(page, max(len(sources), 1), len(heads), (0, 0))
