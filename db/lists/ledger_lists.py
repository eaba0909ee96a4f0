"""The lists of an open ledger: looked up, and changed as whole, journalled edits."""

import contextlib
import datetime
import sqlite3
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from db.connection import transaction
from db.index.list_columns import ListColumns, load_list_columns
from db.journal import Edit
from db.ledger import Ledger
from db.lists.lists import (
    ProjectList,
    add_to_list,
    create_list,
    delete_list,
    find_lists,
    get_list,
    move_list,
    remove_from_list,
    rename_list,
)


class LedgerLists:
    """Lists of one ledger. Printed lists can only be read.

    Every method raises `LedgerError` when the file is damaged, locked or cannot be written; nothing was changed then.
    Methods that change something return the edit, which `Ledger.undo_last_edit` takes back, or raise `EditRefused`.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Work on an open ledger, which stays its owner's to close."""
        self._ledger = ledger

    def find(self) -> tuple[ProjectList, ...]:
        """Return all lists: printed ones first, then a person's own in the order they were put in."""
        with self._ledger.reading() as connection:
            return find_lists(connection)

    def get(self, word: str) -> ProjectList:
        """Return the list of a name, or of a number.

        Raises:
            UnknownList: There is none.
        """
        with self._ledger.reading() as connection:
            return get_list(connection, word)

    def load_columns(self, ids: NDArray[np.int64]) -> ListColumns:
        """Read what columns of these projects hold of lists."""
        with self._ledger.reading() as connection:
            return load_list_columns(connection, ids)

    def create(self, name: str, ids: Iterable[int], now: datetime.datetime) -> Edit:
        """Make a list and put projects on it, which may be none."""
        with self._writing() as connection:
            return create_list(connection, name, ids, now)

    def add(self, list_id: int, ids: Iterable[int], now: datetime.datetime) -> Edit:
        """Put projects on a list, at its end; those on it already stay where they are."""
        with self._writing() as connection:
            return add_to_list(connection, list_id, ids, now)

    def remove(self, list_id: int, ids: Iterable[int], now: datetime.datetime) -> Edit:
        """Take projects off a list; those not on it do not matter."""
        with self._writing() as connection:
            return remove_from_list(connection, list_id, ids, now)

    def rename(self, list_id: int, name: str, now: datetime.datetime) -> Edit:
        """Give a list another name."""
        with self._writing() as connection:
            return rename_list(connection, list_id, name, now)

    def delete(self, list_id: int, now: datetime.datetime) -> Edit:
        """Delete a list; the projects on it stay in the ledger."""
        with self._writing() as connection:
            return delete_list(connection, list_id, now)

    def move(self, list_id: int, place: int, now: datetime.datetime) -> Edit:
        """Put a list at another place, counted from 1, among a person's own."""
        with self._writing() as connection:
            return move_list(connection, list_id, place, now)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._ledger.reading() as connection, transaction(connection, self._ledger.path):
            yield connection
