"""Words of closed sets that the ledger stores in Chinese and people read in their language, beside stages and kinds."""

from typing import Final

from geo.wording import term

ROLES: Final = ("投资方", "合作方", "建设方", "服务对象", "母公司", "依托方", "引进方", "关联方", "孵化企业")
"""Of an organisation in a project."""

QUALIFIERS: Final = (
    "约", "预计", "超", "超过", "余", "近", "多", "突破", "进入", "达", "达到", "高达", "合同", "增至", "力争", "争取",
    "将", "拟", "计划", "仅需", "内",
)  # fmt: skip
"""Before a figure, as printed."""

PARK_KINDS: Final = ("园区", "片区", "区县", "科学城", "平台", "载体", "开发区", "公园")
"""Of a place in the gazetteer."""


def qualified(qualifier: str | None, figure: str) -> str:
    """Write a figure behind its qualifier, both in the person's language: ``约105 亿元``, ``about CNY 10.5 bn``."""
    said = term(qualifier) if qualifier else ""
    return f"{said} {figure}" if said.isascii() and said else f"{said}{figure}"
