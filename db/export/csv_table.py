"""CSV as spreadsheets in China open it: UTF-8 with a byte order mark, CRLF, and no cell that runs as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.export.blocks import Block
from db.export.definitions import describe_header
from db.export.fields import FIELD_BY_KEY
from db.export.format import ExportJob
from db.export.options import DATUM_OPTION, Choice, ExportOption
from db.export.sheet import ExportHeader
from db.export.table import COLUMNS, Cell, Column, as_it_is
from db.export.text_values import to_objects
from db.money import WAN_PER_YI
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
        lines = tr("；").join(tr("{key}：{words}", key=key, words=words) for key, words in describe_header(header))
        yield " ".join(tr("导出说明：{lines}", lines=lines).split())


def _columns(block: Block, datum: Datum, delimiter: str) -> Iterator[list[str]]:
    lng, lat = convert(block.lng, block.lat, Datum.WGS84, datum)
    moved = {"lng": lng, "lat": lat}
    for column in COLUMNS:
        key = column.field
        if key in moved:
            yield _write_degrees(moved[key])
        elif key == "id":
            yield list(map(str, block[key]))
        elif key == "amount_wan":
            yield [_write_amount(amount) for amount in block.amount_wan.tolist()]
        elif FIELD_BY_KEY[key].type == "words":
            yield _write_texts(block.joined(key), delimiter)
        elif column.number or column.show is not as_it_is:
            yield _write_cells(column, block[key], delimiter)
        else:
            yield _write_texts(block[key], delimiter)


def _write_degrees(values: NDArray[np.float64]) -> list[str]:
    """Write degrees, each distinct place once: many projects share that of their park."""
    places, which = np.unique(values, return_inverse=True)
    return np.take(to_objects(to_csv_cell(None if v != v else v) for v in places.tolist()), which).tolist()  # type: ignore[no-any-return]


def _write_amount(amount_wan: int) -> str:
    """Write 万元 as 亿元, exactly; nothing below zero, which is unpublished."""
    if amount_wan < 0:
        return ""
    whole, rest = divmod(amount_wan, WAN_PER_YI)
    return f"{whole}.{rest:04d}".rstrip("0") if rest else str(whole)


def _write_texts(texts: list[str | None] | list[str], delimiter: str) -> list[str]:
    """Write a column of texts. Most need nothing, which is told of all of them at once."""
    cells = [text or "" for text in texts]
    joined = "\n" + "\n".join(cells)
    is_plain = (
        joined.count("\n") == len(cells)
        and not any(mark in joined for mark in ('"', "\r", delimiter))
        and not any(f"\n{start}" in joined for start in _FORMULA_STARTS)
    )
    return cells if is_plain else [_quote(to_csv_cell(cell), delimiter) for cell in cells]


def _write_cells(column: Column, values: list[Any], delimiter: str) -> list[str]:
    """Write a column's cells, each distinct value once: these columns have few."""
    written = {value: _quote(to_csv_cell(column.show(value)), delimiter) for value in set(values)}
    return [written[value] for value in values]


def _quote(cell: str, delimiter: str) -> str:
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if delimiter in cell or "\n" in cell or "\r" in cell else cell
