"""What every export carries besides the rows: what was asked, how much it is, when and from which data."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from db.dimensions import DimensionId
from db.facets import Totals
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


FIELD_WORDS: Final = {
    "name": "名称",
    "alias": "别名",
    "industry": "产业",
    "industry_id": "产业",
    "industry_printed": "产业",
    "track": "细分",
    "amount_wan": "金额",
    "amount_text": "金额",
    "amount_qualifier": "金额",
    "park": "园区",
    "stage": "阶段",
    "date": "日期",
    "organisation": "单位",
    "event": "活动",
    "list": "清单",
    "jobs": "就业",
    "area_mu": "用地",
    "value": "数据",
    "kind": "类别",
    "unit": "单位量词",
    "qualifier": "限定词",
    "period": "时期",
}
"""What people call the fields that evidence names; a field not listed is shown as stored."""


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
        return FIELD_WORDS.get(self.field, self.field)


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
