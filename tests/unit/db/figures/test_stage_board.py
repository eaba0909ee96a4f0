"""The stage board: columns, ages, what comes next, and the lights."""

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from db.figures import stage_board
from db.figures.stage_board import LIGHTS, StageBoard, Thresholds, build_stage_board, find_urgent
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from db.schema import STAGES
from db.synthetic import write_synthetic_ledger

TODAY = datetime.date(2025, 6, 15)


def build(ledger: Ledger, columns: ProjectColumns, today: datetime.date = TODAY, **options: object) -> StageBoard:
    with ledger.reading() as connection:
        return build_stage_board(connection, columns, np.ones(len(columns), np.bool_), today, **options)  # type: ignore[arg-type]


def test_every_project_stands_in_one_column_by_its_stage(ledger: Ledger, columns: ProjectColumns) -> None:
    board = build(ledger, columns)
    with ledger.reading() as connection:
        stages = dict(connection.execute("SELECT project_id, stage FROM project_status"))
    placed = {card.project_id: column.stages for column in board.columns for card in column.cards}
    assert placed.keys() == set(columns.ids.tolist())
    for project_id, column in placed.items():
        assert stages.get(project_id) in (column or (None,))


def test_a_column_adds_up_its_projects(ledger: Ledger, columns: ProjectColumns) -> None:
    column = next(column for column in build(ledger, columns).columns if column.stages == ("在建",))
    assert (column.count, column.amount_wan, column.unpublished, dict(column.by_industry)) == (1, 1050000, 0, {2: 1})


@pytest.mark.parametrize(
    ("today", "light", "months"),
    [
        (datetime.date(2024, 12, 31), "planned", 0),
        (datetime.date(2025, 1, 1), "overdue", 1),
        (datetime.date(2026, 2, 1), "overdue", 14),
    ],
)
def test_a_planned_step_is_overdue_when_its_whole_time_is_over(
    ledger: Ledger, columns: ProjectColumns, today: datetime.date, light: str, months: int
) -> None:
    cards = {card.project_id: card for column in build(ledger, columns, today).columns for card in column.cards}
    assert (cards[1].next_stage, cards[1].next_date) == ("投产", "2024")
    assert (cards[1].light, cards[1].overdue_months) == (light, months)


