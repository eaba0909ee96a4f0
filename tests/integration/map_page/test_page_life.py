"""The real map page from its start: loaded once, hostile words as text, and what is missing or forbidden told."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from geo.lnglat import Bounds, LngLat
from geo.map_page import MapPageSpec, build_map_page
from tests.integration.map_page.shown_map import CITY, HOME, HOSTILE, SIZE, XIYONG, Feed, Shown, group
from tests.pages import Probe
from tests.waiting import until
from ui.app_scheme import RequestGuard
from ui.map.map_view import MapView

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]


def test_hostile_names_are_text_everywhere(shown: Shown) -> None:
    shown.click(group(shown.probe(), CITY))
    probe = shown.wait(lambda probe: bool(probe["card"]))
    assert any(HOSTILE in row for row in probe["card"])
    shown.ask("document.querySelector('.card-close').click()")
    point = next(each for each in shown.go(XIYONG, 13.3)["points"] if each["id"] == 3)
    shown.hover(point)
    probe = shown.wait(lambda probe: bool(probe["hover"]))
    assert probe["hover"].startswith(HOSTILE)
    assert shown.ask("return [window.harmed ?? 0, document.images.length]") == [0, 0]


def test_page_loads_once_whatever_changes(shown: Shown) -> None:
    shown.ask("window.sameDocument = 1")
    shown.result(shown.feed.industry == 2)
    shown.view.set_theme("dark")
    shown.view.set_theme("light")
    shown.result()
    assert shown.ask("return window.sameDocument") == 1


def test_what_is_asked_while_the_page_loads_is_not_lost(qapp: QApplication, assets_dir: Path) -> None:
    wanted = Bounds(106.30, 29.50, 106.36, 29.54)
    view = MapView(Feed(), build_map_page(MapPageSpec(bounds=HOME)), assets_dir)
    viewports: list[tuple[Bounds, float]] = []
    view.viewport_moved.connect(lambda bounds, zoom: viewports.append((bounds, zoom)))
    view.set_theme("dark")
    view.fit_bounds(wanted)
    view.resize(*SIZE)
    view.show()
    until(lambda: bool(viewports) and viewports[-1][1] > 12)
    assert viewports[-1][0].contains(wanted.center)
    answers: list[Probe] = []
    view.probe(answers.append)
    until(lambda: bool(answers))
    assert answers[0]["theme"] == "dark"
    shiboken6.delete(view)


def test_untouched_map_shows_home_in_a_window_of_any_size(show: Callable[[Path], Shown], assets_dir: Path) -> None:
    shown = show(assets_dir)
    zoom = shown.viewports[-1][1]
    shown.view.resize(1500, 1100)
    until(lambda: shown.viewports[-1][1] > zoom + 0.5)
    assert shown.viewports[-1][0].contains(LngLat(HOME.west, HOME.south))
    shown.view.resize(500, 400)
    until(lambda: shown.viewports[-1][1] < zoom)
    assert shown.viewports[-1][0].contains(LngLat(HOME.east, HOME.north))


def test_missing_base_map_is_said_once_and_the_symbols_are_drawn(
    show: Callable[[Path], Shown], assets_dir: Path, tmp_path: Path
) -> None:
    shutil.copytree(assets_dir, tmp_path / "assets", ignore=shutil.ignore_patterns("rivers.geojson", "*.ttf"))
    shown = show(tmp_path / "assets")
    probe = shown.probe()
    assert "rivers.geojson" in probe["notice"]
    assert "districts.geojson" not in probe["notice"]
    assert sum(each["count"] for each in probe["groups"]) == 40
    assert shown.failures == []


def test_unprepared_assets_still_show_the_projects(
    show: Callable[[Path], Shown], assets_dir: Path, tmp_path: Path
) -> None:
    left_out = shutil.ignore_patterns("basemap", "fonts")
    shutil.copytree(assets_dir, tmp_path / "assets", ignore=left_out)
    shown = show(tmp_path / "assets")
    assert len(shown.probe()["missing"]) == 6
    assert sum(each["count"] for each in shown.probe()["groups"]) == 40
    assert shown.failures == []


def test_feed_that_fails_is_said_and_the_map_stays(show: Callable[[Path], Shown], assets_dir: Path) -> None:
    shown = show(assets_dir)
    shown.feed.broken = True
    shown.view.show_revision(99)
    until(lambda: any("没有读到" in failure for failure in shown.failures))
    assert "没有读到" in shown.probe()["notice"]
    assert sum(each["count"] for each in shown.probe()["groups"]) == 40


def test_script_from_elsewhere_is_refused(show: Callable[[Path], Shown], assets_dir: Path) -> None:
    shown = show(assets_dir)
    shown.ask(
        "fetch('https://example.com/').then(() => { window.reached = 'yes' }, () => { window.reached = 'no' });"
        "const s = document.createElement('script'); s.textContent = 'window.injected = 1'; document.body.append(s)"
    )
    until(lambda: shown.ask("return window.reached") == "no")
    assert shown.ask("return window.injected ?? 0") == 0
    assert shown.failures


def test_guard_blocks_and_lists_what_tries_to_leave(qtbot: QtBot) -> None:
    profile, guard = QWebEngineProfile(), RequestGuard()
    profile.setUrlRequestInterceptor(guard)
    page = QWebEnginePage(profile)
    for address in ("http://127.0.0.1:9/tile.png", "file:///etc/passwd"):
        with qtbot.waitSignal(page.loadFinished, timeout=10_000) as loaded:
            page.load(QUrl(address))
        assert loaded.args == [False]
    assert guard.blocked == ["http://127.0.0.1:9/tile.png", "file:///etc/passwd"]
    assert guard.allowed == 0
    shiboken6.delete(page)
    shiboken6.delete(profile)
