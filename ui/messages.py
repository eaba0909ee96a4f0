"""Two ways of telling: one sentence for what the surroundings refused, and details to copy for what is our bug."""

from __future__ import annotations

import logging
import traceback

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from geo.errors import AtlasError
from geo.wording import tr

_LOG = logging.getLogger(__name__)


def show_sentence(parent: QWidget | None, sentence: str) -> QMessageBox:
    """Show one clear sentence and return its box; without blocking, so that a page still drawing is not held up."""
    box = QMessageBox(QMessageBox.Icon.Warning, tr("科学城招商地图"), sentence, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def show_bug(parent: QWidget | None, error: BaseException) -> QMessageBox:
    """Log a bug with its traceback and offer the details for copying; returns the box."""
    _LOG.error("unexpected error", exc_info=error)
    box = QMessageBox(
        QMessageBox.Icon.Critical, tr("科学城招商地图"), tr("程序出错，刚才的操作没有完成。"), parent=parent
    )
    box.setInformativeText(tr("台账没有改动。请把“详细信息”里的文字复制给维护者。"))
    box.setDetailedText("".join(traceback.format_exception(error)))
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def show_trouble(parent: QWidget | None, error: BaseException) -> QMessageBox:
    """Show what went wrong away from the window's thread: what the surroundings refused, or a bug."""
    if isinstance(error, AtlasError):
        return show_sentence(parent, str(error))
    return show_bug(parent, error)
