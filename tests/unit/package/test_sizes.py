from __future__ import annotations

from pathlib import Path

import pytest

from package.sizes import MOST_DEB_MB, MOST_UNPACKED_MB, complaints, unpacked_mb


@pytest.mark.parametrize(
    ("packed", "installed", "said"),
    [
        (MOST_DEB_MB, MOST_UNPACKED_MB, []),
        (MOST_DEB_MB + 0.1, 1, ["packed"]),
        (1, MOST_UNPACKED_MB + 0.1, ["unpacked"]),
        (MOST_DEB_MB + 0.1, MOST_UNPACKED_MB + 1, ["packed", "unpacked"]),
    ],
)
def test_what_is_larger_than_it_may_be_is_said(packed: float, installed: float, said: list[str]) -> None:
    assert [sentence.split()[0] for sentence in complaints(packed, installed)] == said


def test_a_folder_is_measured_as_it_lies_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/file").write_bytes(b"\x01" * 3_000_000)
    (tmp_path / "link").symlink_to("deep/file")
    assert 2.8 < unpacked_mb(tmp_path) < 3.1
