"""Taking changes to stored data back and making them again: placings at once, lists by their worker."""

from __future__ import annotations

from db.lists.list_items import EditRefused
from geo.wording import tr
from ui.lists.lists_desk import ListsDesk
from ui.placing.hand_placing import HandPlacing


class EditDesk:
    """Hands the next step to whom it concerns."""

    def __init__(self, placing: HandPlacing, lists: ListsDesk) -> None:
        """Both work on the same ledger, whose journal says what comes next."""
        self._placing, self._lists = placing, lists

    def undo(self) -> None:
        """Take the last edit back.

        Raises:
            EditRefused: there is none, or what it changed was changed since.
            LedgerError: the file cannot be read or written; nothing was changed.
        """
        edit = self._placing.history.undoable
        if edit is None:
            raise EditRefused(tr("没有可以撤销的改动。"))
        (self._placing if edit.kind == "place" else self._lists).undo()

    def redo(self) -> None:
        """Make the edit again that was taken back last.

        Raises:
            EditRefused: there is none, or what it changed was changed since.
            LedgerError: the file cannot be read or written; nothing was changed.
        """
        edit = self._placing.history.redoable
        if edit is None:
            raise EditRefused(tr("没有可以重做的改动。"))
        (self._placing if edit.kind == "place" else self._lists).redo()
