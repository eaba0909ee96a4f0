"""What the charts page says is checked before anybody hears it."""

from __future__ import annotations

import base64

import pytest
from PySide6.QtCore import Q_ARG, QMetaObject, Qt

from ui.charts.chart_bridge import LARGEST_PICTURE, ChartBridge


@pytest.fixture
def bridge(qapp: object) -> ChartBridge:
    return ChartBridge()


@pytest.fixture
def failures(bridge: ChartBridge) -> list[str]:
    heard: list[str] = []
    bridge.page_failed.connect(heard.append)
    return heard


def test_known_charts_are_heard_and_others_refused(bridge: ChartBridge, failures: list[str]) -> None:
    pressed: list[tuple[str, str]] = []
    bridge.pressed.connect(lambda *words: pressed.append(words))
    bridge.press("stage", "签约")
    bridge.press("no such", "签约")
    assert pressed == [("stage", "签约")]
    assert len(failures) == 1


def test_pointing_at_nothing_is_no_failure(bridge: ChartBridge, failures: list[str]) -> None:
    pointed: list[tuple[str, str]] = []
    bridge.pointed.connect(lambda *words: pointed.append(words))
    bridge.point("park", "3")
    bridge.point("", "")
    bridge.point("no such", "3")
    assert pointed == [("park", "3"), ("", "")]
    assert len(failures) == 1


def test_a_pressed_industry_is_heard_whole_however_great_its_id(bridge: ChartBridge, failures: list[str]) -> None:
    pressed: list[int] = []
    bridge.industry_pressed.connect(pressed.append)
    for industry in ("3", str(2**63 - 1), "-7", "no number"):
        QMetaObject.invokeMethod(bridge, "press_industry", Qt.ConnectionType.DirectConnection, Q_ARG(str, industry))
    assert pressed == [3, 2**63 - 1, -7]
    assert "no number" in failures[0]


def test_only_known_measures_are_heard(bridge: ChartBridge, failures: list[str]) -> None:
    wanted: list[str] = []
    bridge.measure_wanted.connect(wanted.append)
    bridge.set_measure("amount")
    bridge.set_measure("weight")
    assert wanted == ["amount"]
    assert "weight" in failures[0]


def test_a_picture_arrives_as_bytes(bridge: ChartBridge, failures: list[str]) -> None:
    made: list[tuple[str, bytes]] = []
    bridge.picture_made.connect(lambda *words: made.append(words))
    bridge.copy_picture("park", "data:image/png;base64," + base64.b64encode(b"\x89PNG").decode())
    assert [(chart, bytes(picture)) for chart, picture in made] == [("park", b"\x89PNG")]
    assert failures == []


@pytest.mark.parametrize(
    "url", ["https://elsewhere/x.png", "data:image/png;base64,%%%", "data:image/png;base64," + "A" * LARGEST_PICTURE]
)
def test_what_is_no_picture_is_refused(bridge: ChartBridge, failures: list[str], url: str) -> None:
    made: list[str] = []
    bridge.picture_made.connect(lambda chart, _picture: made.append(chart))
    bridge.copy_picture("park", url)
    assert made == []
    assert len(failures) == 1
    assert len(failures[0]) < 200
