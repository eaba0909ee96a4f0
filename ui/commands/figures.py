"""The command that tells figures: totals, KPIs with their definition, and what reconciles with what was announced."""

import argparse
import math
import sys
import time
from typing import Any, Final

from db.figures.building import Figures, build_figures
from db.figures.chains import Chain
from db.figures.kpis import Kpi
from db.figures.records import EventFigures, NamedSum
from db.figures.stage_board import StageColumn
from db.figures.watching import Watch, unheard
from db.money import figure_unit, format_figure, format_money
from geo.wording import term, tr
from ui.commands.ledger import describe_grades, open_selection
from ui.commands.output import print_json, print_table, to_plain
from ui.commands.reading import describe_totals
from ui.services import Services

_TELL_S: Final = 0.5


def _follow() -> Watch:
    """Tell on the terminal how far the comparison of names is, from its first moment."""
    told_at = -math.inf

    def tell(done: int, total: int) -> None:
        nonlocal told_at
        is_over = 0 < total <= done
        if not is_over and time.monotonic() - told_at < _TELL_S:
            return
        told_at = time.monotonic()
        words = (
            tr("正在比对名称：{done:,} / {total:,} 对", done=done, total=total)
            if total
            else tr("正在找名称相近的项目…")
        )
        print(f"\r\x1b[K{words}", end="\n" if is_over else "", file=sys.stderr, flush=True)

    return tell


def run_figures(options: argparse.Namespace, services: Services) -> None:
    """Print totals, KPIs and the reconciliation with what was announced."""
    with open_selection(options, services) as selection:
        today = services.now().astimezone().date()
        watch = _follow() if sys.stderr is not None and sys.stderr.isatty() else unheard
        figures = build_figures(selection.ledger, selection.columns, selection.filters, today, watch)
        words = selection.describe()
    if options.json:
        print_json(figures_to_json(figures))
        return
    print(tr("{words}：{totals}", words=words, totals=describe_totals(figures.totals)))
    print(describe_grades(figures.totals.count, figures.totals.by_grade))
    print()
    print_table((tr("指标"), tr("值"), tr("分子"), tr("分母"), tr("口径")), [_kpi_cells(kpi) for kpi in figures.kpis])
    print()
    print_table(
        (
            tr("活动"),
            tr("公布项"),
            tr("公布 {q}{unit}", q="", unit=figure_unit()),
            tr("具名项"),
            tr("具名 {unit}", unit=figure_unit()),
            tr("结论"),
        ),
        [_event_cells(event) for event in figures.events],
    )
    print()
    print_table(
        (tr("阶段"), tr("项"), figure_unit(), tr("未公布"), tr("逾期"), tr("久未更新")),
        [_stage_cells(column) for column in figures.board.columns],
    )
    print()
    gaps = len(figures.chain.gaps)
    print(tr("产业链：{n} 个末端节点，其中 {gaps} 个台账中无项目", n=_count_lowest(figures.chain), gaps=gaps))
    undecided = sum(repeat.decision is None for repeat in figures.repeats)
    print(tr("疑为同一项目：{n} 对，{undecided} 对未判断", n=len(figures.repeats), undecided=undecided))
    if figures.repeats_unlisted:
        print(tr("其余 {n:,} 对未列", n=figures.repeats_unlisted))
    print(tr("文中写明的链上关系：{n} 条", n=len(figures.chain.relations)))
    print(
        tr(
            "材料说法不一：{n} 处；指标：{indicators} 条；机制：{mechanisms} 条",
            n=len(figures.contradictions),
            indicators=len(figures.indicators),
            mechanisms=figures.mechanisms,
        )
    )
    for finding in figures.findings:
        print(tr("提示：{words}", words=finding.words))


def _stage_cells(column: StageColumn) -> tuple[str, ...]:
    name = tr("、").join(map(term, column.stages)) or tr("未进阶段")
    lights = (str(column.by_light.get(light, 0)) for light in ("overdue", "quiet"))
    return name, str(column.count), format_figure(column.amount_wan or None), str(column.unpublished), *lights


