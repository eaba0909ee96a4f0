"""Which data pack a ledger was built from: a look of a millisecond that spares nearly every start the whole check."""

import contextlib
import hashlib
import sqlite3
from pathlib import Path

from db.schema import MIGRATIONS
from db.seed_pack.seed_tables import SEED_COLUMNS


def hash_pack(seeds_dir: Path) -> str:
    """Hash everything the data pack says, whatever else lies beside it."""
    digest = hashlib.sha256()
    for table in SEED_COLUMNS:
        path = seeds_dir / f"{table}.csv"
        # A file that is missing or unreadable is named properly when the pack is read.
        with contextlib.suppress(OSError):
            digest.update(f"{table}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def stamp_of(digest: str) -> str:
    """The stamp of a ledger built from a data pack with this hash, under the schema of this program."""
    return hashlib.sha256(f"{digest}{MIGRATIONS!r}".encode()).hexdigest()


def holds_pack(path: Path, seeds_dir: Path) -> bool:
    """Whether a ledger says that it was built from this data pack by this schema, edited since or not.

    Seeding would leave such a ledger alone. Whatever cannot be read says nothing: seeding then tells what is wrong.
    """
    with contextlib.suppress(OSError, RuntimeError, sqlite3.Error):
        address = f"{path.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=0.2)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'built_from'").fetchone()
        return row is not None and row[0] == stamp_of(hash_pack(seeds_dir))
    return False
