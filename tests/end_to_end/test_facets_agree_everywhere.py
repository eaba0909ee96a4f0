"""For random filters the command line and the panel count what independent SQL counts."""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import create_autospec

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from db.filter_arguments import to_args
from db.filters import Filters
from ui.application import Workplace
from ui.command_line import run
from ui.explorer import Explorer
from ui.filters.facet_rows import UNTRACKED
from ui.filters.facet_tree import FacetTree, NodeRole
from ui.filters.filter_panel import UNMATCHED, FilterPanel
from ui.opening.session import Session
from ui.query_runner import QueryRunner
from ui.services import Services

EXAMPLES = 200

# Which values each project has, in a dimension that is a tree with everything above them; 0 is none.
MEMBERS = {
    "park": """WITH RECURSIVE up (id, over) AS (SELECT id, id FROM parks UNION
        SELECT up.id, parks.parent_id FROM up JOIN parks ON parks.id = up.over WHERE parks.parent_id IS NOT NULL)
        SELECT up.over AS value, p.id FROM up JOIN projects AS p ON p.park_id = up.id
        UNION ALL SELECT 0, id FROM projects WHERE park_id IS NULL""",
    "stage": "SELECT coalesce(stage, '未载') AS value, id FROM projects LEFT JOIN project_status ON project_id = id",
    "kind": "SELECT kind AS value, id FROM projects",
    "event": "SELECT event_id AS value, project_id AS id FROM event_projects",
    "organisation": "SELECT DISTINCT organisation_id AS value, project_id AS id FROM project_organisations",
    "tag": """SELECT DISTINCT tag AS value, project_id AS id FROM project_organisations
        JOIN organisation_tags USING (organisation_id)""",
    "list": "SELECT list_id AS value, project_id AS id FROM list_items",
    "grade": """SELECT CASE WHEN lng IS NOT NULL THEN 'own' WHEN park_id IS NULL THEN 'city' ELSE park_basis END
        AS value, id FROM projects""",
    "industry_basis": "SELECT coalesce(industry_basis, 'none') AS value, id FROM projects",
    "park_basis": "SELECT coalesce(park_basis, 'none') AS value, id FROM projects",
    "position": """SELECT CASE WHEN coalesce(p.lng, k.lng) IS NULL THEN 'unplaced' ELSE 'placed' END AS value, p.id
        FROM projects AS p LEFT JOIN parks AS k ON k.id = p.park_id""",
    "year": "SELECT coalesce(year, 0) AS value, id FROM projects LEFT JOIN project_years ON project_id = id",
    "industry": "SELECT coalesce(industry_id, 0) AS value, id FROM projects",
    "track": """WITH RECURSIVE up (id, over) AS (SELECT id, id FROM industries UNION
        SELECT up.id, i.parent_id FROM up JOIN industries AS i ON i.id = up.over WHERE i.level > 2)
        SELECT up.over AS value, p.id FROM up JOIN projects AS p ON p.track_id = up.id
        UNION ALL SELECT 0, id FROM projects WHERE track_id IS NULL
        UNION ALL SELECT -industry_id, id FROM projects WHERE track_id IS NULL AND industry_id IS NOT NULL""",
    # In 2021 industries have other names and no tracks; each became exactly one of today's.
    "industry 2021": """SELECT coalesce((SELECT from_id FROM industry_crosswalk WHERE to_id = industry_id), 0) AS value,
        id FROM projects""",
    "track 2021": """SELECT 0 AS value, id FROM projects UNION ALL
        SELECT -(SELECT from_id FROM industry_crosswalk WHERE to_id = industry_id), id FROM projects
        WHERE industry_id IS NOT NULL""",
}
FIELDS = {
    "park": "parks", "stage": "stages", "kind": "kinds", "event": "events", "organisation": "organisations",
    "tag": "tags", "list": "lists", "grade": "grades", "industry_basis": "industry_bases", "park_basis": "park_bases",
    "position": "positions", "industry": "industries", "track": "tracks",
}  # fmt: skip
SPOKEN = ("industry", "track")
DIMENSIONS = (*FIELDS, "year")
WORDS = ("软件", "医", "中心", "重庆 产业", "没有这样的词")


