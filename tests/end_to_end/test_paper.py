"""A person prints: the map of what is filtered, from the export window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.filters import Filters
from tests.end_to_end.person import Person
from tests.unit.db.export.independent_readers import need, run

pytestmark = [pytest.mark.window, pytest.mark.page]


def test_the_window_exports_the_map_of_what_is_filtered(person: Person, qtbot: QtBot, tmp_path: Path) -> None:
    window, target = person.window, tmp_path / "生命健康.pdf"
    window.explorer.set_filters(Filters(industries=frozenset({2})))
    person.settle()
    count = window.explorer.results.totals.count
    window.actions_by_key["export_filtered"].trigger()
    dialog = window.files.exports.dialog
    dialog.format_box.setCurrentIndex(dialog.format_box.findData("pdf"))
    dialog.set_path(target)
    QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.export_button.isEnabled)
    dialog.close()
    told = run(need("pdftotext"), "-layout", str(target), "-")
    assert f"{count} 个具名项目" in told
    assert "筛选：产业：生命健康" in told
