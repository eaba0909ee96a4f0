from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from ui.program.recent_ledgers import MOST, RecentLedgers, add_recent_menu


def test_the_newest_comes_first_and_each_once(tmp_path: Path) -> None:
    recent = RecentLedgers(tmp_path / "recent.json")
    for name in ("a.kxc", "b.kxc", "a.kxc"):
        recent.add(tmp_path / name)
    assert RecentLedgers(tmp_path / "recent.json").paths == (tmp_path / "a.kxc", tmp_path / "b.kxc")


def test_the_list_stays_short(tmp_path: Path) -> None:
    recent = RecentLedgers(tmp_path / "recent.json")
    for number in range(MOST + 5):
        recent.add(tmp_path / f"{number}.kxc")
    assert len(recent.paths) == MOST
    assert recent.paths[0] == tmp_path / f"{MOST + 4}.kxc"


@pytest.mark.parametrize("content", ["", "{", "null", '{"a": 1}', "[1, null, [2]]", '["a\\u0000b"]', "[" * 50_000])
def test_a_list_that_cannot_be_read_is_empty(tmp_path: Path, content: str) -> None:
    (tmp_path / "recent.json").write_text(content, "utf-8")
    assert RecentLedgers(tmp_path / "recent.json").paths == ()


def test_the_menu_opens_what_is_there_and_greys_what_is_gone(qtbot: QtBot, tmp_path: Path) -> None:
    recent = RecentLedgers(tmp_path / "recent.json")
    (tmp_path / "在.kxc").touch()
    for name in ("没了.kxc", "在.kxc"):
        recent.add(tmp_path / name)
    file_menu = QMenu()
    qtbot.addWidget(file_menu)
    quit_ = file_menu.addAction("退出")
    opened: list[Path] = []
    menu = add_recent_menu(quit_, file_menu, recent, opened.append)
    assert [action.text() for action in file_menu.actions()] == ["最近打开(&R)", "退出"]
    menu.aboutToShow.emit()
    first, second = menu.actions()[:2]
    assert (first.isEnabled(), second.isEnabled()) == (True, False)
    first.trigger()
    assert opened == [tmp_path / "在.kxc"]
    menu.actions()[-1].trigger()
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]
