"""What a project shares with others: as plain SQL and as the filters count it; and a card costs look-ups, no scans."""

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import db.cards
from db.filters import DIMENSION_FIELDS, Filters
from db.index.column_loading import load_columns
from db.ledger import Ledger
from db.lists.ledger_lists import LedgerLists
from db.related import MEMBERS_SQL, MOST_COUNTED, OWN_SQL, SHOWN, load_related
from db.synthetic import write_synthetic_ledger


def test_counts_and_names_are_those_the_filter_gives(built_ledger: Path) -> None:
    with Ledger.open(built_ledger) as ledger, ledger.reading() as connection:
        columns = load_columns(connection)
        seen = 0
        for project_id in columns.ids.tolist():
            for related in load_related(connection, project_id):
                chosen = Filters().with_(**{DIMENSION_FIELDS[related.dimension]: [related.id]})
                same = columns.ids[columns.mask(chosen)].tolist()
                assert project_id in same
                assert related.count == len(same)
                others = [id_ for id_ in same if id_ != project_id]
                assert {id_ for id_, _ in related.others} <= set(others)
                assert len(related.others) == min(len(others), SHOWN)
                assert all(columns.names[int(columns.rows_of([id_])[0])] == name for id_, name in related.others)
                assert related.name == columns.dimensions[related.dimension].name_of(related.id)
                seen += 1
        assert seen > 50


def test_what_is_shared_with_nobody_is_left_out(ledger: Ledger) -> None:
    related = {(each.dimension, each.name): each for each in ledger.get_card(3).related}
    assert set(related) == {("organisation", "药谷集团"), ("event", "一月签约")}
    assert related["organisation", "药谷集团"].count == 2, "two roles in one project are one project"
    assert related["organisation", "药谷集团"].others == ((7, "丙岛医院"),)
    assert ledger.get_card(6).related == ()


def test_own_lists_are_shared_too(ledger: Ledger, now: datetime.datetime) -> None:
    LedgerLists(ledger).create("跟踪", [5, 6], now)
    (shared,) = ledger.get_card(6).related
    assert (shared.dimension, shared.name, shared.count, shared.others) == ("list", "跟踪", 2, ((5, "地铁延长线"),))
    assert [(each.name, each.is_own) for each in ledger.get_card(6).lists] == [("跟踪", True)]


def test_a_circle_of_parks_ends(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        connection.execute("UPDATE parks SET parent_id = 3 WHERE id = 2")
        park = next(each for each in load_related(connection, 1) if each.dimension == "park")
        assert park.count >= 2


def test_counting_ends_at_a_bound(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.related.MOST_COUNTED", 2)
    with ledger.reading() as connection:
        park = next(each for each in load_related(connection, 1) if each.dimension == "park")
    assert park.count == 2


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An invented ledger with evidence, statements and suspicions for every project."""
    path = tmp_path_factory.mktemp("large") / "large.kxc"
    write_synthetic_ledger(path, 20_000)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("""
            INSERT OR IGNORE INTO documents (id, title, sha256) VALUES ('d', 'd', '');
            INSERT INTO evidence (entity, entity_id, field, document_id, "start", "end")
                SELECT 'projects', id, 'name', 'd', 1, 2 FROM projects
                UNION ALL SELECT 'milestones', id, 'stage', 'd', 1, 2 FROM milestones;
            INSERT INTO statements (entity, entity_id, field, value, document_id, adopted)
                SELECT 'projects', id, 'name', 'x', 'd', 1 FROM projects;
            INSERT INTO suspicions (entity, entity_id, other_id, reason)
                SELECT 'projects', id, id + 1, 'x' FROM projects WHERE id % 2;
            INSERT INTO lists (id, name) SELECT id + 1000, 'l' || id FROM projects WHERE id <= 500;
            INSERT INTO list_items SELECT 1000 + 1 + id % 500, id, NULL FROM projects;
            ANALYZE;
        """)
        yield connection


CARD_SQL = {name: sql for name, sql in vars(db.cards).items() if name.startswith("_") and name.endswith("_SQL")}


@pytest.mark.parametrize("name", [*CARD_SQL, *(f"own {key}" for key in OWN_SQL), *(f"of {key}" for key in MEMBERS_SQL)])
def test_every_question_of_a_card_is_answered_from_an_index(large: sqlite3.Connection, name: str) -> None:
    kind, _, key = name.partition(" ")
    questions = {"own": OWN_SQL, "of": MEMBERS_SQL}
    sql = questions[kind][key] if key else CARD_SQL[name]  # type: ignore[index]
    values: object = {"id": 7, "most": MOST_COUNTED} if ":id" in sql else (7,)
    plan = [row[3] for row in large.execute(f"EXPLAIN QUERY PLAN {sql}", values)]  # type: ignore[arg-type]
    # What recursion and the one constant row look through is what was found just before, never a table.
    scans = [step for step in plan if step.startswith("SCAN") and step not in _NO_TABLES]
    assert scans == [], plan
    whole = [step for step in plan if "SEARCH" in step and step.endswith(("(entity=?)", "(is_planned=?)"))]
    assert whole == [], "the index is entered by the project, not by the kind of thing"


_NO_TABLES = ("SCAN above", "SCAN under", "SCAN CONSTANT ROW")


def test_a_card_reads_few_rows_whatever_the_size(large: sqlite3.Connection) -> None:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    large.set_progress_handler(count, 1000)
    card = db.cards.load_card(large, 11)
    large.set_progress_handler(None, 0)
    assert card.related
    assert steps * 1000 < 400_000, "thousands of the database's steps, not of the ledger's rows"
