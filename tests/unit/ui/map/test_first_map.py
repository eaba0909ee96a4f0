from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.map.first_map import FILE, FirstMap, FirstMapMemory, read_first_map


class View(QWidget):
    drawn = Signal(int, int, int)


class Feed:
    query = "w=1&s=2&e=3&n=4&z=10.00&measure=count"


@pytest.fixture
def view(qtbot: QtBot) -> View:
    view = View()
    qtbot.addWidget(view)
    view.resize(640, 360)
    return view


def memory_of(view: View, feed: Feed, home: Path) -> FirstMapMemory:
    return FirstMapMemory(view, feed, home)  # type: ignore[arg-type]


def test_what_is_seen_first_is_remembered(view: View, tmp_path: Path) -> None:
    memory = memory_of(view, Feed(), tmp_path)
    view.drawn.emit(0, 3, 4)
    memory.save()
    assert read_first_map(tmp_path) == FirstMap(640, 360, Feed.query)
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_what_is_looked_at_later_is_not_what_was_seen_first(view: View, tmp_path: Path, qtbot: QtBot) -> None:
    feed = Feed()
    memory = memory_of(view, feed, tmp_path)
    view.drawn.emit(0, 3, 4)
    qtbot.waitUntil(lambda: not memory.is_waiting, timeout=5000)
    feed.query = "elsewhere"
    view.resize(100, 100)
    view.drawn.emit(1, 3, 4)
    memory.save()
    assert read_first_map(tmp_path) == FirstMap(640, 360, Feed.query)


def test_a_window_that_showed_no_map_leaves_what_is_remembered(view: View, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"width": 5, "height": 6, "query": ""}', "utf-8")
    memory_of(view, Feed(), tmp_path).save()
    assert read_first_map(tmp_path) == FirstMap(5, 6)


def test_what_cannot_be_put_into_place_leaves_nothing_beside(view: View, tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    memory = memory_of(view, Feed(), tmp_path)
    view.drawn.emit(0, 3, 4)
    memory.save()
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_a_folder_that_cannot_be_written_is_no_trouble(view: View, tmp_path: Path) -> None:
    memory = memory_of(view, Feed(), tmp_path / "nowhere")
    view.drawn.emit(0, 3, 4)
    memory.save()
    assert read_first_map(tmp_path / "nowhere") is None


@pytest.mark.parametrize(
    "words",
    [
        "", "{", "[]", "null", '{"width": 10}', '{"width": 0, "height": 9, "query": ""}',
        '{"width": 1e9, "height": 9, "query": ""}', '{"width": "many", "height": 9, "query": ""}',
        '{"width": NaN, "height": 9, "query": ""}', '{"width": Infinity, "height": 9, "query": ""}',
        json.dumps({"width": 9, "height": 9, "query": "x" * 20_000}), "\x00" * 50, "[" * 5000,
    ],
)  # fmt: skip
def test_a_file_that_says_nothing_sensible_is_as_none(words: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(words, "utf-8")
    assert read_first_map(tmp_path) is None


def test_nothing_is_remembered_without_a_home() -> None:
    assert read_first_map(None) is None
