"""Filters survive being written as arguments, and what cannot be read is told."""

import argparse
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.filter_arguments import InvalidFilters, UnreadableArea, add_filter_arguments, from_args, to_args
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from db.vocabulary import UnknownName, Vocabulary
from geo.geometry import InvalidPolygon
from geo.lnglat import Bounds

SQUARE = (((106.0, 29.0), (107.0, 29.0), (107.0, 30.0), (106.0, 30.0), (106.0, 29.0)),)


@pytest.fixture
def vocabulary(ledger: Ledger, columns: ProjectColumns) -> Vocabulary:
    return ledger.load_vocabulary(columns)


EVERYTHING = Filters(
    industries=frozenset({0, 1}),
    tracks=frozenset({11, -1}),
    parks=frozenset({0, 3}),
    stages=frozenset({"签约", "未载"}),
    kinds=frozenset({"city"}),
    events=frozenset({1, 2}),
    organisations=frozenset({2}),
    tags=frozenset({"世界500强"}),
    lists=frozenset({1}),
    grades=frozenset({"own", "city"}),
    year_from=2020,
    year_to=2022,
    month_from=2020 * 12 + 4,
    month_to=2022 * 12 + 11,
    with_undated=True,
    with_unpublished=True,
    amount_min_wan=1,
    amount_max_wan=12_345_678,
    has_amount=True,
    text="--芯片 -x '\"",
    bounds=Bounds(-106.1, 29.1, 106.7, 29.9),
    ids=frozenset({1, 2, 7}),
    stated_only=True,
)


def test_everything_survives(vocabulary: Vocabulary) -> None:
    assert from_args(to_args(EVERYTHING), vocabulary) == EVERYTHING


def test_nothing_is_no_arguments(vocabulary: Vocabulary) -> None:
    assert to_args(Filters()) == ()
    assert from_args((), vocabulary) == Filters()
    assert from_args(to_args(Filters(has_amount=False)), vocabulary) == Filters(has_amount=False)


@given(
    text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20),
    ids=st.none() | st.frozensets(st.integers(0, 10**17), max_size=5),
    amount=st.none() | st.integers(0, 10**12),
    edges=st.tuples(st.floats(-180, 0), st.floats(-90, 0), st.floats(0, 180), st.floats(0, 90)) | st.none(),
)
def test_free_values_survive(
    text: str, ids: frozenset[int] | None, amount: int | None, edges: tuple[float, float, float, float] | None
) -> None:
    filters = Filters(text=text, ids=ids, amount_min_wan=amount, bounds=Bounds(*edges) if edges else None)
    parser = argparse.ArgumentParser()
    add_filter_arguments(parser)
    options = parser.parse_args(to_args(filters))
    assert (options.text, options.ids, options.amount_min, options.bbox) == (text, ids, amount, filters.bounds)


def test_an_area_survives(vocabulary: Vocabulary) -> None:
    once = from_args(to_args(Filters(within=SQUARE)), vocabulary)
    assert once.within is not None
    assert set(once.within[0]) == set(SQUARE[0])
    assert from_args(to_args(once), vocabulary) == once


def test_an_area_is_read_from_a_file(vocabulary: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "范围.geojson"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": SQUARE}), encoding="utf-8-sig")
    within = from_args([f"--within={path}"], vocabulary).within
    assert within is not None
    assert set(within[0]) == set(SQUARE[0])


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (None, UnreadableArea),
        ("不是 JSON", UnreadableArea),
        ("[1]", UnreadableArea),
        ('{"a":' * 20_000, UnreadableArea),
        ("{}", InvalidPolygon),
    ],
)
def test_a_bad_area_is_told(
    vocabulary: Vocabulary, tmp_path: Path, content: str | None, error: type[Exception]
) -> None:
    path = tmp_path / "范围.geojson"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(error, match="。"):
        from_args(["--within", str(path)], vocabulary)


def test_names_stand_for_ids(vocabulary: Vocabulary) -> None:
    filters = from_args(["--industry", "健康", "--industry", "0", "--park", "甲微园", "--kind", "交通"], vocabulary)
    assert filters == Filters(industries=frozenset({0, 2}), parks=frozenset({2}), kinds=frozenset({"transport"}))


def test_unknown_names_are_errors(vocabulary: Vocabulary) -> None:
    with pytest.raises(UnknownName):
        from_args(["--park", "戊园"], vocabulary)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--year-from", "二〇二一"],
        ["--year-from", "21"],
        ["--month-from", "2021"],
        ["--month-to", "2021-13"],
        ["--month-to", "2021-5"],
        ["--amount-min", "-1"],
        ["--amount-min", "nan"],
        ["--amount-min", "1e99999"],
        ["--amount-min", "0.00001"],
        ["--amount-max", "八亿"],
        ["--bbox", "1,2,3"],
        ["--bbox", "3,2,1,4"],
        ["--bbox", "nan,nan,nan,nan"],
        ["--ids", "1;2"],
        ["--ids", "9" * 30],
        ["--has-amount", "--no-amount"],
        ["--text", "\udcff"],
        ["--colour", "red"],
        ["红"],
    ],
)
def test_wrong_forms_are_invalid(vocabulary: Vocabulary, arguments: list[str]) -> None:
    with pytest.raises(InvalidFilters):
        from_args(arguments, vocabulary)
