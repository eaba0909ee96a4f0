"""What the data itself says is worth a look: hints with the rows and places behind them, worked out by rules.

A finding never corrects anything. Each rule is one function; a ledger without the matter yields nothing.
"""

import datetime
import functools
import json
import operator
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.figures.contradictions import Contradiction, Place, find_contradictions
from db.figures.reconciliation import find_inside, find_outermost, reconcile_events
from db.figures.records import EventFigures
from db.figures.repeats import RepeatSurvey, survey_repeats
from db.figures.stage_board import Urgency
from db.id_set import IdSet
from db.money import format_money
from db.months import MONTHS, month_in_date, month_of
from geo.frozen import frozen
from geo.wording import tr

_GAP_MONTHS: Final = 6
"""As many without a document between two are a gap in what is known."""

_OLD_MONTHS: Final = 12
"""From the newest document to today; more and every picture has to say as of when it is."""

_COUNTED: Final = re.compile(r"(\d+)[家个所项]")


@frozen
class Finding:
    """Something worth a look.

    Attributes:
        key: The rule: `nested`, `named_short`, `overdue`, `quiet`, `one_document`, `repeats`, `list_short`, `unmapped`,
            `backwards`, `gap`, `old`, `differ`.
        words: It in a sentence.
        project_ids: The projects it speaks of; a million of them as four bytes each.
        event_ids: The announcements.
        places: Where documents say so, if it is about what they say.
    """

    key: str
    words: str
    project_ids: IdSet = IdSet()
    event_ids: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()


@frozen
class _Matter:
    """What the rules look at."""

    connection: sqlite3.Connection
    events: tuple[EventFigures, ...]
    contradictions: tuple[Contradiction, ...]
    repeats: RepeatSurvey
    urgency: Urgency
    as_of: datetime.date


