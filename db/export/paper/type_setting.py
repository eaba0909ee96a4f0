"""Lines of text that fit: cleaned, cut, broken; the widths come from whoever paints them."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from db.export.paper.marks import REGULAR

Measure = Callable[[str, float, int], float]
"""(text, size in pt, weight) → width in mm."""

LINE: Final = 1.45
"""Height of a line in sizes of its type."""

_WORD: Final = re.compile(r"[A-Za-z0-9][\w.,%’'\-/+]*|.", re.DOTALL)
_NEVER_FIRST: Final = frozenset("，。、；：？！）》」』”’】〕％%,.;:?!)]}")
_MOST: Final = 2_000
"""No line on paper has more characters; longer texts are cut before they are measured."""


def clean(text: str) -> str:
    """Return text of one line: breaks become spaces, control characters go."""
    spaced = re.sub(r"\s+", " ", text.replace("\0", ""))
    return "".join(each for each in spaced if unicodedata.category(each) not in ("Cc", "Cs")).strip()


def cut(text: str, width: float, measure: Measure, size_pt: float, weight: int = REGULAR) -> str:
    """Return text that is no wider than some mm, its end replaced by … where it must be."""
    text = clean(text)[:_MOST]
    if measure(text, size_pt, weight) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle] + "…", size_pt, weight) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def wrap(text: str, width: float, measure: Measure, size_pt: float, weight: int = REGULAR, most: int = 99) -> list[str]:
    """Break text into lines of at most some mm; what does not fit into the last line allowed is cut.

    Chinese breaks between any two characters, but no line begins with a closing mark.
    """
    rest = clean(text)[:_MOST]
    lines: list[str] = []
    while rest:
        if len(lines) == most - 1 or measure(rest, size_pt, weight) <= width:
            lines.append(cut(rest, width, measure, size_pt, weight))
            break
        taken = _first_line(rest, width, measure, size_pt, weight)
        lines.append(taken.rstrip())
        rest = rest[len(taken) :].lstrip()
    return lines or [""]


def _first_line(text: str, width: float, measure: Measure, size_pt: float, weight: int) -> str:
    """Return what of a text fits into one line, at least one character."""
    taken = ""
    for match in _WORD.finditer(text):
        if measure(taken + match.group(), size_pt, weight) > width:
            break
        taken += match.group()
    if not taken:
        return cut(text, width, measure, size_pt, weight).rstrip("…") or text[0]
    following = text[len(taken) : len(taken) + 1]
    if following in _NEVER_FIRST and len(taken) > 1:
        return taken[:-1]
    return taken
