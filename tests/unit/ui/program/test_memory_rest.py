"""A window that rests gives memory back, and not while somebody uses it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.index import column_cache
from db.index.array_file import ArrayFile, give_back, give_back_part, write_arrays
from db.index.column_cache import ColumnCache
from db.index.column_keeping import keep_columns
from db.ledger import Ledger
from db.search.text_search import TextIndex
from db.synthetic import write_synthetic_ledger
from geo import memory
from ui.application import Workplace, open_window
from ui.program import memory_rest
from ui.program.memory_rest import MemoryRest, forget_pages


def resident_kb(path: Path) -> int:
    """How much of a file this process holds in memory; Linux alone tells."""
    found, inside = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if "-" in line.split()[0]:
            inside = line.endswith(str(path))
        elif inside and line.startswith("Rss:"):
            found += int(line.split()[1])
    return found


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells what is in memory")
def test_what_was_read_of_a_file_is_given_back_and_found_again(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    numbers = np.arange(1 << 20, dtype=np.int64)
    write_arrays(path, None, {"a": numbers})
    array = ArrayFile.open(path).arrays["a"]
    assert array[1:].sum() == numbers.sum()
    assert resident_kb(path) >= numbers.nbytes // 1024
    assert give_back(array[5:])
    assert resident_kb(path) == 0
    assert array.sum() == numbers.sum()


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells what is in memory")
def test_one_array_is_given_back_and_what_lies_around_it_stays(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    numbers = np.arange(1 << 18, dtype=np.int64)
    write_arrays(path, None, {"a": numbers, "b": numbers + 1, "c": numbers + 2})
    arrays = ArrayFile.open(path).arrays
    sums = {name: int(array.sum()) for name, array in arrays.items()}
    before = resident_kb(path)
    assert give_back_part(arrays["b"])
    assert numbers.nbytes <= 1024 * (before - resident_kb(path)) <= numbers.nbytes + 8192
    assert {name: int(array.sum()) for name, array in arrays.items()} == sums


def test_what_lies_in_memory_stays() -> None:
    numbers = np.arange(10)
    assert not give_back(numbers[2:])
    assert not give_back_part(numbers[2:])
    assert numbers.sum() == 45


def test_columns_answer_the_same_after_their_pages_were_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_cache, "LEAST_PROJECTS", 1)
    path, cache = tmp_path / "l.kxc", ColumnCache(tmp_path / "cache")
    write_synthetic_ledger(path, 500)
    with Ledger.open(path) as ledger:
        keep_columns(path, ledger.load_columns(cache), cache)
        columns = ledger.load_columns(cache)
    asked = Filters(text="芯片")
    before = columns.mask(asked).tolist()
    forget_pages(columns)
    assert columns.mask(asked).tolist() == before


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells what is in memory")
def test_texts_that_were_searched_are_given_back_when_told_and_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_cache, "LEAST_PROJECTS", 1)
    path, cache = tmp_path / "l.kxc", ColumnCache(tmp_path / "cache")
    write_synthetic_ledger(path, 2_000)
    with Ledger.open(path) as ledger:
        keep_columns(path, ledger.load_columns(cache), cache)
        columns = ledger.load_columns(cache)
    (copy,) = cache.folder.glob("*.columns")
    found = columns.text.find_rows("芯片 cq").tolist()
    taken = resident_kb(copy)
    columns.text.release()
    texts = sum(part.texts.codes.nbytes for part in columns.text.parts) // 1024
    assert resident_kb(copy) <= taken - texts
    assert columns.text.find_rows("cq 芯片").tolist() == found


@pytest.mark.window
def test_a_window_gives_back_when_nothing_happens_any_more(
    qtbot: QtBot, workplace: Workplace, built_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(memory_rest, "forget_pages", lambda _columns: done.append("pages"))
    monkeypatch.setattr(memory_rest, "trim", lambda: done.append("trim"))
    window = open_window(workplace, built_ledger)
    rest = MemoryRest(window)
    put_off: list[int] = []
    monkeypatch.setattr(rest._pause, "start", lambda: put_off.append(1))  # noqa: SLF001 - the clock is not waited for
    with qtbot.waitSignal(window.explorer.results_changed):
        window.explorer.set_filters(Filters(text="金凤"))
    assert put_off
    assert done == []
    rest._pause.timeout.emit()  # noqa: SLF001
    qtbot.waitUntil(lambda: done == ["pages", "trim"])
    window.close()


@pytest.mark.window
def test_a_window_gives_searched_texts_back_soon_after_a_search_and_only_then(
    qtbot: QtBot, workplace: Workplace, built_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(workplace, built_ledger)
    released: list[TextIndex] = []
    monkeypatch.setattr(TextIndex, "release", lambda text: released.append(text))
    rest = MemoryRest(window)
    begun: list[str] = []
    monkeypatch.setattr(rest._searched, "start", lambda: begun.append(rest._text))  # noqa: SLF001 - as above
    for asked in (Filters(year_from=2020), Filters(text="金凤"), Filters(text="金凤", year_from=2020), Filters()):
        with qtbot.waitSignal(window.explorer.results_changed):
            window.explorer.set_filters(asked)
    assert begun == ["金凤"]
    rest._searched.timeout.emit()  # noqa: SLF001
    qtbot.waitUntil(lambda: released == [window.session.columns.text])
    window.close()


def test_a_c_library_that_cannot_be_told_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_library", lambda: None)
    assert not memory.trim()
    assert not memory.limit_arenas()
