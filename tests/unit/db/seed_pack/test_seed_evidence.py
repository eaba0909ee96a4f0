"""Evidence is proved by the words it points at: any wrong offset, value or gap is found."""

import hashlib
from types import MappingProxyType

import pytest

from db.seed_pack.seed_claims import build_claims
from db.seed_pack.seed_evidence import EvidenceOutcome, check_documents, check_evidence
from db.seed_pack.seed_tables import SEED_COLUMNS, SeedRow, SeedTables

TEXT = (
    "新城2022年签约3个项目，总投资额超１２亿元，其中软件项目2个、医药项目一个。"
    "甲公司（世界500强）投资约八亿元的云谷项目于4月30日在东园（E园）动工，占地128亩，今年底完工。"
    "建成五千亿级产业集群。推行“链长制”。"
)

Rows = dict[str, list[dict[str, str]]]


def make_rows() -> Rows:
    """A pack in which every value is printed in TEXT."""
    return {
        "documents": [{"id": "d", "sha256": hashlib.sha256(TEXT.encode()).hexdigest()}],
        "parks": [{"id": "1", "name": "东园产业区", "focus": "软件、医药"}],
        "park_aliases": [{"park": "东园产业区", "alias": "东园(E园)"}],
        "organisations": [{"id": "1", "name": "甲公司"}],
        "organisation_tags": [{"organisation": "甲公司", "tag": "世界500强"}],
        "projects": [
            {
                "id": "1",
                "name": "云谷",
                "amount_wan": "80000",
                "amount_qualifier": "约",
                "amount_text": "约八亿元",
                "park": "东园产业区",
                "park_basis": "stated",
                "area_mu": "128",
                "industry": "信息",
                "industry_basis": "inferred",
            }
        ],
        "project_organisations": [{"project": "云谷", "organisation": "甲公司", "role": "投资方"}],
        "milestones": [
            {"id": "1", "project": "云谷", "stage": "开工", "date": "2022-04-30", "basis": "stated", "note": "动工"},
            {"id": "2", "project": "云谷", "stage": "完工", "date": "2022-12", "basis": "inferred"},
        ],
        "events": [
            {
                "id": "1",
                "name": "新城2022年签约总数",
                "held_on": "2022",
                "held_on_basis": "stated",
                "project_count": "3",
                "amount_wan": "120000",
                "amount_qualifier": "超",
            }
        ],
        "event_parts": [
            {"event": "新城2022年签约总数", "dimension": "industry", "key": "软件", "project_count": "2"},
            {"event": "新城2022年签约总数", "dimension": "industry", "key": "医药", "project_count": "1"},
        ],
        "event_projects": [{"event": "新城2022年签约总数", "project": "云谷", "basis": "inferred"}],
        "indicators": [{"id": "1", "name": "产业集群规模", "value": "5000", "unit": "亿元", "scope": "新城"}],
        "mechanisms": [{"id": "1", "name": "链长制"}],
    }


CITED = (
    ("parks", 1, "name", "东园（E园）"),
    ("parks", 1, "focus", "软件项目2个、医药"),
    ("park_aliases", 1, "alias", "东园（E园）"),
    ("organisations", 1, "name", "甲公司"),
    ("organisations", 1, "tag", "世界500强"),
    ("projects", 1, "name", "云谷"),
    ("projects", 1, "amount_wan", "约八亿元"),
    ("projects", 1, "amount_qualifier", "约八亿元"),
    ("projects", 1, "park", "在东园（E园）"),
    ("projects", 1, "area_mu", "占地128亩"),
    ("projects", 1, "organisation", "甲公司"),
    ("milestones", 1, "stage", "动工"),
    ("milestones", 1, "date", "4月30日"),
    ("milestones", 1, "date", "2022年"),
    ("milestones", 2, "stage", "完工"),
    ("milestones", 2, "date", "今年底"),
    ("events", 1, "name", "新城2022年签约"),
    ("events", 1, "held_on", "2022年"),
    ("events", 1, "project_count", "签约3个"),
    ("events", 1, "amount_wan", "超１２亿元"),
    ("events", 1, "amount_qualifier", "超１２亿元"),
    ("events", 1, "part", "软件项目2个"),
    ("events", 1, "part", "医药项目一个"),
    ("indicators", 1, "value", "五千亿级"),
    ("mechanisms", 1, "name", "“链长制”"),
)


def make_evidence() -> list[dict[str, str]]:
    rows = []
    for number, (entity, entity_id, field, quote) in enumerate(CITED, 1):
        start = TEXT.index(quote)
        rows.append(
            {
                "id": str(number),
                "entity": entity,
                "entity_id": str(entity_id),
                "field": field,
                "document_id": "d",
                "start": str(start),
                "end": str(start + len(quote)),
            }
        )
    return rows


def make_tables(rows: Rows) -> SeedTables:
    tables = {
        table: tuple(
            SeedRow(table, line, MappingProxyType(dict.fromkeys(columns, "") | row))
            for line, row in enumerate(rows.get(table, ()), 2)
        )
        for table, columns in SEED_COLUMNS.items()
    }
    return SeedTables(MappingProxyType(tables))


