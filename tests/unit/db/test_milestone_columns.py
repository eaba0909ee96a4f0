"""Dates are encoded in the order of their texts, whether they are of the usual form or of any other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from db.milestone_columns import _encode_dates, _encode_plain_dates  # what is meant are these two ways
from db.string_columns import StringColumn

NONE = "\x01"
PLAIN = st.one_of(
    st.just(NONE),
    st.integers(1, 9999).map("{:04d}".format),
    st.builds("{:04d}-{:02d}".format, st.integers(2020, 2022), st.integers(1, 12)),
    st.builds("{:04d}-{:02d}-{:02d}".format, st.integers(2020, 2022), st.integers(1, 12), st.integers(1, 31)),
)
ODD = st.sampled_from(
    ("", "2022-13", "2022-00", "0000", "2022/04", "去年秋天", "2022-04-3", "20a2", "2022-04-00", "约")
)


@settings(deadline=None)
@given(dates=st.lists(PLAIN | ODD, max_size=12))
def test_dates_are_encoded_in_order(dates: list[str]) -> None:
    codes, words = _encode_dates(StringColumn.from_strings(dates))
    assert [words[code] for code in codes.tolist()] == dates
    assert list(words) == [NONE, *sorted({*dates} - {NONE})]


@settings(deadline=None)
@given(dates=st.lists(PLAIN, max_size=12))
def test_usual_dates_become_no_texts(dates: list[str]) -> None:
    assert _encode_plain_dates(StringColumn.from_strings(dates)) is not None
