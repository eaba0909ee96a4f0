"""未开工 and 已开工 part the stages, and are understood wherever filters are."""

import sqlite3
from pathlib import Path

from db.filter_arguments import from_args
from db.filters import Filters
from db.ledger import Ledger
from db.stage_groups import STAGE_GROUPS, find_group


def test_the_groups_part_the_stages_by_their_rank(built_ledger: Path) -> None:
    with sqlite3.connect(built_ledger) as connection:
        before, begun = (
            {stage for (stage,) in connection.execute(f"SELECT stage FROM stages WHERE rank {sign} 4")}  # noqa: S608
            for sign in ("<", ">=")
        )
    connection.close()
    assert {"未开工": before, "已开工": begun} == STAGE_GROUPS


def test_a_group_is_a_name_and_stays_one(built_ledger: Path) -> None:
    with Ledger.open(built_ledger) as ledger:
        columns = ledger.load_columns()
        filters = from_args(["--stage", "未开工"], ledger.load_vocabulary(columns))
    assert filters == Filters(stages=STAGE_GROUPS["未开工"])
    assert filters.describe(columns.dimensions) == "阶段：未开工（谋划、洽谈、签约、落户）"
    assert find_group(frozenset({"签约"})) == ""
