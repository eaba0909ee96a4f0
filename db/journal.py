"""Changes people make to stored data: each is written with what was there before, can be taken back and made again.

Why so stands in docs/decisions/0012-edits-are-a-journal.md. Every function here runs inside the caller's transaction.
"""

import datetime
import json
import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

from db.connection import LedgerInconsistent
from db.lists.list_items import EditRefused, changed_since, move_list_items
from geo.frozen import frozen
from geo.lnglat import LngLat
from geo.wording import tr

_DECIMALS: Final = 7
"""About a centimetre; a hand on a map is far coarser."""

# What edits may touch, row by row. The journal is part of a file anybody can write to: names in it never become SQL.
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "projects": ("lng", "lat", "position_basis"),
        "lists": ("name", "kind", "position"),
        "repeat_decisions": ("first_id", "second_id", "verdict"),
    }
)
_MADE_BY_EDITS: Final = frozenset(("lists", "repeat_decisions"))
"""Tables whose rows an edit may make and delete; JSON's null stands for a row that is not there."""

# The newest edit that stands; and, of those taken back, the newest made on top of it. A new edit is newer than all that
# were taken back before it, which ends making them again, while the journal keeps what they were.
_LAST_SQL: Final = "SELECT max(id) FROM edits WHERE undone_at IS NULL"
_NEXT_SQL: Final = f"SELECT max(id) FROM edits WHERE undone_at IS NOT NULL AND follows_id IS ({_LAST_SQL})"  # noqa: S608 - constants


@frozen
class Edit:
    """One change a person made.

    Attributes:
        id: Its number, growing.
        kind: `place`, or one of `db.lists.lists.EDIT_KINDS`.
        subject: What was changed, in a few words for people.
        made_at: When, ISO 8601 in UTC.
        project_ids: The projects it changed, or that came to or left a list by it, ascending.
    """

    id: int
    kind: str
    subject: str
    made_at: str
    project_ids: tuple[int, ...]


@frozen
class EditHistory:
    """What can be done next.

    Attributes:
        undoable: The edit that would be taken back, or None.
        redoable: The edit that would be made again, or None.
    """

    undoable: Edit | None
    redoable: Edit | None


def place_projects(
    connection: sqlite3.Connection, ids: Iterable[int], position: LngLat, subject: str, now: datetime.datetime
) -> Edit:
    """Put projects at a point by hand and write it down; see `Ledger.place_projects`.

    Raises:
        EditRefused: A project does not exist, none is named, or all are there already.
    """
    wanted = sorted(set(ids))
    rows = _read_rows(connection, "projects", wanted)
    if not rows or len(rows) != len(wanted):
        missing = tr("、").join(str(id_) for id_ in wanted if id_ not in rows)
        raise EditRefused(
            tr("台账里没有编号 {ids} 的项目，未放置。", ids=missing) if missing else tr("没有要放置的项目。")
        )
    after = {"lng": round(position.lng, _DECIMALS), "lat": round(position.lat, _DECIMALS), "position_basis": "manual"}
    changes = {id_: (before, after) for id_, before in rows.items() if before != after}
    if not changes:
        raise EditRefused(tr("{subject}已经在这个位置，未作改动。", subject=subject))
    edit_id = begin_edit(connection, "place", subject, now)
    note_rows(connection, edit_id, "projects", changes)
    return carry_out(connection, edit_id)


def take_back(connection: sqlite3.Connection, now: datetime.datetime) -> Edit:
    """Take the newest standing edit back; see `Ledger.undo_last_edit`.

    Raises:
        EditRefused: There is none, or its rows are no longer as it left them.
    """
    (edit_id,) = connection.execute(_LAST_SQL).fetchone()
    if edit_id is None:
        raise EditRefused(tr("没有可以撤销的改动。"))
    _apply(connection, edit_id, "before")
    connection.execute("UPDATE edits SET undone_at = ? WHERE id = ?", (_stamp(now), edit_id))
    return _get_edit(connection, edit_id)


def make_again(connection: sqlite3.Connection) -> Edit:
    """Make the edit again that was taken back last; see `Ledger.redo_last_edit`.

    Raises:
        EditRefused: There is none, or its rows are no longer as they were before it.
    """
    (edit_id,) = connection.execute(_NEXT_SQL).fetchone()
    if edit_id is None:
        raise EditRefused(tr("没有可以重做的改动。"))
    _apply(connection, edit_id, "after")
    connection.execute("UPDATE edits SET undone_at = NULL WHERE id = ?", (edit_id,))
    return _get_edit(connection, edit_id)


def read_history(connection: sqlite3.Connection) -> EditHistory:
    """Return what would be taken back and made again next."""
    (last,), (next_,) = (connection.execute(sql).fetchone() for sql in (_LAST_SQL, _NEXT_SQL))
    return EditHistory(*(None if edit_id is None else _get_edit(connection, edit_id) for edit_id in (last, next_)))


def begin_edit(connection: sqlite3.Connection, kind: str, subject: str, now: datetime.datetime) -> int:
    """Write that an edit is made, and return its number; what it changes is noted next, then carried out."""
    # Numbers are never used twice, or what was taken back could come to stand after a newer edit.
    (edit_id,) = connection.execute(
        f"INSERT INTO edits (id, follows_id, kind, subject, made_at) "  # noqa: S608 - constants
        f"SELECT coalesce(max(id), 0) + 1, ({_LAST_SQL}), ?, ?, ? FROM edits RETURNING id",
        (kind, subject, _stamp(now)),
    ).fetchone()
    return int(edit_id)


