"""Kinds of relations on the industry chain, and the words in print that each may rest on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

RELATION_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "上游": "前者在后者的上游",
        "下游": "后者在前者的下游",
        "上下游": "前者与后者为上下游，谁上谁下文中未说",
        "环节": "两者是一条链上先后列出的环节",
        "平台": "前者是后者的平台",
        "补链": "前者补齐、完善后者，或填补其空白",
        "延链": "前者把后者向上下游扩展",
        "带动": "前者带动、推动或引来后者",
        "支撑": "前者支撑后者",
        "服务": "前者为后者服务",
        "孵化": "前者孵化出后者",
        "角色": "前者在后者中称作龙头、元老或新星",
    }
)
"""By name, what it says of the two ends of a relation; in the order in which kinds are told."""

RELATION_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "上游": ("上游",),
        "下游": ("下游",),
        "上下游": ("上下游",),
        "环节": ("—", "到", "、", "+"),
        "平台": ("平台",),
        "补链": ("补齐", "完善", "填补"),
        "延链": ("扩展", "延伸"),
        "带动": ("带动", "推动", "引入", "引进"),
        "支撑": ("支撑", "支持"),
        "服务": ("服务",),
        "孵化": ("孵化",),
        "角色": ("龙头", "元老", "新星"),
    }
)
"""By kind, the words of which one must be printed; a kind groups them, and what is printed stands beside it."""

END_TABLES: Final = ("projects", "organisations", "industries")
"""Tables in which an end of a relation may be found; one that is in none of them is only the words it is printed in."""
