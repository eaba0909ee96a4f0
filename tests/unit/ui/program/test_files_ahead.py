"""Files of a start are read ahead as they were written down, and nothing is waited for or trusted."""

from __future__ import annotations

import ctypes
import errno
import json
import mmap
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from pytestqt.qtbot import QtBot

from ui.program import files_ahead
from ui.program.files_ahead import FILE, FORMAT, Mapped, can_read_ahead, is_cold, read_ahead, read_mapped, read_whole

pytestmark = pytest.mark.skipif(not can_read_ahead(), reason="only Linux reads ahead")
PROGRAM = Path(__file__).resolve().parents[4]
MB = 1 << 20
IN_A_PROCESS = """
import os, sys
from pathlib import Path
from ui.program.files_ahead import read_ahead
print(read_ahead(Path(sys.argv[1])))
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("nobody left")
print(*(name for name in ("PySide6", "numpy", "threading") if name in sys.modules))
"""
STAYING = """
import sys
from pathlib import Path
from ui.program import files_ahead
files_ahead.is_cold = lambda path, offset: True
files_ahead.read_mapped = lambda files: Path(sys.argv[2]).read_bytes()
print(files_ahead.read_ahead(Path(sys.argv[1])))
"""
"""A start whose reading goes on until somebody has written into a pipe."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Four MB that are on the disk and not in memory."""
    path = tmp_path / "library.so"
    with path.open("wb") as written:
        written.write(os.urandom(4 * MB))
        written.flush()
        os.fsync(written.fileno())
        os.posix_fadvise(written.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if in_memory(path).any():
        pytest.skip("this file system keeps its files in memory")
    return path


def in_memory(path: Path) -> npt.NDArray[np.bool_]:
    """Which pages of a file are in memory; looking fetches none."""
    pages = np.zeros(-(-path.stat().st_size // mmap.PAGESIZE), dtype=np.uint8)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) as mapped:
        address = ctypes.byref(ctypes.c_char.from_buffer(mapped))
        library = ctypes.CDLL(None, use_errno=True)
        told = library.mincore(address, ctypes.c_size_t(len(mapped)), ctypes.c_void_p(pages.ctypes.data))
        del address
        assert told == 0, os.strerror(ctypes.get_errno())
    return (pages & 1).astype(np.bool_)


def told(path: Path, *parts: int) -> Mapped:
    status = path.stat()
    return (str(path), status.st_size, status.st_mtime_ns, list(parts))


def write_list(cache: Path, probe: Path, *mapped: Mapped) -> None:
    first = {"format": FORMAT, "settled": True, "probes": [[str(probe), 0]]}
    (cache / FILE).write_text("\n".join(json.dumps(part) for part in (first, {"mapped": mapped, "whole": []})), "utf-8")


def test_the_parts_that_are_named_are_fetched(file: Path, qtbot: QtBot) -> None:
    assert read_mapped([told(file, 0, 4096, 3 * MB, 8192)]) == 12288
    wanted = [0, 768, 769]
    qtbot.waitUntil(lambda: bool(in_memory(file)[wanted].all()))
    assert in_memory(file).sum() == len(wanted), "and nothing else"


def test_a_file_that_has_become_another_is_left(file: Path) -> None:
    before = told(file, 0, 4096)
    os.utime(file, (1, 1))
    assert read_mapped([before]) == 0
    assert not in_memory(file).any()


def test_looking_whether_a_place_is_in_memory_fetches_no_more_than_that(file: Path) -> None:
    assert is_cold(str(file), 2 * MB)
    assert in_memory(file).sum() <= 1
    file.read_bytes()
    assert not is_cold(str(file), 2 * MB)
    assert not is_cold(str(file.with_name("gone")), 0)


def test_a_probe_that_cannot_be_opened_is_not_cold(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    for path in (tmp_path / "file" / "below", tmp_path / "loop", tmp_path / ("n" * 300), tmp_path):
        assert not is_cold(str(path), 0)


def test_a_file_system_that_does_not_tell_is_not_asked_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        asked.append(1)
        raise OSError(errno.EOPNOTSUPP, "not supported")

    asked: list[int] = []
    monkeypatch.setattr(os, "preadv", refuse)
    probes = [[__file__, 0], [__file__, 0]]
    (tmp_path / FILE).write_text(json.dumps({"format": FORMAT, "settled": True, "probes": probes}) + "\n{}")
    assert not read_ahead(tmp_path)
    assert len(asked) == 1


def test_whole_files_are_fetched_whole_and_what_is_missing_or_no_file_passed_over(file: Path, qtbot: QtBot) -> None:
    pipe = file.with_name("pipe")
    os.mkfifo(pipe)  # whoever opens one waits for the other end
    gone = file.with_name("gone")
    assert read_whole([[str(gone)], [str(pipe)], [str(file.parent)], [str(file), str(gone)]]) == 0, "its source is gone"
    assert read_whole([[str(file), str(file.parent)]]) == 4 * MB
    qtbot.waitUntil(lambda: bool(in_memory(file).all()))


def test_no_more_is_read_than_a_start_can_need(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_ahead, "MOST_READ", MB)
    assert read_mapped([told(file, 0, MB // 2, MB, MB // 2, 2 * MB, 4096)]) == MB
    assert read_whole([[str(file)]]) == 0


def test_a_start_from_memory_begins_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.read_bytes()
    write_list(file.parent, file, told(file, 0, MB))
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process was begun"))
    assert not read_ahead(file.parent)


def test_a_cold_start_reads_in_processes_that_leave_nothing_behind(file: Path, qtbot: QtBot) -> None:
    write_list(file.parent, file, told(file, 0, MB))
    done = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS, str(file.parent)], cwd=PROGRAM, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["True", "nobody left", ""], "and neither Qt nor numpy is imported for it"
    qtbot.waitUntil(lambda: bool(in_memory(file)[:256].all()))
    assert not in_memory(file)[256:].any()


def test_who_reads_what_a_start_says_does_not_wait_for_what_is_read_ahead(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    write_list(tmp_path, tmp_path)
    command = [sys.executable, "-c", STAYING, str(tmp_path), str(pipe)]
    try:
        done = subprocess.run(
            command, cwd=PROGRAM, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, timeout=20
        )
    finally:
        pipe.write_bytes(b"end")
    assert done.stdout == "True\n"


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "null", '{"format": 1}', '{"format": 1, "probes": [[1, 2, 3]]}',
                '{"format": 1, "probes": 5}', '{"format": 99, "probes": []}', "\udcff", "[" * 30_000,
                json.dumps({"format": FORMAT, "probes": [[__file__, 10**30]]})]
)  # fmt: skip
def test_a_list_that_is_none_begins_nothing(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_text(content, "utf-8", "surrogateescape")
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process was begun"))
    assert not read_ahead(tmp_path)
    assert not read_ahead(tmp_path / "nowhere")


def test_a_list_too_long_begins_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_list(file.parent, file, told(file, 0, MB))
    monkeypatch.setattr(files_ahead, "MOST_BYTES", 10)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process was begun"))
    assert not read_ahead(file.parent)


def test_where_the_system_cannot_nothing_is_done(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_list(file.parent, file, told(file, 0, MB))
    monkeypatch.delattr(os, "RWF_NOWAIT")
    assert not read_ahead(file.parent)
