"""The data pack's arithmetic: parts add up, nothing inside is larger than what it is in. Needs no document."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from db.printed_numbers import contains_amount
from db.seed_pack.seed_problems import Problem, shorten
from db.seed_pack.seed_tables import SeedRow, SeedTables, read_natural

_SUMMED: Final = ("project_count", "amount_wan")


def check_sums(tables: SeedTables) -> Iterator[Problem]:
    """Yield sums that do not hold, amounts that differ from their own words, and announcements that contain themselves.

    Cells that are no numbers are passed over: `db.seed_pack.seed_structure` reports them.
    """
    yield from _check_parts(tables)
    yield from _check_named(tables)
    yield from _check_containments(tables)
    yield from _check_amount_words(tables)


def _check_parts(tables: SeedTables) -> Iterator[Problem]:
    """Parts by industry add up to the whole; parts by anything else do not exceed it."""
    events = {row["name"]: row for row in tables["events"]}
    sums: Counter[tuple[str, str, str]] = Counter()
    for row in tables["event_parts"]:
        for column in _SUMMED:
            part = read_natural(row[column])
            if part is not None:
                sums[(row["event"], row["dimension"], column)] += part
    for (name, dimension, column), total in sums.items():
        whole = read_natural(events[name][column]) if name in events else None
        if whole is not None and (total > whole or (dimension == "industry" and total != whole)):
            yield Problem(events[name].place, f"按 {dimension} 分列的 {column} 合计 {total}，公布数为 {whole}。")


def _check_named(tables: SeedTables) -> Iterator[Problem]:
    named = Counter(row["event"] for row in tables["event_projects"])
    for row in tables["events"]:
        whole = read_natural(row["project_count"])
        if whole is not None and named[row["name"]] > whole:
            yield Problem(row.place, f"列入的具名项目 {named[row['name']]} 个，多于公布的 {whole} 个。")


def _check_containments(tables: SeedTables) -> Iterator[Problem]:
    events = {row["name"]: row for row in tables["events"]}
    inside: dict[str, set[str]] = defaultdict(set)
    for row in tables["event_containments"]:
        outer, inner = events.get(row["event"]), events.get(row["contains"])
        if outer is None or inner is None:
            continue
        inside[row["event"]].add(row["contains"])
        if row["event"] in _reachable(row["contains"], inside):
            yield Problem(row.place, f"“{row['event']}”的包含关系成环。")
        yield from _check_contained(row, outer, inner)


def _check_contained(row: SeedRow, outer: SeedRow, inner: SeedRow) -> Iterator[Problem]:
    for column in _SUMMED:
        part, whole = read_natural(inner[column]), read_natural(outer[column])
        if part is not None and whole is not None and part > whole:
            yield Problem(row.place, f"被包含的 {column} {part} 大于总数 {whole}。")


def _reachable(start: str, inside: dict[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for name in inside.get(waiting.pop(), set()) - found:
            found.add(name)
            waiting.append(name)
    return found


def _check_amount_words(tables: SeedTables) -> Iterator[Problem]:
    """The integer amount of a project is the one its own words say."""
    for row in tables["projects"]:
        amount, words = read_natural(row["amount_wan"]), row["amount_text"]
        if amount is not None and not contains_amount(words, amount):
            yield Problem(row.place, f"amount_wan 为 {amount}，而 amount_text 写的是“{shorten(words)}”。")
