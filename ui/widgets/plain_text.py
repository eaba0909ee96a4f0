"""Words from data where Qt would guess at markup or mnemonics: tooltips and buttons."""

from __future__ import annotations

import html


def tooltip(words: str) -> str:
    """Words as a tooltip that shows them literally; Qt would render anything that looks like HTML."""
    return f"<qt>{html.escape(words).replace(chr(10), '<br>')}</qt>" if words else ""


def button_text(words: str) -> str:
    """Words as a button's text; a lone & would become a mnemonic and vanish."""
    return words.replace("&", "&&")
