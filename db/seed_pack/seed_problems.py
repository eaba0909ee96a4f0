"""What a check of the data pack finds wrong."""

from typing import Final

from geo.frozen import frozen

_LONGEST_QUOTE: Final = 40


@frozen
class Problem:
    """One mistake.

    Attributes:
        place: File and line: `projects.csv 第 12 行`.
        message: What is wrong, one sentence in Chinese.
    """

    place: str
    message: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        return f"{self.place}：{self.message}"


def shorten(text: str) -> str:
    """Return a cell as a message quotes it: whole, or its beginning."""
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
