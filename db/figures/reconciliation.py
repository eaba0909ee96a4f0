"""Announcements beside the ledger: what was published, what the ledger names of it, and what remains.

An announcement may contain others (a year's total contains its signings). Named projects are a *set* over an
announcement and everything inside it, so no project counts twice however announcements nest; and there is no total over
announcements at all, since signings and groundbreakings, contract sums and planned sums are not the same quantity.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from db.figures.records import EventFigures, NamedSum, PartFigures, Verdict
from db.id_set import IdSet
from db.index.columns import ProjectColumns
from db.money import WAN_PER_YI, format_money
from db.terms import qualified
from geo.wording import tr

_SCALE: Final = re.compile(r"(?:(\d+)|([十百千]))亿元?(?:级|以上)")
_SCALE_WORDS: Final = {"十": 10, "百": 100, "千": 1000}

_EXACT: Final = frozenset((None, "", "达", "高达", "合同"))
"""Qualifiers of a published figure that leave it as it stands. Any other (超, 余, 约, 计划 …) leaves room: then a
ledger that has more is worth a look, but contradicts nothing."""


def reconcile_events(connection: sqlite3.Connection, columns: ProjectColumns | None = None) -> tuple[EventFigures, ...]:
    """Set every announcement beside the ledger, by date, those without one last.

    Cost follows the announcements and the projects linked to them, not the ledger.

    Args:
        connection: To the ledger.
        columns: The ledger's projects, where they are in memory already: amounts are taken from there instead of being
            looked up project by project.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    rows = connection.execute(_EVENTS_SQL).fetchall()
    reading = _Reading(connection, {row[0]: (row[4], row[6]) for row in rows}, columns)
    return tuple(_build_event(row, reading) for row in rows)


_EVENTS_SQL: Final = """SELECT id, name, kind, held_on, project_count, count_qualifier, amount_wan, amount_qualifier,
    held_on_basis FROM events ORDER BY coalesce(held_on, '9999'), id"""

_LINKED_SQL: Final = "SELECT event_id, group_concat(project_id, ' ') FROM event_projects GROUP BY event_id"
"""Joined inside SQLite: hundreds of thousands of links fetched one by one take a second."""

_AMOUNTS_SQL: Final = """SELECT id, coalesce(amount_wan, -1), coalesce(amount_qualifier, '') <> '' FROM projects
    WHERE id IN (SELECT project_id FROM event_projects)"""
_INDUSTRIES_SQL: Final = """SELECT id, industry_id FROM projects WHERE industry_id NOT NULL AND id IN (
    SELECT project_id FROM event_projects)"""

# Every name an industry of the taxonomy in force goes under: its own, and those it had in earlier ones.
_INDUSTRY_NAMES_SQL: Final = """SELECT id, name FROM industries
    UNION SELECT c.to_id, f.name FROM industry_crosswalk AS c JOIN industries AS f ON f.id = c.from_id"""


_PARTS_SQL: Final = """SELECT p.event_id, p.dimension, p.key, p.project_count, p.amount_wan FROM event_parts AS p
    LEFT JOIN industries AS i ON p.dimension = 'industry' AND i.name = p.key AND i.level = 1
    GROUP BY p.event_id, p.dimension, p.key ORDER BY p.event_id, p.dimension, min(i.id), p.key"""


Ids = NDArray[np.int64]


class _Linked(NamedTuple):
    """The projects linked to any announcement, each once.

    Attributes:
        ids: int64[n], ascending.
        amount_wan: int64[n], −1 where unpublished.
        qualified: bool[n], the amount carries a qualifier.
    """

    ids: Ids
    amount_wan: Ids
    qualified: NDArray[np.bool_]


