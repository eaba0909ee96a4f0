"""A letter is known by two bits of a byte; nothing that begins as asked is ever passed over."""

import itertools
import string

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from db.search.letter_marks import mark_of, may_begin, may_nearly_begin

LETTERS = string.ascii_lowercase
BEGINNINGS = st.lists(st.sets(st.sampled_from("abcxyz0"), max_size=3), min_size=1, max_size=12)


def marks_of(beginnings: list[set[str]]) -> np.ndarray:
    return ~np.array([sum(1 << bit for bit in bits_of(letters)) for letters in beginnings], np.uint8)


def bits_of(letters: set[str]) -> set[int]:
    return {bit for letter in letters for bit in range(8) if int(mark_of(letter)) & (1 << bit)}


def test_every_letter_is_another_pair_of_bits() -> None:
    pairs = [int(mark_of(letter)) for letter in LETTERS]
    assert len(set(pairs)) == len(LETTERS)
    assert {pair.bit_count() for pair in [*pairs, *(int(mark_of(other)) for other in "0123456789ê")]} == {2}
    assert not {int(mark_of(digit)) for digit in string.digits} & set(pairs)


def test_a_character_of_one_letter_is_taken_for_no_other() -> None:
    for one, other in itertools.permutations(LETTERS, 2):
        assert not may_begin(marks_of([{one}]), [[mark_of(other)]])(0, 1).any()


@given(beginnings=BEGINNINGS, asked=st.lists(st.sets(st.sampled_from("abcxyz0"), min_size=1), min_size=1, max_size=4))
def test_what_begins_as_asked_is_found_in_every_part(beginnings: list[set[str]], asked: list[set[str]]) -> None:
    meant = may_begin(marks_of(beginnings), [[mark_of(letter) for letter in sorted(letters)] for letters in asked])
    whole = meant(0, len(beginnings)).tolist()
    for first in range(len(beginnings) - len(asked) + 1):
        if all(letters & beginnings[first + place] for place, letters in enumerate(asked)):
            assert whole[first]
    assert not any(whole[len(beginnings) - len(asked) + 1 :])
    assert [bool(meant(first, first + 1)[0]) for first in range(len(beginnings))] == whole


@given(beginnings=BEGINNINGS, word=st.text("abcxyz0", min_size=5, max_size=7))
def test_what_nearly_begins_so_is_found(beginnings: list[set[str]], word: str) -> None:
    found = may_nearly_begin(marks_of(beginnings), [mark_of(letter) for letter in word])(0, len(beginnings))
    for first in range(len(beginnings) - len(word) + 1):
        right = [letter in beginnings[first + place] for place, letter in enumerate(word)]
        if right[0] and right.count(False) <= 1:
            assert found[first]
