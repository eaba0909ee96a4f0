"""What is known of two projects, side by side."""

from db.figures.compared import FIELDS, read_known
from db.ledger import Ledger


def test_everything_known_of_a_project_is_told(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        known = read_known(connection, (3, 7, 99))
        places = connection.execute(
            'SELECT document_id, min("start") FROM project_evidence WHERE project_id = 3 GROUP BY 1 ORDER BY 1'
        ).fetchall()
    assert list(known) == [3, 7]
    assert dict(known[3].fields) == {
        "alias": ("YG中心",),
        "organisation": ("药谷集团", "甲大学"),
        "industry": ("健康",),
        "amount": ("未公布",),
        "milestone": ("落户 2022-05", "签约 2022-07"),
        "event": ("一月签约",),
        "summary": ("药物研发平台",),
    }
    assert known[3].places == tuple(places)
    assert known[7].fields["amount"] == ("约105 亿元",)
    assert known[7].fields["park"] == ("丙岛",)


def test_plans_say_that_they_are_plans(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        (station,) = read_known(connection, (4,)).values()
    assert station.fields["milestone"] == ("计划 开工 2023",)


def test_fields_have_one_order(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        known = read_known(connection, range(1, 8))
    for each in known.values():
        assert list(each.fields) == [key for key in FIELDS if key in each.fields]
