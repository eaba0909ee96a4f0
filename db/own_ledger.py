"""The person's own ledger, made ready at a start."""

import contextlib
import datetime
from pathlib import Path

from db.leftovers import sweep_leftovers
from db.seed_pack.pack_stamp import holds_pack


def ready_ledger(path: Path, built_in: Path, seeds: Path, now: datetime.datetime) -> Path:
    """Build the person's own ledger from the data pack where it is missing or the pack is newer.

    Args:
        path: The ledger.
        built_in: The finished ledger a package brings; there need be none.
        seeds: The data pack.
        now: Stamped on what is built.

    Raises:
        AtlasError: It cannot be built; what was there stays.
    """
    sweep_leftovers(path, now)
    if holds_pack(path, seeds):  # as at every start but the first, which alone needs the importer
        return path
    from db.built_in import copy_built_in
    from db.seeding import LedgerEdited, seed_ledger

    copy_built_in(built_in, path)
    with contextlib.suppress(LedgerEdited):  # the person's edits stand; a newer pack waits until they ask for it
        seed_ledger(path, seeds, now)
    return path
