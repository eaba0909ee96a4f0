"""What every export carries besides the rows: what was asked, how much it is, when and from which data."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from db.dimensions import DimensionId
from db.facets import Totals
from db.field_names import field_name
from db.project_rows import ProjectRow
from db.records import Document

ATTRIBUTION: Final = "位置取自公开地名与轨道站点（含 © GeoNames，CC BY 4.0）；园区范围与位置为示意，不作边界依据"
DATUM: Final = "WGS 84（EPSG:4326），经度在前"

GRADE_WORDS: Final = {"own": "自有坐标", "stated": "原文", "inferred": "推断", "city": "仅知在科学城"}
BASIS_WORDS: Final = {"stated": "原文", "inferred": "推断", None: ""}
POSITION_WORDS: Final = {
    "surveyed": "实测坐标",
    "address": "地址",
    "manual": "人工",
    "park": "园区位置",
    "city": "仅知在科学城",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One place in a document that evidences something of an exported project."""

    project_id: int
    project: str
    field: str
    document_id: str
    document: str
    published: str | None
    start: int
    end: int

    @property
    def field_name(self) -> str:
        """What is evidenced, for people."""
        return field_name(self.field)


@dataclass(frozen=True, slots=True)
class IndustryHead:
    """An industry as the head of a group.

    Attributes:
        id: Of the industry; 0 is 未归类.
        name: Its name.
        color: `#RRGGBB`, or None.
    """

    id: DimensionId
    name: str
    color: str | None


@dataclass(frozen=True, slots=True)
class ExportSheet:
    """An export before it takes a format.

    Attributes:
        rows: The projects, in the order asked for.
        totals: What they add up to.
        industries: The industries, in order; id 0 is 未归类.
        filters: What was asked, in words.
        filter_args: The same as command-line arguments.
        written: Time of the export.
        data_version: State of the data.
        documents: Documents the exported projects rest on.
        find_sources: Reads the evidence positions, when a format wants them.
    """

    rows: tuple[ProjectRow, ...]
    totals: Totals
    industries: tuple[IndustryHead, ...]
    filters: str
    filter_args: tuple[str, ...]
    written: datetime.datetime
    data_version: str
    documents: tuple[Document, ...]
    find_sources: Callable[[], Sequence[Source]]
