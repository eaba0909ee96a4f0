"""The window's benchmark does at the window what it times: counted, never timed."""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6

from db.synthetic import write_synthetic_ledger
from ui.application import Workplace
from ui.benchmark.engine import SEARCHES
from ui.benchmark.memory import tree_pss_mb
from ui.benchmark.window import WindowBenchmark, open_drawn
from ui.program.process_family import family

COUNT = 3_000


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("invented") / "invented.kxc"
    write_synthetic_ledger(path, COUNT, 1)
    return path


@pytest.mark.page
@pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc", "propagateSizeHints")
def test_every_step_at_the_window_is_done_and_leaves_it_as_it_was(workplace: Workplace, ledger: Path) -> None:
    window, opened = open_drawn(workplace, ledger)
    try:
        asked: list[object] = []
        window.explorer.state_changed.connect(lambda _old, new: asked.append(new.filters))
        benchmark = WindowBenchmark(window, 2)
        steps = {step.name: step for step in (*benchmark.filters(), *benchmark.moves(), *benchmark.clicks())}
        assert len(set(asked)) >= 3, "each filter is another one"
        assert steps["filter: all shown"].repeats == 2
        assert steps["move: map drawn"].repeats == 6
        assert steps["click on the map: row painted"].repeats == 2
        assert steps["click on a row: map drawn"].repeats == 2
        before = len(asked)
        questions = {step.name: step for step in (*benchmark.searches(), *benchmark.lassos())}
        searched, drawn = questions["search: hits known"], questions["lasso: hits known"]
        assert (searched.repeats, drawn.repeats) == (2 * len(SEARCHES), 2)
        assert len(set(asked[before:])) == searched.repeats + drawn.repeats + 1, "each once, and nothing at the end"
        assert all(
            step.p50_ms <= questions[step.name.replace("hits known", "all shown")].p50_ms for step in (searched, drawn)
        )
        assert all(step.least_ms > 0 for step in steps.values() if step.repeats and "processor" not in step.name)
        assert [step.name for step in opened] == ["open the window", "open: map drawn"]
        assert window.explorer.state.filters.is_empty
        assert not window.explorer.state.selection
        assert benchmark.stopwatch.failures == []
        assert len(list(family(1))) >= 1
        assert (tree_pss_mb() or 1) > 0
    finally:
        window.close()
        shiboken6.delete(window)
