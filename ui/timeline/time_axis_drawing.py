"""What a time axis shows, and its painting: in the window, and small in animated pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from db.event_dates import EventMonth
from db.months import MONTHS, MonthSpread, first_month, last_month, year_of
from geo.frozen import frozen
from ui.theme import Theme

PX_A_PROJECT = 2.0
HANDLE = QRectF(-3.0, -7.5, 6.0, 15.0)
MONTH_PITCH = 14.0
"""Below this a month is too narrow for a stack of its own, and quarters are stacked; years below a quarter of it."""

Counts = Mapping[int, tuple[int, ...]]


@frozen
class Timeline:
    """What the axis shows. Months as ``db.months`` counts them; counts are by slot of the legend.

    Attributes:
        span: first and last month of the axis: whole years; None for a ledger without dates.
        ghost: projects of the whole ledger by month.
        ghost_years: those of which only the year is known, by year.
        months: projects under the other filters, by month.
        years: those of which only the year is known, by year.
        events: announcements by month.
    """

    span: tuple[int, int] | None = None
    ghost: Counts = field(default_factory=dict)
    ghost_years: Counts = field(default_factory=dict)
    months: Counts = field(default_factory=dict)
    years: Counts = field(default_factory=dict)
    events: Mapping[int, EventMonth] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Months on the axis."""
        return 0 if self.span is None else self.span[1] - self.span[0] + 1


def build_timeline(
    held: MonthSpread, shown: MonthSpread, events: tuple[EventMonth, ...], slots: tuple[int, ...], slot_count: int
) -> Timeline:
    """Lay the dates of a result out over the whole ledger's years.

    Args:
        held: the dates of the whole ledger.
        shown: those under the present filters but the time's.
        events: announcements.
        slots: the slot of every value of the industry dimension.
        slot_count: slots of the legend.
    """
    span = held.span
    if span is None:
        return Timeline()
    whole = first_month(year_of(span[0])), last_month(year_of(span[1]))
    announced = {event.month: event for event in events if whole[0] <= event.month <= whole[1]}
    ghosts = _by_slot(held.months, slots, slot_count), _by_slot(held.years, slots, slot_count)
    return with_shown(Timeline(whole, *ghosts, events=announced), shown, slots, slot_count)


def with_shown(ghost: Timeline, shown: MonthSpread, slots: tuple[int, ...], slot_count: int) -> Timeline:
    """The same axis with the dates of another result, which are all that a filter changes."""
    if ghost.span is None:
        return ghost
    months, years = (_by_slot(counts, slots, slot_count) for counts in (shown.months, shown.years))
    return replace(ghost, months=months, years=years)


class Timelines:
    """Timelines of one ledger's results: what lies behind them is laid out once."""

    def __init__(self) -> None:
        """Without any yet."""
        self._ghost: tuple[tuple[object, ...], Timeline] | None = None

    def of(
        self, held: MonthSpread, shown: MonthSpread, events: tuple[EventMonth, ...], slots: tuple[int, ...]
    ) -> Timeline:
        """What ``build_timeline`` makes of these, for the five slots of the legend or more."""
        made_of, count = (held, events, slots), max(max(slots, default=0) + 1, 5)
        if self._ghost is None or made_of != self._ghost[0]:
            self._ghost = made_of, build_timeline(held, MonthSpread({}, {}, ()), events, slots, count)
        return with_shown(self._ghost[1], shown, slots, count)


def _by_slot(counts: Counts, slots: tuple[int, ...], slot_count: int) -> Counts:
    if slots == tuple(range(slot_count)):
        return dict(counts)
    found = {}
    for key, values in counts.items():
        row = [0] * slot_count
        for slot, value in zip(slots, values, strict=True):
            row[slot] += value
        found[key] = tuple(row)
    return found


