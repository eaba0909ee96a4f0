"""The printed indicators as a table: looked for, grouped by scope or by period, taken along."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from db.export.csv_cells import to_csv_cell
from db.figures.indicators import Indicator
from db.figures.small_pictures import number_words
from geo.frozen import frozen
from geo.wording import tr

Kind = Literal["", "actual", "target"]
Grouping = Literal["scope", "period"]

MOST_ROWS: Final = 5_000


@frozen
class Wanted:
    """What is asked of the indicators.

    Attributes:
        text: Words, each of which must occur in name, scope, period, unit, printed words or note.
        kind: Only actual values, or only targets; empty for both.
        contradicted: Only those that documents state differently.
        grouping: What they stand under.
    """

    text: str = ""
    kind: Kind = ""
    contradicted: bool = False
    grouping: Grouping = "scope"


@frozen
class Group:
    """Indicators of one scope, or of one period.

    Attributes:
        title: The scope or period; empty where none is printed.
        rows: Them; by period within a scope, by scope within a period.
    """

    title: str
    rows: tuple[Indicator, ...]


def choose_indicators(indicators: Iterable[Indicator], wanted: Wanted) -> tuple[Indicator, ...]:
    """Return those that are asked for, in their order."""
    words = wanted.text.casefold().split()
    return tuple(
        indicator
        for indicator in indicators
        if (not wanted.kind or indicator.kind == wanted.kind)
        and (indicator.is_contradicted or not wanted.contradicted)
        and all(word in _text_of(indicator) for word in words)
    )


def group_indicators(indicators: Iterable[Indicator], grouping: Grouping) -> tuple[Group, ...]:
    """Group by scope, the largest first; or by period, the newest first, those without one last."""
    groups: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        groups.setdefault(indicator.scope if grouping == "scope" else indicator.period, []).append(indicator)
    names = (
        sorted(groups, key=lambda name: (-len(groups[name]), name)) if grouping == "scope" else _newest_first(groups)
    )
    return tuple(Group(name, tuple(groups[name])) for name in names)


def columns_of() -> tuple[str, ...]:
    """Titles of the table to take along."""
    return (
        tr("指标"),
        tr("实际"),
        tr("目标、预计"),
        tr("限定词"),
        tr("计量单位"),
        tr("范围"),
        tr("时期"),
        tr("说法不一"),
        tr("来源"),
        tr("说明"),
    )


def to_rows(indicators: Iterable[Indicator], numbers: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Return the table to take along, titles first; ``numbers`` are those of documents, by id."""
    return (columns_of(), *(_row(indicator, numbers) for indicator in indicators))


def to_csv(rows: Sequence[Sequence[str]]) -> str:
    """Write a table as CSV that spreadsheets open: guarded cells, CRLF; to be encoded with a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([to_csv_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _row(indicator: Indicator, numbers: Mapping[str, int]) -> tuple[str, ...]:
    plain = "" if indicator.value is None else f"{indicator.value:.15g}"
    value = plain or indicator.value_text
    documents = dict.fromkeys(place.document_id for place in indicator.places)
    return (
        indicator.name,
        value if indicator.kind == "actual" else "",
        value if indicator.kind == "target" else "",
        indicator.qualifier,
        indicator.unit,
        indicator.scope,
        indicator.period + (tr("（推定）") if indicator.period and indicator.period_basis == "inferred" else ""),
        tr("是") if indicator.is_contradicted else "",
        tr("、").join(tr("文 {number}", number=numbers.get(document, "?")) for document in documents),
        indicator.note,
    )


def _text_of(indicator: Indicator) -> str:
    parts = (
        indicator.name,
        indicator.scope,
        indicator.period,
        indicator.unit,
        indicator.qualifier,
        number_words(indicator),
        indicator.value_text,
        indicator.note,
    )
    return "\n".join(parts).casefold()


def _newest_first(groups: Iterable[str]) -> list[str]:
    """By the year and then the rest, descending; what has no period comes last."""
    return sorted(groups, reverse=True)
