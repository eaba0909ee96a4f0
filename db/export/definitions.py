"""The words that travel with an export: what was asked, what the figures mean, where they come from."""

from collections.abc import Iterator
from typing import Any, Final

from db.definitions import stage_rule, year_rule
from db.export.sheet import ExportHeader
from db.filters import GRADES
from db.index.facets import Totals
from db.money import WAN_PER_YI, format_money
from db.records import Document
from geo.wording import tr

TITLE: Final = "科学城招商项目"
"""What every export is about; through `tr` where it is shown."""


def describe_header(header: ExportHeader) -> tuple[tuple[str, str], ...]:
    """Return what every file says about itself, (heading, words), one line each."""
    sources = tr("；").join(_name_document(document) for document in header.documents)
    return (
        (tr("筛选"), header.filters),
        (tr("项目数"), tr("{n} 项", n=header.totals.count)),
        (tr("金额合计"), describe_sum(header.totals)),
        (tr("坐标"), tr(header.datum_words)),
        (tr("材料"), sources or tr("无")),
        (tr("数据版本"), header.data_version),
        (tr("导出时间"), format_time(header)),
        (tr("署名"), tr(header.attribution)),
    )


def describe_sum(totals: Totals) -> str:
    """Say what the published amounts add up to, and how many projects have none."""
    if not totals.count:
        return tr("没有项目")
    if not totals.published:
        return tr("{n} 项均未公布金额", n=totals.count)
    return tr("{amount}，另有 {n} 项未公布金额，不计入", amount=format_money(totals.amount_wan), n=totals.unpublished)


def format_time(header: ExportHeader) -> str:
    """Write the time of the export as local time with its offset."""
    return header.written.astimezone().isoformat(sep=" ", timespec="seconds")


def header_to_json(header: ExportHeader) -> dict[str, Any]:
    """Return what every file says about itself, for programs: amounts in 万元 and 亿元, time in ISO 8601."""
    return {
        "title": tr(TITLE),
        "filters": header.filters,
        "count": header.totals.count,
        "amount_wan": header.totals.amount_wan,
        "amount_yi": header.totals.amount_wan / WAN_PER_YI,
        "without_amount": header.totals.unpublished,
        "written": header.written.isoformat(timespec="seconds"),
        "data_version": header.data_version,
        "sources": [_name_document(document) for document in header.documents],
        "datum": header.datum.value,
        "attribution": tr(header.attribution),
    }


def describe_definitions(header: ExportHeader) -> tuple[tuple[str, str], ...]:
    """Return (heading, words) pairs; a heading may be empty where a further line belongs to the one above."""
    return tuple(_describe(header))


def _describe(header: ExportHeader) -> Iterator[tuple[str, str]]:
    totals = header.totals
    yield tr("筛选"), header.filters
    if header.filter_args is not None:
        yield tr("命令行"), " ".join(("export", *header.filter_args))
    yield tr("项目数"), tr("{n} 项", n=totals.count)
    amount = format_money(totals.amount_wan)
    yield tr("金额合计"), tr("{amount}，为 {n} 项已公布金额之和", amount=amount, n=totals.published)
    yield (
        "",
        tr(
            "{unpublished} 项未公布金额，不计入；{approximate} 项金额带“约”“预计”等限定词，按数计入",
            unpublished=totals.unpublished,
            approximate=totals.approximate,
        ),
    )
    grades = (tr("{grade} {n} 项", grade=tr(GRADES[grade]), n=count) for grade, count in totals.by_grade.items())
    yield tr("位置依据"), tr("，").join(grades)
    yield "", tr("推断园区：材料写明园区承接何种产业，项目的产业或主题只与一个园区相合；不是材料写明的选址")
    yield "", tr("示意位置：没有自有坐标的项目写园区的代表点，不是项目的选址；园区也不明的不写坐标")
    yield (
        tr("阶段"),
        stage_rule(),
    )
    yield tr("年份"), year_rule()
    yield tr("日期"), tr("按材料的精确程度写年、年-月或年-月-日；未载的留空")
    yield tr("产业依据"), tr("原文：材料写明或列在该产业之下；推断：由我们归入")
    yield tr("坐标"), tr(header.datum_words)
    yield tr("署名"), tr(header.attribution)
    yield tr("数据版本"), header.data_version
    yield tr("导出时间"), format_time(header)
    for place, document in enumerate(header.documents):
        yield "" if place else tr("材料"), tr("{document}（{id}）", document=_name_document(document), id=document.id)
    yield tr("来源页"), tr("起、止为材料去掉全部空白后的字符位置（含起不含止）")


def _name_document(document: Document) -> str:
    published = tr("，{date}", date=document.published) if document.published else ""
    inferred = tr("（推断）") if document.published and document.published_basis == "inferred" else ""
    return f"{document.title}{published}{inferred}"
