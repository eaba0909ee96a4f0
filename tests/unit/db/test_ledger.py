"""The door: cards, documents, rows, gazetteer, text for other tools."""

import sqlite3
from pathlib import Path

import pytest

from db.connection import LedgerCorrupt, LedgerMissing
from db.ledger import Ledger


def test_a_card_holds_everything_known(ledger: Ledger) -> None:
    card = ledger.get_card(1)
    assert (card.name, card.kind_name, card.industry, card.track) == ("芯片一厂", "产业", "信息", "集成电路")
    assert (card.amount_wan, card.amount_qualifier, card.amount_text) == (125000, "约", "约12.5亿元")
    assert (card.stage, card.stage_date, card.year) == ("开工", "2021", 2021)
    assert card.aliases == ("芯片龙头",)
    assert [(role.name, role.role, role.tags) for role in card.organisations] == [
        ("芯一公司", "投资方", ("世界500强",))
    ]
    assert [fact.value for fact in card.facts] == [30000, "先进"]
    assert [event.name for event in card.events] == ["一月签约"]
    assert [item.position for item in card.lists] == [1]


def test_milestones_stand_in_order_of_time_with_plans_last(ledger: Ledger) -> None:
    milestones = ledger.get_card(1).milestones
    assert [(m.stage, m.date, m.is_planned) for m in milestones] == [
        ("开工", "2021", False),
        ("签约", "2021-03", False),
        ("投产", "2024", True),
    ]


def test_a_stated_park_has_its_path_and_no_rule(ledger: Ledger) -> None:
    park = ledger.get_card(1).park
    assert park is not None
    assert (park.path, park.basis, park.rule_words) == (("示例科学城", "甲园"), "stated", None)


def test_an_inferred_park_names_the_rule_and_the_document_it_rests_on(ledger: Ledger) -> None:
    park = ledger.get_card(2).park
    assert park is not None
    assert (park.name, park.basis, park.rule_words) == ("甲园", "inferred", "细分“集成电路”：核心区")
    assert park.rule_documents == ("一号材料",)


def test_topics_in_two_parks_leave_a_project_at_the_one_of_better_rank(ledger: Ledger) -> None:
    park = ledger.get_card(4).park
    assert park is not None
    assert park.name == "甲园东区"


def test_a_project_of_the_city_alone_has_no_place(ledger: Ledger) -> None:
    card = ledger.get_card(3)
    assert (card.park, card.grade, card.position_basis, card.lng, card.lat) == (None, "city", "city", None, None)
    assert {(role.name, role.role) for role in card.organisations} == {
        ("药谷集团", "投资方"),
        ("药谷集团", "运营方"),
        ("甲大学", "合作方"),
    }


def test_differing_statements_keep_the_adopted_one_marked(ledger: Ledger) -> None:
    statements = ledger.get_card(7).statements
    assert [(s.value, s.document_title, s.adopted) for s in statements] == [
        ("百亿级", "一号材料", False),
        ("约105亿", "二号材料", True),
    ]


def test_a_suspicion_is_seen_from_both_sides(ledger: Ledger) -> None:
    assert [s.other_id for s in ledger.get_card(3).suspicions] == [7]
    assert [s.other_id for s in ledger.get_card(7).suspicions] == [3]


def test_passages_have_words_once_the_text_is_there(ledger: Ledger, ledger_path: Path, document_text: str) -> None:
    assert [passage.words for passage in ledger.get_card(1).passages_of("amount_wan")] == [None]
    with sqlite3.connect(ledger_path) as connection:
        connection.execute("UPDATE documents SET text = ? WHERE id = 'd1'", (document_text,))
    connection.close()
    (passage,) = ledger.get_card(1).passages_of("amount_wan")
    assert passage.words is not None
    assert passage.before + passage.words + passage.after == "芯片一厂总投资约12.5亿元，位于甲园；配套宿舍！"
    assert "".join(document_text.split())[passage.start : passage.end] == passage.words


def test_passages_include_those_of_milestones(ledger: Ledger) -> None:
    assert [passage.entity for passage in ledger.get_card(1).passages_of("stage")] == ["milestones"]


def test_a_card_of_nothing_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(KeyError):
        ledger.get_card(99)


def test_documents_stand_in_order_of_publication(ledger: Ledger) -> None:
    assert [(d.id, d.title, d.has_text) for d in ledger.find_documents()] == [
        ("d1", "一号材料", False),
        ("d2", "二号材料", False),
    ]


def test_the_gazetteer_has_footprints_where_position_and_area_are_known(ledger: Ledger) -> None:
    gazetteer = ledger.load_gazetteer()
    assert gazetteer.root.name == "示例科学城"
    assert gazetteer.root.footprint is None, "the city's extent is drawn by the base map"
    garden = gazetteer.find_park("甲微园")
    assert garden is not None
    assert garden.footprint is not None
    assert garden.footprint[0] == garden.footprint[-1]
    host = gazetteer.host_of(3)
    assert host is not None
    assert host.id == 2


def test_rows_come_in_the_order_asked_for(ledger: Ledger) -> None:
    rows = list(ledger.find_rows([3, 99, 1]))
    assert [row.id for row in rows] == [3, 1]
    assert rows[0].organisations == ("药谷集团", "甲大学")
    assert rows[0].tags == ("上市公司", "世界500强")
    assert rows[1].documents == ("d1", "d2")
    assert (rows[1].lng, rows[1].lat, rows[1].position_confidence) == (106.36, 29.61, "B")


def test_rows_in_many_batches_are_all_read(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.project_rows._BATCH", 2)
    assert [row.id for row in ledger.find_rows([7, 6, 5, 4, 3, 2, 1])] == [7, 6, 5, 4, 3, 2, 1]


def test_other_tools_find_words_of_three_characters(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        found = connection.execute(
            "SELECT rowid FROM projects_text WHERE projects_text MATCH '世界 OR 芯片龙头'"
        ).fetchall()
    assert found == [(1,)]


def test_the_data_version_names_month_and_pack(ledger: Ledger) -> None:
    month, _, digest = ledger.data_version.partition(" · ")
    assert month == "2023-03"
    assert len(digest) == 8


def test_a_missing_ledger_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissing):
        Ledger.open(tmp_path / "x.kxc")
    assert list(tmp_path.iterdir()) == []


def test_damage_met_while_reading_is_told(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.connection._QUICK_CHECK_LIMIT_BYTES", 0)
    data = bytearray(ledger_path.read_bytes())
    data[4096 * 2 :] = b"\xa5" * (len(data) - 4096 * 2)
    ledger_path.write_bytes(bytes(data))
    with pytest.raises(LedgerCorrupt), Ledger.open(ledger_path) as ledger:
        ledger.load_columns()


def test_closing_twice_does_no_harm(ledger: Ledger) -> None:
    ledger.close()
    ledger.close()
