"""The industry chain: what hangs where, gaps, what is only counted in print; parks beside industries."""

import sqlite3
from collections.abc import Iterator

import numpy as np
import pytest

from db.figures.chains import Chain, ChainNode, build_chain, build_matrix
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger


@pytest.fixture
def connection(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """A copy of the invented ledger to change."""
    copy = sqlite3.connect(":memory:")
    with ledger.reading() as original:
        original.backup(copy)
    yield copy
    copy.close()


def build(connection: sqlite3.Connection, columns: ProjectColumns, filters: Filters | None = None) -> Chain:
    return build_chain(connection, columns, columns.mask(filters or Filters()))


def node(chain: Chain, name: str) -> ChainNode:
    return next(node for node in chain.nodes if node.name == name)


def test_projects_hang_on_their_track_or_below_their_industry(
    connection: sqlite3.Connection, columns: ProjectColumns
) -> None:
    chain = build(connection, columns)
    assert node(chain, "集成电路").own_ids == (1,)
    assert node(chain, "功率器件").own_ids == (2,)
    assert node(chain, "信息").count == 2
    assert next(n for n in chain.nodes if n.id == -2).own_ids == (3,), "健康 without a track"
    assert next(n for n in chain.nodes if n.id == 0).own_ids == (5, 6)


def test_a_direction_that_was_read_is_marked_so(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    medicine = node(build(connection, columns), "生物医药")
    assert (medicine.own_ids, medicine.read_ids) == ((4, 7), (4,))


def test_a_project_on_several_directions_counts_once_above_them(
    connection: sqlite3.Connection, columns: ProjectColumns
) -> None:
    connection.execute("INSERT INTO industries VALUES (13, 2, 11, 3, '封测', '#111111', 'square', 'stated')")
    connection.executemany("INSERT INTO project_directions VALUES (1, ?, 'inferred')", [(12,), (13,)])
    chain = build(connection, columns)
    assert node(chain, "封测").own_ids == (1,)
    assert node(chain, "功率器件").own_ids == (1, 2)
    assert node(chain, "集成电路").own_ids == (), "its directions say more"
    assert (node(chain, "集成电路").count, node(chain, "集成电路").amount_wan) == (2, 205000)


def test_gaps_are_the_lowest_nodes_the_ledger_has_nothing_on(
    connection: sqlite3.Connection, columns: ProjectColumns
) -> None:
    connection.execute("INSERT INTO industries VALUES (13, 2, 11, 3, '封测', '#111111', 'square', 'stated')")
    assert build(connection, columns).gaps == (13,)
    assert set(build(connection, columns, Filters(industries=frozenset({1}))).gaps) == {13, 21}


def test_every_node_equals_plain_sql(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    sql = """WITH RECURSIVE below (root, id) AS (SELECT id, id FROM industries WHERE taxonomy_id = 2
            UNION SELECT b.root, i.id FROM below AS b JOIN industries AS i ON i.parent_id = b.id)
        SELECT b.root, count(DISTINCT p.id) FROM below AS b LEFT JOIN projects AS p ON p.industry_id = b.id
            OR p.track_id = b.id OR p.id IN (SELECT project_id FROM project_directions WHERE industry_id = b.id)
        GROUP BY b.root"""
    (current,) = connection.execute("SELECT DISTINCT taxonomy_id FROM industries WHERE name = '信息'").fetchone()
    counts = dict(connection.execute(sql.replace("taxonomy_id = 2", f"taxonomy_id = {current}")).fetchall())
    assert {n.id: n.count for n in build(connection, columns).nodes if n.id > 0} == counts


def test_printed_counts_stand_beside_the_tree(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    connection.execute("INSERT INTO indicators (id, name, value, kind) VALUES (9, '产业方向', 59, 'actual')")
    assert build(connection, columns).printed == {2: (2, None), 3: (1, 59)}


def test_cells_are_what_is_declared_or_recorded(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    cells = {
        (cell.park_id, cell.industry_id): (cell.count, cell.inferred, cell.is_declared)
        for cell in build_matrix(connection, columns, np.ones(len(columns), np.bool_))
    }
    assert cells[2, 1] == (2, 1, True), "甲园 is for 信息: one printed there, one inferred"
    assert cells[5, 2] == (1, 0, False)
    assert all(count or declared for count, _, declared in cells.values())
    assert sum(count for count, _, _ in cells.values()) == len(columns)


def test_organisations_stand_on_the_nodes_of_their_projects(
    connection: sqlite3.Connection, columns: ProjectColumns
) -> None:
    chain = build(connection, columns)
    (chips,) = node(chain, "集成电路").organisations
    assert (chips.name, chips.count, chips.roles, chips.tags) == ("芯一公司", 1, ("投资方",), ("世界500强",))
    below_health = next(n for n in chain.nodes if n.id == -2)
    assert [(one.name, one.roles) for one in below_health.organisations] == [
        ("药谷集团", ("投资方", "运营方")),
        ("甲大学", ("合作方",)),
    ]
    assert node(chain, "功率器件").organisations == (), "its project has none recorded"


def test_organisations_are_counted_beyond_those_named(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    chain = build_chain(connection, columns, columns.mask(Filters()), limit=1)
    below_health = next(n for n in chain.nodes if n.id == -2)
    assert ([one.name for one in below_health.organisations], below_health.organisation_count) == (["药谷集团"], 2)


def test_organisations_follow_the_result(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    chain = build(connection, columns, Filters(industries=frozenset({2})))
    assert node(chain, "集成电路").organisations == ()


def test_relations_are_what_is_printed_and_what_is_read_says_so(
    connection: sqlite3.Connection, columns: ProjectColumns
) -> None:
    connection.execute("INSERT INTO evidence VALUES (99, 'chain_relations', 1, 'words', 'd1', 4, 8)")
    supports, supplies = build(connection, columns).relations
    assert (supports.source.name, supports.kind, supports.target.name) == ("芯片一厂", "支撑", "功率器件")
    assert (supports.target.words, supports.target.basis, supports.is_read) == ("功率芯片", "inferred", True)
    assert [(place.document_id, place.start, place.end) for place in supports.places] == [("d1", 4, 8)]
    assert (supplies.source.words, supplies.source.name) == ("芯一", "芯一公司")
    assert (supplies.target.entity, supplies.target.id, supplies.target.name) == ("", 0, "下游厂商")
    assert supplies.note == "示例"


def test_nodes_without_a_printed_relation_are_kept(connection: sqlite3.Connection, columns: ProjectColumns) -> None:
    assert build(connection, columns).unrelated == (21,), (
        "生物医药; 功率器件 has one, and it is the lowest of its track"
    )
