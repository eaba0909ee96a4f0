"""The guide is read in a window of its own, offline, with contents and find."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from ui.application import Workplace
from ui.reading.guide_window import GuideMissing, GuideWindow

PICTURE = QTextDocument.ResourceType.ImageResource.value
GUIDE = (
    "# 指南\n\n"
    + "开头。\n\n" * 60
    + "## 甲\n\n![图](pictures/wide.png)\n\n芯片一。\n\n"
    + "中间。\n\n" * 60
    + "### 乙\n\n芯片二。"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "pictures").mkdir(parents=True)
    for path in (tmp_path / "docs" / "pictures" / "wide.png", tmp_path / "secret.png"):
        picture = QImage(3000, 300, QImage.Format.Format_RGB32)
        picture.fill(0)
        assert picture.save(str(path))
    (tmp_path / "docs" / "guide.md").write_text(GUIDE, "utf-8")
    return tmp_path / "docs"


@pytest.fixture
def window(qtbot: QtBot, workplace: Workplace, folder: Path) -> GuideWindow:
    made = GuideWindow(folder / "guide.md", lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def at_top(window: GuideWindow) -> str:
    return window.pages.cursorForPosition(window.pages.viewport().rect().topLeft()).block().text()


def test_its_headings_are_listed_and_lead_to_their_places(window: GuideWindow) -> None:
    assert [window.contents.item(row).text() for row in range(window.contents.count())] == ["指南", "甲", "　乙"]
    window.contents.setCurrentRow(1)
    spot = window.pages.cursorRect(window.pages.textCursor())
    assert window.pages.textCursor().block().text() == "甲"
    assert 0 <= spot.top() < 60


def test_a_picture_is_no_wider_than_there_is_room(window: GuideWindow) -> None:
    shown = window.pages.loadResource(PICTURE, QUrl("pictures/wide.png"))
    assert isinstance(shown, QImage)
    assert 0 < shown.width() / shown.devicePixelRatio() <= window.pages.viewport().width()


@pytest.mark.parametrize("name", ["../secret.png", "pictures/none.png", "http://example.org/a.png"])
def test_nothing_outside_the_guide_is_read(window: GuideWindow, name: str) -> None:
    assert window.pages.loadResource(PICTURE, QUrl(name)) is None


def test_words_are_found_one_after_the_other_and_from_the_beginning_again(window: GuideWindow) -> None:
    window.search.setText("芯片")
    places = [window.pages.textCursor().block().text()]
    for _ in range(2):
        window.search.returnPressed.emit()
        places.append(window.pages.textCursor().block().text())
    assert places == ["芯片一。", "芯片二。", "芯片一。"]
    assert not window.found.isVisible()
    window.search.setText("芯片没有")
    assert window.found.isVisible()


def test_what_is_read_stays_in_sight_when_the_window_is_dressed_anew(window: GuideWindow) -> None:
    window.contents.setCurrentRow(2)
    window.pages.moveCursor(QTextCursor.MoveOperation.End)
    before = at_top(window)
    window.dress()
    assert at_top(window) == before
    assert window.contents.currentRow() == 2


def test_without_the_file_it_is_said_in_a_sentence(workplace: Workplace, tmp_path: Path) -> None:
    with pytest.raises(GuideMissing, match="使用指南"):
        GuideWindow(tmp_path / "guide.md", lambda: workplace.themes["light"])


def test_the_projects_own_guide_shows_all_its_pictures(qtbot: QtBot, workplace: Workplace, project_dir: Path) -> None:
    made = GuideWindow(project_dir / "docs" / "guide.md", lambda: workplace.themes["dark"])
    qtbot.addWidget(made)
    named = made.pages.toMarkdown().split("![")[1:]
    assert len(named) >= 20
    assert all(made.pages.loadResource(PICTURE, QUrl(line.split("](")[1].split(")")[0])) for line in named)
