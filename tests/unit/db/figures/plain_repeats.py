"""Likeness of names and which pairs may be one project, from raw rows without the program's code and library."""

from __future__ import annotations

import re
import sqlite3
from fractions import Fraction
from itertools import combinations
from typing import Any

from tests.unit.db.figures import plain_sql

COMMON = (
    "西部", "重庆", "科学城", "中国", "国家", "集团", "有限公司", "公司", "项目", "产业化", "产业", "创新", "研发",
    "研究", "中心", "基地", "平台", "总部", "生态",
)  # fmt: skip
WITHIN, ACROSS = 45, 75
"""Least likeness of two names of one organisation, and of two others."""


def bare(name: str) -> str:
    """The name without the words that half of all names share."""
    left, found = name, ""
    while left:
        word = next((w for w in COMMON if left.startswith(w)), "") or _phase(left) or (
            left[0] if left[0] in "（）()·" or left[0].isspace() else ""
        )  # fmt: skip
        found += "" if word else left[0]
        left = left[len(word) or 1 :]
    return found


def _phase(text: str) -> str:
    digits = len(text) - len(text.lstrip("一二三四五六七八九十"))
    return text[: digits + 1] if digits and text[digits : digits + 1] == "期" else ""


def numbers(name: str) -> set[str]:
    """What tells line 7 from line 17, phase one from phase two."""
    return set(re.findall(r"\d+", name)) | set(re.findall(r"([一二三四五六七八九十]+)[期号段]", name))


def likeness(first: str, second: str) -> Fraction:
    """0–100 of two bare names: of the whole, or nine tenths of the shorter within the longer.

    A name of fewer than four characters is looked for within none. Of the whole: twice the longest common subsequence,
    of both lengths together.
    """
    if not first or not second:
        return Fraction(0)
    short, long = sorted((first, second), key=len)
    whole = _ratio(short, long)
    if len(short) < 4:
        return whole
    pairs = [(short, long)] if len(short) < len(long) else [(short, long), (long, short)]
    within = max(_ratio(pattern, piece) for pattern, text in pairs for piece in _pieces(len(pattern), text))
    return max(whole, within * 9 / 10)


def _ratio(first: str, second: str) -> Fraction:
    return Fraction(200 * _common(first, second), len(first) + len(second))


def _common(first: str, second: str) -> int:
    lengths = [0] * (len(second) + 1)
    for char in first:
        before = lengths[:]
        for place, other in enumerate(second, 1):
            lengths[place] = before[place - 1] + 1 if char == other else max(before[place], lengths[place - 1])
    return lengths[-1]


def _pieces(size: int, text: str) -> set[str]:
    """Pieces of a text of a size, and shorter ones at both its ends."""
    return {text[max(0, at) : at + size] for at in range(1 - size, len(text))}


def names(connection: sqlite3.Connection) -> dict[int, str]:
    """Name by project."""
    return dict(connection.execute("SELECT id, name FROM projects").fetchall())


def scores(connection: sqlite3.Connection) -> dict[tuple[int, int], Fraction]:
    """Likeness of any two projects."""
    plain = _bare_names(connection)
    return {(a, b): likeness(plain[a], plain[b]) for a, b in combinations(sorted(plain), 2)}


def alike(connection: sqlite3.Connection, facts: dict[tuple[int, int], dict[str, Any]]) -> set[tuple[int, int]]:
    """The pairs whose names alone make them suspect.

    Args:
        connection: A ledger of not more than forty projects that share a word.
        facts: Of any two projects, as `plain_sql.repeats` tells.
    """
    owned = {id_ for (id_,) in connection.execute("SELECT project_id FROM project_organisations")}
    of = {id_: numbers(name) for id_, name in names(connection).items()}
    rare = rare_words(connection)
    found = set()
    for (a, b), score in scores(connection).items():
        within = facts[a, b]["organisations"] and rounded(score) >= WITHIN
        strangers = a in owned and b in owned
        across = rare[a] & rare[b] and not strangers and rounded(score) >= ACROSS
        apart = of[a] and of[b] and of[a] != of[b]
        if (within or across) and not apart:
            found.add((a, b))
    return found


def rare_words(connection: sqlite3.Connection) -> dict[int, set[str]]:
    """By project the two rarest pairs of characters of its name that other names have too."""
    of = {id_: {name[at : at + 2] for at in range(len(name) - 1)} for id_, name in _bare_names(connection).items()}
    counts = {word: sum(word in other for other in of.values()) for words in of.values() for word in words}
    shared = {id_: [(counts[word], word) for word in words if counts[word] > 1] for id_, words in of.items()}
    return {id_: {word for _, word in sorted(words)[:2]} for id_, words in shared.items()}


def _bare_names(connection: sqlite3.Connection) -> dict[int, str]:
    return {id_: bare(name) for id_, name in names(connection).items()}


def rounded(score: Fraction) -> int:
    """To a whole number, halves to the even one."""
    return round(score)


def reasons(connection: sqlite3.Connection, pair: tuple[int, int], score: int | None) -> list[str]:
    """Why two are suspected, in words."""

    def joined(sql: str) -> str:
        return "、".join(sorted({row[0] for row in connection.execute(sql, pair)}))

    owners = joined(
        """SELECT name FROM organisations WHERE id IN (SELECT x.organisation_id FROM project_organisations AS x
        JOIN project_organisations AS y USING (organisation_id) WHERE x.project_id = ? AND y.project_id = ?)"""
    )
    events = joined(
        """SELECT name FROM events WHERE id IN (SELECT x.event_id FROM event_projects AS x
        JOIN event_projects AS y USING (event_id) WHERE x.project_id = ? AND y.project_id = ?)"""
    )
    noted = connection.execute(
        """SELECT reason FROM suspicions WHERE entity = 'projects'
        AND (min(entity_id, other_id), max(entity_id, other_id)) = (?, ?) ORDER BY id DESC""",
        pair,
    ).fetchone()
    told = [
        owners and f"同一单位：{owners}",
        "" if score is None else f"名称相近（{score}/100）",
        events and f"同一活动：{events}",
        noted and f"录入时存疑：{noted[0]}",
    ]
    return [words for words in told if words]


def told(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Pairs that are alike, were noted or decided upon: undecided ones first, then by reasons and likeness."""
    facts, likes = plain_sql.repeats(connection), scores(connection)
    suspect = alike(connection, facts)
    called = names(connection)
    found = [
        {
            "first_id": a,
            "second_id": b,
            "first_name": called[a],
            "second_name": called[b],
            "likeness": rounded(likes[a, b]),
            "reasons": reasons(connection, (a, b), rounded(likes[a, b]) if (a, b) in suspect else None),
            "decision": fact["decision"],
        }
        for (a, b), fact in facts.items()
        if (a, b) in suspect or fact["noted"] or fact["decision"]
    ]
    ids = ("first_id", "second_id")
    return sorted(
        found, key=lambda r: (r["decision"] is not None, -len(r["reasons"]), -r["likeness"], *(r[id_] for id_ in ids))
    )
