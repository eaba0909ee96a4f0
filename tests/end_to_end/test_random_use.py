"""Random use does what it says, and sees a picture that is not what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6

from db.filters import Filters
from db.synthetic import write_synthetic_ledger
from ui.application import Workplace
from ui.benchmark.soak import Soak
from ui.benchmark.soak_acts import SHARES, RandomUse
from ui.benchmark.soak_looks import Looks, differences
from ui.benchmark.soak_record import Record, read_record
from ui.benchmark.window import WindowBenchmark, open_drawn

COUNT = 3_000

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc", "This plugin does not support"),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("invented") / "invented.kxc"
    write_synthetic_ledger(path, COUNT, 1)
    return path


@pytest.fixture
def benchmark(workplace: Workplace, ledger: Path) -> Iterator[WindowBenchmark]:
    window, _ = open_drawn(workplace, ledger)
    yield WindowBenchmark(window, 1)
    window.close()
    shiboken6.delete(window)


def test_every_act_is_done_and_told_and_the_window_comes_back_to_where_it_was(
    benchmark: WindowBenchmark, assets_dir: Path, tmp_path: Path
) -> None:
    use = RandomUse(benchmark, tuple(SHARES), 3)
    with Record(tmp_path / "r.jsonl") as record:
        soak = Soak(benchmark, use, record, Looks(benchmark.stopwatch, assets_dir), 0)
        soak.run_acts(list(SHARES))
        soak.run(1, 25)
        record.tell("end")
    explorer = benchmark.stopwatch.window.explorer
    assert explorer.state.revision > len(SHARES) / 2, "most of them change what is shown"
    use.return_to_base()
    assert explorer.state.filters.is_empty
    assert not explorer.state.selection
    told = read_record(record.path)
    assert (told["ended"], told["steps"], told["failures"], told["stale"]) == ("done", len(SHARES) + 25, [], [])


def test_a_fresh_map_shows_the_same_and_one_that_stayed_behind_is_seen(
    benchmark: WindowBenchmark, assets_dir: Path
) -> None:
    window, looks = benchmark.stopwatch.window, Looks(benchmark.stopwatch, assets_dir)
    RandomUse(benchmark, ("filter",), 1).do("filter")
    benchmark.stopwatch.move(106.3, 29.6, 12.5)
    assert looks.behind() == []
    assert looks.differing() == []
    state = window.explorer.state
    columns = window.explorer.columns
    window.feed.show_results(columns.mask(Filters()), (), state.revision)  # as if the map had missed an answer
    window.map_view.show_revision(state.revision)
    benchmark.stopwatch.pause(300)
    benchmark.stopwatch.rest()
    assert looks.behind() == [], "its revision alone would not tell"
    assert looks.differing()


def test_symbols_of_two_maps_are_compared_but_for_a_pixel_and_for_what_hangs_where_there_is_room() -> None:
    one = {"kind": "park", "place": 3, "count": 7, "x": 10.0, "y": 20.0}
    hanging = {"kind": "unplaced", "place": 4, "count": 2, "x": 5.0, "y": 6.0}
    near = [{**hanging, "x": 300.0}, {**one, "x": 10.8}]
    assert differences([one, hanging], near) == []
    assert differences([one, hanging], [{**one, "count": 8}, hanging])
    assert differences([one, hanging], [{**one, "x": 13.0}, hanging])
    assert differences([one, hanging], [one])[0] == "1 symbols instead of 2"
