"""What a view of figures is: a question answered away from the window's thread, and a widget that shows the answer."""

from __future__ import annotations

import datetime
import sqlite3
from dataclasses import field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from db.figures.watching import Watch, unheard
from db.filters import Filters
from db.index.columns import ProjectColumns
from geo.frozen import frozen


@frozen(eq=False)
class Question:
    """What figures are worked out from; valid while `FigureView.work_out` runs, in a worker thread.

    Attributes:
        connection: An open ledger.
        columns: Its projects, industries in the taxonomy that is spoken.
        mask: bool[n], the result.
        as_of: Today.
        options: What the view itself asked for (`FigureView.options`).
        filters: What the mask was made of.
        watch: Told how far a long answer is (done, of how many); raises where nobody waits for it any more.
    """

    connection: sqlite3.Connection
    columns: ProjectColumns
    mask: NDArray[np.bool_]
    as_of: datetime.date
    options: Any
    filters: Filters = field(default_factory=Filters)
    watch: Watch = unheard


class FigureView(QWidget):
    """One tab of figures.

    Signals:
        filters_wanted: `Filters` to ask for instead of those that stand.
        conditions_wanted: fields of `Filters` by name, to replace those of what stands then.
        projects_wanted: ids of projects, the rows behind a figure: they become the result; can be undone.
        selection_wanted: ids of projects to select; one of them opens its card.
        passage_wanted: a document's id and a place in it to open.
        options_changed: the view asks for something else (`options`): work it out again.
        edit_wanted: a change of the ledger, ``(connection, now) -> Edit``, to be journalled; the figures follow.
        turn_wanted: key of another place of the window to turn to; see `ui.figures.surroundings`.
        event_wanted: id of an announcement to reconcile.
        told: one sentence for the person.
        stop_wanted: the answer that is being worked out is not waited for any longer.
        opened: it came into sight.
    """

    filters_wanted = Signal(object)
    conditions_wanted = Signal(object)
    projects_wanted = Signal(object)
    selection_wanted = Signal(object)
    passage_wanted = Signal(str, int)
    options_changed = Signal()
    edit_wanted = Signal(object)
    turn_wanted = Signal(str)
    event_wanted = Signal(object)
    told = Signal(str)
    stop_wanted = Signal()
    opened = Signal()

    tab_title = ""
    """Chinese name of the tab."""

    place = ""
    """Key by which other views name it (`turn_wanted`)."""

    follows_filters = True
    """Whether the answer depends on what is filtered; if not, it is worked out once for each state of the ledger."""

    first_height = 560
    """Pixels the view takes of the window's height when it is first shown."""

    def options(self) -> object:
        """What the view asks for beyond the result; compared by value."""
        return None

    @staticmethod
    def work_out(question: Question) -> object:
        """Work the answer out. Runs in a worker thread: touches no widget, and its cost is bounded.

        Raises:
            sqlite3.DatabaseError: the ledger is damaged or held by another program.
        """
        raise NotImplementedError

    def show_answer(self, answer: Any, columns: ProjectColumns) -> None:  # noqa: ANN401 - what its own `work_out` gave
        """Show what `work_out` gave."""
        raise NotImplementedError

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the answer is; said now and then where `work_out` tells its question's watch."""

    def dress(self) -> None:
        """Follow a change of the theme; what paints itself only has to be painted again."""
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: somebody looks."""
        super().showEvent(event)
        self.opened.emit()
