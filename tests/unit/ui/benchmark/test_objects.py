"""Objects are counted where no other thread is at work, and nowhere else."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ui.benchmark.objects import count_types, is_alone

pytestmark = pytest.mark.usefixtures("only_ours")


class Kept:
    """Something to be found again."""


def test_what_is_there_is_counted_by_type() -> None:
    kept = [Kept() for _ in range(7)]
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(len, kept).result() == 7
        pool.submit(threading.Event().is_set).result()  # its thread waits for more
        found = count_types()
    assert found is not None
    assert found["Kept"] == 7
    assert found["list"] > 7


def test_nothing_is_counted_beside_a_thread_at_work() -> None:
    (begun, begin), (ended, end) = os.pipe(), os.pipe()

    def work() -> None:
        os.write(begin, b".")
        os.read(ended, 1)

    thread = threading.Thread(target=work)
    thread.start()
    os.read(begun, 1)
    try:
        found = is_alone(), count_types()
    finally:
        os.write(end, b".")
        thread.join()
        for pipe in (begun, begin, ended, end):
            os.close(pipe)
    assert found == (False, None)
