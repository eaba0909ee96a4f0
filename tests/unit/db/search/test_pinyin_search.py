"""Chinese is found by its sound: syllables, initials, both mixed, the last syllable unfinished."""

import functools
import itertools
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from db.index.string_columns import StringColumn
from db.search import pinyin_search
from db.search.letter_marks import Marks, may_begin
from db.search.pinyin import find_readings
from db.search.pinyin_search import PinyinSearch
from db.search.text_buffer import Chunk, TextBuffer
from db.search.text_search import TextIndex, TextPart


def index_with_marks(texts: list[str]) -> TextIndex:
    """Build an index as a kept copy has it: with marks of the letters every character may begin with."""
    buffer = TextBuffer.of(StringColumn.from_strings(texts))
    marks = PinyinSearch(buffer).mark_initials()
    return TextIndex(len(texts), lambda: (TextPart(buffer, marks=marks),))


ROWS = ["金凤软件园东区", "重庆银行", "西安 高新区", "IBM绿谷5G基地", "先锋", "长安汽车"]
INDEX = TextIndex.from_texts(ROWS)
KEPT = index_with_marks(ROWS)
BOTH = pytest.mark.parametrize("build", [TextIndex.from_texts, index_with_marks], ids=["plain", "kept"])
Build = Callable[[list[str]], TextIndex]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("jinfeng", [0]),
        ("JinFeng", [0]),
        ("jf", [0]),
        ("jfrjy", [0]),
        ("jfruanjianyuan", [0]),
        ("jinfengrj", [0]),
        ("jinfen", [0]),
        ("jfruanji", [0]),
        ("ruanjian dongqu", [0]),
        ("ruanjian 东区", [0]),
        ("ruanjian 西区", []),
        ("chongqing", [1]),
        ("zhongqing", [1]),
        ("cq", [1]),
        ("chq", [1]),
        ("yh", [1]),
        ("yx", [1]),
        ("xian", [2, 4]),
        ("xi'an", [2]),
        ("xi’an", [2]),
        ("'", []),
        ("ca", [5]),
        ("lvgu", [3]),
        ("lügu", [3]),
        ("lugu", [3]),
        ("ibmlg", [3]),
        ("lg5gjd", [3]),
        ("ibm", [3]),
        ("5g", [3]),
        ("angaoxin", []),
        ("金feng", []),
        ("j", []),
        ("i", [3]),
        ("jinfengg", []),
    ],
)  # fmt: skip
def test_find_rows(query: str, rows: list[int]) -> None:
    assert INDEX.find_rows(query).nonzero()[0].tolist() == rows
    assert KEPT.find_rows(query).nonzero()[0].tolist() == rows


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("jfryy", [0]),
        ("jfrjq", [0]),
        ("xfrjy", []),
        ("jfxxy", []),
        ("jfrq", []),
        ("jfrjydy", [0]),
        ("jfrjydqq", []),
    ],
)
def test_one_wrong_initial_of_five_is_forgiven(query: str, rows: list[int]) -> None:
    assert INDEX.find_rows(query).nonzero()[0].tolist() == rows
    assert KEPT.find_rows(query).nonzero()[0].tolist() == rows


@BOTH
def test_nothing_is_forgiven_where_something_is_found_as_typed(build: Build) -> None:
    index = build(["金凤软件园", "金凤软研院", "jfryy"])
    assert index.find_rows("jfryy").tolist() == [False, True, True]
    assert index.find_rows("jfrjy").tolist() == [True, False, False]


@BOTH
def test_no_rows_and_empty_rows(build: Build) -> None:
    assert build([]).find_rows("jf").tolist() == []
    assert build(["", ""]).find_rows("jfrjy").tolist() == [False, False]


@functools.cache
def readings_of(character: str) -> frozenset[str]:
    return find_readings([character]).get(character, frozenset(character if character.isascii() else ()))


CHINESE = st.text(alphabet=st.sampled_from("金凤软件园重庆长安行绿女西昂江阿恩"), min_size=1, max_size=6)
TEXTS = st.lists(st.text(alphabet=st.sampled_from("金凤重庆长安行绿西昂江阿a5 。𠀀"), max_size=8), max_size=6)


