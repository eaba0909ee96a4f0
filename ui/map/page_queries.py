"""What the page's questions say after the question mark, read and refused. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from geo.wording import tr

if TYPE_CHECKING:
    from geo.symbols.symbol_scale import Measure


_NEAREST: Final = 30
"""No zoom is as near; what is beyond it would overflow."""


class BadQuery(ValueError):
    """A query string that asks for nothing sensible."""


def read_viewport(query: Mapping[str, str]) -> tuple[float, float, float, float, float]:
    """West, south, east, north and zoom of a query.

    Raises:
        BadQuery: one of them is missing or no sensible number.
    """
    west, south, east, north, zoom = (_number(query, key) for key in ("w", "s", "e", "n", "z"))
    if not 0 <= zoom <= _NEAREST:
        raise BadQuery(tr("参数 {key} 超出范围", key="z"))
    return west, south, east, north, zoom


def read_measure(query: Mapping[str, str]) -> Measure:
    """The measure of a query, by number if it names none.

    Raises:
        BadQuery: there is no such measure.
    """
    from geo.symbols.symbol_scale import MEASURES  # brings numpy, which the page does not wait for

    wanted = query.get("measure", MEASURES[0])
    for measure in MEASURES:
        if measure == wanted:
            return measure
    raise BadQuery(tr("参数 measure 不认识"))


def _number(query: Mapping[str, str], key: str) -> float:
    try:
        value = float(query[key])
    except (KeyError, ValueError):
        raise BadQuery(tr("参数 {key} 不是数", key=key)) from None
    if not abs(value) < 1e6:  # also refuses NaN
        raise BadQuery(tr("参数 {key} 超出范围", key=key))
    return value


def read_integer(query: Mapping[str, str], key: str) -> int:
    """A whole number of a query.

    Raises:
        BadQuery: it is missing or none.
    """
    if not re.fullmatch(r"-?\d{1,15}", query.get(key, "")):
        raise BadQuery(tr("参数 {key} 不是整数", key=key))
    return int(query[key])
