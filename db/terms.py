"""Words of closed sets that the ledger stores in Chinese and people read in their language, beside stages and kinds."""

from typing import Final

ROLES: Final = ("投资方", "合作方", "建设方", "服务对象", "母公司", "依托方", "引进方", "关联方", "孵化企业")
"""Of an organisation in a project."""

QUALIFIERS: Final = ("约", "预计", "超", "超过", "余", "近", "多", "突破", "进入", "达", "高达", "合同")
"""Before a figure, as printed."""

PARK_KINDS: Final = ("园区", "片区", "区县", "科学城", "平台", "载体", "开发区", "公园")
"""Of a place in the gazetteer."""