def _count_lowest(chain: Chain) -> int:
    above = {node.parent_id for node in chain.nodes}
    return sum(node.id > 0 and node.id not in above for node in chain.nodes)


def figures_to_json(figures: Figures) -> dict[str, Any]:
    """Return what `--json` prints: announcements as announced, named and residual, and the rest as it stands."""
    plain = to_plain(figures)
    assert isinstance(plain, dict)
    plain["events"] = [_event_to_json(event) for event in figures.events]
    plain["kpis"] = [_kpi_to_json(kpi) for kpi in figures.kpis]
    return plain


def _event_to_json(event: EventFigures) -> dict[str, Any]:
    announced = {
        "project_count": event.project_count,
        "count_qualifier": event.count_qualifier,
        "amount_wan": event.amount_wan,
        "amount_qualifier": event.amount_qualifier,
    }
    return {
        "id": event.id,
        "name": event.name,
        "kind": event.kind,
        "held_on": event.held_on,
        "held_on_basis": event.held_on_basis,
        **announced,
        "contains": list(event.contains),
        "contained_in": list(event.contained_in),
        "announced": announced,
        "contained": {"project_count": event.contained_count, "amount_wan": event.contained_amount_wan},
        "named": _named_to_json(event.named),
        "residual": {"project_count": event.remaining, "amount_wan": event.remaining_amount_wan},
        "parts": [
            {
                "dimension": part.dimension,
                "key": part.key,
                "announced": {"project_count": part.project_count, "amount_wan": part.amount_wan},
                "named": None if part.named is None else _named_to_json(part.named),
                "residual": {"project_count": part.remaining},
            }
            for part in event.parts
        ],
        "verdicts": to_plain(event.verdicts),
    }


def _named_to_json(named: NamedSum) -> dict[str, Any]:
    return {
        "project_count": len(named.ids),
        "amount_wan": named.amount_wan,
        "unpublished": named.unpublished,
        "approximate": named.approximate,
        "ids": list(named.ids),
        "published_ids": list(named.published_ids),
    }


def _kpi_to_json(kpi: Kpi) -> dict[str, Any]:
    return {
        "definition_id": kpi.definition.id,
        "name": kpi.definition.name,
        "variant": kpi.definition.variant,
        "definition": kpi.definition.words,
        "unit": "万元" if kpi.definition.unit == "亿元" else kpi.definition.unit,
        "value": kpi.value,
        "reason": kpi.reason,
        "numerator_ids": kpi.numerator_ids.tolist(),
        "denominator_ids": kpi.denominator_ids.tolist(),
        "unpublished": kpi.unpublished,
        "sample": kpi.sample,
        "published_indicator": kpi.definition.published or None,
    }


def _kpi_cells(kpi: Kpi) -> tuple[str, ...]:
    definition = kpi.definition
    name = tr("{name}（{variant}）", name=tr(definition.name), variant=tr(definition.variant))
    words = tr(definition.words)
    if kpi.value is None:
        return name, "", "", "", tr("{words}；{reason}", words=words, reason=tr(kpi.reason))
    above = str(len(kpi.numerator_ids))
    if definition.denominator is not None:
        return name, f"{kpi.value:.1f}%", above, str(len(kpi.denominator_ids)), words
    if definition.unit == "亿元":
        unpublished = tr("{words}；其中 {n} 项未公布金额", words=words, n=kpi.unpublished)
        return name, format_money(int(kpi.value)), above, "", unpublished
    return name, above, above, "", words


def _event_cells(event: EventFigures) -> tuple[str, ...]:
    return (
        event.name,
        "" if event.project_count is None else str(event.project_count),
        format_figure(event.amount_wan),
        str(len(event.named.ids)),
        format_figure(event.named.amount_wan or None),
        tr("；").join(verdict.words for verdict in event.verdicts),
    )
