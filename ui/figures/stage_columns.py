"""The columns of the stage board: a head that filters, and a painted list of cards; no widget a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from db.figures.stage_board import StageCard, StageColumn
from db.index.columns import ProjectColumns
from db.money import format_money
from db.terms import qualified
from geo.wording import term, tr
from ui.figures.shares_bar import Share, paint_shares
from ui.industry_slots import IndustrySlots
from ui.theme import Theme
from ui.widgets.glyphs import paint_glyph
from ui.widgets.plain_text import tooltip

CARD_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
AMOUNT_ROLE: Final = CARD_ROLE + 1
CARD_HEIGHT: Final = 56
CARD_WIDTH: Final = 164
EMPTY_WIDTH: Final = 48
_HEAD: Final = 46

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


def light_words(card: StageCard) -> str:
    """What a card's light says, in words; empty when there is nothing to say."""
    if card.light == "overdue":
        return tr("逾期 {n} 月", n=card.overdue_months)
    return tr("久未更新") if card.light == "quiet" else ""


def step_words(card: StageCard) -> str:
    """The planned step ahead; empty without one."""
    return tr("计划{stage} {date}", stage=term(card.next_stage), date=card.next_date).strip() if card.next_stage else ""


def age_words(card: StageCard) -> str:
    """How long it has been in its stage at least; empty without a date."""
    return "" if card.age_months is None else tr("满 {n} 月", n=card.age_months)


def stage_words(card: StageCard) -> str:
    """Stage and date as printed."""
    return " ".join((term(card.stage), card.date or tr("日期未载"))) if card.stage else tr("未载阶段")


class CardsModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._cards: tuple[StageCard, ...] = ()
        self._columns: ProjectColumns | None = None
        self._rows: Sequence[int] = ()

    def show_cards(self, cards: Sequence[StageCard], columns: ProjectColumns) -> None:
        """Show cards of these columns' projects."""
        self.beginResetModel()
        self._cards, self._columns = tuple(cards), columns
        at = {int(columns.ids[row]): row for row in columns.rows_of([card.project_id for card in cards]).tolist()}
        self._rows = [at[card.project_id] for card in cards]
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: how many cards."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401
        """Qt: a card, in words or as it is."""
        columns = self._columns
        if columns is None or not index.isValid():
            return None
        card, row = self._cards[index.row()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return columns.names[row]
        if role == CARD_ROLE:
            return card, row
        if role == AMOUNT_ROLE:
            return self.amount_words(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = [columns.names[row], stage_words(card), age_words(card), self.amount_words(row), step_words(card)]
            words.append(light_words(card))
            if card.last_seen:
                words.append(tr("最近见报 {date}", date=card.last_seen))
            if role == Qt.ItemDataRole.ToolTipRole:
                return tooltip("\n".join(filter(None, words)))
            return tr("；").join(filter(None, words))
        return None

    def amount_words(self, row: int) -> str:
        """A project's published amount with its qualifier, or nothing."""
        columns = self._columns
        if columns is None or columns.amount_wan[row] < 0:
            return ""
        return qualified(columns.amount_qualifiers[row], format_money(int(columns.amount_wan[row])))


class CardDelegate(QStyledItemDelegate):
    """Paints a card: marker and name; stage, date, age; the planned step, the light, the amount."""

    def __init__(self, slots: IndustrySlots, theme: Callable[[], Theme], *, in_a_row: bool = False) -> None:
        """``in_a_row`` leaves out everything but marker, name and light."""
        super().__init__()
        self._slots, self._theme, self._in_a_row = slots, theme, in_a_row

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: as high as three lines, or as wide as the name."""
        if not self._in_a_row:
            return QSize(CARD_WIDTH, CARD_HEIGHT)
        card, _ = index.data(CARD_ROLE)
        words = "　".join(filter(None, (index.data(), step_words(card), light_words(card))))
        return QSize(min(420, option.fontMetrics.horizontalAdvance(words) + 34), 24)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one card."""
        theme, rect = self._theme(), QRect(option.rect)
        card, row = index.data(CARD_ROLE)
        painter.save()
        self._paint_ground(painter, option, theme)
        slot = int(self._slots.of_rows[row])
        center = QPointF(rect.left() + 8, rect.top() + 12)
        paint_glyph(painter, slot, theme.industry_color(slot), center, 4.5)
        line = rect.adjusted(18, 3, -4, 0)
        line.setHeight(18)
        if self._in_a_row:
            self._paint_line(
                painter, line, index.data(), "　".join(filter(None, (step_words(card), light_words(card))))
            )
        else:
            self._paint_card(painter, line, index, card)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_card(self, painter: QPainter, line: QRect, index: Index, card: StageCard) -> None:
        theme = self._theme()
        small = theme.font(11)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("ink"))
        _draw(painter, line, index.data())
        line.translate(0, 17)
        painter.setFont(small)
        painter.setPen(theme.color("ink2"))
        _draw(painter, line, stage_words(card))
        painter.setPen(theme.color("ink3"))
        _draw(painter, _rest(painter, line, stage_words(card)), age_words(card), right=True)
        line.translate(0, 16)
        light, step = light_words(card), step_words(card)
        amount = index.data(AMOUNT_ROLE)
        last = light or (amount if step else "")
        painter.setPen(theme.color("warn" if light else "ink2"))
        _draw(painter, line, last, right=True)
        painter.setPen(theme.color("warn" if card.light == "overdue" else "ink2"))
        room = painter.fontMetrics().horizontalAdvance(last) + 6 if last else 0
        _draw(painter, line.adjusted(0, 0, -room, 0), step or amount)

    def _paint_line(self, painter: QPainter, line: QRect, name: str, rest: str) -> None:
        theme = self._theme()
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font(12))
        _draw(painter, line, name)
        painter.setPen(theme.color("warn"))
        painter.setFont(theme.font(11))
        _draw(painter, _rest(painter, line, f"{name}　"), rest)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.color("sel"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme.color("hover"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 1))
            painter.drawRect(QRect(option.rect).adjusted(0, 0, -1, -1))


