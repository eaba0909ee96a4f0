"""The card: each field's sources, contradictions with their rule, whom it shares things with, where it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.records import Milestone, OrganisationRole, Passage, ProjectCard, Statement
from db.related import MOST_COUNTED, Related
from geo.lnglat import Bounds, LngLat
from ui.application import Workplace
from ui.cards.card_words import adoption_rule, all_words, place_words, steps_of
from ui.cards.contradictions import ContradictionBox, places_of
from ui.cards.detail_panel import DetailPanel
from ui.cards.locator_map import GroundUnreadable, LocatorGround, LocatorMap, LocatorPlace
from ui.cards.project_card import LONGEST_TITLE, CardLook, OrganisationRow, RelatedBox
from ui.cards.selection_card import SelectionSummary, summarise
from ui.opening.session import Session
from ui.sources import SourceLine, places_words

VIEW = Bounds(106.1, 29.3, 106.6, 29.8)


def passage(field: str, document: str, start: int, words: str | None = None, entity: str = "projects") -> Passage:
    return Passage(entity, 1, field, document, f"《{document}》报道", "2022", start, start + 4, words, "", "")


def statement(field: str, value: str, document: str, published: str, *, adopted: bool = False) -> Statement:
    return Statement(field, value, document, document, published, adopted)


@pytest.fixture
def card(session: Session) -> ProjectCard:
    columns = session.columns
    row = next(row for row, name in enumerate(columns.names) if "同位素研发" in name)
    return session.ledger.get_card(int(columns.ids[row]))


@pytest.fixture
def panel(qtbot: QtBot, workplace: Workplace, assets_dir: Path) -> DetailPanel:
    ground = LocatorGround.read(assets_dir / "basemap", VIEW)
    made = DetailPanel(lambda: workplace.themes["light"], {"d1": 1, "d2": 2}, ground)
    qtbot.addWidget(made)
    made.resize(336, 800)
    made.show()
    return made


def place(**changes: object) -> LocatorPlace:
    blank = LocatorPlace(LngLat(106.3, 29.6), None, "甲园", LngLat(106.3, 29.6), False, False, 0, False, "原文：甲园")
    return replace(blank, **changes)  # type: ignore[arg-type]


# --- sources of each field


def test_a_field_names_every_document_that_says_it_with_its_places(qtbot: QtBot, workplace: Workplace) -> None:
    passages = [passage("name", "d1", 10), passage("name", "d1", 99), passage("name", "d2", 5, "甲乙丙丁")]
    line = SourceLine(passages, lambda: workplace.themes["light"], {"d1": 1, "d2": 2})
    qtbot.addWidget(line)
    assert line.accessibleName() == "见 文 1（2 处）、文 2"
    assert "第 10～14 字" in line.toolTip()
    assert "第 99～103 字" in line.toolTip()
    assert 'href="d2:5"' in line.text(), "a document whose text is there is a link to the place"
    assert 'href="d1' not in line.text()
    with qtbot.waitSignal(line.passage_wanted) as blocker:
        line.linkActivated.emit("d2:5")
    assert blocker.args == ["d2", 5]


def test_many_places_are_bounded_in_the_tip() -> None:
    words = places_words([passage("name", "d1", start) for start in range(30)])
    assert words.count("字") == 12
    assert words.endswith("另有 18 处")


def test_amount_name_stage_and_organisation_each_show_their_sources(
    panel: DetailPanel, card: ProjectCard, session: Session
) -> None:
    panel.show_card(card, CardLook(1))
    told = [line.accessibleName() for line in panel.findChildren(SourceLine)]
    for fields in (("amount_wan", "amount_text"), ("name", "alias"), ("organisation",)):
        documents = {p.document_id for p in card.passages if p.field in fields and p.entity != "milestones"}
        assert documents
        assert any(words.count("》") + words.count("文 ") >= len(documents) for words in told)
    assert len(told) >= 5


# --- contradictions


def test_the_rule_of_an_adopted_amount_is_that_it_is_a_figure() -> None:
    group = [
        statement("amount_text", "百亿级", "d1", "2022-09"),
        statement("amount_text", "约105亿元", "d2", "2022-07", adopted=True),
    ]
    assert adoption_rule(group).startswith("采用写出具体数额的一处")


def test_the_rule_says_the_latest_only_where_it_is_the_latest() -> None:
    older, newer = statement("name", "甲", "d1", "2021"), statement("name", "乙", "d2", "2022")
    assert adoption_rule([older, replace(newer, adopted=True)]) == "采用最近一篇"
    assert "不以先后为准" in adoption_rule([replace(older, adopted=True), newer])
    assert "不以先后为准" in adoption_rule([replace(older, adopted=True), replace(newer, published="2021")])
    assert adoption_rule([older, newer]) == "", "none is adopted: nothing to explain"
    stages = [statement("stage", "引进", "d1", "2021"), statement("stage", "签约", "d2", "2022", adopted=True)]
    assert adoption_rule(stages).startswith("阶段取")


def test_statements_stand_side_by_side_and_lead_to_their_place(qtbot: QtBot, workplace: Workplace) -> None:
    group = [
        statement("amount_text", "百亿级", "d1", "2021-08"),
        statement("amount_text", "约105亿元", "d2", "2022-07", adopted=True),
    ]
    passages = [
        passage("amount_wan", "d2", 3, "别的字词"),
        passage("amount_wan", "d2", 50, "约105亿元"),
        passage("name", "d1", 7, "甲乙丙丁"),
    ]
    assert [p.start for p in places_of(group[1], passages)] == [50, 3], "the very words come first"
    box = ContradictionBox("金额表述不一", group, passages, lambda: workplace.themes["light"], {"d1": 1, "d2": 2})
    qtbot.addWidget(box)
    labels = {label.text(): label for label in box.findChildren(QLabel)}
    assert {"百亿级", "约105亿元", "2021-08", "2022-07", "采用", "文 1"} <= labels.keys()
    assert labels["约105亿元"].font().bold()
    assert not labels["百亿级"].font().bold()
    (line,) = box.findChildren(SourceLine)
    with qtbot.waitSignal(box.passage_wanted) as blocker:
        line.linkActivated.emit("d2:50")
    assert blocker.args == ["d2", 50]


# --- organisations, related projects


def test_an_organisation_shows_its_tags_one_by_one(qtbot: QtBot, session: Session) -> None:
    role = next(
        role for id_ in session.columns.ids.tolist() for role in session.ledger.get_card(id_).organisations if role.tags
    )
    row = OrganisationRow(role)
    qtbot.addWidget(row)
    tags = [label.text() for label in row.findChildren(QLabel, "tag")]
    assert tags == list(role.tags)


def test_many_tags_leave_the_organisation_its_name(qtbot: QtBot) -> None:
    row = OrganisationRow(OrganisationRole(1, "小米", "投资方", ("世界500强", "互联网科技巨头", "龙头民营企业"), ()))
    qtbot.addWidget(row)
    row.setFixedWidth(304)
    row.show()
    shown = {label.text(): label for label in row.findChildren(QLabel)}
    assert shown["小米"].width() >= shown["小米"].fontMetrics().horizontalAdvance("小米")
    for words, label in shown.items():
        inside = label.rect().translated(label.mapTo(row, label.rect().topLeft()))
        assert row.rect().contains(inside), words


def test_a_name_pasted_by_mistake_leaves_the_card_in_sight(qtbot: QtBot, panel: DetailPanel, card: ProjectCard) -> None:
    panel.show_card(replace(card, name="长" * 10_000), CardLook(1))
    title = next(label for label in panel.findChildren(QLabel) if label.objectName() == "cardTitle")
    assert title.text() == "长" * LONGEST_TITLE + "…"


def test_others_are_picked_by_a_click_and_all_of_them_by_a_filter(qtbot: QtBot) -> None:
    box = RelatedBox(Related("park", 4, "甲园", 12, ((7, "七号"), (9, "九号 & <b>"))))
    qtbot.addWidget(box)
    everything, seven, nine = box.findChildren(QPushButton)
    assert everything.text() == "全部 12 个"
    assert nine.accessibleName() == "九号 & <b>"
    with qtbot.waitSignal(box.project_wanted) as picked:
        QTest.mouseClick(seven, Qt.MouseButton.LeftButton)
    assert picked.args == [7]
    with qtbot.waitSignal(box.filters_wanted) as asked:
        QTest.mouseClick(everything, Qt.MouseButton.LeftButton)
    assert asked.args == [Filters(parks=frozenset([4]))]


def test_a_count_that_was_cut_short_says_so() -> None:
    assert all_words(Related("event", 1, "会", MOST_COUNTED, ())) == "全部（10,000 个以上）"


# --- milestones


def test_a_step_without_a_date_stands_before_what_can_only_follow_it() -> None:
    def made(number: int, stage: str, date: str | None, planned: bool = False) -> Milestone:
        return Milestone(number, stage, date, planned, "stated", None)

    steps = steps_of(
        (
            made(1, "签约", "2022"),
            made(2, "在建", "2022-07"),
            made(3, "洽谈", None),
            made(4, "开工", None),
            made(5, "达产", None, planned=True),
            made(6, "完工", "2023", planned=True),
        ),
        "在建",
        "2022-07",
    )
    assert [step.stage for step in steps] == ["洽谈", "签约", "开工", "在建", "完工", "达产"]
    assert [step.planned for step in steps] == [False] * 4 + [True] * 2
    assert [step.stage for step in steps if step.latest] == ["在建"]


# --- the small map


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_symbol_stands_at_its_place_in_its_colour(
    qtbot: QtBot, workplace: Workplace, assets_dir: Path, theme: str
) -> None:
    ground = LocatorGround.read(assets_dir / "basemap", VIEW)
    where = place(spot=LngLat(106.45, 29.4), park="", footprint=None, park_spot=None)
    small = LocatorMap(ground, where, lambda: workplace.themes[theme])
    qtbot.addWidget(small)
    small.resize(304, small.height())
    picture = small.grab().toImage()
    at = small.to_view().map(QPointF(106.45, 29.4))
    shown = QColor(picture.pixel(round(at.x()), round(at.y())))
    assert shown.name() == workplace.themes[theme].industry_color(0).name()
    west, east = small.to_view().map(QPointF(106.2, 29.5)), small.to_view().map(QPointF(106.5, 29.5))
    south, north = small.to_view().map(QPointF(106.3, 29.4)), small.to_view().map(QPointF(106.3, 29.6))
    assert west.x() < east.x()
    assert north.y() < south.y()
    assert (east.x() - west.x()) / 0.3 == pytest.approx((south.y() - north.y()) / 0.2 * 0.87, rel=0.01)


def test_a_footprint_is_drawn_and_an_unknown_place_shows_no_symbol(
    qtbot: QtBot, workplace: Workplace, assets_dir: Path
) -> None:
    ground, theme = LocatorGround.read(assets_dir / "basemap", VIEW), workplace.themes["light"]
    ring = ((106.2, 29.5), (106.3, 29.5), (106.3, 29.6), (106.2, 29.6), (106.2, 29.5))

    def paint(where: LocatorPlace) -> LocatorMap:
        small = LocatorMap(ground, where, lambda: theme)
        qtbot.addWidget(small)
        small.resize(304, small.height())
        return small

    bare = paint(place(spot=None, park="", park_spot=None))
    at = bare.to_view().map(QPointF(106.25, 29.55))

    def pixel(small: LocatorMap) -> int:
        return small.grab().toImage().pixel(round(at.x()), round(at.y()))

    assert pixel(paint(place(spot=None, park="", park_spot=None, footprint=ring))) != pixel(bare)
    image = bare.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert theme.industry_color(0).name() not in colours


def test_a_click_on_the_small_map_asks_for_the_place(panel: DetailPanel, card: ProjectCard, qtbot: QtBot) -> None:
    panel.show_card(card, CardLook(1, "", place()))
    (small,) = panel.findChildren(LocatorMap)
    assert small.accessibleName() == "原文：甲园"
    with qtbot.waitSignal(panel.locate_wanted) as blocker:
        QTest.mouseClick(small, Qt.MouseButton.LeftButton)
    assert blocker.args == [card.id]


def test_the_caption_says_on_what_the_place_rests(session: Session) -> None:
    columns, seen = session.columns, set[str]()
    for id_ in columns.ids.tolist():
        card = session.ledger.get_card(id_)
        words = place_words(card)
        seen.add(words[:2])
        if card.grade == "city":
            assert words.startswith("示意")
        elif card.park is not None and card.park.position_confidence is None:
            assert "坐标未定" in words
        else:
            assert words.startswith({"stated": "原文", "inferred": "推断"}[card.grade])
    assert seen == {"示意", "园区", "原文", "推断"}
    assert place_words(replace(card, grade="own", position_basis="manual")).startswith("人工")


def test_a_missing_base_map_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(GroundUnreadable, match="示意底图"):
        LocatorGround.read(tmp_path, VIEW)
    (tmp_path / "districts.geojson").write_text("[]", "utf-8")
    with pytest.raises(GroundUnreadable):
        LocatorGround.read(tmp_path, VIEW)


# --- several


def test_several_are_summed_up_as_plain_sql_does(session: Session) -> None:
    ids = session.columns.ids[::3].tolist()
    summary = summarise(session.columns, session.slots, ids)
    marks = ",".join(map(str, ids))
    with session.ledger.reading() as connection:
        count, amount, unpublished = connection.execute(
            f"SELECT count(*), sum(amount_wan), sum(amount_wan IS NULL) FROM projects WHERE id IN ({marks})"  # noqa: S608
        ).fetchone()
        parks = dict(
            connection.execute(
                "SELECT coalesce(k.name, '仅知在科学城'), count(*) FROM projects AS p LEFT JOIN parks AS k "  # noqa: S608
                f"ON k.id = p.park_id WHERE p.id IN ({marks}) GROUP BY 1"
            )
        )
    assert (summary.count, summary.amount_wan, summary.unpublished) == (count, amount, unpublished)
    assert dict(summary.parks) == parks
    assert [n for _, n in summary.parks] == sorted(parks.values(), reverse=True)
    assert sum(count for _, _, count in summary.industries) == count
    assert f"其中 {unpublished} 个未公布金额" in summary.words()


def test_a_sum_never_hides_what_it_leaves_out() -> None:
    summary = SelectionSummary(3, 1_170_000, 1, (), (), ())
    assert summary.words() == "3 项，Σ 117 亿元，其中 1 个未公布金额"
    assert replace(summary, unpublished=0).words() == "3 项，Σ 117 亿元"
    assert replace(summary, amount_wan=None, unpublished=3).words() == "3 项，均未公布金额"


def test_a_name_in_the_summary_picks_that_project(panel: DetailPanel, session: Session, qtbot: QtBot) -> None:
    ids = session.columns.ids[:20].tolist()
    panel.show_selection(summarise(session.columns, session.slots, ids))
    assert panel.card is None
    words = [label.text() for label in panel.findChildren(QLabel)]
    assert "选中 20 个项目" in words
    assert "另有 8 个，见表格" in words
    link = next(b for b in panel.findChildren(QPushButton) if b.accessibleName() == session.columns.names[1])
    with qtbot.waitSignal(panel.project_wanted) as blocker:
        link.click()
    assert blocker.args == [ids[1]]
