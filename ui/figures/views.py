"""Which views of figures there are, left to right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ui.figures.chain_view import ChainView
from ui.figures.events_view import EventsView
from ui.figures.findings_view import FindingsView
from ui.figures.indicators_view import IndicatorsView
from ui.figures.mechanisms_view import MechanismsView
from ui.figures.repeats_view import RepeatsView
from ui.figures.stages_settings import FILE
from ui.figures.stages_view import StagesView
from ui.figures.surroundings import WINDOW_PLACES
from ui.figures.view import FigureView
from ui.session import Session
from ui.theme import Theme


def build_views(session: Session, theme: Callable[[], Theme], home: Path | None = None) -> tuple[FigureView, ...]:
    """Build the views for an open ledger.

    Args:
        session: It.
        theme: Asked at each painting.
        home: Folder of what is remembered; None remembers nothing.
    """
    views: list[FigureView] = []
    views += (
        EventsView(session.documents, session.slots, theme),
        RepeatsView(session.documents),
        IndicatorsView(session.documents, theme),
        StagesView(session.slots, theme, home / FILE if home else None),
        ChainView(session.vocabulary.taxonomies, theme),
        MechanismsView(session.documents, lambda: {view.place for view in views} | WINDOW_PLACES),
        FindingsView(session.documents),
    )
    return tuple(views)
