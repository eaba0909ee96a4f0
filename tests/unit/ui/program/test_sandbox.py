from __future__ import annotations

import os
from pathlib import Path

import pytest

from ui.program import sandbox


@pytest.fixture
def _ordinary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "is_root", lambda: False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv(sandbox.SWITCH, raising=False)


def write(kernel: Path, name: str, value: str) -> None:
    (kernel / name).parent.mkdir(parents=True, exist_ok=True)
    (kernel / name).write_text(value + "\n", "ascii")


@pytest.mark.usefixtures("_ordinary")
def test_for_an_ordinary_person_it_is_on(tmp_path: Path) -> None:
    write(tmp_path, "user/max_user_namespaces", "96000")
    write(tmp_path, "kernel/unprivileged_userns_clone", "1")
    assert sandbox.find_sandbox_trouble(tmp_path) is None
    assert sandbox.is_sandbox_on(tmp_path)
    assert sandbox.describe_sandbox(tmp_path) == "开"


@pytest.mark.usefixtures("_ordinary")
@pytest.mark.parametrize(
    ("setting", "value", "line"),
    [
        ("kernel/unprivileged_userns_clone", "0", "sudo sysctl -w kernel.unprivileged_userns_clone=1"),
        ("user/max_user_namespaces", "0", "sudo sysctl -w user.max_user_namespaces=10000"),
    ],
)
def test_a_system_that_forbids_it_is_told_with_the_line_that_allows_it(
    tmp_path: Path, setting: str, value: str, line: str
) -> None:
    write(tmp_path, setting, value)
    told = sandbox.find_sandbox_trouble(tmp_path)
    assert told is not None
    assert line in told
    assert not sandbox.is_sandbox_on(tmp_path)


@pytest.mark.usefixtures("_ordinary")
def test_a_switch_in_the_environment_is_told_even_when_it_says_zero(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(sandbox.SWITCH, "0")
    assert sandbox.SWITCH in sandbox.describe_sandbox(tmp_path)
    assert not sandbox.is_sandbox_on(tmp_path)


def test_only_root_goes_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sandbox.SWITCH, "x")
    monkeypatch.delenv(sandbox.SWITCH)
    monkeypatch.setattr(sandbox, "is_root", lambda: False)
    sandbox.leave_sandbox_to_root()
    assert sandbox.SWITCH not in os.environ
    monkeypatch.setattr(sandbox, "is_root", lambda: True)
    sandbox.leave_sandbox_to_root()
    assert os.environ[sandbox.SWITCH] == "1"
    assert "--no-sandbox" in sandbox.describe_sandbox(tmp_path)