class AxisDrawing:
    """One painting of an axis; also used for the small one in animated pictures."""

    def __init__(self, painter: QPainter, theme: Theme, timeline: Timeline, room: QRectF) -> None:
        """``room`` is from the axis' left end to its right end, and from the top to the line the stacks stand on."""
        self._painter, self._theme, self._timeline, self._room = painter, theme, timeline, room
        first, last = timeline.span or (0, 0)
        self._first, self._last = first, last
        self._pitch = room.width() / max(1, timeline.size)
        self._unit = 1 if self._pitch >= MONTH_PITCH else 3 if self._pitch * 3 >= MONTH_PITCH / 4 else MONTHS
        self._gap, self._width = self._columns()
        whole = {month: sum(counts) for month, counts in timeline.ghost.items()}
        self._ghosts = {
            start: sum(whole.get(month, 0) for month in range(start, start + self._unit))
            for start in range(first, last + 1, self._unit)
        }
        self._scale = self._find_scale()
        self._shades: dict[tuple[int, bool], QColor] = {}
        self._bases: dict[int, float] = {}

    def x_of(self, month: float) -> float:
        """Pixels of the beginning of a month."""
        return self._room.left() + (month - self._first) * self._pitch

    def paint_range(self, ends: tuple[int, int]) -> None:
        """The months that are asked for, as a lighter ground."""
        x, right = self.x_of(ends[0]), self.x_of(ends[1] + 1)
        ground = QRectF(x, self._room.top() + 2, right - x, self._room.height() - 2)
        self._painter.fillRect(ground, self._theme.color("sel"))

    def paint_stacks(self, ends: tuple[int, int]) -> None:
        """Ghosts of the whole ledger, then what passes the other filters, dimmed outside the range.

        Projects of which only the year is known lie as one hatched band under the whole year: as much area as their
        number, at no month.
        """
        for year in range(year_of(self._first), year_of(self._last) + 1):
            self._paint_year_band(year, sum(self._timeline.ghost_years.get(year, ())), "line2")
            self._paint_year_band(year, sum(self._timeline.years.get(year, ())), "ink3")
        ground = self._theme.color("line2")
        for start, ghost in self._ghosts.items():
            if ghost:
                base, height = self._base(start), ghost * self._scale
                box = QRectF(self.x_of(start) + self._gap, base - height, self._width, height)
                self._painter.fillRect(box, ground)
            self._paint_stack(start, ends)

    def paint_years(self) -> None:
        """The line the stacks stand on, and the years under it."""
        painter, y = self._painter, self._room.bottom()
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawLine(QPointF(self._room.left(), y + 0.5), QPointF(self._room.right(), y + 0.5))
        painter.setFont(self._theme.font(11))
        years = range(year_of(self._first), year_of(self._last) + 1)
        step = next((s for s in (1, 2, 5, 10, 20, 50, 100) if s * MONTHS * self._pitch >= 34), 500)
        for year in years:
            x = self.x_of(first_month(year))
            painter.setPen(QPen(self._theme.color("line2"), 1))
            painter.drawLine(QPointF(x + 0.5, y + 0.5), QPointF(x + 0.5, y + 5))
            if year % step == 0 or len(years) == 1:
                painter.setPen(self._theme.color("ink3"))
                painter.drawText(QRectF(x + 2, y + 10, 60, 14), int(Qt.AlignmentFlag.AlignLeft), str(year))

    def paint_events(self) -> None:
        """One triangle a month with announcements, filled where a total was published."""
        ink = self._theme.color("ink")
        y = self._room.bottom() + 3
        for month, event in self._timeline.events.items():
            x = self.x_of(month + 0.5)
            shape = QPolygonF([QPointF(x, y), QPointF(x + 3.6, y + 6), QPointF(x - 3.6, y + 6)])
            self._painter.setPen(QPen(ink, 1))
            self._painter.setBrush(ink if event.has_total else self._theme.color("panel"))
            self._painter.drawPolygon(shape)

    def paint_moment(self, month: int) -> None:
        """The month a playback has reached, as a line through it."""
        x = self.x_of(month + 1)
        self._painter.setPen(QPen(self._theme.color("ink"), 2))
        self._painter.drawLine(QPointF(x, self._room.top() + 1), QPointF(x, self._room.bottom()))

    def paint_handles(self, ends: tuple[int, int], held: int | None) -> None:
        """A handle at each end of the range; the one in hand has the focus' colour."""
        middle = self._room.top() + self._room.height() / 2 + 1
        for hand, x in enumerate((self.x_of(ends[0]), self.x_of(ends[1] + 1))):
            in_hand = hand == held
            self._painter.setPen(QPen(self._theme.color("focus" if in_hand else "ink"), 2 if in_hand else 1.35))
            self._painter.setBrush(self._theme.color("surf"))
            line = QPointF(x, self._room.top() + 2), QPointF(x, self._room.bottom())
            self._painter.drawLine(*line)
            self._painter.drawRoundedRect(HANDLE.translated(x, middle), 3, 3)

    def _find_scale(self) -> float:
        """Pixels a project: two, or fewer where a stack would not fit."""
        line = self._timeline
        bands = {year: self._band_share(sum(counts)) for year, counts in line.ghost_years.items()}
        tallest = max((stack + bands.get(year_of(start), 0.0) for start, stack in self._ghosts.items()), default=0.0)
        return min(PX_A_PROJECT, (self._room.height() - 6) / max(tallest, 1))

    def _band_share(self, count: int) -> float:
        return count * self._unit / MONTHS

    def _band_height(self, year: int, counts: Counts) -> float:
        share = self._band_share(sum(counts.get(year, ())))
        return max(2.0, share * self._scale) if share else 0.0

    def _paint_year_band(self, year: int, count: int, token: str) -> None:
        if not count:
            return
        height = max(2.0, self._band_share(count) * self._scale)
        x, right = self.x_of(first_month(year)) + 1, self.x_of(last_month(year) + 1) - 1
        band = QRectF(x, self._room.bottom() - height, right - x, height)
        self._painter.fillRect(band, QBrush(self._theme.color(token), Qt.BrushStyle.Dense5Pattern))

    def _columns(self) -> tuple[float, float]:
        """Left edge within a unit of months and width of a column, in pixels."""
        gap = 1.0 if self._pitch * self._unit > 4 else 0.0
        return gap, self._pitch * self._unit - 2 * gap

    def _paint_stack(self, start: int, ends: tuple[int, int]) -> None:
        """What lies inside the range below, what lies outside dimmed above it."""
        shown = self._timeline.months
        months = [month for month in range(start, start + self._unit) if month in shown]
        if not months:
            return
        x, top = self.x_of(start) + self._gap, self._base(start)
        within = [month for month in months if ends[0] <= month <= ends[1]]
        without = [month for month in months if not ends[0] <= month <= ends[1]] if len(within) < len(months) else []
        for inside, some in ((True, within), (False, without)):
            for slot, count in enumerate(map(sum, zip(*(shown[month] for month in some), strict=True))):
                if count:
                    height = count * self._scale
                    top -= height
                    self._painter.fillRect(QRectF(x, top, self._width, height), self._shade(slot, inside=inside))

    def _base(self, start: int) -> float:
        """The line a column stands on, in pixels: above the year's band."""
        year = year_of(start)
        if year not in self._bases:
            self._bases[year] = self._room.bottom() - self._band_height(year, self._timeline.years)
        return self._bases[year]

    def _shade(self, slot: int, *, inside: bool) -> QColor:
        color = self._shades.get((slot, inside))
        if color is None:
            color = self._shades[slot, inside] = self._theme.industry_color(slot)
            if not inside:
                color.setAlphaF(0.3)
        return color
