"""What lists hold, as tests compare it."""

from db.ledger import Ledger
from db.lists.ledger_lists import LedgerLists

Items = dict[str, list[int]]

PRINTED = {"十大项目": [1]}


def items_in(ledger: Ledger) -> Items:
    """Every list by name, in its order, with its projects in theirs."""
    found: Items = {each.name: [] for each in LedgerLists(ledger).find()}
    with ledger.reading() as connection:
        rows = connection.execute(
            "SELECT l.name, i.project_id FROM list_items AS i JOIN lists AS l ON l.id = i.list_id ORDER BY i.position"
        ).fetchall()
    for name, project_id in rows:
        found[name].append(project_id)
    return found


def id_of(ledger: Ledger, name: str) -> int:
    return LedgerLists(ledger).get(name).id
