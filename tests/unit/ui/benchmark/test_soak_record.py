"""A long run tells what became of it, also where it was killed before it could."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ui.benchmark.soak_record import Record, growth, read_record


def write_rounds(record: Record, own_mb: Sequence[float], pss_mb: float = 500.0) -> None:
    for number, size in enumerate(own_mb):
        record.tell("act", act="filter")
        parts = {"window": {"pss": pss_mb, "anonymous": size, "files": 9.0, "shared": 1.0}}
        record.tell("round", steps=number, used_min=0.5 * (number + 1), pss_mb=pss_mb, parts_mb=parts)


def test_growth_is_that_from_the_second_to_the_last_quarter() -> None:
    assert growth([1, 1, 1, 100, 100, 100, 90, 0.1, 50, 110, 110, 110]) == pytest.approx(0.1)
    assert growth([100, 200]) == 0
    assert growth([]) == 0


def test_a_run_that_ends_by_itself_is_summed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Record(tmp_path / "r.jsonl") as record:
        write_rounds(record, [100, 100, 100, 110])
        record.tell("trouble", kind="stale", what="map of revision 3 instead of 4")
        record.tell("trouble", kind="page", what="TypeError")
        record.tell("fresh", differing=0)
        record.tell("end", steps=4)
    told = read_record(record.path)
    assert told["ended"] == "done"
    assert (told["steps"], told["last_act"], told["minutes"], told["fresh"]) == (4, "filter", 2.0, 1)
    assert told["growth"] == 0  # of what others map as well
    assert told["growth_own"] == pytest.approx(111 / 101 - 1, abs=1e-4)
    assert told["stale"] == ["map of revision 3 instead of 4"]
    assert told["failures"] == ["page: TypeError"]
    aloud = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]
    assert aloud == ["round"] * 4 + ["trouble"] * 2 + ["end"]


RUN = """
import os, signal, sys
from pathlib import Path
from ui.benchmark.soak_record import Record
record = Record(Path(sys.argv[1]))
record.watch()
record.tell("act", act="sort")
record.tell("round", steps=1, used_min=0.1, pss_mb=1.0, parts_mb={})
if sys.argv[2] == "crash":
    import ctypes
    ctypes.string_at(0)
os.kill(os.getpid(), getattr(signal, sys.argv[2]))
if record.is_stopped():  # a signal one sends oneself is heard before `kill` returns
    record.tell("end")
    sys.exit(0)
sys.exit(3)
"""


@pytest.mark.parametrize(
    ("what", "code", "ended"),
    [
        ("SIGKILL", -signal.SIGKILL, "killed by SIGKILL"),
        ("crash", -signal.SIGSEGV, "killed by SIGSEGV"),
        ("SIGTERM", 0, "SIGTERM"),
        ("SIGHUP", 0, "SIGHUP"),
    ],
)
def test_what_ended_a_run_is_told(tmp_path: Path, what: str, code: int, ended: str) -> None:
    path = tmp_path / "r.jsonl"
    run = subprocess.run([sys.executable, "-c", RUN, str(path), what], check=False, capture_output=True)
    assert run.returncode == code
    told = read_record(path, run.returncode)
    assert told["ended"] == ended
    assert (told["steps"], told["last_act"]) == (1, "sort")
    crashes = [one for one in told["failures"] if "Segmentation fault" in one]  # type: ignore[attr-defined]
    assert len(crashes) == (what == "crash")


def test_a_run_whose_process_is_gone_without_a_word_is_told_so(tmp_path: Path) -> None:
    with Record(tmp_path / "r.jsonl") as record:
        write_rounds(record, [1, 2])
    with record.path.open("a") as file:
        file.write('{"event": "act", "at_')
    told = read_record(record.path)
    assert told["ended"] == "no end was told"
    assert told["steps"] == 2


def test_an_exception_that_nobody_caught_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such thing"), Record(tmp_path / "r.jsonl") as record:
        raise ValueError("no such thing")
    told = read_record(record.path, 1)
    assert told["ended"] == "ended with code 1"
    assert told["failures"] == ["ended by: ValueError('no such thing')"]
