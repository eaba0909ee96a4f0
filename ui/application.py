"""Starting the window: scheme, application, fonts, themes, page, ledger, in the order Qt asks for.

A start waits longest for Chromium's processes and for what the page asks of them. So the page begins to load before
anything else is even imported, and that and opening the ledger are done beside this thread, which the page needs free.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from shiboken6 import delete, isValid

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.lnglat import Bounds
from geo.map_page import MapPageSpec, load_map_page
from geo.wording import CHINESE, language, page_words, tr
from ui.app_scheme import register_scheme
from ui.messages import show_bug, show_sentence
from ui.opening.beside import Beside
from ui.opening.reading_ahead import columns_folder, reading_ahead
from ui.program.appearance import theme_of
from ui.program.environment import prepare_environment, speak
from ui.program.garbage import keep_garbage_here, set_aside
from ui.program.places import APP_ID, Places
from ui.program.preferences import FILE as PREFERENCES
from ui.program.preferences import read_preferences
from ui.program.program_run import ProgramRun, refuse_without_sandbox
from ui.program.recent_ledgers import FILE as RECENT
from ui.program.recent_ledgers import RecentLedgers, add_recent_menu, is_same
from ui.theme import Theme, apply_theme, dressed_in, load_fonts, read_themes

if TYPE_CHECKING:
    from db.export.format import MapRenderer
    from db.index.column_ahead import ColumnAhead
    from db.index.column_process import ColumnSource
    from ui.app_scheme import Response
    from ui.main_window import MainWindow
    from ui.map.first_map import FirstMap
    from ui.map.map_feed import LedgerMapFeed
    from ui.map.map_view import MapView
    from ui.opening.session import Session

_FIRST_VIEW: Final = Bounds(106.1, 29.3, 106.6, 29.8)
"""Where the map looks until the page is told of the ledger's parks."""

_WINDOW: Final = "ui.main_window"


@frozen
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
    prepare_environment()
    register_scheme()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    keep_garbage_here(app)
    app.setApplicationName("science-city-atlas")
    app.setApplicationDisplayName(tr("科学城招商地图"))
    app.setDesktopFileName(APP_ID)
    app.setWindowIcon(QIcon(str(assets / "app-icon" / "science-city-atlas.svg")))
    speak(app, language())
    load_fonts(assets / "fonts")
    themes = read_themes(assets / "tokens.json")
    # The chosen one from the first frame on; pictures, which remember nothing, begin light.
    chosen = "light" if home is None else theme_of(read_preferences(home / PREFERENCES), app.styleHints())
    apply_theme(app, themes[chosen], assets / "styles" / "window.qss")
    return Workplace(app, themes, assets, cache, home)


def page_spec() -> MapPageSpec:
    """What the map page is built from, in the person's language."""
    spoken = language()
    return MapPageSpec(
        bounds=_FIRST_VIEW,
        lang="zh-CN" if spoken == CHINESE else spoken,
        title=tr("科学城招商地图"),
        language=spoken,
        words=page_words(),
    )


def begin_page(workplace: Workplace, first: FirstMap | None = None) -> MapView:
    """Let the map's page begin to load, for a window that is still to be made and will probably show this first."""
    from ui.map.map_ahead import begin_map

    return begin_map(load_map_page(page_spec(), workplace.cache), workplace.assets, dressed_in(workplace.app), first)


def open_session(
    workplace: Workplace, ledger: Path, *, late: bool = False, ahead: ColumnAhead | None = None
) -> tuple[Session, LedgerMapFeed]:
    """Open a ledger, and place its projects on the map; touches no window, so any thread may.

    Args:
        workplace: The application.
        ledger: The ledger.
        late: Do not wait for the projects of a large ledger (`Session.open`).
        ahead: What may have begun to read it.

    Raises:
        LedgerError: the ledger cannot be used; nothing was changed.
    """
    from db.index.column_cache import ColumnCache
    from ui.figure_routes import districts_of
    from ui.map.map_feed import LedgerMapFeed
    from ui.opening.session import Session

    cache = ColumnCache(columns_folder(workplace.cache))
    session = Session.open(ledger, workplace.themes["light"], cache, late=late, ahead=ahead)
    try:
        return session, LedgerMapFeed(session, districts_of(workplace.assets))
    except BaseException:
        session.abandon()
        raise


