"""What people call the fields that evidence and statements name: one table for card, exports and lists."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from geo.wording import tr

FIELD_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "name": "名称",
        "alias": "别名",
        "kind": "类别",
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
        "tag": "单位标签",
        "event": "活动",
        "list": "清单",
        "area_mu": "用地",
        "jobs": "就业",
        "value": "数据",
        "fact": "数据",
        "unit": "单位量词",
        "qualifier": "限定词",
        "period": "时期",
        "summary": "内容",
        "position": "位置",
        "note": "说明",
        "sameness": "是否同一",
    }
)


def field_name(field: str) -> str:
    """Return the name of a field for people; a field that is not in the table is shown as stored."""
    return tr(FIELD_NAMES[field]) if field in FIELD_NAMES else field
