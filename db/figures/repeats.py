"""Projects that may be one and the same: suspects with their reasons, and what people have decided. Nothing is merged.

The only door to RapidFuzz. Names are compared without the words that half of all names share (重庆, 科学城, 项目 …).
Only pairs with something in common are compared at all, so that cost grows with the ledger and not with its square:
projects of one organisation, and projects whose names share a rare pair of characters.
"""

import datetime
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from typing import Final

from rapidfuzz import fuzz

from db.journal import Edit, begin_edit, carry_out, note_rows
from db.list_items import EditRefused
from geo.wording import tr

SAME: Final = "same"
DIFFERENT: Final = "different"

_COMMON: Final = re.compile(
    r"西部|重庆|科学城|中国|国家|集团|有限公司|公司|项目|产业化|产业|创新|研发|研究|中心|基地|平台|总部|生态"
    r"|[一二三四五六七八九十]+期|[（）()·\s]"
)
"""Words that tell nothing apart."""

_NUMBERED: Final = re.compile(r"\d+|[一二三四五六七八九十]+(?=[期号段])")
"""What tells apart what is otherwise named alike: 7号线 and 17号线, 一期 and 二期."""

_ALIKE: Final = 75
"""Least similarity of names of different organisations, of 100."""

_ALIKE_WITHIN: Final = 45
"""Least similarity of names of one organisation: it rarely has two projects that sound alike."""

_LEAST_WITHIN: Final = 4
"""Least characters of a name that is looked for within another."""

_MOST_PER_BLOCK: Final = 40
"""Names that share a pair of characters with more others than this share a common word, which says nothing."""


@dataclass(frozen=True, slots=True)
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


