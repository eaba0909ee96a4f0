"""What documents state differently."""

import sqlite3

from db.figures.contradictions import Place, find_contradictions
from db.ledger import Ledger


def test_sayings_stand_side_by_side_oldest_first_with_their_places(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        copy = sqlite3.connect(":memory:")
        connection.backup(copy)
    copy.execute("INSERT INTO evidence VALUES (900, 'statements', 2, 'value', 'd1', 3, 9)")
    (found,) = find_contradictions(copy)
    copy.close()
    assert (found.entity, found.entity_id, found.name, found.field) == ("projects", 7, "丙岛医院", "amount_wan")
    assert [(s.value, s.title, s.adopted) for s in found.sayings] == [
        ("百亿级", "一号材料", False),
        ("约105亿", "二号材料", True),
    ]
    assert [s.places for s in found.sayings] == [(Place("d1", 3, 9),), ()]


def test_statements_that_agree_are_no_contradiction(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        copy = sqlite3.connect(":memory:")
        connection.backup(copy)
    copy.execute("UPDATE statements SET value = '约105亿'")
    assert find_contradictions(copy) == ()
    copy.close()
