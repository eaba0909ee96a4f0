from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.unit.ui.figures.chain.looking import work_out
from ui.application import Workplace
from ui.figures.chain_answer import ChainAnswer
from ui.figures.chain_view import ChainView
from ui.opening.session import Session


@pytest.fixture(scope="module")
def answer(session: Session) -> ChainAnswer:
    return work_out(session)


@pytest.fixture
def view(session: Session, workplace: Workplace, answer: ChainAnswer, qtbot: QtBot) -> Iterator[ChainView]:
    built = ChainView(session.vocabulary.taxonomies, lambda: workplace.themes["light"], session.documents)
    qtbot.addWidget(built)
    built.resize(1100, 700)
    built.show()
    built.show_answer(answer, session.columns)
    yield built
    built.hide()
