"""The command that gives the charts' figures."""

import argparse

from db.charts.chart_choices import can_choose, is_chosen
from db.charts.chart_words import definition_of, figure_words, title_of, to_table
from db.charts.charts import Chart, Charts, build_charts
from ui.commands.ledger import open_selection
from ui.commands.output import print_json, print_table, to_plain
from ui.services import Services


def run_charts(options: argparse.Namespace, services: Services) -> None:
    """Print the figures of every chart, each under all filters but its own."""
    with open_selection(options, services) as selection:
        charts = build_charts(selection.columns, selection.filters, options.by)
    if options.json:
        print_json([_to_json(chart, charts) for chart in charts.charts])
        return
    for chart in charts.charts:
        head, *rows = to_table(chart)
        print(f"{title_of(chart.key)}　{figure_words(chart.passing)}")
        print(definition_of(chart.key))
        print_table(head, rows)
        print()


def _to_json(chart: Chart, charts: Charts) -> dict[str, object]:
    """The chart as it is held, with its title, its definition and what can be and is chosen."""
    bars = [
        {
            **_plain(bar),
            "choosable": can_choose(chart.key, bar),
            "chosen": is_chosen(chart.key, bar, charts.filters),
        }
        for bar in chart.bars
    ]
    words = {"title": title_of(chart.key), "definition": definition_of(chart.key)}
    return {**_plain(chart), **words, "bars": bars}


def _plain(record: object) -> dict[str, object]:
    plain = to_plain(record)
    assert isinstance(plain, dict), "a record"
    return plain
