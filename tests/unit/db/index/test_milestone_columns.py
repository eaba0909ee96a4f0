"""Dates are encoded in the order of their texts, whether they are of the usual form or of any other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from db.index.milestone_columns import _encode_dates  # what is meant is this step alone
from db.search.short_words import WordCodes

NONE = "\x01"
DATES = st.one_of(
    st.just(NONE),
    st.integers(1, 9999).map("{:04d}".format),
    st.builds("{:04d}-{:02d}-{:02d}".format, st.integers(2020, 2022), st.integers(1, 12), st.integers(1, 31)),
    st.sampled_from(("", "2022-13", "2022/04", "去年秋天", "20a2", "约")),
)


@settings(deadline=None)
@given(dates=st.lists(DATES, max_size=12))
def test_dates_are_encoded_in_order(dates: list[str]) -> None:
    texts = WordCodes()
    texts.add("".join(f"{date}\n" for date in dates).encode())
    codes, words = _encode_dates(texts.column())
    assert [words[code] for code in codes.tolist()] == dates
    assert list(words) == [NONE, *sorted({*dates} - {NONE})]
