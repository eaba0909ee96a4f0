"""Bounds of amounts as people type them: `>10`, `5～20`, `≥10`, `10以下`; kept in whole 万元.

They are typed in 亿元, in English in millions of CNY.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from db.money import format_figure, wan_per_figure

Bounds = tuple[int | None, int | None]
"""Least and greatest amount in 万元, inclusive; None for no bound."""

_NUMBER: Final = r"(\d{1,9}(?:\.\d{1,4})?)"
_ROUND_WAN: Final = 100
_UNIT: Final = re.compile("亿元|亿")
_SIGNS: Final = {
    "≥": ">=",
    "≤": "<=",
    "不少于": ">=",
    "不低于": ">=",
    "不超过": "<=",
    "超过": ">",
    "大于": ">",
    "小于": "<",
}
_RANGE: Final = re.compile(rf"{_NUMBER}(?:-|~|—|–|至|到){_NUMBER}")
_ONE_SIDED: Final = re.compile(rf"(>=|<=|>|<|=)?{_NUMBER}(以上|以下|\+)?")


def parse_bounds(text: str) -> Bounds | None:
    """Read what was typed; nothing typed is no bound, a bare number is the least amount.

    Returns:
        The bounds, or None for what cannot be read or can never hold.
    """
    plain = unicodedata.normalize("NFKC", text).replace("～", "~").replace(",", "")
    plain = _UNIT.sub("", "".join(plain.split()))
    for words, sign in _SIGNS.items():
        plain = plain.replace(words, sign)
    if not plain:
        return None, None
    if found := _RANGE.fullmatch(plain):
        least, greatest = (_to_wan(number) for number in found.groups())
        return (least, greatest) if least <= greatest else None
    if found := _ONE_SIDED.fullmatch(plain):
        return _one_sided(found[1] or "", _to_wan(found[2]), found[3] or "")
    return None


def _one_sided(sign: str, amount_wan: int, after: str) -> Bounds | None:
    if sign and after:
        return None
    if sign == "=":
        return amount_wan, amount_wan
    if sign.startswith("<") or after == "以下":
        greatest = amount_wan - (sign == "<")
        return (None, greatest) if greatest >= 0 else None
    return amount_wan + (sign == ">"), None


def format_bounds(least_wan: int | None, greatest_wan: int | None) -> str:
    """Write bounds the way `parse_bounds` reads them; a 万元 more than a round amount is said as `>`."""
    if least_wan is None:
        return "" if greatest_wan is None else _below(greatest_wan)
    if greatest_wan is None:
        return f">{format_figure(least_wan - 1)}" if is_above(least_wan) else f"≥{format_figure(least_wan)}"
    if least_wan == greatest_wan:
        return f"={format_figure(least_wan)}"
    return f"{format_figure(least_wan)}～{format_figure(greatest_wan)}"


def is_above(least_wan: int) -> bool:
    """Whether a least amount says `more than` a round one: 10.0001 亿元 is how `超过 10 亿元` is kept."""
    return least_wan > 0 and (least_wan - 1) % _ROUND_WAN == 0


def _below(greatest_wan: int) -> str:
    below = (greatest_wan + 1) % _ROUND_WAN == 0
    return f"<{format_figure(greatest_wan + 1)}" if below else f"≤{format_figure(greatest_wan)}"


def _to_wan(number: str) -> int:
    return int(Decimal(number) * wan_per_figure())