@BOTH
@settings(deadline=None)
@given(text=CHINESE, data=st.data())
def test_any_way_of_typing_a_name_finds_it(build: Build, text: str, data: st.DataObject) -> None:
    typed = ""
    for character in text:
        syllable = data.draw(st.sampled_from(sorted(readings_of(character))))
        typed += data.draw(st.sampled_from((syllable, syllable[0])))
    if len(typed) > 1:
        assert build(["前" + text + "后"]).find_rows(typed).all()


def _sounds_in(text: str, typed: str) -> bool:
    """Say plainly whether letters are the sound of a part of a text."""

    def walk(at: int, rest: str) -> bool:
        if not rest:
            return True
        if at == len(text):
            return False
        for sound in readings_of(text[at]) if ord(text[at]) <= 0x9FFF else ():  # rarer ones are not looked for
            taken = {sound, sound[0], sound[:2] if sound[:2] in ("zh", "ch", "sh") else sound}
            if sound.startswith(rest) or any(rest.startswith(t) and walk(at + 1, rest[len(t) :]) for t in taken):
                return True
        return False

    return any(walk(start, typed) for start in range(len(text)))


@BOTH
@settings(deadline=None)
@given(texts=TEXTS, typed=st.text(alphabet=st.sampled_from("jinfegchqaxzo5"), min_size=2, max_size=4))
def test_searching_agrees_with_walking_every_text(build: Build, texts: list[str], typed: str) -> None:
    if sum(letter.isalpha() for letter in typed) < 2:
        return
    rows = [" ".join(text.split()) for text in texts]
    expected = [any(_sounds_in(field, typed) for field in row.split(" ")) for row in rows]
    assert build(texts).find_rows(typed).tolist() == expected


@settings(deadline=None)
@given(texts=TEXTS, typed=st.text(alphabet=st.sampled_from("jfchqaxy'5"), min_size=2, max_size=7))
def test_a_kept_copy_finds_and_forgives_the_same(texts: list[str], typed: str) -> None:
    assert index_with_marks(texts).find_rows(typed).tolist() == TextIndex.from_texts(texts).find_rows(typed).tolist()


def test_few_characters_are_looked_up_where_marks_of_letters_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_with_marks(["金凤软件园" + "长安" * 100, "重庆银行" * 100])
    seen: list[int] = []

    def count(marks: Marks, asked: Sequence[Sequence[np.uint8]]) -> Chunk:
        meant = may_begin(marks, asked)

        def counted(first: int, last: int) -> NDArray[np.bool_]:
            found = meant(first, last)
            seen.append(int(found.sum()))
            return found

        return counted

    monkeypatch.setattr(pinyin_search, "may_begin", count)
    assert index.find_rows("jfrj").tolist() == [True, False]
    assert seen == [1]


@settings(deadline=None)
@given(texts=TEXTS, query=st.text(max_size=8))
def test_any_query_is_answered_for_every_row(texts: list[str], query: str) -> None:
    assert len(TextIndex.from_texts(texts).find_rows(query)) == len(texts)


@given(
    texts=st.lists(st.text(alphabet="芯片药谷 ", max_size=5), max_size=5),
    word=st.text("芯片药a", min_size=1, max_size=3),
)
def test_a_word_with_chinese_characters_is_found_as_written_only(texts: list[str], word: str) -> None:
    if any(character in word for character in "芯片药"):
        assert TextIndex.from_texts(texts).find_rows(word).tolist() == [word in text for text in texts]


def test_many_paths_to_one_match_cost_no_more_than_one() -> None:
    index = TextIndex.from_texts(["".join(itertools.islice(itertools.cycle("阿昂安"), 400))])
    assert index.find_rows("a" * 300).all()


@BOTH
def test_a_way_of_typing_that_leads_nowhere_is_not_walked(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    index = build(["重庆银行" * 3, "长河" * 200])  # c, h and then an o that nothing begins with
    walked: list[int] = []
    united = pinyin_search._united  # noqa: SLF001 - what every step of a walk goes through

    def count(parts: list[NDArray[np.intp]]) -> NDArray[np.intp]:
        found = united(parts)
        walked.append(len(found))
        return found

    monkeypatch.setattr(pinyin_search, "_united", count)
    assert index.find_rows("chongqing").tolist() == [True, False]
    assert sum(walked) == 9
