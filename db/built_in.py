"""The ledger a package brings along: read-only there, copied for the person at the first start, never over a file."""

import errno
import os
import shutil
import tempfile
from pathlib import Path

from db.connection import LedgerUnwritable
from db.leftovers import seeding_prefix
from geo.os_reasons import reason_of
from geo.wording import tr


def copy_built_in(built_in: Path, path: Path) -> bool:
    """Copy the built-in ledger to a place where there is none.

    The copy appears whole under its name, or not at all; a file that is there, or comes meanwhile, stays.

    Args:
        built_in: The ledger the package brings, finished and closed.
        path: The person's ledger; folders above it are made.

    Returns:
        Whether it was copied: False where there is a file already, or the program brings no ledger.

    Raises:
        LedgerUnwritable: The folder cannot be written.
    """
    try:
        if os.path.lexists(path) or not built_in.is_file():
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        # Named like seeding's folders, so that what a killed start leaves is swept with theirs.
        with tempfile.TemporaryDirectory(prefix=seeding_prefix(path), dir=path.parent) as folder:
            copy = Path(folder) / "copy.kxc"
            shutil.copyfile(built_in, copy)
            _flush(copy)
            return _take_place(copy, path)
    except OSError as error:
        raise LedgerUnwritable(tr("无法写入台账（{reason}）：{path}。", reason=reason_of(error), path=path)) from error


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _take_place(copy: Path, path: Path) -> bool:
    """Give the copy its name unless somebody has taken it."""
    try:
        os.link(copy, path)
    except FileExistsError:
        return False
    except OSError as error:
        # File systems without links (FAT, some shares): a look, then a move.
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
            raise
        if path.exists():
            return False
        os.replace(copy, path)
    return True
