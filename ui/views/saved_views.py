"""Saved views: filters with a name, kept between runs and passed on as small files. This is their only writer."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.filter_arguments import from_args, to_args
from db.filters import Filters
from db.vocabulary import Vocabulary
from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr
from ui.map.map_memory import set_aside
from ui.views.view_lists import ListMissing, Lists, lists_from_json, lists_in, renamed, with_own_lists

FORMAT = 1
KIND = "science-city-view"
MOST_BYTES = 4_000_000
MOST_NAME = 60
MOST_WORDS = 2_000


class SavedViewError(AtlasError):
    """A saved view, or the file of them, cannot be read or written."""


@frozen
class SavedView:
    """Filters under a name.

    Attributes:
        name: what people call it; no two have the same.
        arguments: the filters, as ``db.filter_arguments.to_args`` writes them.
        words: the filters in words, for who reads the file.
        lists: what the lists are called that the filters ask for by number; see `ui.views.view_lists`.
    """

    name: str
    arguments: tuple[str, ...]
    words: str = ""
    lists: Lists = ()


@frozen
class Shelf:
    """All saved views.

    Attributes:
        views: in the order they were saved.
        last: name of the view that is shown, or empty; the next run starts with it.
    """

    views: tuple[SavedView, ...] = ()
    last: str = ""

    def find(self, name: str) -> SavedView | None:
        """The view of a name."""
        return next((view for view in self.views if view.name == name), None)


class SavedViews(QObject):
    """Holds the one ``Shelf``, makes the next one and writes it at once.

    Args:
        file: where they are kept; None keeps them for this run only.
        vocabulary: what the filters' values stand for.
        parent: the owning object.

    Signals:
        state_changed: ``(old, new)``.
    """

    state_changed = Signal(object, object)

    def __init__(self, file: Path | None, vocabulary: Vocabulary, parent: QObject | None = None) -> None:
        """Start from the file; one that cannot be read is set aside, which ``trouble`` says in a sentence."""
        super().__init__(parent)
        self._file, self._vocabulary = file, vocabulary
        self._state = Shelf()
        self.trouble = ""
        if file is None or not file.exists():
            return
        try:
            self._state = _read_shelf(file)
        except SavedViewError as error:
            self.trouble = f"{error}{set_aside(file)}"

    @property
    def state(self) -> Shelf:
        """The views as they stand."""
        return self._state

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Understand filters by these values from now on: a list has come, gone or been renamed.

        Views follow the new names; where that cannot be written down it holds for this run.
        """
        old, self._vocabulary = self._vocabulary, vocabulary
        views = tuple(replace(view, lists=renamed(view.lists, old, vocabulary)) for view in self._state.views)
        wanted = replace(self._state, views=views)
        try:
            self._change(wanted)
        except SavedViewError:
            self._state = wanted

    def save(self, name: str, filters: Filters) -> None:
        """Keep filters under a name; a view that has it already is replaced, in its place.

        Raises:
            SavedViewError: there is no name, or the file cannot be written; nothing changes.
        """
        name = _named(name)
        words = filters.describe(self._vocabulary.speaking(filters.taxonomy).dimensions)
        arguments = to_args(filters)
        self._put(SavedView(name, arguments, words, lists_in(arguments, self._vocabulary)), last=name)

    def rename(self, name: str, fresh: str) -> None:
        """Call a view otherwise, in its place; its own name changes nothing.

        Raises:
            SavedViewError: there is no such view, no new name, another view has it, or the file cannot be written;
                nothing changes.
        """
        view, fresh = self._state.find(name), _named(fresh)
        if view is None:
            raise SavedViewError(tr("没有叫“{name}”的视图。", name=name))
        if fresh != name and self._state.find(fresh):
            raise SavedViewError(tr("已有叫“{name}”的视图，请换个名字。", name=fresh))
        views = tuple(replace(view, name=fresh) if one.name == name else one for one in self._state.views)
        self._change(Shelf(views, fresh if self._state.last == name else self._state.last))

    def delete(self, name: str) -> None:
        """Forget a view; an unknown name changes nothing.

        Raises:
            SavedViewError: the file cannot be written; nothing changes.
        """
        views = tuple(view for view in self._state.views if view.name != name)
        self._change(Shelf(views, "" if self._state.last == name else self._state.last))

    def filters_of(self, name: str) -> Filters:
        """What a view asks for, in this ledger.

        Raises:
            SavedViewError: there is no such view, or it speaks of what this ledger does not have, or no longer.
        """
        view = self._state.find(name)
        if view is None:
            raise SavedViewError(tr("没有叫“{name}”的视图。", name=name))
        try:
            return from_args(self._arguments_of(view), self._vocabulary)
        except AtlasError as error:  # its reason names an id; the view's words say what that was called
            raise SavedViewError(
                tr(
                    "视图“{name}”在这份台账里用不了。它问的是：{words}。{reason}",
                    name=name,
                    words=view.words,
                    reason=error,
                )
            ) from error

    def filters_to_start_with(self) -> Filters | None:
        """What the view asks for that was shown last; None without one, or if this ledger cannot answer it."""
        with suppress(AtlasError):
            return self.filters_of(self._state.last) if self._state.last else None
        return None

    def note_shown(self, filters: Filters) -> None:
        """Remember which view is shown, if these are a view's filters; not being able to is no one's worry."""
        arguments = to_args(filters)
        shown = [view.name for view in self._state.views if self._asks(view, arguments)]
        if self._state.last not in shown and (shown or self._state.last):
            with suppress(SavedViewError):
                self._change(replace(self._state, last=shown[0] if shown else ""))

    def write_view(self, name: str, path: Path) -> None:
        """Write one view as a file to pass on.

        Raises:
            SavedViewError: there is no such view, or the file cannot be written.
        """
        view = self._state.find(name)
        if view is None:
            raise SavedViewError(tr("没有叫“{name}”的视图。", name=name))
        _write(path, {"kind": KIND, "format": FORMAT, **_to_json(view)})

    def read_view(self, path: Path) -> str:
        """Take over a view from such a file; returns the name it has here: a taken name gets a number.

        Raises:
            SavedViewError: it is no such file, or the views cannot be written.
            AtlasError: it speaks of what this ledger does not have.
        """
        value = _read(path)
        if value.get("kind") != KIND or value.get("format") != FORMAT:
            raise SavedViewError(tr("{name} 不是视图文件。", name=path.name))
        try:
            view = _view(value)
        except (KeyError, TypeError, ValueError) as error:
            raise SavedViewError(tr("视图文件 {name} 已损坏。", name=path.name)) from error
        view = replace(view, arguments=self._arguments_of(view))
        from_args(view.arguments, self._vocabulary)
        view = replace(view, lists=lists_in(view.arguments, self._vocabulary))
        name, number = view.name, 2
        while (taken := self._state.find(name)) is not None and taken.arguments != view.arguments:
            name, number = f"{view.name} {number}", number + 1
        self._put(replace(view, name=name), last=self._state.last)
        return name

    def _arguments_of(self, view: SavedView) -> tuple[str, ...]:
        """What a view asks for, with this ledger's numbers of lists."""
        return with_own_lists(view.arguments, view.lists, self._vocabulary)

    def _asks(self, view: SavedView, arguments: tuple[str, ...]) -> bool:
        try:
            return self._arguments_of(view) == arguments
        except ListMissing:
            return False

    def _put(self, view: SavedView, *, last: str) -> None:
        known = self._state.find(view.name)
        views = self._state.views if known else (*self._state.views, view)
        self._change(Shelf(tuple(view if one.name == view.name else one for one in views), last))

    def _change(self, wanted: Shelf) -> None:
        old = self._state
        if wanted == old:
            return
        if self._file is not None:
            views = [_to_json(view) for view in wanted.views]
            _write(self._file, {"format": FORMAT, "last": wanted.last, "views": views})
        self._state = wanted
        self.state_changed.emit(old, wanted)


