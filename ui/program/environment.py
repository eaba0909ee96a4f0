"""What Qt and its web engine are told before there is a window: their surroundings, and the person's language."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from geo.memory import limit_arenas
from geo.wording import CHINESE
from ui.program.sandbox import leave_sandbox_to_root

_LOG = logging.getLogger(__name__)


def prepare_environment() -> None:
    """What WebEngine must know before the application object exists; whatever a person has set stands."""
    leave_sandbox_to_root()
    limit_arenas()
    # Qt lets 5 ms pass between a change and its painting, for others to join it. Ours come at once or not at all.
    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    if sys.platform == "linux" and not Path("/dev/dri").exists():
        # Without a graphics card the software backend is the fastest, and saves a failed look for OpenGL.
        os.environ.setdefault("QT_QUICK_BACKEND", "software")


def speak(app: QApplication, spoken: str) -> None:
    """Let Qt's own words (dialog buttons, context menus) and numbers be in the person's language."""
    if spoken != CHINESE:  # what Qt says without a translator is English
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        return
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    else:
        _LOG.warning("Qt's Chinese words are not in %s", folder)
