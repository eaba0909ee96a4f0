"""CSV as spreadsheets in China open it: UTF-8 with a byte order mark, CRLF, and no cell that runs as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from db.export.blocks import Block
from db.export.definitions import describe_header
from db.export.format import ExportJob
from db.export.options import DATUM_OPTION, Choice, ExportOption
from db.export.sheet import ExportHeader
from db.export.table import COLUMNS, Cell, Column
from db.project_rows import ProjectRow
from geo.datums import Datum, convert
from geo.wording import tr

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection), full-width forms included."""

_LINE_END: Final = "\r\n"
_DELIMITERS: Final = {"comma": ",", "tab": "\t"}

CSV_OPTIONS: Final = (
    ExportOption("bom", "带字节顺序标记（Excel、WPS 认得出中文）", True),
    ExportOption("delimiter", "分隔符", "comma", (Choice("comma", "逗号"), Choice("tab", "制表符"))),
    DATUM_OPTION,
    ExportOption(
        "about",
        "最后加一列说明",
        True,
        hint="列名写明筛选、项目数、金额合计、时间、数据版本、来源与坐标系，列里没有内容",
    ),
)


def write_csv(rows: Iterable[ProjectRow]) -> str:
    """Return the rows as CSV text with a header and CRLF line ends, without a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=_LINE_END)
    writer.writerow([tr(column.title) for column in COLUMNS])
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


def write_csv_file(job: ExportJob, path: Path) -> None:
    """Write the file, a block of rows at a time."""
    delimiter = _DELIMITERS[str(job.options["delimiter"])]
    is_told = bool(job.options["about"])
    with path.open("w", encoding="utf-8-sig" if job.options["bom"] else "utf-8", newline="") as file:
        file.write(delimiter.join(_quote(head, delimiter) for head in _heads(job.sheet.header, is_told)) + _LINE_END)
        for block in job.blocks():
            columns = list(_columns(block, job.sheet.header.datum, delimiter))
            if is_told:
                columns.append([""] * len(block))
            file.write(_LINE_END.join(map(delimiter.join, zip(*columns, strict=True))) + _LINE_END)


def _heads(header: ExportHeader, is_told: bool) -> Iterator[str]:
    for column in COLUMNS:
        is_moved = column.field in ("lng", "lat") and header.datum is not Datum.WGS84
        yield f"{tr(column.title)}（{header.datum.value}）" if is_moved else tr(column.title)
    if is_told:
        # A column without cells keeps the table a table: rows above or below it would be taken for projects.
        lines = "；".join(tr("{key}：{words}", key=key, words=words) for key, words in describe_header(header))
        yield " ".join(tr("导出说明：{lines}", lines=lines).split())


def _columns(block: Block, datum: Datum, delimiter: str) -> Iterator[list[str]]:
    moved: dict[str, list[Any]] = {}
    if datum is not Datum.WGS84:
        for key, degrees in zip(("lng", "lat"), convert(block.lng, block.lat, Datum.WGS84, datum), strict=True):
            moved[key] = [None if value != value else value for value in degrees.tolist()]
    for column in COLUMNS:
        yield _write_cells(column, moved.get(column.field) or block[column.field], delimiter)


def _write_cells(column: Column, values: list[Any], delimiter: str) -> list[str]:
    """Write a column's cells, each distinct value once: most columns have few."""
    if column.field == "id":
        return list(map(str, values))
    written = {value: _quote(to_csv_cell(column.show(value)), delimiter) for value in set(values)}
    return [written[value] for value in values]


def _quote(cell: str, delimiter: str) -> str:
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if delimiter in cell or "\n" in cell or "\r" in cell else cell
