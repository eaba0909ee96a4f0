from __future__ import annotations

import datetime
import os
from pathlib import Path

from db.leftovers import sweep_leftovers

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


def test_only_old_half_made_things_are_swept(tmp_path: Path) -> None:
    own = tmp_path / "ledger.kxc"
    stays = ["ledger.kxc", "ledger.backup-v3.kxc", "notes.part", "map.json", "mine.json.new", ".hidden"]
    goes = [".ledger.backup-v3.kxc.part", "map.json.123.new", ".ledger.backup-v3.kxc.part-journal"]
    for name in stays + goes:
        (tmp_path / name).touch()
    folder = tmp_path / ".ledger.kxc.seeding-abc"
    folder.mkdir()
    (folder / "fresh.kxc").touch()
    young = tmp_path / "views.json.77.new"
    young.touch()
    old = NOW.timestamp() - 7200
    for path in tmp_path.iterdir():
        os.utime(path, (old, old) if path != young else (NOW.timestamp(), NOW.timestamp()))
    sweep_leftovers(own, NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*stays, young.name])
