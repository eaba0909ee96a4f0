"""Lists of projects in the window: changed in a worker, then columns, facets, filters, table and card follow."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from db.index.columns import ProjectColumns
from db.index.list_columns import ListColumns
from db.journal import Edit, EditHistory
from db.ledger import Ledger
from db.lists.ledger_lists import LedgerLists
from db.lists.lists import ProjectList
from geo.frozen import frozen
from geo.wording import tr
from ui.explorer import Explorer
from ui.opening.session import Session
from ui.placing.edit_words import REDO_KEYS, UNDO_KEYS, edit_title

Change = Callable[[Ledger, datetime.datetime], Edit]
Deed = Literal["made", "undone", "redone"]
WORTH_TELLING = 5_000
"""From so many projects on, that writing has begun is said."""


@frozen
class _Outcome:
    """What the worker brings back."""

    deed: Deed
    edit: Edit | None = None
    columns: ListColumns | None = None
    lists: tuple[ProjectList, ...] = ()
    history: EditHistory | None = None
    error: BaseException | None = None


class ListsDesk(QObject):
    """The one place in the window where lists are changed; one change after another, none on the window's thread.

    Signals:
        lists_changed: the lists as they now are.
        history_changed: an ``EditHistory``: what can be taken back or made again.
        told: one sentence on what was done.
        failed: an exception: an ``AtlasError`` is the surroundings' refusal, anything else a bug.
    """

    lists_changed = Signal(object)
    history_changed = Signal(object)
    told = Signal(str)
    failed = Signal(object)
    _done = Signal(object)

    def __init__(self, session: Session, explorer: Explorer, parent: QObject | None = None) -> None:
        """Work on an open session; the worker opens the file once more for itself, with its first task."""
        super().__init__(parent)
        self._session, self._explorer = session, explorer
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lists")
        self._ledger: Ledger | None = None
        self._lists = LedgerLists(session.ledger).find()
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    @property
    def lists(self) -> tuple[ProjectList, ...]:
        """All lists: printed ones, then a person's own."""
        return self._lists

    @property
    def own_lists(self) -> tuple[ProjectList, ...]:
        """Those that can be changed."""
        return tuple(each for each in self._lists if each.is_own)

    def close(self) -> None:
        """Finish what is being written and take no more."""
        self._done.disconnect()
        self._pool.submit(self._close_ledger)
        self._pool.shutdown(wait=True)

    def create(self, name: str, ids: Collection[int]) -> None:
        """Make a list of these projects."""
        self._run(lambda ledger, now: LedgerLists(ledger).create(name, ids, now), ids)

    def add(self, list_id: int, ids: Collection[int]) -> None:
        """Put projects on a list."""
        self._run(lambda ledger, now: LedgerLists(ledger).add(list_id, ids, now), ids)

    def remove(self, list_id: int, ids: Collection[int]) -> None:
        """Take projects off a list."""
        self._run(lambda ledger, now: LedgerLists(ledger).remove(list_id, ids, now), ids)

    def rename(self, list_id: int, name: str) -> None:
        """Give a list another name."""
        self._run(lambda ledger, now: LedgerLists(ledger).rename(list_id, name, now))

    def delete(self, list_id: int) -> None:
        """Delete a list, the projects on it stay."""
        self._run(lambda ledger, now: LedgerLists(ledger).delete(list_id, now))

    def move(self, list_id: int, place: int) -> None:
        """Put a list at another place, from 1, among a person's own."""
        self._run(lambda ledger, now: LedgerLists(ledger).move(list_id, place, now))

    def undo(self) -> None:
        """Take the last edit of the ledger back."""
        self._run(lambda ledger, now: ledger.undo_last_edit(now), deed="undone")

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self._run(lambda ledger, now: ledger.redo_last_edit(), deed="redone")

    def _run(self, change: Change, ids: Collection[int] = (), *, deed: Deed = "made") -> None:
        if len(ids) >= WORTH_TELLING:
            self.told.emit(tr("正在写入台账：{n:,} 个项目…", n=len(ids)))
        self._pool.submit(lambda: self._done.emit(self._work(change, deed)))

    def _work(self, change: Change, deed: Deed) -> _Outcome:
        """In the worker: nothing of the window is touched here."""
        try:
            if self._ledger is None:
                self._ledger = Ledger.open(self._session.ledger.path)
            ledger, lists = self._ledger, LedgerLists(self._ledger)
            edit = change(ledger, datetime.datetime.now(datetime.UTC))
            columns = lists.load_columns(self._session.columns.ids)
            return _Outcome(deed, edit, columns, lists.find(), ledger.read_edits())
        except Exception as error:  # told by the window: a sentence or, for a bug, its traceback
            return _Outcome(deed, error=error)

    def _close_ledger(self) -> None:
        if self._ledger is not None:
            self._ledger.close()

    def _on_done(self, outcome: _Outcome) -> None:
        if outcome.edit is None or outcome.columns is None:
            self.told.emit("")
            self.failed.emit(outcome.error)
            return
        self._lists = outcome.lists
        # Positions or the taxonomy may have changed meanwhile: only what is said of lists is taken over.
        self._session.columns = outcome.columns.put_into(self._session.columns)
        known = self._session.vocabulary
        dimensions = MappingProxyType({**known.dimensions, "list": outcome.columns.dimension})
        self._session.vocabulary = replace(known, dimensions=dimensions)
        self._explorer.set_columns(self._session.columns)
        self._drop_deleted()
        self.lists_changed.emit(self._lists)
        self.history_changed.emit(outcome.history)
        self.told.emit(_told(outcome.deed, edit_title(outcome.edit)))

    def _drop_deleted(self) -> None:
        """Ask no longer for lists that are gone: nobody could be on them."""
        filters = self._explorer.state.filters
        gone = filters.lists - {each.id for each in self._lists}
        if gone:
            self._explorer.set_filters(filters.with_(lists=filters.lists - gone))


def _told(deed: Deed, what: str) -> str:
    if deed == "undone":
        return tr("已撤销：{what}；按 {keys} 重做。", what=what, keys=REDO_KEYS)
    if deed == "redone":
        return tr("已重做：{what}；按 {keys} 撤销。", what=what, keys=UNDO_KEYS)
    return tr("已{what}；按 {keys} 撤销。", what=what, keys=UNDO_KEYS)


def count_on_lists(columns: ProjectColumns, ids: Collection[int]) -> dict[int, int]:
    """How many of some projects are on each list, by list."""
    chosen = np.zeros(len(columns), np.bool_)
    chosen[columns.rows_of(ids)] = True
    pairs, dimension = columns.multi["list"], columns.dimensions["list"]
    counts = np.bincount(pairs.codes[chosen[pairs.rows]], minlength=len(dimension))
    return {int(id_): count for id_, count in zip(dimension.ids, counts.tolist(), strict=True)}
