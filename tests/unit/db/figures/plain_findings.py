"""Hints and verdicts once more, from raw rows and without the program's code: their words, rows and places."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import Any

Finding = dict[str, Any]


def money(wan: int) -> str:
    """Of 万元: `1,012.4 亿元`."""
    whole, rest = divmod(abs(wan), 10_000)
    return f"{'-' if wan < 0 else ''}{whole:,}" + (f".{rest:04d}".rstrip("0") if rest else "") + " 亿元"


def months(date: str) -> tuple[int, int]:
    """First and last month that a date of honest precision may mean."""
    year = int(date[:4]) * 12
    return (year + int(date[5:7]) - 1,) * 2 if len(date) > 4 else (year, year + 11)


def finding(
    key: str,
    words: str,
    projects: Iterable[int] = (),
    events: Iterable[int] = (),
    places: Iterable[dict[str, Any]] = (),
) -> Finding:
    return {
        "key": key,
        "words": words,
        "project_ids": list(projects),
        "event_ids": list(events),
        "places": list(places),
    }


def column(connection: sqlite3.Connection, sql: str) -> list[Any]:
    return [row[0] for row in connection.execute(sql)]


# --- verdicts -------------------------------------------------------------------------------------------------------


def verdicts(event: dict[str, Any], parts: list[int | None]) -> list[dict[str, Any]]:
    """What is to be said of an announcement.

    Args:
        event: As `plain_sql.events` tells, with `qualifiers` of count and amount.
        parts: Published counts of its parts by industry.
    """
    found = [_of_count(event)]
    if event["announced"][1] is not None:
        found.append(_of_amount(event))
    count = event["announced"][0]
    if parts and count is not None and None not in parts:
        added = " + ".join(map(str, parts))
        if sum(parts) == count:  # type: ignore[arg-type]  # none is missing here
            found.append(("parts_agree", f"分项对上：{added} = {count}", False))
        else:
            words = f"矛盾：分项 {added} = {sum(parts)}，公布 {count} 项"  # type: ignore[arg-type]
            found.append(("parts_differ", words, True))
    return [{"key": key, "words": words, "is_conflict": conflict} for key, words, conflict in found]


def leaves_room(qualifier: str | None) -> bool:
    """超 40 may be 41; 达 40 is 40."""
    return qualifier not in (None, "", "达", "高达", "合同")


def _of_count(event: dict[str, Any]) -> tuple[str, str, bool]:
    count, named, qualifier = event["announced"][0], event["named"][0], event["qualifiers"][0]
    if count is None:
        return "count_unpublished", f"未公布个数，台账具名 {named} 项", False
    if named > count:
        if leaves_room(qualifier):
            return "more_named", f"公布 {qualifier}{count} 项，台账具名 {named} 项", False
        return "more_named", f"矛盾：公布 {count} 项，台账具名 {named} 项", True
    if named == count:
        return "all_named", f"对上：{count} 项全部具名", False
    if not named:
        return "none_named", f"{count} 项无一具名", False
    return "some_named", f"{named} 项具名，{count - named} 项未具名", False


def _of_amount(event: dict[str, Any]) -> tuple[str, str, bool]:
    (count, amount), qualifier = event["announced"], event["qualifiers"][1]
    named, wan, unpublished, approximate = event["named"]
    told, rest = f"{qualifier or ''}{money(amount)}", amount - wan
    exact = not leaves_room(qualifier) and not approximate
    if rest < 0:
        return "amounts_exceed", f"公布 {told}，具名项目合计 {money(wan)}，请核对是否重复或口径不同", exact
    if not rest:
        return "amounts_agree", f"对上：{told}全部落到项目", False
    if count == named and not unpublished:
        return "amounts_differ", f"项目全部具名、金额全部公布，仍余 {money(rest)}", exact
    words = f"公布 {told}，均未落到项目"
    if named > unpublished:
        words = f"公布 {told}，落到项目 {money(wan)}，余 {money(rest)}"
    if unpublished:
        return "amounts_withheld", f"{words}；部分金额未公布：具名项目中 {unpublished} 项", False
    return "amounts_remain", words, False


# --- hints ----------------------------------------------------------------------------------------------------------


def of_events(connection: sqlite3.Connection, events: dict[int, dict[str, Any]], order: list[int]) -> list[Finding]:
    """Short of names, and totals that hold more than the announcements inside them.

    Args:
        connection: A ledger.
        events: As `plain_sql.events` tells.
        order: Their ids, by date.
    """
    kinds = dict(connection.execute("SELECT id, kind FROM events"))
    names = dict(connection.execute("SELECT id, name FROM events"))
    counted = [id_ for id_ in order if events[id_]["announced"][0] and kinds[id_] != "period"]
    counted = [id_ for id_ in counted if id_ in outermost(connection, counted)]
    named = sorted({project for id_ in counted for project in events[id_]["ids"]})
    announced = sum(events[id_]["announced"][0] for id_ in counted)
    found = []
    if len(named) < announced:
        words = f"{len(counted)} 场公布了个数的活动共报 {announced} 个（次），台账具名 {len(named)} 个"
        found.append(finding("named_short", words, named, counted))
    for id_ in order:
        event = events[id_]
        rests = [
            whole - inner if whole and inner is not None and whole > inner else 0
            for whole, inner in zip(event["announced"], event["contained"], strict=True)
        ]
        if any(rests):
            said = "、".join(filter(None, (rests[0] and f"{rests[0]} 项", rests[1] and money(rests[1]))))  # type: ignore[arg-type]
            words = (
                f"{names[id_]}含 {len(event['contains'])} 场已知活动，此外约 {said}在材料里没有出处"
                "（是否完全包含，原文未说）"
            )
            found.append(finding("nested", words, (), [id_, *event["contains"]]))
    return found


def inside(connection: sqlite3.Connection) -> dict[int, set[int]]:
    """What lies in each announcement, at any depth; itself only where containment goes in a circle."""
    direct: dict[int, set[int]] = {id_: set() for id_ in column(connection, "SELECT id FROM events")}
    for outer, inner in connection.execute("SELECT event_id, contains_id FROM event_containments"):
        direct[outer].add(inner)
    for _ in direct:
        for id_, inner_ids in direct.items():
            direct[id_] = inner_ids.union(*(direct[inner] for inner in inner_ids))
    return direct


def outermost(connection: sqlite3.Connection, ids: Iterable[int]) -> set[int]:
    """Those that lie in no other of them; of a circle the one with the lowest id."""
    within, chosen = inside(connection), set(ids)
    return {
        id_
        for id_ in chosen
        if not any(id_ in within[o] and (o not in within[id_] or o < id_) for o in chosen if o != id_)
    }


def contained(connection: sqlite3.Connection, event_id: int, which: str) -> int | None:
    """What announcements inside one published, added up without counting any twice."""
    values = dict(connection.execute(f"SELECT id, {which} FROM events WHERE {which} IS NOT NULL"))  # noqa: S608
    inner = {id_ for id_ in inside(connection)[event_id] if id_ in values and id_ != event_id}
    return sum(values[id_] for id_ in outermost(connection, inner)) if inner else None


def of_board(connection: sqlite3.Connection, board: list[dict[str, Any]]) -> list[Finding]:
    """What is overdue and what has gone quiet, of a board of all projects."""
    names = dict(connection.execute("SELECT id, name FROM projects"))
    cards = [(id_, card) for each in board for id_, card in each["ordered"]]
    found = [
        finding(
            "overdue", f"{names[id_]}计划 {card['next_date']} {card['next_stage']}，至今没有材料说明是否完成", [id_]
        )
        for id_, card in cards
        if card["light"] == "overdue"
    ]
    quiet = sorted(id_ for id_, card in cards if card["light"] == "quiet")
    if quiet:
        (newest,) = connection.execute("SELECT max(published) FROM documents").fetchone()
        words = f"{len(quiet)} 个尚未完工的项目在最新材料（{newest}）前 18 个月以上没有再见报"
        found.append(finding("quiet", words, quiet))
    return found


def of_repeats(connection: sqlite3.Connection, repeats: list[dict[str, Any]]) -> list[Finding]:
    """How many projects would be left, were all suspects with two reasons or a decision one."""
    pairs = [
        {repeat["first_id"], repeat["second_id"]}
        for repeat in repeats
        if repeat["decision"] == "same" or (repeat["decision"] is None and len(repeat["reasons"]) > 1)
    ]
    if not pairs:
        return []
    groups: list[set[int]] = []
    for pair in pairs:
        touching = [group for group in groups if group & pair]
        groups = [group for group in groups if not group & pair] + [pair.union(*touching)]
    (projects,) = connection.execute("SELECT count(*) FROM projects").fetchone()
    rest = projects - sum(len(group) - 1 for group in groups)
    words = f"{len(pairs)} 对项目疑为同一；若都成立，{projects} 个实为 {rest} 个"
    return [finding("repeats", words, sorted(set().union(*groups)))]


def of_statements(connection: sqlite3.Connection, contradictions: list[dict[str, Any]]) -> list[Finding]:
    """What documents say differently, and lists that name fewer than they count."""
    things: dict[tuple[str, int], list[dict[str, Any]]] = {}
    short = []
    for case in contradictions:
        values = [saying["value"] for saying in case["sayings"]]
        places = [place for saying in case["sayings"] for place in saying["places"]]
        lists = [value for value in values if "、" in value]
        counts = [value for value in values if re.fullmatch(r"\d+[家个所项]", value)]
        if case["field"] in ("amount_text", "amount_wan", "stage", "value") and not lists:
            things.setdefault((case["entity"], case["entity_id"]), []).append(case)
        if counts and lists and (listed := lists[0].count("、") + 1) < int(counts[0][:-1]):
            words = f"{case['name']}：原文称 {counts[0]}，只列出 {listed} 个"
            short.append(finding("list_short", words, places=places))
    found = []
    for (entity, id_), cases in things.items():
        said = "；".join(" / ".join(saying["value"] for saying in case["sayings"]) for case in cases)
        places = [place for case in cases for saying in case["sayings"] for place in saying["places"]]
        words = f"{cases[0]['name']}各处说法不一：{said}"
        projects, events = ([id_] if entity == table else [] for table in ("projects", "events"))
        found.append(finding("differ", words, projects, events, places))
    sql = """SELECT l.id, l.name, CAST(i.value AS INTEGER) FROM lists AS l JOIN indicators AS i ON i.name = l.name
        WHERE i.value IS NOT NULL AND l.position IS NULL ORDER BY l.id, i.id"""
    for list_id, name, count in connection.execute(sql).fetchall():
        items = column(connection, f"SELECT project_id FROM list_items WHERE list_id = {list_id} ORDER BY project_id")  # noqa: S608
        if len(items) < count:
            short.append(finding("list_short", f"清单“{name}”称 {count} 个，只点名 {len(items)} 个", items))
    return found + short


def of_amounts(connection: sqlite3.Connection) -> list[Finding]:
    """A map of amounts would be empty."""
    rich = set(column(connection, "SELECT id FROM projects WHERE amount_wan IS NOT NULL"))
    placed = set(column(connection, "SELECT id FROM projects WHERE position_basis <> 'city'"))
    if not rich or rich & placed:
        return []
    words = f"{len(rich)} 个项目有金额，{len(placed)} 个项目能落到园区，但没有一个两样都有：按金额作图会是空的"
    return [finding("unmapped", words, sorted(rich))]


def of_documents(connection: sqlite3.Connection, alone: list[int], as_of: tuple[int, int]) -> list[Finding]:
    """Projects of one document, times without any, and how old the newest is."""
    found = []
    (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone()
    if alone and documents > 1:
        found.append(finding("one_document", f"{len(alone)} 个项目只出现在一篇材料里", alone))
    dates = column(connection, "SELECT published FROM documents WHERE published IS NOT NULL")
    if not dates:
        return found
    may_be = {month for date in dates for month in range(months(date)[0], months(date)[1] + 1)}
    run: list[int] = []
    for month in range(min(may_be), max(may_be) + 1):
        if month not in may_be:
            run.append(month)
            continue
        if len(run) >= 6:
            before = max(date for date in dates if months(date)[1] == run[0] - 1)
            after = max(date for date in dates if months(date)[0] == month)
            found.append(finding("gap", f"{before} 到 {after} 之间 {len(run)} 个月没有材料"))
        run = []
    newest = max(dates, key=lambda date: (months(date)[1], date))
    age = as_of[0] * 12 + as_of[1] - 1 - months(newest)[1]
    if age > 12:
        found.append(finding("old", f"最新材料是 {newest}，距今 {age} 个月：数字都应写明截至何时"))
    return found
