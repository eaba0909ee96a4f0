"""What the processes that measure tell is put together."""

from __future__ import annotations

from ui.benchmark.children import above_small


def test_memory_is_compared_at_the_same_moment_of_the_same_use() -> None:
    memory = {"map drawn, first time": 600.0, "map drawn": 450.0, "end": 580.5, "rested": 500.0}
    small = {"map drawn": 370.0, "end": 480.0, "rested": 470.0}
    assert above_small(memory, small) == {
        "map drawn, first time": 230.0, "map drawn": 80.0, "end": 100.5, "rested": 30.0,
    }  # fmt: skip