def build_window(
    workplace: Workplace, session: Session, feed: LedgerMapFeed, map_view: MapView | None = None
) -> MainWindow:
    """Build the window of an open ledger, not yet shown; the ledger is closed where that fails.

    Args:
        workplace: The application.
        session: The ledger.
        feed: What its map shows.
        map_view: The map, where its page has begun to load (`begin_page`).
    """
    try:
        if _WINDOW not in sys.modules:
            Beside(_import_window).run()
        from ui.main_window import MainWindow

        page = load_map_page(page_spec(), workplace.cache)
        window = MainWindow(session, feed, workplace.themes, workplace.assets, page, workplace.home, map_view)
        window.files.make_renderer = lambda: _make_renderer(workplace)
        return window
    except BaseException:
        session.abandon()
        raise


def open_window(workplace: Workplace, ledger: Path, *, late: bool = False) -> MainWindow:
    """Open a ledger in a new window, not yet shown; late, a large one's projects are still to come.

    Its page loads meanwhile, so the event loop turns; what a person does meanwhile is heard afterwards.

    Raises:
        LedgerError: the ledger cannot be used; nothing was changed.
    """
    with reading_ahead(ledger, workplace.cache, late=late) as ahead:
        return _open_beside(workplace, lambda: open_session(workplace, ledger, late=late, ahead=ahead))


def _open_beside(workplace: Workplace, prepare: Callable[[], tuple[Session, LedgerMapFeed]]) -> MainWindow:
    from ui.map.first_map import read_first_map

    first = read_first_map(workplace.home)
    map_view = begin_page(workplace, first)
    try:
        session, feed = Beside(prepare).run()
        try:
            if first is not None and workplace.home is not None and map_view.ahead is not None:
                map_view.ahead.foresee(Beside(partial(_foresee, feed, workplace.home, first)).run())
        except BaseException:
            session.abandon()
            raise
        return build_window(workplace, session, feed, map_view)
    except BaseException:
        if isValid(map_view):  # or it has gone with the window it was for
            delete(map_view)
        raise


def _foresee(feed: LedgerMapFeed, home: Path, first: FirstMap) -> Mapping[str, Response]:
    from ui.opening.foresight import foresee

    return foresee(feed, home, first)


def _import_window() -> None:
    import_module(_WINDOW)
    gc.freeze()  # what was imported stays; the garbage need not be looked for among it again and again


def _make_renderer(workplace: Workplace) -> MapRenderer:
    """What draws maps on paper, imported when somebody exports."""
    from ui.paper.paper_renderer import PaperRenderer

    return PaperRenderer(workplace.themes["light"], workplace.assets)


