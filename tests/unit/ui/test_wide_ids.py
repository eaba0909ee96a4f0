"""Ids are of 64 bits in a ledger; a signal that says ``int`` carries 32 of them, and would tell of another project."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMetaMethod, QMetaObject, QObject

from ui.cards.detail_panel import DetailPanel
from ui.cards.project_card import ProjectCardBody, RelatedBox
from ui.cards.selection_card import SelectionCardBody
from ui.figures.chain_canvas import ChainCanvas
from ui.figures.desk import FiguresDesk
from ui.figures.event_detail import EventDetail
from ui.figures.events_tree import EventsTree
from ui.figures.relation_detail import RelationDetail
from ui.figures.view import FigureView
from ui.timeline.time_axis import TimeAxis

SPEAKING = (
    DetailPanel, ProjectCardBody, RelatedBox, SelectionCardBody, ChainCanvas, FiguresDesk, EventDetail, EventsTree,
    RelationDetail, FigureView, TimeAxis,
)  # fmt: skip
NUMBERS = {"passage_wanted", "_progressed"}
"""Signals of other numbers than ids: a place in a text, and how much is done."""


def signals_of(kind: type[QObject]) -> dict[str, list[bytes]]:
    """The types of what a class's own signals carry, by their names."""
    told: QMetaObject = kind.staticMetaObject  # type: ignore[attr-defined]  # the stubs leave it out
    methods = [told.method(place) for place in range(told.methodOffset(), told.methodCount())]
    signals = [each for each in methods if each.methodType() == QMetaMethod.MethodType.Signal]
    return {
        bytes(each.name().data()).decode(): [bytes(kind.data()) for kind in each.parameterTypes()] for each in signals
    }


@pytest.mark.parametrize("kind", SPEAKING)
def test_signals_carry_ids_whole(kind: type[QObject]) -> None:
    signals = signals_of(kind)
    assert signals
    assert not [name for name, types in signals.items() if b"int" in types and name not in NUMBERS]
