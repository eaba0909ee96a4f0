from __future__ import annotations

import pytest

from db.filters import Filters
from geo.symbols.symbol_plans import PARKS_ZOOM
from tests.end_to_end.person import Person

pytestmark = pytest.mark.window


@pytest.mark.parametrize("size", [(1280, 800), (1366, 768), (1600, 1000)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_whole_city_is_seen_with_a_symbol_a_park(person: Person, size: tuple[int, int]) -> None:
    person.window.resize(*size)
    person.rest()
    person.window.fit_all()
    person.rest()
    facts = person.map_facts()
    assert facts["zoom"] >= PARKS_ZOOM
    view = person.window.map_view
    gazetteer, facets = person.window.session.gazetteer, person.window.explorer.columns.facets(Filters())
    holding = [park.id for park in facets["park"] if isinstance(park.id, int) and park.id and park.count]
    hosts = {host.id for host in map(gazetteer.host_of, holding) if host is not None}
    parks = [group for group in facts["groups"] if group["kind"] in ("city", "park")]
    assert sorted(park["place"] for park in parks) == sorted(hosts)
    for park in parks:
        assert 0 < park["x"] < view.width(), park["name"]
        assert 40 < park["y"] < view.height() - 20, park["name"]
