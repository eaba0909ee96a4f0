"""Commands that read: projects, facets, figures, geocode."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from db.export.csv_table import write_csv
from db.filters import DIMENSION_TITLES
from db.index.dimensions import shown_name
from db.index.facets import FacetValue, Totals
from db.money import format_money, format_yi
from db.project_rows import ProjectRow
from geo.wording import term, tr
from ui.commands.ledger import Selection, open_ledger, open_selection
from ui.commands.output import print_json, print_table
from ui.services import Services


def run_projects(options: argparse.Namespace, services: Services) -> None:
    """List the projects the filters choose."""
    with open_selection(options, services) as selection:
        rows = selection.find_rows()
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
        print(tr(DIMENSION_TITLES[key]))
        print_table(
            (tr("名称"), tr("项"), tr("亿元"), tr("其中推断")), [_facet_cells(value) for value in values if value.count]
        )
        print()


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
        grade = (
            tr("位置 {letter} 级", letter=match.position_confidence) if match.position_confidence else tr("位置未知")
        )
        print(
            tr(
                "{name}（{kind}，{grade}，认出的字：{matched}）",
                name=match.park.name,
                kind=match.park.kind,
                grade=grade,
                matched=match.matched,
            )
        )


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
        print(tr("没有符合条件的项目（{filters}）。", filters=selection.describe()), file=sys.stderr)
        return
    cells = [
        (
            str(row.id),
            row.name,
            row.industry or tr("未归类"),
            " ".join(filter(None, (term(row.stage) if row.stage else tr("未载"), row.stage_date))),
            row.park or tr("仅知在科学城"),
            {"inferred": tr("推断"), "stated": tr("原文"), "own": tr("坐标"), "city": ""}[row.grade],
            _describe_amount(row),
        )
        for row in rows
    ]
    print_table((tr("编号"), tr("项目"), tr("产业"), tr("阶段"), tr("园区"), tr("依据"), tr("金额（亿元）")), cells)
    print(describe_totals(selection.columns.totals(selection.mask)))


def _describe_amount(row: ProjectRow) -> str:
    if row.amount_wan is None:
        return row.amount_text or tr("未公布")
    return f"{term(row.amount_qualifier or '')}{format_yi(row.amount_wan)}"


def describe_totals(totals: Totals) -> str:
    """Say how many projects there are and what of their amounts is published."""
    if not totals.count:
        return tr("没有项目")
    if not totals.published:
        return tr("{n} 项，均未公布金额", n=totals.count)
    words = tr(
        "{n} 项，Σ {amount}，其中 {unpublished} 项未公布金额",
        n=totals.count,
        amount=format_money(totals.amount_wan),
        unpublished=totals.unpublished,
    )
    return words + (tr("，{n} 项金额带“约”等限定词", n=totals.approximate) if totals.approximate else "")


def _facet_cells(value: FacetValue) -> tuple[str, ...]:
    # Nothing published is not zero.
    amount = format_yi(value.amount_wan) if value.unpublished < value.count else ""
    return shown_name(value.name), str(value.count), amount, str(value.inferred or "")
