"""Which announcements took place in which month, for marks on a time axis."""

from db.ledger import Ledger
from db.months import month_in_date, month_of
from geo.frozen import frozen


@frozen
class EventMonth:
    """The announcements of one month.

    Attributes:
        month: As `db.months` counts them.
        names: What they are called, in order of their dates.
        has_total: Whether a total was published for any of them.
        ids: Their ids, in the same order.
    """

    month: int
    names: tuple[str, ...]
    has_total: bool
    ids: tuple[int, ...] = ()


def find_event_months(ledger: Ledger) -> tuple[EventMonth, ...]:
    """Return the months in which announcements took place, in order.

    Running totals (kind `period`) are reckoned up to a day and took place on none; an announcement of which only the
    year is known belongs to no month.

    Raises:
        LedgerError: The file is damaged or held by another program.
    """
    with ledger.reading() as connection:
        rows = connection.execute(
            "SELECT held_on, name, amount_wan IS NOT NULL, id FROM events "
            "WHERE kind <> 'period' AND held_on IS NOT NULL ORDER BY held_on, id"
        ).fetchall()
    found: dict[int, list[tuple[str, bool, int]]] = {}
    for date, name, has_total, id_ in rows:
        if month := month_in_date(date):
            found.setdefault(month_of(int(date[:4]), month), []).append((name, bool(has_total), id_))
    return tuple(
        EventMonth(
            month,
            tuple(name for name, _, _ in events),
            any(total for _, total, _ in events),
            tuple(id_ for _, _, id_ in events),
        )
        for month, events in found.items()
    )
