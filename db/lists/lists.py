"""Lists of projects: printed ones, which stay as printed, and a person's own, every change of which is journalled.

Every function here runs inside the caller's transaction; `db.journal` takes the changes back and makes them again.
"""

import datetime
import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

from db.journal import Edit, begin_edit, carry_out, note_rows
from db.lists.list_items import EditRefused, count_noted, note_coming, note_leaving
from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr

OWN_KIND: Final = "自建"
"""`lists.kind` of a list that a person has made."""

EDIT_KINDS: Final = ("list_new", "list_add", "list_remove", "list_rename", "list_delete", "list_move")
"""`edits.kind` of what can be done to lists."""

MOST_NAME: Final = 60
"""Most characters of a name."""

_LISTS_SQL: Final = """
    SELECT l.id, l.name, l.kind, l.position, (SELECT count(*) FROM list_items WHERE list_id = l.id)
    FROM lists AS l ORDER BY l.position IS NOT NULL, l.position, l.id"""


class UnknownList(AtlasError):
    """There is no such list; the message names those there are."""


@frozen
class ProjectList:
    """A list of projects.

    Attributes:
        id: Its number.
        name: Its name; no two have the same.
        kind: What a printed list is (重点清单 …), `自建` for a person's own, or None.
        is_own: Whether a person has made it: only then it can be changed.
        count: Projects on it.
    """

    id: int
    name: str
    kind: str | None
    is_own: bool
    count: int


def find_lists(connection: sqlite3.Connection) -> tuple[ProjectList, ...]:
    """Return all lists: printed ones first, then a person's own in the order they were put in."""
    return tuple(
        ProjectList(id_, name, kind, position is not None, count)
        for id_, name, kind, position, count in connection.execute(_LISTS_SQL)
    )


def get_list(connection: sqlite3.Connection, word: str) -> ProjectList:
    """Return the list of a name, or of a number.

    Raises:
        UnknownList: There is none.
    """
    lists = find_lists(connection)
    found = [each for each in lists if each.name == word.strip()] or [each for each in lists if str(each.id) == word]
    if not found:
        names = tr("、").join(each.name for each in lists) or tr("（无）")
        raise UnknownList(tr("没有叫“{name}”的清单；现有：{names}。", name=word, names=names))
    return found[0]


def create_list(connection: sqlite3.Connection, name: str, ids: Iterable[int], now: datetime.datetime) -> Edit:
    """Make a list and put projects on it, which may be none.

    Raises:
        EditRefused: The name is empty, too long or taken, or a project does not exist.
    """
    name = _check_name(connection, name)
    wanted = _existing(connection, ids)
    (list_id,), (position,) = (
        connection.execute(f"SELECT coalesce(max({column}), 0) + 1 FROM lists").fetchone()  # noqa: S608 - constants
        for column in ("id", "position")
    )
    # A number once given to a list that was deleted may stand in a saved view: it is not given again.
    (used,) = connection.execute(
        "SELECT coalesce(max(entity_id), 0) + 1 FROM journal WHERE entity = 'lists'"
    ).fetchone()
    list_id = max(list_id, used)
    edit_id = begin_edit(connection, "list_new", name, now)
    note_rows(connection, edit_id, "lists", {list_id: (None, _row(name, OWN_KIND, position))})
    note_coming(connection, edit_id, list_id, wanted)
    return carry_out(connection, edit_id)


def add_to_list(connection: sqlite3.Connection, list_id: int, ids: Iterable[int], now: datetime.datetime) -> Edit:
    """Put projects on a list, at its end; those on it already stay where they are.

    Raises:
        EditRefused: The list is a printed one or gone, a project does not exist, or all are on it already.
    """
    name = _own_name(connection, list_id)
    wanted = _existing(connection, ids)
    if not wanted:
        raise EditRefused(tr("没有要加入的项目。"))
    edit_id = begin_edit(connection, "list_add", name, now)
    note_coming(connection, edit_id, list_id, wanted)
    if not count_noted(connection, edit_id):
        raise EditRefused(tr("这些项目都已在清单“{name}”里。", name=name))
    return carry_out(connection, edit_id)


def remove_from_list(connection: sqlite3.Connection, list_id: int, ids: Iterable[int], now: datetime.datetime) -> Edit:
    """Take projects off a list; those not on it do not matter.

    Raises:
        EditRefused: The list is a printed one or gone, or none of the projects is on it.
    """
    name = _own_name(connection, list_id)
    edit_id = begin_edit(connection, "list_remove", name, now)
    note_leaving(connection, edit_id, list_id, sorted(set(ids)))
    if not count_noted(connection, edit_id):
        raise EditRefused(tr("这些项目都不在清单“{name}”里。", name=name))
    return carry_out(connection, edit_id)


