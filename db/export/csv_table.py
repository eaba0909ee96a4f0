"""CSV as spreadsheets in China open it: UTF-8 with a byte order mark, CRLF, and no cell that runs as a formula."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from db.export.sheet import ExportSheet
from db.export.table import COLUMNS, Cell
from db.project_rows import ProjectRow

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection), full-width forms included."""


def write_csv(rows: Iterable[ProjectRow]) -> str:
    """Return the rows as CSV text with a header and CRLF line ends, without a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.title for column in COLUMNS])
    for row in rows:
        writer.writerow([to_csv_cell(column.read(row)) for column in COLUMNS])
    return text.getvalue()


def to_csv_cell(cell: Cell) -> str:
    """Write one cell: numbers plainly, texts guarded by an apostrophe where a spreadsheet would compute them."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return f"{cell:.7f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)


def encode_csv(sheet: ExportSheet) -> bytes:
    """Return the file's bytes."""
    return write_csv(sheet.rows).encode("utf-8-sig")
