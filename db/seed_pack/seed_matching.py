"""How each kind of value of the data pack is looked for in the words an evidence row points at.

Each function here takes a row, a column and the known names, and yields the parts that must be printed. A *part* is one
thing with its test: a date printed in two places has a year part and a day part; a list of words has a part a word.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final

from db.printed_numbers import contains_amount, contains_number, read_multiplier
from db.printed_words import (
    contains_date_part,
    contains_stage,
    contains_time_word,
    contains_words,
    date_parts,
    shares_run,
)
from db.seed_pack.seed_problems import shorten
from db.seed_pack.seed_tables import SeedRow, SeedTables, read_natural
from geo.frozen import frozen

_ALIASED: Final = MappingProxyType({"projects": "project", "parks": "park", "organisations": "organisation"})


@frozen
class Part:
    """One thing that must be printed.

    Attributes:
        label: What it is, for messages.
        matches: Whether a text prints it.
    """

    label: str
    matches: Callable[[str], bool]


@frozen
class Forms:
    """Names and aliases: how each named thing may stand in print.

    Attributes:
        by_table: For each table, the printed forms of each name, the name itself first.
    """

    by_table: Mapping[str, Mapping[str, tuple[str, ...]]]

    def of(self, table: str, name: str) -> tuple[str, ...]:
        """Return the forms of a name; a name the table does not have stands only for itself."""
        return self.by_table[table].get(name, (name,))


Test = Callable[[SeedRow, str, Forms], Iterable[Part]]


def gather_forms(tables: SeedTables) -> Forms:
    """Collect the names of projects, parks and organisations with their aliases."""
    by_table: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for table, column in _ALIASED.items():
        forms = {row["name"]: [row["name"]] for row in tables[table]}
        for row in tables[f"{column}_aliases"]:
            forms.setdefault(row[column], [row[column]]).append(row["alias"])
        by_table[table] = MappingProxyType({name: tuple(known) for name, known in forms.items()})
    return Forms(MappingProxyType(by_table))


def words(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """The cell's own words."""
    yield _words_part(row[column])


def listed_words(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """Each item of a list written with 、."""
    return (_words_part(item) for item in row[column].split("、"))


def own_name(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """The row's name or one of its aliases."""
    yield any_form(forms.of(row.table, row[column]))


def name_in(table: str) -> Test:
    """The name, or an alias, of something in another table."""

    def test(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
        yield any_form(forms.of(table, row[column]))

    return test


def composed_name(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """A name we put together from printed words: four characters running must be printed."""
    name = row[column]
    yield Part(name, lambda text: shares_run(text, name))


def name_before_bracket(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """A name to which we added a distinction in brackets: 四大主导产业（2021）."""
    yield _words_part(row[column].partition("（")[0])


def money(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """An amount in 万元, however printed."""
    amount = read_natural(row[column])
    yield Part(f"{shorten(row[column])} 万元", lambda text: amount is not None and contains_amount(text, amount))


def value(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """A number in any printed form, or the words themselves, or every word of a list written with 、.

    The unit's own 万 or 亿 may be part of the printed number: 5000 亿元 stands as 五千亿.
    """
    stated = row[column]
    number = _to_decimal(stated)
    items = stated.split("、")
    large = read_multiplier(row.values.get("unit", ""))

    def matches(text: str) -> bool:
        if number is not None:
            return contains_number(text, number) or contains_number(text, number * large)
        return contains_words(text, stated) or all(contains_words(text, item) for item in items)

    yield Part(stated, matches)


def date(basis_column: str) -> Test:
    """A stated date's year, month and day, each printed somewhere; an inferred one rests on any word of time."""

    def test(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
        if row[basis_column] == "inferred":
            yield Part("表示时间的词", contains_time_word)
        else:
            yield from (_date_part(part) for part in date_parts(row[column]))

    return test


def time(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """A period: its own words, or any word of time."""
    period = row[column]
    yield Part(period, lambda text: contains_words(text, period) or contains_time_word(text))


def industry(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """The industry's or track's name, or the word printed for it."""
    yield any_form(tuple(name for name in (row[column], row["industry_printed"]) if name))


def parent_industry(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """The parent's name, or the row's own name beside it, as in 以…为核心 … 打造集成电路."""
    yield any_form((row[column].removesuffix("业"), row["name"]))


def end_words(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """The words an end of a relation is printed in; where they are a name, any form of it."""
    side = column.removesuffix("_words")
    name = row[f"{side}_name"] if row[f"{side}_basis"] == "stated" else ""
    others = forms.of(row[f"{side}_entity"], name) if name and row[f"{side}_entity"] in _ALIASED else ()
    yield any_form((row[column], *others))


def stage(row: SeedRow, column: str, forms: Forms) -> Iterable[Part]:
    """A stage word of `STAGE_WORDS`, or the printed word that opens the milestone's note."""
    name, printed = row[column], row["note"].partition("；")[0]
    yield Part(name, lambda text: contains_stage(text, name, printed))


def any_form(known: tuple[str, ...]) -> Part:
    """One of several forms of a name."""
    return Part(known[0], lambda text: any(contains_words(text, form) for form in known))


def _words_part(wanted: str) -> Part:
    return Part(wanted, lambda text: contains_words(text, wanted))


def _date_part(part: str) -> Part:
    return Part(part, lambda text: contains_date_part(text, part))


def _to_decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
