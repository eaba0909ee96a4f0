"""What the source says to people: every Chinese literal, and whether it passes through ``tr``."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

HAN = re.compile(r"[\u3001-\u3003\u3008-\u3011\u3400-\u9fff\uff01-\uff60]")
"""Chinese characters and punctuation that only Chinese has."""

DATA_MODULES = frozenset(
    {
        "geo/coordinates.py",  # how angles are typed
        "geo/place_names.py",  # how places are named in texts
        "geo/wording.py",  # says in both languages at once that there are no words
        "db/money.py",  # writes amounts in either language itself
        "db/pinyin.py",
        "db/printed_numbers.py",  # how numbers are printed
        "db/printed_words.py",  # what the documents print
        "db/schema.py",  # the words stored
        "db/synthetic.py",  # an invented ledger
        "db/field_names.py",
    }
)
"""Modules whose Chinese is data: read, stored or compared, never said."""

MAINTENANCE = re.compile(r"db/seed_(check|claims|evidence|matching|problems|structure|sums)\.py")
"""The checker of the data pack speaks to those who keep the pack, which is Chinese."""


@dataclass(frozen=True)
class Saying:
    """A Chinese literal.

    Attributes:
        file: where, relative to the project.
        line: its line.
        text: the literal; of an f-string its constant parts.
        spoken: whether it is what ``tr`` or ``term`` is called with.
        inside: whether it stands in a function, and not in a table of the module.
        names: the values given to ``tr``; None where it is not a call.
    """

    file: str
    line: int
    text: str
    spoken: bool
    inside: bool
    names: frozenset[str] | None = None


def sources(project: Path) -> list[Path]:
    """The program's modules in which Chinese is said to people."""
    files = [
        *project.glob("*.py"),
        *(file for floor in ("geo", "db", "ui") for file in project.glob(f"{floor}/**/*.py")),
    ]
    named = {file.relative_to(project).as_posix(): file for file in files}
    return [named[name] for name in sorted(named) if name not in DATA_MODULES and not MAINTENANCE.fullmatch(name)]


def sayings(file: Path, project: Path) -> Iterator[Saying]:
    """Every Chinese literal of a module but its docstrings."""
    tree = ast.parse(file.read_text("utf-8"))
    name = file.relative_to(project).as_posix()
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        text = _text_of(node)
        parent = parents.get(node)
        if not HAN.search(text) or isinstance(parent, ast.Expr | ast.JoinedStr | ast.FormattedValue):
            continue
        call = parent if isinstance(parent, ast.Call) and node in parent.args[:1] else None
        spoken = call is not None and isinstance(call.func, ast.Name) and call.func.id in ("tr", "term")
        names = frozenset(word.arg or "**" for word in call.keywords) if call is not None and spoken else None
        yield Saying(name, getattr(node, "lineno", 0), text, spoken, _is_inside(node, parents), names)


def _text_of(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
    return ""


def _is_inside(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether it runs in a function; a default is the module's."""
    while node in parents:
        parent = parents[node]
        if isinstance(parent, ast.Lambda):
            return True
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef) and node in parent.body:
            return True
        node = parent
    return False


def placeholders(template: str) -> frozenset[str]:
    """The names in a template's braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


_JS_STRING = re.compile(r"""'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)\"""")
_JS_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"`])//[^\n]*", re.DOTALL)


def page_sayings(project: Path) -> Iterator[Saying]:
    """Every Chinese literal of the page's modules."""
    for file in sorted((project / "assets" / "page").glob("*.js")):
        source = _JS_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), file.read_text("utf-8"))
        for found in _JS_STRING.finditer(source):
            text = found[1] or found[2] or found[3] or ""
            if HAN.search(text):
                before = source[: found.start()]
                spoken = before.endswith("tr(") and found[1] is not None
                yield Saying(f"page/{file.name}", before.count("\n") + 1, text, spoken, True)


@dataclass(frozen=True)
class Translation:
    """An entry of the catalogue: Chinese, and English for one and for several."""

    context: str
    source: str
    forms: tuple[str, ...]
    finished: bool


def read_catalogue(file: Path) -> list[Translation]:
    """All entries of a Linguist file."""
    return [
        Translation(
            context.findtext("name", ""),
            message.findtext("source", ""),
            tuple(form.text or "" for form in message.findall("translation/numerusform"))
            or (message.findtext("translation", ""),),
            (told := message.find("translation")) is not None and told.get("type") is None,
        )
        for context in ElementTree.parse(file).getroot().findall("context")  # noqa: S314 - our own file
        for message in context.findall("message")
    ]
