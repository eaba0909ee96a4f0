"""Announcements beside the ledger, against the invented pack and against plain SQL."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.figures.reconciliation import Published, judge, read_scale, reconcile_events
from db.figures.records import EventFigures, NamedSum, PartFigures
from db.id_set import IdSet
from db.index.columns import ProjectColumns
from db.ledger import Ledger


@pytest.fixture
def events(ledger: Ledger) -> dict[str, EventFigures]:
    with ledger.reading() as connection:
        return {event.name: event for event in reconcile_events(connection)}


def test_named_residual_and_parts(events: dict[str, EventFigures]) -> None:
    january = events["一月签约"]
    assert (tuple(january.named.ids), january.named.amount_wan, january.named.unpublished) == ((1, 3), 125000, 1)
    assert (january.remaining, january.remaining_amount_wan) == (1, 75000)
    assert {(part.key, part.project_count, part.remaining) for part in january.parts} == {
        ("信息", 2, 1),
        ("健康", 1, 0),
    }
    assert [verdict.key for verdict in january.verdicts] == ["some_named", "amounts_withheld", "parts_agree"]
    assert not january.has_conflict


def test_amounts_in_memory_say_the_same_as_those_looked_up(ledger: Ledger, columns: ProjectColumns) -> None:
    with ledger.reading() as connection:
        assert reconcile_events(connection, columns) == reconcile_events(connection)


def test_columns_that_lack_a_project_are_not_asked(ledger: Ledger, ledger_path: Path) -> None:
    stale = ledger.load_columns()
    with closing(sqlite3.connect(ledger_path)) as connection, connection:
        connection.execute("UPDATE projects SET amount_wan = 7 WHERE id = 3")
        connection.execute(
            "INSERT INTO projects (id, name, kind, amount_wan, position_basis)"
            " VALUES (99, '新来的', 'industry', 3, 'city')"
        )
        connection.execute("INSERT INTO event_projects (event_id, project_id) VALUES (1, 99)")
    with ledger.reading() as connection:
        (january,) = [event for event in reconcile_events(connection, stale) if event.id == 1]
    assert (tuple(january.named.ids), january.named.amount_wan) == ((1, 3, 99), 125000 + 7 + 3)


def test_a_project_inside_two_announcements_counts_once(events: dict[str, EventFigures]) -> None:
    year, january = events["全年累计"], events["一月签约"]
    assert year.contains == (january.id,)
    assert january.contained_in == (year.id,)
    assert tuple(year.named.ids) == (1, 3, 7), "its own and those of January"
    assert (year.contained_count, year.contained_amount_wan) == (3, 200000)


def test_containment_that_goes_in_circles_ends(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        copy = sqlite3.connect(":memory:")
        connection.backup(copy)
    copy.execute("INSERT INTO event_containments VALUES (1, 2, 'inferred')")
    assert {tuple(event.named.ids) for event in reconcile_events(copy)} == {(1, 3, 7)}
    copy.close()


def test_parts_in_words_of_an_earlier_taxonomy_find_their_projects(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        copy = sqlite3.connect(":memory:")
        connection.backup(copy)
    copy.execute("UPDATE event_parts SET key = '大健康' WHERE key = '健康'")
    (january,) = [event for event in reconcile_events(copy) if event.id == 1]
    assert {part.key: tuple(part.named.ids) for part in january.parts if part.named} == {"信息": (1,), "大健康": (3,)}
    copy.close()


def test_a_part_that_the_ledger_cannot_tell_has_no_named(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        copy = sqlite3.connect(":memory:")
        connection.backup(copy)
    copy.execute("UPDATE event_parts SET dimension = 'mood', key = '好' WHERE key = '健康'")
    (january,) = [event for event in reconcile_events(copy) if event.id == 1]
    part = next(part for part in january.parts if part.dimension == "mood")
    assert (part.named, part.remaining) == (None, None)
    copy.close()


@pytest.mark.parametrize(
    ("count", "amount", "named", "keys", "conflict"),
    [
        ((3, None), (None, None), NamedSum(IdSet((1, 2, 3)), IdSet(()), 0, 0), ["all_named"], False),
        ((2, None), (None, None), NamedSum(IdSet((1, 2, 3)), IdSet(()), 0, 0), ["more_named"], True),
        ((2, "余"), (None, None), NamedSum(IdSet((1, 2, 3)), IdSet(()), 0, 0), ["more_named"], False),
        ((None, None), (None, None), NamedSum(IdSet((1,)), IdSet(()), 0, 0), ["count_unpublished"], False),
        ((3, None), (100, None), NamedSum(IdSet(), IdSet(), 0, 0), ["none_named", "amounts_remain"], False),
        ((1, None), (100, None), NamedSum(IdSet((1,)), IdSet((1,)), 100, 0), ["all_named", "amounts_agree"], False),
        ((1, None), (100, None), NamedSum(IdSet((1,)), IdSet((1,)), 90, 0), ["all_named", "amounts_differ"], True),
        ((1, None), (100, None), NamedSum(IdSet((1,)), IdSet((1,)), 90, 1), ["all_named", "amounts_differ"], False),
        ((1, None), (100, "达"), NamedSum(IdSet((1,)), IdSet((1,)), 120, 0), ["all_named", "amounts_exceed"], True),
        ((1, None), (100, "超"), NamedSum(IdSet((1,)), IdSet((1,)), 120, 0), ["all_named", "amounts_exceed"], False),
        ((2, None), (100, None), NamedSum(IdSet((1, 2)), IdSet((1,)), 60, 0), ["all_named", "amounts_withheld"], False),
    ],
)
def test_verdicts(
    count: tuple[int | None, str | None],
    amount: tuple[int | None, str | None],
    named: NamedSum,
    keys: list[str],
    conflict: bool,
) -> None:
    verdicts = list(judge(Published(*count), Published(*amount), named, ()))
    assert [verdict.key for verdict in verdicts] == keys
    assert any(verdict.is_conflict for verdict in verdicts) == conflict
    assert all(verdict.words for verdict in verdicts)


@pytest.mark.parametrize(("counts", "key"), [((7, 10, 4, 20), "parts_agree"), ((7, 10, 4, 19), "parts_differ")])
def test_parts_add_up_or_conflict(counts: tuple[int, ...], key: str) -> None:
    parts = [PartFigures("industry", str(place), count, None, None, None) for place, count in enumerate(counts)]
    verdicts = list(judge(Published(41), Published(None), NamedSum(IdSet(), IdSet(), 0, 0), parts))
    assert verdicts[-1].key == key
    assert verdicts[-1].is_conflict == (key == "parts_differ")


def test_a_split_with_an_unpublished_part_is_not_added_up() -> None:
    parts = [PartFigures("industry", "甲", 7, None, None, None), PartFigures("industry", "乙", None, None, None, None)]
    assert [v.key for v in judge(Published(41), Published(None), NamedSum(IdSet(), IdSet(), 0, 0), parts)] == [
        "none_named"
    ]


@pytest.mark.parametrize(
    ("key", "least_wan"), [("100亿级", 1_000_000), ("百亿级", 1_000_000), ("千亿级", 10_000_000), ("大型", None)]
)
def test_size_bands_are_read(key: str, least_wan: int | None) -> None:
    assert read_scale(key) == least_wan


def test_every_number_equals_plain_sql(ledger: Ledger, events: dict[str, EventFigures]) -> None:
    sql = """WITH RECURSIVE inside (root, id) AS (
            SELECT id, id FROM events
            UNION SELECT i.root, c.contains_id FROM inside AS i JOIN event_containments AS c ON c.event_id = i.id)
        SELECT e.name, count(DISTINCT p.id), e.project_count - count(DISTINCT p.id),
            coalesce((SELECT sum(q.amount_wan) FROM projects AS q WHERE q.id IN
                (SELECT l.project_id FROM inside AS n JOIN event_projects AS l ON l.event_id = n.id
                 WHERE n.root = e.id)), 0)
        FROM events AS e JOIN inside AS i ON i.root = e.id
        LEFT JOIN event_projects AS l ON l.event_id = i.id LEFT JOIN projects AS p ON p.id = l.project_id
        GROUP BY e.id"""
    with ledger.reading() as connection:
        rows = connection.execute(sql).fetchall()
    assert {(e.name, len(e.named.ids), e.remaining, e.named.amount_wan) for e in events.values()} == set(rows)