class Oracle:
    """The built-in ledger in plain SQL; membership is worked out once, counting is a query a dimension."""

    def __init__(self, path: Path) -> None:
        self.database = sqlite3.connect(path)
        for name, sql in MEMBERS.items():
            self.database.execute(f'CREATE TEMP TABLE "m {name}" AS {sql}')
        self.ids = {
            name: [row[0] for row in self.database.execute(f'SELECT DISTINCT value FROM "m {name}" ORDER BY value')]  # noqa: S608
            for name in MEMBERS
        }

    def count(self, filters: Filters) -> dict[str, dict[Any, list[int]]]:
        """Count, sum, unpublished and inferred of every value that any project has, by dimension."""
        conditions = self._conditions(filters)
        return {key: self._count(key, filters, conditions) for key in DIMENSIONS}

    def total(self, filters: Filters) -> int:
        where = " AND ".join(self._conditions(filters).values()) or "1"
        (found,) = self.database.execute(f"SELECT count(*) FROM projects AS p WHERE {where}").fetchone()  # noqa: S608
        return int(found)

    def _count(self, key: str, filters: Filters, conditions: dict[str, str]) -> dict[Any, list[int]]:
        own = "industry" if key == "track" else key
        where = " AND ".join(sql for name, sql in conditions.items() if name != own) or "1"
        rows = self.database.execute(
            f"""SELECT m.value, count(*), coalesce(sum(p.amount_wan), 0), count(*) - count(p.amount_wan),
                sum(p.park_basis IS 'inferred') FROM {_table(key, filters)} AS m
                JOIN projects AS p ON p.id = m.id WHERE {where} GROUP BY m.value"""  # noqa: S608
        )
        return {value: numbers for value, *numbers in rows}

    def _conditions(self, filters: Filters) -> dict[str, str]:
        chosen = {key: getattr(filters, field) for key, field in FIELDS.items() if getattr(filters, field)}
        parts = {key: _is_member(_table(key, filters), values) for key, values in chosen.items()}
        either = [parts.pop(key) for key in SPOKEN if key in parts]
        if either:
            parts["industry"] = f"({' OR '.join(either)})"
        if filters.year_from is not None and filters.year_to is not None:
            inside = f"value BETWEEN {filters.year_from} AND {filters.year_to}{' OR value = 0' * filters.with_undated}"
            parts["year"] = f'p.id IN (SELECT id FROM "m year" WHERE {inside})'  # noqa: S608
        return parts | _amounts(filters) | _others(filters)


def _table(key: str, filters: Filters) -> str:
    return f'"m {key} {filters.taxonomy}"' if key in SPOKEN and filters.taxonomy else f'"m {key}"'


def _is_member(table: str, values: frozenset[Any]) -> str:
    listed = ", ".join(repr(value) for value in values)
    return f"p.id IN (SELECT id FROM {table} WHERE value IN ({listed}))"  # noqa: S608


def _amounts(filters: Filters) -> dict[str, str]:
    parts = []
    unknown = " OR p.amount_wan IS NULL" * filters.with_unpublished
    if filters.amount_min_wan is not None:
        parts.append(f"(p.amount_wan >= {filters.amount_min_wan}{unknown})")
    if filters.amount_max_wan is not None:
        parts.append(f"(p.amount_wan <= {filters.amount_max_wan}{unknown})")
    if filters.has_amount is not None:
        parts.append(f"(p.amount_wan IS {'NOT ' * filters.has_amount}NULL)")
    return {"amount": " AND ".join(parts)} if parts else {}


def _others(filters: Filters) -> dict[str, str]:
    parts = [
        f"""(p.name || ' ' || coalesce(p.summary, '') || ' ' ||
            coalesce((SELECT group_concat(alias, ' ') FROM project_aliases WHERE project_id = p.id), '') || ' ' ||
            coalesce((SELECT group_concat(o.name || ' ' || coalesce((SELECT group_concat(alias, ' ')
                FROM organisation_aliases AS a WHERE a.organisation_id = o.id), ''), ' ')
                FROM project_organisations JOIN organisations AS o ON o.id = organisation_id
                WHERE project_id = p.id), '')) LIKE '%{word}%'"""  # noqa: S608
        for word in filters.text.split()
    ]
    if filters.stated_only:
        parts.append("p.park_basis IS NOT 'inferred'")
    if filters.ids is not None:
        parts.append(f"p.id IN ({', '.join(map(str, filters.ids))})")
    return {"other": " AND ".join(parts)} if parts else {}


