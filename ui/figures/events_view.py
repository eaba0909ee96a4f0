"""«活动核对»: what each announcement published beside what the ledger names of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout

from db.figures.reconciliation import reconcile_events
from db.figures.records import EventFigures
from db.index.columns import ProjectColumns
from db.records import Document
from geo.frozen import frozen
from geo.wording import tr
from ui.figures.event_detail import EventDetail, EventPlace
from ui.figures.events_tree import EventsTree
from ui.figures.two_pages import SECOND, TwoPages
from ui.figures.view import FigureView, Question
from ui.industry_slots import IndustrySlots
from ui.reading.documents_desk import number_documents
from ui.theme import Theme


@frozen
class EventsAnswer:
    """Announcements, and by id where documents print their figures: (document, place), each once."""

    events: tuple[EventFigures, ...]
    places: Mapping[int, tuple[tuple[str, int], ...]]


class EventsView(FigureView):
    """A tree of announcements and the reconciliation of the chosen one. It follows the ledger, not what is filtered."""

    tab_title = "活动核对"
    place = "events"
    follows_filters = False

    def __init__(self, documents: Sequence[Document], slots: IndustrySlots, theme: Callable[[], Theme]) -> None:
        """Empty."""
        super().__init__()
        self._numbers = number_documents(documents)
        self._answer = EventsAnswer((), {})
        self._columns: ProjectColumns | None = None
        self._wanted: int | None = None
        self.tree = EventsTree(theme)
        self.detail = EventDetail(slots, theme)
        # Nearly halves: the names are as long as the figures beside them are many.
        titles = tr("全部活动"), tr("核对")
        self.pages = TwoPages((self.tree, self.detail), titles, tr(self.tab_title), least=(480, 420), shares=(6, 5))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.tree.event_chosen.connect(self._show_event)
        self.tree.clicked.connect(self._on_tree_pressed)
        self.tree.activated.connect(self._on_tree_pressed)
        self.detail.event_wanted.connect(self.tree.choose)
        self.detail.projects_wanted.connect(self.projects_wanted)
        self.detail.selection_wanted.connect(self.selection_wanted)
        self.detail.passage_wanted.connect(self.passage_wanted)

    @staticmethod
    def work_out(question: Question) -> EventsAnswer:
        """Reconcile all announcements."""
        places: dict[int, dict[tuple[str, int], None]] = defaultdict(dict)
        for event_id, document_id, start in question.connection.execute(
            """SELECT entity_id, document_id, min("start") FROM evidence
            WHERE entity = 'events' AND field IN ('project_count', 'amount_wan', 'name')
            GROUP BY entity_id, document_id ORDER BY entity_id, document_id"""
        ):
            places[event_id][document_id, start] = None
        return EventsAnswer(
            reconcile_events(question.connection), {event_id: tuple(found) for event_id, found in places.items()}
        )

    def choose(self, event_id: int) -> None:
        """Show an announcement: now, or when the announcements are known."""
        self.pages.turn(SECOND)
        if self._columns is None:
            self._wanted = event_id
        else:
            self.tree.choose(event_id)

    def show_answer(self, answer: EventsAnswer, columns: ProjectColumns) -> None:
        """Show the announcements; the chosen one stays, else the one with the most to say is shown."""
        self._answer, self._columns = answer, columns
        self.tree.show_events(answer.events)
        wanted = self._wanted
        self._wanted = None
        if wanted is not None:
            self.tree.choose(wanted)
        chosen = self.tree.chosen
        if chosen is None and answer.events:
            chosen = max(answer.events, key=lambda event: (event.named.amount_wan, len(event.named.ids))).id
            self.tree.choose(chosen)
        if chosen is not None:
            self._show_event(chosen)

    def _on_tree_pressed(self) -> None:
        if self.tree.chosen is not None:
            self.pages.turn(SECOND)

    def _show_event(self, event_id: int) -> None:
        event = next((event for event in self._answer.events if event.id == event_id), None)
        if event is not None and self._columns is not None:
            found = self._answer.places.get(event_id, ())
            places = [EventPlace(document, start, self._numbers.get(document, 0)) for document, start in found]
            self.detail.show_event(event, self._answer.events, places, self._columns)
