"""The command that draws a picture: snapshot."""

import argparse
from pathlib import Path

from db.export.target import find_target
from geo.errors import AtlasError
from geo.wording import tr
from ui.commands.ledger import open_ledger, read_filters, ready_path
from ui.services import Services, SnapshotRequest


class UnsuitablePicture(AtlasError):
    """A picture cannot be written where it was asked for."""


def run_snapshot(options: argparse.Namespace, services: Services) -> None:
    """Draw the map, or the window, into a picture."""
    _check_picture(options.to)
    with open_ledger(options, services) as ledger:
        find_target(options.to, ledger.path, tr("图片"))
        columns = ledger.load_columns()
        filters = read_filters(options, ledger.load_vocabulary(columns), columns)
    width, height = options.size
    report = services.take_snapshot(
        SnapshotRequest(ready_path(options, services), filters, options.to, width, height, options.window)
    )
    print(
        tr(
            "已存为 {path}（{width}×{height}，{n} 项）",
            path=report.path,
            width=report.width,
            height=report.height,
            n=report.projects,
        )
    )


def _check_picture(path: Path) -> None:
    """Say what is wrong with a target before a window is built for it.

    Raises:
        UnsuitablePicture: It is not a PNG.
        ExportError: It cannot be written there.
    """
    find_target(path, what=tr("图片"))
    if path.suffix.lower() != ".png":
        raise UnsuitablePicture(tr("图片只存为 PNG，文件名应以 .png 结尾：{path}。", path=path))
