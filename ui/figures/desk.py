"""The views of figures of one window: each worked out while somebody looks, what is pressed in them handed on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from db.connection import transaction
from db.figures.watching import Watch
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.journal import Edit
from db.ledger import Ledger
from geo.errors import AtlasError
from geo.frozen import frozen
from geo.memory import trim
from geo.wording import tr
from ui.explorer import Explorer
from ui.figures.view import FigureView, Question
from ui.figures.views import ViewOffer
from ui.placing.edit_words import UNDO_KEYS, edit_title
from ui.query_runner import QueryRunner, Superseded
from ui.table.result_tabs import ResultTabs


@frozen
class _Asked:
    """What an answer belongs to; columns are compared by identity."""

    columns: ProjectColumns
    filters: Filters | None
    options: object
    edits: int


@frozen
class _Answer:
    view: FigureView
    asked: _Asked
    value: Any


class FiguresDesk(QObject):
    """Wires the views of figures to the explorer and the ledger.

    The answers are worked out on a connection of their own, so that the window's never waits for them.

    Args:
        path: The open ledger's file.
        explorer: Whose filters are shown and changed.
        views: The views there are, left to right; each is built when somebody turns to it.
        tabs: Where they are shown.
        parent: The owning object.
        now: The clock.

    Signals:
        told: one sentence for the person.
        failed: an exception of the worker: a bug, or an `AtlasError`.
        passage_wanted: a document's id and a place in it to open.
        edited: the ledger was changed.
        turn_wanted: key of another place of the window to turn to.
        event_wanted: id of an announcement to reconcile.
    """

    told = Signal(str)
    failed = Signal(object)
    passage_wanted = Signal(str, int)
    edited = Signal()
    turn_wanted = Signal(str)
    event_wanted = Signal(object)
    _progressed = Signal(int, int, int)

    def __init__(
        self,
        path: Path,
        explorer: Explorer,
        views: Sequence[ViewOffer],
        tabs: ResultTabs,
        parent: QObject | None = None,
        now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC),
    ) -> None:
        """Take a tab for each view, and wait for somebody to look."""
        super().__init__(parent)
        self._path, self._explorer, self._tabs, self._now = path, explorer, tabs, now
        self._built: dict[str, FigureView] = {}
        self._answered: dict[FigureView, _Asked] = {}
        self._waiting: tuple[FigureView, _Asked] | None = None
        self._stopped: tuple[FigureView, _Asked] | None = None
        self._revision = 0
        self._edits = 0
        self._runner = QueryRunner(self)
        self._numbers = {
            view.place: tabs.add_later(tr(view.title), partial(self._build, view), height=view.height, scrolls=True)
            for view in views
        }
        explorer.results_changed.connect(lambda _results: self.refresh())
        self._progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)
        self._runner.finished.connect(self._on_runner_finished)
        self._runner.failed.connect(self._on_runner_failed)

    @property
    def views(self) -> tuple[FigureView, ...]:
        """The views that have been built."""
        return tuple(self._built.values())

    def get(self, place: str) -> FigureView:
        """Give the view of a place, built now if it was not."""
        self._tabs.build(self._numbers[place])
        return self._built[place]

    def open(self, place: str) -> None:
        """Turn to a view."""
        self._tabs.setCurrentIndex(self._numbers[place])

    def calls(self) -> Mapping[str, Callable[[], object]]:
        """What turns to each view, by place."""
        return {place: partial(self.open, place) for place in self._numbers}

    def refresh(self) -> None:
        """Work out the view that somebody looks at, if it is asked something that it was not."""
        for view in self.views:
            if view.isVisible():
                self._ask(view)

    def ledger_changed(self) -> None:
        """What the ledger holds has changed: nothing that was worked out stands any more."""
        self._edits += 1
        self.refresh()

    def dress(self) -> None:
        """Follow a change of the theme."""
        for view in self.views:
            view.dress()

    def close(self) -> None:
        """Stop working."""
        self._runner.close()

    def _build(self, offer: ViewOffer) -> FigureView:
        view = self._built[offer.place] = offer.build()
        self._join(view)
        return view

    def _join(self, view: FigureView) -> None:
        view.opened.connect(self.refresh)
        view.options_changed.connect(self._on_view_options_changed)
        view.stop_wanted.connect(self._on_view_stop_wanted)
        view.filters_wanted.connect(self._explorer.set_filters)
        view.conditions_wanted.connect(self._on_view_conditions_wanted)
        view.projects_wanted.connect(
            lambda ids: self._explorer.set_filters(self._explorer.state.filters.cleared().with_(ids=ids))
        )
        view.selection_wanted.connect(self._explorer.select)
        view.passage_wanted.connect(self.passage_wanted)
        view.edit_wanted.connect(self._on_view_edit_wanted)
        view.turn_wanted.connect(self.turn_wanted)
        view.event_wanted.connect(self.event_wanted)
        view.told.connect(self.told)

    def _ask(self, view: FigureView) -> None:
        columns, filters = self._explorer.columns, self._explorer.state.filters
        asked = _Asked(columns, filters if view.follows_filters else None, view.options(), self._edits)
        if asked == self._answered.get(view) or (view, asked) in (self._waiting, self._stopped):
            return
        self._waiting = view, asked
        self._revision += 1
        path, today, watch = self._path, self._now().astimezone().date(), self._build_watch(self._revision)

        def work_out() -> _Answer:
            mask = columns.mask(filters)
            with Ledger.open(path) as ledger, ledger.reading() as connection:
                question = Question(connection, columns, mask, today, asked.options, filters, watch)
                try:
                    return _Answer(view, asked, type(view).work_out(question))
                finally:
                    trim()  # of a large ledger hundreds of MB were taken on the way, also where nobody waits any more

        self._runner.submit(self._revision, work_out)

    def _build_watch(self, revision: int) -> Watch:
        """What a worker tells how far it is; ends it where nobody waits for the answer any more."""

        def watch(done: int, total: int) -> None:
            if not self._runner.is_newest(revision):
                raise Superseded
            self._progressed.emit(revision, done, total)

        return watch

    def _on_progressed(self, revision: int, done: int, total: int) -> None:
        if self._waiting is not None and self._runner.is_newest(revision):
            self._waiting[0].show_progress(done, total)

    def _on_view_options_changed(self) -> None:
        self._stopped = None
        self.refresh()

    def _on_view_stop_wanted(self) -> None:
        self._stopped, self._waiting = self._waiting, None
        self._runner.drop()

    def _on_runner_finished(self, _revision: int, answer: _Answer) -> None:
        self._waiting = None
        self._answered[answer.view] = answer.asked
        answer.view.show_answer(answer.value, answer.asked.columns)

    def _on_runner_failed(self, _revision: int, error: BaseException) -> None:
        self._waiting = None
        self.failed.emit(error)

    def _on_view_conditions_wanted(self, conditions: Mapping[str, Any]) -> None:
        self._explorer.set_filters(self._explorer.state.filters.with_(**conditions))

    def _on_view_edit_wanted(self, edit: Callable[..., Edit]) -> None:
        try:
            with (
                Ledger.open(self._path) as ledger,
                ledger.reading() as connection,
                transaction(connection, self._path),
            ):
                made = edit(connection, self._now())
        except AtlasError as error:
            self.told.emit(str(error))
            return
        self.told.emit(tr("已{what}；按 {keys} 撤销。", what=edit_title(made), keys=UNDO_KEYS))
        self.edited.emit()
        self.ledger_changed()
