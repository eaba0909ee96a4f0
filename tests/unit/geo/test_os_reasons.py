"""Why the system refused something is said in the person's language."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from geo import wording
from geo.os_reasons import reason_of


def test_common_reasons_are_chinese(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(OSError, match="symbolic") as caught:
        loop.open()
    assert reason_of(caught.value) == "链接成环"
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "none").open()
    assert reason_of(missing.value) == "文件或文件夹不存在"


def test_each_known_reason_has_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(wording.VARIABLE, wording.ENGLISH)
    for number in (errno.EACCES, errno.ENOSPC, errno.EROFS, errno.ENAMETOOLONG, errno.EIO, errno.ESTALE):
        assert not wording.HAN.search(reason_of(OSError(number, os.strerror(number))))


def test_seldom_reasons_stay_as_the_system_says_them() -> None:
    assert reason_of(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert reason_of(OSError("only words")) == "only words"
    assert reason_of(OSError()) == "磁盘出错"