class _Reading:
    """What is read once for all announcements."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        published: Mapping[int, tuple[int | None, int | None]],
        columns: ProjectColumns | None,
    ) -> None:
        """Take the published (count, amount) of every announcement."""
        self.published = published
        self.contains: dict[int, set[int]] = defaultdict(set)
        self.contained_in: dict[int, set[int]] = defaultdict(set)
        for outer, inner in connection.execute("SELECT event_id, contains_id FROM event_containments"):
            self.contains[outer].add(inner)
            self.contained_in[inner].add(outer)
        self.linked = {
            event_id: np.fromstring(joined, dtype=np.int64, sep=" ")
            for event_id, joined in connection.execute(_LINKED_SQL)
        }
        self.projects = _find_amounts(connection, _union(self.linked.values()), columns)
        self.parts: dict[int, list[tuple[str, str, int | None, int | None]]] = defaultdict(list)
        for event_id, dimension, key, count, amount in connection.execute(_PARTS_SQL):
            self.parts[event_id].append((dimension, key, count, amount))
        self.industries: dict[str, set[int]] = defaultdict(set)
        for id_, name in connection.execute(_INDUSTRY_NAMES_SQL):
            self.industries[name].add(id_)
        is_asked = any(part[0] == "industry" for parts in self.parts.values() for part in parts)
        self._industry_of = dict(connection.execute(_INDUSTRIES_SQL).fetchall()) if is_asked else {}

    def find_inside(self, event_id: int) -> set[int]:
        """Return the announcements inside one at any depth; itself only where containment goes in a circle."""
        return find_inside(event_id, self.contains)

    def find_named(self, event_id: int) -> Ids:
        """Return the projects linked to an announcement or to one inside it, at any depth, ascending."""
        return _union(self.linked[id_] for id_ in (event_id, *self.find_inside(event_id)) if id_ in self.linked)

    def add_up(self, ids: Ids) -> NamedSum:
        """Add up what is published of linked projects, ascending."""
        places = np.searchsorted(self.projects.ids, ids)
        amounts = self.projects.amount_wan[places]
        is_published = amounts >= 0
        return NamedSum(
            ids=IdSet(ids),
            published_ids=IdSet(ids[is_published]),
            amount_wan=int(amounts[is_published].sum()),
            approximate=int(np.count_nonzero(self.projects.qualified[places[is_published]])),
        )

    def add_up_published(self, event_id: int, which: int) -> int | None:
        """Add up published counts (``which`` 0) or amounts (1) of what is inside; None where none is published.

        What lies inside another that published it too is part of that one's and counts no second time.
        """
        values = {id_: self.published[id_][which] for id_ in self.find_inside(event_id) - {event_id}}
        known = {id_: value for id_, value in values.items() if value is not None}
        outermost = find_outermost({id_: self.find_inside(id_) for id_ in known})
        return sum(known[id_] for id_ in outermost) if known else None

    def find_members(self, dimension: str, key: str, named: Ids) -> Ids | None:
        """Return which named projects belong to an announced part; None where the ledger cannot tell."""
        if dimension == "industry" and key in self.industries:
            wanted = self.industries[key]
            return named[np.array([self._industry_of.get(id_) in wanted for id_ in named.tolist()], np.bool_)]
        if dimension == "scale" and (least := read_scale(key)) is not None:
            amounts = self.projects.amount_wan[np.searchsorted(self.projects.ids, named)]
            return named[np.maximum(amounts, 0) >= least]
        return None


def _union(parts: Iterable[Ids]) -> Ids:
    """Return all ids once, ascending; they come nearly so, which sorting is quicker with than hashing."""
    ids = np.sort(np.concatenate([np.empty(0, np.int64), *parts]), kind="stable")
    once: Ids = ids[np.append(True, ids[1:] != ids[:-1])[: len(ids)]]
    return once


def _find_amounts(connection: sqlite3.Connection, ids: Ids, columns: ProjectColumns | None) -> _Linked:
    """Return amounts of projects: from the columns where these have all of them, else from the table."""
    if columns is not None and len(columns):
        places = np.minimum(np.searchsorted(columns.ids, ids), len(columns) - 1)
        if (columns.ids[places] == ids).all():
            return _Linked(ids, columns.amount_wan[places], columns.amount_qualified[places])
    rows = np.array(connection.execute(_AMOUNTS_SQL).fetchall(), np.int64).reshape(-1, 3)
    rows = rows[np.argsort(rows[:, 0])]
    return _Linked(rows[:, 0], rows[:, 1], rows[:, 2].astype(np.bool_))


def find_inside(event_id: int, contains: Mapping[int, Collection[int]]) -> set[int]:
    """Return the announcements inside one at any depth; itself only where containment goes in a circle.

    Args:
        event_id: An announcement.
        contains: By announcement, those directly inside it.
    """
    seen: set[int] = set()
    waiting = [event_id]
    while waiting:
        fresh = set(contains.get(waiting.pop(), ())) - seen
        seen |= fresh
        waiting.extend(fresh)
    return seen


def find_outermost(inside: Mapping[int, Collection[int]]) -> set[int]:
    """Return those announcements that lie in no other of them; of those in a circle, the one with the lowest id.

    Args:
        inside: By announcement, what lies in it at any depth.
    """
    return {
        id_
        for id_ in inside
        if not any(id_ in within and (o not in inside[id_] or o < id_) for o, within in inside.items() if o != id_)
    }


def read_scale(key: str) -> int | None:
    """Read a size band as the press prints it into its least amount in 万元: `100亿级`, `百亿元以上` → 1000000."""
    match = _SCALE.fullmatch(key)
    if match is None:
        return None
    return (int(match[1]) if match[1] else _SCALE_WORDS[match[2]]) * WAN_PER_YI


def _build_event(row: tuple[Any, ...], reading: _Reading) -> EventFigures:
    id_, name, kind, held_on, count, count_qualifier, amount, amount_qualifier, basis = row
    named_ids = reading.find_named(id_)
    named = reading.add_up(named_ids)
    parts = tuple(_build_part(part, named_ids, reading) for part in reading.parts[id_])
    inner = reading.contains[id_]
    remaining = None if count is None else count - len(named.ids)
    remaining_wan = None if amount is None else amount - named.amount_wan
    return EventFigures(
        id=id_,
        name=name,
        kind=kind,
        held_on=held_on,
        held_on_basis=basis,
        project_count=count,
        count_qualifier=count_qualifier,
        amount_wan=amount,
        amount_qualifier=amount_qualifier,
        contains=tuple(sorted(inner)),
        contained_in=tuple(sorted(reading.contained_in[id_])),
        contained_count=reading.add_up_published(id_, 0),
        contained_amount_wan=reading.add_up_published(id_, 1),
        named=named,
        remaining=remaining,
        remaining_amount_wan=remaining_wan,
        parts=parts,
        verdicts=tuple(judge(Published(count, count_qualifier), Published(amount, amount_qualifier), named, parts)),
    )


def _build_part(part: tuple[str, str, int | None, int | None], named: Ids, reading: _Reading) -> PartFigures:
    dimension, key, count, amount = part
    members = reading.find_members(dimension, key, named)
    return PartFigures(
        dimension=dimension,
        key=key,
        project_count=count,
        amount_wan=amount,
        named=None if members is None else reading.add_up(members),
        remaining=None if members is None or count is None else count - len(members),
    )


# --- verdicts -------------------------------------------------------------------------------------------------------


class Published(NamedTuple):
    """A published figure: its number or None, and the qualifier printed with it."""

    value: int | None
    qualifier: str | None = None

    @property
    def is_exact(self) -> bool:
        """Whether nothing printed with it leaves room for more."""
        return self.qualifier in _EXACT


def judge(count: Published, amount_wan: Published, named: NamedSum, parts: Iterable[PartFigures]) -> Iterator[Verdict]:
    """Judge an announcement: its count, its amount, its parts.

    Args:
        count: What was published.
        amount_wan: The same of the sum, 万元.
        named: What the ledger names of it.
        parts: As announced.
    """
    yield _judge_count(count, len(named.ids))
    if amount_wan.value is not None:
        yield _judge_amount(count.value, amount_wan, amount_wan.value, named)
    of_industries = [part for part in parts if part.dimension == "industry"]  # size bands leave projects out
    verdict = _judge_parts(count.value, [part.project_count for part in of_industries])
    if verdict:
        yield verdict


def _judge_count(published: Published, named: int) -> Verdict:
    count = published.value
    if count is None:
        return Verdict("count_unpublished", tr("未公布个数，台账具名 {n} 项", n=named))
    if named > count and not published.is_exact:
        words = tr("公布 {count} 项，台账具名 {n} 项", count=qualified(published.qualifier, f"{count}"), n=named)
        return Verdict("more_named", words)
    if named > count:
        return Verdict("more_named", tr("矛盾：公布 {count} 项，台账具名 {n} 项", count=count, n=named), True)
    if named == count:
        return Verdict("all_named", tr("对上：{n} 项全部具名", n=count))
    if named == 0:
        return Verdict("none_named", tr("{n} 项无一具名", n=count))
    return Verdict("some_named", tr("{named} 项具名，{n} 项未具名", named=named, n=count - named))


def _judge_amount(count: int | None, published: Published, amount_wan: int, named: NamedSum) -> Verdict:
    rest = amount_wan - named.amount_wan
    announced = qualified(published.qualifier, format_money(amount_wan))
    if rest < 0:
        words = tr(
            "公布 {amount}，具名项目合计 {named}，请核对是否重复或口径不同",
            amount=announced,
            named=format_money(named.amount_wan),
        )
        return Verdict("amounts_exceed", words, published.is_exact and not named.approximate)
    if rest == 0:
        return Verdict("amounts_agree", tr("对上：{amount}全部落到项目", amount=announced))
    if count == len(named.ids) and not named.unpublished:
        # Every project is named and every amount known: nothing is left that could hold the remainder.
        words = tr("项目全部具名、金额全部公布，仍余 {rest}", rest=format_money(rest))
        return Verdict("amounts_differ", words, published.is_exact and not named.approximate)
    words = (
        tr(
            "公布 {amount}，落到项目 {named}，余 {rest}",
            amount=announced,
            named=format_money(named.amount_wan),
            rest=format_money(rest),
        )
        if named.published_ids
        else tr("公布 {amount}，均未落到项目", amount=announced)
    )
    if named.unpublished:
        part = tr("部分金额未公布：具名项目中 {n} 项", n=named.unpublished)
        return Verdict("amounts_withheld", tr("{words}；{part}", words=words, part=part))
    return Verdict("amounts_remain", words)


def _judge_parts(count: int | None, parts: Sequence[int | None]) -> Verdict | None:
    """Compare an exhaustive split with its whole; nothing to say where a part is not published."""
    known = [part for part in parts if part is not None]
    if count is None or not parts or len(known) < len(parts):
        return None
    added = " + ".join(map(str, known))
    if sum(known) == count:
        return Verdict("parts_agree", tr("分项对上：{added} = {total}", added=added, total=count))
    words = tr("矛盾：分项 {added} = {total}，公布 {n} 项", added=added, total=sum(known), n=count)
    return Verdict("parts_differ", words, True)