def check(rows: Rows, texts: dict[str, str] | None = None) -> EvidenceOutcome:
    tables = make_tables(rows)
    return check_evidence(tables, build_claims(tables), {"d": TEXT} if texts is None else texts)


@pytest.fixture
def rows() -> Rows:
    return make_rows() | {"evidence": make_evidence()}


def messages(outcome: EvidenceOutcome) -> str:
    return "\n".join(str(problem) for problem in outcome.problems)


def cited(rows: Rows, entity: str, field: str) -> dict[str, str]:
    return next(row for row in rows["evidence"] if (row["entity"], row["field"]) == (entity, field))


def test_a_pack_whose_values_are_all_printed_is_proved(rows: Rows) -> None:
    outcome = check(rows)
    assert messages(outcome) == ""
    assert outcome.proved == len(CITED)


@pytest.mark.parametrize("number", range(len(CITED)))
def test_every_evidence_row_that_points_elsewhere_is_found(rows: Rows, number: int) -> None:
    row = rows["evidence"][number]
    far = TEXT.index("个、医")
    row["start"], row["end"] = str(far), str(far + 2)
    assert f"evidence.csv 第 {number + 2} 行" in messages(check(rows))


@pytest.mark.parametrize("number", range(len(CITED)))
def test_every_missing_evidence_row_is_found_unless_the_value_is_inferred(rows: Rows, number: int) -> None:
    gone = rows["evidence"].pop(number)
    inferred = gone["entity"] == "milestones" and gone["entity_id"] == "2" and gone["field"] == "date"
    assert (messages(check(rows)) == "") is inferred


def test_an_offset_shifted_by_one_is_found(rows: Rows) -> None:
    row = cited(rows, "projects", "amount_wan")
    row["start"], row["end"] = str(int(row["start"]) + 2), str(int(row["end"]) + 2)
    assert "projects 1 的 amount_wan 所指的文字里没有“80000 万元”" in messages(check(rows))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("projects", "amount_wan", "80001"),
        ("projects", "amount_qualifier", "超"),
        ("projects", "area_mu", "12"),
        ("projects", "name", "云岭"),
        ("events", "project_count", "4"),
        ("events", "amount_wan", "1200000"),
        ("events", "held_on", "2023"),
        ("event_parts", "project_count", "5"),
        ("event_parts", "key", "汽车"),
        ("indicators", "value", "500"),
        ("mechanisms", "name", "项目长制"),
        ("milestones", "date", "2022-04-29"),
        ("milestones", "stage", "签约"),
        ("organisation_tags", "tag", "央企"),
        ("parks", "focus", "软件、汽车"),
    ],
)
def test_a_changed_value_is_found(rows: Rows, table: str, column: str, value: str) -> None:
    if column == "stage":
        rows[table][0]["note"] = ""
    rows[table][0][column] = value
    assert messages(check(rows)) != ""


def test_evidence_of_a_value_that_is_not_there_is_found(rows: Rows) -> None:
    rows["projects"][0]["area_mu"] = ""
    assert "projects 1 的 area_mu 没有可核对的值" in messages(check(rows))


def test_an_added_link_needs_its_own_evidence(rows: Rows) -> None:
    rows["organisations"].append({"id": "2", "name": "乙公司"})
    rows["project_organisations"].append({"project": "云谷", "organisation": "乙公司", "role": "合作方"})
    found = messages(check(rows))
    assert "projects 1 的 organisation 的“乙公司”没有一条依据印着它" in found
    assert "organisations 2 的 name 没有依据" in found


def test_an_inferred_value_needs_no_evidence(rows: Rows) -> None:
    rows["milestones"][1]["date"] = "2023"
    rows["event_projects"][0]["basis"] = "stated"
    assert "projects 1 的 event 没有依据" in messages(check(rows))
    rows["event_projects"][0]["basis"] = "inferred"
    assert messages(check(rows)) == ""


@pytest.mark.parametrize(("start", "end"), [("5", "5"), ("9", "4"), ("0", "61")])
def test_a_span_that_is_empty_reversed_or_too_long_is_found(rows: Rows, start: str, end: str) -> None:
    rows["evidence"][0].update(start=start, end=end)
    assert f"位置 {start}–{end} 不合理" in messages(check(rows))


def test_a_span_past_the_end_is_found(rows: Rows) -> None:
    rows["evidence"][0].update(start=str(len(TEXT) - 2), end=str(len(TEXT) + 3))
    assert "超出原文 d 的末尾" in messages(check(rows))


def test_without_the_document_gaps_are_still_found(rows: Rows) -> None:
    assert messages(check(rows, {})) == ""
    assert check(rows, {}).proved == 0
    del rows["evidence"][0]
    assert "parks 1 的 name 没有依据" in messages(check(rows, {}))


def test_another_text_under_the_same_name_is_found(rows: Rows) -> None:
    tables = make_tables(rows)
    assert list(check_documents(tables, {"d": TEXT})) == []
    (problem,) = check_documents(tables, {"d": TEXT + "。"})
    assert "与登记的 sha256 不符" in problem.message