def find_findings(
    connection: sqlite3.Connection, urgency: Urgency, repeats: RepeatSurvey | None = None
) -> tuple[Finding, ...]:
    """Apply all rules to the whole ledger, whatever is filtered.

    Args:
        connection: An open ledger.
        urgency: What of all its projects is overdue, and what has gone quiet.
        repeats: Pairs that may be one, where they are known already.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    matter = _Matter(
        connection,
        reconcile_events(connection),
        find_contradictions(connection),
        survey_repeats(connection, limit=0) if repeats is None else repeats,
        urgency,
        urgency.as_of,
    )
    return tuple(finding for rule in _RULES for finding in rule(matter))


def _nested_totals(matter: _Matter) -> Iterator[Finding]:
    for event in matter.events:
        rest = _beyond(event.project_count, event.contained_count)
        rest_wan = _beyond(event.amount_wan, event.contained_amount_wan)
        if not (rest or rest_wan):
            continue
        amount = format_money(rest_wan) if rest_wan else ""
        count = tr("{n} 项", n=rest) if rest else ""
        yield Finding(
            "nested",
            tr(
                "{event}含 {n} 场已知活动，此外约 {rest}在材料里没有出处（是否完全包含，原文未说）",
                event=event.name,
                n=len(event.contains),
                rest=tr("、").join(filter(None, (count, amount))),
            ),
            event_ids=(event.id, *event.contains),
        )


def _beyond(whole: int | None, inner: int | None) -> int:
    """What a total has beyond what is inside it; 0 where it has no more, or either is unknown."""
    return 0 if whole is None or inner is None else max(0, whole - inner)


def _short_of_names(matter: _Matter) -> Iterator[Finding]:
    """Of announcements with a count: how many projects of how many; those inside others left out, none counts twice."""
    contains = {event.id: event.contains for event in matter.events}
    outermost = find_outermost(
        {e.id: find_inside(e.id, contains) for e in matter.events if e.project_count and e.kind != "period"}
    )
    counted = [event for event in matter.events if event.id in outermost]
    if not counted:
        return
    named = functools.reduce(operator.or_, (event.named.ids for event in counted))
    announced = sum(event.project_count or 0 for event in counted)
    if len(named) < announced:
        yield Finding(
            "named_short",
            tr(
                "{n} 场公布了个数的活动共报 {announced} 个（次），台账具名 {named} 个",
                n=len(counted),
                announced=announced,
                named=len(named),
            ),
            named,
            tuple(event.id for event in counted),
        )


def _overdue(matter: _Matter) -> Iterator[Finding]:
    cards = matter.urgency.overdue
    for first in range(0, len(cards), _AT_ONCE):
        some = cards[first : first + _AT_ONCE]
        names = dict(matter.connection.execute(_NAMES_SQL, (json.dumps([card.project_id for card in some]),)))
        for card in some:
            yield Finding(
                "overdue",
                tr(
                    "{project}计划 {date} {stage}，至今没有材料说明是否完成",
                    project=names[card.project_id],
                    date=card.next_date,
                    stage=tr(card.next_stage),
                ),
                IdSet((card.project_id,)),
            )


def _quiet(matter: _Matter) -> Iterator[Finding]:
    ids, urgency = matter.urgency.quiet, matter.urgency
    if len(ids):
        yield Finding(
            "quiet",
            tr(
                "{n} 个尚未完工的项目在最新材料（{newest}）前 {months} 个月以上没有再见报",
                n=len(ids),
                newest=urgency.newest,
                months=urgency.thresholds.quiet_months,
            ),
            ids,
        )


def _one_document(matter: _Matter) -> Iterator[Finding]:
    ids = IdSet(id_ for (id_,) in matter.connection.execute(_ONE_DOCUMENT_SQL))
    (documents,) = matter.connection.execute("SELECT count(*) FROM documents").fetchone()
    if ids and documents > 1:
        yield Finding("one_document", tr("{n} 个项目只出现在一篇材料里", n=len(ids)), ids)


def _repeated(matter: _Matter) -> Iterator[Finding]:
    """Of pairs with more than one reason; names alone are alike too often."""
    open_pairs = matter.repeats.open_pairs
    if not len(open_pairs):
        return
    (projects,) = matter.connection.execute("SELECT count(*) FROM projects").fetchone()
    ids, groups = count_groups(open_pairs)
    yield Finding(
        "repeats",
        tr(
            "{n} 对项目疑为同一；若都成立，{projects} 个实为 {rest} 个",
            n=len(open_pairs),
            projects=projects,
            rest=projects - len(ids) + groups,
        ),
        IdSet(ids),
    )


def count_groups(pairs: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Join pairs that share a project.

    Every project points to one of its group that comes before it, and in the end to the first.

    Args:
        pairs: int64[k, 2], ids; of millions no object a pair may be made, which would stay in the way of memory.

    Returns:
        The ids in order, int64[m], and of how many groups they are.
    """
    every = np.sort(pairs, axis=None)
    ids = every[np.append(True, every[1:] != every[:-1])[: len(every)]]
    first, second = np.searchsorted(ids, pairs).T
    least = places = np.arange(len(ids))
    while True:
        before = least
        lower, least = np.minimum(before[first], before[second]), before.copy()
        for known in (first, second, before[first], before[second]):
            np.minimum.at(least, known, lower)
        least = least[least]
        if np.array_equal(least, before):
            return ids, int(np.count_nonzero(least == places))


def _short_lists(matter: _Matter) -> Iterator[Finding]:
    """A document counts n of something and lists fewer."""
    for contradiction in matter.contradictions:
        counts = [match for s in contradiction.sayings if (match := _COUNTED.fullmatch(s.value))]
        lists = [saying.value.split("、") for saying in contradiction.sayings if "、" in saying.value]
        if counts and lists and len(lists[0]) < int(counts[0][1]):
            yield Finding(
                "list_short",
                tr(
                    "{name}：原文称 {count}，只列出 {n} 个",
                    name=contradiction.name,
                    count=counts[0][0],
                    n=len(lists[0]),
                ),
                places=tuple(place for saying in contradiction.sayings for place in saying.places),
            )
    for list_id, name, count in matter.connection.execute(_LISTS_SQL).fetchall():
        ids = IdSet(id_ for (id_,) in matter.connection.execute(_ITEMS_SQL, (list_id,)))
        if len(ids) < count:
            words = tr("清单“{name}”称 {count} 个，只点名 {n} 个", name=name, count=count, n=len(ids))
            yield Finding("list_short", words, ids)


def _unmapped_amounts(matter: _Matter) -> Iterator[Finding]:
    with_amount, placed, both = matter.connection.execute(_PLACED_SQL).fetchone()
    if with_amount and not both:
        yield Finding(
            "unmapped",
            tr(
                "{amounts} 个项目有金额，{placed} 个项目能落到园区，但没有一个两样都有：按金额作图会是空的",
                amounts=with_amount,
                placed=placed,
            ),
            IdSet(id_ for (id_,) in matter.connection.execute(_WITH_AMOUNT_SQL)),
        )


