"""What the C library tells of its memory is what a program has taken and given back."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from geo import memory
from geo.memory import heap_use, trim


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc tells")
def test_what_is_taken_is_used_and_what_is_given_back_is_free() -> None:
    before = heap_use()
    if before is None:
        pytest.skip("an older C library")
    taken = [np.ones(50_000, np.uint8) for _ in range(400)]  # small enough for the pools
    during = heap_use()
    assert during is not None
    assert during.used - before.used == pytest.approx(20, abs=1.5)
    keep = taken.pop()  # above the free ones, which cannot go back to the system of themselves
    taken.clear()
    after = heap_use()
    assert after is not None
    assert after.used - before.used < 1.5
    assert len(keep) == 50_000
    assert trim()


def test_a_c_library_that_does_not_tell_is_asked_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_library", lambda: None)
    assert heap_use() is None