@pytest.mark.parametrize("thresholds", [Thresholds(), Thresholds(grace_months=6), Thresholds(quiet_months=3)])
def test_what_is_urgent_is_what_the_whole_board_lights(tmp_path: Path, thresholds: Thresholds) -> None:
    path = tmp_path / "many.kxc"
    write_synthetic_ledger(path, 700, seed=5)
    today = datetime.date(2026, 3, 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE documents SET published = '2026-01'")
    with Ledger.open(path) as ledger:
        columns = ledger.load_columns()
        board = build(ledger, columns, today, thresholds=thresholds, limit=700)
        cards = [card for column in board.columns for card in column.cards]
        with ledger.reading() as connection:
            urgency = find_urgent(connection, columns, today, thresholds)
    lit = {light: [card for card in cards if card.light == light] for light in ("overdue", "quiet")}
    assert all(map(len, lit.values())), "or nothing is compared"
    assert list(urgency.overdue) == lit["overdue"]
    assert list(urgency.quiet) == sorted(card.project_id for card in lit["quiet"])


def test_grace_puts_the_light_off(ledger: Ledger, columns: ProjectColumns) -> None:
    board = build(ledger, columns, thresholds=Thresholds(grace_months=6))
    cards = {card.project_id: card for column in board.columns for card in column.cards}
    assert cards[1].light == "planned"
    assert cards[1].overdue_months == 6


def test_what_was_not_reported_for_long_has_gone_quiet_unless_finished(ledger: Ledger, columns: ProjectColumns) -> None:
    board = build(ledger, columns, thresholds=Thresholds(quiet_months=9))
    lights = {card.project_id: card.light for column in board.columns for card in column.cards}
    assert lights[3] == "quiet", "last reported in 2022-05, the newest document is of 2023-03"
    assert lights[2] == "none", "in use since 2020: nothing is awaited"
    assert build(ledger, columns, thresholds=Thresholds(quiet_months=10)).columns[2].by_light == {"none": 1}


def test_cards_are_bounded_counts_are_not(ledger: Ledger, columns: ProjectColumns) -> None:
    board = build(ledger, columns, limit=0)
    assert sum(column.count for column in board.columns) == len(columns)
    assert not any(column.cards for column in board.columns)


def test_age_counts_from_the_end_of_a_date(ledger: Ledger, columns: ProjectColumns) -> None:
    cards = {card.project_id: card for column in build(ledger, columns).columns for card in column.cards}
    assert (cards[1].date, cards[1].age_months) == ("2021", 42)
    assert (cards[7].date, cards[7].age_months) == ("", None)


def test_last_seen_is_the_newest_document_that_speaks_of_it(ledger: Ledger, columns: ProjectColumns) -> None:
    cards = {card.project_id: card for column in build(ledger, columns).columns for card in column.cards}
    with ledger.reading() as connection:
        rows = connection.execute(
            """SELECT e.entity_id, max(d.published) FROM evidence AS e JOIN documents AS d ON d.id = e.document_id
               WHERE e.entity = 'projects' GROUP BY e.entity_id"""
        ).fetchall()
    assert rows
    assert all(cards[project_id].last_seen >= published for project_id, published in rows)
    assert cards[5].last_seen == ""


def test_a_step_reached_since_is_no_plan(ledger: Ledger, columns: ProjectColumns) -> None:
    with ledger.reading() as connection:
        copy = sqlite3.connect(":memory:")
        connection.backup(copy)
    copy.execute("INSERT INTO milestones VALUES (99, 2, '开工', '2019', 1, 'stated', NULL)")
    board = build_stage_board(copy, columns, np.ones(len(columns), np.bool_), TODAY)
    copy.close()
    (card,) = [card for column in board.columns for card in column.cards if card.project_id == 2]
    assert (card.next_stage, card.light) == ("", "none")


@pytest.mark.parametrize(
    ("dates", "light"),
    [
        (["2022-01", "2024"], "quiet"),  # at least 24 months, whichever month of 2024 it is
        (["2022-06", "2024"], "quiet"),  # at least 19
        (["2022-07", "2024"], "none"),  # 18 if it is of January
        (["2022", "2024-06"], "none"),  # 18 if it spoke of it in December
        (["2022", "2024-07"], "quiet"),
    ],
)
def test_a_document_of_a_year_alone_makes_no_project_quiet_that_may_not_be(
    ledger: Ledger, columns: ProjectColumns, dates: list[str], light: str
) -> None:
    with ledger.reading() as connection, closing(sqlite3.connect(":memory:")) as copy:
        connection.backup(copy)
        copy.execute("DELETE FROM milestones WHERE project_id = 3 AND is_planned = 1")
        seen, newest = dates
        speaking = "SELECT document_id FROM project_evidence WHERE project_id = 3"
        copy.execute(f"UPDATE documents SET published = CASE WHEN id IN ({speaking}) THEN ? ELSE ? END", dates)  # noqa: S608
        board = build_stage_board(copy, columns, np.ones(len(columns), np.bool_), TODAY)
    (card,) = [card for column in board.columns for card in column.cards if card.project_id == 3]
    assert (board.newest, card.last_seen, card.light) == (newest, seen, light)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("invented") / "l.kxc"
    write_synthetic_ledger(path, 1_500)
    with Ledger.open(path) as ledger:
        yield ledger


def test_every_card_says_what_a_plain_reading_of_its_milestones_says(invented: Ledger) -> None:
    columns = invented.load_columns()
    board = build(invented, columns, limit=len(columns))
    with invented.reading() as connection:
        planned = connection.execute(
            "SELECT project_id, stage, coalesce(date, '') FROM milestones WHERE is_planned = 1 ORDER BY id"
        ).fetchall()
    ranks, positions = {s: rank for s, _, rank in STAGES}, {s: place for s, place, _ in STAGES}
    cards = [card for column in board.columns for card in column.cards]
    assert len(cards) == len(columns)
    assert len({card.light for card in cards}) >= 3, "or nothing is compared"
    for card in cards:
        ahead = sorted(
            (date or "9999", positions[stage], stage, date)
            for id_, stage, date in planned
            if id_ == card.project_id and ranks[stage] > ranks.get(card.stage, 0)
        )
        assert (card.next_stage, card.next_date) == (ahead[0][2:] if ahead else ("", ""))
        assert card.date == columns.latest_dates[int(columns.rows_of([card.project_id])[0])]
        assert (card.light == "overdue") == (card.overdue_months > 0)
        assert card.light != "none" or not card.next_stage
    for column in board.columns:
        stand = [(LIGHTS.index(card.light), card.date, card.project_id) for card in column.cards]
        later_first = sorted(sorted(stand, key=lambda each: each[2]), key=lambda each: f"{each[1]}~", reverse=True)
        wanted = [each for light in range(len(LIGHTS)) for each in later_first if each[0] == light]
        assert [each for each in stand if each[1]] == [each for each in wanted if each[1]]
        assert column.by_light == {light: n for light in LIGHTS if (n := [c.light for c in column.cards].count(light))}


def test_of_many_projects_only_those_shown_are_made_into_cards(
    invented: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    monkeypatch.setattr(stage_board, "StageCard", lambda **told: made.append(told["project_id"]))
    columns = invented.load_columns()
    board = build(invented, columns, limit=7)
    assert sum(column.count for column in board.columns) == 1_500
    assert len(made) == sum(min(7, column.count) for column in board.columns)
