"""A tree of facet values with tri-state checks, glyphs, counts and a second figure. Shows state, emits intent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from geo.wording import tr
from ui.filters.check_marks import CHECK_SIZE
from ui.filters.facet_nodes import FacetNode, check_state, toggled
from ui.filters.facet_painting import (
    COUNT_WIDTH,
    FIGURE_WIDTH,
    ROW_HEIGHT,
    FacetLook,
    FacetPainting,
    Looks,
    brief_figure,
)
from ui.theme import Theme
from ui.widgets.plain_text import tooltip

Index = QModelIndex | QPersistentModelIndex
INDENT = 16
GUTTER = 12
NodeRole = Qt.ItemDataRole.UserRole


class FacetModel(QAbstractItemModel):
    """The nodes of one dimension; counts are replaced in place so that the view keeps its scroll and focus."""

    def __init__(self, parent: QObject | None = None, blank: Qt.CheckState = Qt.CheckState.Checked) -> None:
        """An empty tree; ``blank`` is how every value is ticked while none is chosen."""
        super().__init__(parent)
        self._blank = blank
        self._nodes: dict[int, FacetNode] = {}
        self._children: dict[int | None, list[int]] = {}
        self._rows: dict[int, int] = {}
        self._parents: dict[int, int | None] = {}
        self._chosen: frozenset[int] = frozenset()

    @property
    def parents(self) -> Mapping[int, int | None]:
        """Id → parent id, for every node."""
        return self._parents

    @property
    def chosen(self) -> frozenset[int]:
        """The ids that are chosen; empty means all."""
        return self._chosen

    def show(self, nodes: Sequence[FacetNode], chosen: frozenset[int]) -> bool:
        """Show these values; resets only if the set of values is another one. Returns whether anything differs."""
        parents = {node.id: node.parent_id for node in nodes}
        same_shape = list(parents.items()) == list(self._parents.items())
        shown = {node.id: node for node in nodes}
        if same_shape and shown == self._nodes and chosen == self._chosen:
            return False
        if not same_shape:
            self.beginResetModel()
        self._nodes, self._parents, self._chosen = shown, parents, chosen
        if same_shape:
            if QAccessible.isActive():
                self._announce()  # the view paints what it is asked to; telling it of each row takes longer than that
            return True
        self._children = {}
        for node in nodes:
            siblings = self._children.setdefault(node.parent_id, [])
            self._rows[node.id] = len(siblings)
            siblings.append(node.id)
        self.endResetModel()
        return True

    def node(self, index: Index) -> FacetNode:
        """The node behind a valid index."""
        return self._nodes[index.internalId()]

    def check_of(self, index: Index) -> Qt.CheckState:
        """How the value of a valid index is ticked."""
        return check_state(self._chosen, index.internalId(), self._parents) if self._chosen else self._blank

    def has_branch(self, node_id: int) -> bool:
        """Whether other values lie under one."""
        return node_id in self._children

    def depth_of(self, index: Index) -> int:
        """How many values a valid index lies under."""
        depth, above = 0, self._parents[index.internalId()]
        while above is not None:
            depth, above = depth + 1, self._parents[above]
        return depth

    def index_of(self, node_id: int) -> QModelIndex:
        """The index of a value, invalid if it is not there."""
        return self.createIndex(self._rows[node_id], 0, node_id) if node_id in self._nodes else QModelIndex()

    def _announce(self) -> None:
        for parent, siblings in self._children.items():
            top = self.index(0, 0, QModelIndex() if parent is None else self.index_of(parent))
            self.dataChanged.emit(top, top.siblingAtRow(len(siblings) - 1))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Qt: the index at a place."""
        siblings = self._children.get(parent.internalId() if parent.isValid() else None, [])
        return self.createIndex(row, column, siblings[row]) if 0 <= row < len(siblings) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Qt: the index one level up."""
        parent_id = self._nodes[index.internalId()].parent_id if index.isValid() else None
        return QModelIndex() if parent_id is None else self.index_of(parent_id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: how many children."""
        return len(self._children.get(parent.internalId() if parent.isValid() else None, []))

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: one column, painted whole by the delegate."""
        return 1

    def flags(self, _index: Index) -> Qt.ItemFlag:
        """Qt: every row can be reached and ticked."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: name, check state, tooltip, words for screen readers, and the node itself for the delegate."""
        node = self.node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.name
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.check_of(index)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = tr("{name}{note}，{n} 项", name=node.name, note=node.note, n=node.count) + (
                tr("，{figure}", figure=node.figure) if node.figure.strip("–") else ""
            )
            return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return node if role == NodeRole else None


class RowHeight(QStyledItemDelegate):
    """Says how high rows are; the tree paints them itself."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Qt: fixed row height."""
        return QSize(120, ROW_HEIGHT)


