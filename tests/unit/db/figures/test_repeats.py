"""Projects that may be one: found with their reasons, decided by people, never merged."""

import datetime
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from rapidfuzz import process

from db.connection import transaction
from db.figures import likeness
from db.figures.repeats import Repeat, decide_repeat, find_repeats, survey_repeats
from db.ledger import Ledger
from db.lists.list_items import EditRefused
from db.migrations import migrate

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


@pytest.fixture
def connection(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """A copy of the invented ledger without its noted suspicion."""
    copy = sqlite3.connect(":memory:")
    with ledger.reading() as original:
        original.backup(copy)
    copy.execute("DELETE FROM suspicions")
    yield copy
    copy.close()


def name(connection: sqlite3.Connection, names: dict[int, str]) -> None:
    connection.executemany("UPDATE projects SET name = ? WHERE id = ?", [(word, id_) for id_, word in names.items()])


def find(connection: sqlite3.Connection) -> dict[tuple[int, int], Repeat]:
    return {(repeat.first_id, repeat.second_id): repeat for repeat in find_repeats(connection)}


def test_similar_names_of_one_organisation_are_suspected(connection: sqlite3.Connection) -> None:
    name(connection, {3: "平安建投大健康产业园", 7: "中国平安科学城大健康科技园"})
    repeat = find(connection)[3, 7]
    assert repeat.reasons[0] == "同一单位：药谷集团"
    assert repeat.reasons[1].startswith("名称相近")
    assert repeat.decision is None


def test_similar_names_of_known_and_different_organisations_are_two(connection: sqlite3.Connection) -> None:
    name(connection, {1: "电子科大微电子研究院", 3: "西安电子科大微电子研究院", 4: "电子科技大微电子研究院"})
    found = find(connection)
    assert (1, 3) not in found
    assert (1, 4) in found, "whose organisation is not known"


def test_numbers_and_phases_tell_apart(connection: sqlite3.Connection) -> None:
    name(
        connection, {4: "轨道交通延长线7号线", 5: "轨道交通延长线17号线", 2: "大道核心区段一期", 6: "大道核心区段二期"}
    )
    assert find(connection) == {}


def test_common_words_make_nothing_alike(connection: sqlite3.Connection) -> None:
    name(connection, {2: "重庆创新中心研发基地甲", 4: "重庆创新中心研发基地乙", 6: "重庆创新中心研发基地丙"})
    assert find(connection) == {}


def test_a_noted_suspicion_keeps_its_reason(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert "录入时存疑：名称相近" in find(connection)[3, 7].reasons


def test_a_shared_announcement_is_a_reason_more(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO project_organisations VALUES (3, 1, '投资方')")
    name(connection, {1: "特斯联碳中和数据研究", 3: "特斯联碳中和物联网实验室"})
    assert find(connection)[1, 3].reasons[-1] == "同一活动：一月签约"


def test_decisions_are_kept_and_can_be_taken_back(ledger: Ledger) -> None:
    with ledger.reading() as connection, transaction(connection, ledger.path):
        decide_repeat(connection, 7, 3, "same", NOW)
    with ledger.reading() as connection:
        assert find(connection)[3, 7].decision == "same"
        (count,) = connection.execute("SELECT count(*) FROM projects").fetchone()
    assert count == 7, "nothing is merged"
    ledger.undo_last_edit(NOW)
    with ledger.reading() as connection:
        assert find(connection)[3, 7].decision is None
    ledger.redo_last_edit()
    with ledger.reading() as connection:
        assert find(connection)[3, 7].decision == "same"


def test_a_decision_may_change_and_be_left_open_again(ledger: Ledger) -> None:
    for verdict in ("same", "different", None):
        with ledger.reading() as connection, transaction(connection, ledger.path):
            decide_repeat(connection, 3, 7, verdict, NOW)
        with ledger.reading() as connection:
            assert find(connection)[3, 7].decision == verdict


@pytest.mark.parametrize("pair", [(3, 3), (3, 900)])
def test_a_pair_that_is_none_is_refused(ledger: Ledger, pair: tuple[int, int]) -> None:
    with ledger.reading() as connection, pytest.raises(EditRefused), transaction(connection, ledger.path):
        decide_repeat(connection, *pair, "same", NOW)


def test_the_same_decision_twice_is_refused(ledger: Ledger) -> None:
    with ledger.reading() as connection, pytest.raises(EditRefused), transaction(connection, ledger.path):
        decide_repeat(connection, 3, 7, None, NOW)


def test_decided_pairs_come_last(connection: sqlite3.Connection) -> None:
    name(
        connection,
        {3: "平安建投大健康产业园", 7: "中国平安大健康科技园", 2: "清安储能系统示范", 4: "清安储能系统示范项目"},
    )
    with connection:
        decide_repeat(connection, 3, 7, "different", NOW)
    assert [(r.first_id, r.second_id) for r in find_repeats(connection)] == [(2, 4), (3, 7)]


def test_work_grows_with_the_ledger_not_its_square(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = range(1000, 4000)
    rows = [(id_, f"工厂{chr(0x4E00 + id_)}{chr(0x5E00 + id_)}号厂房", "industry", "city") for id_ in numbers]
    connection.executemany("INSERT INTO projects (id, name, kind, position_basis) VALUES (?, ?, ?, ?)", rows)
    compared = 0
    compare = process.cpdist

    def count(queries: list[str], choices: list[str], **options: Any) -> Any:  # noqa: ANN401 - as the library says
        nonlocal compared
        compared += len(queries)
        return compare(queries, choices, **options)

    monkeypatch.setattr(process, "cpdist", count)
    survey = survey_repeats(connection)
    assert survey.compared < 3 * len(rows)
    assert compared <= 2 * survey.compared + 2 * survey.total, "each pair once a measure of likeness"


def test_names_that_all_share_a_word_make_no_pairs_of_it(connection: sqlite3.Connection) -> None:
    """Three thousand names with a common word: compared are those with something rare in common."""
    rows = [
        (id_, f"两江智造{chr(0x4E00 + id_)}{chr(0x6E00 + id_ // 2)}厂房", "industry", "city")
        for id_ in range(1000, 4000)
    ]
    connection.executemany("INSERT INTO projects (id, name, kind, position_basis) VALUES (?, ?, ?, ?)", rows)
    survey = survey_repeats(connection)
    assert len(rows) / 2 <= survey.compared <= 3 * len(rows)
    assert {(r.first_id, r.second_id) for r in survey.listed} >= {(1000, 1001), (1002, 1003)}


def test_of_an_organisation_with_everything_those_that_sound_alike_are_found(connection: sqlite3.Connection) -> None:
    rows = [(id_, f"工厂{chr(0x4E00 + id_)}{chr(0x5E00 + id_)}厂房", "industry", "city") for id_ in range(1000, 1100)]
    connection.executemany("INSERT INTO projects (id, name, kind, position_basis) VALUES (?, ?, ?, ?)", rows)
    connection.execute("UPDATE projects SET name = '飞燕储能电池厂' WHERE id = 1007")
    connection.execute("UPDATE projects SET name = '飞燕储能电池厂房' WHERE id = 1090")
    connection.executemany("INSERT INTO project_organisations VALUES (?, 1, '')", [(row[0],) for row in rows])
    survey = survey_repeats(connection)
    assert next((r.first_id, r.second_id) for r in survey.listed if r.first_id >= 1000) == (1007, 1090)
    assert survey.compared < 10 * len(rows), "not everything with everything"


def test_the_list_is_bounded_and_the_rest_counted(connection: sqlite3.Connection) -> None:
    name(connection, {2: "清安储能系统示范", 4: "清安储能系统示范项目", 6: "清安储能系统示范站"})
    everything = find_repeats(connection)
    survey = survey_repeats(connection, limit=1)
    assert len(everything) == 3
    assert (survey.listed, survey.total, survey.unlisted, survey.undecided) == (everything[:1], 3, 2, 3)


def test_open_pairs_are_those_with_more_than_one_reason_or_judged_the_same(connection: sqlite3.Connection) -> None:
    name(
        connection,
        {3: "平安建投大健康产业园", 7: "中国平安大健康科技园", 2: "清安储能系统示范", 4: "清安储能系统示范项目"},
    )
    assert survey_repeats(connection).open_pairs.tolist() == [[3, 7]]
    with connection:
        decide_repeat(connection, 2, 4, "same", NOW)
        decide_repeat(connection, 3, 7, "different", NOW)
    assert survey_repeats(connection).open_pairs.tolist() == [[2, 4]]


def test_a_survey_tells_how_far_it_is_and_can_be_stopped(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "_CHUNK", 1)
    name(connection, {2: "清安储能系统示范", 4: "清安储能系统示范项目", 6: "清安储能系统示范站"})
    told: list[tuple[int, int]] = []
    survey_repeats(connection, watch=lambda done, total: told.append((done, total)))
    assert told[:2] == [(0, 0), (0, 0)], "how many is not known yet, but it can be stopped"
    assert told[-1][0] == told[-1][1] > 2

    def stop(done: int, total: int) -> None:
        if done == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        survey_repeats(connection, watch=stop)


def test_a_ledger_without_projects_has_no_pairs() -> None:
    connection = sqlite3.connect(":memory:")
    migrate(connection)
    survey = survey_repeats(connection)
    assert (survey.listed, survey.total, survey.compared, len(survey.open_pairs)) == ((), 0, 0, 0)
    connection.close()
