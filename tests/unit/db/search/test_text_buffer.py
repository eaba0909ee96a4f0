"""Folding by look-up says what folding as text says, and scanning in chunks finds what Python finds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.index.string_columns import StringColumn
from db.search import text_buffer
from db.search.text_buffer import TextBuffer, normalise_text, places_of

ODD = "甲ＡａＺ 　\t\n\u00a0ßﬁ㎡½é\u0301゛ｶﾞ\u1100\u1161\u11a8\ud7a3\u0345\u09be𠀀𠀁😀\x00\x1cİ"
TEXTS = st.lists(
    st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=8), max_size=9
)


def decoded(buffer: TextBuffer) -> list[str]:
    stand_ins = {0xD800 + place: character for place, character in enumerate(buffer.beyond)}
    starts = [0, *buffer.ends.tolist()[:-1]]
    rows = [buffer.codes[a : b - 1].tolist() for a, b in zip(starts, buffer.ends.tolist(), strict=False)]
    return ["".join(stand_ins.get(code) or chr(code) for code in row) for row in rows]


@given(texts=TEXTS)
@settings(max_examples=400, deadline=None)
def test_texts_are_folded_as_text_is(texts: list[str]) -> None:
    buffer = TextBuffer.of(StringColumn.from_strings(texts))
    assert decoded(buffer) == [normalise_text(text) for text in texts]
    assert buffer.present.tolist() == sorted(set(buffer.codes.tolist()))


@pytest.mark.parametrize("shared", [1, 1 << 22])
@given(texts=TEXTS, word=st.text(alphabet="甲aa 𠀀", min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_chunks_miss_nothing_at_their_edges(shared: int, texts: list[str], word: str) -> None:
    column = StringColumn.from_strings([*texts, "甲a", "aa甲𠀀"] * 3)
    word = normalise_text(word)
    if not word:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_buffer, "_CHUNK", 2)
        patch.setattr(text_buffer, "_SHARED", shared)
        buffer = TextBuffer.of(column)
        found = buffer.find_written(word)
    expected = [row for row, text in enumerate(column) if word in normalise_text(text)]
    assert sorted(set(found.tolist())) == expected


@given(meant=st.lists(st.booleans(), max_size=40), gap=st.integers(0, 40))
def test_places_are_those_numpy_finds(meant: list[bool], gap: int) -> None:
    mask = np.array([*meant, *[False] * gap, *meant[::-1]], np.bool_)
    assert places_of(mask).tolist() == np.flatnonzero(mask).tolist()
    assert places_of(mask[1:]).tolist() == np.flatnonzero(mask[1:]).tolist()


@pytest.mark.parametrize("common", [0.0, 1.0])
@given(texts=TEXTS, word=st.text(alphabet="甲aa 𠀀", min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_word_is_found_from_its_rarest_character_on(common: float, texts: list[str], word: str) -> None:
    column = StringColumn.from_strings([*texts, "甲a", "aa甲𠀀"] * 3)
    word = normalise_text(word)
    if not word:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_buffer, "_COMMON", common)
        found = TextBuffer.of(column).find_written(word)
    assert sorted(set(found.tolist())) == [row for row, text in enumerate(column) if word in normalise_text(text)]


@given(
    texts=st.lists(st.text(alphabet="芯a", max_size=3), max_size=3),
    word=st.text(alphabet="芯a", min_size=1, max_size=9),
)
def test_a_word_longer_than_all_texts_is_in_none(texts: list[str], word: str) -> None:
    found = TextBuffer.of(StringColumn.from_strings(texts)).find_written(word)
    assert sorted(set(found.tolist())) == [row for row, text in enumerate(texts) if word in text]


def test_a_word_with_a_character_that_occurs_nowhere_is_not_looked_for() -> None:
    buffer = TextBuffer.of(StringColumn.from_strings(["芯片", "药谷"]))
    looked: list[object] = []
    seen = TextBuffer(buffer.codes, buffer.ends, buffer.beyond, buffer.present)
    object.__setattr__(seen, "codes", Watched(buffer.codes, looked))
    assert not len(seen.find_written("芯谷片汽"))
    assert not looked


class Watched:
    """Codes that tell when somebody looks at them."""

    def __init__(self, codes: np.ndarray, looked: list[object]) -> None:
        self._codes, self._looked = codes, looked

    def __len__(self) -> int:
        return len(self._codes)

    def __getitem__(self, key: slice) -> object:
        self._looked.append(key)
        return self._codes[key]
