from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.application import Workplace
from ui.filters.facet_nodes import FacetNode, check_state, smallest_cover, toggled
from ui.filters.facet_painting import (
    LONGEST_FIGURE,
    MOST_PICTURES,
    ROW_HEIGHT,
    FacetLook,
    FacetPainting,
    Looks,
    brief_figure,
    paint_marks,
)
from ui.filters.facet_tree import FacetTree

# 1 ─ 11, 12 ─ 121; 2; 3 ─ 31
PARENTS: dict[int, int | None] = {1: None, 11: 1, 12: 1, 121: 12, 2: None, 3: None, 31: 3}
CHECKED, PARTLY, OPEN = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked


@pytest.fixture
def tree(qtbot: QtBot, workplace: Workplace) -> FacetTree:
    made = FacetTree("园区", lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    made.resize(240, 200)
    made.show_nodes([FacetNode(key, f"园{key}", parent, count=key) for key, parent in PARENTS.items()], frozenset())
    made.show()
    return made


def test_a_list_that_never_had_a_value_leaves_no_hole(qtbot: QtBot, workplace: Workplace) -> None:
    made = FacetTree("园区", lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    made.show_nodes([], frozenset())
    assert made.height() < ROW_HEIGHT


def test_an_empty_choice_ticks_everything() -> None:
    assert {check_state(frozenset(), key, PARENTS) for key in PARENTS} == {CHECKED}


def test_a_choice_covers_what_it_contains_and_half_ticks_what_contains_it() -> None:
    states = {key: check_state(frozenset({12}), key, PARENTS) for key in PARENTS}
    assert states == {1: PARTLY, 11: OPEN, 12: CHECKED, 121: CHECKED, 2: OPEN, 3: OPEN, 31: OPEN}


def test_unticking_one_of_all_leaves_the_others() -> None:
    assert toggled(frozenset(), 2, PARENTS) == {1, 3}


def test_unticking_a_child_leaves_its_siblings() -> None:
    assert toggled(frozenset({1}), 11, PARENTS) == {12}


def test_ticking_the_last_one_missing_is_all_again() -> None:
    assert toggled(frozenset({1, 3}), 2, PARENTS) == frozenset()


def test_unticking_the_only_one_is_all_again() -> None:
    assert toggled(frozenset({2}), 2, PARENTS) == frozenset()


@given(st.sets(st.sampled_from(sorted(PARENTS))))
def test_the_smallest_cover_ticks_exactly_the_same_leaves(ticked: set[int]) -> None:
    leaves = {11, 121, 2, 31}
    cover = smallest_cover(ticked, PARENTS)
    covered = {leaf for leaf in leaves if check_state(cover, leaf, PARENTS) is CHECKED}
    assert covered == (ticked & leaves or leaves)
    assert not any(PARENTS[key] in cover for key in cover)


@given(st.sampled_from(sorted(PARENTS)), st.lists(st.sampled_from(sorted(PARENTS)), max_size=6))
def test_a_toggled_value_changes_its_tick_unless_all_are_ticked(key: int, before: list[int]) -> None:
    chosen: frozenset[int] = frozenset()
    for step in before:
        chosen = toggled(chosen, step, PARENTS)
    was, now = check_state(chosen, key, PARENTS), check_state(toggled(chosen, key, PARENTS), key, PARENTS)
    assert now != was or not toggled(chosen, key, PARENTS)


def test_showing_is_silent(qtbot: QtBot, tree: FacetTree) -> None:
    with qtbot.assertNotEmitted(tree.chosen_changed):
        tree.show_nodes([FacetNode(1, "一", None, 3)], frozenset({1}))


def test_new_counts_keep_the_current_row(tree: FacetTree) -> None:
    tree.setCurrentIndex(tree.index_of(12))
    tree.show_nodes([FacetNode(key, f"园{key}", parent, count=0) for key, parent in PARENTS.items()], frozenset({2}))
    assert tree.currentIndex() == tree.index_of(12)


def click(tree: FacetTree, node_id: int, x: int, modifier: Qt.KeyboardModifier) -> None:
    rect = tree.visualRect(tree.index_of(node_id))
    place = QPoint(rect.left() + x, rect.center().y())
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, modifier, place)


@pytest.mark.parametrize(
    ("x", "modifier", "wanted"),
    [
        (6, Qt.KeyboardModifier.NoModifier, {1, 3}),
        (60, Qt.KeyboardModifier.NoModifier, {2}),
    ],
    ids=["the box takes one away from all", "the name asks for this only"],
)
def test_box_and_name_are_two_targets(
    qtbot: QtBot, tree: FacetTree, x: int, modifier: Qt.KeyboardModifier, wanted: set[int]
) -> None:
    with qtbot.waitSignal(tree.chosen_changed) as blocker:
        click(tree, 2, x, modifier)
    assert blocker.args[0] == wanted


def test_control_adds_by_the_name_and_a_second_click_on_the_only_one_is_all(qtbot: QtBot, tree: FacetTree) -> None:
    nodes = [FacetNode(key, f"园{key}", parent, count=1) for key, parent in PARENTS.items()]
    tree.show_nodes(nodes, frozenset({2}))
    with qtbot.waitSignal(tree.chosen_changed) as blocker:
        click(tree, 12, 60, Qt.KeyboardModifier.ControlModifier)
    assert blocker.args[0] == {2, 12}
    with qtbot.waitSignal(tree.chosen_changed) as blocker:
        click(tree, 2, 60, Qt.KeyboardModifier.NoModifier)
    assert blocker.args[0] == frozenset()


def test_the_keyboard_ticks_and_asks_for_one(qtbot: QtBot, tree: FacetTree) -> None:
    tree.setCurrentIndex(tree.index_of(2))
    with qtbot.waitSignal(tree.chosen_changed) as blocker:
        QTest.keyClick(tree, Qt.Key.Key_Space)
    assert blocker.args[0] == {1, 3}
    with qtbot.waitSignal(tree.chosen_changed) as blocker:
        QTest.keyClick(tree, Qt.Key.Key_Return)
    assert blocker.args[0] == {2}


def test_rows_speak_their_figures_to_a_screen_reader(tree: FacetTree) -> None:
    index = tree.index_of(31)
    assert tree.model().data(index, Qt.ItemDataRole.AccessibleTextRole) == "园31，31 项"
    assert tree.model().parent(index) == tree.index_of(3)
    assert tree.model().rowCount(QModelIndex()) == 3


def test_a_long_figure_never_runs_into_the_count(tree: FacetTree) -> None:
    def ink_between(figure: str) -> tuple[int, int]:
        tree.show_nodes([FacetNode(1, "一", None, 88, figure)], frozenset())
        image = tree.grab().toImage()
        rect = tree.visualRect(tree.index_of(1))
        columns = [
            any(image.pixelColor(x, y).lightness() < 140 for y in range(rect.top(), rect.bottom()))
            for x in range(60, rect.right())
        ]
        runs = "".join("x" if inked else " " for inked in columns).strip()
        return len(runs), max(len(gap) for gap in runs.split("x"))

    assert ink_between("1,234.5678")[0] > ink_between("8")[0]
    assert ink_between("1,234.5678")[1] >= 6  # a clear gap between the two columns


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ("143,337.8811", "143,338"), ("1,012.45", "1,012.5"), ("12,345.5", "12,346"), ("99,999.95", "100,000"),
        ("218.0654", "218.065"), ("0.0654", "0.0654"), ("1,012.4", "1,012.4"), ("14,333,788", "14,333,788"), ("–", "–"),
        ("1,234.04", "1,234"), ("9,999.995", "10,000"), ("999.9996", "1,000"),
        ("218.5001", "218.5"), ("10,000.0", "10,000"),
    ],
)  # fmt: skip
def test_a_long_figure_gives_up_decimals_before_names_give_up_room(figure: str, shown: str) -> None:
    assert brief_figure(figure) == shown


