"""Which views of figures there are, left to right.

None is imported before somebody looks: together they take a tenth of a second, and a start needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from geo.frozen import frozen
from ui.figures.places import WINDOW_PLACES
from ui.figures.view import FigureView
from ui.opening.session import Session
from ui.theme import Theme


@frozen
class ViewOffer:
    """A view that can be had.

    Attributes:
        place: Key by which it is named (`FigureView.place`).
        title: Chinese name of its tab (`FigureView.tab_title`).
        build: Makes it.
        height: Pixels it takes of the window's height when it is first shown (`FigureView.first_height`).
    """

    place: str
    title: str
    build: Callable[[], FigureView]
    height: int = FigureView.first_height


_TITLES: Final = {
    "events": "活动核对",
    "repeats": "疑同与矛盾",
    "indicators": "指标",
    "stages": "阶段",
    "chain": "产业链",
    "mechanisms": "机制",
    "findings": "提示",
}
"""The views by place, left to right; each is built by the method of `_Views` of that name."""


class _Views:
    """Builds the views of an open ledger."""

    def __init__(self, session: Session, theme: Callable[[], Theme], home: Path | None) -> None:
        self._session, self._theme, self._home = session, theme, home

    def events(self) -> FigureView:
        from ui.figures.events_view import EventsView

        return EventsView(self._session.documents, self._session.slots, self._theme)

    def repeats(self) -> FigureView:
        from ui.figures.repeats_view import RepeatsView

        return RepeatsView(self._session.documents)

    def indicators(self) -> FigureView:
        from ui.figures.indicators_view import IndicatorsView

        return IndicatorsView(self._session.documents, self._theme)

    def stages(self) -> FigureView:
        from ui.figures.stages_settings import FILE
        from ui.figures.stages_view import StagesView

        return StagesView(self._session.slots, self._theme, self._home / FILE if self._home else None)

    def chain(self) -> FigureView:
        from ui.figures.chain_view import ChainView

        return ChainView(self._session.vocabulary.taxonomies, self._theme, self._session.documents)

    def mechanisms(self) -> FigureView:
        from ui.figures.mechanisms_view import MechanismsView

        places = {offer.place for offer in self.offers()} | WINDOW_PLACES
        return MechanismsView(self._session.documents, lambda: places)

    def findings(self) -> FigureView:
        from ui.figures.findings_view import FindingsView

        return FindingsView(self._session.documents)

    def offers(self) -> tuple[ViewOffer, ...]:
        return tuple(ViewOffer(place, title, getattr(self, place)) for place, title in _TITLES.items())


def offer_views(session: Session, theme: Callable[[], Theme], home: Path | None = None) -> tuple[ViewOffer, ...]:
    """Offer the views of an open ledger; none is built yet.

    Args:
        session: It.
        theme: Asked at each painting.
        home: Folder of what is remembered; None remembers nothing.
    """
    return _Views(session, theme, home).offers()
