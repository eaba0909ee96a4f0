"""Numbers as Chinese press prints them: `1,012.4亿元`, `600万`, `五千亿级`, `２６个`, `翻番`.

Everything is exact decimal arithmetic: a printed amount either is the stored one or it is not.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from geo.frozen import frozen

_DIGITS: Final = MappingProxyType(
    dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
)
_SMALL_UNITS: Final = MappingProxyType({"十": 10, "百": 100, "千": 1_000})
_LARGE_UNITS: Final = MappingProxyType({"万": 10_000, "亿": 100_000_000})
_UNITS: Final = MappingProxyType({**_SMALL_UNITS, **_LARGE_UNITS})
_WORDS_FOR_NUMBERS: Final = MappingProxyType({"翻番": 2, "翻一番": 2, "翻两番": 4, "首": 1, "唯一": 1})

_WAN: Final = 10_000
_NUMBER = re.compile(
    r"""
      (?P<arabic>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) (?:\s?(?P<unit>[十百千]?[万亿]{1,2}|[百千]))?
    | (?P<chinese>[零〇一二两三四五六七八九十百千万亿]+)
    | (?P<word>翻[一两]?番|首|唯一)
    """,
    re.VERBOSE,
)


@frozen
class PrintedNumber:
    """One number found in a text.

    Attributes:
        text: The number as printed, with its multiplier: `600万`.
        value: What it says, multiplier applied: 6000000.
        bare: The value without the multiplier, for texts whose unit carries it: 600. Equal to `value` if there is none.
        following: The two characters after it, to see whether it is money.
    """

    text: str
    value: Decimal
    bare: Decimal
    following: str


def find_numbers(words: str) -> Iterator[PrintedNumber]:
    """Yield every number in a text, in order; Arabic, full-width and Chinese forms alike."""
    folded = unicodedata.normalize("NFKC", words)
    for match in _NUMBER.finditer(folded):
        following = folded[match.end() :].lstrip()[:2]
        if match["arabic"]:
            bare = Decimal(match["arabic"].replace(",", ""))
            yield PrintedNumber(match[0], bare * read_multiplier(match["unit"] or ""), bare, following)
        else:
            value = Decimal(_WORDS_FOR_NUMBERS[match["word"]] if match["word"] else parse_chinese_number(match[0]))
            yield PrintedNumber(match[0], value, value, following)


def contains_number(words: str, value: Decimal) -> bool:
    """Say whether a text prints a number equal to `value`, with its multiplier applied or standing in the unit."""
    return any(value in (number.value, number.bare) for number in find_numbers(words))


def contains_amount(words: str, amount_wan: int) -> bool:
    """Say whether a text prints a sum of money equal to `amount_wan` 万元.

    A number is money only if its multiplier is 万 or 亿 or the next character is 元: `8亿元`, `80000万元`, `百亿` are,
    `8个` is not.
    """
    return any(
        number.value == amount_wan * _WAN
        for number in find_numbers(words)
        if number.following.startswith("元") or number.text[-1] in _LARGE_UNITS
    )


def parse_chinese_number(text: str) -> int:
    """Read a Chinese numeral; a unit with no digit before it counts once, as in 百亿.

    Args:
        text: Characters of 零〇一二两三四五六七八九十百千万亿 only.

    Raises:
        KeyError: Another character occurs.
    """
    if len(text) > 1 and all(character in _DIGITS for character in text):
        # By way of Decimal, which reads any number of digits; int alone refuses thousands of them.
        return int(Decimal("".join(str(_DIGITS[character]) for character in text)))
    total = section = 0
    digit: int | None = None
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SMALL_UNITS:
            section += (1 if digit is None else digit) * _SMALL_UNITS[character]
            digit = None
        else:
            total = _close_section(total, section + (digit or 0), _LARGE_UNITS[character])
            section, digit = 0, None
    return total + section + (digit or 0)


def _close_section(total: int, section: int, unit: int) -> int:
    """Apply 万 to what stands since the last large unit, 亿 to all that stands before it."""
    if unit == _LARGE_UNITS["亿"]:
        return (total + section or 1) * unit
    return total + (section or 1) * unit


def read_multiplier(unit: str) -> int:
    """Return what the leading 十百千万亿 of a unit multiply by: 1 for 个, 10,000 for 万片, 100,000,000 for 亿元."""
    factor = 1
    for character in unit:
        if character not in _UNITS:
            break
        factor *= _UNITS[character]
    return factor
