"""The printed mechanisms, and what of the program serves them."""

import pytest

from db.figures.contradictions import Place
from db.figures.mechanisms import LINKS, find_links, read_mechanisms
from db.ledger import Ledger


def test_mechanisms_come_with_their_places(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        (chain,) = read_mechanisms(connection)
        places = {
            Place(*row)
            for row in connection.execute(
                'SELECT document_id, "start", "end" FROM evidence WHERE entity = \'mechanisms\' AND entity_id = 1'
            )
        }
    assert (chain.name, chain.summary, chain.links) == ("链长制", "每条链一位负责人", ("chain",))
    assert set(chain.places) == places


@pytest.mark.parametrize(
    ("name", "summary", "links"),
    [
        ("“项目长”制", "为项目设专责负责人", ("stages",)),
        ("“一城引领、五区联动”", "", ("districts",)),
        ("清单化、项目化、事项化", "", ("lists",)),
        ("产业链图谱", "", ("chain",)),
        ("重庆英才卡", "市级人才服务卡", ()),
    ],
)
def test_words_lead_to_places(name: str, summary: str, links: tuple[str, ...]) -> None:
    assert find_links(name, summary) == links


def test_every_place_has_words() -> None:
    assert all(words for words in LINKS.values())
