"""Views of figures of an invented ledger of thousands: what is compared, listed and drawn is bounded."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from db.figures.repeats import survey_repeats
from db.filters import Filters
from db.ledger import Ledger
from db.synthetic import write_synthetic_ledger
from db.taxonomies import load_taxonomies
from ui.application import Workplace
from ui.figures.chain_picture import MOST_NAMED, MOST_ORGANISATIONS
from ui.figures.chain_view import ChainView
from ui.figures.repeats_tree import MOST_SHOWN
from ui.figures.repeats_view import RepeatsView
from ui.figures.view import Question

PROJECTS = 12_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("large") / "large.kxc"
    write_synthetic_ledger(path, PROJECTS)
    with Ledger.open(path) as ledger:
        yield ledger


def test_repeats_compare_few_pairs_and_list_few_of_them(large: Ledger, qtbot: QtBot) -> None:
    columns = large.load_columns()
    with large.reading() as connection:
        survey = survey_repeats(connection)
        question = Question(connection, columns, np.ones(len(columns), np.bool_), datetime.date(2026, 1, 2), None)
        answer = RepeatsView.work_out(question)
    assert survey.compared < 10 * PROJECTS, "of 72 million"
    assert len(answer.repeats) == MOST_SHOWN < survey.total
    assert len(answer.repeats) + answer.unlisted == survey.total
    assert {id_ for pair in answer.repeats for id_ in (pair.first_id, pair.second_id)} == set(answer.known)
    view = RepeatsView(())
    qtbot.addWidget(view)
    view.show_answer(answer, columns)
    model = view.tree.model()
    group = model.index(0, 0)
    assert model.rowCount(group) == MOST_SHOWN + 1
    assert model.index(MOST_SHOWN, 0, group).data() == f"其余 {answer.unlisted:,} 对未列"


def test_a_survey_costs_as_many_pairs_more_as_there_are_projects_more(tmp_path: Path, large: Ledger) -> None:
    write_synthetic_ledger(tmp_path / "half.kxc", PROJECTS // 2)
    with Ledger.open(tmp_path / "half.kxc") as half, half.reading() as few, large.reading() as many:
        ratio = survey_repeats(many, 0).compared / survey_repeats(few, 0).compared
    assert ratio < 3, "twice the projects; the square would be four times"


def test_the_chain_of_many_projects_names_some(large: Ledger, workplace: Workplace, qtbot: QtBot) -> None:
    columns = large.load_columns()
    with large.reading() as connection:
        taxonomies = load_taxonomies(connection, columns)
        mask = np.ones(len(columns), np.bool_)
        today = datetime.date(2026, 1, 2)
        answer = ChainView.work_out(Question(connection, columns, mask, today, taxonomies, Filters()))
    view = ChainView(taxonomies, lambda: workplace.themes["light"])
    qtbot.addWidget(view)
    view.show_answer(answer, columns)
    nodes = len(answer.chain.nodes)
    assert sum(node.own_count for node in answer.chain.nodes) == PROJECTS
    boxes = view.canvas.picture.boxes
    assert len(boxes) < nodes * (MOST_NAMED + MOST_ORGANISATIONS + 6)
    assert sum(box.kind == "organisation" for box in boxes) <= nodes * MOST_ORGANISATIONS
    assert [box.words for box in boxes if box.kind == "others"], "the others are counted"
