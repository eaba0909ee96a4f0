"""Write chosen projects to a file: the whole file or nothing."""

import contextlib
import datetime
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from db.columns import ProjectColumns
from db.export.formats import ExportError, ExportFormat, find_format
from db.export.sheet import ExportSheet, IndustryHead, Source
from db.export.target import find_target
from db.filter_arguments import to_args
from db.filters import Filters
from db.ledger import Ledger
from db.project_rows import ProjectRow


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written.

    Attributes:
        path: The file.
        format: Its format.
        count: Projects in it.
        size_bytes: Size of the file.
    """

    path: Path
    format: ExportFormat
    count: int
    size_bytes: int


def export_projects(
    ledger: Ledger,
    columns: ProjectColumns,
    rows: NDArray[np.int64],
    path: Path,
    *,
    format_key: str | None = None,
    filters: Filters,
    now: datetime.datetime,
) -> ExportReport:
    """Write projects to a file. It appears whole or not at all; a file that was there is replaced.

    Args:
        ledger: The open ledger.
        columns: Its projects.
        rows: int64[m] rows of the columns, in the order wanted.
        path: The file to write.
        format_key: Key of a format; without it the suffix decides.
        filters: What chose the rows, for the record in the file.
        now: Time of the export.

    Raises:
        ExportError: The format is unknown or the file cannot be written; nothing is left behind.
        LedgerError: The ledger cannot be read.
    """
    format_ = find_format(path, format_key)
    target = find_target(path, ledger.path)
    sheet = build_sheet(ledger, columns, rows, filters, now)
    data = format_.encode(sheet)
    _write_whole(target, data)
    return ExportReport(path, format_, len(sheet.rows), len(data))


def build_sheet(
    ledger: Ledger, columns: ProjectColumns, rows: NDArray[np.int64], filters: Filters, now: datetime.datetime
) -> ExportSheet:
    """Gather what an export carries.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    mask = np.zeros(len(columns), dtype=np.bool_)
    mask[rows] = True
    found = tuple(ledger.find_rows(columns.ids[rows].tolist()))
    used = {document for row in found for document in row.documents}
    return ExportSheet(
        rows=found,
        totals=columns.totals(mask),
        industries=_read_industries(ledger, columns),
        filters=filters.describe(columns.dimensions),
        filter_args=to_args(filters),
        written=now,
        data_version=ledger.data_version,
        documents=tuple(document for document in ledger.find_documents() if document.id in used),
        find_sources=lambda: tuple(_find_sources(ledger, found)),
    )


def _read_industries(ledger: Ledger, columns: ProjectColumns) -> tuple[IndustryHead, ...]:
    dimension = columns.dimensions["industry"]
    with ledger.reading() as connection:
        colors = dict(connection.execute("SELECT id, color FROM industries"))
    return tuple(
        IndustryHead(id_, name, colors.get(id_)) for id_, name in zip(dimension.ids, dimension.names, strict=True)
    )


def _find_sources(ledger: Ledger, rows: tuple[ProjectRow, ...]) -> Iterable[Source]:
    for row in rows:
        for passage in ledger.find_passages(row.id):
            yield Source(
                project_id=row.id,
                project=row.name,
                field=passage.field,
                document_id=passage.document_id,
                document=passage.document_title,
                published=passage.published,
                start=passage.start,
                end=passage.end,
            )


def _write_whole(path: Path, data: bytes) -> None:
    # In the same folder, so that moving it into place is one step of the file system; the name does not grow with the
    # target's, which may be as long as names can be.
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError as error:
        raise ExportError(f"无法写入 {path}（{error.strerror}）。") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