def find_repeats(connection: sqlite3.Connection) -> tuple[Repeat, ...]:
    """Find pairs of projects that may be one, undecided ones first, then by number of reasons and likeness.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    names = dict(connection.execute("SELECT id, name FROM projects").fetchall())
    bare = {id_: _COMMON.sub("", name) for id_, name in names.items()}
    noted = _read_pairs(connection, _NOTED_SQL)
    decisions = {(first, second): verdict for first, second, verdict in connection.execute(_DECISIONS_SQL)}
    owners = _read_groups(connection, _ORGANISATIONS_SQL)
    likeness = _compare(names, bare, owners)
    pairs = likeness.keys() | noted.keys() | decisions.keys()
    shared = {what: _find_shared(pairs, groups) for what, groups in (("owner", owners), ("event", _events(connection)))}
    say = cache(_say)  # in a large ledger hundreds of thousands of pairs have few reasons between them
    found = [
        Repeat(
            first_id=pair[0],
            second_id=pair[1],
            first_name=names[pair[0]],
            second_name=names[pair[1]],
            likeness=likeness[pair] if pair in likeness else _liken(bare[pair[0]], bare[pair[1]]),
            reasons=tuple(_reasons(pair, likeness, shared, noted, say)),
            decision=decisions.get(pair),
        )
        for pair in pairs
    ]
    return tuple(sorted(found, key=lambda r: (r.decision is not None, -len(r.reasons), -r.likeness, r.first_id)))


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

Pair = tuple[int, int]

_NOTED_SQL: Final = """SELECT min(entity_id, other_id), max(entity_id, other_id), reason FROM suspicions
    WHERE entity = 'projects' ORDER BY id"""
_DECISIONS_SQL: Final = "SELECT first_id, second_id, verdict FROM repeat_decisions"
_ORGANISATIONS_SQL: Final = "SELECT DISTINCT organisation_id, project_id FROM project_organisations ORDER BY 1, 2"
_EVENTS_SQL: Final = "SELECT DISTINCT event_id, project_id FROM event_projects ORDER BY 1, 2"
_ORGANISATION_NAMES_SQL: Final = "SELECT id, name FROM organisations"


def _read_pairs(connection: sqlite3.Connection, sql: str) -> dict[Pair, str]:
    return {(first, second): reason for first, second, reason in connection.execute(sql)}


def _read_groups(connection: sqlite3.Connection, sql: str) -> Mapping[str, frozenset[int]]:
    """Return projects by the name of the organisation."""
    names = dict(connection.execute(_ORGANISATION_NAMES_SQL).fetchall())
    groups: dict[str, set[int]] = defaultdict(set)
    for group_id, project_id in connection.execute(sql):
        groups[names[group_id]].add(project_id)
    return {name: frozenset(ids) for name, ids in groups.items()}


def _events(connection: sqlite3.Connection) -> Mapping[str, frozenset[int]]:
    names = dict(connection.execute("SELECT id, name FROM events").fetchall())
    groups: dict[str, set[int]] = defaultdict(set)
    for event_id, project_id in connection.execute(_EVENTS_SQL):
        groups[names[event_id]].add(project_id)
    return {name: frozenset(ids) for name, ids in groups.items()}


def _compare(
    names: Mapping[int, str], bare: Mapping[int, str], owners: Mapping[str, frozenset[int]]
) -> dict[Pair, int]:
    """Return the likeness of the pairs that are alike enough."""
    found: dict[Pair, int] = {}
    numbers = {id_: frozenset(_NUMBERED.findall(name)) for id_, name in names.items()}
    owned = frozenset().union(*owners.values())
    for blocks, least, apart in (
        (owners.values(), _ALIKE_WITHIN, frozenset()),
        # Two projects of known organisations that have none in common are taken for two.
        (_blocks_of_names(bare), _ALIKE, owned),
    ):
        for first, second in _pairs_within(blocks):
            told_apart = numbers[first] and numbers[second] and numbers[first] != numbers[second]
            if told_apart or (first, second) in found or (first in apart and second in apart):
                continue
            score = _liken(bare[first], bare[second])
            if score >= least:
                found[first, second] = score
    return found


def _pairs_within(blocks: Iterable[Collection[int]]) -> Iterator[Pair]:
    for block in blocks:
        if len(block) <= _MOST_PER_BLOCK:
            yield from combinations(sorted(block), 2)


def _blocks_of_names(bare: Mapping[int, str]) -> Iterator[list[int]]:
    """Group the names that share a pair of characters, each name under its two rarest pairs."""
    frequency = Counter(pair for name in bare.values() for pair in set(map("".join, pairwise(name))))
    blocks: dict[str, list[int]] = defaultdict(list)
    for id_, name in bare.items():
        pairs = sorted(set(map("".join, pairwise(name))), key=lambda pair: (frequency[pair], pair))
        for pair in [pair for pair in pairs if frequency[pair] > 1][:2]:
            blocks[pair].append(id_)
    yield from blocks.values()


def _liken(first: str, second: str) -> int:
    """Likeness 0–100: of the whole names, or 9/10 of that of the shorter one within the longer."""
    if not first or not second:
        return 0
    whole = fuzz.ratio(first, second)
    # Two or three characters are found within many a name.
    within = fuzz.partial_ratio(first, second) if min(len(first), len(second)) >= _LEAST_WITHIN else 0.0
    return round(max(whole, 0.9 * within))


def _find_shared(pairs: Iterable[Pair], groups: Mapping[str, frozenset[int]]) -> dict[Pair, tuple[str, ...]]:
    """Return the names of what both belong to, by pair; pairs that share nothing are left out."""
    of: dict[int, set[str]] = defaultdict(set)
    for name, ids in groups.items():
        for id_ in ids:
            of[id_].add(name)
    none: set[str] = set()
    found = ((pair, of.get(pair[0], none) & of.get(pair[1], none)) for pair in pairs)
    return {pair: tuple(sorted(names)) for pair, names in found if names}


def _reasons(
    pair: Pair,
    likeness: Mapping[Pair, int],
    shared: Mapping[str, Mapping[Pair, tuple[str, ...]]],
    noted: Mapping[Pair, str],
    say: Callable[[str, object], str],
) -> Iterator[str]:
    if pair in shared["owner"]:
        yield say("owner", shared["owner"][pair])
    if pair in likeness:
        yield say("likeness", likeness[pair])
    if pair in shared["event"]:
        yield say("event", shared["event"][pair])
    if pair in noted:
        yield say("noted", (noted[pair],))


def _say(reason: str, what: object) -> str:
    """One reason in words: names of what is shared, a score, or what was noted."""
    if not isinstance(what, tuple):
        return tr("名称相近（{score}/100）", score=what)
    names = tr("、").join(what)
    if reason == "owner":
        return tr("同一单位：{names}", names=names)
    return tr("同一活动：{names}", names=names) if reason == "event" else tr("录入时存疑：{reason}", reason=names)