def test_a_figure_that_gave_up_decimals_has_them_in_its_tooltip(tree: FacetTree) -> None:
    tree.show_nodes([FacetNode(1, "一", None, 8, "143,337.8811")], frozenset())
    assert "143,337.8811" in tree.index_of(1).data(Qt.ItemDataRole.ToolTipRole)
    assert tree.look.figure_width <= tree.fontMetrics().horizontalAdvance("0" * LONGEST_FIGURE) + 8


def test_other_figures_are_painted_over_marks_that_are_kept(
    tree: FacetTree, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.grab()
    kept = dict(tree.look.pictures)
    assert len(kept) == 2  # a box alone, and one whose branch is open
    painted: list[int] = []
    paint = FacetPainting.paint

    def counted(self: FacetPainting, rect: QRect, node: FacetNode, looks: Looks) -> None:
        painted.append(node.count)
        paint(self, rect, node, looks)

    monkeypatch.setattr(FacetPainting, "paint", counted)
    nodes = [FacetNode(key, f"园{key}", parent, count=2 * key) for key, parent in PARENTS.items()]
    tree.show_nodes(nodes, frozenset())
    tree.viewport().repaint()
    assert sorted(painted) == sorted(2 * key for key in PARENTS)
    assert tree.look.pictures == kept
    painted.clear()
    tree.viewport().repaint(QRect(0, ROW_HEIGHT, 50, 2 * ROW_HEIGHT))
    assert painted == [22, 24]


def test_pictures_of_marks_are_bounded(workplace: Workplace) -> None:
    look, theme = FacetLook(), workplace.themes["light"]
    for number in range(3 * MOST_PICTURES):
        look.gutter = number
        look.marks(FacetNode(1, "一", None, 1), Looks(CHECKED), theme, 1.0)
    assert len(look.pictures) <= MOST_PICTURES


def test_a_row_from_pictures_looks_as_one_that_is_painted(workplace: Workplace) -> None:
    theme, look, rect = workplace.themes["light"], FacetLook(), QRect(0, 0, 200, ROW_HEIGHT)
    for check, opened in product((CHECKED, PARTLY, OPEN), (None, True, False)):
        node = FacetNode(1, "", None, 0, slot=2)
        image = QPixmap(rect.size())
        image.fill(theme.color("panel"))
        painter = QPainter(image)
        paint_marks(painter, rect, look.gutter, node, Looks(check, opened), theme)
        painter.end()
        marks = look.marks(node, Looks(check, opened), theme, 1.0)
        assert image.copy(marks.rect()).toImage() == marks.toImage()
