"""Printed numbers are read exactly, whatever their form."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.printed_numbers import contains_amount, contains_number, find_numbers, parse_chinese_number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("投资8亿元", "800000000"),
        ("1,012.4亿元", "101240000000"),
        ("１０１２.４亿", "101240000000"),
        ("600万平方米", "6000000"),
        ("137.1万人次", "1371000"),
        ("五千亿级", "500000000000"),
        ("百亿级", "10000000000"),
        ("数千亿级", "100000000000"),
        ("四大", "4"),
        ("十大", "10"),
        ("两个", "2"),
        ("二十六个", "26"),
        ("一百零五亿", "10500000000"),
        ("5千亿元", "500000000000"),
        ("二〇二二年", "2022"),
        ("一万二千三百", "12300"),
        ("5年翻番", "2"),
        ("首个", "1"),
        ("第一", "1"),
    ],
)
def test_every_printed_form_is_read(words: str, value: str) -> None:
    assert contains_number(words, Decimal(value))


def test_a_multiplier_may_stand_in_the_unit() -> None:
    assert contains_number("每月6万片", Decimal(6))
    assert contains_number("每月6万片", Decimal(60_000))
    assert not contains_number("每月6万片", Decimal(600))


def test_part_of_a_number_is_not_the_number() -> None:
    assert not contains_number("1404项", Decimal(404))
    assert not contains_number("74.4%", Decimal(74))
    assert not contains_number("1,012.4亿", Decimal(12))


def test_numbers_come_in_order() -> None:
    assert [number.text for number in find_numbers("26个项目，229.2亿元")] == ["26", "229.2亿"]


@pytest.mark.parametrize(
    ("words", "amount_wan"),
    [("8亿元", 80_000), ("80000万元", 80_000), ("80,000 万元", 80_000), ("百亿", 1_000_000), ("4900万元", 4_900),
     ("总投资105亿元", 1_050_000), ("五千元", 0), ("5000万", 5_000), ("800000000元", 80_000)],
)  # fmt: skip
def test_money_is_compared_in_integer_wan(words: str, amount_wan: int) -> None:
    assert contains_amount(words, amount_wan) is (amount_wan > 0)


def test_a_count_is_not_money() -> None:
    assert not contains_amount("8个项目", 8)
    assert not contains_amount("80000片", 8)


def test_another_amount_is_not_the_amount() -> None:
    assert not contains_amount("总投资105亿元", 1_000_000)
    assert not contains_amount("417亿元", 4_180_000)


def test_a_chinese_numeral_rejects_other_characters() -> None:
    with pytest.raises(KeyError):
        parse_chinese_number("三个")


def spell(number: int) -> str:
    """Spell 1 … 9999 the way it is written, as an independent check of the reader."""
    digits = "零一二三四五六七八九"
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    return text


@given(st.integers(1, 9_999), st.integers(0, 9_999))
def test_spelled_numbers_are_read_back(section: int, rest: int) -> None:
    text = spell(section) + "万" + (("零" if rest < 1_000 else "") + spell(rest) if rest else "")
    assert parse_chinese_number(text) == section * 10_000 + rest


@given(st.integers(1, 10**12))
def test_grouped_digits_are_read_back(number: int) -> None:
    assert contains_number(f"共{number:,}个", Decimal(number))
