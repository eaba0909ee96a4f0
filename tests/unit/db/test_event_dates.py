"""Announcements by month, as plain SQL tells them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from db.event_dates import find_event_months
from db.ledger import Ledger
from db.months import format_month


def test_a_month_has_its_announcements_and_a_total_if_any_has(built_ledger: Path) -> None:
    with Ledger.open(built_ledger) as ledger:
        found = find_event_months(ledger)
    connection = sqlite3.connect(built_ledger)
    expected = connection.execute(
        "SELECT substr(held_on, 1, 7), count(*), max(amount_wan IS NOT NULL) FROM events "
        "WHERE kind <> 'period' AND length(held_on) >= 7 GROUP BY 1 ORDER BY 1"
    ).fetchall()
    dated = dict(connection.execute("SELECT id, name FROM events WHERE kind <> 'period'").fetchall())
    connection.close()
    assert [[dated[id_] for id_ in event.ids] for event in found] == [list(event.names) for event in found]
    assert [(format_month(event.month), len(event.names), int(event.has_total)) for event in found] == expected
    assert {True, False} == {event.has_total for event in found}
