"""CSV as spreadsheets in China open it: UTF-8 with a byte order mark, CRLF, and no cell that runs as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from db.export.csv_cells import CellWriter, quote, to_csv_cell
from db.export.format import ExportJob
from db.export.kpi_notes import describe_sheet
from db.export.options import DATUM_OPTION, Choice, ExportOption
from db.export.sheet import ExportSheet
from db.export.table import COLUMNS
from db.project_rows import ProjectRow
from geo.datums import Datum
from geo.wording import tr

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


def write_csv_file(job: ExportJob, path: Path) -> None:
    """Write the file, a block of rows at a time."""
    delimiter = _DELIMITERS[str(job.options["delimiter"])]
    is_told = bool(job.options["about"])
    header = job.sheet.header
    heads = delimiter.join(quote(head, delimiter) for head in _heads(job.sheet, is_told)) + _LINE_END
    cells, end = CellWriter(delimiter, header.datum), _LINE_END.encode()
    with path.open("wb") as file:
        file.write(heads.encode("utf-8-sig" if job.options["bom"] else "utf-8"))
        for block in job.blocks():
            file.write(end.join(cells.lines(block, empty=int(is_told))))
            file.write(end)


def _heads(sheet: ExportSheet, is_told: bool) -> Iterator[str]:
    header = sheet.header
    for column in COLUMNS:
        is_moved = column.field in ("lng", "lat") and header.datum is not Datum.WGS84
        yield f"{tr(column.title)}（{header.datum.value}）" if is_moved else tr(column.title)
    if is_told:
        # A column without cells keeps the table a table: rows above or below it would be taken for projects.
        lines = tr("；").join(tr("{key}：{words}", key=key, words=words) for key, words in describe_sheet(sheet))
        yield " ".join(tr("导出说明：{lines}", lines=lines).split())
