from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from ui.map.map_display_menu import MapDisplayMenu, add_display_menu
from ui.map.map_settings import MapSettings
from ui.map.map_state import ChoroplethSpec


@pytest.fixture
def settings() -> MapSettings:
    return MapSettings()


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def menu(window: QMainWindow, settings: MapSettings) -> MapDisplayMenu:
    window.menuBar().addMenu("视图(&V)")
    bar = window.addToolBar("工具")
    theme, face = QAction("深色", window), QAction("显示", window)
    theme.setObjectName("toggle_theme")
    bar.addAction(theme)
    return add_display_menu(window.menuBar(), bar, settings, face)


def action(menu: MapDisplayMenu, name: str) -> QAction:
    found = menu.findChild(QAction, name)
    assert isinstance(found, QAction), name
    return found


def checked(menu: MapDisplayMenu) -> set[str]:
    return {one.objectName() for one in menu.findChildren(QAction) if one.isChecked()}


def test_it_shows_what_is_set(menu: MapDisplayMenu, settings: MapSettings) -> None:
    assert checked(menu) == {
        "mode_symbols", "measure_count", "unit_district", "figure_count", "scheme_quantiles", "classes_5",
    }  # fmt: skip
    settings.set_mode("heat")
    settings.set_measure("amount")
    settings.set_choropleth(ChoroplethSpec("park", "per_km2", "natural", 7))
    assert checked(menu) == {
        "mode_heat", "measure_amount", "unit_park", "figure_per_km2", "scheme_natural", "classes_7",
    }  # fmt: skip


def test_choosing_sets_the_measure_and_the_mode(menu: MapDisplayMenu, settings: MapSettings) -> None:
    action(menu, "measure_amount").trigger()
    action(menu, "mode_heat").trigger()
    assert (settings.state.measure, settings.state.mode) == ("amount", "heat")


def test_choosing_how_areas_are_coloured_shows_them(menu: MapDisplayMenu, settings: MapSettings) -> None:
    action(menu, "unit_park").trigger()
    assert settings.state.mode == "choropleth"
    action(menu, "classes_3").trigger()
    action(menu, "scheme_natural").trigger()
    action(menu, "figure_amount").trigger()
    assert settings.state.choropleth == ChoroplethSpec("park", "amount", "natural", 3)


def test_every_choice_says_what_it_does_and_the_main_ones_have_keys(menu: MapDisplayMenu) -> None:
    choices = [one for one in menu.findChildren(QAction) if one.objectName()]
    assert all(one.statusTip() and "&" in one.text() for one in choices)
    keys = [one.shortcut().toString() for one in choices if one.shortcut().toString()]
    assert len(keys) == len(set(keys)) == 5


def test_the_same_menu_is_behind_a_button_of_the_toolbar(menu: MapDisplayMenu, window: QMainWindow) -> None:
    button = window.findChild(QToolButton, "display")
    assert isinstance(button, QToolButton)
    assert button.menu() is menu
    assert [one.text() for one in window.menuBar().actions()] == [menu.title(), "视图(&V)"]
