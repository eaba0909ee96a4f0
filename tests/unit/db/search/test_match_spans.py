"""What was found is marked where it stands, however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search.match_spans import find_spans
from db.search.text_search import TextIndex, split_words

NAME = "金凤软件园东区ＩＢＭ"


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("软件", ["软件"]),
        ("金凤 ＩＢＭ", ["金凤", "ＩＢＭ"]),
        ("ibm", ["ＩＢＭ"]),
        ("ruanjian", ["软件"]),
        ("jf", ["金凤"]),
        ("jfrj", ["金凤软件"]),
        ("jfryy", ["金凤软件园"]),
        ("jfruanjianyuan", ["金凤软件园"]),
        ("jin'feng", ["金凤"]),
        ("jinfen'g", []),
        ("yd", ["园东"]),
        ("软件 软件园 jfr", ["金凤软件园"]),
        ("dongquibm", ["东区ＩＢＭ"]),
        ("大数据", []),
        ("", []),
    ],
)
def test_what_was_found_is_told_by_its_place(query: str, marked: list[str]) -> None:
    index = TextIndex.from_texts([NAME, "生物医药"])
    index.find_rows("jf")
    assert [NAME[start:end] for start, end in find_spans(NAME, split_words(query), index.readings)] == marked


def test_before_a_search_by_sound_only_what_is_written_is_known() -> None:
    index = TextIndex.from_texts([NAME])
    assert find_spans(NAME, ["jfr"], index.readings) == ()
    assert find_spans(NAME, ["软件"], index.readings) == ((2, 4),)


@given(word=st.text(alphabet="jinfegruayo'", max_size=8))
def test_whatever_the_search_finds_in_a_name_is_marked_in_it(word: str) -> None:
    index = TextIndex.from_texts([NAME])
    found = bool(index.find_rows(word)[0]) and bool(split_words(word))
    index.find_rows("jf")
    assert bool(find_spans(NAME, split_words(word), index.readings)) == found
