from hypothesis import given
from hypothesis import strategies as st

from db.export.paper.type_setting import clean, cut, wrap


def measure(text: str, size_pt: float, weight: int) -> float:
    """A wide letter is as wide as its size is high, a narrow one half of it."""
    return sum(1.0 if ord(each) > 0x2E7F else 0.5 for each in text) * size_pt * 25.4 / 72


def test_breaks_and_control_characters_do_not_reach_paper() -> None:
    assert clean("第一行\r\n第二行\t乙\0\x07") == "第一行 第二行 乙"


def test_what_fits_stays_as_it_is_and_what_does_not_ends_in_dots() -> None:
    assert cut("西永微电园", 100, measure, 8) == "西永微电园"
    told = cut("西永微电园" * 100, 20, measure, 8)
    assert told.startswith("西永")
    assert told.endswith("…")
    assert measure(told, 8, 400) <= 20


def test_no_line_begins_with_a_closing_mark() -> None:
    lines = wrap("园区已知，位置未知，不画在图上。", 4 * 8 * 25.4 / 72, measure, 8)
    assert len(lines) > 2
    assert all(line[0] not in "，。" for line in lines)


def test_words_of_latin_letters_stay_whole() -> None:
    lines = wrap("位置来自 GeoNames 与天地图", 9 * 8 * 25.4 / 72, measure, 8)
    assert any("GeoNames" in line for line in lines)


def test_only_so_many_lines_and_the_last_is_cut() -> None:
    lines = wrap("长" * 500, 20, measure, 8, most=3)
    assert len(lines) == 3
    assert lines[2].endswith("…")


@given(st.text(max_size=200), st.floats(3.0, 60.0))
def test_every_line_fits_and_nothing_but_spaces_is_lost(text: str, width: float) -> None:
    lines = wrap(text, width, measure, 8)
    assert all(measure(line, 8, 400) <= width or len(line) <= 2 for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
