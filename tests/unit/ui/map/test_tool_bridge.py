from __future__ import annotations

import json

import pytest
from pytestqt.qtbot import QtBot

from geo.lnglat import LngLat
from ui.map.tool_bridge import ToolBridge
from ui.map.tool_messages import PlaceAsked, ShapeDrawn

SCREEN = {"view": [106.2, 29.4, 106.5, 29.7, 13.2], "rack": []}


class Heard:
    """What leaves a bridge."""

    def __init__(self) -> None:
        self.bridge = ToolBridge()
        self.said: list[object] = []
        self.refused: list[str] = []
        for signal in (self.bridge.shape_finished, self.bridge.menu_asked, self.bridge.position_copied):
            signal.connect(self.said.append)
        self.bridge.refused.connect(self.refused.append)


@pytest.fixture
def heard(qtbot: QtBot) -> Heard:
    return Heard()


def test_good_messages_leave_as_values(heard: Heard) -> None:
    ring = [[106.3, 29.5], [106.4, 29.5], [106.4, 29.6], [106.3, 29.5]]
    heard.bridge.shape_drawn(json.dumps({"kind": "lasso", "mode": "add", "ring": ring, **SCREEN}))
    heard.bridge.menu_wanted(
        json.dumps({"x": 1, "y": 2, "lng": 106.3, "lat": 29.5, "symbol": None, "park": None, **SCREEN})
    )
    heard.bridge.copy_position(106.3, 29.5)
    assert [type(value) for value in heard.said] == [ShapeDrawn, PlaceAsked, LngLat]
    assert heard.refused == []


def test_bad_messages_are_told_in_a_sentence_and_nothing_leaves(heard: Heard) -> None:
    heard.bridge.shape_drawn("<script>")
    heard.bridge.menu_wanted("{}")
    heard.bridge.copy_position(float("nan"), 29.5)
    heard.bridge.copy_position(106.3, 91.0)
    assert heard.said == []
    assert len(heard.refused) == 4
    assert not any("<" in sentence for sentence in heard.refused)
