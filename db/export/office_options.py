"""What can be chosen about workbooks and briefings, and how much they hold; without the libraries that write them."""

from typing import Final

from db.export.options import Choice, ExportOption

XLSX_OPTIONS: Final = (
    ExportOption(
        "group",
        "分组",
        "industry",
        (Choice("industry", "按产业"), Choice("park", "按园区"), Choice("none", "不分组")),
        hint="台账一页按它分组小计",
    ),
    ExportOption("charts", "附图表", True, hint="另有一页：按产业、阶段、园区的表与可以编辑的图"),
)

BRIEFING_OPTIONS: Final = (
    ExportOption(
        "group",
        "一页一个",
        "park",
        (Choice("park", "园区"), Choice("industry", "产业")),
        hint="每个有项目的园区或产业各占一页",
    ),
)

MOST_IN_WORKBOOK: Final = 50_000
"""Projects; every row is held until the workbook is closed: 0.13 GB at this number."""

MOST_IN_BRIEFING: Final = 2_000
"""Projects; nobody turns over more slides."""
