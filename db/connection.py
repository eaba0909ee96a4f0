"""Open the ledger's SQLite file: settings, checks before anything is touched, and errors as people's sentences."""

import contextlib
import os
import sqlite3
import struct
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import Final
from urllib.parse import quote

from db.migrations import SCHEMA_VERSION, migrate
from db.schema import APPLICATION_ID
from db.structure import find_missing_parts
from geo.errors import AtlasError
from geo.os_reasons import reason_of
from geo.wording import tr

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER_BYTES: Final = 100
_QUICK_CHECK_LIMIT_BYTES: Final = 64 * 2**20
"""Above this size the whole-file check would be felt at every start; damage then shows at the first read of it."""


class LedgerError(AtlasError):
    """The ledger's file cannot be used as asked."""


class LedgerMissing(LedgerError):
    """There is no file at the path."""


class LedgerLocked(LedgerError):
    """Another program holds the file."""


class LedgerCorrupt(LedgerError):
    """The file is a ledger, but damaged."""


class LedgerForeign(LedgerError):
    """The file is something else."""


class LedgerTooNew(LedgerError):
    """The file was written by a later version of the program."""


class LedgerInconsistent(LedgerError):
    """The file is whole, but a value in it cannot be what it stands for: another tool has written it."""


class LedgerUnwritable(LedgerError):
    """The file or its folder cannot be written."""


@contextlib.contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Turn sqlite3's failures of the surroundings into `LedgerError`s; mistakes in our own SQL pass unchanged.

    Args:
        path: The ledger's file, named in the messages.

    Raises:
        LedgerError: The file is locked, damaged, unwritable or no database.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        translated = _translate(error, path)
        if translated is None:
            raise
        raise translated from error


def _translate(error: sqlite3.DatabaseError, path: Path) -> LedgerError | None:
    # The low byte is SQLite's primary code; the rest refines it.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerLocked(tr("台账正在被另一个程序使用，请关闭后重试：{path}。", path=path))
    # Python's own refusal of bytes that are no UTF-8 carries no code.
    if code == sqlite3.SQLITE_CORRUPT or "Could not decode to UTF-8" in str(error):
        return LedgerCorrupt(tr("台账文件已损坏，未作任何改动：{path}。", path=path))
    if code == sqlite3.SQLITE_NOTADB:
        return LedgerForeign(tr("这不是科学城招商地图的台账：{path}。", path=path))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM):
        return LedgerUnwritable(tr("无法写入台账（{reason}）：{path}。", reason=error, path=path))
    if code == sqlite3.SQLITE_CANTOPEN:
        return LedgerUnwritable(tr("无法打开台账，请检查路径和权限：{path}。", path=path))
    return None


