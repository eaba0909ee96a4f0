from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ui.program.system_libraries import LIBRARIES, find_missing_libraries


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path / LIBRARIES


def test_a_checkout_has_no_list(listed: Path) -> None:
    assert find_missing_libraries(listed) == []


def test_what_is_there_is_not_named(listed: Path) -> None:
    listed.write_text("libc.so.6 libc6\n", "ascii")
    assert find_missing_libraries(listed) == []


def test_what_is_missing_comes_with_the_line_that_installs_it(listed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/apt-get")
    listed.write_text("libnobody.so.7 libnobody7\nlibc.so.6 libc6\nlibnone.so.1 libnobody7\n", "ascii")
    (told,) = find_missing_libraries(listed)
    assert "libnobody.so.7、libnone.so.1" in told
    assert told.endswith("sudo apt-get install libnobody7")


def test_without_apt_the_files_are_named(listed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    listed.write_text("libnobody.so.7 libnobody7\n", "ascii")
    (told,) = find_missing_libraries(listed)
    assert "libnobody.so.7" in told
    assert "apt" not in told
