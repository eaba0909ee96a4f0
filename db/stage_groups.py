"""Shorthand for stages: whether work has begun."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from db.schema import STAGES

_RANKS: Final = {stage: rank for stage, _, rank in STAGES}
_BEGUN: Final = _RANKS["开工"]

STAGE_GROUPS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "未开工": frozenset(stage for stage, rank in _RANKS.items() if rank < _BEGUN),
        "已开工": frozenset(stage for stage, rank in _RANKS.items() if rank >= _BEGUN),
    }
)
"""Stages before 开工, and from it on. A project without a stage (未载) is in neither: nothing is known of it, which is
not the same as not begun. The stage is the furthest step reported as having happened, as of the newest document."""


def find_group(stages: frozenset[int | str]) -> str:
    """Return the name of exactly these stages, or nothing."""
    return next((name for name, group in STAGE_GROUPS.items() if group == stages), "")
