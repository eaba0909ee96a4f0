"""Memory that the window has used and does not need: kept in few places, and given back while nobody does anything."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from db.index.array_file import give_back
from geo.memory import trim

if TYPE_CHECKING:
    from db.index.columns import ProjectColumns
    from ui.main_window import MainWindow
    from ui.state import Results

REST_MS: Final = 20_000
"""Without anything happening. What is given back has to be fetched again at the next question: some milliseconds."""


SEARCHED_MS: Final = 1_500
"""After a search: whoever goes on typing asks again before."""


def forget_pages(columns: ProjectColumns) -> None:
    """Give back what was read of the files that columns are mapped from."""
    give_back(columns.ids)
    if columns.text.is_ready:
        for part in columns.text.parts:
            give_back(part.texts.codes)


class MemoryRest(QObject):
    """Gives memory back when a window has rested: no result, no selection and no other view for a while.

    What texts take that were searched is given back sooner: most of it is looked at by searches alone.
    """

    def __init__(self, window: MainWindow) -> None:
        """Watch a window, which owns this."""
        super().__init__(window)
        self._window = window
        self._pause = QTimer(self, singleShot=True, interval=REST_MS)
        self._pause.timeout.connect(self.give_back)
        self._searched, self._text = QTimer(self, singleShot=True, interval=SEARCHED_MS), ""
        self._searched.timeout.connect(self.give_back_texts)
        window.explorer.results_changed.connect(self.put_off)
        window.explorer.results_changed.connect(self._on_explorer_results_changed)
        window.map_view.viewport_moved.connect(self.put_off)
        self.put_off()

    def put_off(self) -> None:
        """Something happens: wait anew."""
        self._pause.start()

    def give_back_texts(self) -> None:
        """Give back what searches have read, away from the window's thread."""
        threading.Thread(target=self._window.session.columns.text.release, name="rest", daemon=True).start()

    def _on_explorer_results_changed(self, results: Results) -> None:
        if results.filters.text != self._text:
            self._text = results.filters.text
            if self._text:  # nothing is searched for none
                self._searched.start()

    def give_back(self) -> None:
        """Do it now, away from the window's thread; ends with the program at the latest."""
        columns = self._window.session.columns

        def work() -> None:
            forget_pages(columns)
            trim()

        threading.Thread(target=work, name="rest", daemon=True).start()
