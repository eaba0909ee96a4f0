"""What stands in for the parts that need Qt, and how a command's sentence looks."""

import datetime
from collections.abc import Callable
from pathlib import Path

from geo.errors import AtlasError
from ui.services import AnimationReport, AnimationRequest, SnapshotReport, SnapshotRequest

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


class Studio:
    """Stands in for the parts that need Qt, and keeps what it was asked."""

    def __init__(self) -> None:
        self.requests: list[SnapshotRequest] = []
        self.animations: list[AnimationRequest] = []
        self.looks: list[tuple[Path, Path]] = []
        self.failure: AtlasError | None = None

    def take_snapshot(self, request: SnapshotRequest) -> SnapshotReport:
        if self.failure is not None:
            raise self.failure
        self.requests.append(request)
        return SnapshotReport(request.target, request.width, request.height, 16)

    def take_animation(self, request: AnimationRequest) -> AnimationReport:
        if self.failure is not None:
            raise self.failure
        self.animations.append(request)
        return AnimationReport(request.target, request.width, request.height, 3, (1, 5, 16))

    def first_look(self, ledger: Path, folder: Path) -> tuple[Path, ...]:
        self.looks.append((ledger, folder))
        return (folder / "window.png", folder / "map.png")


Runner = Callable[..., tuple[int, str, str]]


def one_sentence(err: str) -> str:
    assert err.endswith("。\n")
    assert err.count("\n") == 1
    return err
