"""Whatever a person can read is said through `tr`, and English has all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.prepare.sayings import (
    DATA_CONSTANTS,
    DATA_LITERALS,
    Saying,
    page_sayings,
    placeholders,
    sayings,
    sources,
)
from assets.prepare.words import PARTS, Translation, catalogue_file, find_keys, read_catalogue
from geo.wording import HAN

PROJECT = Path(__file__).parents[1]

QUOTED = {
    "金凤软件园",  # an example of what can be searched
    "签约",  # an example of a value of --stage
}
"""Chinese that an English sentence quotes."""


@pytest.fixture(scope="module")
def said() -> list[Saying]:
    return [saying for file in sources(PROJECT) for saying in sayings(file, PROJECT)] + list(page_sayings(PROJECT))


@pytest.fixture(scope="module")
def english() -> list[Translation]:
    return read_catalogue(catalogue_file(PROJECT))


def test_chinese_that_people_read_passes_through_tr(said: list[Saying]) -> None:
    silent = [saying for saying in said if saying.inside and not saying.spoken and not saying.is_data]
    assert [f"{saying.file}:{saying.line} {saying.text}" for saying in silent] == []


def test_what_is_allowed_as_data_is_still_there(said: list[Saying]) -> None:
    constants = {(saying.file, saying.constant) for saying in said}
    literals = {(saying.file, saying.text) for saying in said if not saying.spoken}
    page_literals = {place for place in DATA_LITERALS if place[0].startswith("page/")}
    assert DATA_CONSTANTS - constants == set()
    assert DATA_LITERALS - page_literals - literals == set()


def test_everything_said_has_english(english: list[Translation]) -> None:
    known = {(entry.part, entry.source) for entry in english if entry.finished}
    keys = {(part, source) for part, said in find_keys(PROJECT).items() for source in said}
    assert sorted(keys - known) == []


def test_english_translates_only_what_is_said(english: list[Translation]) -> None:
    keys = {(part, source) for part, said in find_keys(PROJECT).items() for source in said}
    assert sorted({(entry.part, entry.source) for entry in english} - keys) == []


def test_every_entry_stands_once(english: list[Translation]) -> None:
    places = [(entry.part, entry.source) for entry in english]
    assert len(places) == len(set(places))
    assert {entry.part for entry in english} == set(PARTS)


def test_english_has_the_same_placeholders(english: list[Translation]) -> None:
    differing = [
        entry.source
        for entry in english
        for form in entry.forms
        if entry.finished and placeholders(form) != placeholders(entry.source)
    ]
    assert differing == []


def test_templates_get_the_values_they_name(said: list[Saying]) -> None:
    called = [saying for saying in said if saying.names is not None and "{" in saying.text]
    assert len(called) > 500
    wrong = [f"{one.file}:{one.line} {one.text}" for one in called if one.names != placeholders(one.text)]
    assert wrong == []


def test_numbers_have_one_and_several(english: list[Translation]) -> None:
    wrong = [entry.source for entry in english if (len(entry.forms) == 2) != ("n" in placeholders(entry.source))]
    assert wrong == []


def test_english_has_no_chinese_but_what_it_quotes(english: list[Translation]) -> None:
    def left(form: str) -> str:
        for word in QUOTED:
            form = form.replace(word, "")
        return form

    assert [entry.forms for entry in english if any(HAN.search(left(form)) for form in entry.forms)] == []


def test_mnemonics_of_menus_survive_translation(english: list[Translation]) -> None:
    lost = [
        entry.source
        for entry in english
        for form in entry.forms
        if entry.source.rstrip("…").endswith(")") and "(&" in entry.source and form.replace("&&", "").count("&") != 1
    ]
    assert lost == []