def seldom(usual: Any, other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:  # noqa: ANN401
    return st.integers(0, 6).flatmap(lambda drawn: other if drawn == 3 else st.just(usual))


def filters_of(oracle: Oracle) -> st.SearchStrategy[Filters]:
    """Filters of the values that occur; most conditions are absent, so that results are seldom empty."""

    def some(name: str) -> st.SearchStrategy[frozenset[Any]]:
        return seldom(frozenset(), st.frozensets(st.sampled_from(oracle.ids[name]), min_size=1, max_size=4))

    def asked(taxonomy: str) -> st.SearchStrategy[Filters]:
        names = {key: f"{key} {taxonomy}".strip() if key in SPOKEN else key for key in FIELDS}
        years = seldom((None, None), st.tuples(st.integers(2020, 2021), st.integers(2021, 2023)))
        return st.builds(
            lambda dates, **rest: Filters(**rest, year_from=dates[0], year_to=dates[1], taxonomy=taxonomy),
            dates=years,
            **{FIELDS[key]: some(name) for key, name in names.items()},
            with_undated=st.booleans(),
            amount_min_wan=seldom(None, st.sampled_from((5_000, 80_000, 80_001))),
            amount_max_wan=seldom(None, st.sampled_from((80_000, 1_050_000))),
            with_unpublished=st.booleans(),
            has_amount=seldom(None, st.booleans()),
            text=seldom("", st.sampled_from(WORDS)),
            stated_only=seldom(False, st.just(True)),
            ids=seldom(None, st.frozensets(st.integers(1, 86), min_size=20, max_size=60)),
        )

    return st.sampled_from(("", "2021")).flatmap(asked)


@pytest.fixture
def oracle(built_ledger: Path) -> Iterator[Oracle]:
    made = Oracle(built_ledger)
    yield made
    made.database.close()


@pytest.fixture
def window_parts(
    qtbot: QtBot, built_ledger: Path, workplace: Workplace
) -> Iterator[tuple[Session, Explorer, FilterPanel]]:
    """A real explorer with its worker, and the real panel wired to it as the window wires it."""
    session = Session.open(built_ledger, workplace.themes["light"])
    runner = QueryRunner()
    explorer = Explorer(session.columns, runner, taxonomies=session.vocabulary.taxonomies)
    panel = FilterPanel(
        session.columns, session.slots, lambda: workplace.themes["light"], taxonomies=session.vocabulary.taxonomies
    )
    qtbot.addWidget(panel)
    explorer.columns_changed.connect(session.show)
    explorer.columns_changed.connect(panel.set_columns)
    explorer.state_changed.connect(lambda _old, new: panel.show_filters(new.filters))
    explorer.results_changed.connect(panel.show_results)
    panel.show_results(explorer.results)
    panel.resize(272, 900)
    panel.show()
    for key in panel.lists:
        panel.sections[key].head.setChecked(True)
    for facet_list in panel.lists.values():
        if facet_list.more.isVisibleTo(facet_list):
            facet_list.more.click()
    yield session, explorer, panel
    runner.close()
    session.ledger.close()


def ask(path: Path, services: Services, filters: Filters) -> dict[str, dict[Any, list[int]]]:
    """What `facets --json` prints, as the oracle counts it."""
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard):
        assert run(["facets", "--db", str(path), *to_args(filters), "--json"], services) == 0
    told = json.loads(heard.getvalue())
    numbers = ("count", "amount_wan", "unpublished", "inferred")
    return {key: {v["id"]: [v[name] for name in numbers] for v in told[key]} for key in DIMENSIONS}


def without_zeros(counts: dict[Any, list[int]]) -> dict[Any, list[int]]:
    return {value: numbers for value, numbers in counts.items() if numbers[0]}


def nodes_of(tree: FacetTree) -> dict[int, int]:
    """Every value of a tree with the count it shows."""
    model, found, open_ = tree.model(), dict[int, int](), [QModelIndex()]
    while open_:
        parent = open_.pop()
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            node = model.data(index, NodeRole)
            found[node.id] = node.count
            open_.append(index)
    return found


def check_panel(panel: FilterPanel, session: Session, told: dict[str, dict[Any, list[int]]]) -> None:
    """Whatever the panel shows is what the command line told; what it leaves out counts nothing in the whole ledger."""
    for node, count in nodes_of(panel.industries).items():
        if node >= UNMATCHED:
            assert count == told["industry"][-1][0]
        elif node >= UNTRACKED:
            assert count == told["track"][UNTRACKED - node][0]
        else:
            assert count == told["industry" if node in told["industry"] else "track"][node][0]
    assert nodes_of(panel.industries).keys() >= set(told["industry"])
    for node, count in nodes_of(panel.parks).items():
        assert count == told["park"][node][0]
    grids = {"stage": panel.stages.grid, "grade": panel.grades, **panel.bases.grids}
    for key, grid in grids.items():
        for value, numbers in told[key].items():
            if value != "own":
                assert grid.cell(value).text().split()[-1] == f"{numbers[0]}"
    for key, facet_list in panel.lists.items():
        dimension = session.columns.dimensions[key]
        shown = {dimension.ids[code]: count for code, count in nodes_of(facet_list.tree).items()}
        assert shown == {value: numbers[0] for value, numbers in told[key].items()}
    bars = panel.years.histogram.bars
    years = {int(label): count for label, count in zip(bars.labels, bars.counts, strict=True)}
    assert years | {0: bars.unknown[2] if bars.unknown else 0} == {
        **dict.fromkeys(years, 0),
        **{year: numbers[0] for year, numbers in told["year"].items()},
    }


def test_command_line_and_panel_count_what_sql_counts(
    qtbot: QtBot,
    oracle: Oracle,
    window_parts: tuple[Session, Explorer, FilterPanel],
    built_ledger: Path,
) -> None:
    session, explorer, panel = window_parts
    services = create_autospec(Services, instance=True, version="0")
    seen = list[int]()

    @given(filters=filters_of(oracle))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
        phases=[Phase.generate],
    )
    def check(filters: Filters) -> None:
        told = ask(built_ledger, services, filters)
        expected = oracle.count(filters)
        assert {key: without_zeros(values) for key, values in told.items()} == expected
        explorer.set_filters(filters)
        qtbot.waitUntil(lambda: explorer.results.revision == explorer.state.revision, timeout=15_000)
        panel.settle()
        check_panel(panel, session, told)
        assert explorer.results.totals.count == oracle.total(filters)
        seen.append(explorer.results.totals.count)

    check()
    assert len(seen) >= EXAMPLES
    assert len(set(seen)) > 10, "the filters choose many different parts of the ledger"
    assert sum(0 < count < 86 for count in seen) > EXAMPLES // 3
