"""What people are told of changes to stored data: in the menu, and after they are made, taken back or made again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QAction

from db.journal import Edit, EditHistory
from geo.wording import tr
from ui.widgets.plain_text import button_text

LONGEST: Final = 32
"""Most characters of a title in a menu."""

UNDO_KEYS: Final = "Ctrl+Alt+Z"
REDO_KEYS: Final = "Ctrl+Alt+Shift+Z"


def edit_title(edit: Edit) -> str:
    """What an edit did: ``放置 金凤软件园``, ``把 3 项加入清单“跟踪”``."""
    n, name = len(edit.project_ids), edit.subject
    match edit.kind:
        case "list_new":
            return tr("新建清单“{name}”（{n:,} 项）", name=name, n=n) if n else tr("新建清单“{name}”", name=name)
        case "list_add":
            return tr("把 {n:,} 项加入清单“{name}”", name=name, n=n)
        case "list_remove":
            return tr("把 {n:,} 项移出清单“{name}”", name=name, n=n)
        case "list_rename":
            return tr("清单改名 {names}", names=name)
        case "list_delete":
            return tr("删除清单“{name}”（{n:,} 项）", name=name, n=n)
        case "list_move":
            return tr("清单“{name}”换位", name=name)
        case "repeat":
            return tr("判断是否同一：{names}", names=name)
        case _:
            return tr("放置 {name}", name=name)


def show_history(actions: Mapping[str, QAction], history: EditHistory) -> None:
    """Let the menu say what would be taken back and made again."""
    steps = (("undo_edit", tr("撤销改动(&W)"), history.undoable), ("redo_edit", tr("重做改动(&D)"), history.redoable))
    for key, words, edit in steps:
        actions[key].setEnabled(edit is not None)
        what = button_text(_shortened(edit_title(edit))) if edit else ""
        actions[key].setText(tr("{words}：{edit}", words=words, edit=what) if what else words)


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
