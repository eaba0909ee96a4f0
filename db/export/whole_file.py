"""A file appears whole or not at all: written beside its place, flushed to the disk, moved into it."""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from db.export.errors import ExportError, TargetTaken
from geo.os_reasons import reason_of
from geo.wording import tr

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY})


@contextlib.contextmanager
def write_whole(target: Path, *, replace: bool) -> Iterator[Path]:
    """Lend a path to write to; when the block ends well, that file takes the target's place in one step.

    The path lies in a folder of its own beside the target, on the same disk, where scratch files may lie too. Whatever
    happens, nothing but the finished file remains.

    Args:
        target: The file to write, resolved.
        replace: Whether a file that is there may be replaced.

    Raises:
        TargetTaken: There is a file already.
        ExportError: The disk is full, refuses, or another program holds the file; the old one is as it was.
    """
    check_free(target, replace=replace)
    # The folder's name does not grow with the target's, which may be as long as names can be.
    folder = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        folder.mkdir()
        part = folder / f"export{target.suffix}"
        yield part
        _flush(part)
        check_free(target, replace=replace)  # somebody may have made one meanwhile
        os.replace(part, target)
        _flush_folder(target.parent)
    except OSError as error:
        raise ExportError(describe_failure(target, error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check_free(target: Path, *, replace: bool) -> None:
    """Refuse a file that is there unless it may be replaced.

    Raises:
        TargetTaken: There is a file already.
        ExportError: The place cannot be looked at.
    """
    try:
        taken = not replace and target.exists()
    except OSError as error:
        raise ExportError(describe_failure(target, error)) from error
    if taken:
        raise TargetTaken(tr("已有这个文件，没有替换：{path}。", path=target))


def describe_failure(target: Path, error: OSError) -> str:
    """Say in one sentence why a file could not be written; a file that was there is as it was."""
    if error.errno in _FULL:
        return tr("磁盘空间不足，没有导出，原有文件未动：{path}。", path=target)
    if error.errno in _REFUSED:
        return tr("没有写入权限，或者文件正被别的程序打开（如 Excel），没有导出：{path}。", path=target)
    return tr("无法写入 {path}（{reason}）。", path=target, reason=reason_of(error))


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the renaming itself last; where folders cannot be flushed (Windows) it is left to the system."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
