"""Decides what the right panel shows: the card of the one selected project, a summary of several, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from db.records import ProjectCard
from db.taxonomies import spoken_card
from geo.lnglat import LngLat
from geo.wording import tr
from ui.cards.card_words import place_words
from ui.cards.detail_panel import DetailPanel
from ui.cards.locator_map import LocatorGround, LocatorPlace
from ui.cards.project_card import CardLook
from ui.cards.selection_card import summarise
from ui.explorer import Explorer
from ui.map.map_feed import LedgerMapFeed
from ui.opening.session import Session
from ui.reading.documents_desk import number_documents
from ui.table.result_pane import ResultPane
from ui.theme import Theme

LONGEST_PAUSE_MS = 60
"""Until the card is filled where the map does not draw, as while it loads."""

FRAME_MS = 17
"""From the map's drawing until it is on the screen."""

Guard = Callable[[Callable[[], object]], None]


class CardDesk(QObject):
    """Keeps the panel in step with what is selected.

    Args:
        session: the open ledger.
        feed: knows where projects stand on the map.
        explorer: what is selected; picks of the panel go back to it.
        pane: knows where a project stands in the result, and says what the selected ones add up to.
        theme: the theme as it stands.
        assets: the ``assets`` folder, for what lies under the small map.
        guarded: runs what may be refused, and tells the person when it is.

    Raises:
        GroundUnreadable: the built-in base map is missing.
    """

    def __init__(
        self,
        session: Session,
        feed: LedgerMapFeed,
        explorer: Explorer,
        pane: ResultPane,
        theme: Callable[[], Theme],
        assets: Path,
        guarded: Guard,
    ) -> None:
        """Build the panel; the window says when what is selected has changed."""
        super().__init__(explorer)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.show)
        ground = LocatorGround.read(assets / "basemap", feed.home)
        self.panel = DetailPanel(theme, number_documents(session.documents), ground)
        self._session, self._feed, self._explorer = session, feed, explorer
        self._pane, self._guarded = pane, guarded
        self.panel.project_wanted.connect(lambda project_id: explorer.select([project_id]))
        self.panel.filters_wanted.connect(explorer.set_filters)

    def show_later(self) -> None:
        """Show what is selected once table and map show it: filling a card takes longer than both together."""
        if not self._pause.isActive():
            self._pause.start(LONGEST_PAUSE_MS)

    def close(self) -> None:
        """Show nothing more: the ledger is about to be closed."""
        self._pause.stop()
        self._pause.timeout.disconnect(self.show)

    def hasten(self) -> None:
        """Table and map show what is selected: the card follows as soon as that is on the screen."""
        if self._pause.remainingTime() > FRAME_MS:
            self._pause.start(FRAME_MS)

    def settle(self) -> None:
        """Show at once what was to be shown later."""
        if self._pause.isActive():
            self.show()

    def show(self) -> None:
        """Show what is selected, as the ledger now has it."""
        self._pause.stop()
        state = self._explorer.state
        summary = summarise(self._session.columns, self._session.slots, state.selection)
        self._pane.totals.show_selection(tr("已选 {words}", words=summary.words()) if summary.count else "")
        if len(state.selection) > 1:
            self.panel.show_selection(summary)
        elif state.current_id is None:
            self.panel.show_nothing()
        else:
            self._guarded(self._show_card)

    def _show_card(self) -> None:
        project_id = self._explorer.state.current_id
        columns = self._session.columns
        rows = columns.rows_of([] if project_id is None else [project_id])
        if project_id is None or not len(rows):
            self.panel.show_nothing()
            return
        row = int(rows[0])
        card = spoken_card(columns, row, self._session.ledger.get_card(project_id))
        slot = int(self._session.slots.of_rows[row])
        places, total = self._pane.table.table_model.places_of([project_id]), len(self._explorer.results.rows)
        place = f"{int(places[0]) + 1:,} / {total:,}" if len(places) else tr("不在筛选结果内")
        locator = self._locate(card, slot, is_planned=bool(columns.planned[row]))
        self.panel.show_card(card, CardLook(slot, place, locator))

    def _locate(self, card: ProjectCard, slot: int, *, is_planned: bool) -> LocatorPlace:
        """Where the project stands on the map, and on what that rests."""
        park = self._session.gazetteer.get_park(card.park.park_id) if card.park is not None else None
        bounds = self._feed.bounds_of([card.id])
        own = card.grade == "own"
        spot: LngLat | None = bounds.center if bounds is not None else None
        if not own and park is not None and park.footprint is None:
            spot = park.position  # the map sets symbols of one park beside one another; here there is only this one
        return LocatorPlace(
            spot=spot,
            footprint=park.footprint if park is not None else None,
            park=park.name if park is not None else "",
            park_spot=park.position if park is not None else None,
            is_exact=own,
            is_inferred=card.park is not None and card.park.basis == "inferred",
            slot=slot,
            is_planned=is_planned,
            caption=place_words(card),
        )
