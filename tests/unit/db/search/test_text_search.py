"""Words are found as people type them, one character or several, whatever the width or case."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.search.text_buffer import normalise_text
from db.search.text_search import TextIndex, join_fields, split_words

INDEX = TextIndex.from_texts(["芯片一厂 ＩＢＭ（重庆）", "药谷\n中心", "", "芯药 ibm", "é́ Straße"])


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("   ", [0, 1, 2, 3, 4]),
        ("芯", [0, 3]),
        ("芯片", [0]),
        ("ibm", [0, 3]),
        ("ＩＢＭ", [0, 3]),
        ("(重庆)", [0]),
        ("（重庆）", [0]),
        ("芯 药", [3]),
        ("片一 IBM", [0]),
        ("药谷中心", []),
        ("药谷 中心", [1]),
        ("STRASSE", [4]),
        (".*", []),
        ("没有", []),
    ],
)
def test_find_rows(query: str, rows: list[int]) -> None:
    assert INDEX.find_rows(query).nonzero()[0].tolist() == rows


def test_no_rows() -> None:
    assert TextIndex.from_texts([]).find_rows("芯").tolist() == []


def test_words_do_not_reach_across_fields() -> None:
    assert not TextIndex.from_texts([join_fields(("甲", None, "乙"))]).find_rows("甲乙").any()


TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)


@settings(deadline=None)
@given(texts=st.lists(TEXT, max_size=8), query=TEXT)
def test_searching_agrees_with_looking_into_every_text(texts: list[str], query: str) -> None:
    expected = [all(word in normalise_text(text) for word in split_words(query)) for text in texts]
    assert TextIndex.from_texts(texts).find_rows(query).tolist() == expected