def open_ledger_connection(path: Path, timeout_s: float = 2.0) -> sqlite3.Connection:
    """Open an existing ledger for reading and writing, bringing an older schema up to date.

    Nothing is modified when opening fails. A ledger in a folder that cannot be written is opened for reading. Before an
    older schema is brought up to date, the ledger is copied to a backup beside it.

    Args:
        path: The file.
        timeout_s: How long to wait for another program's lock, in seconds.

    Raises:
        LedgerMissing: There is no such file.
        LedgerForeign: The file is not a ledger (another program's database, a text, an empty file, a folder).
        LedgerTooNew: A later version of the program wrote it.
        LedgerCorrupt: It is damaged.
        LedgerLocked: Another program holds it.
    """
    check_ledger_file(path)
    with translated_errors(path):
        connection = _connect(path, timeout_s)
        try:
            _check_opened(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def create_ledger_connection(path: Path) -> sqlite3.Connection:
    """Create an empty ledger with the current schema.

    The journal is a plain rollback journal, so that the finished file stands alone and can be moved into place.

    Args:
        path: A file that does not exist yet, or `:memory:` as a path.

    Raises:
        LedgerUnwritable: The file cannot be created.
    """
    with translated_errors(path):
        connection = sqlite3.connect(path, check_same_thread=False)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def check_ledger_file(path: Path) -> None:
    """Check from the file's first bytes alone, without SQLite, that it is a ledger this program can read.

    Raises:
        LedgerMissing: There is no such file.
        LedgerForeign: It is something else.
        LedgerTooNew: A later version of the program wrote it.
        LedgerUnwritable: It cannot be read.
    """
    try:
        if path.is_dir():
            raise LedgerForeign(tr("这是文件夹，不是台账：{path}。", path=path))
        if path.exists() and not path.is_file():  # opening a pipe would wait for its writer
            raise LedgerForeign(tr("这不是普通文件，不是台账：{path}。", path=path))
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError as error:
        raise LedgerMissing(tr("找不到台账：{path}。", path=path)) from error
    except OSError as error:
        raise LedgerUnwritable(tr("无法读取台账（{reason}）：{path}。", reason=reason_of(error), path=path)) from error
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise LedgerForeign(tr("这不是科学城招商地图的台账：{path}。", path=path))
    (user_version,) = struct.unpack_from(">I", header, 60)
    (application_id,) = struct.unpack_from(">I", header, 68)
    _check_stamps(application_id, user_version, path)


def _check_stamps(application_id: int, user_version: int, path: Path) -> None:
    if application_id != APPLICATION_ID:
        raise LedgerForeign(tr("这是其他程序的数据库，不是科学城招商地图的台账：{path}。", path=path))
    if user_version > SCHEMA_VERSION:
        versions = tr(
            "结构版本 {user_version}，本程序支持到 {schema_version}",
            user_version=user_version,
            schema_version=SCHEMA_VERSION,
        )
        raise LedgerTooNew(tr("台账由更新版本的程序写成（{versions}）：{path}。", versions=versions, path=path))


def _connect(path: Path, timeout_s: float) -> sqlite3.Connection:
    uri = f"file:{quote(os.fsencode(path.resolve()))}"
    connection = sqlite3.connect(f"{uri}?{_choose_mode(path)}", uri=True, timeout=timeout_s, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def reading_uri(path: Path) -> str:
    """Return what SQLite attaches a ledger by, only to be read.

    Raises:
        LedgerUnwritable: It has changes beside it that cannot be read there.
    """
    return f"file:{quote(os.fsencode(path.resolve()))}?{_choose_mode(path).replace('mode=rw', 'mode=ro')}"


def _choose_mode(path: Path) -> str:
    if _is_writable(path):
        return "mode=rw"
    log, index = (path.resolve().with_name(path.resolve().name + suffix) for suffix in ("-wal", "-shm"))
    if not log.exists() or not log.stat().st_size:
        # SQLite would make these side files even to read; without them the file by itself is whole.
        return "mode=ro&immutable=1"
    if not index.exists():
        words = tr("台账旁有尚未并入的改动（-wal），文件夹又不可写，读不到最新内容；请一起复制到可写的文件夹再打开")
        raise LedgerUnwritable(tr("{words}：{path}。", words=words, path=path))
    return "mode=ro"


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def _check_opened(connection: sqlite3.Connection, path: Path) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (user_version,) = connection.execute("PRAGMA user_version").fetchone()
    _check_stamps(application_id, user_version, path)
    if path.stat().st_size <= _QUICK_CHECK_LIMIT_BYTES:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise LedgerCorrupt(tr("台账文件已损坏，未作任何改动：{path}。", path=path))
    if user_version < SCHEMA_VERSION:
        if not _is_writable(path):
            raise LedgerUnwritable(tr("台账是旧版结构，需要升级，但文件或文件夹不可写：{path}。", path=path))
        back_up_ledger(connection, path, f"backup-v{user_version}")
        _upgrade(connection, path)
    if missing := find_missing_parts(connection):
        raise _tampered(tr("、").join(missing[:3]), path)


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    try:
        migrate(connection)
    except sqlite3.OperationalError as error:
        # The steps are known to work on what earlier versions wrote.
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise _tampered(str(error), path) from error


def _tampered(parts: str, path: Path) -> LedgerCorrupt:
    words = tr("台账的结构不完整或被其他程序改动过（{parts}），可用 seed --force 重建（会先备份）", parts=parts)
    return LedgerCorrupt(tr("{words}：{path}。", words=words, path=path))


def back_up_ledger(connection: sqlite3.Connection, path: Path, label: str) -> Path:
    """Copy a ledger beside itself, what is still in its write-ahead log included, without replacing an earlier copy.

    Args:
        connection: Open on the ledger.
        path: The ledger's file.
        label: Goes into the name: `台账.<label>.kxc`, with a number when that exists.

    Returns:
        The copy, whole: it appears under its name only when it is finished.

    Raises:
        LedgerUnwritable: There is no room or no right to write it.
    """
    stem = f"{path.stem}.{label}"
    names = chain((stem,), (f"{stem}-{again}" for again in count(2)))
    target = next(free for name in names if not (free := path.with_name(name + path.suffix)).exists())
    part = target.with_name(f".{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
            # The copy stands alone: no side files of a write-ahead log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        os.replace(part, target)
    except (OSError, sqlite3.OperationalError) as error:
        raise LedgerUnwritable(
            tr("无法备份台账（{reason}），未作任何改动：{path}。", reason=error, path=path)
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Hold the ledger for writing: everything inside is written together, or nothing when anything fails.

    Args:
        connection: Open on the ledger, without a running transaction.
        path: The ledger's file, for messages.

    Raises:
        LedgerError: The file is locked, damaged or cannot be written.
    """
    with translated_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
