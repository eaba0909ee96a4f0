"""Starting the window: scheme, application, fonts, themes, ledger, page, in the order Qt asks for."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from db.column_cache import ColumnCache
from geo.errors import AtlasError
from geo.lnglat import Bounds
from geo.map_page import MapPageSpec, load_map_page
from geo.wording import CHINESE, language, page_words, tr
from ui.app_scheme import register_scheme
from ui.appearance import theme_of
from ui.column_saver import keep_soon
from ui.figure_routes import load_districts
from ui.garbage import keep_garbage_here
from ui.main_window import MainWindow
from ui.map_feed import LedgerMapFeed
from ui.messages import show_bug, show_sentence
from ui.places import APP_ID, Places
from ui.preferences import FILE as PREFERENCES
from ui.preferences import read_preferences
from ui.program_run import ProgramRun, refuse_without_sandbox
from ui.recent_ledgers import FILE as RECENT
from ui.recent_ledgers import RecentLedgers, add_recent_menu
from ui.sandbox import leave_sandbox_to_root
from ui.session import Session
from ui.theme import Theme, apply_theme, load_fonts, read_themes

if TYPE_CHECKING:
    from db.export.format import MapRenderer

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Workplace:
    """The application object with what every window shares.

    Attributes:
        app: Qt's application.
        themes: ``light`` and ``dark``.
        assets: the ``assets`` folder.
        cache: where rendered pages are kept.
        home: where the set-up of the map is remembered; None, as for pictures, remembers nothing.
    """

    app: QApplication
    themes: dict[str, Theme]
    assets: Path
    cache: Path
    home: Path | None = None


def start_application(assets: Path, cache: Path, home: Path | None = None) -> Workplace:
    """Make the application object, once per process.

    Raises:
        ThemeError: the design tokens cannot be read.
    """
    _prepare_environment()
    register_scheme()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    keep_garbage_here(app)
    app.setApplicationName("science-city-atlas")
    app.setApplicationDisplayName(tr("科学城招商地图"))
    app.setDesktopFileName(APP_ID)
    app.setWindowIcon(QIcon(str(assets / "app-icon" / "science-city-atlas.svg")))
    _speak(app, language())
    load_fonts(assets / "fonts")
    themes = read_themes(assets / "tokens.json")
    # The chosen one from the first frame on; pictures, which remember nothing, begin light.
    chosen = "light" if home is None else theme_of(read_preferences(home / PREFERENCES), app.styleHints())
    apply_theme(app, themes[chosen], assets / "styles" / "window.qss")
    return Workplace(app, themes, assets, cache, home)


def page_spec(home: Bounds) -> MapPageSpec:
    """What the map page is built from, in the person's language."""
    spoken = language()
    return MapPageSpec(
        bounds=home,
        lang="zh-CN" if spoken == CHINESE else spoken,
        title=tr("科学城招商地图"),
        language=spoken,
        words=page_words(),
    )


def open_window(workplace: Workplace, ledger: Path) -> MainWindow:
    """Open a ledger in a new window, not yet shown.

    Raises:
        LedgerError: the ledger cannot be used; nothing was changed.
    """
    session = Session.open(ledger, workplace.themes["light"], ColumnCache(workplace.cache / "columns"))
    try:
        feed = LedgerMapFeed(session, load_districts(workplace.assets / "basemap" / "districts.geojson"))
        page = load_map_page(page_spec(feed.home), workplace.cache)
        window = MainWindow(session, feed, workplace.themes, workplace.assets, page, workplace.home)
        window.files.make_renderer = lambda: _make_renderer(workplace)
        return window
    except BaseException:
        session.ledger.close()
        raise


def _make_renderer(workplace: Workplace) -> MapRenderer:
    """What draws maps on paper, imported when somebody exports."""
    from ui.paper_renderer import PaperRenderer

    return PaperRenderer(workplace.themes["light"], workplace.assets)


