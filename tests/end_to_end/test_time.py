"""The time bar in the whole window: played, paused, brushed, stopped, as a person would."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageSequence
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.months import format_month, month_of
from tests.end_to_end.conftest import Opener
from tests.end_to_end.person import Person
from ui.animation.animation import AnimationMaker, AnimationSpec
from ui.animation.animation_formats import AnimationCancelled, AnimationError
from ui.services import AnimationReport
from ui.timeline.playback import Playing

pytestmark = [pytest.mark.window, pytest.mark.slow]
HEALTH = frozenset({2})
PATIENCE_MS = 60_000


def finish(qtbot: QtBot, person: Person) -> None:
    playback = person.window.time.playback
    qtbot.waitUntil(lambda: playback.state is not Playing.RUNNING, timeout=PATIENCE_MS)
    person.settle()


def shown_on_map(person: Person) -> int:
    """Projects the symbols of the page stand for."""
    facts = person.map_facts()
    return int(sum(group["count"] for group in facts["groups"]) + len(facts["points"]))


def test_playing_shows_each_month_on_the_map_and_ends_at_the_plain_filter(qtbot: QtBot, person: Person) -> None:
    window = person.window
    window.fit_all()
    person.rest()
    bar, playback, explorer = window.time.bar, window.time.playback, window.explorer
    playback.set_speed(8)
    counts: list[tuple[int, int]] = []
    window.map_view.drawn.connect(
        lambda revision, _groups, _points: counts.append(
            (explorer.results.revision - revision, window.result_pane.table.table_model.rowCount())
        )
    )
    QTest.mouseClick(bar.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: playback.place >= 12, timeout=PATIENCE_MS)
    QTest.mouseClick(bar.play, Qt.MouseButton.LeftButton)
    assert playback.state is Playing.PAUSED
    person.settle()
    half = len(explorer.results.rows)
    assert shown_on_map(person) == half
    assert playback.plan is not None
    assert bar.range_words.text() == f"截至 {format_month(playback.plan.ends[playback.place])}"
    assert window.status.count.text() == f"n = {half:,}"
    QTest.mouseClick(bar.play, Qt.MouseButton.LeftButton)
    finish(qtbot, person)
    plan = playback.plan
    assert plan is not None
    last = plan.filters(len(plan) - 1)
    assert explorer.state.filters == last
    assert explorer.results.rows.tolist() == window.session.columns.mask(last).nonzero()[0].tolist()
    assert half < len(explorer.results.rows) == shown_on_map(person)
    assert all(behind <= 0 for behind, _ in counts), "the map is never behind the figures when a stop is drawn"
    assert [count for _, count in counts] == sorted(count for _, count in counts), "projects only join"


def test_undo_is_one_step_and_stopping_restores(qtbot: QtBot, person: Person) -> None:
    window, explorer = person.window, person.window.explorer
    asked = Filters(industries=HEALTH)
    explorer.set_filters(asked)
    person.settle()
    window.time.playback.set_speed(8)
    window.actions_by_key["play"].trigger()
    qtbot.waitUntil(lambda: window.time.playback.place >= 3, timeout=PATIENCE_MS)
    window.actions_by_key["undo"].trigger()
    assert explorer.state.filters == asked
    assert window.time.playback.state is Playing.IDLE
    person.settle()
    window.actions_by_key["play"].trigger()
    qtbot.waitUntil(lambda: window.time.playback.place >= 2, timeout=PATIENCE_MS)
    window.actions_by_key["clear_selection"].trigger()  # Esc
    assert explorer.state.filters == asked
    window.actions_by_key["undo"].trigger()
    assert explorer.state.filters == Filters()


def test_steps_by_key_and_a_brush_by_mouse(qtbot: QtBot, person: Person) -> None:
    window, explorer, axis = person.window, person.window.explorer, person.window.time.bar.axis
    QTest.keyClick(window, Qt.Key.Key_BracketRight)
    QTest.keyClick(window, Qt.Key.Key_BracketRight)
    playback = window.time.playback
    assert (playback.place, playback.state) == (1, Playing.PAUSED)
    QTest.keyClick(window, Qt.Key.Key_BracketLeft)
    assert playback.place == 0
    person.settle()
    first, last = month_of(2021, 5), month_of(2022, 7)
    places = [QPoint(round(axis.x_of(month + 0.5)), 20) for month in (first, last)]
    QTest.mousePress(axis, Qt.MouseButton.LeftButton, pos=places[0])
    QTest.mouseMove(axis, places[1])
    QTest.mouseRelease(axis, Qt.MouseButton.LeftButton, pos=places[1])
    assert (explorer.state.filters.month_from, explorer.state.filters.month_to) == (first, last)
    assert playback.state is Playing.IDLE
    person.settle()
    assert window.time.bar.range_words.text() == "2021-05 至 2022-07"
    assert "仅知年份" in window.time.bar.year_only.text()


def test_playing_is_offered_again_once_there_are_months_to_play(person: Person) -> None:
    window, explorer, play = person.window, person.window.explorer, person.window.time.bar.play
    window.actions_by_key["step_forward"].trigger()
    explorer.set_filters(Filters(year_to=1999))
    person.settle()
    assert not play.isEnabled()
    assert window.time.bar.range_words.text() == "1999-12 及以前"
    explorer.clear_filters()
    person.settle()
    assert play.isEnabled()


def test_the_bar_is_hidden_and_stays_hidden(opened_window: Opener, tmp_path: Path) -> None:
    first = opened_window(tmp_path / "home")
    assert first.time.bar.isVisibleTo(first)
    first.actions_by_key["time_bar"].trigger()
    assert not first.time.bar.isVisibleTo(first)
    first.close()
    second = opened_window(tmp_path / "home")
    assert not second.time.bar.isVisibleTo(second)
    assert not second.actions_by_key["time_bar"].isChecked()
    second.close()


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "out"
    folder.mkdir()
    yield folder / "招商.webp"
    assert all(path.suffix != ".part" for path in folder.iterdir())


def make(qtbot: QtBot, person: Person, spec: AnimationSpec) -> tuple[AnimationMaker, AnimationReport]:
    time = person.window.time
    maker = AnimationMaker(time.stage, spec, time.animations.events, person.window)
    with qtbot.waitSignal(maker.finished, timeout=PATIENCE_MS * 2) as blocker:
        maker.start()
    return maker, blocker.args[0]


def spec_of(target: Path, **changes: object) -> AnimationSpec:
    filters = Filters(industries=HEALTH)
    return replace(AnimationSpec(filters, target, 640, 480, fps=4.0), **changes)  # type: ignore[arg-type]


def test_an_animated_picture_has_one_frame_a_month_and_the_maps_own_changes(
    qtbot: QtBot, person: Person, target: Path
) -> None:
    maker, report = make(qtbot, person, spec_of(target))
    columns = person.window.session.columns
    expected = [int(columns.mask(maker.plan.filters(place)).sum()) for place in range(len(maker.plan))]
    assert list(report.counts) == expected == sorted(expected)
    assert list(maker.plan.ends) == list(range(maker.plan.ends[0], maker.plan.ends[-1] + 1))
    with Image.open(target) as picture:
        assert (picture.n_frames, picture.size) == (len(maker.plan), (640, 480))  # type: ignore[attr-defined]
        frames = [(f.convert("RGB"), f.info["duration"]) for f in ImageSequence.Iterator(picture)]
    assert [duration for _, duration in frames[:-1]] == [250] * (len(frames) - 1)
    assert frames[-1][1] == 2000
    maps = [frame.crop((0, 60, 640, 410)).tobytes() for frame, _ in frames]
    changes = [one != two for one, two in itertools.pairwise(maps)]
    assert changes == [one != two for one, two in itertools.pairwise(expected)], (
        "the map changes with the projects, and only then"
    )
    assert len({frame.crop((300, 0, 640, 56)).tobytes() for frame, _ in frames}) == len(frames), "each has its date"
    assert person.window.explorer.state.filters == Filters(), "the window is left as it was"


def test_the_same_data_give_the_same_picture(qtbot: QtBot, person: Person, target: Path) -> None:
    spec = spec_of(target, filters=Filters(industries=HEALTH, year_from=2022), single=True)
    make(qtbot, person, spec)
    first = target.read_bytes()
    make(qtbot, person, spec)
    assert target.read_bytes() == first


def test_cancelling_leaves_nothing_and_the_old_file(qtbot: QtBot, person: Person, target: Path) -> None:
    target.write_bytes(b"old")
    person.window.actions_by_key["export_animation"].trigger()
    dialog = person.window.time.animations.dialog
    assert dialog is not None
    dialog.start(target)
    maker = dialog.maker
    assert maker is not None
    with qtbot.waitSignal(maker.progressed, timeout=PATIENCE_MS):
        pass
    with qtbot.waitSignal(maker.failed) as blocker:
        dialog.leave.click()
    assert isinstance(blocker.args[0], AnimationCancelled)
    assert target.read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_nothing_dated_is_said_before_anything_is_drawn(person: Person, target: Path) -> None:
    with pytest.raises(AnimationError, match="没有带月份的项目"):
        AnimationMaker(person.window.time.stage, spec_of(target, filters=Filters(year_to=1999)))
