"""Projects that may be one and the same: suspects with their reasons, and what people have decided. Nothing is merged.

Only pairs with something rare in common are compared at all (`db.figures.candidates`), many in one call
(`db.figures.likeness`), and only those that are listed are put into words: cost grows with the ledger, not its square.
"""

import datetime
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.figures.candidates import Rows, block_by_names, pair_within, share
from db.figures.likeness import BareNames, liken
from db.figures.watching import Watch, unheard
from db.journal import Edit, begin_edit, carry_out, note_rows
from db.lists.list_items import EditRefused
from geo.frozen import frozen
from geo.memory import trim
from geo.wording import tr

SAME: Final = "same"
DIFFERENT: Final = "different"

_ALIKE: Final = 75
"""Least similarity of names of different organisations, of 100."""

_ALIKE_WITHIN: Final = 45
"""Least similarity of names of one organisation: it rarely has two projects that sound alike."""

_MANY: Final = 1 << 20
"""Pairs from which on memory is given back before they are compared."""

MOST_LISTED: Final = 2000
"""Pairs put into words where somebody asks for the list; the others are counted."""


@frozen
class Repeat:
    """Two projects that may be one.

    Attributes:
        first_id: Project, the lower id.
        second_id: Project.
        first_name: Its name.
        second_name: Its name.
        likeness: Similarity of their names without common words, 0–100.
        reasons: Why they are suspected, in words.
        decision: `same`, `different`, or None where nobody has decided.
    """

    first_id: int
    second_id: int
    first_name: str
    second_name: str
    likeness: int
    reasons: tuple[str, ...]
    decision: str | None


@frozen(eq=False)
class RepeatSurvey:
    """What was found.

    Attributes:
        listed: The likeliest pairs, undecided ones first, then by number of reasons and likeness.
        total: How many there are, listed or not.
        undecided: Of them, those nobody has decided about.
        open_pairs: int64[k, 2], ids: decided to be the same, or undecided with more than one reason.
        compared: Pairs of names that were compared.
    """

    listed: tuple[Repeat, ...]
    total: int
    undecided: int
    open_pairs: NDArray[np.int64]
    compared: int

    @property
    def unlisted(self) -> int:
        """Pairs beyond those that are listed."""
        return self.total - len(self.listed)


def survey_repeats(
    connection: sqlite3.Connection, limit: int | None = MOST_LISTED, watch: Watch = unheard
) -> RepeatSurvey:
    """Find pairs of projects that may be one.

    Args:
        connection: An open ledger.
        limit: Most pairs to list; None lists all.
        watch: Told how many pairs of names of how many are compared, (0, 0) while they are being found; what it raises
            ends the survey.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    watch(0, 0)  # how many is not known yet, but it can be stopped
    matter = _Matter(connection)
    first, second = matter.find_candidates(watch)
    if len(first) >= _MANY:
        trim()  # finding them leaves hundreds of MB free, and comparing them takes long and needs little
    scores = liken(matter.bare, first, second, watch)
    compared = len(first)
    alike = scores >= np.where(matter.owners.join(first, second), np.int16(_ALIKE_WITHIN), np.int16(_ALIKE))
    first, second, scores = first[alike], second[alike], scores[alike]
    suspects = _Suspects(matter, first, second, scores)
    return suspects.tell(limit, compared)


def find_repeats(connection: sqlite3.Connection) -> tuple[Repeat, ...]:
    """Find all pairs of projects that may be one, undecided ones first, then by number of reasons and likeness.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    return survey_repeats(connection, None).listed


def decide_repeat(
    connection: sqlite3.Connection, first_id: int, second_id: int, verdict: str | None, now: datetime.datetime
) -> Edit:
    """Write down what a person decided about two projects: journalled, so it can be taken back.

    Args:
        connection: An open ledger, inside a transaction.
        first_id: Project.
        second_id: Project, another one.
        verdict: `same`, `different`, or None to leave it open again.
        now: When.

    Raises:
        EditRefused: A project does not exist, or that is decided already.
        ValueError: There is no such verdict.
    """
    if verdict not in (SAME, DIFFERENT, None):
        raise ValueError(verdict)
    pair = tuple(sorted((first_id, second_id)))
    names = [row[0] for row in connection.execute("SELECT name FROM projects WHERE id IN (?, ?) ORDER BY id", pair)]
    if len(names) != len(pair) or first_id == second_id:
        raise EditRefused(tr("要判断的两个项目不在台账里，未作改动。"))
    old = connection.execute(
        "SELECT id, verdict FROM repeat_decisions WHERE first_id = ? AND second_id = ?", pair
    ).fetchone()
    if verdict == (old[1] if old else None):
        raise EditRefused(tr("已经这样判断过，未作改动。"))
    (fresh_id,) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM repeat_decisions").fetchone()
    row_id = old[0] if old else fresh_id
    before, after = (
        None if word is None else {"first_id": pair[0], "second_id": pair[1], "verdict": word}
        for word in (old[1] if old else None, verdict)
    )
    edit_id = begin_edit(connection, "repeat", "、".join(names), now)
    note_rows(connection, edit_id, "repeat_decisions", {row_id: (before, after)})
    return carry_out(connection, edit_id)


