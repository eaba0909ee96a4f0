"""XLSX, and the only door to XlsxWriter: the printed ledger, columns, charts, definitions, events, sources."""

import datetime
import io
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.worksheet import Worksheet

from db.export.errors import ExportCancelled
from db.export.format import ExportJob
from db.export.xlsx_figures import write_charts, write_events
from db.export.xlsx_ledger import link_evidence, plan_ledger, write_ledger
from db.export.xlsx_lists import FIELDS_SHOWN, find_source_rows, write_columns, write_definitions, write_sources
from db.export.xlsx_rows import read_fields
from db.export.xlsx_styles import Book, Style, build_styles, clean
from geo.wording import tr

_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

_NO_TIME: Final = datetime.datetime(2000, 1, 1)
"""Of workbooks inside other files, which would differ each time."""


_TELL_S: Final = 0.05
_TEXTS_A_STEP: Final = 1000


class _Follower:
    """Tells now and then that a workbook is being put together.

    When it is to be stopped, XlsxWriter's parts end early, so that each closes its file; the archive of them all fails.
    """

    def __init__(self, job: ExportJob) -> None:
        self._job, self._told_at = job, time.monotonic()
        self._stop: ExportCancelled | None = None

    def goes_on(self) -> bool:
        """Tell; whether it goes on."""
        now = time.monotonic()
        if self._stop is None and now - self._told_at > _TELL_S:
            self._told_at, count = now, len(self._job.sheet)
            try:
                self._job.progress(count, count)
            except ExportCancelled as stop:
                self._stop = stop
        return self._stop is None

    def go_on(self) -> None:
        """Tell, or fail where it is to be stopped.

        Raises:
            ExportCancelled: The person asked to stop.
        """
        if not self.goes_on() and self._stop is not None:
            raise self._stop


class _FollowedFile(io.BufferedWriter):
    """The file a workbook is packed into.

    Once closed it takes what comes and leaves it: an archive that was stopped tries to finish itself as it goes away.
    """

    def __init__(self, path: Path, follower: _Follower) -> None:
        super().__init__(io.FileIO(path, "wb"))
        self._follower, self._place = follower, 0

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - any buffer
        if not self.closed:
            self._follower.go_on()
            return super().write(data)
        self._place += len(data)
        return len(data)

    def seek(self, target: int, whence: int = 0, /) -> int:
        self._place = target if self.closed else super().seek(target, whence)
        return self._place

    def tell(self) -> int:
        return self._place if self.closed else super().tell()

    def flush(self) -> None:
        if not self.closed:
            super().flush()


class _Listed(list[str]):
    """Texts that tell now and then that they are gone through."""

    def __init__(self, texts: Iterable[str], follower: _Follower) -> None:
        super().__init__(texts)
        self._follower = follower

    def __iter__(self) -> Iterator[str]:
        for place, text in enumerate(super().__iter__()):
            if place % _TEXTS_A_STEP == 0 and not self._follower.goes_on():
                return
            yield text


class _Texts(SharedStringTable):  # type: ignore[misc]  # XlsxWriter carries no types
    """The texts all sheets share. They were numbered as they came, so they need no sorting."""

    string_table: dict[str, int]

    def __init__(self, follower: _Follower) -> None:
        super().__init__()
        self._follower = follower

    def _sort_string_data(self) -> None:
        self.string_array = _Listed(self.string_table, self._follower)
        self.string_table = {}