def note_rows(
    connection: sqlite3.Connection,
    edit_id: int,
    entity: str,
    changes: Mapping[int, tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]],
) -> None:
    """Note rows before and after an edit, by id; None where there is no row."""
    connection.executemany(
        "INSERT INTO journal (edit_id, entity, entity_id, before, after) VALUES (?, ?, ?, ?, ?)",
        ((edit_id, entity, id_, _dump(before), _dump(after)) for id_, (before, after) in changes.items()),
    )


def carry_out(connection: sqlite3.Connection, edit_id: int) -> Edit:
    """Make the changes that were noted.

    Raises:
        EditRefused: Its rows are no longer as they were noted.
    """
    _apply(connection, edit_id, "after")
    return _get_edit(connection, edit_id)


def _apply(connection: sqlite3.Connection, edit_id: int, side: Literal["before", "after"]) -> None:
    """Bring the rows of an edit to one side of it, provided that all of them are on the other side.

    A list comes before what is on it and goes after it.
    """
    entries = connection.execute(
        "SELECT entity, entity_id, before, after FROM journal WHERE edit_id = ? AND entity <> 'list_items'", (edit_id,)
    ).fetchall()
    moves: list[_Move] = []
    for entity, entity_id, *words in entries:
        columns = _COLUMNS.get(entity)
        if columns is None:
            raise LedgerInconsistent(tr("改动记录第 {edit_id} 条涉及本程序不认识的内容，未作改动。", edit_id=edit_id))
        may_miss = entity in _MADE_BY_EDITS
        old, new = (_parse(each, columns, edit_id, may_miss) for each in (words if side == "after" else words[::-1]))
        moves.append((entity, entity_id, columns, old, new))
    try:
        for move in moves:
            if move[-1] is not None:
                _move_row(connection, *move)
        move_list_items(connection, edit_id, side)
        for move in moves:
            if move[-1] is None:
                _move_row(connection, *move)
    except sqlite3.IntegrityError as error:
        raise LedgerInconsistent(tr("改动记录里的值不合台账的规则，可能被别的程序改过，未作改动。")) from error


_Move = tuple[str, int, tuple[str, ...], list[Any] | None, list[Any] | None]


def _move_row(
    connection: sqlite3.Connection,
    entity: str,
    id_: int,
    columns: tuple[str, ...],
    old: list[Any] | None,
    new: list[Any] | None,
) -> None:
    assignments = ", ".join(f"{column} = ?" for column in columns)
    unchanged = " AND ".join(f"{column} IS ?" for column in columns)
    # Table and columns are the constants above, never what stands in the file.
    if old is None:
        sql = f"INSERT INTO {entity} (id, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})"  # noqa: S608
        values = [id_, *(new or ())]
    elif new is None:
        sql, values = f"DELETE FROM {entity} WHERE id = ? AND {unchanged}", [id_, *old]  # noqa: S608
    else:
        sql = f"UPDATE {entity} SET {assignments} WHERE id = ? AND {unchanged}"  # noqa: S608
        values = [*new, id_, *old]
    if connection.execute(sql, values).rowcount != 1:
        raise changed_since()


def _read_rows(connection: sqlite3.Connection, entity: str, ids: list[int]) -> Mapping[int, Mapping[str, Any]]:
    columns = _COLUMNS[entity]
    sql = f"SELECT id, {', '.join(columns)} FROM {entity} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"  # noqa: S608
    rows = connection.execute(sql, (json.dumps(ids),))
    return {id_: dict(zip(columns, values, strict=True)) for id_, *values in rows}


def _get_edit(connection: sqlite3.Connection, edit_id: int) -> Edit:
    kind, subject, made_at = connection.execute(
        "SELECT kind, subject, made_at FROM edits WHERE id = ?", (edit_id,)
    ).fetchone()
    ids = connection.execute(
        "SELECT entity_id FROM journal WHERE edit_id = ? AND entity IN ('projects', 'list_items') ORDER BY entity_id",
        (edit_id,),
    )
    return Edit(edit_id, kind, subject, made_at, tuple(id_ for (id_,) in ids))


def _stamp(now: datetime.datetime) -> str:
    return now.astimezone(datetime.UTC).isoformat(timespec="seconds")


def _dump(values: Mapping[str, Any] | None) -> str:
    return json.dumps(values, ensure_ascii=False, allow_nan=False)


def _parse(words: str, columns: tuple[str, ...], edit_id: int, may_miss: bool) -> list[Any] | None:
    """Return the values of the columns; plain values only, exactly these columns. None is a row that is not there."""
    if may_miss and words == "null":
        return None
    try:
        values = json.loads(words)
    except (json.JSONDecodeError, RecursionError):
        values = None
    plain = isinstance(values, dict) and all(
        isinstance(value, str | float | int | None) and not isinstance(value, bool) for value in values.values()
    )
    if not plain or values.keys() != set(columns):
        raise LedgerInconsistent(tr("改动记录第 {edit_id} 条被别的程序改坏了，未作改动。", edit_id=edit_id))
    return [values[column] for column in columns]
