"""Ids are of 64 bits in a ledger; a signal that says ``int`` carries 32 of them, and would tell of another project."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

from PySide6.QtCore import QMetaMethod, QMetaObject, QObject

import ui

OTHER_NUMBERS = {
    "drawn, charts_drawn, frame_drawn, charts_changed, frame_changed, selection_changed": "revisions, and how many",
    "finished, failed, told, _arrived, _heard": "revisions",
    "passage_wanted": "a place in a text",
    "progressed, _progressed": "how much is done",
    "dragged, dropped, stepped, turned": "places on the screen and in a list",
    "step_wanted, speed_wanted": "steps of the time bar",
}
"""Signals and slots that carry other integers than ids, and which."""


def classes_of_window() -> Iterator[type[QObject]]:
    """Every class of the window that can have signals."""
    for found in pkgutil.walk_packages(ui.__path__, "ui."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            for kind in vars(module).values():
                if inspect.isclass(kind) and issubclass(kind, QObject) and kind.__module__ == found.name:
                    yield kind


def heard_and_said(kind: type[QObject]) -> dict[str, list[bytes]]:
    """The types of what a class's own signals and slots carry, by their names."""
    told: QMetaObject = kind.staticMetaObject  # type: ignore[attr-defined]  # the stubs leave it out
    methods = [told.method(place) for place in range(told.methodOffset(), told.methodCount())]
    return {
        bytes(each.name().data()).decode(): [bytes(kind.data()) for kind in each.parameterTypes()]
        for each in methods
        if each.methodType() in (QMetaMethod.MethodType.Signal, QMetaMethod.MethodType.Slot)
    }


def test_signals_carry_ids_whole() -> None:
    others = {name for names in OTHER_NUMBERS for name in names.split(", ")}
    narrow: dict[str, str] = {}
    for kind in classes_of_window():
        for name, types in heard_and_said(kind).items():
            if b"int" in types:
                narrow[name] = f"{kind.__name__}.{name}"
    assert [where for name, where in narrow.items() if name not in others] == []
    assert others == set(narrow), "and none is listed for nothing"
