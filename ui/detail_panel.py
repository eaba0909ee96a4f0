"""The right panel: one project as a card, every figure with what it rests on. Shows a card, emits nothing but picks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.money import money_parts
from db.records import Fact, Milestone, OrganisationRole, ProjectCard
from geo.lnglat import LngLat, degrees_words
from geo.wording import term, tr
from ui.badges import Badge, Basis
from ui.card_parts import ContradictionBox, FieldGrid, GlyphMark, label, rule
from ui.filter_panel import panel_head
from ui.milestone_line import MilestoneLine, Step
from ui.passage_list import PassageList
from ui.theme import Theme

PADDING = 16
BASES = {"stated": Basis.STATED, "inferred": Basis.INFERRED, "manual": Basis.MANUAL}
POSITION_TIPS = {
    "manual": "由人在地图上指定，不出自报道；编辑菜单里可以撤销",
    "surveyed": "实测坐标",
    "address": "由地址查得",
}
CONFIDENCE_WORDS = {"A": "实测地标", "B": "地名库坐标", "C": "单一来源或其内一点", "D": "取所在镇或载体的位置"}


class DetailPanel(QWidget):
    """Shows the current project's card, or what to do when there is none."""

    locate_wanted = Signal(int)
    place_wanted = Signal(int)
    project_wanted = Signal(int)
    passage_wanted = Signal(str, int)
    text_wanted = Signal()

    def __init__(
        self, theme: Callable[[], Theme], numbers: Mapping[str, int] | None = None, parent: QWidget | None = None
    ) -> None:
        """Start without a project; ``numbers`` are those of documents by id, as people cite them."""
        super().__init__(parent)
        self.setObjectName("panel")
        self._theme, self._numbers = theme, numbers or {}
        self._card: ProjectCard | None = None
        self._slot = 4
        self._place = label("", wrap=False)
        self._place.setObjectName("caption")
        self._scroll = QScrollArea()
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
        self._card = None
        self._place.setText("")
        self.locate_button.setEnabled(False)
        self.place_button.setEnabled(False)
        self._scroll.setWidget(self._empty())

    def show_card(self, card: ProjectCard, slot: int, place: str) -> None:
        """Show a project.

        Args:
            card: Everything known about it.
            slot: Its industry's slot, 0..4.
            place: Where it stands in the result, such as ``3 / 80``.
        """
        self._card, self._slot = card, slot
        self._place.setText(place)
        self.locate_button.setEnabled(True)
        self.place_button.setEnabled(True)
        self._scroll.setWidget(self._build(card))
        self._scroll.verticalScrollBar().setValue(0)

    def refresh_theme(self) -> None:
        """Paint again in the theme that is now asked for."""
        if self._card is not None:
            self.show_card(self._card, self._slot, self._place.text())

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

    def _build(self, card: ProjectCard) -> QWidget:
        body = QWidget()
        body.setObjectName("panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(PADDING, 14, PADDING, 20)
        column.setSpacing(6)
        self._add_title(column, card)
        self._add_amount(column, card)
        of_amount = [s for s in card.statements if s.field.startswith("amount")]
        others = [s for s in card.statements if not s.field.startswith("amount")]
        if of_amount:
            column.addWidget(ContradictionBox(tr("金额表述不一"), of_amount))
        column.addSpacing(6)
        column.addWidget(self._fields(card))
        self._add_milestones(column, card)
        self._add_section(column, tr("数据"), fact_lines(card.facts))
        if others:
            column.addSpacing(6)
            column.addWidget(
                ContradictionBox(tr("几篇报道的说法不同，并存备查"), sorted(others, key=attrgetter("field")))
            )
        self._add_section(
            column,
            tr("疑为同一项目（未合并）"),
            [tr("{name}：{reason}", name=s.other_name, reason=s.reason) for s in card.suspicions],
        )
        self._add_passages(column, card)
        column.addStretch(1)
        return body

    def _add_title(self, column: QVBoxLayout, card: ProjectCard) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(GlyphMark(self._slot, self._theme))
        words = card.industry or tr("未归类")
        row.addWidget(label(words + (f" · {card.track}" if card.track else ""), "secondary", wrap=False))
        if card.industry and card.industry_basis in BASES:
            printed = tr("文中写作“{words}”", words=card.industry_printed) if card.industry_printed else ""
            row.addWidget(Badge(BASES[card.industry_basis], self._theme, printed))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label(card.name, "cardTitle"))
        if card.organisations:
            column.addWidget(label(tr("；").join(map(organisation_words, card.organisations)), "secondary"))
        if card.aliases:
            column.addWidget(label(tr("又作 {names}", names=tr("；").join(card.aliases)), "caption"))
        if card.summary:
            column.addWidget(label(card.summary))

    def _add_amount(self, column: QVBoxLayout, card: ProjectCard) -> None:
        if card.amount_wan is None:
            column.addWidget(label(card.amount_text or tr("金额未公布"), "unknown"))
            return
        row = QHBoxLayout()
        row.setSpacing(6)
        qualifier = f"{term(card.amount_qualifier)} " if card.amount_qualifier else ""
        figure, unit = money_parts(card.amount_wan)
        row.addWidget(label(f"{qualifier}{figure}", "amount", wrap=False))
        row.addWidget(label(unit, "secondary", wrap=False), 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(
            Badge(
                Basis.STATED,
                self._theme,
                tr("文中写作“{words}”", words=card.amount_text) if card.amount_text else "",
            )
        )
        row.addStretch(1)
        column.addLayout(row)

    def _fields(self, card: ProjectCard) -> FieldGrid:
        grid = FieldGrid(self._theme)
        grid.add_field(tr("类别"), card.kind_name)
        if card.park is None:
            grid.add_field(tr("园区"), tr("仅知在科学城"))
        else:
            tip = tr("依据：{rule}", rule=card.park.rule_words) if card.park.rule_words else ""
            grid.add_field(tr("园区"), card.park.name, BASES.get(card.park.basis), tip)
            if card.park.rule_words:
                grid.add_field(tr("推断"), card.park.rule_words, Basis.INFERRED)
        self._add_position(grid, card)
        stage = " ".join(filter(None, (card.stage, card.stage_date)))
        grid.add_field(tr("阶段"), stage or tr("未载"))
        for event in card.events:
            grid.add_field(tr("活动"), event.name, BASES.get(event.basis or "stated"))
        for entry in card.lists:
            grid.add_field(tr("清单"), entry.name)
        grid.add_field(tr("用地"), tr("{area:g} 亩", area=card.area_mu) if card.area_mu else "")
        grid.add_field(tr("就业"), tr("{n:,} 个岗位", n=card.jobs) if card.jobs else "")
        grid.add_field(tr("说明"), card.note or "")
        return grid

    def _add_position(self, grid: FieldGrid, card: ProjectCard) -> None:
        """The project's own position, else how well its park's is known."""
        if card.grade == "own" and card.lng is not None and card.lat is not None:
            words, basis = degrees_words(LngLat(card.lng, card.lat)), card.position_basis
            grid.add_field(tr("坐标"), words, BASES.get(basis), tr(POSITION_TIPS.get(basis, "")))
        elif card.park is not None:
            confidence = tr(CONFIDENCE_WORDS.get(card.park.position_confidence or "", "坐标未定，暂挂全域符号旁"))
            grid.add_field(
                tr("坐标"),
                tr(
                    "{letter} 级：{confidence}",
                    letter=card.park.position_confidence or "–",
                    confidence=confidence,
                ),
            )

    def _add_milestones(self, column: QVBoxLayout, card: ProjectCard) -> None:
        if not card.milestones:
            return
        column.addSpacing(6)
        column.addWidget(label(tr("里程碑"), "section"))
        column.addWidget(MilestoneLine(steps_of(card.milestones, card.stage, card.stage_date), self._theme))

    def _add_section(self, column: QVBoxLayout, title: str, lines: list[str]) -> None:
        if not lines:
            return
        column.addSpacing(6)
        column.addWidget(label(title, "section"))
        for line in lines:
            column.addWidget(label(line))

    def _add_passages(self, column: QVBoxLayout, card: ProjectCard) -> None:
        if not card.passages:
            return
        documents = len({passage.document_id for passage in card.passages})
        column.addSpacing(6)
        column.addWidget(rule())
        row = QHBoxLayout()
        row.addWidget(label(tr("原文位置"), "section", wrap=False))
        row.addStretch(1)
        row.addWidget(
            label(tr("{n} 处，{documents} 篇", n=len(card.passages), documents=documents), "caption", wrap=False)
        )
        column.addLayout(row)
        passages = PassageList(card.passages, self._theme, self._numbers)
        passages.passage_wanted.connect(self.passage_wanted)
        passages.text_wanted.connect(self.text_wanted)
        column.addWidget(passages)

    def _on_place_button_clicked(self) -> None:
        if self._card is not None:
            self.place_wanted.emit(self._card.id)

    def _on_locate_button_clicked(self) -> None:
        if self._card is not None:
            self.locate_wanted.emit(self._card.id)


def organisation_words(role: OrganisationRole) -> str:
    """An organisation with its role and printed tags: ``中国平安（投资方，世界500强）``."""
    inside = tr("，").join(filter(None, (role.role, *role.tags)))
    return tr("{name}（{inside}）", name=role.name, inside=inside) if inside else role.name


def fact_lines(facts: Sequence[Fact]) -> list[str]:
    """Printed figures in words, those of one name on one line: ``建设内容 研发中心；生产基地``."""
    by_name: dict[str, list[str]] = {}
    for fact in facts:
        by_name.setdefault(fact.name, []).append(fact_words(fact))
    return [f"{name} {tr('；').join(words)}" for name, words in by_name.items()]


def fact_words(fact: Fact) -> str:
    """A printed figure without its name: ``30,000 片（预计，2025）``."""
    value = f"{fact.value:,g}" if isinstance(fact.value, float | int) else (fact.value or "")
    inside = tr("，").join(filter(None, (fact.qualifier, fact.period)))
    return f"{value} {fact.unit or ''}".strip() + (tr("（{inside}）", inside=inside) if inside else "")


def steps_of(milestones: tuple[Milestone, ...], stage: str | None, stage_date: str | None) -> list[Step]:
    """Milestones as drawn, planned ones last; what several documents say alike is one step, the one in force marked."""
    groups: dict[tuple[bool, str, str], list[Milestone]] = {}
    for milestone in milestones:
        key = (milestone.is_planned, milestone.stage, milestone.date or "")
        groups.setdefault(key, []).append(milestone)
    return [
        Step(
            stage=word,
            date=date,
            planned=planned,
            latest=not planned and (word, date) == (stage, stage_date or ""),
            tip="\n".join(dict.fromkeys(tr("{word}：{note}", word=word, note=m.note) for m in same if m.note)),
        )
        for (planned, word, date), same in sorted(groups.items(), key=lambda entry: entry[0][0])
    ]
