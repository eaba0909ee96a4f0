"""Commands that write files: export, snapshot."""

import argparse
from pathlib import Path

from db.export.exporting import export_projects
from db.export.formats import FORMATS
from db.export.target import find_target
from geo.errors import AtlasError
from ui.command_ledger import open_ledger, open_selection, read_filters, ready_path
from ui.services import Services, SnapshotRequest

FORMAT_HELP = "、".join(format_.key for format_ in FORMATS)


def run_export(options: argparse.Namespace, services: Services) -> None:
    """Write the projects the filters choose to a file."""
    with open_selection(options, services) as selection:
        report = export_projects(
            selection.ledger,
            selection.columns,
            selection.rows,
            options.to,
            format_key=options.format,
            filters=selection.filters,
            now=services.now(),
        )
    print(f"已导出 {report.count} 项到 {report.path}")


class UnsuitablePicture(AtlasError):
    """A picture cannot be written where it was asked for."""


def run_snapshot(options: argparse.Namespace, services: Services) -> None:
    """Draw the map, or the window, into a picture."""
    _check_picture(options.to)
    with open_ledger(options, services) as ledger:
        find_target(options.to, ledger.path, "图片")
        filters = read_filters(options, ledger, ledger.load_columns())
    width, height = options.size
    report = services.take_snapshot(
        SnapshotRequest(ready_path(options, services), filters, options.to, width, height, options.window)
    )
    print(f"已存为 {report.path}（{report.width}×{report.height}，{report.projects} 项）")


def _check_picture(path: Path) -> None:
    """Say what is wrong with a target before a window is built for it.

    Raises:
        UnsuitablePicture: It is not a PNG.
        ExportError: It cannot be written there.
    """
    find_target(path, what="图片")
    if path.suffix.lower() != ".png":
        raise UnsuitablePicture(f"图片只存为 PNG，文件名应以 .png 结尾：{path}。")
