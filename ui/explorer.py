"""The sole writer of the explorer's state: intent comes in here, facts go out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from db.filters import Filters
from db.id_set import IdSet
from db.index.columns import ProjectColumns
from db.index.facets import count_facets, count_totals
from db.taxonomies import Taxonomies
from ui.query_runner import QueryRunner, Superseded
from ui.state import ExplorerState, Found, Results, SelectMode, Sort, next_current, picked
from ui.views.steps_taken import StepsTaken

FEW = 20_000
"""So few projects are counted in a moment: what was found and what was counted are shown in one painting."""


def compute_results(
    columns: ProjectColumns,
    state: ExplorerState,
    is_wanted: Callable[[], bool] = lambda: True,
    before: Results | None = None,
    tell: Callable[[Found], None] = lambda _found: None,
    listed: Mapping[str, bool] | None = None,
) -> Results:
    """Answer one state from the columns alone. Pure: runs in any thread.

    Args:
        columns: the projects.
        state: what is asked.
        is_wanted: asked between the steps.
        before: an answer from the same columns; asked for the same projects, only their order is made anew.
        tell: told which projects they are, if they are others, before they are counted; few are counted before.
        listed: dimensions whose values are looked at, and whether amounts are shown beside their counts; whatever else
            there is is counted when somebody looks. None for all.

    Raises:
        Superseded: the answer was no longer wanted.
    """
    if before is not None and before.filters == state.filters:
        rows = columns.sorted_rows(before.mask, state.sort.keys)
        return replace(before, revision=state.revision, sort=state.sort, rows=rows)
    found = columns.ask(state.filters)
    rows = columns.sorted_rows(found.mask, state.sort.keys)
    if not is_wanted():
        raise Superseded
    told, few = Found(state.revision, state.filters, found.mask, rows), len(columns) <= FEW
    if not few:
        tell(told)
    facets = count_facets(found)
    for _ in facets.add_up(listed):
        if not is_wanted():
            raise Superseded
    totals = count_totals(found)
    if few:
        tell(told)
    return Results(state.revision, state.filters, state.sort, found.mask, rows, facets, totals)


class Explorer(QObject):
    """Holds the one ``ExplorerState``, makes the next one, and asks for the results it needs.

    Views call the ``set_…`` methods and listen; they never talk to each other.

    Signals:
        columns_changed: the index the state speaks of is another one.
        state_changed: the state before and the new one.
        found: which projects answer the new state (``Found``); its results follow when they are counted. Not where
            the projects are the same in another order.
        results_changed: the whole answer.
        failed: a bug in the worker.
    """

    columns_changed = Signal(object)
    state_changed = Signal(object, object)
    found = Signal(object)
    results_changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        columns: ProjectColumns,
        runner: QueryRunner,
        parent: QObject | None = None,
        *,
        taxonomies: Taxonomies | None = None,
        start: Filters | None = None,
    ) -> None:
        """Start with the first state's results computed at once, so that no view is ever empty by accident.

        Args:
            columns: the projects, speaking the current taxonomy.
            runner: computes results.
            parent: the owning object.
            taxonomies: those that can be asked for; None leaves the columns as they are.
            start: what is asked for at first; None asks for everything.
        """
        super().__init__(parent)
        self._state = ExplorerState(filters=start or Filters())
        if taxonomies is not None:
            columns = taxonomies.speak(columns, self._state.filters.taxonomy)
        self._columns = columns
        self._taxonomies = taxonomies
        self._runner = runner
        self._results = compute_results(columns, self._state)
        self._answered = columns
        self.steps = StepsTaken()
        self.prepare: Callable[[Found], object] = lambda _found: None
        """Makes something of what was found in the worker already, handed on with it; must be safe in any thread."""
        self.listed: Callable[[], Mapping[str, bool] | None] = lambda: None
        """Says which dimensions' values are looked at, and whether amounts are shown with them; None for all."""
        runner.told.connect(self._on_runner_told)
        runner.finished.connect(self._on_runner_finished)
        runner.failed.connect(self._on_runner_failed)

    @property
    def columns(self) -> ProjectColumns:
        """The index the state speaks of."""
        return self._columns

    @property
    def state(self) -> ExplorerState:
        """The state as it stands."""
        return self._state

    @property
    def results(self) -> Results:
        """The newest results that have arrived; their revision may be behind the state's."""
        return self._results

    def set_columns(self, columns: ProjectColumns, taxonomies: Taxonomies | None = None) -> None:
        """Speak of these columns from now on: the ledger was edited. What is asked for and selected stays.

        Views hear ``columns_changed`` first, then the same state under a new revision, then its results. Going back to
        an earlier state stays possible and answers from the new columns too.

        Args:
            columns: the same projects in the same order, with other values; or all of them, after none.
            taxonomies: those that can be asked for from now on, where they have changed too.
        """
        if taxonomies is not None:
            self._taxonomies = taxonomies
            columns = taxonomies.speak(columns, self._state.filters.taxonomy)
        self._columns = columns
        self.columns_changed.emit(columns)
        self._enter(self._state)

    def set_filters(self, filters: Filters, *, passing: bool = False) -> None:
        """Ask for other projects.

        Args:
            filters: which.
            passing: whether this belongs to the step before, as each frame of a playback belongs to its first: it
                takes the present state's place in the history. Coming back to where that step began, none is left.
        """
        wanted = replace(self._state, filters=filters)
        if not passing:
            self._change(wanted)
        elif wanted != self._state:
            self.steps.pass_through(wanted)
            self._enter(wanted)

    def clear_filters(self) -> None:
        """Ask for all projects."""
        self.set_filters(self._state.filters.cleared())

    def set_taxonomy(self, label: str) -> tuple[str, ...]:
        """Tell industries by another taxonomy, and ask the same by it.

        Returns:
            Names of what was chosen and has no single counterpart there (`Taxonomies.translate`).

        Raises:
            UnknownTaxonomy: the ledger has no such taxonomy.
        """
        if self._taxonomies is None:
            return ()
        filters, lost = self._taxonomies.translate(self._state.filters, label)
        self.set_filters(filters)
        return lost

    def set_sort(self, sort: Sort) -> None:
        """Order the table otherwise."""
        self._change(replace(self._state, sort=sort))

    def select(self, ids: Iterable[int], mode: SelectMode = SelectMode.REPLACE) -> None:
        """Pick projects; the card follows the pick when it is a single one."""
        chosen = IdSet.of(ids)
        selection = picked(IdSet.of(self._state.selection), chosen, mode)
        self._change(replace(self._state, selection=selection, current_id=next_current(self._state, chosen, selection)))

    def clear_selection(self) -> None:
        """Select nothing and close the card."""
        self.select(())

    def undo(self) -> None:
        """Go back to the state before the last change."""
        if earlier := self.steps.back(self._state):
            self._enter(earlier)

    def redo(self) -> None:
        """Bring back the state that was undone last."""
        if later := self.steps.forth(self._state):
            self._enter(later)

    def _change(self, wanted: ExplorerState) -> None:
        if wanted == self._state:
            return
        self.steps.leave(self._state)
        self._enter(wanted)

    def _enter(self, wanted: ExplorerState) -> None:
        columns = self._columns
        if self._taxonomies is not None and wanted.filters.taxonomy != self._state.filters.taxonomy:
            columns = self._taxonomies.speak(columns, wanted.filters.taxonomy)
        old, self._state = self._state, replace(wanted, revision=self._state.revision + 1)
        if columns is not self._columns:
            self._columns = columns
            self.columns_changed.emit(columns)
        same_question = (self._results.filters, self._results.sort) == (self._state.filters, self._state.sort)
        same_answer = same_question and self._answered is self._columns
        if not same_answer:
            self._submit(self._state, self._columns)  # first of all: the worker works while views show what is asked
        self.state_changed.emit(old, self._state)
        if same_answer:
            # The answer is the same; it is handed on under the new revision so that the map redraws its halos.
            self._publish(replace(self._results, revision=self._state.revision))

    def _submit(self, state: ExplorerState, columns: ProjectColumns) -> None:
        runner, prepare, revision = self._runner, self.prepare, state.revision
        is_wanted = partial(runner.is_newest, revision)
        before, listed = self._results if self._answered is columns else None, self.listed()

        def tell(found: Found) -> None:
            runner.tell(revision, replace(found, prepared=prepare(found)), with_answer=len(columns) <= FEW)

        runner.submit(revision, lambda: compute_results(columns, state, is_wanted, before, tell, listed))

    def _publish(self, results: Results) -> None:
        # A reply is only let through for the newest revision, and new columns make one: it is about the columns of now.
        self._results, self._answered = results, self._columns
        self.results_changed.emit(results)

    def _on_runner_told(self, revision: int, found: Found) -> None:
        if revision == self._state.revision > self._results.revision:
            self.found.emit(found)

    def _on_runner_finished(self, revision: int, results: Results) -> None:
        if revision == self._state.revision:
            self._publish(results)

    def _on_runner_failed(self, revision: int, error: BaseException) -> None:
        if revision == self._state.revision:
            self.failed.emit(error)
