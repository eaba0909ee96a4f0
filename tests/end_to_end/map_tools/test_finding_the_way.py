"""Ways about the map: by Tab, back and forth, by coordinates and bookmarks, without waiting for Python."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from geo.coordinates import parse_position
from geo.datums import Datum
from geo.lnglat import Bounds, LngLat
from tests.end_to_end.map_tools.hand import FAR, NEAR, SHIFT, Hand
from tests.end_to_end.person import Person
from tests.waiting import until
from ui.main_window import MainWindow
from ui.map.map_menus import BookmarksDialog, BookmarksMenu

pytestmark = [
    pytest.mark.window,
    # What the off-screen platform remarks when a menu pops up.
    pytest.mark.qt_log_ignore("This plugin does not support", "QRhi", "RHI", "Sandboxing", "GPUInfo"),
]


def test_tab_reads_the_symbols_row_by_row(hand: Hand) -> None:
    facts = hand.go(FAR)
    hand.window.map_view.setFocus()
    hand.ask("atlas_map.getContainer().focus()")
    heard: list[str] = []
    for _ in range(4):
        hand.key(Qt.Key.Key_Tab)
        last = heard[-1] if heard else ""
        until(lambda last=last: hand.spoken() not in ("", last))  # type: ignore[misc]
        heard.append(hand.spoken())
    names = [name for name in (words.split("，")[0] for words in heard) if name]
    tops = {g["name"]: g["y"] for g in facts["groups"]}
    read = [tops[name] for name in names if name in tops]
    assert len(read) >= 2
    assert all(later >= earlier - 20 for earlier, later in itertools.pairwise(read))
    assert "项" in heard[0]
    hand.key(Qt.Key.Key_Tab, SHIFT)
    until(lambda: hand.spoken() == heard[-2])
    assert hand.ask("return document.querySelector('.spoken').getAttribute('aria-live')") == "polite"


def test_previous_and_next_view(hand: Hand) -> None:
    actions = hand.window.actions_by_key
    assert not actions["next_view"].isEnabled()
    hand.go(FAR)
    hand.go(NEAR)
    where = "const c = atlas_map.getCenter(); return [c.lng, c.lat, atlas_map.getZoom()]"
    until(actions["previous_view"].isEnabled)
    actions["previous_view"].trigger()
    until(lambda: hand.ask(where) == pytest.approx(FAR, abs=2e-3))
    until(actions["next_view"].isEnabled)
    actions["next_view"].trigger()
    until(lambda: hand.ask(where) == pytest.approx(NEAR, abs=2e-3))
    until(lambda: not actions["next_view"].isEnabled())


def test_coordinates_are_written_and_copied_as_chosen(hand: Hand) -> None:
    hand.go(FAR)
    spot = (640.0, 240.0)
    hand.move(spot)
    there = hand.lnglat(spot)
    foot = "return [...document.querySelector('.position').children].map(c => c.textContent)"
    until(lambda: hand.ask(foot)[:3] == [f"{there.lng:.4f}°E", f"{there.lat:.4f}°N", "WGS 84"])
    actions = hand.window.actions_by_key
    actions["datum_bd09"].trigger()
    until(lambda: hand.ask(foot)[2] == "BD-09" and hand.ask(foot)[0] != f"{there.lng:.4f}°E")
    actions["form_dms"].trigger()
    until(lambda: "′" in hand.ask(foot)[0])
    QGuiApplication.clipboard().clear()
    actions["copy_position"].trigger()
    until(lambda: bool(QGuiApplication.clipboard().text()))
    copied = parse_position(QGuiApplication.clipboard().text(), Datum.BD09)
    assert (copied.lng, copied.lat) == pytest.approx((there.lng, there.lat), abs=6e-6)
    actions["datum_wgs84"].trigger()
    actions["form_decimal"].trigger()


def test_typed_position_is_shown(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    hand.go(FAR)
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *_, **__: ("29°35′36″N 106°20′28″E", True)))
    seen: list[Bounds] = []
    hand.window.map_view.viewport_moved.connect(lambda bounds, _zoom: seen.append(bounds))
    hand.window.actions_by_key["go_to_position"].trigger()
    until(lambda: bool(seen) and seen[-1].east - seen[-1].west < 0.1)
    assert seen[-1].contains(LngLat(106.3411, 29.5933))


def bookmarks_menu(hand: Hand) -> BookmarksMenu:
    found = hand.window.findChild(BookmarksMenu)
    assert isinstance(found, BookmarksMenu)
    return found


def test_bookmarks_survive_a_restart_and_bring_the_view_back(
    opened_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *_, **__: ("虎溪 & 西永", True)))
    views = []
    for run in range(2):
        window = opened_window(tmp_path)
        hand = Hand(Person(window, qtbot))
        window.resize(1600, 1000)
        window.show()
        hand.person.settle()
        if run == 0:
            hand.go(NEAR)
            until(lambda window=window: window.actions_by_key["previous_view"].isEnabled())  # type: ignore[misc]
            window.actions_by_key["add_bookmark"].trigger()
        else:
            entry = next(a for a in bookmarks_menu(hand).actions() if a.text() == "虎溪 && 西永")
            entry.trigger()
            until(lambda hand=hand: hand.person.map_facts()["zoom"] > 13)  # type: ignore[misc]
            until(lambda hand=hand: not hand.person.map_facts()["moving"])  # type: ignore[misc]
        views.append(hand.ask("const c = atlas_map.getCenter(); return [c.lng, c.lat, atlas_map.getZoom()]"))
        window.close()
    assert views[1] == pytest.approx(views[0], abs=2e-3)


def test_bookmarks_are_renamed_and_deleted_only_when_agreed(hand: Hand) -> None:
    tools, settings = hand.window.tools, hand.window.map_settings
    for number in range(3):
        tools.keep_bookmark(f"书签 {number}", Bounds(106.2, 29.4, 106.3, 29.5))
    dialog = BookmarksDialog(settings.state.bookmarks)
    dialog.list.item(0).setText("  ")
    dialog.list.item(1).setText("金凤")
    dialog.list.takeItem(2)
    assert [mark.name for mark in dialog.bookmarks()] == ["书签 0", "金凤"]
    assert len(settings.state.bookmarks) == 3
    tools.keep_bookmark("书签 1", Bounds(106.0, 29.0, 106.1, 29.1))
    assert [mark.name for mark in settings.state.bookmarks] == ["书签 0", "书签 2", "书签 1"]


def test_hostile_messages_of_the_page_change_nothing(hand: Hand) -> None:
    hand.go(FAR)
    hand.window.explorer.select([3])
    refused: list[str] = []
    hand.window.map_view.tools.refused.connect(refused.append)
    messages = [
        "", "[]", '{"kind":"lasso"}', '{"kind":"circle","mode":"replace","center":[1,2],"radius_m":1e99}',
        '{"kind":"rectangle","mode":"drop","ring":[[0,0],[1,0],[1,1],[0,0]],"view":[0,0,1,1,9],"rack":[]}',
    ]  # fmt: skip
    hand.ask(
        # A second channel beside the page's own: answers are told apart by numbers, or each would get the other's.
        "const wire = qt.webChannelTransport, own = wire.onmessage, far = 1e6;"
        "const beside = { send(words) {"
        "  const message = JSON.parse(words);"
        "  wire.send(JSON.stringify('id' in message ? { ...message, id: message.id + far } : message));"
        "} };"
        "wire.onmessage = (event) => {"
        "  const message = JSON.parse(event.data);"
        "  if (message.id >= far) beside.onmessage({ data: JSON.stringify({ ...message, id: message.id - far }) });"
        "  else own(event);"
        "};"
        "new QWebChannel(beside, (channel) => {"
        f"  for (const words of {json.dumps(messages)}) {{"
        "    channel.objects.tools.shape_drawn(words); channel.objects.tools.menu_wanted(words);"
        "  }"
        "  channel.objects.tools.copy_position(1e9, 0);"
        "})"
    )
    until(lambda: len(refused) == 2 * len(messages) + 1)
    assert hand.selection == {3}
    assert not hand.window.tools.context_menu.isVisible()


def test_pan_and_zoom_do_not_ask_python_for_coordinates(hand: Hand) -> None:
    """In another datum the readout waits until the map rests: moving the map must not wait for anything."""
    hand.go(FAR)
    hand.ask(
        "window.asked = window.answered = 0; const real = window.fetch; window.fetch = async (...a) => {"
        " const counts = /position.json|measure.json/.test(String(a[0])); if (counts) window.asked += 1;"
        " const reply = await real(...a); const read = reply.json.bind(reply);"
        # A timer runs only after whoever reads the answer has gone on, and asked what had to wait for it.
        " if (counts) reply.json = () => read().finally(() => setTimeout(() => { window.answered += 1 }));"
        " return reply }"
    )
    hand.window.actions_by_key["datum_gcj02"].trigger()
    until(lambda: "GCJ-02" in hand.ask("return document.querySelector('.position').textContent"))
    hand.press((620, 120))
    hand.move((600, 120))
    until(lambda: hand.ask("return Boolean(window.atlas_map.dragging.moving())"))
    # The map is on its way. What was asked before, when it was new in its place, may still be under way.
    until(lambda: hand.ask("return window.asked > 0 && window.asked === window.answered"))
    asked = hand.ask("return window.asked")
    for step in range(2, 7):
        hand.move((620 - 20 * step, 120))
    assert hand.ask("return window.asked") == asked
    hand.release((500, 120))
    until(lambda: hand.ask("return window.asked") > asked)
    hand.window.actions_by_key["datum_wgs84"].trigger()
