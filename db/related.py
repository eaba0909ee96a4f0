"""Other projects that share something with one, be it organisation, park, event or list: bounded, by index only."""

import sqlite3
from typing import Final, Literal

from geo.frozen import frozen

SHOWN: Final = 4
"""Most projects named for one thing that is shared."""

MOST_COUNTED: Final = 10_000
"""Counting ends here: a card is opened too often to count a whole ledger."""

Shared = Literal["organisation", "park", "event", "list"]


@frozen
class Related:
    """What a project shares with others.

    Attributes:
        dimension: Of what kind it is, a dimension of the columns.
        id: Its id there: filtering by it shows them all.
        name: Its name.
        count: Projects that share it, this one among them; `MOST_COUNTED` stands for that many or more.
        others: The first of the others by number: id and name.
    """

    dimension: Shared
    id: int
    name: str
    count: int
    others: tuple[tuple[int, str], ...]

    @property
    def is_counted_whole(self) -> bool:
        """Whether the count is exact."""
        return self.count < MOST_COUNTED


OWN_SQL: Final[dict[Shared, str]] = {
    "organisation": """SELECT DISTINCT o.id, o.name FROM project_organisations AS r
        JOIN organisations AS o ON o.id = r.organisation_id WHERE r.project_id = ? ORDER BY o.id""",
    "park": "SELECT k.id, k.name FROM projects AS p JOIN parks AS k ON k.id = p.park_id WHERE p.id = ?",
    "event": """SELECT e.id, e.name FROM event_projects AS r JOIN events AS e ON e.id = r.event_id
        WHERE r.project_id = ? ORDER BY coalesce(e.held_on, '9999'), e.id""",
    "list": """SELECT l.id, l.name FROM list_items AS r JOIN lists AS l ON l.id = r.list_id
        WHERE r.project_id = ? ORDER BY l.position IS NOT NULL, l.position, l.id""",
}
"""What a project has of each kind, by the project's id."""

# A park stands for itself and everything under it, as it does in filters; `UNION` ends at a circle in the data.
_UNDER_SQL: Final = """WITH RECURSIVE under (id) AS (
        SELECT :id UNION SELECT k.id FROM parks AS k JOIN under ON k.parent_id = under.id
    )"""

MEMBERS_SQL: Final[dict[Shared, str]] = {
    "organisation": """SELECT DISTINCT project_id AS id FROM project_organisations
        WHERE organisation_id = :id ORDER BY project_id LIMIT :most""",
    "park": f"{_UNDER_SQL} SELECT p.id FROM under CROSS JOIN projects AS p ON p.park_id = under.id LIMIT :most",  # noqa: S608
    "event": "SELECT project_id AS id FROM event_projects WHERE event_id = :id ORDER BY project_id LIMIT :most",
    "list": "SELECT project_id AS id FROM list_items WHERE list_id = :id ORDER BY project_id LIMIT :most",
}
"""Projects that have a value of each kind, by the value's id: read from indexes alone."""


def load_related(connection: sqlite3.Connection, project_id: int) -> tuple[Related, ...]:
    """Read what a project shares with at least one other, and some of those: organisations, park, events, lists.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    found = []
    for dimension, sql in OWN_SQL.items():
        for id_, name in connection.execute(sql, (project_id,)).fetchall():
            related = _load_one(connection, project_id, dimension, id_, name)
            if related.others:
                found.append(related)
    return tuple(found)


def _load_one(connection: sqlite3.Connection, project_id: int, dimension: Shared, id_: int, name: str) -> Related:
    members = MEMBERS_SQL[dimension]
    (count,) = connection.execute(
        f"SELECT count(*) FROM ({members})",  # noqa: S608 - a constant of our own
        {"id": id_, "most": MOST_COUNTED},
    ).fetchone()
    others = connection.execute(
        f"""SELECT p.id, p.name FROM ({members}) AS m CROSS JOIN projects AS p ON p.id = m.id
        WHERE p.id <> :project LIMIT :shown""",  # noqa: S608 - a constant of our own
        {"id": id_, "most": SHOWN + 1, "project": project_id, "shown": SHOWN},
    )
    return Related(dimension, id_, name, count, tuple(others))
