"""The only door to pypinyin: how Chinese characters are read, as people type it."""

import gc
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

_LIVING_SHARE: Final = 0.02
"""Part of the dictionary's phrases with a character in which a further reading must occur to count: 部 is hardly ever
`pou`, and who types `xp` does not mean 西部."""

_TONES: Final = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))


def find_readings(characters: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return the readings of Chinese characters in plain letters, all that are in use: 重 is `zhong` and `chong`.

    Loading the dictionary takes some tenths of a second, so it is done when this is first called.

    Args:
        characters: Single characters; those without a reading are left out.

    Returns:
        Lower-case syllables without tones by character; ü as `v`, the way keyboards have it, and as `u`.
    """
    from pypinyin import Style, pinyin

    asked = [character for character in characters if unicodedata.name(character, "").startswith("CJK")]
    answers = pinyin(asked, style=Style.TONE, heteronym=True) if asked else []
    known = {
        character: list(dict.fromkeys(plain for syllable in answer if (plain := _to_plain(syllable))))
        for character, answer in zip(asked, answers, strict=True)
    }
    uses = _count_uses(frozenset(character for character, plain in known.items() if len(plain) > 1))
    return {
        character: frozenset(s for plain in _living(readings, uses.get(character)) for s in _spellings(plain))
        for character, readings in known.items()
        if readings
    }


def forget_dictionary() -> None:
    """Let go of the dictionary's 50 MB where all has been asked that is to be known; asked again, it is loaded anew.

    For a process without a window: it looks for what nobody holds any more, whatever thread that is of.
    """
    for name in [name for name in sys.modules if name.partition(".")[0] == "pypinyin"]:
        del sys.modules[name]
    gc.collect()


def _living(readings: Sequence[str], uses: Counter[str] | None) -> Iterator[str]:
    """Yield the first reading, which is the commonest, and those of the others that are in use."""
    yield readings[0]
    yield from (plain for plain in readings[1:] if not uses or uses[plain] >= _LIVING_SHARE * uses.total())


def _count_uses(characters: frozenset[str]) -> Mapping[str, Counter[str]]:
    """Count how often the dictionary's phrases read each character how."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    if not characters:
        return uses
    from pypinyin.phrases_dict import phrases_dict

    for phrase, syllables in phrases_dict.items():
        if not characters.isdisjoint(phrase):
            for character, options in zip(phrase, syllables, strict=False):
                if character in characters:
                    uses[character].update(_to_plain(option) for option in options)
    return uses


def _to_plain(syllable: str) -> str:
    """Return a syllable without its tone, ü as `v`; empty for what is not spelt with letters."""
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", syllable).translate(_TONES))
    plain = bare.replace("ü", "v").replace("ê", "e")
    return plain if plain.isascii() and plain.isalpha() else ""


def _spellings(plain: str) -> Iterator[str]:
    yield plain
    if "v" in plain:
        yield plain.replace("v", "u")
