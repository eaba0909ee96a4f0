"""Kinds of relations on the industry chain, and the words in print that each may rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class RelationKind:
    """One kind.

    Attributes:
        words: What it means, of 甲 and 乙, the two ends of a relation.
        printed: Words of which one must be printed for a relation to be of this kind.
    """

    words: str
    printed: tuple[str, ...]


RELATION_KINDS: Final[Mapping[str, RelationKind]] = MappingProxyType(
    {
        "上游": RelationKind("甲在乙的上游", ("上游",)),
        "下游": RelationKind("乙在甲的下游", ("下游",)),
        "上下游": RelationKind("甲与乙为上下游，谁上谁下文中未说", ("上下游",)),
        "环节": RelationKind("甲、乙是一条链上先后列出的环节", ("—", "到", "、", "+")),
        "平台": RelationKind("甲是乙的平台", ("平台",)),
        "补链": RelationKind("甲补齐、完善乙，或填补乙的空白", ("补齐", "完善", "填补")),
        "延链": RelationKind("甲把乙向上下游扩展", ("扩展", "延伸")),
        "带动": RelationKind("甲带动、推动或引来乙", ("带动", "推动", "引入", "引进")),
        "支撑": RelationKind("甲支撑乙", ("支撑", "支持")),
        "服务": RelationKind("甲为乙服务", ("服务",)),
        "孵化": RelationKind("甲孵化出乙", ("孵化",)),
        "角色": RelationKind("甲在乙中称作龙头、元老或新星", ("龙头", "元老", "新星")),
    }
)
"""By name, in the order in which they are told. A kind groups printed words; the words themselves stand beside it."""

END_TABLES: Final = ("projects", "organisations", "industries")
"""Tables in which an end of a relation may be found; one that is in none of them is only the words it is printed in."""
