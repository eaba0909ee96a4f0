"""The command line in English: what it says of itself has no Chinese; what the ledger says stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.wording import ENGLISH, HAN, VARIABLE
from ui.command_line import COMMANDS


@pytest.fixture(scope="module")
def words(project_dir: Path) -> None:
    """What set-up prepares, as it stands in the source."""
    subprocess.run([sys.executable, "-m", "assets.prepare", "--only", "words"], cwd=project_dir, check=True)


def run(project: Path, home: Path, *arguments: str, language: str = ENGLISH) -> subprocess.CompletedProcess[str]:
    around = os.environ | {VARIABLE: language, "SCIENCE_CITY_ATLAS_HOME": str(home), "COLUMNS": "120"}
    command = [sys.executable, "main.py", *arguments]
    return subprocess.run(command, cwd=project, env=around, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("words")
def test_help_of_every_command_is_english(project_dir: Path, tmp_path: Path) -> None:
    for command in ((), *((name,) for name in COMMANDS)):
        done = run(project_dir, tmp_path, *command, "--help")
        assert done.returncode == 0, done.stderr
        told = done.stdout.replace("签约", "")
        assert [line for line in told.splitlines() if HAN.search(line)] == [], command


@pytest.mark.usefixtures("words")
def test_refusals_are_english_in_this_process_and_in_those_it_starts(
    project_dir: Path, tmp_path: Path, built_ledger: Path
) -> None:
    wrong = run(project_dir, tmp_path, "projects", "--year-from", "x", "--db", str(built_ledger))
    assert (wrong.returncode, HAN.search(wrong.stderr)) == (2, None)
    missing = run(project_dir, tmp_path, "projects", "--db", str(tmp_path / "none.kxc"))
    assert missing.returncode == 1
    assert missing.stderr.startswith("There is no such ledger: ")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 broken")
    ledger = tmp_path / "own.kxc"
    ledger.write_bytes(built_ledger.read_bytes())
    refused = run(project_dir, tmp_path, "documents", "--add", str(tmp_path / "scan.pdf"), "--db", str(ledger))
    assert "scan.pdf” is damaged; its text cannot be read." in refused.stderr


@pytest.mark.usefixtures("words")
def test_json_is_the_same_in_either_language(project_dir: Path, tmp_path: Path, built_ledger: Path) -> None:
    asked = ("projects", "--json", "--stage", "签约", "--db", str(built_ledger))
    english, chinese = (run(project_dir, tmp_path, *asked, language=spoken).stdout for spoken in ("en", "zh"))
    assert json.loads(english) == json.loads(chinese)
    assert len(json.loads(english)) > 0


def test_a_language_that_is_not_there_is_refused(project_dir: Path, tmp_path: Path) -> None:
    done = run(project_dir, tmp_path, "projects", language="fr")
    assert done.returncode == 1
    assert "must be zh or en" in done.stderr
    assert "Traceback" not in done.stderr
