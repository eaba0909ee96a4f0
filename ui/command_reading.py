"""Commands that read: projects, facets, figures, geocode."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from db.export.csv_table import write_csv
from db.facets import FacetValue, Totals
from db.figures import build_figures
from db.filters import DIMENSION_TITLES
from db.money import format_yi
from db.project_rows import ProjectRow
from ui.command_ledger import Selection, describe_grades, open_ledger, open_selection
from ui.command_output import print_json, print_table
from ui.services import Services


def run_projects(options: argparse.Namespace, services: Services) -> None:
    """List the projects the filters choose."""
    with open_selection(options, services) as selection:
        rows = selection.ledger.find_rows(selection.ids)
        if options.json:
            print_json(list(rows))
        elif options.csv:
            sys.stdout.write(write_csv(rows).replace("\r\n", "\n"))
        else:
            _print_projects(list(rows), selection)


def run_facets(options: argparse.Namespace, services: Services) -> None:
    """Count every value of every dimension under the cross-filter."""
    with open_selection(options, services) as selection:
        facets = selection.columns.facets(selection.filters)
    if options.json:
        print_json(facets.values)
        return
    for key, values in facets.values.items():
        print(DIMENSION_TITLES[key])
        print_table(("名称", "项", "亿元", "其中推断"), [_facet_cells(value) for value in values if value.count])
        print()


def run_figures(options: argparse.Namespace, services: Services) -> None:
    """Print totals, ratios and the reconciliation with what was announced."""
    with open_selection(options, services) as selection:
        figures = build_figures(selection.ledger, selection.columns, selection.filters)
        words = selection.describe()
    if options.json:
        print_json(figures)
        return
    print(f"{words}：{_describe_totals(figures.totals)}")
    print(describe_grades(figures.totals.count, figures.totals.by_grade))
    print()
    print_table(("比率", "值", "分子", "分母", "口径"), [ratio.to_cells() for ratio in figures.ratios])
    print()
    print_table(
        ("活动", "公布项", "公布亿元", "具名项", "具名亿元"),
        [event.to_cells() for event in figures.events],
    )


def run_geocode(options: argparse.Namespace, services: Services) -> None:
    """Tell which park a text names."""
    # geopy takes a quarter of a second to import: only this command pays for it.
    from geo.geocoding import ParkGeocoder

    with open_ledger(options, services) as ledger:
        explanation = ParkGeocoder(ledger.load_gazetteer()).explain(options.text)
    match = explanation.match
    if options.json:
        print_json(None if match is None else _match_to_json(match))
    elif match is None:
        print(explanation.reason)
    else:
        grade = f"位置 {match.position_confidence} 级" if match.position_confidence else "位置未知"
        print(f"{match.park.name}（{match.park.kind}，{grade}，认出的字：{match.matched}）")


def _match_to_json(match: Any) -> dict[str, Any]:  # noqa: ANN401 - its type would import geopy
    position = match.park.position
    return {
        "park_id": match.park.id,
        "park": match.park.name,
        "kind": match.park.kind,
        "matched": match.matched,
        "how": match.how,
        "confidence": match.position_confidence,
        "lng": None if position is None else position.lng,
        "lat": None if position is None else position.lat,
        "position_source": match.park.position_source,
    }


def _print_projects(rows: Sequence[ProjectRow], selection: Selection) -> None:
    if not rows:
        print(f"没有符合条件的项目（{selection.describe()}）。", file=sys.stderr)
        return
    cells = [
        (
            str(row.id),
            row.name,
            row.industry or "未归类",
            " ".join(filter(None, (row.stage or "未载", row.stage_date))),
            row.park or "仅知在科学城",
            {"inferred": "推断", "stated": "原文", "own": "坐标", "city": ""}[row.grade],
            _describe_amount(row),
        )
        for row in rows
    ]
    print_table(("编号", "项目", "产业", "阶段", "园区", "依据", "金额（亿元）"), cells)
    print(_describe_totals(selection.columns.totals(selection.mask)))


def _describe_amount(row: ProjectRow) -> str:
    if row.amount_wan is None:
        return row.amount_text or "未公布"
    return f"{row.amount_qualifier or ''}{format_yi(row.amount_wan)}"


def _describe_totals(totals: Totals) -> str:
    if not totals.published:
        return f"{totals.count} 项，均未公布金额"
    words = f"{totals.count} 项，Σ {format_yi(totals.amount_wan)} 亿元，其中 {totals.unpublished} 项未公布金额"
    return words + (f"，{totals.approximate} 项金额带“约”等限定词" if totals.approximate else "")


def _facet_cells(value: FacetValue) -> tuple[str, ...]:
    # Nothing published is not zero.
    amount = format_yi(value.amount_wan) if value.unpublished < value.count else ""
    return value.name, str(value.count), amount, str(value.inferred or "")
