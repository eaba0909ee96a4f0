"""The dialog follows the table of formats; the desk runs exports away from the window's thread."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from db.export.errors import ExportCancelled
from db.export.formats import FORMATS, offered_formats
from db.export.gdal_files import has_driver
from db.filters import Filters
from db.ledger import Ledger
from ui.exporting.export_desk import ExportTask, describe_scope
from ui.exporting.export_dialog import ExportDialog
from ui.exporting.export_scopes import Scope, ScopedRows


@pytest.fixture
def dialog(qtbot: QtBot) -> ExportDialog:
    made = ExportDialog(offered_formats())
    qtbot.addWidget(made)
    return made


def choose(dialog: ExportDialog, key: str) -> None:
    dialog.format_box.setCurrentIndex(dialog.format_box.findData(key))


def test_every_option_of_every_format_has_a_control_at_its_default(dialog: ExportDialog) -> None:
    offered = offered_formats()
    assert dialog.format_box.count() == len(offered) <= len(FORMATS)
    for format_ in offered:
        choose(dialog, format_.key)
        assert dialog.options.values() == {option.key: option.default for option in format_.options}
        assert set(dialog.options.controls) == {option.key for option in format_.options}


@pytest.mark.parametrize("key", ["csv", "xlsx", "gpkg", "html"])
def test_tab_walks_from_the_format_through_its_options_to_the_file_and_then_the_buttons(
    dialog: ExportDialog, key: str
) -> None:
    choose(dialog, "xlsx" if key == "csv" else "csv")
    choose(dialog, key)
    dialog.show()
    walked: list[QWidget] = []
    stop = dialog.format_box.nextInFocusChain()
    while stop is not None and stop is not dialog.format_box:
        walked.append(stop)
        stop = stop.nextInFocusChain()
    wanted = [*dialog.options.controls.values(), dialog.path_edit, dialog.close_button, dialog.export_button]
    assert [widget for widget in walked if widget in wanted] == wanted


def test_the_dialog_grows_with_its_figures(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.show()
    dialog.show_scope(
        Scope.FILTERED, "筛选结果：1,000,000 项，12,345.67 亿元，另有 999,999 项未公布金额" * 2, 1_000_000
    )
    button = next(each for each in dialog.findChildren(QRadioButton) if each.text().startswith("筛选结果："))
    qtbot.waitUntil(lambda: button.width() >= button.minimumSizeHint().width())


def test_a_scope_says_what_is_not_published_and_never_that_nothing_is_zero() -> None:
    assert describe_scope("选中的", np.array([-1, -1, -1])) == "选中的：3 项，均未公布金额"
    assert describe_scope("选中的", np.array([-1, 10_000])) == "选中的：2 项，1 亿元，另有 1 项未公布金额"
    assert describe_scope("选中的", np.array([0, 10_000])) == "选中的：2 项，1 亿元"
    assert describe_scope("选中的", np.array([], np.int64)) == "选中的：0 项"


def test_the_files_suffix_follows_the_format_and_dots_in_names_stay(dialog: ExportDialog) -> None:
    dialog.set_path(Path("/a/项目 2026.11.csv"))
    choose(dialog, "gpkg")
    assert dialog.path == Path("/a/项目 2026.11.gpkg")
    choose(dialog, "shp")
    assert dialog.path == Path("/a/项目 2026.11.zip")


@pytest.mark.skipif(not has_driver("FlatGeobuf"), reason="GDAL is not here")
def test_what_cannot_be_stopped_is_said_before(dialog: ExportDialog) -> None:
    def said() -> str:
        return "".join(label.text() for label in dialog.findChildren(QLabel))

    choose(dialog, "fgb")
    assert "最多 300,000 项；读完之后由 GDAL 一次写成，写的几秒里不能停" in said()
    choose(dialog, "gpkg")
    assert "不能停" not in said()


def test_a_datum_that_is_not_the_usual_one_stands_in_the_files_name(dialog: ExportDialog) -> None:
    choose(dialog, "kmz")
    dialog.set_path(Path("/a/b.kmz"))
    datum = dialog.options.controls["datum"]
    assert isinstance(datum, QComboBox)
    datum.setCurrentIndex(datum.findData("bd09"))
    assert dialog.path == Path("/a/b-BD-09.kmz")
    datum.setCurrentIndex(datum.findData("gcj02"))
    assert dialog.path == Path("/a/b-GCJ-02.kmz")
    choose(dialog, "geojson")
    assert dialog.path == Path("/a/b.geojson")


def test_the_button_asks_for_what_is_chosen(dialog: ExportDialog, qtbot: QtBot) -> None:
    choose(dialog, "csv")
    dialog.set_scope(Scope.ALL)
    dialog.set_path(Path("/a/b"))
    mark = dialog.options.controls["bom"]
    assert isinstance(mark, QCheckBox)
    mark.setChecked(False)
    with qtbot.waitSignal(dialog.wanted) as asked:
        dialog.export_button.click()
    assert asked.args is not None
    scope, format_, options, path = asked.args
    assert (scope, format_.key, options["bom"], path) == (Scope.ALL, "csv", False, Path("/a/b.csv"))


def test_without_a_file_nothing_is_asked(dialog: ExportDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.wanted):
        dialog.export_button.click()
    assert "文件" in dialog.told.text()


def test_a_scope_without_projects_cannot_be_chosen(dialog: ExportDialog) -> None:
    dialog.set_scope(Scope.SELECTED)
    dialog.show_scope(Scope.SELECTED, "选中的：0 项", 0)
    assert dialog.scope is Scope.FILTERED


def test_a_running_export_can_be_stopped_and_nothing_changed(dialog: ExportDialog, qtbot: QtBot) -> None:
    dialog.show_running()
    dialog.show_progress(3, 7)
    assert not dialog.export_button.isEnabled()
    assert not dialog.path_edit.isEnabled()
    with qtbot.waitSignal(dialog.stop_wanted):
        dialog.close_button.click()
    dialog.show_failure("已停止导出，没有留下文件。")
    assert dialog.export_button.isEnabled()
    assert dialog.told.text() == "已停止导出，没有留下文件。"


@pytest.mark.parametrize("key", ["csv", "gpkg"])
def test_a_stopped_export_leaves_nothing(built_ledger: Path, tmp_path: Path, key: str) -> None:
    with Ledger.open(built_ledger) as ledger:
        columns = ledger.load_columns()
    folder = tmp_path / "out"
    folder.mkdir()
    format_ = next(each for each in FORMATS if each.key == key)
    chosen = ScopedRows(np.arange(len(columns)), Filters())
    task = ExportTask(built_ledger, columns, chosen, format_, {}, folder / f"a{format_.suffix}")
    told: list[int] = []
    with pytest.raises(ExportCancelled, match="没有留下文件"):
        task.run(lambda done, _total: told.append(done), lambda: bool(told))
    assert told == [0], "it had begun"
    assert list(folder.iterdir()) == []
    assert task.run(lambda *_: None, lambda: False).count == len(columns)
