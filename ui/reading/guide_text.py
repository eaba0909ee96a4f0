"""The guide as it is read in a window: its Markdown made fit for Qt, and its headings. Knows no Qt."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

_WIDE: Final = "[\u2014-\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_BROKEN: Final = re.compile(rf"(?<={_WIDE})\n[ ]*(?={_WIDE})")
_LINK: Final = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
_HEADING: Final = re.compile(r"^(#{1,3}) +(.+?) *$", re.MULTILINE)


class Heading(NamedTuple):
    """A heading.

    Attributes:
        level: 1 for the title.
        words: What it says.
    """

    level: int
    words: str


def readable(markdown: str, folder: Path) -> str:
    """Return Markdown for a reader without the project around it.

    A line break between two Chinese characters is no space; a link to a file that did not come along is its words.

    Args:
        markdown: The guide.
        folder: Where it lies; links are told from there.
    """
    joined = _BROKEN.sub("", markdown)
    return _LINK.sub(lambda link: link[0] if (folder / link[2]).is_file() else link[1], joined)


def headings(markdown: str) -> tuple[Heading, ...]:
    """Return the headings of a text, in order."""
    return tuple(Heading(len(marks), words) for marks, words in _HEADING.findall(markdown))