def _draw(painter: QPainter, rect: QRect, words: str, *, right: bool = False) -> None:
    if words and rect.width() > 8:
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


def _rest(painter: QPainter, line: QRect, words: str) -> QRect:
    """What is left of a line behind words."""
    return line.adjusted(painter.fontMetrics().horizontalAdvance(words) + (6 if words else 0), 0, 0, 0)


class CardsList(QListView):
    """A column's cards: arrows and typing move, a click, Space or Return selects the project.

    Signals:
        selection_wanted: ids of projects.
    """

    selection_wanted = Signal(object)

    def __init__(self, slots: IndustrySlots, theme: Callable[[], Theme], *, in_a_row: bool = False) -> None:
        """Empty."""
        super().__init__()
        self.cards = CardsModel()
        self._delegate = CardDelegate(slots, theme, in_a_row=in_a_row)
        self.setModel(self.cards)
        self.setItemDelegate(self._delegate)
        self.setObjectName("cards")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if in_a_row:
            self.setFlow(QListView.Flow.LeftToRight)
            self.setWrapping(True)
            self.setResizeMode(QListView.ResizeMode.Adjust)
        else:
            self.setUniformItemSizes(True)
        self.clicked.connect(self._select)
        self.activated.connect(self._select)

    def _select(self, index: QModelIndex) -> None:
        card, _ = index.data(CARD_ROLE)
        self.selection_wanted.emit((card.project_id,))


