"""What a person has chosen about the program's looks: theme and language, in one small file. Knows no Qt."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import CHINESE, LANGUAGES, VARIABLE, check_words, tr

FILE: Final = "preferences.json"
SYSTEM: Final = "system"
THEMES: Final = ("light", "dark", SYSTEM)
_MOST_BYTES: Final = 10_000


class PreferencesError(AtlasError):
    """The preferences cannot be written."""


@frozen
class Preferences:
    """What was chosen.

    Attributes:
        theme: ``light``, ``dark``, or ``system`` to follow the desktop.
        language: As in :mod:`geo.wording`; Chinese unless somebody chose.
    """

    theme: str = SYSTEM
    language: str = CHINESE


def read_preferences(file: Path) -> Preferences:
    """Read what was chosen; a choice that cannot be read was not made."""
    kept: dict[str, object] = {}
    with suppress(OSError, ValueError, RecursionError):
        if file.stat().st_size <= _MOST_BYTES:
            told = json.loads(file.read_text("utf-8"))
            kept = told if isinstance(told, dict) else {}
    theme, language = str(kept.get("theme")), str(kept.get("language"))
    return Preferences(theme if theme in THEMES else SYSTEM, language if language in LANGUAGES else CHINESE)


def speak_as_chosen(home: Path) -> None:
    """Let the process speak what was chosen, where its environment does not say otherwise.

    Raises:
        LanguageError: The words of that language were not prepared.
    """
    os.environ.setdefault(VARIABLE, read_preferences(home / FILE).language)
    check_words()


def write_preferences(file: Path, preferences: Preferences) -> None:
    """Write beside the old file and move into its place.

    Raises:
        PreferencesError: it cannot be written; the old file stays as it was.
    """
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(asdict(preferences), indent=1), "utf-8")
        fresh.replace(file)
    except OSError as error:
        with suppress(OSError):  # it may never have come to be
            fresh.unlink()
        raise PreferencesError(tr("选择没有存下来：{parent} 不能写入。", parent=file.parent)) from error
