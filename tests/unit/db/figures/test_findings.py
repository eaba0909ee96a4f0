"""Hints: each rule finds its matter, names its rows, and is silent without it."""

import datetime
import sqlite3
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures.contradictions import Place
from db.figures.findings import Finding, count_groups, find_findings
from db.figures.repeats import decide_repeat
from db.figures.stage_board import find_urgent
from db.index.columns import ProjectColumns
from db.ledger import Ledger

TODAY = datetime.date(2025, 6, 15)


@pytest.fixture
def connection(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """A copy of the invented ledger to change."""
    copy = sqlite3.connect(":memory:")
    with ledger.reading() as original:
        original.backup(copy)
    yield copy
    copy.close()


def find(
    connection: sqlite3.Connection, columns: ProjectColumns, key: str, today: datetime.date = TODAY
) -> list[Finding]:
    urgency = find_urgent(connection, columns, today)
    return [finding for finding in find_findings(connection, urgency) if finding.key == key]


def test_totals_that_contain_others_leave_a_remainder(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    (finding,) = find(connection, columns, "nested")
    assert finding.event_ids == (2, 1)
    assert "约 7 项" in finding.words, "10 announced, 3 of them in January"
    connection.execute("UPDATE events SET project_count = 3 WHERE id = 2")
    assert find(connection, columns, "nested") == []


def test_named_of_announced_counts_no_announcement_twice(
    connection: sqlite3.Connection, columns: ProjectColumns
) -> None:
    connection.execute("UPDATE events SET kind = 'signing'")
    (finding,) = find(connection, columns, "named_short")
    assert finding.event_ids == (2,), "January is inside"
    assert tuple(finding.project_ids) == (1, 3, 7)
    assert "共报 10 个" in finding.words


def test_a_plan_whose_time_is_over(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    assert {tuple(finding.project_ids) for finding in find(connection, columns, "overdue")} == {(1,), (4,)}
    connection.execute("INSERT INTO milestones VALUES (99, 1, '投产', '2024-12', 0, 'stated', NULL)")
    assert {f.project_ids for f in find(connection, columns, "overdue", datetime.date(2023, 5, 1))} == set()


def test_suspects_with_more_than_one_reason_would_make_fewer(
    connection: sqlite3.Connection, columns: ProjectColumns
) -> None:
    (finding,) = find(connection, columns, "repeats")
    assert tuple(finding.project_ids) == (3, 7)
    assert "7 个实为 6 个" in finding.words
    with connection:
        decide_repeat(connection, 3, 7, "different", datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    assert find(connection, columns, "repeats") == []


def test_pairs_that_share_a_project_would_be_one(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    with connection:
        for pair in ((1, 2), (4, 5), (2, 5)):
            decide_repeat(connection, *pair, "same", now)
    (finding,) = find(connection, columns, "repeats")
    assert tuple(finding.project_ids) == (1, 2, 3, 4, 5, 7)
    assert "4 对" in finding.words
    assert "7 个实为 3 个" in finding.words, "1, 2, 4 and 5 are one; 3 and 7 another; 6"


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)).filter(lambda pair: pair[0] != pair[1]), min_size=1))
def test_groups_are_those_of_joining_pair_by_pair(pairs: list[tuple[int, int]]) -> None:
    groups = [{id_} for id_ in {id_ for pair in pairs for id_ in pair}]
    for first, second in pairs:
        one, other = (next(group for group in groups if id_ in group) for id_ in (first, second))
        if one is not other:
            groups.remove(other)
            one |= other
    ids, count = count_groups(np.array(pairs, np.int64))
    assert (ids.tolist(), count) == (sorted(id_ for group in groups for id_ in group), len(groups))


def test_a_long_chain_of_pairs_is_one_group() -> None:
    ids = np.random.default_rng(1).permutation(50_000)
    found, count = count_groups(np.column_stack((ids[:-1], ids[1:])))
    assert (len(found), count) == (50_000, 1)


def test_what_documents_state_differently(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    (finding,) = find(connection, columns, "differ")
    assert tuple(finding.project_ids) == (7,)
    assert "百亿级 / 约105亿" in finding.words


def test_a_count_with_fewer_names_behind_it(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    connection.executemany(
        "INSERT INTO statements VALUES (?, 'indicators', 1, 'value', ?, 'd1', ?)", [(90, "6家", 1), (91, "甲、乙", 0)]
    )
    connection.execute("INSERT INTO evidence VALUES (900, 'statements', 91, 'value', 'd1', 3, 9)")
    (finding,) = find(connection, columns, "list_short")
    assert "6家，只列出 2 个" in finding.words
    assert finding.places == (Place("d1", 3, 9),)
    assert not any("甲、乙" in other.words for other in find(connection, columns, "differ"))


def test_a_list_that_names_fewer_than_it_counts(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    connection.execute("INSERT INTO indicators (id, name, value, kind) VALUES (9, '十大项目', 10, 'target')")
    assert "称 10 个，只点名 1 个" in find(connection, columns, "list_short")[0].words


def test_later_stages_before_earlier_ones(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    assert find(connection, columns, "backwards") == []
    connection.execute("INSERT INTO milestones VALUES (99, 1, '在建', '2020-12', 0, 'stated', NULL)")
    (finding,) = find(connection, columns, "backwards")
    assert tuple(finding.project_ids) == (1,)


def test_a_year_is_not_before_its_own_months(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    connection.execute("INSERT INTO milestones VALUES (99, 1, '在建', '2021', 0, 'stated', NULL)")
    assert find(connection, columns, "backwards") == []


def test_gaps_between_documents_and_their_age(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    (gap,) = find(connection, columns, "gap")
    assert "2022-05 到 2023-03 之间 9 个月" in gap.words
    (old,) = find(connection, columns, "old")
    assert "距今 27 个月" in old.words
    assert find(connection, columns, "old", datetime.date(2023, 6, 1)) == []


def test_projects_seen_in_one_document_only_equal_plain_sql(
    connection: sqlite3.Connection, columns: ProjectColumns
) -> None:
    (finding,) = find(connection, columns, "one_document")
    rows = connection.execute("SELECT project_id, document_id FROM project_evidence").fetchall()
    documents = {project_id: {d for p, d in rows if p == project_id} for project_id, _ in rows}
    assert tuple(finding.project_ids) == tuple(sorted(p for p, found in documents.items() if len(found) == 1))


def test_amounts_without_places_make_an_empty_map(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    assert find(connection, columns, "unmapped") == []
    connection.execute("UPDATE projects SET amount_wan = CASE WHEN position_basis = 'city' THEN 1 END")
    assert len(find(connection, columns, "unmapped")) == 1
