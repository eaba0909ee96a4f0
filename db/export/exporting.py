"""Write chosen projects to a file: the whole file or nothing."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.export.blocks import Lookups, read_lookups
from db.export.errors import ExportError
from db.export.format import ExportFormat, ExportJob, MapRenderer, Progress
from db.export.formats import find_format
from db.export.options import Value, read_options
from db.export.sheet import ExportHeader, ExportSheet, IndustryHead
from db.export.target import find_target
from db.export.whole_file import check_free, write_whole
from db.filter_arguments import to_args
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from geo.datums import Datum
from geo.frozen import frozen
from geo.lnglat import Bounds
from geo.wording import tr

_DATUMS: Final = {"wgs84": Datum.WGS84, "gcj02": Datum.GCJ02, "bd09": Datum.BD09}
NO_OPTIONS: Final[Mapping[str, Value]] = MappingProxyType({})


@frozen
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


def unheard(done: int, total: int) -> None:
    """Follow an export without telling anybody."""


def export_projects(
    ledger: Ledger,
    columns: ProjectColumns,
    rows: NDArray[np.int64],
    path: Path,
    *,
    format_key: str | None = None,
    filters: Filters,
    now: datetime.datetime,
    options: Mapping[str, Value] = NO_OPTIONS,
    replace: bool = False,
    visible_in: Bounds | None = None,
    progress: Progress = unheard,
    renderer: MapRenderer | None = None,
    definitions: Sequence[str] = (),
) -> ExportReport:
    """Write projects to a file. It appears whole or not at all.

    Args:
        ledger: The open ledger.
        columns: Its projects.
        rows: int64[m] rows of the columns, in the order wanted.
        path: The file to write.
        format_key: Key of a format; without it the suffix decides.
        filters: What chose the rows, for the record in the file.
        now: Time of the export.
        options: Options of the format, as text or as values; those not given have their defaults.
        replace: Whether somebody said yes to replacing a file that is there.
        visible_in: The bounds of a map that narrowed the rows further, for the record.
        progress: Told (done, of how many); may raise `ExportCancelled`.
        renderer: Draws maps, for formats that need one.
        definitions: Ids of the KPI definitions that are meant; a KPI without one means its first.

    Raises:
        TargetTaken: There is a file already and `replace` is false.
        ExportCancelled: `progress` said so.
        ExportError: The format or an option is unknown, or the file cannot be written; nothing is left behind.
        LedgerError: The ledger cannot be read.
    """
    format_ = find_format(path, format_key)
    chosen = read_options(format_.options, options)
    _check_possible(format_, len(rows), renderer)
    target = find_target(path, ledger.path)
    check_free(target, replace=replace)
    datum = _DATUMS[str(chosen.get("datum", "wgs84"))]
    sheet = build_sheet(ledger, columns, rows, filters, now, datum, visible_in, definitions)
    with write_whole(target, replace=replace) as part:
        format_.write(ExportJob(sheet, chosen, progress, renderer), part)
        size_bytes = part.stat().st_size
    return ExportReport(path, format_, len(sheet), size_bytes)


def _check_possible(format_: ExportFormat, count: int, renderer: MapRenderer | None) -> None:
    """Refuse what a format cannot do before anything is read.

    Raises:
        ExportError: It needs a map and there is none, or it cannot hold so many projects.
    """
    if format_.needs_map and renderer is None:
        raise ExportError(tr("{name}要画地图，这里画不了；请在窗口里导出。", name=tr(format_.name)))
    if format_.most_rows is not None and count > format_.most_rows:
        raise ExportError(
            tr(
                "{name}最多放 {most} 项，要导出的有 {n} 项；请换一种格式或缩小筛选。",
                name=tr(format_.name),
                most=f"{format_.most_rows:,}",
                n=count,
            )
        )


def build_sheet(
    ledger: Ledger,
    columns: ProjectColumns,
    rows: NDArray[np.int64],
    filters: Filters,
    now: datetime.datetime,
    datum: Datum = Datum.WGS84,
    visible_in: Bounds | None = None,
    definitions: Sequence[str] = (),
) -> ExportSheet:
    """Gather what an export carries.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    mask = np.zeros(len(columns), dtype=np.bool_)
    mask[rows] = True
    words = filters.describe(columns.dimensions)
    if visible_in is not None:
        words = tr("{filters}；地图可见范围：{bounds}", filters=words, bounds=visible_in.to_text())
    with ledger.reading() as connection:
        lookups = read_lookups(connection, columns, rows)
    used = _find_used_documents(lookups, mask)
    header = ExportHeader(
        filters=words,
        filter_args=to_args(filters) if visible_in is None else None,
        totals=columns.totals(mask),
        written=now,
        data_version=ledger.data_version,
        documents=tuple(document for document in ledger.find_documents() if document.id in used),
        industries=_read_industries(ledger, columns),
        datum=datum,
        definitions=tuple(definitions),
    )
    return ExportSheet(header, columns, rows, ledger.reading, lookups)


def _find_used_documents(lookups: Lookups, mask: NDArray[np.bool_]) -> set[str]:
    """Return the documents that say something of a project of the mask."""
    pairs = lookups.documents
    return {lookups.document_ids[place] for place in np.unique(pairs.codes[mask[pairs.rows]]).tolist()}


def _read_industries(ledger: Ledger, columns: ProjectColumns) -> tuple[IndustryHead, ...]:
    dimension = columns.dimensions["industry"]
    with ledger.reading() as connection:
        looks = {id_: look for id_, *look in connection.execute("SELECT id, color, symbol FROM industries")}
    return tuple(
        IndustryHead(id_, name, *looks.get(id_, (None, None)))
        for id_, name in zip(dimension.ids, dimension.names, strict=True)
    )
