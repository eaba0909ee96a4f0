"""What KPIs say of an export and how they were worked out: the same words in every format."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from db.export.definitions import describe_header
from db.export.sheet import ExportSheet
from db.figures.kpis import Kpi
from db.money import format_money
from geo.frozen import frozen
from geo.wording import tr


@frozen(eq=False)
class KpiNote:
    """One KPI by one definition.

    Attributes:
        kpi: It.
        is_chosen: Its definition is the one that is meant where only the KPI's name is said.
        others: What tells the KPI's other variants, by their names.
    """

    kpi: Kpi
    is_chosen: bool
    others: tuple[str, ...]

    @property
    def title(self) -> str:
        """The KPI with its variant: 开工率（按阶段）."""
        definition = self.kpi.definition
        return tr("{name}（{variant}）", name=tr(definition.name), variant=tr(definition.variant))

    @property
    def value(self) -> str:
        """Its value, or that there is none."""
        kpi, definition = self.kpi, self.kpi.definition
        if kpi.value is None:
            return tr("不可得")
        if definition.denominator is not None:
            return f"{kpi.value:.1f}%"
        return format_money(int(kpi.value)) if definition.unit == "亿元" else tr("{n} 项", n=int(kpi.value))

    @property
    def numerator(self) -> int | None:
        """Projects counted or summed; None where there is no value."""
        return None if self.kpi.value is None else len(self.kpi.numerator_ids)

    @property
    def denominator(self) -> int | None:
        """Projects it is divided by; None for counts and sums."""
        has_one = self.kpi.value is not None and self.kpi.definition.denominator is not None
        return len(self.kpi.denominator_ids) if has_one else None

    @property
    def definition(self) -> str:
        """How it is worked out, and why not, or what it leaves out."""
        kpi = self.kpi
        words = tr(kpi.definition.words)
        if kpi.reason and kpi.reason != kpi.definition.words:
            words = tr("{words}；{reason}", words=words, reason=tr(kpi.reason))
        return tr("{words}；其中 {n} 项未公布金额", words=words, n=kpi.unpublished) if kpi.unpublished else words

    @property
    def told(self) -> str:
        """Its variant, whether that was chosen, and the definition."""
        variant, words = tr(self.kpi.definition.variant), self.definition
        if self.is_chosen:
            return tr("{variant}（选用）：{words}", variant=variant, words=words)
        return tr("{variant}：{words}", variant=variant, words=words)

    @property
    def line(self) -> str:
        """Value, numerator ÷ denominator, definition and the variants that were not chosen, on one line."""
        parts = [self.value]
        if self.denominator is not None:
            parts = [
                tr("{value}＝{above:,} ÷ {below:,}", value=self.value, above=self.numerator, below=self.denominator)
            ]
        elif self.numerator is not None and self.kpi.definition.unit == "亿元":
            parts.append(tr("{n} 项", n=self.numerator))
        parts.append(tr("口径：{words}", words=self.definition))
        if self.others:
            parts.append(tr("另有口径：{names}", names=tr("、").join(self.others)))
        return tr("；").join(parts)


def note_kpis(sheet: ExportSheet) -> tuple[KpiNote, ...]:
    """Return every KPI by every definition for the projects of a sheet, in the order of the definitions.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    kpis = sheet.kpis
    chosen = set(_choose(kpis, sheet.header.definitions))
    return tuple(KpiNote(kpi, kpi.definition.id in chosen, tuple(_others(kpi, kpis))) for kpi in kpis)


def _choose(kpis: Sequence[Kpi], wanted: Sequence[str]) -> Iterator[str]:
    """Of each KPI the definition that is wanted, else its first."""
    first: dict[str, str] = {}
    for kpi in kpis:
        name = kpi.definition.kpi
        if kpi.definition.id in wanted:
            first[name] = kpi.definition.id
        first.setdefault(name, kpi.definition.id)
    yield from first.values()


def _others(kpi: Kpi, kpis: Sequence[Kpi]) -> Iterator[str]:
    for other in kpis:
        if other.definition.kpi == kpi.definition.kpi and other.definition.id != kpi.definition.id:
            yield tr(other.definition.variant)


def sample_words(sheet: ExportSheet) -> str:
    """Say of which projects KPIs speak."""
    return tr("按台账具名的 {n} 项核算，不代表全部项目；同名指标口径不同，不能相比", n=len(sheet))


def kpi_lines(sheet: ExportSheet) -> tuple[tuple[str, str], ...]:
    """Return (heading, words): the sample, then each KPI by the definition that was chosen.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    chosen = tuple((note.title, note.line) for note in note_kpis(sheet) if note.is_chosen)
    return ((tr("指标与口径"), sample_words(sheet)), *chosen)


def describe_sheet(sheet: ExportSheet) -> tuple[tuple[str, str], ...]:
    """Return what every file says about itself and what its KPIs mean, (heading, words), one line each.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    return (*describe_header(sheet.header), *kpi_lines(sheet))


def kpis_to_json(sheet: ExportSheet) -> list[dict[str, Any]]:
    """Return every KPI by every definition for programs; amounts in 万元.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    return [
        {
            "definition_id": note.kpi.definition.id,
            "name": tr(note.kpi.definition.name),
            "variant": tr(note.kpi.definition.variant),
            "is_chosen": note.is_chosen,
            "value": note.kpi.value,
            "unit": "万元" if note.kpi.definition.unit == "亿元" else note.kpi.definition.unit,
            "numerator": note.numerator,
            "denominator": note.denominator,
            "sample": note.kpi.sample,
            "definition": note.definition,
        }
        for note in note_kpis(sheet)
    ]


KPI_WIDTHS: Final = (1.2, 8.0, 1.6, 1.2, 1.2)
"""How wide the columns of a table of KPIs are, as shares."""


def kpi_heads() -> tuple[str, ...]:
    """Heads of a table of KPIs."""
    return tr("指标"), tr("口径"), tr("值"), tr("分子"), tr("分母")


def kpi_rows(sheet: ExportSheet) -> list[tuple[str, ...]]:
    """The rows of a table of KPIs, every definition; the chosen ones say so.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    return [
        (
            tr(note.kpi.definition.name),
            note.told,
            note.value,
            "" if note.numerator is None else f"{note.numerator:,}",
            "" if note.denominator is None else f"{note.denominator:,}",
        )
        for note in note_kpis(sheet)
    ]
