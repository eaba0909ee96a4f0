"""Year and amount as histograms to brush, each with a switch for projects whose year or amount is unknown."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from db.amount_bounds import format_bounds, is_above, parse_bounds
from db.filter_dates import months_asked, within_months
from db.filters import Filters
from db.index.facets import FacetColumn, Facets
from db.money import figure_unit, format_figure, format_money, format_money_range
from db.months import MONTHS, first_month, format_month, year_of
from geo.wording import tr
from ui.filters.filter_sections import CheckRow, PanelSettings
from ui.filters.histogram import Bars, Histogram
from ui.theme import Theme

Range = tuple[float, float]
ENTRY_TIP = "以{unit}计：>10 是超过 10，≥10 或 10 是不少于 10，5～20 含两端；回车生效，清空即不限"


class RangeBox(QWidget):
    """A histogram and a switch below it.

    Emits ``changes_wanted``: fields of the filters and their new values.
    """

    changes_wanted = Signal(dict)

    def __init__(self, name: str, unknown: str, theme: Callable[[], Theme]) -> None:
        """``unknown`` says what the switch lets in."""
        super().__init__()
        self.histogram = Histogram(name, theme)
        self.switch = CheckRow(unknown, theme)
        self.words = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.histogram)
        column.addWidget(self.switch)
        # Until a range is asked for, the switch says that all is shown; a bar that is pressed is asked for alone.
        self.histogram.range_wanted.connect(
            lambda wanted: self._ask(wanted, wanted is None or (self._range is not None and self.switch.isChecked()))
        )
        self.switch.clicked.connect(lambda checked: self._ask(self._range, checked))
        self._range: Range | None = None

    def show_results(self, filters: Filters, facets: Facets) -> None:
        """Show counts and the range that is asked for; silent."""
        raise NotImplementedError

    def _ask(self, wanted: Range | None, unknown: bool) -> None:
        self.changes_wanted.emit(self.changes(wanted, unknown=unknown))

    def changes(self, wanted: Range | None, *, unknown: bool) -> dict[str, Any]:
        """The fields that say a range in bars (None for all of it), and whether the unknown passes."""
        raise NotImplementedError


class YearRange(RangeBox):
    """Signing dates by year or by month, and 未载 beside them.

    By month, projects of which only the year is known have no bar; the caption counts them.
    """

    def __init__(self, held: Facets, theme: Callable[[], Theme], settings: PanelSettings | None = None) -> None:
        """``held`` are the facets of the whole ledger; ``settings`` remember whether months are shown."""
        super().__init__(tr("年份"), tr("包括日期未载"), theme)
        self._settings = settings or PanelSettings()
        self.hold(held)
        self.by_year, self.by_month = self._mode(tr("年")), self._mode(tr("月"))
        self.caption = QLabel()
        self._shown: tuple[Filters, Facets] | None = None
        self._lay_out_modes()

    def hold(self, held: Facets) -> None:
        """Be of another ledger, whose facets these are, from the next result on."""
        self._held = held
        years = [int(value.id) for value in held["year"] if value.id]
        self._years = tuple(range(min(years), max(years) + 1)) if years else ()

    def show_results(self, filters: Filters, facets: Facets) -> None:
        """Show counts and range; silent."""
        self._shown = filters, facets
        first, last = months_asked(filters)
        self._range = None
        if filters.has_dates and self._years:
            begin = self._begin if first is None else first
            end = (self._begin + MONTHS * len(self._years)) if last is None else last + 1
            self._range = (
                self._clip((begin - self._begin) / self._factor),
                self._clip((end - self._begin) / self._factor),
            )
        admitted = not filters.has_dates or filters.with_undated
        shown = self._describe(first, last) if self._years else ""
        self.words = shown + (tr("，含未载") if admitted and shown else "")
        undated = sum(facets.months.undated)
        unknown = (tr("未载"), sum(self._held.months.undated), undated)
        self.histogram.show_bars(
            self._month_bars(facets, unknown) if self._is_by_month else self._year_bars(facets, unknown),
            self._range,
            self.words,
        )
        self.switch.show_value(admitted, undated)
        count = facets.months.year_only
        self.caption.setText(tr("仅知年份 {n} 项，不在月份里", n=count) if self._is_by_month and count else "")

    def changes(self, wanted: Range | None, *, unknown: bool) -> dict[str, Any]:
        """The whole range with the undated is no condition; without them it is the first to the last year."""
        whole = wanted is None or wanted == (0.0, float(len(self._years) * MONTHS // self._factor))
        first = last = None
        if self._years and not (whole and unknown):
            low, high = (0.0, len(self._years) * MONTHS / self._factor) if wanted is None else wanted
            # Places are whole months, also where the bars are years and somebody asked for months elsewhere.
            first, last = self._begin + round(low * self._factor), self._begin + round(high * self._factor) - 1
        asked = within_months(Filters(), first, last, with_undated=unknown)
        names = ("year_from", "year_to", "month_from", "month_to", "with_undated")
        return {name: getattr(asked, name) for name in names}

    @property
    def _is_by_month(self) -> bool:
        return self.by_month.isChecked()

    @property
    def _factor(self) -> int:
        """Months a bar."""
        return 1 if self._is_by_month else MONTHS

    @property
    def _begin(self) -> int:
        return first_month(self._years[0]) if self._years else 0

    def _mode(self, words: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("rangeMode")
        button.setText(words)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setAccessibleName(tr("按{unit}", unit=words))
        return button

    def _lay_out_modes(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        self.caption.setObjectName("caption")
        self.caption.setToolTip(tr("限定月份时，整年都在范围内的才计入"))
        row.addWidget(self.caption)
        row.addStretch(1)
        for button in (self.by_year, self.by_month):
            row.addWidget(button)
            button.clicked.connect(self._on_mode_clicked)
        (self.by_month if self._settings.is_open("by_month", False) else self.by_year).setChecked(True)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertLayout(0, row)

    def _on_mode_clicked(self) -> None:
        self._settings.set_open("by_month", self._is_by_month)
        if self._shown is not None:
            self.show_results(*self._shown)

    def _year_bars(self, facets: Facets, unknown: tuple[str, int, int]) -> Bars:
        held, counts = (counts_by_year(each["year"]) for each in (self._held, facets))
        return Bars(
            tuple(map(str, self._years)),
            tuple(held.get(year, 0) for year in self._years),
            tuple(counts.get(year, 0) for year in self._years),
            unknown,
        )

    def _month_bars(self, facets: Facets, unknown: tuple[str, int, int]) -> Bars:
        months = range(self._begin, self._begin + MONTHS * len(self._years))
        held, counts = ({month: sum(row) for month, row in each.months.months.items()} for each in (self._held, facets))
        return Bars(
            tuple(str(year_of(month)) if month % MONTHS == 0 else "" for month in months),
            tuple(held.get(month, 0) for month in months),
            tuple(counts.get(month, 0) for month in months),
            unknown,
            numbered=False,
        )

    def _describe(self, first: int | None, last: int | None) -> str:
        begin = self._begin if first is None else first
        end = self._begin + MONTHS * len(self._years) - 1 if last is None else last
        if begin % MONTHS == 0 and (end + 1) % MONTHS == 0:
            return tr("{first}～{last}", first=year_of(begin), last=year_of(end))
        return tr("{first}～{last}", first=format_month(begin), last=format_month(end))

    def _clip(self, place: float) -> float:
        return min(max(place, 0.0), len(self._years) * MONTHS / self._factor)


class AmountRange(RangeBox):
    """Amounts by their order: 1, 2, 5, 10 … 亿元."""

    def __init__(self, held: Facets, theme: Callable[[], Theme]) -> None:
        """``held`` are the facets of the whole ledger."""
        super().__init__(tr("金额"), tr("包括未公布金额"), theme)
        self.hold(held)
        self.entry = QLineEdit()
        self.entry.setPlaceholderText(tr("{unit}：>10、5～20、≤3", unit=figure_unit()))
        self.entry.setAccessibleName(tr("金额范围（{unit}）", unit=figure_unit()))
        self.entry.setToolTip(tr(ENTRY_TIP, unit=figure_unit()))
        self.entry.editingFinished.connect(self._on_entry_editing_finished)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, self.entry)

    def hold(self, held: Facets) -> None:
        """Be of another ledger, whose facets these are, from the next result on."""
        self._held = held.amounts

    def show_results(self, filters: Filters, facets: Facets) -> None:
        """Show counts and range; silent."""
        least, greatest = filters.amount_min_wan, filters.amount_max_wan
        asked = least is not None or greatest is not None
        size = float(len(self._held.counts))
        self._range = None
        if asked and size:
            low = 0.0 if least is None else self._place_of(least)
            self._range = (low, max(low, size if greatest is None else self._place_of(greatest + 1)))
        labels = tuple(map(format_figure, self._held.edges_wan))
        admitted = filters.with_unpublished if asked else filters.has_amount is not True
        self.words = self._describe(filters) if size else tr("均未公布")
        bars = Bars(labels, self._held.counts, facets.amounts.counts)
        self.histogram.show_bars(bars, self._range, self.words)
        self.switch.show_value(admitted, facets.amounts.unpublished)
        if not self.entry.isModified():
            self.entry.setText(format_bounds(least, greatest))

    def _on_entry_editing_finished(self) -> None:
        """Ask for what was typed; what cannot be read stays there, marked."""
        if not self.entry.isModified():
            return
        bounds = parse_bounds(self.entry.text())
        self._mark(wrong=bounds is None)
        if bounds is None:
            return
        self.entry.setModified(False)
        unknown = bounds != (None, None) and self._range is not None and self.switch.isChecked()
        least, greatest = bounds
        self.changes_wanted.emit(
            {
                "amount_min_wan": least,
                "amount_max_wan": greatest,
                "with_unpublished": unknown,
                "has_amount": None,
            }
        )

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.entry.property("wrong")) != wrong:
            self.entry.setProperty("wrong", wrong)
            self.entry.style().unpolish(self.entry)
            self.entry.style().polish(self.entry)

    def changes(self, wanted: Range | None, *, unknown: bool) -> dict[str, Any]:
        """A range of bars excludes its upper edge, as the bars do, but for that of the last bar."""
        edges, size = self._held.edges_wan, len(self._held.counts)
        least = greatest = None
        if wanted is not None:
            first, last = int(wanted[0]), math.ceil(wanted[1])
            least = edges[first] if first else None
            greatest = edges[last] - 1 if last < size else None
        asked = least is not None or greatest is not None
        return {
            "amount_min_wan": least,
            "amount_max_wan": greatest,
            "with_unpublished": asked and unknown,
            "has_amount": None if unknown or asked else True,
        }

    def _describe(self, filters: Filters) -> str:
        if filters.has_amount is not None:
            return tr("只看已公布") if filters.has_amount else tr("只看未公布")
        if filters.amount_min_wan is None and filters.amount_max_wan is None:
            return figure_unit()
        if filters.amount_max_wan is None and is_above(filters.amount_min_wan or 0):
            return tr("超过 {least}", least=format_money((filters.amount_min_wan or 0) - 1))
        edges = self._held.edges_wan
        least = edges[0] if filters.amount_min_wan is None else filters.amount_min_wan
        greatest = edges[-1] if filters.amount_max_wan is None else filters.amount_max_wan
        if greatest + 1 in edges:
            greatest += 1
        return format_money_range(least, greatest)

    def _place_of(self, amount_wan: int) -> float:
        """Where an amount lies, in bars; between two edges on a logarithmic scale."""
        edges = self._held.edges_wan
        if amount_wan <= edges[0]:
            return 0.0
        for place, (low, high) in enumerate(itertools.pairwise(edges)):
            if amount_wan < high:
                return place + math.log(amount_wan / low) / math.log(high / low)
        return float(len(edges) - 1)


def counts_by_year(years: FacetColumn) -> dict[int, int]:
    """Projects by year; what they add up to is not asked."""
    return dict(zip(map(int, years.dimension.ids), years.counts.tolist(), strict=True))
