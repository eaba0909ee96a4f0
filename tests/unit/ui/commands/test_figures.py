"""`figures --json`: every number, list and verdict equals plain SQL, on the built-in ledger and on random ones."""

from __future__ import annotations

import datetime
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.figures.building import build_figures
from db.figures.definitions import DEFINITIONS
from db.filters import Filters
from db.ledger import Ledger
from tests.unit.db.figures import plain_figures, plain_repeats, plain_sql
from tests.unit.db.figures.random_ledgers import Rows, ledgers, written
from ui.commands import figures
from ui.commands.figures import figures_to_json

AS_OF = datetime.date(2026, 1, 2)
ASKED = (
    (Filters(), "1"),
    (Filters(kinds=frozenset({"industry"})), "p.kind = 'industry'"),
    (Filters(has_amount=True), "p.amount_wan IS NOT NULL"),
    (Filters(kinds=frozenset({"city"}), has_amount=True), "p.kind = 'city' AND p.amount_wan IS NOT NULL"),
)


def check(ledger: Ledger, filters: Filters, where: str) -> dict[str, Any]:
    """Compare everything the command tells of a result with SQL, and return what it tells."""
    columns = ledger.load_columns()
    answer = figures_to_json(build_figures(ledger, columns, filters, AS_OF))
    told: dict[str, Any] = json.loads(json.dumps(answer, allow_nan=False))
    with ledger.reading() as connection:
        plain_sql.choose(connection, where)
        expected = reckon(connection)
    assert told.pop("filters") == filters.describe(columns.dimensions)
    assert told.keys() == expected.keys(), "a key that nobody proves"
    check_kpis(told.pop("kpis"), expected.pop("kpis"), expected["totals"]["count"])
    for key, value in expected.items():
        assert told[key] == value, key
    return told


def reckon(connection: sqlite3.Connection) -> dict[str, Any]:
    """Everything that is to be told of the chosen projects, but the KPIs' words."""
    found: dict[str, Any] = {
        "data_version": (connection.execute("SELECT value FROM meta WHERE key = 'data_version'").fetchone() or ("",))[
            0
        ],
        "totals": plain_figures.totals(connection),
        "tables": {key: plain_figures.table(connection, key) for key in plain_figures.VALUES},
        "kpis": plain_sql.kpis(connection),
        "events": plain_figures.events(connection),
        "contradictions": plain_figures.contradictions(connection),
        "repeats": plain_repeats.told(connection),
        "repeats_unlisted": 0,
        "board": plain_figures.board(connection, AS_OF.isoformat()),
        "chain": plain_figures.chain(connection),
        "matrix": plain_figures.matrix(connection),
        "indicators": plain_figures.indicators(connection),
    }
    found["mechanisms"], found["evidence"] = connection.execute(
        "SELECT (SELECT count(*) FROM mechanisms), (SELECT count(*) FROM evidence)"
    ).fetchone()
    plain_sql.choose(connection)
    return found | {"findings": plain_figures.findings(connection, AS_OF.isoformat())}


def check_kpis(told: list[dict[str, Any]], expected: dict[str, dict[str, Any]], sample: int) -> None:
    assert [kpi["definition_id"] for kpi in told] == [definition.id for definition in DEFINITIONS]
    for kpi in told:
        numbers = expected.pop(kpi["definition_id"])
        assert {key: kpi[key] for key in numbers} == numbers, kpi["definition_id"]
        assert kpi["sample"] == sample
        assert bool(kpi["reason"]) == (kpi["value"] is None)
        assert (kpi["unit"] == "%") == (kpi["definition_id"].partition(".")[0] in RATIOS)
        assert all(kpi[key] for key in ("name", "variant", "definition", "unit"))
    assert expected == {}


RATIOS = {"started", "landed_started", "built", "operating", "full_output"}


@pytest.mark.parametrize(("filters", "where"), ASKED)
def test_the_built_in_ledger(built_ledger: Path, filters: Filters, where: str) -> None:
    with Ledger.open(built_ledger) as ledger:
        told = check(ledger, filters, where)
    assert told["events"]
    assert told["contradictions"]
    assert told["repeats"]
    assert told["indicators"]


def test_every_published_ratio_is_an_indicator_with_a_place(built_ledger: Path) -> None:
    with Ledger.open(built_ledger) as ledger:
        figures = figures_to_json(build_figures(ledger, ledger.load_columns(), Filters(), AS_OF))
    printed = {indicator["name"] for indicator in figures["indicators"] if indicator["places"]}
    published = {kpi["published_indicator"] for kpi in figures["kpis"]} - {None}
    assert published
    assert published <= printed


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(ledgers(), st.sampled_from(ASKED))
def test_random_ledgers(rows: Rows, asked: tuple[Filters, str]) -> None:
    with written(rows) as ledger:
        check(ledger, *asked)


def test_a_long_comparison_is_told_on_a_terminal_from_its_first_moment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "_TELL_S", 1e9)
    tell = figures._follow()  # noqa: SLF001
    for done, total in ((0, 0), (0, 0), (20_000, 400_000), (400_000, 400_000)):
        tell(done, total)
    told = capsys.readouterr().err.replace("\x1b[K", "").split("\r")
    assert told == ["", "正在找名称相近的项目…", "正在比对名称：400,000 / 400,000 对\n"]