def _backwards(matter: _Matter) -> Iterator[Finding]:
    ids = IdSet(id_ for (id_,) in matter.connection.execute(_BACKWARDS_SQL))
    if ids:
        yield Finding(
            "backwards",
            tr("{n} 个项目的阶段先后与日期不合：累计时须防重复计额", n=len(ids)),
            ids,
        )


def _documents(matter: _Matter) -> Iterator[Finding]:
    dates = sorted((date for (date,) in matter.connection.execute(_DATES_SQL)), key=lambda date: (_months(date), date))
    if not dates:
        return
    newest = dates[0]
    for date in dates[1:]:
        # Only months in which no document can have been published: one of `2022` may be of any of its months.
        silent = _months(date)[0] - _months(newest)[1] - 1
        if silent >= _GAP_MONTHS:
            later = max(other for other in dates if _months(other)[0] == _months(date)[0])
            yield Finding("gap", tr("{start} 到 {end} 之间 {n} 个月没有材料", start=newest, end=later, n=silent))
        newest = max(newest, date, key=lambda date: (_months(date)[1], date))
    age = month_of(matter.as_of.year, matter.as_of.month) - _months(newest)[1]
    if age > _OLD_MONTHS:
        yield Finding("old", tr("最新材料是 {date}，距今 {n} 个月：数字都应写明截至何时", date=newest, n=age))


def _months(date: str) -> tuple[int, int]:
    """First and last month (`db.months.month_of`) that a date of honest precision may mean."""
    year, month = int(date[:4]), month_in_date(date)
    return month_of(year, month or 1), month_of(year, month or MONTHS)


def _differing(matter: _Matter) -> Iterator[Finding]:
    by_thing: dict[tuple[str, int, str], list[Contradiction]] = defaultdict(list)
    for contradiction in matter.contradictions:
        if contradiction.field in {"amount_text", "amount_wan", "stage", "value"} and not _is_list(contradiction):
            by_thing[contradiction.entity, contradiction.entity_id, contradiction.name].append(contradiction)
    for (entity, entity_id, name), differing in by_thing.items():
        said = tr("；").join(" / ".join(saying.value for saying in each.sayings) for each in differing)
        yield Finding(
            "differ",
            tr("{name}各处说法不一：{said}", name=name, said=said),
            IdSet((entity_id,) if entity == "projects" else ()),
            (entity_id,) if entity == "events" else (),
            tuple(place for each in differing for saying in each.sayings for place in saying.places),
        )


def _is_list(contradiction: Contradiction) -> bool:
    return any("、" in saying.value for saying in contradiction.sayings)


_AT_ONCE: Final = 1_000

_NAMES_SQL: Final = "SELECT id, name FROM projects WHERE id IN (SELECT value FROM json_each(?))"

_ONE_DOCUMENT_SQL: Final = """SELECT project_id FROM project_evidence GROUP BY project_id
    HAVING count(DISTINCT document_id) = 1 ORDER BY project_id"""

_LISTS_SQL: Final = """SELECT l.id, l.name, CAST(i.value AS INTEGER) FROM lists AS l
    JOIN indicators AS i ON i.name = l.name AND i.value IS NOT NULL WHERE l.position IS NULL ORDER BY l.id, i.id"""
_ITEMS_SQL: Final = "SELECT project_id FROM list_items WHERE list_id = ? ORDER BY project_id"

_WITH_AMOUNT_SQL: Final = "SELECT id FROM projects WHERE amount_wan IS NOT NULL ORDER BY id"
_PLACED_SQL: Final = """SELECT count(amount_wan), count(nullif(position_basis, 'city')),
    sum(amount_wan IS NOT NULL AND position_basis <> 'city') FROM projects"""

# Happened milestones, both dated: a later stage whose whole time lies before an earlier one's begins.
_BACKWARDS_SQL: Final = """SELECT DISTINCT a.project_id FROM milestones AS a JOIN stages AS s ON s.stage = a.stage
    JOIN milestones AS b ON b.project_id = a.project_id JOIN stages AS t ON t.stage = b.stage
    WHERE NOT a.is_planned AND NOT b.is_planned AND s.rank < t.rank AND a.date > b.date || '~' ORDER BY 1"""

_DATES_SQL: Final = "SELECT published FROM documents WHERE published IS NOT NULL"

_RULES: Final[tuple[Callable[[_Matter], Iterator[Finding]], ...]] = (
    _short_of_names,
    _nested_totals,
    _overdue,
    _quiet,
    _repeated,
    _differing,
    _short_lists,
    _backwards,
    _unmapped_amounts,
    _one_document,
    _documents,
)
