"""`figures --json`: every number equals plain SQL, on the built-in ledger and on random ones."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.connection import create_ledger_connection
from db.figures.building import build_figures
from db.filters import Filters
from db.ledger import Ledger
from tests.unit.db.figures import plain_sql
from ui.command_figures import figures_to_json

AS_OF = datetime.date(2026, 1, 2)
ASKED = (
    (Filters(), "1"),
    (Filters(kinds=frozenset({"industry"})), "p.kind = 'industry'"),
    (Filters(has_amount=True), "p.amount_wan IS NOT NULL"),
    (Filters(kinds=frozenset({"city"}), has_amount=True), "p.kind = 'city' AND p.amount_wan IS NOT NULL"),
)


def check(ledger: Ledger, filters: Filters, where: str) -> dict[str, Any]:
    """Compare everything the command tells of a result with SQL, and return what it tells."""
    figures = figures_to_json(build_figures(ledger, ledger.load_columns(), filters, AS_OF))
    told: dict[str, Any] = json.loads(json.dumps(figures, allow_nan=False))
    with ledger.reading() as connection:
        plain_sql.choose(connection, where)
        check_result(told, connection)
        check_announcements(told, connection)
        check_documents(told, connection)
        check_board(told, connection)
    return told


def check_result(told: dict[str, Any], connection: sqlite3.Connection) -> None:
    count, amount, unpublished = plain_sql.totals(connection)
    assert (told["totals"]["count"], told["totals"]["amount_wan"]) == (count, amount)
    assert told["totals"]["unpublished"] == unpublished
    for dimension in plain_sql.TABLES:
        found = {v["id"]: (v["count"], v["amount_wan"]) for v in told["tables"][dimension]}
        assert found == plain_sql.table(connection, dimension), dimension
    reckoned = {
        kpi["definition_id"]: {key: kpi[key] for key in ("value", "numerator_ids", "denominator_ids", "unpublished")}
        for kpi in told["kpis"]
    }
    expected = plain_sql.kpis(connection)
    assert reckoned.keys() == expected.keys()
    for id_, values in expected.items():
        assert reckoned[id_] == values, id_
    assert all(bool(kpi["reason"]) == (kpi["value"] is None) for kpi in told["kpis"])
    assert {kpi["sample"] for kpi in told["kpis"] if kpi["definition_id"] not in plain_sql.UNANSWERABLE} == {count}
    nodes = {
        node["id"]: (node["count"], node["amount_wan"], node["unpublished"], node["started"], node["own_count"])
        for node in told["chain"]["nodes"]
    }
    assert nodes == plain_sql.chain(connection)
    assert all(node["is_gap"] == (node["count"] == 0) for node in told["chain"]["nodes"])
    cells = {(cell["park_id"], cell["industry_id"]): (cell["count"], cell["inferred"]) for cell in told["matrix"]}
    assert {key: value for key, value in cells.items() if value[0]} == plain_sql.matrix(connection)


def check_announcements(told: dict[str, Any], connection: sqlite3.Connection) -> None:
    expected = plain_sql.events(connection)
    assert {event["id"] for event in told["events"]} == set(expected)
    parts = plain_sql.parts(connection)
    for event in told["events"]:
        announced, named, residual, contained = (event[k] for k in ("announced", "named", "residual", "contained"))
        assert {
            "announced": (announced["project_count"], announced["amount_wan"]),
            "named": (named["project_count"], named["amount_wan"], named["unpublished"], named["approximate"]),
            "residual": (residual["project_count"], residual["amount_wan"]),
            "contained": (contained["project_count"], contained["amount_wan"]),
            "ids": named["ids"],
            "contains": event["contains"],
        } == expected[event["id"]]
        for part in event["parts"]:
            if part["dimension"] == "industry":
                inner = part["named"]
                found = None if inner is None else (inner["project_count"], inner["amount_wan"])
                assert found == parts.pop((event["id"], part["key"]))
                if found is not None and part["announced"]["project_count"] is not None:
                    assert part["residual"]["project_count"] == part["announced"]["project_count"] - found[0]
    assert parts == {}


def check_documents(told: dict[str, Any], connection: sqlite3.Connection) -> None:
    found = {
        (case["entity"], case["entity_id"], case["field"]): sorted(
            (saying["statement_id"], int(saying["adopted"]), len(saying["places"])) for saying in case["sayings"]
        )
        for case in told["contradictions"]
    }
    assert found == plain_sql.contradictions(connection)
    indicators = {
        i["id"]: (
            *(i[key] for key in ("value", "value_text", "unit", "qualifier", "period", "scope", "kind")),
            int(i["is_contradicted"]),
            len(i["places"]),
        )
        for i in told["indicators"]
    }
    assert indicators == plain_sql.indicators(connection)
    pairs = plain_sql.repeats(connection)
    told_pairs = {(repeat["first_id"], repeat["second_id"]): repeat for repeat in told["repeats"]}
    assert len(told_pairs) == len(told["repeats"])
    for key, repeat in told_pairs.items():
        facts = pairs[key]
        assert repeat["decision"] == facts["decision"]
        assert 0 <= repeat["likeness"] <= 100
        assert any(r.startswith("同一单位") for r in repeat["reasons"]) == bool(facts["organisations"])
        assert any(r.startswith("同一活动") for r in repeat["reasons"]) == bool(facts["events"])
        assert any(r.startswith("录入时存疑") for r in repeat["reasons"]) == bool(facts["noted"])
    sure = {key for key, facts in pairs.items() if facts["noted"] or facts["decision"]}
    assert sure <= told_pairs.keys()
    hints = {key: [f for f in told["findings"] if f["key"] == key] for key in ("one_document", "backwards")}
    (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone()
    alone = plain_sql.one_document(connection) if documents > 1 else []
    assert [id_ for hint in hints["one_document"] for id_ in hint["project_ids"]] == alone
    assert [id_ for hint in hints["backwards"] for id_ in hint["project_ids"]] == plain_sql.backwards(connection)
    assert (told["mechanisms"], told["evidence"]) == connection.execute(
        "SELECT (SELECT count(*) FROM mechanisms), (SELECT count(*) FROM evidence)"
    ).fetchone()


def check_board(told: dict[str, Any], connection: sqlite3.Connection) -> None:
    expected = plain_sql.board(connection, AS_OF.isoformat())
    for column, wanted in zip(told["board"]["columns"], expected, strict=True):
        cards = {card["project_id"]: card for card in column["cards"]}
        assert len(cards) == min(column["count"], 200)
        for id_, card in cards.items():
            assert {key: card[key] for key in wanted["cards"][id_]} == wanted["cards"][id_]
        by_industry = {int(id_): count for id_, count in column["by_industry"].items()}
        lights = [card["light"] for card in wanted["cards"].values()]
        assert column["by_light"] == {light: lights.count(light) for light in set(lights)}
        assert {
            "count": column["count"],
            "amount_wan": column["amount_wan"],
            "unpublished": column["unpublished"],
            "by_industry": by_industry,
        } == {key: wanted[key] for key in ("count", "amount_wan", "unpublished", "by_industry")}
    plain_sql.choose(connection)
    everything = plain_sql.board(connection, AS_OF.isoformat())
    late = sorted(id_ for c in everything for id_, card in c["cards"].items() if card["light"] == "overdue")
    assert sorted(id_ for f in told["findings"] if f["key"] == "overdue" for id_ in f["project_ids"]) == late


@pytest.mark.parametrize(("filters", "where"), ASKED)
def test_the_built_in_ledger(built_ledger: Path, filters: Filters, where: str) -> None:
    with Ledger.open(built_ledger) as ledger:
        told = check(ledger, filters, where)
    assert told["events"]
    assert told["contradictions"]
    assert told["repeats"]
    assert told["indicators"]


# --- random ledgers -------------------------------------------------------------------------------------------------

STAGES = ("谋划", "洽谈", "签约", "落户", "开工", "在建", "完工", "投产", "投用", "达产")
KINDS = ("industry", "innovation", "city", "transport")
DATES = st.one_of(
    st.none(),
    st.integers(2019, 2027).map(str),
    st.tuples(st.integers(2019, 2027), st.integers(1, 12)).map(lambda d: f"{d[0]}-{d[1]:02d}"),
    st.dates(datetime.date(2019, 1, 1), datetime.date(2027, 12, 31)).map(str),
)
AMOUNTS = st.one_of(st.none(), st.integers(0, 3_000_000))
COUNTS = st.one_of(st.none(), st.integers(0, 12))
QUALIFIERS = st.sampled_from((None, "", "约", "超", "达"))
MOST = 8


def some(rows: st.SearchStrategy[Any], most: int, *, unique: bool = True) -> st.SearchStrategy[list[Any]]:
    """Lists of rows; none where there is nothing they could refer to."""
    return st.just([]) if rows.is_empty else st.lists(rows, max_size=most, unique=unique)


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, list[tuple[Any, ...]]]:
    """Rows by table; references always hold."""
    size = draw(st.integers(0, MOST))
    number = st.integers(1, size) if size else st.nothing()
    projects = []
    for id_ in range(1, size + 1):
        industry, track = draw(st.sampled_from(((None, None), (1, None), (1, 11), (2, None), (2, 21))))
        park = draw(st.sampled_from((None, 1, 2, 3)))
        basis = None if park is None else draw(st.sampled_from(("stated", "inferred")))
        projects.append((
            id_, draw(st.sampled_from(("芯片一厂", "芯片二厂", "医药园", "地铁七号线", "储能站"))) + str(id_),
            draw(st.sampled_from(KINDS)), industry, track, draw(AMOUNTS), draw(QUALIFIERS), park, basis,
            "city" if park is None else "park",
        ))  # fmt: skip
    count = draw(st.integers(0, 4))
    event = st.integers(1, count) if count else st.nothing()
    rows: dict[str, list[tuple[Any, ...]]] = {"projects": projects}
    rows["milestones"] = [
        (number_ + 1, *row)
        for number_, row in enumerate(
            draw(some(st.tuples(number, st.sampled_from(STAGES), DATES, st.integers(0, 1)), 14, unique=False))
        )
    ]
    rows["events"] = [
        (id_, f"活动{id_}", draw(st.sampled_from(("signing", "groundbreaking", "period"))), draw(DATES), draw(COUNTS),
         draw(QUALIFIERS), draw(AMOUNTS), draw(QUALIFIERS))
        for id_ in range(1, count + 1)
    ]  # fmt: skip
    rows["event_projects"] = draw(some(st.tuples(event, number), 10))
    pairs = st.tuples(event, event).filter(lambda pair: pair[0] != pair[1])
    rows["event_containments"] = draw(some(pairs if count > 1 else st.nothing(), 5))
    keys = st.sampled_from(("信息", "健康", "大健康", "没有这个产业"))
    rows["event_parts"] = [
        (event_id, key, draw(COUNTS), draw(AMOUNTS)) for event_id, key in draw(some(st.tuples(event, keys), 5))
    ]
    rows["project_organisations"] = draw(some(st.tuples(number, st.integers(1, 2)), 8))
    two = st.tuples(number, number).filter(lambda pair: pair[0] < pair[1])
    rows["repeat_decisions"] = [
        (*pair, draw(st.sampled_from(("same", "different"))))
        for pair in draw(some(two if size > 1 else st.nothing(), 3))
    ]
    rows["suspicions"] = draw(some(two if size > 1 else st.nothing(), 3))
    rows["project_directions"] = draw(some(st.tuples(number, st.sampled_from((111, 112, 211))), 6))
    things = st.sampled_from((("projects", 1), ("events", 1), ("indicators", 1), ("indicators", 2)))
    rows["statements"] = draw(
        st.lists(
            st.tuples(things, st.sampled_from(("value", "stage")), st.sampled_from("甲乙"), st.integers(0, 1)),
            max_size=8,
        )
    )
    rows["evidence"] = draw(some(st.tuples(number, st.sampled_from(("d1", "d2", "d3"))), 8))
    rows["indicators"] = [
        (
            id_,
            draw(st.one_of(st.none(), st.floats(-1e6, 1e6))),
            draw(DATES),
            draw(st.sampled_from(("actual", "target"))),
        )
        for id_ in range(1, draw(st.integers(0, 3)) + 1)
    ]
    return rows


VOCABULARY = (
    "INSERT INTO taxonomies (id, name, valid_from) VALUES (1, '新', '2022'), (2, '旧', '2020')",
    """INSERT INTO industries (id, taxonomy_id, parent_id, level, name) VALUES (1, 1, NULL, 1, '信息'),
        (2, 1, NULL, 1, '健康'), (11, 1, 1, 2, '芯片'), (21, 1, 2, 2, '医药'), (111, 1, 11, 3, '功率'),
        (112, 1, 11, 3, '存储'), (211, 1, 21, 3, '疫苗'), (90, 2, NULL, 1, '大健康')""",
    "INSERT INTO industry_crosswalk (from_id, to_id) VALUES (90, 2)",
    """INSERT INTO parks (id, name, kind, parent_id) VALUES (1, '城', '科学城', NULL), (2, '甲园', '园区', 1),
        (3, '甲园东区', '园区', 2)""",
    "INSERT INTO organisations (id, name) VALUES (1, '芯一公司'), (2, '药谷集团')",
    """INSERT INTO documents (id, title, published, sha256) VALUES ('d1', '一', '2020-09', 'a'),
        ('d2', '二', '2022-05', 'b'), ('d3', '三', NULL, 'c')""",
)

INSERTS = {
    "projects": """projects (id, name, kind, industry_id, track_id, amount_wan, amount_qualifier, park_id, park_basis,
        position_basis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
    "milestones": "milestones (id, project_id, stage, date, is_planned, basis) VALUES (?, ?, ?, ?, ?, 'stated')",
    "events": """events (id, name, kind, held_on, project_count, count_qualifier, amount_wan, amount_qualifier)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
    "event_projects": "event_projects (event_id, project_id) VALUES (?, ?)",
    "event_containments": "event_containments (event_id, contains_id) VALUES (?, ?)",
    "event_parts": "event_parts (event_id, dimension, key, project_count, amount_wan) VALUES (?, 'industry', ?, ?, ?)",
    "project_organisations": "project_organisations (project_id, organisation_id) VALUES (?, ?)",
    "repeat_decisions": "repeat_decisions (first_id, second_id, verdict) VALUES (?, ?, ?)",
    "suspicions": "suspicions (entity, entity_id, other_id, reason) VALUES ('projects', ?, ?, '存疑')",
    "project_directions": "project_directions (project_id, industry_id, basis) VALUES (?, ?, 'inferred')",
    "indicators": "indicators (id, name, value, period, kind) VALUES (?, '指标', ?, ?, ?)",
}


@contextmanager
def written(rows: dict[str, list[tuple[Any, ...]]]) -> Iterator[Ledger]:
    connection = create_ledger_connection(Path(":memory:"))
    with closing(connection), connection:
        for statement in VOCABULARY:
            connection.execute(statement)
        for table, sql in INSERTS.items():
            connection.executemany(f"INSERT INTO {sql}", rows[table])
        connection.executemany(
            """INSERT INTO statements (entity, entity_id, field, value, document_id, adopted)
            VALUES (?, ?, ?, ?, 'd1', ?)""",
            ((*thing, field, value, adopted) for thing, field, value, adopted in rows["statements"]),
        )
        connection.executemany(
            """INSERT INTO evidence (entity, entity_id, field, document_id, "start", "end")
            VALUES ('projects', ?, 'name', ?, 1, 2)""",
            rows["evidence"],
        )
        connection.commit()
        yield Ledger(connection, Path(":memory:"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(ledgers(), st.sampled_from(ASKED))
def test_random_ledgers(rows: dict[str, list[tuple[Any, ...]]], asked: tuple[Filters, str]) -> None:
    with written(rows) as ledger:
        check(ledger, *asked)
