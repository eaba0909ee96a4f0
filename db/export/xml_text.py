"""Texts that any XML can hold: office files are XML in an archive."""

import re
from typing import Final

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean_xml(text: str) -> str:
    """Leave out what XML 1.0 has no place for (most control characters); line ends become plain line feeds."""
    return _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
