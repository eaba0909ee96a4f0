from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.program.single_instance import FirstInstance, hand_over, server_name

SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.program.single_instance import hand_over
app = QCoreApplication([])
ledger = Path(sys.argv[2]) if len(sys.argv) > 2 else None
sys.exit(0 if hand_over(Path(sys.argv[1]), ledger) else 5)
"""


def start_again(project_dir: Path, home: Path, *ledger: Path, **surroundings: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SECOND_START, str(home), *map(str, ledger)]
    return subprocess.Popen(command, cwd=project_dir, env=os.environ | surroundings)


def test_a_second_start_hands_its_file_over(
    qtbot: QtBot, tmp_path: Path, project_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "old")
    first = FirstInstance(tmp_path)
    ledger = tmp_path / "台账 甲.kxc"
    with qtbot.waitSignal(first.wanted, timeout=20_000) as wanted:
        second = start_again(project_dir, tmp_path, ledger, XDG_ACTIVATION_TOKEN="token-of-the-click")
    assert wanted.args == [ledger]
    assert second.wait(20) == 0
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "token-of-the-click"
    first.close()


def test_a_second_start_without_a_file_only_asks_to_come_to_the_front(
    qtbot: QtBot, tmp_path: Path, project_dir: Path
) -> None:
    first = FirstInstance(tmp_path)
    with qtbot.waitSignal(first.wanted, timeout=20_000) as wanted:
        second = start_again(project_dir, tmp_path)
    assert wanted.args == [None]
    assert second.wait(20) == 0
    first.close()


def test_what_a_killed_program_left_does_not_keep_the_next_from_listening(qtbot: QtBot, tmp_path: Path) -> None:
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom PySide6.QtCore import QCoreApplication\n"
        "from ui.program.single_instance import FirstInstance\napp = QCoreApplication([])\n"
        "first = FirstInstance(Path(sys.argv[1]))\nassert first.is_listening\nos.kill(os.getpid(), 9)\n"
    )
    died = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert died.returncode == -9
    assert not hand_over(tmp_path, None)
    next_one = FirstInstance(tmp_path)
    assert next_one.is_listening
    next_one.close()


def test_each_data_folder_has_a_program_of_its_own(tmp_path: Path) -> None:
    assert server_name(tmp_path / "a") != server_name(tmp_path / "b")
    assert not hand_over(tmp_path / "nobody", None)
