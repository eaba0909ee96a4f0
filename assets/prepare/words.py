"""The English words: kept in Qt Linguist's format by people, compiled for the program (``geo/wording.py``).

``python -m assets.prepare.words`` brings ``assets/translations/en.ts`` up to date with the source: what is newly said
is added as unfinished, what nobody says any more goes.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from assets.prepare.sayings import page_sayings, placeholders, sayings, sources
from assets.prepare.steps import PrepareError

ROOT = Path(__file__).resolve().parents[2]
_CREDITS = Path("assets", "prepare", "basemap.py")
PARTS = ("program", "page")
"""The contexts of the file: what Python says, what the map page says."""


@dataclass(frozen=True)
class Translation:
    """An entry of the catalogue.

    Attributes:
        part: ``program`` or ``page``.
        source: the Chinese template.
        forms: its translation; where ``n`` counts, for one and for several.
        finished: whether a person has finished it.
    """

    part: str
    source: str
    forms: tuple[str, ...]
    finished: bool


def catalogue_file(root: Path, language: str = "en") -> Path:
    """Where people keep a language."""
    return root / "assets" / "translations" / f"{language}.ts"


def read_catalogue(file: Path) -> list[Translation]:
    """Read all entries of a Linguist file.

    Raises:
        PrepareError: it cannot be read, or is not one.
    """
    try:
        root = ElementTree.parse(file).getroot()
    except (OSError, ElementTree.ParseError) as error:
        raise PrepareError(f"译文 {file} 读不出来：{error}。Cannot read the translations {file}: {error}.") from error
    return [
        _read_message(context.findtext("name", ""), message)
        for context in root.iter("context")
        for message in context.iter("message")
    ]


def _read_message(part: str, message: ElementTree.Element) -> Translation:
    told = message.find("translation")
    forms = () if told is None else tuple(form.text or "" for form in told.iter("numerusform")) or (told.text or "",)
    finished = told is not None and told.get("type") is None and all(forms)
    return Translation(part, message.findtext("source", ""), forms, finished)


def find_keys(root: Path) -> dict[str, tuple[str, ...]]:
    """Everything that needs a translation, by part, in the order of the source."""
    said = (saying for file in sources(root) for saying in sayings(file, root) if saying.is_key)
    credited = (saying for saying in sayings(root / _CREDITS, root) if saying.constant == "ATTRIBUTION")
    on_the_page = (*(saying for saying in page_sayings(root) if saying.spoken), *credited)
    return {
        "program": tuple(dict.fromkeys(saying.text for saying in said)),
        "page": tuple(dict.fromkeys(saying.text for saying in on_the_page)),
    }


def compile_words(file: Path, target: Path, language: str = "en") -> None:
    """Write what the program reads: a JSON file a part, each template with its forms.

    What is unfinished is left out, which is said aloud here, and again by the program wherever it is missing.

    Raises:
        PrepareError: the file cannot be read.
    """
    entries = read_catalogue(file)
    if unfinished := [entry.source for entry in entries if not entry.finished]:
        print(
            f"{file.name} 里有 {len(unfinished)} 条没有译完，如“{unfinished[0]}”；英文界面里会是中文。"
            f"{len(unfinished)} entries of {file.name} are unfinished, such as “{unfinished[0]}”: they stay Chinese.",
            file=sys.stderr,
        )
    for part in PARTS:
        told = {entry.source: list(entry.forms) for entry in entries if entry.part == part and entry.finished}
        (target / f"{language}-{part}.json").write_text(json.dumps(told, ensure_ascii=False, indent=0), "utf-8")


def write_catalogue(entries: Iterable[Translation], file: Path, language: str = "en") -> None:
    """Write a Linguist file, the way Linguist writes it."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="zh_CN")
    listed = list(entries)
    for part in PARTS:
        context = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(context, "name").text = part
        for entry in listed:
            if entry.part == part:
                _write_message(context, entry)
    ElementTree.indent(root, "    ")
    text = ElementTree.tostring(root, encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")


def _write_message(context: ElementTree.Element, entry: Translation) -> None:
    counts = "n" in placeholders(entry.source)
    message = ElementTree.SubElement(context, "message", {"numerus": "yes"} if counts else {})
    ElementTree.SubElement(message, "source").text = entry.source
    told = ElementTree.SubElement(message, "translation", {} if entry.finished else {"type": "unfinished"})
    if not counts:
        told.text = entry.forms[0] if entry.forms else ""
        return
    for form in entry.forms if len(entry.forms) == 2 else ("", ""):
        ElementTree.SubElement(told, "numerusform").text = form


def update_catalogue(root: Path) -> Mapping[str, int]:
    """Add what is newly said as unfinished and drop what nobody says; what was translated stays as it is.

    Returns:
        How many entries were ``added``, ``dropped``, and are ``unfinished`` now.
    """
    file = catalogue_file(root)
    known = {(entry.part, entry.source): entry for entry in (read_catalogue(file) if file.exists() else ())}
    wanted = [(part, source) for part, sources_ in find_keys(root).items() for source in sources_]
    entries = [known.get(key) or Translation(*key, (), finished=False) for key in wanted]
    write_catalogue(entries, file)
    return {
        "added": len(set(wanted) - known.keys()),
        "dropped": len(known.keys() - set(wanted)),
        "unfinished": sum(not entry.finished for entry in entries),
    }


if __name__ == "__main__":
    print(", ".join(f"{words}: {count}" for words, count in update_catalogue(ROOT).items()), file=sys.stderr)
