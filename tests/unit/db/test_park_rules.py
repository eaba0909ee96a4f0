"""A park is inferred only when the best matching rules name exactly one."""

import pytest

from db.park_rules import ParkRule, Subject, infer_park

RULES = (
    ParkRule(1, 1, 30, "topic", "人工智能"),
    ParkRule(2, 1, 40, "topic", "储能"),
    ParkRule(3, 2, 20, "track", "集成电路"),
    ParkRule(4, 3, 20, "industry", "信息"),
    ParkRule(5, 3, 50, "kind", "transport"),
    ParkRule(6, 2, 20, "topic", "芯片"),
)


def subject(
    industry: str | None = None, tracks: tuple[str, ...] = (), kind: str = "industry", text: str = ""
) -> Subject:
    return Subject(industry, frozenset(tracks), kind, text)


@pytest.mark.parametrize(
    ("case", "rule"),
    [
        (subject(), None),
        (subject(industry="信息"), 4),
        (subject(industry="信息", tracks=("功率器件", "集成电路")), 3),
        (subject(tracks=("集成电路",), text="芯片厂"), 3),
        (subject(industry="信息", text="ＡＩ与人工智能"), 1),
        (subject(text="人工智能储能站"), None),
        (subject(industry="信息", kind="transport"), None),
        (subject(kind="transport"), 5),
        (subject(industry="信息化"), None),
    ],
)
def test_infer_park(case: Subject, rule: int | None) -> None:
    found = infer_park(RULES, case)
    assert (found.id if found else None) == rule


def test_the_order_of_the_rules_does_not_matter() -> None:
    case = subject(tracks=("集成电路",), text="芯片厂")
    assert infer_park(reversed(RULES), case) == infer_park(RULES, case)
