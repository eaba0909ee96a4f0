"""How QGIS shows our layers: the window's colours and shapes, hollow where the park is inferred, none over another."""

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import quoteattr

from db.export.sheet import IndustryHead

_HEAD: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_SHAPES: Final = {"square": "square", "plus": "cross_fill", "triangle": "triangle", "diamond": "diamond"}
# Drawn at these sizes the shapes cover the same area, as in the window.
_SIZES_MM: Final = {"square": 3.0, "cross_fill": 3.9, "triangle": 4.0, "diamond": 3.6, "circle": 3.4}
_NO_INDUSTRY: Final = "#6B7278"
_LINE_MM: Final = 0.35


_MOST_MOVED_APART: Final = 20_000
"""QGIS moves symbols apart at every redraw: with more of them it is no longer felt as quick."""


def build_project_style(industries: Iterable[IndustryHead], count: int) -> str:
    """Return QML for the projects: a colour and a shape an industry; hollow where the park is inferred.

    Args:
        industries: The industries, in order; id 0 is 未归类.
        count: Projects; those of one park share its point and are moved apart into a grid, unless they are too many.
    """
    heads = list(industries)
    categories = "".join(
        f'<category render="true" type="{"integer" if head.id else "NULL"}" symbol="{place}" '
        f"value={quoteattr(str(head.id) if head.id else '')} label={quoteattr(head.name)}/>"
        for place, head in enumerate(heads)
    )
    symbols = "".join(_marker(place, head) for place, head in enumerate(heads))
    renderer = (
        '<renderer-v2 type="categorizedSymbol" attr="industry_id" symbollevels="0" enableorderby="0" forceraster="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>"
    )
    if count <= _MOST_MOVED_APART:
        renderer = (
            '<renderer-v2 type="pointDisplacement" placement="2" tolerance="2.5" toleranceUnit="MM" '
            'toleranceUnitScale="3x:0,0,0,0,0,0" circleWidth="0.15" circleColor="107,114,120,160" '
            'circleRadiusAddition="0.6" labelAttributeName="" labelDistanceFactor="0.5" forceraster="0" '
            f'symbollevels="0" enableorderby="0">{renderer}{_CENTRE}</renderer-v2>'
        )
    return (
        f'{_HEAD}<qgis version="3.22" styleCategories="Symbology|MapTips">{renderer}'
        "<mapTip>&lt;b&gt;[% name %]&lt;/b&gt;&lt;br&gt;[% park %]</mapTip></qgis>"
    )


def build_park_style() -> str:
    """Return QML for the parks: a quiet dashed outline, because footprints are schematic, and their names."""
    fill = _layer(
        "SimpleFill",
        color="107,114,120,16",
        outline_color="107,114,120,255",
        outline_style="dash",
        outline_width="0.3",
        outline_width_unit="MM",
        style="solid",
    )
    return (
        f'{_HEAD}<qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="1">'
        f'<renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0"><symbols>'
        f'<symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">{fill}</symbol>'
        "</symbols></renderer-v2>"
        '<labeling type="simple"><settings calloutType="simple"><text-style fieldName="name" fontSize="8" '
        'fontSizeUnit="Point" textColor="74,81,87,255" textOpacity="1" multilineHeight="1" isExpression="0">'
        '<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" '
        'bufferOpacity="1"/></text-style><placement placement="1" geometryGenerator=""/>'
        '<rendering obstacle="0" drawLabels="1"/></settings></labeling></qgis>'
    )


def _marker(place: int, head: IndustryHead) -> str:
    shape = _SHAPES.get(head.symbol or "", "circle")
    color = _rgba(head.color or _NO_INDUSTRY)
    # As in the window: hollow where the park is our reading. The expression is QGIS's.
    hollow = f"if(\"grade\" = 'inferred', '255,255,255,255', '{color}')"
    layer = _layer(
        "SimpleMarker",
        properties={"fillColor": hollow},
        name=shape,
        color=color,
        outline_color=color,
        outline_style="solid",
        outline_width=str(_LINE_MM),
        outline_width_unit="MM",
        size=str(_SIZES_MM[shape]),
        size_unit="MM",
        joinstyle="miter",
    )
    return f'<symbol name="{place}" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">{layer}</symbol>'


def _layer(kind: str, properties: dict[str, str] | None = None, **options: str) -> str:
    listed = "".join(
        f'<Option name="{key}" type="QString" value={quoteattr(value)}/>' for key, value in options.items()
    )
    driven = "".join(
        f'<Option name="{key}" type="Map"><Option name="active" type="bool" value="true"/>'
        f'<Option name="expression" type="QString" value={quoteattr(expression)}/>'
        '<Option name="type" type="int" value="3"/></Option>'
        for key, expression in (properties or {}).items()
    )
    defined = (
        '<data_defined_properties><Option type="Map"><Option name="name" type="QString" value=""/>'
        f'<Option name="properties" type="Map">{driven}</Option>'
        '<Option name="type" type="QString" value="collection"/></Option></data_defined_properties>'
    )
    return (
        f'<layer class="{kind}" enabled="1" locked="0" pass="0"><Option type="Map">{listed}</Option>'
        f"{defined if driven else ''}</layer>"
    )


def _rgba(color: str) -> str:
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"{red},{green},{blue},255"


_CENTRE: Final = (
    '<symbol name="centerSymbol" type="marker" alpha="0" clip_to_extent="1" force_rhr="0">'
    + _layer("SimpleMarker", name="circle", size="0.1", size_unit="MM")
    + "</symbol>"
)
"""The point symbols were moved away from; the park's outline and name say enough."""
