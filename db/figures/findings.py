"""What the data itself says is worth a look: hints with the rows and places behind them, worked out by rules.

A finding never corrects anything. Each rule is one function; a ledger without the matter yields nothing.
"""

import datetime
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from db.figures.contradictions import Contradiction, Place, find_contradictions
from db.figures.reconciliation import reconcile_events
from db.figures.records import EventFigures
from db.figures.repeats import SAME, Repeat, find_repeats
from db.figures.stage_board import StageBoard
from db.money import format_money
from db.months import MONTHS, month_in_date, month_of
from geo.wording import tr

_GAP_MONTHS: Final = 6
"""Between one document and the next; more leaves a gap in what is known."""

_OLD_MONTHS: Final = 12
"""From the newest document to today; more and every picture has to say as of when it is."""

_COUNTED: Final = re.compile(r"(\d+)[家个所项]")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth a look.

    Attributes:
        key: The rule: `nested`, `named_short`, `overdue`, `quiet`, `one_document`, `repeats`, `list_short`, `unmapped`,
            `backwards`, `gap`, `old`, `differ`.
        words: It in a sentence.
        project_ids: The projects it speaks of.
        event_ids: The announcements.
        places: Where documents say so, if it is about what they say.
    """

    key: str
    words: str
    project_ids: tuple[int, ...] = ()
    event_ids: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class _Matter:
    """What the rules look at."""

    connection: sqlite3.Connection
    events: tuple[EventFigures, ...]
    contradictions: tuple[Contradiction, ...]
    repeats: tuple[Repeat, ...]
    board: StageBoard
    as_of: datetime.date


def find_findings(connection: sqlite3.Connection, board: StageBoard) -> tuple[Finding, ...]:
    """Apply all rules to the whole ledger, whatever is filtered.

    Args:
        connection: An open ledger.
        board: The stage board of all its projects, without a limit of cards.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    matter = _Matter(
        connection,
        reconcile_events(connection),
        find_contradictions(connection),
        find_repeats(connection),
        board,
        board.as_of,
    )
    return tuple(finding for rule in _RULES for finding in rule(matter))


def _nested_totals(matter: _Matter) -> Iterator[Finding]:
    for event in matter.events:
        rest = None if event.contained_count is None else (event.project_count or 0) - event.contained_count
        rest_wan = None if event.contained_amount_wan is None else (event.amount_wan or 0) - event.contained_amount_wan
        if not ((event.project_count and rest and rest > 0) or (event.amount_wan and rest_wan and rest_wan > 0)):
            continue
        amount = "" if not rest_wan or event.amount_wan is None else format_money(rest_wan)
        count = "" if not rest or event.project_count is None else tr("{n} 项", n=rest)
        yield Finding(
            "nested",
            tr(
                "{event}含 {n} 场已知活动，此外约 {rest} 在材料里没有出处（是否完全包含，原文未说）",
                event=event.name,
                n=len(event.contains),
                rest=tr("、").join(filter(None, (count, amount))),
            ),
            event_ids=(event.id, *event.contains),
        )


def _short_of_names(matter: _Matter) -> Iterator[Finding]:
    """Of announcements with a count: how many projects of how many; those inside others left out, none counts twice."""
    outer = [e for e in matter.events if e.project_count and e.kind != "period"]
    inside = {inner for event in outer for inner in event.contains}
    counted = [event for event in outer if event.id not in inside]
    if not counted:
        return
    named = {id_ for event in counted for id_ in event.named.ids}
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
            tuple(sorted(named)),
            tuple(event.id for event in counted),
        )


def _overdue(matter: _Matter) -> Iterator[Finding]:
    for card in (card for column in matter.board.columns for card in column.cards if card.light == "overdue"):
        (name,) = matter.connection.execute("SELECT name FROM projects WHERE id = ?", (card.project_id,)).fetchone()
        yield Finding(
            "overdue",
            tr(
                "{project}计划 {date} {stage}，至今没有材料说明是否完成",
                project=name,
                date=card.next_date,
                stage=tr(card.next_stage),
            ),
            (card.project_id,),
        )


def _quiet(matter: _Matter) -> Iterator[Finding]:
    cards = [card for column in matter.board.columns for card in column.cards if card.light == "quiet"]
    if cards:
        yield Finding(
            "quiet",
            tr(
                "{n} 个尚未完工的项目在最新材料（{newest}）前 {months} 个月以上没有再见报",
                n=len(cards),
                newest=matter.board.newest,
                months=matter.board.thresholds.quiet_months,
            ),
            tuple(sorted(card.project_id for card in cards)),
        )


