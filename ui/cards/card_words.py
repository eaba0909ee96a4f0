"""What a card says in words: organisations, figures, milestones, where a place comes from, why a statement is used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from db.records import Fact, Milestone, ProjectCard, Statement
from db.related import Related
from db.schema import STAGES
from geo.wording import term, tr
from ui.cards.milestone_line import Step

POSITION_TIPS: Final = {
    "manual": "由人在地图上指定，不出自报道；编辑菜单里可以撤销",
    "surveyed": "实测坐标",
    "address": "由地址查得",
}
NO_CONFIDENCE: Final = "坐标未定，暂挂全域符号旁"
_STAGE_PLACES: Final = {stage: position for stage, position, _ in STAGES}
CONFIDENCE_WORDS: Final = {
    "A": "实测地标",
    "B": "地名库坐标",
    "C": "单一来源或其内一点",
    "D": "取所在镇或载体的位置",
}


def fact_lines(facts: Sequence[Fact]) -> list[str]:
    """Printed figures in words, those of one name on one line: ``建设内容 研发中心；生产基地``."""
    by_name: dict[str, list[str]] = {}
    for fact in facts:
        by_name.setdefault(fact.name, []).append(fact_words(fact))
    return [f"{name} {tr('；').join(words)}" for name, words in by_name.items()]


def fact_words(fact: Fact) -> str:
    """A printed figure without its name: ``30,000 片（预计，2025）``."""
    value = f"{fact.value:,g}" if isinstance(fact.value, float | int) else (fact.value or "")
    inside = tr("，").join(filter(None, (term(fact.qualifier) if fact.qualifier else "", fact.period)))
    return f"{value} {fact.unit or ''}".strip() + (tr("（{inside}）", inside=inside) if inside else "")


def steps_of(milestones: tuple[Milestone, ...], stage: str | None, stage_date: str | None) -> list[Step]:
    """Milestones as drawn, planned ones last; what several documents say alike is one step, the one in force marked.

    Steps stand in the order of their dates; one without a date stands before the first that can only come after it.
    """
    groups: dict[tuple[bool, str, str], list[Milestone]] = {}
    for milestone in milestones:
        key = (milestone.is_planned, milestone.stage, milestone.date or "")
        groups.setdefault(key, []).append(milestone)
    return [
        Step(
            stage=word,
            date=date,
            planned=planned,
            latest=not planned and (word, date) == (stage, stage_date or ""),
            tip="\n".join(dict.fromkeys(tr("{word}：{note}", word=word, note=m.note) for m in groups[key] if m.note)),
        )
        for key in _in_order(list(groups))
        for planned, word, date in [key]
    ]


def _in_order(keys: Sequence[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    ordered: list[tuple[bool, str, str]] = []
    for is_planned in (False, True):
        part = sorted((key for key in keys if key[0] is is_planned and key[2]), key=lambda key: key[2])
        undated = [key for key in keys if key[0] is is_planned and not key[2]]
        for key in sorted(undated, key=_stage_place):
            after = (n for n, other in enumerate(part) if _stage_place(other) > _stage_place(key))
            part.insert(next(after, len(part)), key)
        ordered += part
    return ordered


def _stage_place(key: tuple[bool, str, str]) -> int:
    return _STAGE_PLACES.get(key[1], len(_STAGE_PLACES))


def place_words(card: ProjectCard) -> str:
    """What the locator map rests on: 原文, 推断, 人工 or 示意."""
    if card.grade == "own":
        return {
            "manual": tr("人工：位置由人在地图上指定"),
            "surveyed": tr("实测坐标"),
            "address": tr("位置由地址查得"),
        }.get(card.position_basis, tr("项目自有坐标"))
    if card.park is None:
        return tr("示意：只知在科学城，符号立在全域处")
    if card.park.position_confidence is None:
        return tr("园区坐标未定，地图上暂挂全域符号旁")
    if card.park.basis == "inferred":
        return tr("推断：园区是推断的；范围与符号位置为示意")
    return tr("原文：园区见于报道；范围与符号位置为示意")


def adoption_rule(statements: Sequence[Statement]) -> str:
    """Why the adopted one of the statements about a field is used, as far as they themselves show it."""
    used = [each for each in statements if each.adopted]
    others = [each for each in statements if not each.adopted]
    if not used or not others:
        return ""
    if used[0].field.startswith("amount") and _is_figure(used[0]) and not any(map(_is_figure, others)):
        return tr("采用写出具体数额的一处；百亿级这类说法不转成数")
    if used[0].field == "stage":
        return tr("阶段取已发生的里程碑中最靠后的一步；各处说法并存")
    latest = max(each.published or "" for each in others)
    if (used[0].published or "") > latest:
        return tr("采用最近一篇")
    return tr("采用数据包中注明的一处，不以先后为准")


def _is_figure(statement: Statement) -> bool:
    return any(char.isdigit() for char in statement.value)


def related_title(related: Related) -> str:
    """What is shared: ``同一园区：金凤软件园``."""
    return {
        "organisation": tr("同一单位：{name}", name=related.name),
        "park": tr("同一园区：{name}", name=related.name),
        "event": tr("同一活动：{name}", name=related.name),
        "list": tr("同一清单：{name}", name=related.name),
    }[related.dimension]


def all_words(related: Related) -> str:
    """The link that shows them all: ``全部 12 个``."""
    if related.is_counted_whole:
        return tr("全部 {n:,} 个", n=related.count)
    return tr("全部（{n:,} 个以上）", n=related.count)