class WindowKeeper:
    """Keeps the open window; another ledger opens in a new one, and the old one goes only when that has worked."""

    def __init__(self, workplace: Workplace, recent: RecentLedgers | None = None) -> None:
        """No window yet; ledgers that are opened are put on the list of recent ones, where there is one."""
        self._workplace, self._recent = workplace, recent
        self.window: MainWindow | None = None
        self._reading: MainWindow | None = None

    def open(self, ledger: Path) -> None:
        """Show a ledger in place of the one that is shown.

        Raises:
            LedgerError: the ledger cannot be used; the window that was there stays as it was.
        """
        self._show(open_window(self._workplace, ledger, late=True))

    def open_first(self, find_ledger: Callable[[], Path]) -> None:
        """Show the first window: its page loads while everything else is imported and the ledger is opened.

        Args:
            find_ledger: Names the ledger, building it first where that is needed; called in another thread.

        Raises:
            AtlasError: there is no ledger to show.
        """
        workplace = self._workplace

        def prepare() -> tuple[Session, LedgerMapFeed]:
            ledger = find_ledger()
            with reading_ahead(ledger, workplace.cache) as ahead:
                return open_session(workplace, ledger, late=True, ahead=ahead)

        self._show(_open_beside(workplace, prepare))

    def _show(self, fresh: MainWindow) -> None:
        from ui.map.first_map import FirstMapMemory
        from ui.program.files_record import record_first
        from ui.program.memory_rest import MemoryRest

        if self._reading is not None:  # nobody waits for that one any more
            self._reading.close()
        old, self.window = self.window, fresh
        fresh.ledger_wanted.connect(self._on_window_ledger_wanted)
        self._remember(fresh, fresh.session.ledger.path)
        if old is not None:
            fresh.setGeometry(old.geometry())
            fresh.set_theme(old.theme().name)
        _show_fitting(self._workplace.app, fresh)
        set_aside(fresh, fresh.closed)
        MemoryRest(fresh)
        if self._workplace.home is not None:
            memory = FirstMapMemory(fresh.map_view, fresh.feed, self._workplace.home)
            fresh.closed.connect(memory.save)
            if old is None and (record := record_first(fresh, self._workplace.cache, self._workplace.assets)):
                fresh.closed.connect(record.save)
        if fresh.session.arriving is not None:
            self._await_columns(fresh, fresh.session.arriving, old)
            return
        from ui.opening.column_saver import keep_soon

        keep_soon(fresh.session.keep_columns, fresh)
        self._let_go(old)

    def _await_columns(self, fresh: MainWindow, process: ColumnSource, old: MainWindow | None) -> None:
        """Let a window wait for its projects; the old one stays until they are there, and where they never are."""
        from ui.opening.column_arrival import ColumnArrival

        self._reading = fresh
        arrival = ColumnArrival(fresh, process)
        arrival.arrived.connect(lambda: self._on_arrival_arrived(old))
        arrival.failed.connect(lambda error: self._on_arrival_failed(fresh, error))
        fresh.closed.connect(lambda: self._on_window_closed(fresh, old))
        arrival.start()

    def _let_go(self, old: MainWindow | None) -> None:
        if old is not None:
            old.close()
            old.deleteLater()

    def _on_arrival_arrived(self, old: MainWindow | None) -> None:
        self._reading = None
        self._let_go(old)

    def _on_arrival_failed(self, fresh: MainWindow, error: BaseException) -> None:
        from ui.messages import show_trouble

        show_trouble(fresh, error).finished.connect(fresh.close)

    def _on_window_closed(self, fresh: MainWindow, old: MainWindow | None) -> None:
        """Closed while it was read: the one before is the window again."""
        if self._reading is fresh:
            self._reading, self.window = None, old

    def open_again(self, ledger: Path | None) -> None:
        """Come to the front for somebody who has started the program again, with the ledger asked for."""
        window = self.window
        if window is None:
            return
        if ledger is not None and not is_same(ledger, window.session.ledger.path):
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
        keeper.open_first(find_ledger)
    except AtlasError as error:
        _tell_start_failed(str(error))
        return 1
    try:
        if run is not None:
            _attend(run, keeper)
        return workplace.app.exec()
    finally:
        if keeper.window is not None and isValid(keeper.window):
            delete(keeper.window)  # its page goes before the profile, and both before Python lets go of them
        if run is not None:
            run.close()


def _attend(run: ProgramRun, keeper: WindowKeeper) -> None:
    run.attend(keeper.open_again, lambda error: show_bug(keeper.window, error))
    if keeper.window is not None and (words := run.last_crash_words()):
        keeper.window.statusBar().showMessage(words, 30_000)


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
        window.setGeometry(room)  # or everything would be laid out, and the map drawn, at two sizes
        window.showMaximized()
    else:
        window.show()
