"""The switch between taxonomies stays as narrow as the panel, whatever they are called."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from ui.filters.taxonomy_switch import TaxonomySwitch
from ui.opening.session import Session


def test_a_long_name_is_cut_and_read_out_whole(qtbot: QtBot, session: Session) -> None:
    known = session.vocabulary.taxonomies
    first, *others = known.listed
    named = replace(known, listed=(replace(first, label="长" * 10_000, name="很长的名字"), *others))
    switch = TaxonomySwitch(named)
    qtbot.addWidget(switch)
    assert switch.minimumSizeHint().width() < 240
    assert switch.button("长" * 10_000).text().endswith("…")
    assert switch.button("长" * 10_000).accessibleName() == "很长的名字"
