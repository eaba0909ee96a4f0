"""Build the ledger's file from the data pack: repeatable, never half-written, never over a person's edits."""

import contextlib
import datetime
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from dataclasses import field
from itertools import chain, count
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from db.connection import (
    LedgerCorrupt,
    LedgerError,
    LedgerUnwritable,
    create_ledger_connection,
    open_ledger_connection,
    translated_errors,
)
from db.index.column_loading import GRADE_SQL
from db.leftovers import SWEPT_AFTER_S, seeding_prefix
from db.schema import DATA_TABLES
from db.seed_pack.pack_stamp import hash_pack, stamp_of
from db.seed_pack.seed_loading import load_seed_tables
from db.seed_pack.seed_tables import SeedTables, read_seed_tables
from geo.frozen import frozen
from geo.os_reasons import reason_of
from geo.wording import tr

_COUNTED: Final = ("projects", "events", "parks", "organisations", "indicators", "mechanisms", "evidence", "documents")


class LedgerEdited(LedgerError):
    """The ledger holds changes that seeding would lose."""


@frozen
class SeedReport:
    """What seeding did.

    Attributes:
        path: The ledger.
        action: `created`, `replaced`, or `unchanged` when it already holds this data pack.
        backup: Copy of the ledger that was replaced by force, or None.
        data_version: The ledger's data version.
        counts: Rows by table.
        by_grade: Projects by grade of placing.
    """

    path: Path
    action: Literal["created", "replaced", "unchanged"]
    backup: Path | None
    data_version: str
    counts: Mapping[str, int]
    by_grade: Mapping[str, int]


def seed_ledger(path: Path, seeds_dir: Path, now: datetime.datetime, force: bool = False) -> SeedReport:
    """Build the ledger from the data pack, or leave it alone when it already holds it.

    The new ledger is written beside the old one and moved into its place, so a failure leaves the old one as it was.
    Texts of documents that the old ledger holds are kept. Where the path is a link, what it points to is replaced.

    Args:
        path: The ledger's file; folders above it are made.
        seeds_dir: The data pack.
        now: Time of the run, for the stamp and the name of a backup.
        force: Rebuild even when the ledger has been edited, is damaged or is up to date, after a backup next to it.

    Raises:
        LedgerEdited: The ledger has been edited since it was built and `force` is not set.
        LedgerError: The file is something else, is in use, or cannot be written.
        SeedError: The data pack has a mistake.
    """
    path, exists = _locate(path)
    digest = hash_pack(seeds_dir)
    stamp = stamp_of(digest)
    old = _inspect(path, force) if exists else _Existing()
    if old.is_ledger and not force:
        if old.edited:
            raise LedgerEdited(
                tr("台账在建立之后被改动过，未覆盖；确要重建请加 --force（会先备份）：{path}。", path=path)
            )
        if old.stamp == stamp:
            return _report(path, "unchanged", None)
    stamps = {"seeds_sha256": digest, "built_from": stamp, "seeded_at": now.isoformat(timespec="seconds")}
    return _rebuild(path, read_seed_tables(seeds_dir), stamps, now, old)


@frozen
class _Existing:
    """What stands at the path before seeding."""

    is_ledger: bool = False
    damaged: bool = False
    edited: bool = False
    stamp: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def exists(self) -> bool:
        return self.is_ledger or self.damaged


def _locate(path: Path) -> tuple[Path, bool]:
    """Return where the ledger lies, links followed, and whether anything is there."""
    try:
        real = path.resolve()
        return real, real.exists()
    except OSError as error:
        raise LedgerUnwritable(tr("无法写入台账（{reason}）：{path}。", reason=reason_of(error), path=path)) from error
    except RuntimeError as error:  # pathlib, until Python 3.13, of links in a circle
        raise LedgerUnwritable(tr("无法写入台账（链接成环）：{path}。", path=path)) from error


def _inspect(path: Path, force: bool) -> _Existing:
    try:
        with contextlib.closing(open_ledger_connection(path)) as connection, translated_errors(path):
            stamps = dict(connection.execute("SELECT key, value FROM meta"))
            return _Existing(
                is_ledger=True,
                edited=stamps.get("content_sha256") != hash_content(connection),
                stamp=stamps.get("built_from"),
                texts=dict(connection.execute("SELECT sha256, text FROM documents WHERE text IS NOT NULL")),
            )
    except LedgerCorrupt:
        if not force:
            raise
        return _Existing(damaged=True)