# --- how they are found ---------------------------------------------------------------------------------------------

Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

_NOTED_SQL: Final = """SELECT min(entity_id, other_id), max(entity_id, other_id), reason FROM suspicions
    WHERE entity = 'projects' ORDER BY id"""
_DECISIONS_SQL: Final = "SELECT first_id, second_id, verdict FROM repeat_decisions"
_ORGANISATIONS_SQL: Final = "SELECT DISTINCT organisation_id, project_id FROM project_organisations"
_EVENTS_SQL: Final = "SELECT DISTINCT event_id, project_id FROM event_projects"
_ORGANISATION_NAME_SQL: Final = "SELECT name FROM organisations WHERE id = ?"
_EVENT_NAME_SQL: Final = "SELECT name FROM events WHERE id = ?"


class _Groups:
    """What projects belong to: organisations, or announcements."""

    def __init__(self, connection: sqlite3.Connection, ids: Codes, sql: str, name_sql: str) -> None:
        pairs = np.fromiter(chain.from_iterable(connection.execute(sql)), np.int64).reshape(-1, 2)
        rows = np.searchsorted(ids, pairs[:, 1]).astype(np.int32)
        order = np.argsort(rows, kind="stable")
        self.groups, self.rows = pairs[order, 0], rows[order]
        self._connection, self._name_sql = connection, name_sql

    def join(self, first: Rows, second: Rows) -> Flags:
        """Say of each pair of rows whether something joins them."""
        return share(first, second, self.groups, self.rows)

    def name_shared(self, first: int, second: int) -> tuple[str, ...]:
        """The names of what both belong to."""
        both = set(self._of(first)) & set(self._of(second))
        return tuple(sorted({self._connection.execute(self._name_sql, (id_,)).fetchone()[0] for id_ in both}))

    def _of(self, row: int) -> list[int]:
        start, end = np.searchsorted(self.rows, (row, row + 1))
        return self.groups[start:end].tolist()  # type: ignore[no-any-return]


