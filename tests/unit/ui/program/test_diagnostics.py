from __future__ import annotations

import datetime
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.program.diagnostics import Diagnostics, logs_folder

NOW = datetime.datetime(2026, 3, 4, 5, 6, 7, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _faults_stay_with_pytest(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("ui.program.diagnostics.faulthandler.enable", lambda _file: None)
    monkeypatch.setattr("ui.program.diagnostics.faulthandler.is_enabled", lambda: False)
    level = logging.getLogger().level
    yield
    logging.getLogger().setLevel(level)


def make_bug() -> BaseException:
    try:
        raise ZeroDivisionError("一分为零")
    except ZeroDivisionError as error:
        return error


def test_a_run_that_ends_well_leaves_a_log_and_no_report(tmp_path: Path) -> None:
    diagnostics = Diagnostics(tmp_path, "1.2.3", NOW)
    logging.getLogger("somewhere").warning("注意 %s", "此事")
    diagnostics.close()
    log = (logs_folder(tmp_path) / "atlas.log").read_text("utf-8")
    assert "started 1.2.3" in log
    assert "WARNING somewhere: 注意 此事" in log
    again = Diagnostics(tmp_path, "1.2.3", NOW)
    assert again.last_crash is None
    again.close()


def test_a_bug_becomes_a_report_with_version_and_traceback(tmp_path: Path) -> None:
    diagnostics = Diagnostics(tmp_path, "1.2.3", NOW)
    first, second = diagnostics.report(make_bug(), NOW), diagnostics.report(make_bug(), NOW)
    diagnostics.close()
    assert first is not None
    assert second is not None
    assert first != second
    words = first.read_text("utf-8")
    assert "1.2.3" in words
    assert "ZeroDivisionError: 一分为零" in words
    assert "make_bug" in words


def test_reports_do_not_pile_up(tmp_path: Path) -> None:
    diagnostics = Diagnostics(tmp_path, "1", NOW)
    for minutes in range(15):
        diagnostics.report(make_bug(), NOW + datetime.timedelta(minutes=minutes))
    diagnostics.close()
    kept = sorted(path.name for path in logs_folder(tmp_path).glob("crash-2*.txt"))
    assert len(kept) == 10
    assert kept[-1] == "crash-20260304-052007.txt"


def test_the_log_does_not_grow_without_end(tmp_path: Path) -> None:
    diagnostics = Diagnostics(tmp_path, "1", NOW)
    for _ in range(70):
        logging.getLogger("loud").warning("x" * 100_000)
    diagnostics.close()
    logs = list(logs_folder(tmp_path).glob("atlas.log*"))
    assert 2 <= len(logs) <= 5
    assert sum(log.stat().st_size for log in logs) < 6_000_000


def test_a_process_that_dies_leaves_a_report_for_the_next_start(tmp_path: Path, project_dir: Path) -> None:
    script = (
        "import datetime, faulthandler, sys\nfrom pathlib import Path\nfrom ui.program.diagnostics import Diagnostics\n"
        "Diagnostics(Path(sys.argv[1]), '1', datetime.datetime.now(datetime.UTC))\nfaulthandler._sigsegv()\n"
    )
    died = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=project_dir, check=False)
    assert died.returncode < 0
    diagnostics = Diagnostics(tmp_path, "1", NOW)
    diagnostics.close()
    assert diagnostics.last_crash is not None
    assert "Segmentation fault" in diagnostics.last_crash.read_text("utf-8")


def test_without_a_folder_to_write_the_program_runs_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    diagnostics = Diagnostics(tmp_path / "file", "1", NOW)
    assert diagnostics.last_crash is None
    assert diagnostics.report(make_bug(), NOW) is None
    diagnostics.close()
