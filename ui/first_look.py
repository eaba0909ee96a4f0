"""The main job without a screen: a picture of the window, the map of one industry, and an export of it."""

from __future__ import annotations

import datetime
from pathlib import Path

from db.export.exporting import export_projects
from db.filters import Filters
from db.ledger import Ledger
from geo.os_reasons import reason_of
from geo.wording import tr
from ui.application import Workplace
from ui.pictures import SnapshotError
from ui.services import SnapshotRequest
from ui.snapshot import take_pictures

INDUSTRY = "生命健康"


def take_first_look(workplace: Workplace, ledger_path: Path, folder: Path, now: datetime.datetime) -> tuple[Path, ...]:
    """Write ``window.png``, ``window-dark.png``, ``map-….png`` and ``….xlsx`` into a folder.

    The card in the window is that of the project most documents speak of.

    Args:
        workplace: The started application.
        ledger_path: The ledger.
        folder: Where to write; made if missing.
        now: Stamp of the export.

    Raises:
        LedgerError: the ledger cannot be used.
        SnapshotError: a picture could not be drawn or written.
        ExportError: the export could not be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SnapshotError(
            tr("不能建立文件夹 {folder}：{reason}。", folder=folder, reason=reason_of(error))
        ) from error
    with Ledger.open(ledger_path) as ledger:
        columns = ledger.load_columns()
        dimension = columns.dimensions["industry"]
        chosen = dimension.ids[dimension.names.index(INDUSTRY) if INDUSTRY in dimension.names else 0]
        filters = Filters(industries=frozenset({int(chosen)}))
        order = columns.order("document_count", descending=True)
        card_of = int(columns.ids[order[0]]) if len(order) else None
        name = dimension.name_of(chosen)
        export = folder / f"{name}.xlsx"
        rows = columns.order("amount_wan", descending=True)
        rows = rows[columns.mask(filters)[rows]]
        export_projects(ledger, columns, rows, export, filters=filters, now=now, replace=True)
    window, dark, map_ = (folder / f"{stem}.png" for stem in ("window", "window-dark", f"map-{name}"))
    take_pictures(
        workplace,
        [
            SnapshotRequest(ledger_path, Filters(), window, window=True, card_of=card_of),
            SnapshotRequest(ledger_path, Filters(), dark, window=True, card_of=card_of, theme="dark"),
            SnapshotRequest(ledger_path, filters, map_, 1200, 900),
        ],
    )
    return window, dark, map_, export
