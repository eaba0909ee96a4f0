"""The body of one project's card: every figure with what it rests on, and what the project shares with others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.filters import DIMENSION_FIELDS, Filters
from db.money import money_parts
from db.records import OrganisationRole, Passage, ProjectCard, Statement
from db.related import Related
from geo.frozen import frozen
from geo.lnglat import LngLat, degrees_words
from geo.wording import term, tr
from ui.cards.badges import Badge, Basis
from ui.cards.card_parts import FieldGrid, GlyphMark, label, rule
from ui.cards.card_words import (
    CONFIDENCE_WORDS,
    NO_CONFIDENCE,
    POSITION_TIPS,
    all_words,
    fact_lines,
    related_title,
    steps_of,
)
from ui.cards.contradictions import ContradictionBox
from ui.cards.locator_map import LocatorGround, LocatorMap, LocatorPlace
from ui.cards.milestone_line import MilestoneLine
from ui.cards.passage_list import PassageList
from ui.sources import SourceLine
from ui.theme import Theme
from ui.widgets.elided_link import ElidedLink
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.plain_text import button_text, tooltip

PADDING = 16
BASES = {"stated": Basis.STATED, "inferred": Basis.INFERRED, "manual": Basis.MANUAL}
AMOUNT_FIELDS = ("amount_wan", "amount_text", "amount_qualifier")
INDUSTRY_FIELDS = ("industry", "industry_id", "industry_printed", "track")


LONGEST_TITLE: Final = 300
"""Characters of a name; the longest of a ledger has some sixty."""


@frozen
class CardLook:
    """What a card is shown with, beside what is known of the project.

    Attributes:
        slot: its industry's slot, 0..4.
        place: where it stands in the result, such as ``3 / 80``.
        locator: where it is, for the small map; None leaves the map out.
    """

    slot: int
    place: str = ""
    locator: LocatorPlace | None = None


class ProjectCardBody(QWidget):
    """Shows one card. Words from data are always plain text."""

    locate_wanted = Signal(object)
    project_wanted = Signal(object)
    filters_wanted = Signal(object)
    passage_wanted = Signal(str, int)
    event_wanted = Signal(object)
    text_wanted = Signal()

    def __init__(
        self,
        card: ProjectCard,
        look: CardLook,
        theme: Callable[[], Theme],
        numbers: Mapping[str, int],
        ground: LocatorGround | None,
    ) -> None:
        """Build the card from top to bottom; ``numbers`` are those of documents, by id."""
        super().__init__()
        self.setObjectName("panel")
        self._card, self._look, self._theme, self._numbers = card, look, theme, numbers
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PADDING, 14, PADDING, 20)
        self._column.setSpacing(6)
        of_amount = [s for s in card.statements if s.field.startswith("amount")]
        others = [s for s in card.statements if not s.field.startswith("amount")]
        self._add_title()
        self._add_amount()
        self._add_contradictions(tr("金额表述不一"), of_amount)
        self._column.addSpacing(6)
        self._column.addWidget(self._fields())
        if ground is not None and look.locator is not None:
            self._add_locator(ground, look.locator)
        self._add_milestones()
        self._add_section(tr("数据"), fact_lines(card.facts), self._of("project_facts"))
        self._add_contradictions(tr("几篇报道的说法不同，并存备查"), sorted(others, key=attrgetter("field")))
        suspicions = [tr("{name}：{reason}", name=s.other_name, reason=s.reason) for s in card.suspicions]
        self._add_section(tr("疑为同一项目（未合并）"), suspicions)
        self._add_related()
        self._add_passages()
        self._column.addStretch(1)

    def _add_title(self) -> None:
        card, row = self._card, QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(GlyphMark(self._look.slot, self._theme))
        words = card.industry or tr("未归类")
        row.addWidget(label(words + (f" · {card.track}" if card.track else ""), "secondary", wrap=False))
        if card.industry and card.industry_basis in BASES:
            printed = tr("文中写作“{words}”", words=card.industry_printed) if card.industry_printed else ""
            row.addWidget(Badge(BASES[card.industry_basis], self._theme, printed))
        row.addStretch(1)
        self._column.addLayout(row)
        self._add_sources(self._said(*INDUSTRY_FIELDS))
        self._column.addWidget(label(_bounded(card.name), "cardTitle"))
        if card.aliases:
            self._column.addWidget(label(tr("又作 {names}", names=tr("；").join(card.aliases)), "caption"))
        self._add_sources(self._said("name", "alias"))
        for role in card.organisations:
            self._column.addWidget(OrganisationRow(role))
        self._add_sources(self._said("organisation", "tag"))
        if card.summary:
            self._column.addWidget(label(card.summary))

    def _add_amount(self) -> None:
        card = self._card
        if card.amount_wan is None:
            self._column.addWidget(label(card.amount_text or tr("金额未公布"), "unknown"))
        else:
            row = QHBoxLayout()
            row.setSpacing(6)
            qualifier = f"{term(card.amount_qualifier)} " if card.amount_qualifier else ""
            figure, unit = money_parts(card.amount_wan)
            row.addWidget(label(f"{qualifier}{figure}", "amount", wrap=False))
            row.addWidget(label(unit, "secondary", wrap=False), 0, Qt.AlignmentFlag.AlignBottom)
            printed = tr("文中写作“{words}”", words=card.amount_text) if card.amount_text else ""
            row.addWidget(Badge(Basis.STATED, self._theme, printed))
            row.addStretch(1)
            self._column.addLayout(row)
        self._add_sources(self._said(*AMOUNT_FIELDS))

    def _add_contradictions(self, title: str, statements: Sequence[Statement]) -> None:
        if statements:
            self._column.addSpacing(6)
            box = ContradictionBox(title, statements, self._card.passages, self._theme, self._numbers)
            box.passage_wanted.connect(self.passage_wanted)
            self._column.addWidget(box)

    def _fields(self) -> FieldGrid:
        card, grid = self._card, FieldGrid(self._theme)
        grid.add_field(tr("类别"), term(card.kind_name))
        park_sources = self._source_line(self._said("park"))
        if card.park is None:
            grid.add_field(tr("园区"), tr("仅知在科学城"), below=park_sources)
        else:
            tip = tr("依据：{rule}", rule=card.park.rule_words) if card.park.rule_words else ""
            path = " › ".join(card.park.path) if len(card.park.path) > 1 else ""
            grid.add_field(
                tr("园区"),
                card.park.name,
                BASES.get(card.park.basis),
                "\n".join(filter(None, (path, tip))),
                park_sources,
            )
            if card.park.rule_words:
                grid.add_field(tr("推断"), card.park.rule_words, Basis.INFERRED)
        self._add_position(grid)
        stage = " ".join(filter(None, (term(card.stage) if card.stage else "", card.stage_date)))
        grid.add_field(tr("阶段"), stage or tr("未载"), below=self._source_line(self._of("milestones")))
        for number, event in enumerate(card.events):
            below = None if number else self._source_line(self._said("event"))
            link = ElidedLink(event.name)
            link.clicked.connect(partial(lambda id_, _checked=False: self.event_wanted.emit(id_), event.id))
            grid.add_widget(tr("活动"), link, BASES.get(event.basis or "stated"), below=below)
        printed = [entry for entry in card.lists if not entry.is_own]
        for number, entry in enumerate(printed):
            below = None if number else self._source_line(self._said("list"))
            grid.add_field(tr("清单"), entry.name, Basis.STATED, below=below)
        grid.add_field(tr("自建清单"), tr("、").join(entry.name for entry in card.lists if entry.is_own))
        area = tr("{area:g} 亩", area=card.area_mu) if card.area_mu else ""
        grid.add_field(tr("用地"), area, below=self._source_line(self._said("area_mu")))
        jobs = tr("{n:,} 个岗位", n=card.jobs) if card.jobs else ""
        grid.add_field(tr("就业"), jobs, below=self._source_line(self._said("jobs")))
        grid.add_field(tr("说明"), card.note or "")
        return grid

    def _add_position(self, grid: FieldGrid) -> None:
        """The project's own position, else how well its park's is known."""
        card = self._card
        if card.grade == "own" and card.lng is not None and card.lat is not None:
            words, basis = degrees_words(LngLat(card.lng, card.lat)), card.position_basis
            grid.add_field(tr("坐标"), words, BASES.get(basis), tr(POSITION_TIPS.get(basis, "")))
        elif card.park is not None:
            grade = card.park.position_confidence or "–"
            confidence = tr(CONFIDENCE_WORDS.get(grade, NO_CONFIDENCE))
            grid.add_field(tr("坐标"), tr("{letter} 级：{confidence}", letter=grade, confidence=confidence))

    def _add_locator(self, ground: LocatorGround, place: LocatorPlace) -> None:
        small = LocatorMap(ground, place, self._theme)
        small.setToolTip(tr("点一下，在大地图上看这里"))
        small.clicked.connect(lambda: self.locate_wanted.emit(self._card.id))
        self._column.addWidget(small)
        self._column.addWidget(label(place.caption, "caption"))

    def _add_milestones(self) -> None:
        card = self._card
        if not card.milestones:
            return
        self._column.addSpacing(6)
        self._column.addWidget(label(tr("里程碑"), "section"))
        self._column.addWidget(MilestoneLine(steps_of(card.milestones, card.stage, card.stage_date), self._theme))

    def _add_section(self, title: str, lines: Sequence[str], sources: Sequence[Passage] = ()) -> None:
        if not lines:
            return
        self._column.addSpacing(6)
        self._column.addWidget(label(title, "section"))
        for line in lines:
            self._column.addWidget(label(line))
        self._add_sources(sources)

    def _add_related(self) -> None:
        if not self._card.related:
            return
        self._column.addSpacing(6)
        self._column.addWidget(label(tr("其他项目"), "section"))
        for related in self._card.related:
            box = RelatedBox(related)
            box.project_wanted.connect(self.project_wanted)
            box.filters_wanted.connect(self.filters_wanted)
            self._column.addWidget(box)

    def _add_passages(self) -> None:
        card = self._card
        if not card.passages:
            return
        documents = len({passage.document_id for passage in card.passages})
        self._column.addSpacing(6)
        self._column.addWidget(rule())
        row = QHBoxLayout()
        row.addWidget(label(tr("原文位置"), "section", wrap=False))
        row.addStretch(1)
        words = tr("{n} 处，{documents} 篇", n=len(card.passages), documents=documents)
        row.addWidget(label(words, "caption", wrap=False))
        self._column.addLayout(row)
        passages = PassageList(card.passages, self._theme, self._numbers)
        passages.passage_wanted.connect(self.passage_wanted)
        passages.text_wanted.connect(self.text_wanted)
        self._column.addWidget(passages)

    def _said(self, *fields: str) -> list[Passage]:
        """Where the documents say something of the project itself under these fields."""
        return [
            passage
            for passage in self._card.passages
            if passage.field in fields and passage.entity in ("projects", "project_aliases")
        ]

    def _of(self, entity: str) -> list[Passage]:
        return [passage for passage in self._card.passages if passage.entity == entity]

    def _source_line(self, passages: Sequence[Passage]) -> SourceLine | None:
        if not passages:
            return None
        line = SourceLine(passages, self._theme, self._numbers)
        line.passage_wanted.connect(self.passage_wanted)
        return line

    def _add_sources(self, passages: Sequence[Passage]) -> None:
        if (line := self._source_line(passages)) is not None:
            self._column.addWidget(line)


def _bounded(name: str) -> str:
    """A name, cut where it is none: pasted by mistake, it must not push everything else out of sight."""
    return name if len(name) <= LONGEST_TITLE else name[:LONGEST_TITLE] + "…"


class OrganisationRow(QWidget):
    """An organisation with its role and the tags that are printed of it."""

    def __init__(self, role: OrganisationRole) -> None:
        """Name, role and a tag from left to right; several tags below, where they wrap and leave the name its room."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(6)
        column.addLayout(row)
        name = label(role.name, "secondary")
        name.setToolTip(tooltip(tr("又作 {names}", names=tr("；").join(role.aliases)) if role.aliases else ""))
        row.addWidget(name, 1)
        if role.role:
            row.addWidget(label(term(role.role), "caption", wrap=False))
        tags = [label(tag, "tag", wrap=False) for tag in role.tags]
        if len(tags) > 1:
            below = QWidget()
            flow = FlowLayout(below, gap=4)
            for tag in tags:
                flow.addWidget(tag)
            column.addWidget(below)
        elif tags:
            row.addWidget(tags[0])


class RelatedBox(QWidget):
    """Some of the projects that share one thing, and a link that shows them all."""

    project_wanted = Signal(object)
    filters_wanted = Signal(object)

    def __init__(self, related: Related) -> None:
        """Show what is shared and with whom."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(related_title(related), "caption"), 1)
        everything = QPushButton(button_text(all_words(related)))
        everything.setObjectName("flat")
        everything.setToolTip(tr("只看这些项目"))
        chosen = Filters().with_(**{DIMENSION_FIELDS[related.dimension]: [related.id]})
        everything.clicked.connect(lambda: self.filters_wanted.emit(chosen))
        head.addWidget(everything, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for project_id, name in related.others:
            column.addWidget(self._link(project_id, name), 0, Qt.AlignmentFlag.AlignLeft)

    def _link(self, project_id: int, name: str) -> QPushButton:
        link = ElidedLink(name)
        link.clicked.connect(lambda: self.project_wanted.emit(project_id))
        return link
