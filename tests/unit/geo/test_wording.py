from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo import wording
from geo.wording import VARIABLE, LanguageError, check_words, language, page_words, term, tr


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small catalogue, and a process that speaks it."""
    told = {
        "已选 {n} 个": ["{n} project", "{n} projects"],
        "找不到 {path}。": ["There is no {path}."],
        "签约": ["Signed"],
    }
    (tmp_path / "en-program.json").write_text(json.dumps(told), "utf-8")
    (tmp_path / "en-page.json").write_text(json.dumps({"图例": ["Legend"]}), "utf-8")
    monkeypatch.setattr(wording, "_COMPILED", tmp_path)
    monkeypatch.setenv(VARIABLE, "en")
    wording._catalogue.cache_clear()  # noqa: SLF001 - the translations are read once a process
    yield
    wording._catalogue.cache_clear()  # noqa: SLF001


def test_without_a_choice_it_is_chinese() -> None:
    assert language() == "zh"
    assert tr("已选 {n} 个", n=3) == "已选 3 个"
    assert page_words() == {}


def test_without_values_braces_stand_for_themselves() -> None:
    assert tr("写作 {x}") == "写作 {x}"


def test_a_value_may_be_called_source() -> None:
    assert tr("出自{source}", source="报道") == "出自报道"


@pytest.mark.usefixtures("english")
def test_one_and_several_in_english() -> None:
    assert [tr("已选 {n} 个", n=n) for n in (0, 1, 2)] == ["0 projects", "1 project", "2 projects"]
    assert tr("找不到 {path}。", path="/x") == "There is no /x."


@pytest.mark.usefixtures("english")
def test_what_has_no_english_stays_chinese_and_is_told_as_an_error(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert tr("没有译文：{x}", x=1) == "没有译文：1"
    assert "没有译文" in caplog.text


@pytest.mark.usefixtures("english")
def test_a_template_without_chinese_needs_no_translation(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert tr("{stage} {date}", stage="Signed", date="2022") == "Signed 2022"
    assert caplog.text == ""


@pytest.mark.usefixtures("english")
def test_words_of_the_data_are_translated_only_where_they_are_ours(caplog: pytest.LogCaptureFixture) -> None:
    assert [term(word) for word in ("签约", "金凤软件园", "")] == ["Signed", "金凤软件园", ""]
    assert caplog.text == ""


@pytest.mark.usefixtures("english")
def test_other_threads_speak_the_same_language() -> None:
    heard: list[str] = []
    worker = threading.Thread(target=lambda: heard.append(tr("已选 {n} 个", n=1)))
    worker.start()
    worker.join()
    assert heard == ["1 project"]


def test_an_unknown_language_is_refused_in_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "fr")
    with pytest.raises(LanguageError, match=r"只能是 zh 或 en.*must be zh or en"):
        tr("已选 {n} 个", n=1)


@pytest.mark.parametrize("content", [None, "{"])
def test_words_that_were_not_prepared_are_an_error_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "en-program.json").write_text(content, "utf-8")
    monkeypatch.setattr(wording, "_COMPILED", tmp_path)
    monkeypatch.setenv(VARIABLE, "en")
    wording._catalogue.cache_clear()  # noqa: SLF001
    with pytest.raises(LanguageError, match=r"./run setup"):
        check_words()
    wording._catalogue.cache_clear()  # noqa: SLF001
