"""What comes to lists and leaves them, as the journal notes it: a whole edit at once, however many projects it names.

One row a project in `journal`: its entity is `list_items`, its id the project's, and before and after are JSON's null
or ``{"list_id": …, "position": …}``. So an edit concerns the items of one list only.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import Final, Literal

from db.connection import LedgerError, LedgerInconsistent
from geo.wording import tr


class EditRefused(LedgerError):
    """The change cannot be made, taken back or made again; nothing was changed."""


def changed_since() -> EditRefused:
    """What is said when rows are not as the journal left them."""
    return EditRefused(tr("改动涉及的内容后来又被改动过，为免覆盖，未作改动。"))


_WHOLE_SQL: Final = """(json_type({side}) = 'null' OR coalesce(json_type({side}) = 'object'
    AND json_type({side}, '$.list_id') = 'integer' AND json_type({side}, '$.position') IN ('integer', 'null')
    AND (SELECT count(*) FROM json_each({side})) = 2, 0))"""
_NOTED_SQL: Final = "FROM journal AS j WHERE j.edit_id = :edit AND j.entity = 'list_items'"
_KEY_SQL: Final = "json_extract(j.{old}, '$.list_id') AS list_id, j.entity_id AS project_id"


def note_coming(connection: sqlite3.Connection, edit_id: int, list_id: int, ids: Iterable[int]) -> None:
    """Note that projects come to the end of a list, in the order given; those on it already are left out."""
    (last,) = connection.execute(
        "SELECT coalesce(max(position), 0) FROM list_items WHERE list_id = ?", (list_id,)
    ).fetchone()
    connection.execute(
        """INSERT INTO journal (edit_id, entity, entity_id, before, after)
        SELECT :edit, 'list_items', value, 'null',
            json_object('list_id', :list, 'position', :last + row_number() OVER (ORDER BY key))
        FROM json_each(:ids) WHERE value NOT IN (SELECT project_id FROM list_items WHERE list_id = :list)""",
        {"edit": edit_id, "list": list_id, "last": last, "ids": json.dumps(list(ids))},
    )


def note_leaving(connection: sqlite3.Connection, edit_id: int, list_id: int, ids: Iterable[int] | None) -> None:
    """Note that projects leave a list, or all of them where ``ids`` is None; those not on it are left out."""
    connection.execute(
        """INSERT INTO journal (edit_id, entity, entity_id, before, after)
        SELECT :edit, 'list_items', project_id, json_object('list_id', list_id, 'position', position), 'null'
        FROM list_items WHERE list_id = :list
            AND (:ids IS NULL OR project_id IN (SELECT value FROM json_each(:ids)))""",
        {"edit": edit_id, "list": list_id, "ids": None if ids is None else json.dumps(list(ids))},
    )


def count_noted(connection: sqlite3.Connection, edit_id: int) -> int:
    """Return how many projects an edit moves."""
    (count,) = connection.execute(f"SELECT count(*) {_NOTED_SQL}", {"edit": edit_id}).fetchone()
    return int(count)


def move_list_items(connection: sqlite3.Connection, edit_id: int, side: Literal["before", "after"]) -> None:
    """Bring the items of an edit to one side of it, provided that all of them are on the other side.

    Raises:
        LedgerInconsistent: Another program has bent the journal.
        EditRefused: The items are not on the other side.
        sqlite3.IntegrityError: A project or the list is gone.
    """
    old, new = ("before", "after") if side == "after" else ("after", "before")
    key, edit = _KEY_SQL.format(old=old), {"edit": edit_id}
    # What follows is put together of the constants above; what stands in the file is only compared.
    whole = " AND ".join(_WHOLE_SQL.format(side=f"j.{each}") for each in (old, new))
    (bent,) = connection.execute(f"SELECT count(*) {_NOTED_SQL} AND NOT ({whole})", edit).fetchone()
    if bent:
        raise LedgerInconsistent(tr("改动记录第 {number} 条被别的程序改坏了，未作改动。", number=edit_id))
    leaving = f"{_NOTED_SQL} AND json_type(j.{old}) <> 'null'"
    (expected,) = connection.execute(f"SELECT count(*) {leaving}", edit).fetchone()
    (found,) = connection.execute(
        f"""SELECT count(*) FROM (SELECT {key}, json_extract(j.{old}, '$.position') AS position {leaving}) AS was
        JOIN list_items AS i ON i.list_id = was.list_id AND i.project_id = was.project_id
            AND i.position IS was.position""",  # noqa: S608
        edit,
    ).fetchone()
    if found != expected:
        raise changed_since()
    connection.execute(f"DELETE FROM list_items WHERE (list_id, project_id) IN (SELECT {key} {leaving})", edit)  # noqa: S608
    try:
        connection.execute(
            f"""INSERT INTO list_items (list_id, project_id, position)
            SELECT json_extract(j.{new}, '$.list_id'), j.entity_id, json_extract(j.{new}, '$.position')
            {_NOTED_SQL} AND json_type(j.{new}) <> 'null'""",
            edit,
        )
    except sqlite3.IntegrityError as error:
        raise changed_since() from error
