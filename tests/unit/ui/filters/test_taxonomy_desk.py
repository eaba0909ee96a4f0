"""A map that was drawn before the window knew its taxonomy is asked for again where symbols are others in it."""

from __future__ import annotations

from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStatusBar
from pytestqt.qtbot import QtBot

from ui.application import Workplace
from ui.filters.filter_panel import FilterPanel
from ui.filters.filter_sections import PanelSettings
from ui.filters.taxonomy_desk import TaxonomyDesk, open_explorer
from ui.map.map_feed import LedgerMapFeed
from ui.opening.session import Session
from ui.query_runner import QueryRunner


@pytest.mark.parametrize("others", [True, False])
def test_a_map_drawn_ahead_in_another_taxonomy_is_drawn_anew(
    session: Session, workplace: Workplace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, others: bool
) -> None:
    owner, settings, view, bar = QObject(), PanelSettings(), MagicMock(), QStatusBar()
    runner = QueryRunner(owner)
    panel = FilterPanel(
        session.columns, session.slots, lambda: workplace.themes["light"], settings, session.vocabulary.taxonomies
    )
    for widget in (panel, bar):
        qtbot.addWidget(widget)
    explorer = open_explorer(session, runner, settings, owner)
    monkeypatch.setattr(Session, "show", lambda _session, _columns: others)
    desk = TaxonomyDesk(session, LedgerMapFeed(session), explorer, settings)
    desk.attach(panel, view, bar)
    assert view.ahead.ask_anew.called == others
    runner.close()