class FacetTree(QTreeView):
    """The tree itself: a click on the box ticks, a click on the name asks for this value only (again: for all).

    Ctrl adds a value by its name. Space ticks, Enter asks for this only.
    """

    chosen_changed = Signal(frozenset)

    def __init__(
        self,
        name: str,
        theme: Callable[[], Theme],
        parent: QWidget | None = None,
        *,
        folds: bool = False,
        blank: Qt.CheckState = Qt.CheckState.Checked,
    ) -> None:
        """An empty tree.

        Args:
            name: the accessible name of the list.
            theme: the theme as it stands, asked at each painting.
            parent: the owning widget.
            folds: whether branches start closed and can be opened by their chevron, or Left and Right.
            blank: how values are ticked while none is chosen.
        """
        super().__init__(parent)
        self._folds, self._blank = folds, blank
        self._model = FacetModel(self, blank)
        self.setModel(self._model)
        self._theme = theme
        self.look = FacetLook()
        self.setItemDelegate(RowHeight(self))
        self.setObjectName("facets")
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setIndentation(INDENT)
        self.look.gutter = GUTTER if folds else 0
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._model.modelReset.connect(self._fit_height)
        self.expanded.connect(self._fit_height)
        self.collapsed.connect(self._fit_height)

    def show_nodes(self, nodes: Iterable[FacetNode], chosen: frozenset[int]) -> None:
        """Show values and choice; emits nothing. Both columns are as wide as their longest figure needs."""
        shown = list(nodes)
        width = self.fontMetrics().horizontalAdvance
        figures = {brief_figure(node.figure) for node in shown}
        longest = max(map(len, figures), default=0)
        widest = max(map(width, (figure for figure in figures if len(figure) >= longest - 1)), default=0)
        self.look.figure_width = max(FIGURE_WIDTH, widest + 8)
        greatest = max((node.count for node in shown), default=0)
        self.look.count_width = max(COUNT_WIDTH, width(f"{greatest:,}") + 2)
        if self._model.show(shown, chosen):
            self.viewport().update()
        if not shown:
            self._fit_height()  # nothing was reset where there never was anything, and a list keeps its first height

    def index_of(self, node_id: int) -> QModelIndex:
        """Where a value stands (tests and keyboard helpers)."""
        return self._model.index_of(node_id)

    @property
    def gutter(self) -> int:
        """Width left of the boxes where branches are opened; 0 where they cannot be."""
        return self.look.gutter

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the rows that are to be painted; by the style and a delegate they take three times as long."""
        dirty, viewport = event.rect(), self.viewport()
        painter = QPainter(viewport)
        painting = FacetPainting(painter, self._theme(), self.look)
        pointer = viewport.mapFromGlobal(QCursor.pos()).y() if viewport.underMouse() else -1
        current = self.currentIndex().internalId() if self.hasFocus() and self.currentIndex().isValid() else None
        index = self.indexAt(QPoint(0, max(dirty.top(), 0)))
        top = self.visualRect(index).top()
        while index.isValid() and top <= dirty.bottom():
            node, left = self._model.node(index), INDENT * self._model.depth_of(index)
            opened = self.isExpanded(index) if self._model.has_branch(node.id) else None
            hovered = top <= pointer < top + ROW_HEIGHT
            looks = Looks(self._model.check_of(index), opened, hovered, node.id == current)
            painting.paint(QRect(left, top, viewport.width() - left, ROW_HEIGHT), node, looks)
            top += ROW_HEIGHT
            index = self.indexAt(QPoint(0, top))
        painter.end()

    def _fit_height(self) -> None:
        if not self._folds:
            self.blockSignals(True)
            self.expandAll()
            self.blockSignals(False)
        shown = sum(1 for key in self._model.parents if self._is_in_sight(key))
        self.setFixedHeight(ROW_HEIGHT * shown + 2)

    def _is_in_sight(self, node_id: int) -> bool:
        above = self._model.parents[node_id]
        while above is not None:
            if not self.isExpanded(self._model.index_of(above)):
                return False
            above = self._model.parents[above]
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: the box and the name are two targets."""
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
            return
        self.setCurrentIndex(index)
        node_id = self._model.node(index).id
        inside = event.position().x() - self.visualRect(index).left()
        if self._folds and inside < GUTTER and self._model.rowCount(index):
            self.setExpanded(index, not self.isExpanded(index))
            return
        on_box = inside <= CHECK_SIZE + 6 + self.look.gutter
        add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._choose(node_id, tick=on_box, add=add)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: two quick clicks are two clicks, nothing else."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Space ticks, Enter asks for this only; arrows as everywhere."""
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._model.node(index).id, tick=event.key() == Qt.Key.Key_Space, add=False)
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Qt: the wheel scrolls the panel, not this list, which is always shown whole."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return False
        return super().viewportEvent(event)

    def _choose(self, node_id: int, *, tick: bool, add: bool) -> None:
        chosen, parents = self._model.chosen, self._model.parents
        if self._blank is Qt.CheckState.Unchecked and (tick or add):
            # The list may not show every value, so all of them ticked is no less a choice than some.
            wanted = chosen ^ {node_id}
        elif tick or (add and chosen):
            wanted = toggled(chosen, node_id, parents)
        else:
            wanted = frozenset() if chosen == {node_id} else frozenset({node_id})
        self.chosen_changed.emit(wanted)
