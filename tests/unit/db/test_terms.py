"""Figures behind their printed qualifiers, as each language joins them."""

from __future__ import annotations

import pytest

from db.terms import QUALIFIERS, qualified
from geo import wording


def test_chinese_joins_them_as_printed() -> None:
    assert qualified("约", "105 亿元") == "约105 亿元"
    assert qualified("", "105 亿元") == qualified(None, "105 亿元") == "105 亿元"


def test_english_translates_each_and_leaves_a_space(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(wording.VARIABLE, wording.ENGLISH)
    assert qualified("约", "CNY 10.5 bn") == "about CNY 10.5 bn"
    assert qualified(None, "CNY 10.5 bn") == "CNY 10.5 bn"
    assert not [word for word in QUALIFIERS if not qualified(word, "1").isascii()]


def test_words_that_are_no_qualifier_of_ours_stay_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(wording.VARIABLE, wording.ENGLISH)
    assert qualified("千亿级", "") == "千亿级"
