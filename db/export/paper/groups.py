"""What an atlas has a page for: each park, or each industry, and last what is known of neither."""

from collections.abc import Iterator

import numpy as np

from db.export.paper.contents import PaperContents, Rows
from db.export.related import ParkRow
from geo.frozen import frozen
from geo.wording import term, tr


@frozen
class AtlasGroup:
    """Projects that share a page.

    Attributes:
        name: Title of the page.
        kind: What it is, in words.
        rows: Its projects, rows of the columns.
        park: The park, if it is one.
    """

    name: str
    kind: str
    rows: Rows
    park: ParkRow | None = None


def find_groups(contents: PaperContents, by: str) -> list[AtlasGroup]:
    """Return the groups that have projects.

    Args:
        contents: What is exported.
        by: "park": most projects first, those without a park last; "industry": in their order.
    """
    return list(_by_industry(contents) if by == "industry" else _by_park(contents))


def _by_park(contents: PaperContents) -> Iterator[AtlasGroup]:
    rows = contents.sheet.row_numbers
    ids = contents.park_ids[rows]
    parks = {park.id: park for park in contents.sheet.parks}
    found, counts = np.unique(ids, return_counts=True)
    for id_, _ in sorted(zip(found.tolist(), counts.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0])):
        if id_ in parks:
            yield AtlasGroup(parks[id_].name, term(parks[id_].kind), rows[ids == id_], parks[id_])
    rest = rows[~np.isin(ids, list(parks))]
    if len(rest):
        yield AtlasGroup(tr("仅知在科学城"), tr("园区未写明"), rest)


def _by_industry(contents: PaperContents) -> Iterator[AtlasGroup]:
    rows = contents.sheet.row_numbers
    codes = contents.sheet.columns.codes["industry"][rows]
    for code, head in enumerate(contents.sheet.header.industries):
        chosen = rows[codes == code]
        if len(chosen):
            yield AtlasGroup(head.name if head.id else term(head.name), tr("产业"), chosen)
