"""What a start has read is written down once it is right, and only then left alone."""

from __future__ import annotations

import json
import mmap
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.opening.reading_ahead import LEAST_BYTES
from ui.program import files_record
from ui.program.files_ahead import FILE, can_read_ahead
from ui.program.files_record import FilesRecord, files_beside, find_mapped, find_modules, parts_of, write_record

pytestmark = pytest.mark.skipif(not can_read_ahead(), reason="only Linux reads ahead")


class View(QWidget):
    drawn = Signal(int, int, int)


def record_of(view: View, cache: Path) -> FilesRecord:
    return FilesRecord(view, cache, ())  # type: ignore[arg-type]


def listed(cache: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    first, files = (cache / FILE).read_text("utf-8").split("\n")
    return json.loads(first), json.loads(files)


def test_runs_of_pages_become_parts_and_small_gaps_are_read_along() -> None:
    pages = np.zeros(200, dtype=np.bool_)
    pages[[0, 1, 10, 100, 199]] = True
    assert parts_of(pages) == [0, 11 * 4096, 100 * 4096, 4096, 199 * 4096, 4096]


@pytest.mark.parametrize("name", ["library.so", "with\u2028ends\x0bof lines\x85\r.so", os.fsdecode(b"\xff.so")])
def test_of_a_mapped_file_only_what_was_touched_is_needed(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(bytes(8 << 20))
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert mapped[5 << 20] == 0
        found = {each[0]: each for each in find_mapped()}
    assert str(path) in found
    _, size, changed, parts = found[str(path)]
    assert (size, changed) == (8 << 20, path.stat().st_mtime_ns)
    (offset, length) = parts
    assert offset <= 5 << 20 < offset + length <= 6 << 20
    assert any("libpython" in name or "python" in Path(name).name for name in found)


def test_each_module_is_told_with_its_source() -> None:
    modules = dict(find_modules())
    source = files_record.__file__
    assert source in modules.values()
    assert all(compiled.endswith(".pyc") for compiled in modules)


def test_a_ledger_is_read_ahead_last_and_only_where_a_start_reads_it_whole(tmp_path: Path) -> None:
    ledger, assets = tmp_path / "a.kxc", tmp_path / "assets"
    without = files_beside(ledger, assets)
    assert assets / "vendor" in without
    ledger.touch()
    os.truncate(ledger, LEAST_BYTES - 1)
    assert files_beside(ledger, assets) == [*without, ledger]
    os.truncate(ledger, LEAST_BYTES)
    assert files_beside(ledger, assets) == without, "it has a copy of its columns, or is read by a process of its own"


def test_a_record_is_right_when_two_starts_in_turn_have_written_it(tmp_path: Path) -> None:
    read = tmp_path / "read"
    read.mkdir()
    (read / "ledger.kxc").write_bytes(b"x")
    assert write_record(tmp_path, [read])
    first, files = listed(tmp_path)
    assert not first["settled"]
    assert [str(read / "ledger.kxc")] in files["whole"]
    assert 8 <= len(first["probes"]) <= 32
    assert {path for path, _ in first["probes"]} <= {each[0] for each in files["mapped"]}
    assert write_record(tmp_path, [])
    assert listed(tmp_path)[0]["settled"]
    before = (tmp_path / FILE).read_bytes()
    assert not write_record(tmp_path, [])
    assert (tmp_path / FILE).read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [FILE]


@pytest.mark.parametrize("trouble", ["another library", "old", "no list", "of another format", "no file"])
def test_a_record_that_is_no_longer_right_is_written_anew(trouble: str, tmp_path: Path) -> None:
    write_record(tmp_path, [])
    write_record(tmp_path, [])
    file = tmp_path / FILE
    first, files = listed(tmp_path)
    if trouble == "another library":
        files["mapped"][3][2] += 1
    elif trouble == "no file":
        files["mapped"][3] = []
    elif trouble == "of another format":
        first["format"] += 1
    file.write_text("[]" if trouble == "no list" else "\n".join(map(json.dumps, (first, files))), "utf-8")
    if trouble == "old":
        os.utime(file, (1e9, 1e9))
    assert write_record(tmp_path, [])
    assert not listed(tmp_path)[0]["settled"], "and once more by the next start"


def test_what_cannot_be_written_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not write_record(tmp_path / "nowhere", [])
    monkeypatch.setattr(files_record, "MOST_BYTES", 100)
    assert not write_record(tmp_path, [])
    assert list(tmp_path.iterdir()) == []


def test_a_window_that_closes_early_has_written_what_it_read(qtbot: QtBot, tmp_path: Path) -> None:
    view = View()
    qtbot.addWidget(view)
    record = record_of(view, tmp_path)
    record.save()
    assert list(tmp_path.iterdir()) == [], "no map was drawn"
    view.drawn.emit(0, 3, 4)
    view.drawn.emit(1, 3, 4)
    record.save()
    record.save()
    assert not listed(tmp_path)[0]["settled"]


def test_a_window_that_stays_writes_it_by_itself(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_record, "SOON_MS", 1)
    view = View()
    qtbot.addWidget(view)
    record = record_of(view, tmp_path)
    view.drawn.emit(0, 3, 4)
    qtbot.waitUntil((tmp_path / FILE).exists, timeout=10_000)
    record.save()
    assert not listed(tmp_path)[0]["settled"]
