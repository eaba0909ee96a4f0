from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.index.known_sums import ColumnSums
from db.stage_groups import STAGE_GROUPS
from ui.actions import shortcut_of
from ui.application import Workplace
from ui.explorer import compute_results
from ui.filters.facet_rows import short_name
from ui.filters.filter_panel import FilterPanel
from ui.industry_slots import IndustrySlots
from ui.opening.session import Session
from ui.state import ExplorerState, Results
from ui.table.result_pane import EmptyState, ResultPane, reasons_of, sum_words


def results_of(session: Session, filters: Filters) -> Results:
    return compute_results(session.columns, ExplorerState(filters=filters))


@pytest.fixture
def panel(qtbot: QtBot, session: Session, workplace: Workplace) -> FilterPanel:
    made = FilterPanel(session.columns, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    made.resize(272, 900)
    made.show_filters(Filters())
    made.show_results(results_of(session, Filters()))
    made.settle()
    made.show()
    return made


def test_showing_filters_and_results_is_silent(qtbot: QtBot, panel: FilterPanel, session: Session) -> None:
    filters = Filters(text="软件", industries=frozenset({1}), stages=frozenset({"签约"}))
    with qtbot.assertNotEmitted(panel.filters_wanted, wait=200):
        panel.show_filters(filters)
        panel.show_results(results_of(session, filters))
        panel.settle()
    assert panel.search.text() == "软件"


def test_what_is_shown_is_added_up_before_it_is_shown(
    panel: FilterPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.sections["organisation"].head.setChecked(True)
    filters = Filters(industries=frozenset({1}), year_from=2019)
    results = compute_results(session.columns, ExplorerState(filters=filters), listed=panel.listed())
    asked: list[object] = []
    for each in ("counts", "amounts", "pair_counts"):
        monkeypatch.setattr(ColumnSums, each, lambda _sums, of, _rows: asked.append(of))
    panel.show_filters(filters)
    panel.sections["organisation"].head.setChecked(False)
    panel.show_results(results)
    panel.settle()
    assert not asked


def test_each_condition_has_a_chip_that_lifts_only_it(qtbot: QtBot, panel: FilterPanel) -> None:
    filters = Filters(text="软件", industries=frozenset({1}), year_from=2020, year_to=2021)
    panel.show_filters(filters)
    chips = panel.findChildren(QPushButton, "chip")
    chips = [chip for chip in chips if chip.isVisibleTo(panel)]
    assert len(chips) == 3
    year = next(chip for chip in chips if "年份" in chip.text())
    with qtbot.waitSignal(panel.filters_wanted) as blocker:
        year.click()
    assert blocker.args[0] == Filters(text="软件", industries=frozenset({1}))


def test_a_facet_keeps_the_other_conditions(qtbot: QtBot, panel: FilterPanel) -> None:
    panel.show_filters(Filters(text="软件"))
    with qtbot.waitSignal(panel.filters_wanted) as blocker:
        panel.industries.chosen_changed.emit(frozenset({2}))
    assert blocker.args[0] == Filters(text="软件", industries=frozenset({2}))


def test_the_first_press_on_a_stage_asks_for_it_alone_and_further_ones_add(
    qtbot: QtBot, panel: FilterPanel, session: Session
) -> None:
    with qtbot.waitSignal(panel.filters_wanted) as blocker:
        panel.stages.cell("签约").click()
    assert blocker.args[0].stages == {"签约"}
    panel.show_filters(blocker.args[0])
    panel.show_results(results_of(session, blocker.args[0]))
    panel.settle()
    with qtbot.waitSignal(panel.filters_wanted) as blocker:
        panel.stages.cell("开工").click()
    assert blocker.args[0].stages == {"签约", "开工"}


def test_typing_asks_once_after_a_pause(qtbot: QtBot, panel: FilterPanel) -> None:
    asked: list[Filters] = []
    panel.filters_wanted.connect(asked.append)
    with qtbot.waitSignal(panel.filters_wanted):
        QTest.keyClicks(panel.search, "IBM")
    assert [filters.text for filters in asked] == ["IBM"]


def test_counts_are_those_of_the_facets_and_zeros_stay(panel: FilterPanel, session: Session) -> None:
    filters = Filters(industries=frozenset({4}))
    results = results_of(session, filters)
    panel.show_filters(filters)
    panel.show_results(results)
    panel.settle()
    model = panel.parks.model()
    shown = {}
    for park in session.columns.dimensions["park"].ids:
        index = panel.parks.index_of(int(park))
        if index.isValid():
            shown[park] = int(str(model.data(index, 0x0100).count))
    assert shown == {park: results.facets.get_value("park", park).count for park in shown}
    assert 0 in shown.values()


def test_parks_that_hold_no_project_of_the_ledger_are_left_out(panel: FilterPanel, session: Session) -> None:
    every = session.columns.facets(Filters())["park"]
    for value in every:
        listed = panel.parks.index_of(int(value.id)).isValid()
        assert listed == (value.count > 0 and value.id != session.gazetteer.root.id), value.name


def test_a_child_is_called_by_what_its_parent_does_not_say() -> None:
    assert short_name("金凤软件园东区（西永园）", "金凤软件园") == "东区（西永园）"
    assert short_name("科学谷", "科学城中北部片区") == "科学谷"
    assert short_name("金凤软件园", "金凤软件园") == "金凤软件园"


def test_an_empty_result_names_what_each_condition_costs(qtbot: QtBot, session: Session, workplace: Workplace) -> None:
    filters = Filters(text="没有这样的词", industries=frozenset({2}))
    reasons = reasons_of(session.columns, filters)
    left = {names[0]: count for names, _, count in reasons}
    assert left == {"industries": 0, "text": int(session.columns.mask(Filters(industries=frozenset({2}))).sum())}
    pane = ResultPane(session.columns, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(pane)
    pane.show()
    pane.show_results(results_of(session, filters), frozenset())
    assert pane.empty.isVisible()
    lift = [b for b in pane.empty.findChildren(QPushButton) if b.text() == "去掉"]
    with qtbot.waitSignal(pane.filters_wanted) as blocker:
        lift[1].click()
    assert blocker.args[0] == Filters(industries=frozenset({2}))


def test_without_a_condition_an_empty_result_is_an_empty_ledger_and_says_what_next(
    qtbot: QtBot, workplace: Workplace
) -> None:
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.show_reasons([], Filters())
    told = [label.text() for label in empty.findChildren(QLabel)]
    assert told[0] == "台账里还没有项目"
    assert "打开" in told[1]
    assert shortcut_of("open_ledger") in told[1]
    assert not empty.findChildren(QPushButton), "there is no condition to lift"


EMPTYING = (
    Filters(industry_bases=frozenset({"none"}), industries=frozenset({2})),
    Filters(park_bases=frozenset({"stated"}), positions=frozenset({"unplaced"}), stages=frozenset({"达产"})),
    Filters(positions=frozenset({"placed"}), parks=frozenset({0})),
    Filters(stages=STAGE_GROUPS["未开工"], year_from=2019, year_to=2019),
    Filters(amount_min_wan=100_001, amount_max_wan=100_002, tags=frozenset({"央企"})),
    Filters(industries=frozenset({104}), kinds=frozenset({"transport"}), taxonomy="2021"),
    Filters(month_from=2019 * 12, month_to=2019 * 12 + 3, lists=frozenset({1})),
    Filters(events=frozenset({1}), organisations=frozenset({2}), ids=frozenset({86}), stated_only=True, text="医"),
)


@pytest.mark.parametrize("filters", EMPTYING, ids=lambda filters: "-".join(filters.active_fields))
def test_every_condition_that_empties_a_result_is_named_and_can_be_lifted(
    qtbot: QtBot, session: Session, workplace: Workplace, filters: Filters
) -> None:
    columns = session.vocabulary.taxonomies.speak(session.columns, filters.taxonomy)
    results = compute_results(columns, ExplorerState(filters=filters))
    assert not len(results.rows)
    slots = IndustrySlots(columns, workplace.themes["light"].industries)
    pane = ResultPane(columns, slots, lambda: workplace.themes["light"])
    qtbot.addWidget(pane)
    pane.show()
    pane.show_results(results, frozenset())
    reasons = reasons_of(columns, filters)
    named = {name for names, _, _ in reasons for name in names}
    assert named >= set(filters.active_fields)
    assert all(words for _, words, _ in reasons)
    lifts = [button for button in pane.empty.findChildren(QPushButton) if button.text() == "去掉"]
    assert len(lifts) == len(reasons)
    for button, (names, _, left) in zip(lifts, reasons, strict=True):
        with qtbot.waitSignal(pane.filters_wanted) as blocker:
            button.click()
        assert blocker.args[0] == filters.without(*names)
        assert int(columns.mask(blocker.args[0]).sum()) == left
    clear = next(button for button in pane.empty.findChildren(QPushButton) if button.text() == "全部清除")
    with qtbot.waitSignal(pane.filters_wanted) as blocker:
        clear.click()
    assert blocker.args[0] == Filters(taxonomy=filters.taxonomy)


def test_a_sum_says_what_part_rests_on_inferred_parks(session: Session) -> None:
    assert sum_words(results_of(session, Filters())) == "Σ 218 亿元（其中推断园区 8）"
    assert sum_words(results_of(session, Filters(industries=frozenset({4})))) == "Σ –"


def test_words_of_the_data_are_never_markup_or_mnemonics(qtbot: QtBot, panel: FilterPanel) -> None:
    panel.show_filters(Filters(text="<b>R&D</b>"))
    chip = next(chip for chip in panel.findChildren(QPushButton, "chip") if chip.isVisibleTo(panel))
    assert "R&&D" in chip.text()
    assert "<b>" not in chip.toolTip()


def test_what_is_out_of_sight_is_filled_when_it_is_scrolled_to(panel: FilterPanel, session: Session) -> None:
    panel.resize(272, 300)
    panel.show()
    QApplication.processEvents()
    before = panel.years.histogram.bars
    panel.show_results(results_of(session, Filters(industries=frozenset({2}))))
    assert panel.years.histogram.bars == before
    area = panel.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert panel.years.histogram.bars != before


def test_the_frame_is_adopted_before_it_is_filled(
    qtbot: QtBot, session: Session, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each adoption has Qt's style sheet dress everything inside anew."""
    adopted: list[int] = []
    adopt = QScrollArea.setWidget

    def watched(area: QScrollArea, widget: QWidget) -> None:
        adopted.append(len(widget.findChildren(QWidget)))
        adopt(area, widget)

    monkeypatch.setattr(QScrollArea, "setWidget", watched)
    panel = FilterPanel(session.columns, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(panel)
    assert adopted == [0]
    assert len(panel.sections) > len(panel.lists) > 0
