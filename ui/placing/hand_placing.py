"""Putting projects on the map by hand: what is placed, writing it, taking it back, and showing what it has changed."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QObject, Signal

from db.index.page_ids import PageIds
from db.journal import Edit, EditHistory
from geo.frozen import frozen
from geo.lnglat import degrees_words
from geo.wording import tr
from ui.app_scheme import Response, Route
from ui.explorer import Explorer
from ui.map.map_feed import LedgerMapFeed
from ui.opening.session import Session
from ui.placing.edit_words import REDO_KEYS, UNDO_KEYS
from ui.placing.place_requests import PlaceRequest
from ui.placing.placing_bridge import PlacingBridge

Guard = Callable[[Callable[[], object]], None]


@frozen
class Placeable:
    """Something that can be put on the map.

    Attributes:
        ids: the projects that would be moved.
        title: what they are called together: a park, a project, or how many.
        scope: which projects, in words for the label at the pointer.
        industry: slot 0..4 of the glyph; that of the first project.
    """

    ids: tuple[int, ...]
    title: str
    scope: str
    industry: int

    def to_page(self) -> dict[str, object]:
        """What the page shows while it is being placed."""
        return {"title": self.title, "scope": self.scope, "industry": self.industry, "count": len(self.ids)}


class HandPlacing(QObject):
    """The one place where positions are written and taken back.

    Signals:
        history_changed: an ``EditHistory``: what can be taken back or made again.
        told: one sentence on what was done.
    """

    history_changed = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        session: Session,
        feed: LedgerMapFeed,
        explorer: Explorer,
        guarded: Guard,
        parent: QObject | None = None,
        bridge: PlacingBridge | None = None,
    ) -> None:
        """Work on an open session.

        Args:
            session: the ledger, and the columns that follow it.
            feed: places the projects on the map.
            explorer: told of new columns.
            guarded: runs what may be refused, and tells the person when it is.
            parent: the owner.
            bridge: what the page speaks by, where that is there already.
        """
        super().__init__(parent)
        self._session, self._feed, self._explorer = session, feed, explorer
        self._asked: Placeable | None = None
        self._choosing = False
        self.bridge = bridge or PlacingBridge(self)
        self.bridge.wanted.connect(lambda request: guarded(lambda: self.place(request)))
        self.bridge.choosing_changed.connect(self._on_bridge_choosing_changed)

    def routes(self) -> dict[str, Route]:
        """What the page may ask: ``/placeable.json?park=`` or ``?project=``."""
        return {"/placeable.json": self._placeable_json}

    def ask_for_place(self, ids: Collection[int]) -> None:
        """Let the person choose on the map where these projects are."""
        self._asked = self._some(tuple(sorted(ids)))
        if self._asked is not None:
            self.bridge.asked.emit(json.dumps(self._asked.to_page(), ensure_ascii=False))
            self.told.emit(tr("正在定位：{title}；Enter 放下，Esc 取消。", title=self._asked.title))

    def cancel_or(self, call: Callable[[], object]) -> None:
        """Escape: drop what is being placed, or else do what the key does otherwise."""
        if self._choosing:
            self.bridge.cancelled.emit()
        else:
            call()

    def place(self, request: PlaceRequest) -> None:
        """Write where the person has put something.

        Raises:
            EditRefused: there is nothing to place, or it is there already.
            LedgerError: the file cannot be written; nothing was changed.
        """
        target = self._target(request)
        ids, title = (target.ids, target.title) if target else ((), "")
        edit = self._session.ledger.place_projects(ids, request.position, title, _now())
        self._show(
            edit,
            tr(
                "已把{what}放到 {position}，记为人工；按 {keys} 撤销。",
                what=_what(edit),
                position=degrees_words(request.position),
                keys=UNDO_KEYS,
            ),
        )

    def undo(self) -> None:
        """Take the last placement back.

        Raises:
            EditRefused: there is none, or the projects were changed since.
            LedgerError: the file cannot be written; nothing was changed.
        """
        edit = self._session.ledger.undo_last_edit(_now())
        self._show(edit, tr("已撤销放置：{what}回到原处；按 {keys} 重做。", what=_what(edit), keys=REDO_KEYS))

    def redo(self) -> None:
        """Make the placement again that was taken back last.

        Raises:
            EditRefused: there is none, or the projects were changed since.
            LedgerError: the file cannot be written; nothing was changed.
        """
        edit = self._session.ledger.redo_last_edit()
        self._show(edit, tr("已重做放置：{what}，记为人工；按 {keys} 撤销。", what=_what(edit), keys=UNDO_KEYS))

    @property
    def history(self) -> EditHistory:
        """What can be taken back or made again.

        Raises:
            LedgerError: the file cannot be read.
        """
        return self._session.ledger.read_edits()

    def _on_bridge_choosing_changed(self, choosing: bool) -> None:
        self._choosing = choosing

    def _show(self, edit: Edit, words: str) -> None:
        columns = self._session.refresh_positions(edit.project_ids)
        self._feed.rebuild()
        self._explorer.set_columns(columns)
        self.history_changed.emit(self.history)
        self.told.emit(words)

    def _target(self, request: PlaceRequest) -> Placeable | None:
        if request.kind == "asked":
            return self._asked
        return (
            self._of_park(request.id)
            if request.kind == "park"
            else self._some(PageIds(self._session.columns).heard([request.id]))
        )

    def _of_park(self, park_id: int) -> Placeable | None:
        ids = tuple(self._feed.parks.awaiting_place(park_id))
        if not ids:
            return None
        name = self._session.gazetteer.get_park(park_id).name
        return Placeable(ids, name, tr("该园区 {n:,} 个项目", n=len(ids)), self._slot(ids[0]))

    def _some(self, ids: tuple[int, ...]) -> Placeable | None:
        columns = self._session.columns
        rows = columns.rows_of(ids)
        if not len(rows):
            return None
        found = tuple(columns.ids[rows].tolist())
        if len(found) == 1:
            return Placeable(found, columns.names[int(rows[0])], tr("这个项目"), self._slot(found[0]))
        return Placeable(
            found, tr("选中的 {n:,} 个项目", n=len(found)), tr("这 {n:,} 个项目", n=len(found)), self._slot(found[0])
        )

    def _slot(self, project_id: int) -> int:
        row = int(self._session.columns.rows_of([project_id])[0])
        return int(self._session.slots.of_rows[row])

    def _placeable_json(self, query: Mapping[str, str]) -> Response:
        """What dragging this park or project would move; 404 when there is nothing to move."""
        park, project = (_whole(query.get(key, "")) for key in ("park", "project"))
        found = None
        if park is not None:
            found = self._of_park(park)
        elif project is not None:
            found = self._some((project,))
        if found is None:
            return Response(404, "text/plain; charset=utf-8", tr("没有可以放置的项目").encode())
        body = json.dumps(found.to_page(), ensure_ascii=False).encode()
        return Response(200, "application/json; charset=utf-8", body, {"Cache-Control": "no-store"})


def _what(edit: Edit) -> str:
    count = len(edit.project_ids)
    return edit.subject if count == 1 else tr("{subject}（{n:,} 个项目）", subject=edit.subject, n=count)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
