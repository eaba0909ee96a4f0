"""What the map in one file is told: the same places as the window's, and words that say what is known."""

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from db.export.errors import ExportError
from db.export.exporting import build_sheet, export_projects
from db.export.formats import MOST_IN_PAGE, find_format
from db.export.page_data import build_page_data
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
TOKENS = {
    "industries": [
        {"key": "information", "name": "新一代信息技术", "shape": "square"},
        {"key": "health", "name": "健康", "shape": "disc"},
        {"key": "unclassified", "name": "未归类", "shape": "disc"},
    ]
}


def data_of(ledger: Ledger, columns: ProjectColumns, filters: Filters | None = None) -> dict[str, Any]:
    filters = filters or Filters()
    sheet = build_sheet(ledger, columns, np.flatnonzero(columns.mask(filters)), filters, NOW)
    return build_page_data(sheet, TOKENS)


@pytest.fixture
def data(ledger: Ledger, columns: ProjectColumns) -> dict[str, Any]:
    return data_of(ledger, columns)


def facts_of(data: dict[str, Any], id_: int) -> dict[str, tuple[str, str]]:
    card = data["cards"][data["projects"]["id"].index(id_)]
    return {heading: (words, basis) for heading, words, basis in card["facts"]}


def test_an_industry_is_drawn_by_its_name_else_its_shape_else_as_the_rest(data: dict[str, Any]) -> None:
    slots = {industry["name"]: industry["slot"] for industry in data["industries"]}
    assert slots["信息"] == 0, "by its shape, the square"
    assert slots["健康"] == 1, "by its name, whatever its shape"
    assert slots["未归类"] == 2
    groups = [data["industries"][group]["slot"] for group in data["projects"]["group"]]
    assert groups == data["projects"]["industry"]


def test_the_words_of_a_card_say_on_what_they_rest(data: dict[str, Any]) -> None:
    first = facts_of(data, 1)
    assert first["金额"] == ("约 12.5 亿元", "")
    assert first["产业"] == ("信息、集成电路", "原文")
    assert first["园区"] == ("甲园", "原文")
    assert first["位置"][0].endswith("（园区的代表点，示意）")
    assert first["用地"] == ("128 亩", "")
    assert first["就业"] == ("1,500 人", "")
    assert facts_of(data, 2)["产业"] == ("信息、功率器件", "推断")


def test_gathering_can_be_stopped_after_every_few_projects(
    ledger: Ledger, columns: ProjectColumns, data: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.export.page_data._CARDS_AT_ONCE", 2)
    sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), NOW)
    told: list[int] = []
    assert build_page_data(sheet, TOKENS, told.append) == data
    assert told == [0, 2, 4, 6]


def test_what_is_not_known_is_said_and_nothing_is_invented(data: dict[str, Any]) -> None:
    unknown = facts_of(data, 6)
    assert unknown["金额"] == ("未公布", "")
    assert unknown["产业"] == ("未归类", "")
    assert unknown["园区"] == ("仅知在科学城", "")
    assert facts_of(data, 7)["位置"] == ("坐标未定，不画到图上", "")
    row = data["projects"]["id"].index(7)
    assert (data["projects"]["lng"][row], data["projects"]["lat"][row]) == (None, None)
    assert "就业" not in unknown


def test_a_filter_leaves_every_project_where_it_is(
    ledger: Ledger, columns: ProjectColumns, data: dict[str, Any]
) -> None:
    few = data_of(ledger, columns, Filters(ids=frozenset({7, 2})))
    whole = dict(
        zip(data["projects"]["id"], zip(data["projects"]["x"], data["projects"]["y"], strict=True), strict=True)
    )
    found = dict(zip(few["projects"]["id"], zip(few["projects"]["x"], few["projects"]["y"], strict=True), strict=True))
    assert found == {id_: whole[id_] for id_ in (2, 7)}
    assert few["about"]["count"] == 2


def test_a_card_names_its_documents_and_what_each_says(ledger: Ledger, data: dict[str, Any]) -> None:
    titles = [title for title, _ in data["documents"]]
    with ledger.reading() as connection:
        wanted = {
            id_: {title for (title,) in connection.execute(
                "SELECT DISTINCT d.title FROM project_evidence e JOIN documents d ON d.id = e.document_id "
                "WHERE e.project_id = ?", (id_,),
            )}
            for id_ in data["projects"]["id"]
        }  # fmt: skip
    found = {
        id_: {titles[number] for number, _ in card.get("documents", [])}
        for id_, card in zip(data["projects"]["id"], data["cards"], strict=True)
    }
    assert found == wanted
    assert any(wanted.values())


def test_stages_come_in_their_order_with_what_is_planned(ledger: Ledger, data: dict[str, Any]) -> None:
    with ledger.reading() as connection:
        rows = connection.execute("SELECT project_id, is_planned FROM milestones").fetchall()
    told = {id_: card.get("milestones", []) for id_, card in zip(data["projects"]["id"], data["cards"], strict=True)}
    assert sum(len(steps) for steps in told.values()) == len(rows)
    for id_, steps in told.items():
        assert sorted(planned for _, _, planned, *_ in steps) == sorted(flag for other, flag in rows if other == id_)
        dates = [date for _, date, *_ in steps if date != "日期未载"]
        assert dates == sorted(dates)


def test_more_projects_than_a_phone_can_hold_are_refused_in_one_sentence(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path
) -> None:
    rows = np.zeros(MOST_IN_PAGE + 1, np.int64)
    path = tmp_path / "多.html"
    assert find_format(path, None).key == "html"
    with pytest.raises(ExportError, match=r"20,000") as caught:
        export_projects(ledger, columns, rows, path, filters=Filters(), now=NOW)
    assert str(caught.value).count("。") == 1
    assert not path.exists()
