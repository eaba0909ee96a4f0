"""XLSX, and the only door to XlsxWriter: the printed ledger, columns, charts, definitions, events, sources."""

import datetime
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from db.export.format import ExportJob
from db.export.xlsx_figures import write_charts, write_events
from db.export.xlsx_ledger import link_evidence, plan_ledger, write_ledger
from db.export.xlsx_lists import find_source_rows, write_columns, write_definitions, write_sources
from db.export.xlsx_styles import Book, build_styles, clean
from geo.wording import tr

_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

_NO_TIME: Final = datetime.datetime(2000, 1, 1)
"""Of workbooks inside other files, which would differ each time."""


def write_xlsx(job: ExportJob, path: Path) -> None:
    """Write the workbook.

    Raises:
        OSError: The disk is full or refuses.
        ExportCancelled: The person asked to stop.
    """
    job.progress(0, len(job.sheet))
    created = job.sheet.header.written.replace(tzinfo=None)
    try:
        with xlsxwriter.Workbook(str(path), _OPTIONS | {"tmpdir": str(path.parent)}) as book:
            book.set_properties({"title": tr("科学城招商项目台账"), "created": created})
            _write_sheets(book, job)
            job.progress(len(job.sheet), len(job.sheet))
    except FileCreateError as error:  # its one argument is the system's own error
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error


def _write_sheets(book: Book, job: ExportJob) -> None:
    sheet, styles = job.sheet, build_styles(book, job.sheet)
    names = [tr("台账"), tr("明细"), *([tr("图表")] if job.options["charts"] else []), tr("口径说明")]
    pages = {name: book.add_worksheet(name) for name in (*names, tr("事件核对"), tr("来源"))}
    plan, sources = plan_ledger(sheet, str(job.options["group"])), sheet.find_sources()
    evidence = link_evidence(find_source_rows(sources), tr("来源"))
    count = len(sheet)
    write_ledger(pages[tr("台账")], sheet, plan, styles, evidence, lambda done: job.progress(done // 2, count))
    write_columns(pages[tr("明细")], sheet, styles, lambda done: job.progress((count + done) // 2, count))
    if job.options["charts"]:
        write_charts(pages[tr("图表")], book, sheet, styles)
    write_definitions(pages[tr("口径说明")], sheet, styles)
    write_events(pages[tr("事件核对")], sheet, styles)
    write_sources(pages[tr("来源")], sources, styles, link_evidence(plan.row_of, tr("台账")))


def build_chart_book(title: str, values: Iterable[tuple[str, int]]) -> bytes:
    """Build the workbook behind a chart: names in the first column, numbers in the second, one head.

    Args:
        title: What the numbers are.
        values: (name, number) in order; a name stays a text whatever it looks like.
    """
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, _OPTIONS | {"in_memory": True}) as book:
        book.set_properties({"created": _NO_TIME})
        page = book.add_worksheet("Sheet1")
        page.write_string(0, 1, title)
        for row, (name, number) in enumerate(values, start=1):
            page.write_string(row, 0, clean(name))
            page.write_number(row, 1, number)
    return held.getvalue()
