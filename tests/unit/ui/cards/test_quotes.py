"""Passages become sentences with their words marked, verbatim, each sentence once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.records import Passage
from ui.cards.quotes import CONTEXT, quotes_of

TEXT = "芯片一厂签约。芯片一厂总投资约12.5亿元,位于甲园；配套宿舍！" + "很长的一句" * 40 + "末尾。"


def passage(start: int, end: int, field: str = "name", text: str = TEXT) -> Passage:
    first = max(text.rfind(mark, 0, start) for mark in "。！") + 1
    last = min(place + 1 for mark in "。！" if (place := text.find(mark, end)) >= 0)
    words, before, after = text[start:end], text[max(first, start - 120) : start], text[end : min(last, end + 120)]
    return Passage("projects", 1, field, "d", "文", None, start, end, words, before, after)


def shown(passages: list[Passage]) -> list[str]:
    return [
        "".join(piece.words if piece.place is None else f"[{piece.words}]" for piece in quote.pieces)
        for quote in quotes_of(passages)
    ]


def test_each_sentence_stands_once_with_all_its_words_marked() -> None:
    at = TEXT.index("约12.5亿元")
    passages = [passage(at, at + 7, "amount_wan"), passage(7, 11), passage(0, 4), passage(7, 11, "stage")]
    assert shown(passages) == ["[芯片一厂]签约。", "[芯片一厂]总投资[约12.5亿元],位于甲园；配套宿舍！"]
    assert [quote.fields for quote in quotes_of(passages)] == [("名称",), ("名称", "阶段", "金额")]
    assert [(quote.start, quote.end) for quote in quotes_of(passages)] == [(0, 4), (7, at + 7)]


def test_marks_that_overlap_are_one() -> None:
    assert shown([passage(7, 10), passage(9, 12)])[0].startswith("[芯片一厂总]投资")


def test_a_long_sentence_is_shortened_around_its_words() -> None:
    start = TEXT.index("很长") + 100
    (words,) = shown([passage(start, start + 3)])
    assert words.startswith("……")
    assert words.endswith("……")
    assert len(words) == 2 * CONTEXT + 3 + len("[]……") + 2


def test_without_the_text_only_the_place_is_known() -> None:
    bare = Passage("projects", 1, "name", "d", "文", None, 3, 5, None, "", "")
    again = Passage("projects", 1, "stage", "d", "文", None, 3, 5, None, "", "")
    (quote,) = quotes_of([bare, again])
    assert (quote.pieces, quote.fields, quote.start, quote.end) == ((), ("名称", "阶段"), 3, 5)
    assert quotes_of([]) == []


SENTENCES = st.lists(st.text("字词，", min_size=1, max_size=90), min_size=1, max_size=4).map(
    lambda s: "。".join(s) + "。"
)


@given(text=SENTENCES, data=st.data())
def test_every_marked_word_is_what_the_document_says_there(text: str, data: st.DataObject) -> None:
    spans = data.draw(
        st.lists(
            st.integers(0, len(text) - 2).flatmap(lambda s: st.tuples(st.just(s), st.integers(s + 1, len(text) - 1))),
            max_size=5,
        )
    )
    quotes = quotes_of([passage(start, end, text=text) for start, end in spans])
    marked: set[int] = set()
    for quote in quotes:
        for piece in quote.pieces:
            if piece.place is not None:
                assert text[piece.place : piece.place + len(piece.words)] == piece.words
                marked |= set(range(piece.place, piece.place + len(piece.words)))
        bare = "".join(piece.words for piece in quote.pieces)
        assert all(part in text for part in bare.split("……"))
    assert marked == {place for start, end in spans for place in range(start, end)}
