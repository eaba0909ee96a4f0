"""A page is asked, answers who asked, and keeps nobody who has been answered."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import QWebEngineProfile
from pytestqt.qtbot import QtBot

from ui.app_page import AppPage

pytestmark = pytest.mark.window


class Asker:
    """Somebody who keeps much and is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def hear(self, answer: object) -> None:
        self.told.append(answer)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[AppPage]:
    owner = QObject()
    profile = QWebEngineProfile(owner)
    page = AppPage(profile, owner)
    yield page
    if shiboken6.isValid(page):
        shiboken6.delete(page)
    shiboken6.delete(profile)


def test_each_question_is_answered_to_who_asked_it(qtbot: QtBot, page: AppPage) -> None:
    askers = [Asker() for _ in range(20)]
    for number, asker in enumerate(askers):
        page.ask(f"JSON.stringify({{ number: {number}, text: 'a `b` ${{c}}' }})", asker.hear)
    qtbot.waitUntil(lambda: all(asker.told for asker in askers))
    assert [asker.told for asker in askers] == [[{"number": number, "text": "a `b` ${c}"}] for number in range(20)]


def test_who_was_answered_is_let_go(qtbot: QtBot, page: AppPage) -> None:
    asker = Asker()
    kept, told = weakref.ref(asker), asker.told
    page.ask("'1'", asker.hear)
    qtbot.waitUntil(lambda: told == [1])
    del asker
    gc.collect()
    assert kept() is None


def test_who_asked_a_page_that_goes_is_let_go(qtbot: QtBot, page: AppPage) -> None:
    asker = Asker()
    kept = weakref.ref(asker)
    page.ask("'1'", asker.hear)
    del asker
    shiboken6.delete(page)
    gc.collect()
    assert kept() is None
