"""Many rows of a sheet, a column at a time: a value that many rows share becomes a cell once.

XlsxWriter takes cells one by one, 4 µs to keep each and 4 µs to write it: two seconds for 5,000 projects. Here a row is
one `str.join` of its cells, the row's number standing between them wherever a cell or the row says its place.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.export.fields import FIELD_BY_KEY
from db.export.format import ExportJob
from db.export.table import Cell
from db.export.text_values import to_objects
from db.export.xlsx_styles import DATE_STYLES, Page, Style, Styles, clean, in_cell, read_day

ROWS_A_STEP: Final = 500
"""Rows after which an export says how far it is."""

_PIXELS_A_PT: Final = 4 / 3
_PT_A_PIXEL: Final = 0.75
_DAY_ZERO: Final = datetime.date(1899, 12, 30)
"""Spreadsheets count days from here, from March 1900 on."""

CellMaker = Callable[[Any], str]
"""Turns a value into what follows the place of its cell: `" s="3"><v>5</v></c>`."""

Fields = Mapping[str, NDArray[np.object_]]
"""By key of `db.export.fields.FIELDS`, a value a row; of several words one text."""


def read_fields(job: ExportJob, keys: Sequence[str]) -> Fields:
    """Read fields of all projects, held at once.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    found: dict[str, list[Any]] = {key: [] for key in keys}
    for block in job.sheet.blocks():
        job.progress(0, len(job.sheet))
        for key, values in found.items():
            values += block.joined(key) if FIELD_BY_KEY[key].type == "words" else block[key]
    return {key: to_objects(values) for key, values in found.items()}


def value_cell(page: Page, style: Style, show: Callable[[Any], Cell] = lambda value: value) -> CellMaker:
    """Return what makes cells as `xlsx_styles.write_value` does: a number as a number, anything else as text.

    Args:
        page: The sheet, a `RowPage`.
        style: Of every cell.
        show: Turns a value into what is shown.
    """
    look = page.number_style(style)
    return lambda value: _write(page, look, show(value))


def _write(page: Page, look: int, value: Cell) -> str:
    value = in_cell(value)
    if value is None or value == "":
        return f'" s="{look}"/>'
    if isinstance(value, str):
        return f'" s="{look}" t="s"><v>{page.number_text(clean(value))}</v></c>'
    return f'" s="{look}"><v>{float(value):.16G}</v></c>'


def date_cell(page: Page, styles: Styles) -> CellMaker:
    """Return what makes cells as `xlsx_styles.write_date` does: real dates that show no more than is known."""
    looks = [page.number_style(styles[name]) for name in DATE_STYLES]
    return partial(_write_date, page, looks, page.number_style(styles["center"]))


def _write_date(page: Page, looks: Sequence[int], plain: int, text: str | None) -> str:
    day, parts = read_day(text)
    return _write(page, plain, text) if day is None else _write(page, looks[parts - 1], (day - _DAY_ZERO).days)


class _Cells(dict[Any, str]):
    """The cells of a column by their value, each made when it first comes, with what stands before the next one."""

    def __init__(self, make: CellMaker, ending: str) -> None:
        super().__init__()
        self._make, self._ending = make, ending

    def __missing__(self, value: Any) -> str:  # noqa: ANN401 - whatever a column holds
        self[value] = cell = self._make(value) + self._ending
        return cell


class RowWriter:
    """Writes rows of one sheet that are alike."""

    def __init__(self, page: Page, makers: Sequence[CellMaker], level: int = 0) -> None:
        """Take the columns.

        Args:
            page: The sheet, a `RowPage`.
            makers: What makes the cells of each column, from the first.
            level: How deep the rows lie in the outline.
        """
        self._page, self._level = page, level
        endings = [*(f'<c r="{_letters(place)}' for place in range(1, len(makers))), "</row>"]
        self._columns = [_Cells(make, ending) for make, ending in zip(makers, endings, strict=True)]

    def put(self, first: int, columns: Sequence[Sequence[Any]], heights_pt: Sequence[float] | None = None) -> None:
        """Write rows.

        Args:
            first: The first one's number, from 0.
            columns: The values of each column, which can be looked up in a dict.
            heights_pt: Of each row; all have the usual one without it.
        """
        count = len(columns[0])
        openings = map(self._open, heights_pt) if heights_pt else repeat(self._open(None), count)
        cells = (map(known.__getitem__, values) for known, values in zip(self._columns, columns, strict=True))
        parts = zip(repeat('<row r="', count), openings, *cells, strict=True)
        rows = list(map(str.join, map(str, range(first + 1, first + 1 + count)), parts))
        self._page.put_rows(first, rows, len(columns) - 1, self._level)

    def _open(self, height_pt: float | None) -> str:
        """Return what stands between the number of a row and that of its first cell."""
        tall = "" if height_pt is None else f' ht="{_round_height(height_pt):.16g}" customHeight="1"'
        deep = f' outlineLevel="{self._level}"' if self._level else ""
        return f'"{tall}{deep}><c r="A'


def _round_height(height_pt: float) -> float:
    """Round to whole pixels, as spreadsheets do."""
    return int(height_pt * _PIXELS_A_PT + 0.5) * _PT_A_PIXEL


def _letters(column: int) -> str:
    above, last = divmod(column, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + last)


def split_steps(count: int) -> Iterator[slice]:
    """Cut rows into steps; between two of them an export says how far it is."""
    for first in range(0, count, ROWS_A_STEP):
        yield slice(first, min(first + ROWS_A_STEP, count))
