"""Which views of figures there are, left to right."""

from __future__ import annotations

from collections.abc import Callable

from ui.figures.events_view import EventsView
from ui.figures.findings_view import FindingsView
from ui.figures.indicators_view import IndicatorsView
from ui.figures.view import FigureView
from ui.session import Session
from ui.theme import Theme


def build_views(session: Session, theme: Callable[[], Theme]) -> tuple[FigureView, ...]:
    """Build the views for an open ledger; ``theme`` is asked at each painting."""
    return (
        EventsView(session.documents, session.slots, theme),
        IndicatorsView(session.documents, theme),
        FindingsView(session.documents),
    )
