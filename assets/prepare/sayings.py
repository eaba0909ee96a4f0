"""What the source says to people: every Chinese literal, and whether it passes through ``tr``."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.wording import HAN

DATA_MODULES = frozenset(
    {
        "geo/coordinates.py",  # how angles are typed
        "geo/place_names.py",  # how places are named in texts
        "geo/wording.py",  # says in both languages at once that there are no words
        "db/amount_bounds.py",  # how bounds are typed
        "db/money.py",  # writes amounts in either language itself
        "db/printed_numbers.py",  # how numbers are printed
        "db/printed_words.py",  # what the documents print
        "db/synthetic.py",  # an invented ledger
    }
)
"""Modules whose Chinese is data: read, stored or compared, never said."""

DATA_CONSTANTS = frozenset(
    {
        ("db/cards.py", "_SENTENCE_ENDS"),
        ("db/reading/document_texts.py", "_PAGE_NUMBER"),
        ("db/export/csv_cells.py", "_FORMULA_STARTS"),
        ("db/export/fields.py", "WORD_SEPARATOR"),
        ("db/export/paper/type_setting.py", "_NEVER_FIRST"),
        ("db/export/xlsx_styles.py", "FONT"),
        ("db/figures/chains.py", "PRINTED_COUNTS"),
        ("db/figures/findings.py", "_COUNTED"),
        ("db/figures/mechanisms.py", "LINKS"),
        ("db/figures/periods.py", "_FROM_JANUARY"),
        ("db/figures/periods.py", "_IN_WORDS"),
        ("db/figures/periods.py", "_YEAR"),
        ("db/figures/reconciliation.py", "_SCALE"),
        ("db/figures/reconciliation.py", "_SCALE_WORDS"),
        ("db/figures/likeness.py", "_COMMON"),
        ("db/figures/likeness.py", "_NUMBERED"),
        ("db/relation_kinds.py", "RELATION_WORDS"),
        ("db/schema.py", "DOCUMENT_TITLE_SQL"),
        ("db/schema.py", "_DERIVED"),
        ("geo/geocoding.py", "ADMINISTRATIVE_KINDS"),
        ("geo/files/vector_files.py", "_NAMES"),
        ("ui/benchmark/engine.py", "SEARCHES"),
        ("ui/reading/broken_text.py", "_SENTENCE"),
        ("ui/reading/guide_text.py", "_WIDE"),
        ("ui/command_line.py", "_MESSAGES"),
        ("ui/first_look.py", "INDUSTRY"),
        ("ui/layers/layer_facts.py", "_BD09_MAKERS"),
        ("ui/layers/layer_facts.py", "_GCJ02_MAKERS"),
        ("ui/cards/locator_map.py", "RIVER_WIDTHS"),
        ("ui/program/self_test.py", "_GLYPHS"),
    }
)
"""Constants of other modules whose Chinese is data."""

DATA_LITERALS = frozenset(
    {
        ("db/index/dimensions.py", "（）"),  # a value's name, as it is filtered by
        ("db/export/csv_table.py", "（）"),  # of a column's heading
        ("db/export/kpi_notes.py", "亿元"),  # of a definition
        ("db/export/kpi_notes.py", "万元"),  # of JSON
        ("db/export/xlsx_lists.py", "亿元"),  # of a definition
        ("db/figures/chains.py", "、"),  # as documents list things
        ("db/figures/findings.py", "、"),
        ("db/figures/kpis.py", "亿元"),
        ("db/filter_arguments.py", "，"),  # as people type lists
        ("db/index/milestone_columns.py", "签约"),
        ("db/figures/repeats.py", "、"),  # of a change's subject, which is stored
        ("db/index/row_order.py", "未载"),
        ("geo/placement.py", "（"),  # of a park's name
        ("page/vector_schemas.js", "名称"),  # a field of people's files
        ("page/words.js", "万"),  # of numbers as Chinese writes them
        ("page/words.js", "万元"),
        ("page/words.js", "亿元"),
        ("ui/benchmark/engine.py", "无"),
        ("ui/charts/chart_facts.py", "万"),
        ("ui/commands/export.py", "是"),  # as people answer
        ("ui/commands/figures.py", "万元"),  # of JSON
        ("ui/commands/figures.py", "亿元"),
        ("ui/command_line.py", "、"),  # of argparse's sentences in Chinese
        ("ui/command_line.py", "。"),
    }
)
"""Chinese inside functions that is data: compared, or written for other programs."""

MAINTENANCE = re.compile(r"db/seed_pack/seed_(check|claims|evidence|matching|problems|relations|structure|sums)\.py")
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
        constant: the name it has in its module; empty inside functions.
    """

    file: str
    line: int
    text: str
    spoken: bool
    inside: bool
    names: frozenset[str] | None = None
    constant: str = ""

    @property
    def is_data(self) -> bool:
        """Whether it is known to be no saying."""
        return (self.file, self.constant) in DATA_CONSTANTS or (self.file, self.text) in DATA_LITERALS

    @property
    def is_key(self) -> bool:
        """Whether English is needed for it: said through ``tr``, or kept in a table whose words are."""
        return self.spoken or not (self.inside or self.is_data)


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
        yield Saying(
            name,
            getattr(node, "lineno", 0),
            text,
            spoken,
            _is_inside(node, parents),
            names,
            _constant_of(node, parents),
        )


def _text_of(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
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


def _constant_of(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> str:
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return ""
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            return ast.unparse(target)
    return ""


def placeholders(template: str) -> frozenset[str]:
    """The names in a template's braces; none where it is no template at all."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)
    except ValueError:
        return frozenset()


_JS_STRING = re.compile(r"""'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)\"""")
_JS_VALUE = re.compile(r"\$\{[^{}]*\}")
_JS_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"`])//[^\n]*", re.DOTALL)


def page_sayings(project: Path) -> Iterator[Saying]:
    """Every Chinese literal of the page's modules."""
    for file in sorted((project / "assets" / "page").glob("*.js")):
        source = _JS_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), file.read_text("utf-8"))
        for found in _JS_STRING.finditer(source):
            text = _JS_VALUE.sub("", found[1] or found[2] or found[3] or "")
            if HAN.search(text) and (f"page/{file.name}", text.strip()) not in DATA_LITERALS:
                before = source[: found.start()]
                spoken = before.endswith("tr(") and found[1] is not None
                yield Saying(f"page/{file.name}", before.count("\n") + 1, text, spoken, True)