def rename_list(connection: sqlite3.Connection, list_id: int, name: str, now: datetime.datetime) -> Edit:
    """Give a list another name.

    Raises:
        EditRefused: The list is a printed one or gone, or the name is empty, too long, taken or the same.
    """
    row = _own_row(connection, list_id)
    if name.strip() == row["name"]:
        raise EditRefused(tr("清单已经叫“{name}”。", name=row["name"]))
    fresh = _check_name(connection, name)
    edit_id = begin_edit(connection, "list_rename", f"{row['name']} → {fresh}", now)
    note_rows(connection, edit_id, "lists", {list_id: (row, row | {"name": fresh})})
    return carry_out(connection, edit_id)


def delete_list(connection: sqlite3.Connection, list_id: int, now: datetime.datetime) -> Edit:
    """Delete a list; the projects on it stay in the ledger.

    Raises:
        EditRefused: The list is a printed one or gone.
    """
    row = _own_row(connection, list_id)
    edit_id = begin_edit(connection, "list_delete", row["name"], now)
    note_rows(connection, edit_id, "lists", {list_id: (row, None)})
    note_leaving(connection, edit_id, list_id, None)
    return carry_out(connection, edit_id)


def move_list(connection: sqlite3.Connection, list_id: int, place: int, now: datetime.datetime) -> Edit:
    """Put a list at another place among a person's own.

    Args:
        connection: An open ledger.
        list_id: The list.
        place: From 1; beyond the last is the last.
        now: When.

    Raises:
        EditRefused: The list is a printed one or gone, or stands there already.
    """
    name = _own_name(connection, list_id)
    before = {
        id_: _row(*values)
        for id_, *values in connection.execute(
            "SELECT id, name, kind, position FROM lists WHERE position IS NOT NULL ORDER BY position, id"
        )
    }
    order = [id_ for id_ in before if id_ != list_id]
    order.insert(max(place, 1) - 1, list_id)
    moved = {
        id_: (before[id_], before[id_] | {"position": number})
        for number, id_ in enumerate(order, 1)
        if before[id_]["position"] != number
    }
    if order == list(before) or not moved:
        raise EditRefused(tr("清单“{name}”已经在这个位置。", name=name))
    edit_id = begin_edit(connection, "list_move", name, now)
    note_rows(connection, edit_id, "lists", moved)
    return carry_out(connection, edit_id)


def _row(name: str, kind: str | None, position: int | None) -> dict[str, Any]:
    return {"name": name, "kind": kind, "position": position}


def _own_row(connection: sqlite3.Connection, list_id: int) -> dict[str, Any]:
    row = connection.execute("SELECT name, kind, position FROM lists WHERE id = ?", (list_id,)).fetchone()
    if row is None:
        raise EditRefused(tr("这个清单已不在台账里，未作改动。"))
    if row[2] is None:
        raise EditRefused(tr("清单“{name}”是报道里印出的，不能改动；可以另建一个。", name=row[0]))
    return _row(*row)


def _own_name(connection: sqlite3.Connection, list_id: int) -> str:
    return str(_own_row(connection, list_id)["name"])


def _check_name(connection: sqlite3.Connection, name: str) -> str:
    """Return a name as it is kept: on one line, without spaces at its ends."""
    name = " ".join(name.split())
    if not name:
        raise EditRefused(tr("请给清单起个名字。"))
    if len(name) > MOST_NAME:
        raise EditRefused(tr("清单的名字最多 {most} 个字。", most=MOST_NAME))
    if connection.execute("SELECT 1 FROM lists WHERE name = ?", (name,)).fetchone():
        raise EditRefused(tr("已有叫“{name}”的清单。", name=name))
    return name


def _existing(connection: sqlite3.Connection, ids: Iterable[int]) -> Sequence[int]:
    wanted = sorted(set(ids))
    missing = connection.execute(
        "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM projects) LIMIT 5", (json.dumps(wanted),)
    ).fetchall()
    if missing:
        numbers = tr("、").join(str(id_) for (id_,) in missing)
        raise EditRefused(tr("台账里没有编号 {numbers} 的项目，未作改动。", numbers=numbers))
    return wanted