def _read_shelf(file: Path) -> Shelf:
    value = _read(file)
    try:
        if value["format"] != FORMAT:
            raise SavedViewError(tr("{name} 是另一个版本写的。", name=file.name))
        listed, last = value["views"], value["last"]
        if not (isinstance(listed, list) and isinstance(last, str)):
            raise TypeError("not views")
        views = {view.name: view for view in map(_view, listed)}
        return Shelf(tuple(views.values()), last if last in views else "")
    except (KeyError, TypeError, ValueError) as error:
        raise SavedViewError(tr("{name} 已损坏。", name=file.name)) from error


def _view(value: Mapping[str, object]) -> SavedView:
    name, arguments, words = value["name"], value["filters"], value.get("words", "")
    if not (isinstance(name, str) and name.strip() and isinstance(words, str) and isinstance(arguments, list)):
        raise TypeError("not a view")
    if not all(isinstance(word, str) for word in arguments):
        raise TypeError("not filters")
    if any(word.startswith("--within") and not word.startswith("--within={") for word in arguments):
        # A view from elsewhere names no files of this machine.
        raise ValueError("an area by file name")
    return SavedView(
        _named(name), tuple(arguments), _printable(words)[:MOST_WORDS], lists_from_json(value.get("lists", {}))
    )


def _named(name: str) -> str:
    """A name as it is kept and shown: one line, nothing that cannot be seen or written.

    Raises:
        SavedViewError: nothing is left of it.
    """
    plain = _printable(name)[:MOST_NAME].strip()
    if not plain:
        raise SavedViewError(tr("请给视图起个名字。"))
    return plain


def _printable(text: str) -> str:
    """One line of what can be seen: no control characters, no turning of the direction, no halves of characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _to_json(view: SavedView) -> dict[str, object]:
    told = {"name": view.name, "words": view.words, "filters": list(view.arguments)}
    return told | ({"lists": dict(view.lists)} if view.lists else {})


def _read(file: Path) -> dict[str, object]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise SavedViewError(tr("{name} 大得不像视图文件。", name=file.name))
        value = json.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise SavedViewError(tr("{name} 读不出来。", name=file.name)) from error
    except (ValueError, RecursionError) as error:
        raise SavedViewError(tr("{name} 不是视图文件。", name=file.name)) from error
    if not isinstance(value, dict):
        raise SavedViewError(tr("{name} 不是视图文件。", name=file.name))
    return value


def _write(file: Path, value: Mapping[str, object]) -> None:
    """Write beside the old file and move into its place."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
        fresh.replace(file)
    except OSError as error:
        with suppress(OSError):  # it may never have come to be
            fresh.unlink()
        raise SavedViewError(tr("视图没有存下来：{parent} 不能写入。", parent=file.parent)) from error
