"""The command line among other programs: pipes that close, full devices, strange bytes, and no Qt."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.ui.command_line.studio import Runner


def test_bugs_are_not_swallowed(call: Runner, built_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("db.index.columns.count_totals", fail)
    with pytest.raises(ZeroDivisionError):
        call("figures", "--db", built_ledger)


def test_no_command_imports_qt(project_dir: Path) -> None:
    script = (
        "import sys, ui.command_line, db.export.xlsx, geo.geocoding, db.seed_pack.seed_check; "
        "sys.exit(any(name.partition('.')[0] in ('PySide6', 'shiboken6', 'folium') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", script], cwd=project_dir, check=True)


def test_a_reader_that_stops_early_is_no_failure(project_dir: Path, built_ledger: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "main.py", "projects", "--db", str(built_ledger), "--json"],
        cwd=project_dir, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=30) == 0


def run_program(project_dir: Path, command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real program through a shell, for what only a real process has."""
    words = f'"{sys.executable}" main.py {command}'
    return subprocess.run(
        ["bash", "-c", words],
        cwd=project_dir,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
@pytest.mark.parametrize("command", ["projects --json", "projects --csv", "projects", "facets --json", "geocode 甲"])
def test_a_closed_standard_output_is_told(project_dir: Path, built_ledger: Path, command: str) -> None:
    done = run_program(project_dir, f'{command} --db "{built_ledger}" >&-')
    assert done.returncode == 1
    assert done.stderr.decode() == "无法写到标准输出（已关闭）。\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["projects --json", "projects --csv", "projects", "facets", "doctor"])
def test_a_full_standard_output_is_told(project_dir: Path, built_ledger: Path, command: str) -> None:
    done = run_program(project_dir, f'{command} --db "{built_ledger}" >/dev/full')
    assert done.returncode == 1
    assert done.stderr.decode() == "无法写到标准输出（磁盘空间不足）。\n"


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (r"projects --text $'\xff芯' --json", 2),
        (r"projects --industry $'\xff'", 1),
        (r"geocode $'\xff' --json", 0),
        (r"projects --within $'/\xff.geojson'", 1),
        (r"doctor --json", 0),
    ],
)
def test_arguments_that_are_no_utf8_are_no_bug(
    project_dir: Path, built_ledger: Path, tmp_path: Path, command: str, code: int
) -> None:
    # A folder whose name is no text: paths in messages and results are written as the bytes they are.
    folder = os.fsencode(tmp_path) + b"/\xfe"
    os.mkdir(folder)
    shutil.copy(os.fsencode(built_ledger), folder + b"/a.kxc")
    done = run_program(project_dir, f"{command} --db $'{tmp_path}/\\xfe/a.kxc'")
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr
    done = run_program(project_dir, f"export --to $'{tmp_path}/\\xfe/a.csv' --db $'{tmp_path}/\\xfe/a.kxc'")
    assert done.returncode == 0, done.stderr
    assert folder + b"/a.csv" in done.stdout


def test_an_interrupted_command_ends_quietly(call: Runner, built_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("db.ledger.Ledger.load_columns", interrupt)
    code, out, err = call("projects", "--db", built_ledger)
    assert (code, out, err) == (130, "", "已中断。\n")


def test_names_cannot_break_the_table_or_command_the_terminal(call: Runner, own_ledger: Path) -> None:
    with sqlite3.connect(own_ledger) as connection:
        connection.execute("UPDATE projects SET name = ? WHERE id = 1", ("甲\n乙\x1b[31m\u202e丙\x9b2J",))
    code, out, _ = call("projects", "--ids", "1", "--db", own_ledger)
    assert code == 0
    assert len(out.splitlines()) == 3
    assert not {"\x1b", "\u202e", "\x9b"} & set(out)
    assert "甲 乙" in out