class WindowKeeper:
    """Keeps the open window; another ledger opens in a new one, and the old one goes only when that has worked."""

    def __init__(self, workplace: Workplace, recent: RecentLedgers | None = None) -> None:
        """No window yet; ledgers that are opened are put on the list of recent ones, where there is one."""
        self._workplace, self._recent = workplace, recent
        self.window: MainWindow | None = None

    def open(self, ledger: Path) -> None:
        """Show a ledger in place of the one that is shown.

        Raises:
            LedgerError: the ledger cannot be used; the window that was there stays as it was.
        """
        fresh = open_window(self._workplace, ledger)
        old, self.window = self.window, fresh
        fresh.ledger_wanted.connect(self._on_window_ledger_wanted)
        self._remember(fresh, ledger)
        if old is not None:
            fresh.setGeometry(old.geometry())
            fresh.set_theme(old.theme().name)
        _show_fitting(self._workplace.app, fresh)
        keep_soon(fresh.session.keep_columns, fresh)
        if old is not None:
            old.close()
            old.deleteLater()

    def open_again(self, ledger: Path | None) -> None:
        """Come to the front for somebody who has started the program again, with the ledger asked for."""
        window = self.window
        if window is None:
            return
        if ledger is not None and not _is_same(ledger, window.session.ledger.path):
            self._on_window_ledger_wanted(ledger)
            window = self.window or window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _remember(self, window: MainWindow, ledger: Path) -> None:
        if self._recent is None:
            return
        self._recent.add(ledger)
        below = window.actions_by_key["add_documents"]
        menu = window.menuBar().actions()[0].menu()
        if isinstance(menu, QMenu):
            add_recent_menu(below, menu, self._recent, window.ledger_wanted.emit)

    def _on_window_ledger_wanted(self, ledger: Path) -> None:
        try:
            self.open(ledger)
        except AtlasError as error:
            show_sentence(self.window, str(error))


def run_window(places: Places, find_ledger: Callable[[], Path], run: ProgramRun | None = None) -> int:
    """Show the window until it is closed; returns the exit code.

    Args:
        places: Where things are.
        find_ledger: Names the ledger to show, building it first where that is needed.
        run: Watches over the run; None for a window beside others, without a log.
    """
    try:
        workplace = start_application(places.assets, places.cache, places.home)
        if run is not None and run.is_handed_over():
            return 0
        refuse_without_sandbox()
        keeper = WindowKeeper(workplace, RecentLedgers(places.home / RECENT))
        keeper.open(find_ledger())
    except AtlasError as error:
        _tell_start_failed(str(error))
        return 1
    try:
        if run is not None:
            _attend(run, keeper)
        return workplace.app.exec()
    finally:
        if run is not None:
            run.close()


def _attend(run: ProgramRun, keeper: WindowKeeper) -> None:
    run.attend(keeper.open_again, lambda error: show_bug(keeper.window, error))
    if keeper.window is not None and (words := run.last_crash_words()):
        keeper.window.statusBar().showMessage(words, 30_000)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _tell_start_failed(sentence: str) -> None:
    """On the terminal, and in a box for who started with a double click and has none."""
    print(sentence, file=sys.stderr)
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.platformName() not in ("offscreen", "minimal"):
        box = QMessageBox(QMessageBox.Icon.Critical, tr("科学城招商地图"), "", QMessageBox.StandardButton.Close)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(sentence)
        box.exec()


def _show_fitting(app: QApplication, window: MainWindow) -> None:
    """Show the window at its size, or maximised where the screen is smaller."""
    room = app.primaryScreen().availableGeometry()
    if room.width() < window.width() or room.height() < window.height():
        window.showMaximized()
    else:
        window.show()


def _prepare_environment() -> None:
    """What WebEngine must know before the application object exists; whatever a person has set stands."""
    leave_sandbox_to_root()
    if sys.platform == "linux" and not Path("/dev/dri").exists():
        # Without a graphics card the software backend is the fastest, and saves a failed look for OpenGL.
        os.environ.setdefault("QT_QUICK_BACKEND", "software")


def _speak(app: QApplication, spoken: str) -> None:
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
