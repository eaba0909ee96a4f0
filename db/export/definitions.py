"""The words that travel with an export: what was asked, what the figures mean, where they come from."""

from collections.abc import Iterator

from db.export.sheet import ATTRIBUTION, DATUM, ExportSheet
from db.filters import GRADES, format_yi


def describe_definitions(sheet: ExportSheet) -> tuple[tuple[str, str], ...]:
    """Return (heading, words) pairs; a heading may be empty where a further line belongs to the one above."""
    return tuple(_describe(sheet))


def _describe(sheet: ExportSheet) -> Iterator[tuple[str, str]]:
    totals = sheet.totals
    yield "筛选", sheet.filters
    yield "命令行", " ".join(("export", *sheet.filter_args))
    yield "项目数", f"{totals.count} 项"
    yield "金额合计", f"{format_yi(totals.amount_wan)} 亿元，为 {totals.published} 项已公布金额之和"
    yield "", f"{totals.unpublished} 项未公布金额，不计入；{totals.approximate} 项金额带“约”“预计”等限定词，按数计入"
    yield "位置依据", "，".join(f"{GRADES[grade]} {count} 项" for grade, count in totals.by_grade.items())
    yield "", "推断园区：材料写明园区承接何种产业，项目的产业或主题只与一个园区相合；不是材料写明的选址"
    yield "阶段", "取已发生的里程碑中最靠后的一级；签约与落户同级、投产与投用同级，同级取日期最近的；计划中的不算"
    yield "年份", "签约年份；没有签约日期的取最早一个有日期、已发生的里程碑"
    yield "日期", "按材料的精确程度写年、年-月或年-月-日；未载的留空"
    yield "产业依据", "原文：材料写明或列在该产业之下；推断：由我们归入"
    yield "坐标", DATUM
    yield "署名", ATTRIBUTION
    yield "数据版本", sheet.data_version
    yield "导出时间", sheet.written.astimezone().isoformat(sep=" ", timespec="seconds")
    for place, document in enumerate(sheet.documents):
        published = f"，{document.published}" if document.published else ""
        inferred = "（推断）" if document.published and document.published_basis == "inferred" else ""
        yield "" if place else "材料", f"{document.title}{published}{inferred}（{document.id}）"
    yield "来源页", "起、止为材料去掉全部空白后的字符位置（含起不含止）"
