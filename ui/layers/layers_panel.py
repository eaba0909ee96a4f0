"""The layers panel: the list of layers between its heading and the place where files are dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from geo.providers import Provider
from geo.wording import tr
from ui.cards.card_parts import label
from ui.filters.filter_panel import panel_head
from ui.layers.layer_list import LayerList
from ui.theme import Theme

DROP_WORDS = "拖入 MBTiles、PMTiles、GeoJSON、GPKG"


class LayersPanel(QWidget):
    """Frames the list of layers.

    Attributes:
        list: the layers.
        drop_zone: says what may be dropped on the window.

    Signals:
        add_wanted: A file should be asked for.
        close_wanted: The panel should make room for the card.
    """

    add_wanted = Signal()
    close_wanted = Signal()

    def __init__(
        self,
        theme: Callable[[], Theme],
        icons: Callable[[str], QIcon],
        cached: Callable[[Provider], tuple[int, int]],
        parent: QWidget | None = None,
    ) -> None:
        """Empty until a state is shown; the arguments are those of :class:`ui.layers.layer_list.LayerList`."""
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icons = icons
        self.list = LayerList(theme, icons, cached)
        self.add_button, self.close_button = QPushButton(tr("添加")), QToolButton()
        self.drop_zone = DropZone(theme)
        self._lay_out()
        self.add_button.clicked.connect(lambda: self.add_wanted.emit())
        self.close_button.clicked.connect(lambda: self.close_wanted.emit())
        self.drop_zone.pressed.connect(self.add_wanted)

    def show_busy(self, busy: bool) -> None:
        """Say that a file is being opened."""
        self.drop_zone.show_words(tr("正在打开……") if busy else tr(DROP_WORDS))

    def refresh_theme(self) -> None:
        """Paint again in the theme that is now asked for."""
        self.add_button.setIcon(self._icons("plus"))
        self.close_button.setIcon(self._icons("close"))
        self.list.refresh()

    def _lay_out(self) -> None:
        self.add_button.setObjectName("headButton")
        self.add_button.setToolTip(tr("添加地图文件（Ctrl+Shift+L）"))
        self.close_button.setToolTip(tr("关闭图层面板（Ctrl+L）"))
        self.close_button.setAccessibleName(tr("关闭图层面板"))
        self.close_button.setFixedSize(24, 24)
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.setObjectName("eye")
        self.drop_zone.show_words(tr(DROP_WORDS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(panel_head(tr("图层"), self.add_button, self.close_button))
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.addWidget(self.drop_zone)
        column.addLayout(foot)


class DropZone(QFrame):
    """A dashed place that says what may be dropped; a press asks for a file."""

    pressed = Signal()

    def __init__(self, theme: Callable[[], Theme]) -> None:
        """Without words."""
        super().__init__()
        self._theme, self._is_hot = theme, False
        self._words = label("", "secondary")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        note = label(tr("也可以是 KML、Shapefile；只读打开，不复制、不上传"), "caption")
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        note.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 9, 10, 9)
        column.setSpacing(2)
        column.addWidget(self._words)
        column.addWidget(note)

    def show_words(self, words: str) -> None:
        """Say something else."""
        self._words.setText(words)

    def show_hot(self, hot: bool) -> None:
        """Light up while a file hangs over the window."""
        self._is_hot = hot
        self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Qt: as good as the button."""
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the dashed edge."""
        super().paintEvent(event)
        theme = self._theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("focus" if self._is_hot else "line2"), 2 if self._is_hot else 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(theme.color("hover") if self._is_hot else QColor(Qt.GlobalColor.transparent))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 6, 6)
