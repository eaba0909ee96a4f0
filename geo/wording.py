"""What a person reads, in the person's language: Chinese as written in the code, or its translation.

The Chinese template is the key. Which language is spoken is a fact of the process, kept where a process keeps such
facts: the environment variable ``SCIENCE_CITY_ATLAS_LANGUAGE``. So every thread sees it, the processes that read
foreign files inherit it, and no module holds a switch (docs/decisions/0018-words-in-two-languages.md).
"""

from __future__ import annotations

import functools
import json
import logging
import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geo.errors import AtlasError

VARIABLE: Final = "SCIENCE_CITY_ATLAS_LANGUAGE"
CHINESE: Final = "zh"
ENGLISH: Final = "en"
LANGUAGES: Final = (CHINESE, ENGLISH)

HAN: Final = re.compile(r"[\u3001-\u3003\u3008-\u3011\u3400-\u9fff\uff01-\uff60]")
"""Chinese characters and punctuation that only Chinese has."""

_COMPILED: Final = Path(__file__).resolve().parents[1] / "assets" / "words"
_LOG: Final = logging.getLogger(__name__)

Forms = tuple[str, ...]
"""A translation; where the number counts, for one and for several."""


class LanguageError(AtlasError):
    """The language asked for is unknown, or its words were not prepared. Said in both languages."""


def tr(source: str, /, **values: object) -> str:
    """Return a sentence in the person's language.

    Args:
        source: The Chinese template, also the key of its translation: a literal, never an f-string. Without values it
            is not a template: braces in it stand for themselves.
        values: What stands in the template's braces, by name, as ``str.format`` has it. A value named ``n`` is the
            number that decides between one and several.

    Raises:
        LanguageError: The language of the process is unknown, or its words were not prepared.
    """
    told = _translated(source, values.get("n"))
    return told.format(**values) if values else told


def term(word: str) -> str:
    """Return a word of the ledger in the person's language when it is one of ours, and as it stands when it is not.

    For vocabulary that is stored and compared in Chinese (stages, kinds, grades, measures) and shown translated.
    """
    forms = _catalogue(language()).get(word)
    return forms[0] if forms else word


def page_words() -> Mapping[str, Forms]:
    """Return the map page's sentences by their Chinese template; none for Chinese.

    Raises:
        LanguageError: The language of the process is unknown, or its words were not prepared.
    """
    return _catalogue(language(), "page")


def check_words() -> None:
    """Make sure at the start that the process can speak its language.

    Raises:
        LanguageError: The language of the process is unknown, or its words were not prepared.
    """
    for part in ("program", "page"):
        _catalogue(language(), part)


def language() -> str:
    """Return the language of the process, ``zh`` or ``en``; Chinese unless somebody chose.

    Raises:
        LanguageError: The environment asks for another.
    """
    chosen = os.environ.get(VARIABLE) or CHINESE
    if chosen not in LANGUAGES:
        raise LanguageError(
            f"{VARIABLE} 只能是 zh 或 en，现在是“{chosen}”。{VARIABLE} must be zh or en, it is “{chosen}”."
        )
    return chosen


def _translated(source: str, number: object) -> str:
    chosen = language()
    if chosen == CHINESE or not source:
        return source
    forms = _catalogue(chosen).get(source)
    if forms is None and not HAN.search(source):
        return source  # only values and what stands between them: the same in every language
    if forms is None:
        _LOG.error("No %s words for %r", chosen, source)
        return source
    return forms[0] if number == 1 else forms[-1]


@functools.cache
def _catalogue(chosen: str, part: str = "program") -> Mapping[str, Forms]:
    """The translations, read once and never changed; Chinese needs none."""
    if chosen == CHINESE:
        return MappingProxyType({})
    path = _COMPILED / f"{chosen}-{part}.json"
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LanguageError(
            f"没有准备好“{chosen}”的词句，请运行 ./run setup。The words of “{chosen}” are missing: run ./run setup."
        ) from error
    return MappingProxyType({source: tuple(forms) for source, forms in told.items()})
