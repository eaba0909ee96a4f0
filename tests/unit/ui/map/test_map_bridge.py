import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.lnglat import MAX_MERCATOR_LAT, Bounds
from ui.map.map_bridge import MapBridge


class Heard:
    """Collects what a bridge emits."""

    def __init__(self, bridge: MapBridge) -> None:
        self.viewports: list[tuple[object, float]] = []
        self.picks: list[tuple[object, str]] = []
        self.drawn: list[tuple[int, int, int]] = []
        self.failures: list[str] = []
        bridge.viewport_moved.connect(lambda bounds, zoom: self.viewports.append((bounds, zoom)))
        bridge.picked.connect(lambda ids, mode: self.picks.append((ids, mode)))
        bridge.drawn.connect(lambda *numbers: self.drawn.append(numbers))
        bridge.page_failed.connect(self.failures.append)


@pytest.fixture
def bridge() -> MapBridge:
    return MapBridge()


@pytest.fixture
def heard(bridge: MapBridge) -> Heard:
    return Heard(bridge)


def test_viewport_arrives_as_bounds(bridge: MapBridge, heard: Heard) -> None:
    bridge.viewport_changed(106.1, 29.2, 106.3, 29.4, 11.4)
    assert heard.viewports == [(Bounds(106.1, 29.2, 106.3, 29.4), 11.4)]


def test_viewport_wider_than_the_world_is_cut(bridge: MapBridge, heard: Heard) -> None:
    bridge.viewport_changed(-300.0, -88.0, 300.0, 88.0, 1.0)
    assert heard.viewports == [(Bounds(-180.0, -MAX_MERCATOR_LAT, 180.0, MAX_MERCATOR_LAT), 1.0)]


@pytest.mark.parametrize(
    "values",
    [(float("nan"), 0.0, 1.0, 1.0, 5.0), (0.0, 0.0, 1.0, 1.0, float("inf")), (1.0, 0.0, 0.0, 1.0, 5.0),
     (0.0, 1.0, 1.0, 0.0, 5.0), (0.0, 86.0, 1.0, 88.0, 5.0)],
)  # fmt: skip
def test_senseless_viewport_is_a_failure(
    bridge: MapBridge, heard: Heard, values: tuple[float, float, float, float, float]
) -> None:
    bridge.viewport_changed(*values)
    assert not heard.viewports
    assert len(heard.failures) == 1


@pytest.mark.parametrize("mode", ["replace", "toggle", "add"])
def test_pick_arrives_as_ids_and_mode(bridge: MapBridge, heard: Heard, mode: str) -> None:
    bridge.pick(json.dumps({"ids": [7, 3], "mode": mode}))
    assert heard.picks == [((7, 3), mode)]


@pytest.mark.parametrize(
    "words",
    ["", "null", "[]", "{}", '{"ids": 3, "mode": "add"}', '{"ids": [1], "mode": "steal"}',
     '{"ids": [true], "mode": "add"}', '{"ids": ["1"], "mode": "add"}', '{"ids": [1.5], "mode": "add"}',
     '{"ids": [1], "mode": ["add"]}', "{'ids': [1]}"],
)  # fmt: skip
def test_anything_else_is_no_pick_but_a_failure(bridge: MapBridge, heard: Heard, words: str) -> None:
    bridge.pick(words)
    assert not heard.picks
    assert len(heard.failures) == 1


@given(words=st.text(max_size=60))
def test_no_text_from_the_page_raises(words: str) -> None:
    MapBridge().pick(words)


def test_acknowledged_revision_is_passed_on(bridge: MapBridge, heard: Heard) -> None:
    bridge.frame_drawn(12, 3, 40)
    assert heard.drawn == [(12, 3, 40)]


def test_ready_page_is_announced(bridge: MapBridge) -> None:
    told: list[bool] = []
    bridge.ready.connect(lambda: told.append(True))
    bridge.page_ready()
    assert told == [True]


def test_error_of_the_page_is_passed_on(bridge: MapBridge, heard: Heard) -> None:
    bridge.report_error("地图没有画出来")
    assert heard.failures == ["地图没有画出来"]


def test_five_thousand_signals_are_survived(bridge: MapBridge, heard: Heard) -> None:
    for number in range(5000):
        bridge.frame_drawn(number, 1, 1)
        bridge.pick('{"ids": [1], "mode": "replace"}')
    assert len(heard.drawn) == len(heard.picks) == 5000
