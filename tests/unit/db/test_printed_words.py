"""Printed words are compared after folding width and quotation marks, and never by luck."""

import pytest

from db.printed_words import (
    STAGE_WORDS,
    contains_date_part,
    contains_stage,
    contains_time_word,
    contains_words,
    date_parts,
    shares_run,
)
from db.schema import STAGES


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("以东区（西永园）为主", "东区(西永园)"),
        ("推行“链长制”", "链长制"),
        ("行动：Ａ＋Ｂ", "A+B"),
        ("‘五大创新支撑’", "“五大创新支撑”"),
    ],
)
def test_width_and_quotes_do_not_count(words: str, wanted: str) -> None:
    assert contains_words(words, wanted)


def test_nothing_is_never_contained() -> None:
    assert not contains_words("任何文字", "")


def test_a_composed_name_needs_four_characters_running() -> None:
    assert shares_run("举行重点项目集中云签约活动", "科学城集中云签约")
    assert not shares_run("举行签约活动", "科学城集中云签约")
    assert not shares_run("", "科学城")


def test_a_date_is_printed_part_by_part() -> None:
    assert date_parts("2022-04-30") == ("2022", "4月", "30日")
    assert date_parts("2022") == ("2022",)
    assert contains_date_part("2月18日，", "2月")
    assert not contains_date_part("12月18日", "2月")
    assert not contains_date_part("20223个", "2022")


@pytest.mark.parametrize("words", ["今年1月", "去年底", "今年上半年", "智博会期间", "2020线上", "7月24日"])
def test_words_of_time_are_known(words: str) -> None:
    assert contains_time_word(words)


def test_plain_words_are_no_words_of_time() -> None:
    assert not contains_time_word("签约项目43个，总投资额417亿元")


def test_a_stage_is_printed_by_its_words_or_the_note() -> None:
    assert contains_stage("项目落户科学城", "落户", "")
    assert contains_stage("揭幕典礼", "投用", "揭幕")
    assert not contains_stage("项目落户科学城", "投产", "")


def test_every_stage_has_words() -> None:
    assert set(STAGE_WORDS) == {stage for stage, _, _ in STAGES}
