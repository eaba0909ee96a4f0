"""Which views of figures there are, left to right."""

from __future__ import annotations

from ui.figures.findings_view import FindingsView
from ui.figures.view import FigureView
from ui.session import Session


def build_views(session: Session) -> tuple[FigureView, ...]:
    """Build the views for an open ledger."""
    return (FindingsView(session.documents),)
