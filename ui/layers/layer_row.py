"""One row of the layers panel: handle, eye, title, a word on what it is. Shows a layer, emits intent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from geo.wording import term, tr
from ui.filters.check_marks import paint_check
from ui.map.map_state import LayerSpec
from ui.theme import Theme
from ui.widgets.plain_text import tooltip

ROW_HEIGHT = 30
HANDLE_WIDTH = 16
BAR_WIDTH = 3
EYE = 24
Themed = Callable[[], Theme]
Icons = Callable[[str], QIcon]


class Handle(QWidget):
    """Six dots by which a row is taken."""

    dragged = Signal(int)
    dropped = Signal(int)

    def __init__(self, theme: Themed, parent: QWidget | None = None) -> None:
        """At rest."""
        super().__init__(parent)
        self._theme, self._held = theme, False
        self.setFixedSize(HANDLE_WIDTH, ROW_HEIGHT)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(tooltip(tr("拖动改变上下次序（Alt+↑ / Alt+↓）")))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme().color("ink3"))
        for row in range(3):
            for column in range(2):
                painter.drawEllipse(QPointF(6 + 4 * column, self.height() / 2 - 4 + 4 * row), 1.1, 1.1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: take the row."""
        self._held = event.button() == Qt.MouseButton.LeftButton
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: say where it would go."""
        if self._held:
            self.dragged.emit(round(event.globalPosition().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: let it go."""
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if self._held:
            self._held = False
            self.dropped.emit(round(event.globalPosition().y()))


class ElidedLabel(QLabel):
    """A line of plain text that gives way in the middle."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        """Show words."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words = ""
        self.show_words(words)

    @property
    def words(self) -> str:
        """The whole line."""
        return self._words

    def show_words(self, words: str, tip: str = "") -> None:
        """Show other words; the tooltip says them in full."""
        self._words = words
        self.setToolTip(tooltip(tip or words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: fit into the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, max(self.width(), 1)))


class CheckLine(QCheckBox):
    """A check box painted like those of the filters."""

    def __init__(self, words: str, theme: Themed) -> None:
        """Unchecked."""
        super().__init__(words)
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: box, words, and a ring when focused."""
        theme, painter = self._theme(), QPainter(self)
        paint_check(painter, QRectF(0, self.height() / 2 - 7, 14, 14), self.checkState(), theme)
        painter.setPen(theme.color("ink"))
        painter.drawText(self.rect().adjusted(21, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            painter.setPen(theme.color("focus"))
            painter.drawRoundedRect(QRectF(0.5, self.height() / 2 - 7.5, 15, 15), 3, 3)


class ChoiceBox(QComboBox):
    """A combo box that a wheel passing over it does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: the wheel scrolls the panel; it must not move a map by half a kilometre in passing."""
        event.ignore()


class LayerRow(QFrame):
    """Shows one layer.

    Signals:
        layer_wanted: ``(LayerSpec)``: the layer as it should be.
        chosen: its details are asked for.
        stepped: ``(±1)``: it should move a place down or up.
        removed: it should go.
    """

    layer_wanted = Signal(object)
    chosen = Signal()
    stepped = Signal(int)
    removed = Signal()

    def __init__(self, layer: LayerSpec, theme: Themed, icons: Icons, *, movable: bool, opens: bool) -> None:
        """``movable`` rows have a handle, rows that open have details."""
        super().__init__()
        self._theme, self._icons, self._opens, self.movable = theme, icons, opens, movable
        self._is_chosen = False
        self.layer = layer
        self.handle = Handle(theme) if movable else None
        self.eye = QToolButton()
        self.title = ElidedLabel()
        self.caption = QLabel()
        self._lay_out()
        self.eye.clicked.connect(self._on_eye_clicked)
        self.show_layer(layer)

    def show_layer(self, layer: LayerSpec) -> None:
        """Show the layer as it is now; silent."""
        self.layer = layer
        title = term(layer.title)
        self.title.show_words(title, layer.path or title)
        off = not layer.visible or bool(layer.failure)
        self.title.setObjectName("layerOff" if off else "layerOn")
        self.title.style().polish(self.title)
        self.eye.setIcon(self._icons("eye" if layer.visible else "eye-off"))
        self.eye.setAccessibleName(tr("隐藏{title}", title=title) if layer.visible else tr("显示{title}", title=title))
        self.eye.setToolTip(tooltip(tr("隐藏这个图层") if layer.visible else tr("显示这个图层")))
        shown = tr("显示着") if layer.visible else tr("隐藏着")
        self.setAccessibleName(tr("{title}，{shown}", title=title, shown=shown))

    def show_caption(self, words: str) -> None:
        """Say in a word or two what it is."""
        self.caption.setText(words)

    def show_chosen(self, chosen: bool) -> None:
        """Mark the row whose details are open."""
        self._is_chosen = chosen
        self.setObjectName("layerChosen" if chosen else "layerRow")
        self.style().polish(self)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: one line."""
        return QSize(200, ROW_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: an ink bar at the left of the chosen row, a ring around the focused one."""
        super().paintEvent(event)
        painter = QPainter(self)
        if self._is_chosen:
            painter.fillRect(0, 0, BAR_WIDTH, self.height(), self._theme().color("ink"))
        if self.hasFocus():
            painter.setPen(self._theme().color("focus"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: open or close the details."""
        if event.button() == Qt.MouseButton.LeftButton and self._opens:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: space switches, enter opens, Alt+arrows move, Delete removes."""
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_Space:
            self._on_eye_clicked()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._opens:
            self.chosen.emit()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.movable:
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete and self.layer.path:
            self.removed.emit()
        elif not alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: show the ring."""
        super().focusInEvent(event)
        self.update()

    def _lay_out(self) -> None:
        self.setObjectName("layerRow")
        self.setFixedHeight(ROW_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if self._opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.eye.setObjectName("eye")
        self.eye.setFixedSize(EYE, EYE)
        self.eye.setIconSize(QSize(16, 16))
        self.eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # space on the row does the same
        self.caption.setObjectName("caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 14, 0)
        row.setSpacing(4)
        if self.handle is not None:
            row.addWidget(self.handle)
        else:
            row.addSpacing(HANDLE_WIDTH + 4)
        row.addWidget(self.eye)
        row.addWidget(self.title, 1)
        row.addWidget(self.caption)

    def _on_eye_clicked(self) -> None:
        self.layer_wanted.emit(replace(self.layer, visible=not self.layer.visible))
