"""A person with one of the map's tools in hand: real mouse and keys on the real page."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QCursor
from PySide6.QtTest import QTest

from geo.lnglat import LngLat
from tests.end_to_end.person import Facts, Person
from tests.pages import ask_page
from tests.waiting import until

PLAIN, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton

NEAR = (106.3331, 29.6045, 13.2)

FAR = (106.33, 29.58, 11.4)

Spot = tuple[float, float]


class Hand:
    """A person with a tool in hand."""

    def __init__(self, person: Person) -> None:
        self.person, self.window = person, person.window

    def ask(self, code: str) -> Any:  # noqa: ANN401
        """What a function body in the page returns."""
        return ask_page(self.window.map_view.page(), code)

    def settle(self) -> None:
        """Let the page take in what was done: two animation frames."""
        self.ask("window.f2 = 0; requestAnimationFrame(() => requestAnimationFrame(() => { window.f2 = 1 }))")
        until(lambda: self.ask("return window.f2") == 1)

    def go(self, view: tuple[float, float, float]) -> Facts:
        """Move the map there and wait until its symbols are drawn."""
        lng, lat, zoom = view
        drawn: list[object] = []
        self.window.map_view.drawn.connect(lambda *_: drawn.append(1))
        self.ask(f"atlas_map.setView([{lat}, {lng}], {zoom}, {{animate: false}})")
        until(lambda: bool(drawn))
        self.settle()
        return self.person.map_facts()

    def take(self, tool: str) -> None:
        """Choose a tool by its action."""
        self.window.actions_by_key[f"tool_{tool}"].trigger()
        until(lambda: self.ask("return atlas_map.getContainer().dataset.tool ?? 'pan'") == tool)

    def press(self, spot: Spot, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mousePress(self.person.map_target, LEFT, modifier, point(spot))

    def move(self, spot: Spot) -> None:
        target = self.person.map_target
        if QCursor.pos() == target.mapToGlobal(point(spot)):
            # The pointer is there from an earlier test: only a real move is told to the page.
            QTest.mouseMove(target, point((spot[0] + 3, spot[1] + 3)))
        QTest.mouseMove(target, point(spot))
        self.settle()

    def release(self, spot: Spot, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseRelease(self.person.map_target, LEFT, modifier, point(spot))
        self.settle()

    def draw(self, spots: Sequence[Spot], modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Drag along some spots and let go."""
        self.press(spots[0], modifier)
        for spot in spots[1:]:
            self.move(spot)
        self.release(spots[-1], modifier)

    def click(self, spot: Spot, button: Qt.MouseButton = LEFT) -> None:
        self.move(spot)
        QTest.mouseClick(self.person.map_target, button, PLAIN, point(spot))
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.person.map_target, key, modifier)
        self.settle()

    def label(self) -> str | None:
        """The label beside what is being drawn."""
        words: str | None = self.ask(
            "const n = document.querySelector('.sketch-label');"
            "return n.hidden ? null : [...n.children].map(c => c.textContent).join('|')"
        )
        return words

    def spoken(self) -> str:
        return str(self.ask("return document.querySelector('.spoken').textContent"))

    def lnglat(self, spot: Spot) -> LngLat:
        x, y = spot
        lng, lat = self.ask(f"const p = atlas_map.containerPointToLatLng([{x}, {y}]); return [p.lng, p.lat]")
        return LngLat(lng, lat)

    @property
    def selection(self) -> Set[int]:
        return self.window.explorer.state.selection

    def selects(self, wanted: set[int]) -> None:
        until(lambda: self.selection == wanted)

    def menu(self, spot: Spot) -> dict[str, QAction]:
        """Right click there; the menu's entries without mnemonics."""
        menu = self.window.tools.context_menu
        menu.close()
        self.click(spot, RIGHT)
        until(menu.isVisible)
        return {plain(action.text()): action for action in menu.actions() if action.text()}


def point(spot: Spot) -> QPoint:
    return QPoint(round(spot[0]), round(spot[1]))


def plain(words: str) -> str:
    return words.split("(&")[0]