class RowPage(Worksheet):  # type: ignore[misc]  # XlsxWriter carries no types
    """A sheet that takes rows as they stand in the file, beside cells that are handed to it one by one."""

    dim_rowmin: int
    dim_rowmax: int
    outline_row_level: int

    def __init__(self) -> None:
        """Make an empty sheet; the workbook does so."""
        super().__init__()
        self._rows: dict[int, Sequence[str]] = {}
        self.follower: _Follower | None = None

    def number_style(self, style: Style) -> int:
        """Return the number a format has in cells."""
        number: int = style._get_xf_index()  # noqa: SLF001 - as XlsxWriter's own rows do
        return number

    def number_text(self, text: str) -> int:
        """Return the number of a text among those all sheets share."""
        shared = self.str_table
        number: int = shared.string_table.setdefault(text, shared.unique_count)
        shared.unique_count += number == shared.unique_count
        return number

    def put_rows(self, first: int, rows: Sequence[str], last_column: int, level: int) -> None:
        """Put rows below each other.

        Args:
            first: Number of the first, from 0.
            rows: Each as its `row` element.
            last_column: Of the widest, from 0.
            level: Of the deepest in the outline.
        """
        self._check_dimensions(first, 0)
        self._check_dimensions(first + len(rows) - 1, last_column)
        self.outline_row_level = max(self.outline_row_level, level)
        self.str_table.count += sum(row.count(' t="s"') for row in rows)
        self._rows[first] = rows

    def put_link(self, row: int, column: int, address: str) -> None:
        """Make the cell of a row that is put lead to an address; what is in the cell is not changed."""
        self.ignore_write_string = True
        self.write_url(row, column, address)
        self.ignore_write_string = False

    def _write_rows(self) -> None:
        whole = self.dim_rowmin, self.dim_rowmax
        place = self.dim_rowmin
        for first in sorted(self._rows):
            self._write_between(place, first)
            if self.follower is not None and not self.follower.goes_on():
                break
            rows = self._rows.pop(first)
            self.fh.write("".join(rows))
            place = first + len(rows)
        self._write_between(place, whole[1] + 1)
        self.dim_rowmin, self.dim_rowmax = whole

    def _write_between(self, first: int, end: int) -> None:
        if first < end:
            self.dim_rowmin, self.dim_rowmax = first, end - 1
            super()._write_rows()


def write_xlsx(job: ExportJob, path: Path) -> None:
    """Write the workbook.

    Raises:
        OSError: The disk is full or refuses.
        ExportCancelled: The person asked to stop.
    """
    job.progress(0, len(job.sheet))
    follower = _Follower(job)
    try:
        with _FollowedFile(path, follower) as file:
            # Not as a context: XlsxWriter would put the workbook together even when it was stopped.
            book = xlsxwriter.Workbook(file, _OPTIONS | {"tmpdir": str(path.parent)})
            book.str_table = _Texts(follower)
            created = job.sheet.header.written.replace(tzinfo=None)
            book.set_properties({"title": tr("科学城招商项目台账"), "created": created})
            _write_sheets(book, job, follower)
            book.close()
    except FileCreateError as error:  # its one argument is the system's own error
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
    job.progress(len(job.sheet), len(job.sheet))


def _write_sheets(book: Book, job: ExportJob, follower: _Follower) -> None:
    sheet, styles = job.sheet, build_styles(book, job.sheet)
    names = [tr("台账"), tr("明细"), *([tr("图表")] if job.options["charts"] else []), tr("口径说明")]
    pages = {name: book.add_worksheet(name, RowPage) for name in (*names, tr("事件核对"), tr("来源"))}
    for page in pages.values():
        page.follower = follower
    plan, sources = plan_ledger(sheet, str(job.options["group"])), sheet.find_sources()
    fields = read_fields(job, FIELDS_SHOWN)
    evidence = link_evidence(find_source_rows(sources), tr("来源"))
    count = len(sheet)
    write_ledger(pages[tr("台账")], sheet, fields, plan, styles, evidence, lambda done: job.progress(done // 2, count))
    write_columns(pages[tr("明细")], fields, styles, lambda done: job.progress((count + done) // 2, count))
    if job.options["charts"]:
        write_charts(pages[tr("图表")], book, sheet, styles)
    write_definitions(pages[tr("口径说明")], sheet, styles)
    write_events(pages[tr("事件核对")], sheet, styles)
    addresses = link_evidence(plan.row_of, tr("台账"))
    write_sources(pages[tr("来源")], sources, styles, addresses, lambda: job.progress(count, count))


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
