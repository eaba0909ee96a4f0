"""Every field of a project that goes out, for formats that other programs read: names, types, in one order.

Spreadsheets for people have `db.export.table.COLUMNS` instead.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from geo.frozen import frozen

FieldType = Literal["text", "words", "integer", "number", "degrees", "flag"]


@frozen
class Field:
    """A field.

    Attributes:
        key: Its English name, and its name in `Block` and (but for `position_schematic`) in `ProjectRow`.
        title: Its Chinese name.
        short: At most 10 ASCII characters, for dBASE.
        type: `words` is a tuple of texts, `flag` a truth value.
    """

    key: str
    title: str
    short: str
    type: FieldType = "text"


FIELDS: Final = (
    Field("id", "编号", "id", "integer"),
    Field("name", "项目名称", "name"),
    Field("aliases", "别名", "aliases", "words"),
    Field("kind", "类别代码", "kind"),
    Field("kind_name", "类别", "kind_name"),
    Field("industry_id", "产业编号", "ind_id", "integer"),
    Field("industry", "主导产业", "industry"),
    Field("track", "细分", "track"),
    Field("industry_basis", "产业依据", "ind_basis"),
    Field("industry_printed", "产业原文", "ind_print"),
    Field("amount_wan", "金额（万元）", "amount_wan", "integer"),
    Field("amount_qualifier", "金额限定", "amount_qua"),
    Field("amount_text", "金额原文", "amount_txt"),
    Field("park_id", "园区编号", "park_id", "integer"),
    Field("park", "园区", "park"),
    Field("park_basis", "归园依据", "park_basis"),
    Field("position_basis", "位置依据", "pos_basis"),
    Field("position_schematic", "示意位置", "pos_schem", "flag"),
    Field("grade", "位置等级", "grade"),
    Field("position_confidence", "位置可信度", "pos_conf"),
    Field("lng", "经度", "lng", "degrees"),
    Field("lat", "纬度", "lat", "degrees"),
    Field("stage", "阶段", "stage"),
    Field("stage_date", "阶段日期", "stage_date"),
    Field("year", "年份", "year", "integer"),
    Field("area_mu", "用地（亩）", "area_mu", "number"),
    Field("jobs", "就业（个）", "jobs", "integer"),
    Field("organisations", "单位", "orgs", "words"),
    Field("tags", "单位标签", "tags", "words"),
    Field("events", "活动", "events", "words"),
    Field("lists", "清单", "lists", "words"),
    Field("documents", "来源", "documents", "words"),
    Field("summary", "摘要", "summary"),
    Field("note", "备注", "note"),
)
"""Every field, in order."""

FIELD_BY_KEY: Final[Mapping[str, Field]] = MappingProxyType({field.key: field for field in FIELDS})

WORD_SEPARATOR: Final = "；"
"""Between several words in one text."""
