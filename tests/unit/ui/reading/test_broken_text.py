"""A text is broken at the ends of its sentences, and places in it are found again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.reading.broken_text import BrokenText


def test_sentences_stand_on_lines_of_their_own() -> None:
    assert BrokenText("甲。乙！“丙？”丁……戊").shown == "甲。\n乙！\n“丙？”\n丁……戊"
    assert BrokenText("").shown == ""


@given(bare=st.text("字。！”a", max_size=40), data=st.data())
def test_every_span_is_found_again(bare: str, data: st.DataObject) -> None:
    text = BrokenText(bare)
    assert text.shown.replace("\n", "") == bare
    if bare:
        start = data.draw(st.integers(0, len(bare) - 1))
        end = data.draw(st.integers(start + 1, len(bare)))
        first, last = text.shown_span(start, end)
        assert text.shown[first:last].replace("\n", "") == bare[start:end]
        assert text.shown[first] != "\n"


def test_words_are_found_across_lines_and_whatever_their_case() -> None:
    text = BrokenText("IBM重庆。重庆ibm")
    assert text.find("ibm") == [(0, 3), (8, 11)]
    assert text.find("重 庆。重") == [(3, 7)]
    assert text.find("  ") == []
    assert text.find(".*") == []