class StageHead(QAbstractButton):
    """The head of a column: stage, count, shares by industry, sum; pressed while the stage is filtered by."""

    def __init__(self, title: str, theme: Callable[[], Theme]) -> None:
        """Without figures."""
        super().__init__()
        self._title, self._theme = title, theme
        self._count, self._amount = "", ""
        self._shares: tuple[Share, ...] = ()
        self._widest = 0
        self.setAccessibleName(title)  # until there are figures, it can hold the focus already
        self.setCheckable(True)
        self.setFixedHeight(_HEAD)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_column(self, column: StageColumn, shares: Sequence[Share], widest: int, *, is_chosen: bool) -> None:
        """Show figures; the longest bar of the board stands for ``widest`` projects."""
        self._count, self._shares, self._widest = f"{column.count:,}", tuple(shares), widest
        self._amount = format_money(column.amount_wan) if column.amount_wan else ""
        words = [tr("{stage} {n} 项", stage=self._title, n=column.count), *(share.words for share in shares)]
        if column.amount_wan:
            words.append(tr("已公布金额 {amount}，{n} 项未公布", amount=self._amount, n=column.unpublished))
        self.setAccessibleName(tr("；").join(words))
        self.setToolTip(tooltip("\n".join([*words, tr("再点一次取消") if is_chosen else tr("点一下只看这个阶段")])))
        self.setChecked(is_chosen)
        self.update()

    def least_width(self) -> int:
        """Pixels that title and count need."""
        words = f"{self._title}　{self._count}"
        return max(
            EMPTY_WIDTH, QFontMetrics(self._theme().font(12, QFont.Weight.DemiBold)).horizontalAdvance(words) + 8
        )

    def sizeHint(self) -> QSize:
        """Qt: as wide as the column."""
        return QSize(EMPTY_WIDTH, _HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the head."""
        del event
        theme, painter = self._theme(), QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), theme.color("sel"))
        elif self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        painter.fillRect(QRect(0, 0, self.width(), 2), theme.color("ink2"))
        line = QRect(4, 6, self.width() - 8, 18)
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        painter.setPen(theme.color("ink"))
        _draw(painter, line, self._title)
        line = _rest(painter, line, self._title)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("ink2"))
        _draw(painter, line, self._count)
        line = _rest(painter, line, self._count)
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("ink3"))
        _draw(painter, line, self._amount, right=True)
        self._paint_bar(painter, theme)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_bar(self, painter: QPainter, theme: Theme) -> None:
        whole = sum(share.amount for share in self._shares)
        if whole:
            room = self.width() - 8
            frame = QRectF(4.5, 30.5, max(4.0, room * whole / max(self._widest, 1)), 6)
            paint_shares(painter, frame, whole, self._shares, theme)


class StageLane(QWidget):
    """One column: head, cards, and how many more there are.

    Signals:
        stages_wanted: the stages of the column, to filter by or, when they are filtered by, no longer.
        selection_wanted: ids of projects.
    """

    stages_wanted = Signal(object)
    selection_wanted = Signal(object)

    def __init__(self, stages: tuple[str, ...], slots: IndustrySlots, theme: Callable[[], Theme]) -> None:
        """Empty; without stages it is the place of projects that have none."""
        super().__init__()
        self.stages = stages
        title = tr("、").join(map(term, stages)) if stages else tr("未进阶段")
        self.head = StageHead(title, theme)
        self.list = CardsList(slots, theme, in_a_row=not stages)
        self.list.setAccessibleName(tr("{stage}的项目", stage=title))
        self.more = QLabel()
        self.more.setObjectName("caption")
        self.more.hide()
        column = QVBoxLayout(self) if stages else QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if not stages:
            self.head.setFixedWidth(CARD_WIDTH)
        for widget in (self.head, self.list, self.more):
            column.addWidget(widget)
        self.head.clicked.connect(lambda _checked: self.stages_wanted.emit(self.stages))
        self.list.selection_wanted.connect(self.selection_wanted)

    def show_column(
        self, column: StageColumn, columns: ProjectColumns, shares: Sequence[Share], widest: int, *, is_chosen: bool
    ) -> None:
        """Show a column of the board."""
        self.head.show_column(column, shares, widest, is_chosen=is_chosen)
        self.list.cards.show_cards(column.cards, columns)
        rest = column.count - len(column.cards)
        self.more.setText(tr("另有 {n:,} 项未列", n=rest))
        self.more.setVisible(rest > 0)
        if self.stages:
            self.setMinimumWidth(CARD_WIDTH if column.count else self.head.least_width())
            self.setMaximumWidth(CARD_WIDTH * 2 if column.count else self.head.least_width())


def shares_of(column: StageColumn, slots: IndustrySlots, names: Mapping[int | str, str]) -> tuple[Share, ...]:
    """A column's projects by industry, in the legend's order."""
    pairs = sorted(column.by_industry.items(), key=lambda pair: slots.of_id(pair[0]))
    return tuple(Share(n, slots.of_id(id_), tr("{name} {n} 项", name=term(names[id_]), n=n)) for id_, n in pairs)
