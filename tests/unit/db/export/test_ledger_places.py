"""Maps of an export and of its parts stand on one placement of the whole ledger."""

import datetime

import numpy as np

from db.export.exporting import build_sheet
from db.export.paper.contents import PaperContents
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.index.map_places import map_order_of, with_known_map
from db.ledger import Ledger


def test_parts_share_the_places_of_the_whole(ledger: Ledger, columns: ProjectColumns, now: datetime.datetime) -> None:
    sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), now)
    parts = [sheet.part(sheet.row_numbers[place : place + 1], "一项") for place in range(3)]
    assert all(part.places is sheet.places for part in parts)
    assert parts[0].part(parts[0].row_numbers, "再分").places is sheet.places
    assert PaperContents(parts[0]).placement is PaperContents(parts[1]).placement


def test_what_is_kept_of_the_map_is_taken_over(ledger: Ledger, columns: ProjectColumns, now: datetime.datetime) -> None:
    rows = np.arange(2)
    sheet = build_sheet(ledger, columns, rows, Filters(), now)
    knowing = with_known_map(columns, sheet.gazetteer)
    kept = build_sheet(ledger, knowing, rows, Filters(), now).places.placement
    assert knowing.known_map is not None
    assert kept.world_x is knowing.known_map.order.placement.world_x
    fresh = map_order_of(columns, sheet.gazetteer).placement
    assert kept.places == fresh.places
    assert kept.place.tolist() == fresh.place.tolist()
    assert kept.world_x.tolist() == fresh.world_x.tolist()
