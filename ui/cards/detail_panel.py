"""The right panel: one project as a card, several in sum, or how a card is opened. It emits nothing but picks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.records import ProjectCard
from geo.wording import tr
from ui.cards.card_parts import label
from ui.cards.locator_map import LocatorGround
from ui.cards.project_card import PADDING, CardLook, ProjectCardBody
from ui.cards.selection_card import SelectionCardBody, SelectionSummary
from ui.filters.filter_panel import panel_head
from ui.theme import Theme


class DetailPanel(QWidget):
    """Shows the current project's card, or what to do when there is none."""

    locate_wanted = Signal(object)
    place_wanted = Signal(object)
    project_wanted = Signal(object)
    filters_wanted = Signal(object)
    passage_wanted = Signal(str, int)
    event_wanted = Signal(object)
    text_wanted = Signal()

    def __init__(
        self,
        theme: Callable[[], Theme],
        numbers: Mapping[str, int] | None = None,
        ground: LocatorGround | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Start without a project.

        Args:
            theme: The theme as it stands.
            numbers: Those of documents by id, as people cite them.
            ground: What lies under the small map; without it there is none.
            parent: Qt's.
        """
        super().__init__(parent)
        self.setObjectName("panel")
        self._theme, self._numbers, self._ground = theme, numbers or {}, ground
        self._card: ProjectCard | None = None
        self._look = CardLook(4)
        self._summary: SelectionSummary | None = None
        self._place = label("", wrap=False)
        self._place.setObjectName("caption")
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(tr("项目卡片"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.locate_button = QPushButton(tr("在地图上定位"))
        self.locate_button.setObjectName("primary")
        self.locate_button.clicked.connect(self._on_locate_button_clicked)
        self.place_button = QPushButton(tr("人工定位"))
        self.place_button.setToolTip(tr("在地图上指定这个项目的位置，记为人工；可以撤销"))
        self.place_button.clicked.connect(self._on_place_button_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(panel_head(tr("项目"), self._place))
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot())
        self.show_nothing()

    @property
    def card(self) -> ProjectCard | None:
        """What is shown."""
        return self._card

    def show_nothing(self) -> None:
        """Say how a card is opened."""
        self._card, self._summary = None, None
        self._place.setText("")
        self.locate_button.setEnabled(False)
        self.place_button.setEnabled(False)
        self._scroll.setWidget(self._empty())

    def show_card(self, card: ProjectCard, look: CardLook) -> None:
        """Show a project: everything known about it, and what it is shown with. The same one again stays in place."""
        same = self._card is not None and self._card.id == card.id
        at = self._scroll.verticalScrollBar().value() if same else 0
        self._card, self._look, self._summary = card, look, None
        self._place.setText(look.place)
        self.locate_button.setEnabled(True)
        self.place_button.setEnabled(True)
        body = ProjectCardBody(card, look, self._theme, self._numbers, self._ground)
        body.locate_wanted.connect(self.locate_wanted)
        body.project_wanted.connect(self.project_wanted)
        body.filters_wanted.connect(self.filters_wanted)
        body.passage_wanted.connect(self.passage_wanted)
        body.event_wanted.connect(self.event_wanted)
        body.text_wanted.connect(self.text_wanted)
        self._scroll.setWidget(body)
        self._scroll.verticalScrollBar().setValue(at)

    def show_selection(self, summary: SelectionSummary) -> None:
        """Show what several projects are together."""
        self.show_nothing()
        self._summary = summary
        self._place.setText(tr("选中 {n:,} 项", n=summary.count))
        body = SelectionCardBody(summary, self._theme)
        body.project_wanted.connect(self.project_wanted)
        self._scroll.setWidget(body)

    def refresh_theme(self) -> None:
        """Paint again in the theme that is now asked for."""
        if self._card is not None:
            self.show_card(self._card, self._look)
        elif self._summary is not None:
            self.show_selection(self._summary)

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("panel")
        row = QHBoxLayout(foot)
        row.setContentsMargins(PADDING, 8, PADDING, 8)
        row.addWidget(self.locate_button)
        row.addWidget(self.place_button)
        row.addStretch(1)
        return foot

    def _empty(self) -> QWidget:
        body = QWidget()
        body.setObjectName("panel")
        column = QVBoxLayout(body)
        column.addStretch(1)
        for words, name in (
            (tr("未选中项目"), "section"),
            (tr("点击地图符号或表格行，查看金额、阶段与原文位置"), "caption"),
        ):
            line = QLabel(words)
            line.setObjectName(name)
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setWordWrap(True)
            column.addWidget(line)
        column.addStretch(1)
        return body

    def _on_place_button_clicked(self) -> None:
        if self._card is not None:
            self.place_wanted.emit(self._card.id)

    def _on_locate_button_clicked(self) -> None:
        if self._card is not None:
            self.locate_wanted.emit(self._card.id)