def _rebuild(
    path: Path, tables: SeedTables, stamps: Mapping[str, str], now: datetime.datetime, old: _Existing
) -> SeedReport:
    prefix = seeding_prefix(path)
    backup = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent, prefix, now)
        with tempfile.TemporaryDirectory(prefix=prefix, dir=path.parent) as folder:
            fresh, copy = Path(folder) / "fresh.kxc", Path(folder) / "copy.kxc"
            _build(fresh, path, tables, stamps, old.texts)
            if not old.exists and path.exists():
                return _report(path, "unchanged", None)  # another program has built it meanwhile
            if old.damaged or old.edited:
                _copy_with_log(path, copy)
            if old.is_ledger:
                _release(path)
            if copy.exists():
                backup = _keep(copy, path, now)
            _remove_side_files(path)
            os.replace(fresh, path)
    except OSError as error:
        raise LedgerUnwritable(tr("无法写入台账（{reason}）：{path}。", reason=reason_of(error), path=path)) from error
    return _report(path, "replaced" if old.exists else "created", backup)


def _sweep(folder: Path, prefix: str, now: datetime.datetime) -> None:
    """Take away what a seeding that was killed left behind; one under way is never an hour old."""
    for left in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another seeding has just finished with it
            if left.name.startswith(prefix) and left.stat().st_mtime < now.timestamp() - SWEPT_AFTER_S:
                shutil.rmtree(left, ignore_errors=True)


def _build(fresh: Path, path: Path, tables: SeedTables, stamps: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """Write a whole new ledger; what fails is told of the path it is for."""
    try:
        _fill(fresh, tables, stamps, texts)
    except LedgerUnwritable as error:
        raise LedgerUnwritable(str(error).replace(str(fresh), str(path))) from error


def _fill(fresh: Path, tables: SeedTables, stamps: Mapping[str, str], texts: Mapping[str, str]) -> None:
    with contextlib.closing(create_ledger_connection(fresh)) as connection, translated_errors(fresh):
        load_seed_tables(connection, tables, texts)
        latest = connection.execute("SELECT coalesce(max(published), '') FROM documents").fetchone()[0]
        with connection:
            connection.executemany(
                "INSERT INTO meta (key, value) VALUES (?, ?)",
                (
                    *stamps.items(),
                    ("content_sha256", hash_content(connection)),
                    ("data_version", f"{latest} · {stamps['seeds_sha256'][:8]}"),
                ),
            )
        connection.execute("ANALYZE")
        connection.execute("PRAGMA journal_mode = WAL")


def _copy_with_log(path: Path, copy: Path) -> None:
    """Copy the file with its write-ahead log beside it, so that the copy opens like the original."""
    for suffix in ("-wal", "-journal", ""):
        source = path.with_name(path.name + suffix)
        if source.exists():
            shutil.copy2(source, copy.with_name(copy.name + suffix))


def _keep(copy: Path, path: Path, now: datetime.datetime) -> Path:
    """Give a finished copy its name beside the ledger, without replacing an earlier one."""
    stem = f"{path.stem}.backup-{now:%Y%m%d-%H%M%S}"
    names = chain((stem,), (f"{stem}-{again}" for again in count(2)))
    backup = next(free for name in names if not (free := path.with_name(name + path.suffix)).exists())
    for suffix in ("-wal", "-journal", ""):
        part = copy.with_name(copy.name + suffix)
        if part.exists():
            os.replace(part, backup.with_name(backup.name + suffix))
    return backup


def _release(path: Path) -> None:
    """Make sure nobody holds the old file."""
    with contextlib.closing(open_ledger_connection(path)) as connection, translated_errors(path):
        # Leaving WAL needs the file to oneself: it fails as locked while any other program has it open.
        connection.execute("PRAGMA journal_mode = DELETE")


def _remove_side_files(path: Path) -> None:
    """Take away what lies beside the ledger's file, even one that is gone: it would be read as the new file's."""
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _report(path: Path, action: Literal["created", "replaced", "unchanged"], backup: Path | None) -> SeedReport:
    with contextlib.closing(open_ledger_connection(path)) as connection, translated_errors(path):
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - constants
            for table in _COUNTED
        }
        by_grade = dict(connection.execute(f"SELECT {GRADE_SQL} AS grade, count(*) FROM projects AS p GROUP BY grade"))  # noqa: S608
        (version,) = connection.execute("SELECT value FROM meta WHERE key = 'data_version'").fetchone()
    return SeedReport(path, action, backup, version, MappingProxyType(counts), MappingProxyType(by_grade))


def hash_content(connection: sqlite3.Connection) -> str:
    """Return a hash of everything stated in the ledger, so that an edit by any tool is noticed.

    Document texts do not count (adding them is no edit), nor do empty columns (a later schema may add some).
    """
    digest = hashlib.sha256()
    for table in DATA_TABLES:
        cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - constants
        columns = [column[0] for column in cursor.description]
        rows = sorted(
            repr([pair for pair in zip(columns, row, strict=True) if pair[1] is not None and pair[0] != "text"])
            for row in cursor
        )
        digest.update("\n".join([table, *rows, ""]).encode())
    # What only people write. A ledger without any hashes as it did before there was a table for it.
    decided = connection.execute("SELECT first_id, second_id, verdict FROM repeat_decisions ORDER BY 1, 2").fetchall()
    if decided:
        digest.update(repr(decided).encode())
    return digest.hexdigest()
