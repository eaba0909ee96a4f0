"""What the columns of the small ledger hold."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from db.connection import LedgerInconsistent
from db.index.columns import ProjectColumns
from db.ledger import Ledger


def row_of(columns: ProjectColumns, id_: int) -> int:
    return int(columns.rows_of([id_])[0])


def value_of(columns: ProjectColumns, key: str, id_: int) -> object:
    return columns.dimensions[key].ids[columns.codes[key][row_of(columns, id_)]]


def test_values_are_coded_with_their_own_value_for_none(columns: ProjectColumns) -> None:
    assert [value_of(columns, "industry", id_) for id_ in (1, 3, 6)] == [1, 2, 0]
    assert [value_of(columns, "track", id_) for id_ in (1, 2, 3)] == [11, 12, -2]
    assert [value_of(columns, "grade", id_) for id_ in (1, 2, 3)] == ["stated", "inferred", "city"]
    assert [value_of(columns, "stage", id_) for id_ in (1, 3, 6)] == ["开工", "签约", "未载"]
    assert columns.year.tolist() == [2021, 2020, 2022, 0, 0, 0, 0]
    assert columns.month.tolist() == [3, 9, 7, 0, 0, 0, 0]


def test_amounts_keep_qualifier_and_words(columns: ProjectColumns) -> None:
    assert columns.amount_wan.tolist() == [125000, 80000, -1, 5000, -1, -1, 1050000]
    assert columns.amount_qualifiers[0] == "约"
    assert columns.amount_texts[1] == "8亿元"
    assert columns.amount_qualified.tolist() == [True, False, False, True, False, False, True]


def test_positions_are_those_of_parks_and_unknown_ones_nan(columns: ProjectColumns) -> None:
    assert columns.lng[0] == 106.36
    assert np.isnan(columns.lng[[2, 5, 6]]).all(), "city alone, and a park without a position"


def test_flags(columns: ProjectColumns) -> None:
    assert columns.ids[columns.planned].tolist() == [4]
    assert columns.ids[columns.contradicted].tolist() == [7]
    assert columns.ids[columns.industry_inferred].tolist() == [2]
    assert columns.ids[columns.inferred].tolist() == [2, 4, 5]
    assert columns.document_count.tolist() == [2, 0, 1, 0, 0, 0, 0]


def test_old_industries_are_no_values_of_today(columns: ProjectColumns) -> None:
    assert columns.dimensions["industry"].names == ("信息", "健康", "未归类")
    assert columns.dimensions["park"].names[-1] == "仅知在科学城"


def test_a_project_has_each_tag_and_organisation_once(columns: ProjectColumns) -> None:
    tags = columns.multi["tag"].codes_of(row_of(columns, 3))
    assert [columns.dimensions["tag"].ids[code] for code in tags] == ["上市公司", "世界500强"]
    assert len(columns.multi["organisation"].codes_of(row_of(columns, 3))) == 2


def test_kinds_have_names_for_people(columns: ProjectColumns) -> None:
    assert columns.dimensions["kind"].name_of("innovation") == "科技创新"


def test_a_reference_to_nothing_is_not_passed_over(ledger_path: Path) -> None:
    with sqlite3.connect(ledger_path) as connection:
        connection.execute("UPDATE projects SET track_id = 1 WHERE id = 1")  # an industry is no track
    connection.close()
    with Ledger.open(ledger_path) as ledger, pytest.raises(LedgerInconsistent, match="细分"):
        ledger.load_columns()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("INSERT INTO event_projects VALUES (1, 999, 'stated')", "活动.*不存在的项目"),
        ("INSERT INTO project_organisations VALUES (999, 1, '')", "单位.*不存在的项目"),
        ("INSERT INTO list_items VALUES (1, 999, 1)", "清单.*不存在的项目"),
        ("UPDATE projects SET amount_wan = 9223372036854775807", "金额"),
        ("UPDATE projects SET amount_wan = 9007199254740993 WHERE id = 1", "金额"),
    ],
)
def test_what_cannot_be_counted_is_told(ledger_path: Path, change: str, told: str) -> None:
    with sqlite3.connect(ledger_path) as connection:
        connection.execute(change)  # foreign keys are off, as in most other tools
    connection.close()
    with Ledger.open(ledger_path) as ledger, pytest.raises(LedgerInconsistent, match=told):
        ledger.load_columns()


def test_infinite_areas_are_told(ledger_path: Path) -> None:
    with sqlite3.connect(ledger_path) as connection:
        connection.execute("UPDATE projects SET area_mu = 9e999 WHERE id = 1")
    connection.close()
    with Ledger.open(ledger_path) as ledger, pytest.raises(LedgerInconsistent, match="芯片一厂"):
        list(ledger.find_rows([1]))


@pytest.mark.parametrize(
    ("lng", "lat"),
    [(106.12345678901234, 29.1), (-70.1, -33.000000000000007), (0.0, 0.1), (1e-17, 51.5), (-180.0, 90.0), (0.2, -0.0)],
)
def test_degrees_are_read_to_the_last_digit(ledger_path: Path, lng: float, lat: float) -> None:
    with sqlite3.connect(ledger_path) as connection:
        connection.execute(
            "UPDATE projects SET lng = ?, lat = ?, position_basis = 'manual' WHERE id IN (2, 3)", (lng, lat)
        )
    connection.close()
    with Ledger.open(ledger_path) as ledger:
        columns = ledger.load_columns()
    rows = columns.rows_of([2, 3])
    assert columns.lng[rows].tolist() == [lng, lng]
    assert columns.lat[rows].tolist() == [lat, lat]
    assert [value_of(columns, "grade", id_) for id_ in (2, 3)] == ["own", "own"]