def _one_document(matter: _Matter) -> Iterator[Finding]:
    ids = [id_ for (id_,) in matter.connection.execute(_ONE_DOCUMENT_SQL)]
    (documents,) = matter.connection.execute("SELECT count(*) FROM documents").fetchone()
    if ids and documents > 1:
        yield Finding("one_document", tr("{n} 个项目只出现在一篇材料里", n=len(ids)), tuple(ids))


def _repeated(matter: _Matter) -> Iterator[Finding]:
    """Of pairs with more than one reason; names alone are alike too often."""
    open_pairs = [r for r in matter.repeats if r.decision == SAME or (r.decision is None and len(r.reasons) > 1)]
    if not open_pairs:
        return
    (projects,) = matter.connection.execute("SELECT count(*) FROM projects").fetchone()
    groups = _merge_groups(open_pairs)
    ids = sorted(id_ for group in groups for id_ in group)
    yield Finding(
        "repeats",
        tr(
            "{n} 对项目疑为同一；若都成立，{projects} 个实为 {rest} 个",
            n=len(open_pairs),
            projects=projects,
            rest=projects - len(ids) + len(groups),
        ),
        tuple(ids),
    )


def _merge_groups(pairs: Iterable[Repeat]) -> list[set[int]]:
    """Join pairs that share a project; every project points towards the one that stands for its group."""
    above: dict[int, int] = {}

    def find(id_: int) -> int:
        while (higher := above.setdefault(id_, id_)) != id_:
            above[id_] = id_ = above[higher]
        return id_

    for pair in pairs:
        above[find(pair.second_id)] = find(pair.first_id)
    groups: dict[int, set[int]] = defaultdict(set)
    for id_ in list(above):
        groups[find(id_)].add(id_)
    return list(groups.values())


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
    for name, count, items in matter.connection.execute(_LISTS_SQL):
        if items < count:
            yield Finding("list_short", tr("清单“{name}”称 {count} 个，只点名 {n} 个", name=name, count=count, n=items))


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
        )


def _backwards(matter: _Matter) -> Iterator[Finding]:
    ids: dict[int, None] = {id_: None for (id_,) in matter.connection.execute(_BACKWARDS_SQL)}
    if ids:
        yield Finding(
            "backwards",
            tr("{n} 个项目的阶段先后与日期不合：累计时须防重复计额", n=len(ids)),
            tuple(ids),
        )


def _documents(matter: _Matter) -> Iterator[Finding]:
    dates = [date for (date,) in matter.connection.execute(_DATES_SQL)]
    months = [month_of(int(date[:4]), month_in_date(date) or MONTHS) for date in dates]
    for earlier, later, start, end in zip(dates, dates[1:], months, months[1:], strict=False):
        if end - start > _GAP_MONTHS:
            yield Finding(
                "gap",
                tr("{start} 到 {end} 之间 {n} 个月没有材料", start=earlier, end=later, n=end - start - 1),
            )
    age = month_of(matter.as_of.year, matter.as_of.month) - months[-1] if months else 0
    if age > _OLD_MONTHS:
        yield Finding("old", tr("最新材料是 {date}，距今 {n} 个月：数字都应写明截至何时", date=dates[-1], n=age))


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
            (entity_id,) if entity == "projects" else (),
            (entity_id,) if entity == "events" else (),
            tuple(place for each in differing for saying in each.sayings for place in saying.places),
        )


def _is_list(contradiction: Contradiction) -> bool:
    return any("、" in saying.value for saying in contradiction.sayings)


_ONE_DOCUMENT_SQL: Final = """SELECT project_id FROM project_evidence GROUP BY project_id
    HAVING count(DISTINCT document_id) = 1 ORDER BY project_id"""

_LISTS_SQL: Final = """SELECT l.name, CAST(i.value AS INTEGER), (SELECT count(*) FROM list_items WHERE list_id = l.id)
    FROM lists AS l JOIN indicators AS i ON i.name = l.name AND i.value IS NOT NULL WHERE l.position IS NULL
    ORDER BY l.id"""

_PLACED_SQL: Final = """SELECT count(amount_wan), count(nullif(position_basis, 'city')),
    sum(amount_wan IS NOT NULL AND position_basis <> 'city') FROM projects"""

# Happened milestones, both dated: a later stage whose whole time lies before an earlier one's begins.
_BACKWARDS_SQL: Final = """SELECT DISTINCT a.project_id FROM milestones AS a JOIN stages AS s ON s.stage = a.stage
    JOIN milestones AS b ON b.project_id = a.project_id JOIN stages AS t ON t.stage = b.stage
    WHERE NOT a.is_planned AND NOT b.is_planned AND s.rank < t.rank AND a.date > b.date || '~' ORDER BY 1"""

_DATES_SQL: Final = "SELECT published FROM documents WHERE published IS NOT NULL ORDER BY published"

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
