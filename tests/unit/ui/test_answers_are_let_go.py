"""A window in long use holds no more than one just opened: what is remembered is bounded, answers go at once.

An answer of a million projects is some 20 MB. It must not wait for the cyclic garbage collector, which comes by late.
"""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.index.columns import ProjectColumns
from db.index.row_order import ORDER_KEYS
from db.ledger import Ledger
from db.synthetic import write_synthetic_ledger
from geo.lnglat import Bounds
from ui.application import Workplace, open_window
from ui.benchmark.engine import star
from ui.explorer import compute_results
from ui.query_runner import QueryRunner
from ui.state import ExplorerState, Found, Results, Sort

ACTS = 400
MOST_HELD = 6
"""Answers that may be there at once: shown, told, being worked out, and what a view still compares with."""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("invented") / "invented.kxc"
    write_synthetic_ledger(path, 2_000, 1)
    return path


@pytest.fixture
def columns(ledger: Path) -> ProjectColumns:
    with Ledger.open(ledger) as opened:
        columns = opened.load_columns()
        assert len(columns.text.parts)
        return columns


@pytest.fixture
def _no_collector(qapp: QApplication) -> Iterator[None]:
    """Nothing collects cycles: what goes, goes by itself."""
    timer = qapp.findChild(QTimer, "garbage")
    gc.collect()
    gc.disable()
    if timer is not None:
        timer.stop()
    yield
    if timer is not None:
        timer.start()
    gc.collect()


def asked_for(number: int) -> ExplorerState:
    """Words, shapes, years and orders, each another one."""
    spot = 106.3 + number / 5_000, 29.5
    filters = (
        Filters(text=f"{number % 97}号"),
        Filters(within=star(*spot, 0.05, 20)),
        Filters(year_from=2000 + number % 25, amount_min_wan=number),
        Filters(text="项目", bounds=Bounds(106, 29, spot[0], 30)),
    )[number % 4]
    keys = len(ORDER_KEYS)
    key, other = ORDER_KEYS[number % keys], ORDER_KEYS[(number + 1 + number // keys % (keys - 1)) % keys]
    return ExplorerState(filters=filters, sort=Sort(key, number % 2 == 0, ((other, True),)), revision=number)


def array_bytes(found: object) -> int:
    """What the arrays take that are reached from an object, each once."""
    seen, queue, total = set[int](), [found], 0
    while queue:
        one = queue.pop()
        if id(one) in seen or isinstance(one, type):
            continue
        seen.add(id(one))
        if isinstance(one, np.ndarray):
            total += one.nbytes if one.base is None else 0
            queue += [] if one.base is None else [one.base]
        elif type(one).__module__.split(".")[0] in ("builtins", "db", "geo", "ui"):
            queue += gc.get_referents(one)
    return total


def test_columns_remember_no_more_after_many_questions_than_after_some(columns: ProjectColumns) -> None:
    def ask(first: int, last: int) -> int:
        for number in range(first, last):
            compute_results(columns, asked_for(number))
        return array_bytes(vars(columns))

    some = ask(0, 4 * len(ORDER_KEYS))
    assert some > 2_000
    many = ask(ACTS, 2 * ACTS)
    assert many <= some + 4 * len(columns), (some, many)  # of each kind not always the same size is remembered


@pytest.mark.usefixtures("_no_collector")
def test_an_answer_goes_when_nobody_holds_it(columns: ProjectColumns) -> None:
    for number in range(8):
        results = compute_results(columns, asked_for(number))
        results.facets["industry"].counts.sum()
        mask, rows = weakref.ref(results.mask), weakref.ref(results.rows)
        del results
        assert mask() is None, asked_for(number)
        assert rows() is None, asked_for(number)


@pytest.mark.usefixtures("_no_collector")
def test_a_worker_holds_its_newest_answer_alone(qtbot: QtBot, columns: ProjectColumns) -> None:
    runner, held = QueryRunner(), list[weakref.ref[NDArray[np.bool_]]]()
    for number in range(1, 20):
        state = asked_for(number)

        def compute(state: ExplorerState = state) -> Results:
            results = compute_results(columns, state)
            held.append(weakref.ref(results.mask))
            return results

        with qtbot.waitSignal(runner.finished):
            runner.submit(number, compute)
    assert sum(one() is not None for one in held) <= 2
    runner.close()


@pytest.mark.window
@pytest.mark.usefixtures("_no_collector")
def test_a_window_holds_few_answers_whatever_was_asked(qtbot: QtBot, workplace: Workplace, ledger: Path) -> None:
    window = open_window(workplace, ledger)
    explorer, held = window.explorer, dict[str, list[weakref.ref[object]]](mask=[], rows=[], map=[])

    def note(found: Found) -> None:
        held["mask"].append(weakref.ref(found.mask))
        held["rows"].append(weakref.ref(found.rows))
        if found.prepared is not None:
            held["map"].append(weakref.ref(getattr(found.prepared, "index")))  # noqa: B009 - of whatever it is

    explorer.found.connect(note)
    for number in range(60):
        state = asked_for(number)
        explorer.set_filters(state.filters)
        if number % 3:
            explorer.set_sort(state.sort)
        if number % 5 == 0:
            explorer.undo()
        qtbot.waitUntil(lambda: explorer.results.revision == explorer.state.revision)
    alive = {kind: sum(one() is not None for one in ones) for kind, ones in held.items()}
    assert min(map(len, held.values())) > 30
    assert max(alive.values()) <= MOST_HELD, alive
    window.close()
