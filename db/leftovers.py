"""What a killed program leaves beside the ledger: how it is named, and taking it away."""

import contextlib
import datetime
import re
import shutil
from pathlib import Path
from typing import Final

SWEPT_AFTER_S: Final = 3600.0


def seeding_prefix(path: Path) -> str:
    """How the names of folders begin in which a ledger is made ready beside its place."""
    return f".{path.name[:40]}.seeding-"


def sweep_leftovers(path: Path, now: datetime.datetime) -> None:
    """Take away what a killed program left beside the ledger: half-made copies, never the ledger or a backup.

    Args:
        path: The ledger.
        now: The time; what is younger than an hour may still be worked on.
    """
    with contextlib.suppress(OSError):
        for left in path.parent.iterdir():
            with contextlib.suppress(OSError):  # somebody has just taken it away
                if _is_half(left.name, path) and left.stat().st_mtime < now.timestamp() - SWEPT_AFTER_S:
                    shutil.rmtree(left) if left.is_dir() else left.unlink()


def _is_half(name: str, path: Path) -> bool:
    """Whether a name is one that copies, backups and settings have only until they are whole."""
    return bool(
        name.startswith(seeding_prefix(path))
        or re.fullmatch(rf"\.{re.escape(path.stem)}\..*\.part(-journal|-wal|-shm)?", name)
        or re.fullmatch(r"[\w-]+\.json\.\d+\.new", name)
    )
