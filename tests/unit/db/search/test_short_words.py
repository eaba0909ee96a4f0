"""Short texts become codes and back, whatever they are, and however many are distinct."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search import short_words
from db.search.short_words import FEW, WordCodes

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=9)


def coded(*blocks: list[str], few: int = 0) -> WordCodes:
    texts = WordCodes(few)
    for block in blocks:
        texts.add("".join(f"{text}\n" for text in block).encode())
    return texts


@given(
    blocks=st.lists(st.lists(TEXTS | st.sampled_from(("a", "a\0", "投产", "投用")), max_size=12), max_size=4),
    few=st.sampled_from((0, 4, FEW)),
)
def test_codes_stand_for_the_texts(blocks: list[list[str]], few: int) -> None:
    column = coded(*blocks, few=few).column()
    assert list(column) == [text for block in blocks for text in block]
    assert len(set(column.words)) == len(column.words)


def test_many_distinct_words_are_told_apart_without_looking_at_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WordCodes, "add_texts", None)
    days = [f"20{year:02}-{month:02}-{day:02}" for year in range(25) for month in range(1, 13) for day in range(1, 29)]
    assert list(coded(days * 3).column()) == days * 3


def test_nothing_is_made_ready_for_many_texts_where_there_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_words, "_Slots", None)
    assert list(coded(["签约", "开工", "签约"], few=FEW).column()) == ["签约", "开工", "签约"]


def test_words_that_cannot_be_told_apart_at_once_are_told_apart_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_words, "_ROUNDS", 0)
    assert list(coded(["签约", "开工", "签约"]).column()) == ["签约", "开工", "签约"]