class _Matter:
    """What is known of the projects, by row: the place of their id among all ids."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        ids = chain.from_iterable(connection.execute("SELECT id FROM projects ORDER BY id"))
        self.ids = np.fromiter(ids, np.int64)
        # Whole names are looked up again where they are told: a million of them take 120 MB, for as long as it takes.
        self.bare = BareNames.of(chain.from_iterable(connection.execute("SELECT name FROM projects ORDER BY id")))
        self._connection = connection
        self.owners = _Groups(connection, self.ids, _ORGANISATIONS_SQL, _ORGANISATION_NAME_SQL)
        self.events = _Groups(connection, self.ids, _EVENTS_SQL, _EVENT_NAME_SQL)
        self.noted = self._read_pairs(connection, _NOTED_SQL)
        self.decisions = self._read_pairs(connection, _DECISIONS_SQL)

    def __len__(self) -> int:
        return len(self.ids)

    def name_of(self, row: int) -> str:
        """A project's whole name."""
        found = self._connection.execute("SELECT name FROM projects WHERE id = ?", (int(self.ids[row]),)).fetchone()
        return str(found[0])

    def _read_pairs(self, connection: sqlite3.Connection, sql: str) -> dict[tuple[int, int], str]:
        found = connection.execute(sql).fetchall()
        pairs = np.array([row[:2] for row in found], np.int64).reshape(-1, 2)
        places = np.searchsorted(self.ids, pairs)
        known = (np.append(self.ids, -1)[places] == pairs).all(axis=1)
        told = zip(places.tolist(), found, known.tolist(), strict=True)
        return {(first, second): said for (first, second), (_, _, said), is_known in told if is_known}

    def find_candidates(self, watch: Watch = unheard) -> tuple[Rows, Rows]:
        """Return the pairs of rows to compare, each once; between its steps it can be stopped."""
        watch(0, 0)
        inner = self.key_rows(*pair_within(self.owners.groups, self.owners.rows))
        watch(0, 0)
        blocks = block_by_names(self.bare)
        watch(0, 0)
        keys = np.concatenate((inner, self.key_rows(*self._without_strangers(*pair_within(*blocks)))))
        del inner, blocks
        keys.sort()
        first, second = self._rows(keys.compress(np.append(True, keys[1:] != keys[:-1])[: len(keys)]))
        del keys
        numbers = self.bare.numbers
        left, right = numbers[first], numbers[second]
        kept = (left == 0) | (right == 0) | (left == right)
        return first[kept], second[kept]

    def _without_strangers(self, first: Rows, second: Rows) -> tuple[Rows, Rows]:
        """Two projects of known organisations that have none in common are taken for two."""
        owned = np.zeros(len(self), np.bool_)
        owned[self.owners.rows] = True
        kept = ~(owned[first] & owned[second]) | self.owners.join(first, second)
        return first[kept], second[kept]

    def key_rows(self, first: NDArray[Any], second: NDArray[Any]) -> Codes:
        """A pair of rows as one number."""
        keys = first.astype(np.int64)
        keys *= max(len(self), 1)
        keys += second
        return keys

    def _rows(self, keys: Codes) -> tuple[Rows, Rows]:
        """The rows of such numbers."""
        first = (keys // max(len(self), 1)).astype(np.int32)
        return first, (keys % max(len(self), 1)).astype(np.int32)

    def key_pairs(self, pairs: Iterable[tuple[int, int]]) -> Codes:
        """Return pairs of rows as numbers."""
        told = np.array(list(pairs), np.int64).reshape(-1, 2)
        return self.key_rows(told[:, 0], told[:, 1])

    def join_keys(self, first: Rows, second: Rows, *more: Codes) -> tuple[Codes, Rows, Rows]:
        """Return the numbers of pairs, and of others, in order, each once, and their rows."""
        keys = np.concatenate((self.key_rows(first, second), *more))
        keys.sort()
        keys = keys.compress(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
        return keys, *self._rows(keys)


class _Suspects:
    """The pairs that are alike, noted or decided, each with how many reasons there are."""

    def __init__(self, matter: _Matter, first: Rows, second: Rows, scores: NDArray[np.int16]) -> None:
        """Take the pairs of rows whose names are alike enough, ascending, and how alike they are."""
        self._matter = matter
        noted, decided = matter.key_pairs(matter.noted), matter.key_pairs(matter.decisions)
        keys, self._first, self._second = matter.join_keys(first, second, noted, decided)
        self._alike = _among(keys, matter.key_rows(first, second))
        self._noted, self._decided = _among(keys, noted), _among(keys, decided)
        self._same = _among(keys, matter.key_pairs(pair for pair, said in matter.decisions.items() if said == SAME))
        self._scores = np.zeros(len(keys), np.int16)
        self._scores[self._alike] = scores
        self._scores[~self._alike] = liken(matter.bare, self._first[~self._alike], self._second[~self._alike])
        self._joined = matter.owners.join(self._first, self._second)
        self._met = matter.events.join(self._first, self._second)

    def tell(self, limit: int | None, compared: int) -> RepeatSurvey:
        """Put the likeliest into words and count the others."""
        reasons = np.zeros(len(self._first), np.int8)
        for each in (self._joined, self._alike, self._met, self._noted):
            reasons += each
        order = np.lexsort((self._second, self._first, -self._scores, -reasons, self._decided))
        is_open = self._same | (~self._decided & (reasons > 1))
        ids = self._matter.ids
        return RepeatSurvey(
            listed=tuple(self._build(place) for place in order[:limit].tolist()),
            total=len(order),
            undecided=int(np.count_nonzero(~self._decided)),
            open_pairs=np.stack((ids[self._first[is_open]], ids[self._second[is_open]]), axis=1),
            compared=compared,
        )

    def _build(self, place: int) -> Repeat:
        first, second = int(self._first[place]), int(self._second[place])
        return Repeat(
            first_id=int(self._matter.ids[first]),
            second_id=int(self._matter.ids[second]),
            first_name=self._matter.name_of(first),
            second_name=self._matter.name_of(second),
            likeness=int(self._scores[place]),
            reasons=tuple(self._reasons(place, first, second)),
            decision=self._matter.decisions.get((first, second)),
        )

    def _reasons(self, place: int, first: int, second: int) -> Iterator[str]:
        """Why two are suspected, in words."""
        if self._joined[place]:
            yield tr("同一单位：{names}", names=_join(self._matter.owners.name_shared(first, second)))
        if self._alike[place]:
            yield tr("名称相近（{score}/100）", score=int(self._scores[place]))
        if self._met[place]:
            yield tr("同一活动：{names}", names=_join(self._matter.events.name_shared(first, second)))
        if self._noted[place]:
            yield tr("录入时存疑：{reason}", reason=self._matter.noted[first, second])


def _among(keys: Codes, some: Codes) -> Flags:
    """Say of ascending numbers which of them are among some, all of which are there."""
    found = np.zeros(len(keys), np.bool_)
    found[np.searchsorted(keys, some)] = True
    return found


def _join(names: Sequence[str]) -> str:
    return tr("、").join(names)
