"""Pictures on disk: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QIODevice, QSaveFile
from PySide6.QtGui import QImage, QImageWriter

from db.export.errors import ExportError
from db.export.target import find_target
from geo.errors import AtlasError
from geo.wording import tr


class SnapshotError(AtlasError):
    """The picture could not be drawn or written."""


def save_png(image: QImage, path: Path) -> None:
    """Write a PNG whole or not at all.

    Raises:
        SnapshotError: the place cannot be written to, or a ledger, a device or a folder is there.
    """
    try:
        file = QSaveFile(str(find_target(path, what=tr("图片"))))
    except ExportError as error:
        raise SnapshotError(str(error)) from error
    if not (
        file.open(QIODevice.OpenModeFlag.WriteOnly)
        and QImageWriter(file, QByteArray(b"png")).write(image)
        and file.commit()
    ):
        raise SnapshotError(tr("图片写不到 {path}：{reason}。", path=path, reason=file.errorString()))
