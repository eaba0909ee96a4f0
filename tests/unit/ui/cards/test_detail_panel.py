from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.records import Fact, Milestone, Passage, ProjectCard
from ui.application import Workplace
from ui.cards.badges import Badge
from ui.cards.card_words import fact_lines, steps_of
from ui.cards.detail_panel import DetailPanel
from ui.cards.milestone_line import MilestoneLine
from ui.cards.project_card import CardLook
from ui.opening.session import Session

HOSTILE = "<b>粗</b><script>alert(1)</script>\u202eاسم“'`\\ 😀</script>"


@pytest.fixture
def panel(qtbot: QtBot, workplace: Workplace) -> DetailPanel:
    made = DetailPanel(lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    made.resize(336, 800)
    made.show()
    return made


def isotope(session: Session) -> ProjectCard:
    columns = session.columns
    row = next(row for row, name in enumerate(columns.names) if "同位素研发" in name)
    return session.ledger.get_card(int(columns.ids[row]))


def plain(label: QLabel) -> str:
    """What a label shows, its markup read."""
    document = QTextDocument()
    if label.textFormat() == Qt.TextFormat.RichText:
        document.setHtml(label.text())
        return document.toPlainText()
    return label.text()


def words_of(panel: DetailPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)]


def test_the_card_names_amount_qualifier_and_every_contradicting_statement(
    panel: DetailPanel, session: Session
) -> None:
    card = isotope(session)
    panel.show_card(card, CardLook(1, "1 / 86"))
    words = words_of(panel)
    assert card.name in words
    assert "约 105" in words
    for statement in card.statements:
        assert statement.value in words
    assert len(panel.findChildren(QFrame, "warningBox")) == 2


def test_every_passage_is_listed_with_its_place_in_the_text(panel: DetailPanel, session: Session) -> None:
    card = isotope(session)
    panel.show_card(card, CardLook(1, ""))
    words = "\n".join(words_of(panel))
    for passage in card.passages:
        assert f"第 {passage.start:,}～{passage.end:,} 字" in words
    assert f"{len(card.passages)} 处，3 篇" in words


def test_the_words_appear_once_the_document_is_in_the_ledger(panel: DetailPanel, session: Session) -> None:
    card = isotope(session)
    with_words = [replace(p, words="约105亿元", before="总投资", after="。") for p in card.passages[:1]]
    panel.show_card(replace(card, passages=tuple(with_words)), CardLook(1, ""))
    assert any(plain(label).startswith("总投资约105亿元。") for label in panel.findChildren(QLabel))


def test_nothing_from_the_data_becomes_markup(panel: DetailPanel, session: Session) -> None:
    card = isotope(session)
    passage = Passage("projects", 1, "name", "x", HOSTILE, HOSTILE, 0, 5, HOSTILE, HOSTILE, HOSTILE)
    panel.show_card(
        replace(card, name=HOSTILE, aliases=(HOSTILE,), summary=HOSTILE, note=HOSTILE, passages=(passage,)),
        CardLook(1, HOSTILE),
    )
    shown = [label for label in panel.findChildren(QLabel) if "alert(1)" in label.text()]
    assert len(shown) >= 5
    for label in shown:
        if label.textFormat() == Qt.TextFormat.RichText:
            assert HOSTILE in plain(label)
            assert not {"script", "img", "b"} & {tag.strip("/ ") for tag in re.findall("<([^> ]+)", label.text())}
        else:
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    for widget in panel.findChildren(QWidget):
        assert "<script>" not in widget.toolTip()


def test_badges_tell_printed_from_inferred(panel: DetailPanel, session: Session) -> None:
    columns = session.columns
    inferred = next(int(i) for i in columns.ids[columns.inferred])
    card = session.ledger.get_card(inferred)
    panel.show_card(card, CardLook(0, ""))
    tips = [badge.toolTip() for badge in panel.findChildren(Badge)]
    assert card.park is not None
    assert card.park.rule_words is not None
    assert any(card.park.rule_words in tip for tip in tips)
    assert any(card.park.rule_words in words for words in words_of(panel))


def test_without_a_project_the_panel_says_how_to_open_one(panel: DetailPanel, session: Session) -> None:
    panel.show_card(isotope(session), CardLook(1, ""))
    panel.show_nothing()
    assert panel.card is None
    assert "未选中项目" in words_of(panel)
    assert not panel.locate_button.isEnabled()


def test_locating_asks_for_the_shown_project(qtbot: QtBot, panel: DetailPanel, session: Session) -> None:
    card = isotope(session)
    panel.show_card(card, CardLook(1, ""))
    with qtbot.waitSignal(panel.locate_wanted) as blocker:
        panel.locate_button.click()
    assert blocker.args == [card.id]


def milestone(number: int, stage: str, date: str | None, planned: bool = False, note: str | None = None) -> Milestone:
    return Milestone(number, stage, date, planned, "stated", note)


def test_milestones_said_twice_are_one_step_and_planned_ones_come_last() -> None:
    steps = steps_of(
        (
            milestone(1, "完工", "2022", planned=True),
            milestone(2, "落户", "2021", note="引进"),
            milestone(3, "落户", "2021", note="落户"),
            milestone(4, "签约", "2022-07"),
        ),
        "签约",
        "2022-07",
    )
    assert [(s.stage, s.planned, s.latest) for s in steps] == [
        ("落户", False, False),
        ("签约", False, True),
        ("完工", True, False),
    ]
    assert steps[0].tip == "落户：引进\n落户：落户"


def test_the_line_grows_rows_when_the_card_is_narrow(qtbot: QtBot, workplace: Workplace) -> None:
    steps = steps_of(tuple(milestone(n, "签约", f"20{n:02}") for n in range(10)), None, None)
    line = MilestoneLine(steps, lambda: workplace.themes["light"])
    qtbot.addWidget(line)
    assert line.heightForWidth(700) < line.heightForWidth(300) < line.heightForWidth(130)
    assert "2003 签约" in line.accessibleName()
    assert not line.grab().isNull()


def test_facts_of_one_name_stand_on_one_line() -> None:
    facts = (
        Fact(1, "月产能", 30000.0, "片", "预计", None, None),
        Fact(2, "建设内容", "研发中心", None, None, None, None),
        Fact(3, "建设内容", "生产基地", None, None, "2025", None),
    )
    assert fact_lines(facts) == ["月产能 30,000 片（预计）", "建设内容 研发中心；生产基地（2025）"]


def test_a_position_set_by_hand_says_so_and_stands_in_place_of_the_parks(panel: DetailPanel, session: Session) -> None:
    card = replace(isotope(session), grade="own", position_basis="manual", lng=106.392, lat=29.52)
    panel.show_card(card, CardLook(1, ""))
    words = words_of(panel)
    assert "106.3920°E 29.5200°N" in words
    assert not any("级：" in line for line in words)
    (badge,) = [badge for badge in panel.findChildren(Badge) if badge.accessibleName().startswith("依据：人工")]
    assert "不出自报道" in badge.toolTip()


def test_placing_by_hand_asks_for_the_shown_project(qtbot: QtBot, panel: DetailPanel, session: Session) -> None:
    panel.show_nothing()
    assert not panel.place_button.isEnabled()
    card = isotope(session)
    panel.show_card(card, CardLook(1, ""))
    with qtbot.waitSignal(panel.place_wanted) as blocker:
        panel.place_button.click()
    assert blocker.args == [card.id]
