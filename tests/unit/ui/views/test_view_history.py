from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.lnglat import Bounds, LngLat
from ui.views.view_history import DEPTH, SeenView, ViewHistory

HERE, THERE, YONDER = (SeenView(LngLat(106.3 + step, 29.5), 11.0) for step in (0.0, 0.1, 0.2))


@pytest.fixture
def history() -> ViewHistory:
    history = ViewHistory()
    for view in (HERE, THERE, YONDER):
        history.visit(view)
    return history


def test_back_and_forward_walk_the_views_in_order(history: ViewHistory) -> None:
    assert [history.back(), history.back(), history.back()] == [THERE, HERE, None]
    assert not history.can_go_back
    assert [history.forward(), history.forward(), history.forward()] == [THERE, YONDER, None]


def test_arriving_where_one_went_back_to_keeps_the_way_forward(history: ViewHistory) -> None:
    there = history.back()
    assert there is not None
    history.visit(SeenView(LngLat(there.center.lng + 1e-7, there.center.lat), there.zoom + 0.001))
    assert history.can_go_forward
    assert history.forward() == YONDER


def test_another_way_from_an_earlier_view_forgets_the_later_ones(history: ViewHistory) -> None:
    history.back()
    history.visit(SeenView(LngLat(106.0, 29.0), 12.0))
    assert not history.can_go_forward
    assert history.back() == THERE


def test_a_change_of_zoom_alone_is_another_view() -> None:
    history = ViewHistory()
    history.visit(HERE)
    history.visit(SeenView(HERE.center, 11.1))
    assert history.back() == HERE


def test_old_views_are_forgotten_at_last() -> None:
    history = ViewHistory()
    for step in range(DEPTH + 50):
        history.visit(SeenView(LngLat(step / 10, 0.0), 11.0))
    count = 0
    while history.back():
        count += 1
    assert count == DEPTH


@given(st.lists(st.integers(-1, 4), max_size=60))
def test_history_never_loses_its_place(steps: list[int]) -> None:
    history, here = ViewHistory(), None
    for step in steps:
        gone = history.back() if step == -1 else None
        here = gone or here
        if step >= 0:
            here = SeenView(LngLat(float(step), 0.0), 11.0)
            history.visit(here)
    if history.can_go_back and here is not None:
        history.back()
        assert history.forward() == here


def test_middle_is_that_of_the_map_and_not_of_the_degrees() -> None:
    view = SeenView.of(Bounds(100.0, 0.0, 110.0, 60.0), 5.0)
    assert view.center.lng == pytest.approx(105.0)
    assert view.center.lat == pytest.approx(35.26, abs=0.01)
