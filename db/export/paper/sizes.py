"""Sheets of paper, their margins, and what a person can choose about them."""

from types import MappingProxyType
from typing import Final

from db.export.options import Choice, ExportOption, Options
from db.export.paper.clipping import Frame
from geo.frozen import frozen

_SHORT_LONG: Final = MappingProxyType({"a4": (210.0, 297.0), "a3": (297.0, 420.0), "wide": (190.5, 338.7)})
_BINDING_MM: Final = 25.0

ORIENTATION: Final = ExportOption(
    "orientation", "方向", "landscape", (Choice("landscape", "横向"), Choice("portrait", "纵向"))
)
SCALE: Final = ExportOption(
    "scale", "比例尺 1∶（0 为自动）", 0, most=5_000_000, hint="如 125000；0 为自动取能容下全部符号的整数比例尺"
)
TITLE: Final = ExportOption("title", "题目", "", hint="不写则为“科学城招商项目分布”")
REVIEW: Final = ExportOption("review", "审图号", "", hint="公开展示的地图须送审；写了才印在图上")
PDF_OPTIONS: Final = (
    ExportOption("paper", "纸张", "a3", (Choice("a3", "A3"), Choice("a4", "A4"))),
    ORIENTATION,
    SCALE,
    TITLE,
    REVIEW,
    ExportOption("list", "附项目表", True),
    ExportOption("binding", "留装订边", False),
)
_PICTURE: Final = (
    ExportOption("paper", "画幅", "a4", (Choice("a4", "A4"), Choice("a3", "A3"), Choice("wide", "16∶9"))),
    ORIENTATION,
    SCALE,
    ExportOption("width", "宽（毫米，0 为画幅）", 0, most=1200, hint="最小 120"),
    ExportOption("height", "高（毫米，0 为画幅）", 0, most=1200, hint="最小 120"),
    TITLE,
    REVIEW,
    ExportOption("transparent", "透明底", False),
)
SVG_OPTIONS: Final = _PICTURE
PNG_OPTIONS: Final = (*_PICTURE, ExportOption("dpi", "每英寸点数", 150, least=48, most=600))
ATLAS_OPTIONS: Final = (
    ExportOption("by", "每页一个", "park", (Choice("park", "园区"), Choice("industry", "产业"))),
    TITLE,
    REVIEW,
    ExportOption("binding", "留装订边", False),
)
_LEAST_MM: Final = 120.0
INSET: Final = "inset"
"""No choice of people's: the map stands in another document, which gives it title and margins."""

_INSET_MM: Final = 0.5


@frozen
class Sheet:
    """A sheet of paper.

    Attributes:
        width: Millimetres.
        height: Millimetres.
        inner: What lies inside the margins.
        name: What the paper is called, empty for a size of one's own.
    """

    width: float
    height: float
    inner: Frame
    name: str = ""

    @property
    def is_compact(self) -> bool:
        """Whether it is too small for sections beside or below the map."""
        return (
            (self.inner.width < 180.0 and not self.is_upright) or self.inner.height < 130.0 or self.inner.width < 140.0
        )

    @property
    def is_upright(self) -> bool:
        """Whether it is higher than wide."""
        return self.height > self.width


def find_sheet(options: Options) -> Sheet:
    """Return the sheet some options ask for; what they do not say is an A4 sheet, landscape."""
    paper = str(options.get("paper", "a4"))
    short, long = _SHORT_LONG[paper]
    is_upright = options.get("orientation") == "portrait"
    width, height = (short, long) if is_upright else (long, short)
    own_width, own_height = (float(options.get(key, 0)) for key in ("width", "height"))
    width, height = (max(own, _LEAST_MM) if own else side for own, side in ((own_width, width), (own_height, height)))
    left, right, upright = (18.0, 12.0, 10.0) if min(width, height) > 250 else (12.0, 12.0, 11.0)
    if min(width, height) < 180:
        left, right, upright = 9.0, 6.0, 6.0
    if options.get("binding"):
        left = _BINDING_MM
    if options.get(INSET):
        left = right = upright = _INSET_MM
    name = "" if own_width or own_height or paper == "wide" else paper.upper()
    return Sheet(width, height, Frame(left, upright, width - right, height - upright), name)
