"""What pages are composed with: colours, widths of text, the base map."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from db.export.paper.ground import Ground
from db.export.paper.marks import MEDIUM, REGULAR, Words
from db.export.paper.type_setting import Measure, cut

SLOT_TOKENS: Final = ("information", "health", "green", "services", "unclassified")
_RGBA: Final = re.compile(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)")


@dataclass(frozen=True)
class Press:
    """What pages are composed with.

    Attributes:
        tokens: Colours by name, as in ``assets/tokens.json``.
        measure: Widths of text.
        ground: The base map.
        is_transparent: Whether land and paper are left unpainted.
    """

    tokens: Mapping[str, str]
    measure: Measure
    ground: Ground
    is_transparent: bool = False

    def color(self, token: str) -> str:
        """Return a colour as `#RRGGBB` or `#AARRGGBB`."""
        told = self.tokens[token]
        found = _RGBA.fullmatch(told.replace(" ", ""))
        if found is None:
            return told
        red, green, blue = (int(each) for each in found.groups()[:3])
        return f"#{round(float(found[4]) * 255):02X}{red:02X}{green:02X}{blue:02X}"

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """Colours of the five slots."""
        return tuple(self.color(token) for token in SLOT_TOKENS)

    @property
    def paper(self) -> str:
        """Colour of the sheet."""
        return "#FFFFFF"

    def words(self, x: float, y: float, text: str, size_pt: float = 8.0, token: str = "ink") -> Words:
        """Return a line of text in a colour by name."""
        return Words(x, y, text, size_pt, REGULAR, self.color(token))

    def strong(self, x: float, y: float, text: str, size_pt: float = 8.0, token: str = "ink") -> Words:
        """Return a line of text that stands out."""
        return Words(x, y, text, size_pt, MEDIUM, self.color(token))

    def fitted(self, text: str, width: float, size_pt: float, weight: int = REGULAR) -> str:
        """Return text cut to some mm."""
        return cut(text, width, self.measure, size_pt, weight)
