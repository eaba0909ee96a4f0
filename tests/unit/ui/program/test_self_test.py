from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from ui.application import Workplace
from ui.program import self_test
from ui.program.self_test import run_self_test

pytestmark = pytest.mark.window

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


def test_the_program_finds_itself_sound_and_counts_as_the_ledger_does(
    workplace: Workplace, built_ledger: Path, tmp_path: Path
) -> None:
    found = run_self_test(workplace, built_ledger, tmp_path / "tried", NOW)
    assert found["ok"] is True
    assert found["projects"] == 86
    assert found["exported"] == found["workbook_rows"] == found["vector_features"] == found["filtered"]
    assert (tmp_path / "tried/window.png").read_bytes() != (tmp_path / "tried/filtered.png").read_bytes()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("glyphs_in_page", 1), ("glyphs_in_window", 0), ("filtered", 86), ("filtered", 0), ("exported", 28),
        ("workbook_rows", 0), ("vector_features", 0), ("document_read", False), ("sandbox_as_said", False),
    ],
)  # fmt: skip
def test_each_fault_by_itself_is_not_sound(key: str, value: object) -> None:
    sound: dict[str, object] = {
        "projects": 86, "filtered": 29, "glyphs_in_window": 4, "glyphs_in_page": 4, "exported": 29, "workbook_rows": 29,
        "vector_features": 29, "document_read": True, "sandbox_as_said": True,
    }  # fmt: skip
    assert self_test._is_sound(sound)  # noqa: SLF001 - the judgement alone
    assert not self_test._is_sound(sound | {key: value})  # noqa: SLF001
