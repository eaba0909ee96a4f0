"""A folder of assets, what it is made from, and the stamp that says it is up to date."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import AtlasError

if TYPE_CHECKING:
    from collections.abc import Iterator

STAMP = ".stamp"


class PrepareError(AtlasError):
    """Assets could not be prepared: no network, a missing package, a folder that cannot be written."""


@dataclass(frozen=True)
class Step:
    """One folder to build.

    Attributes:
        name: the folder's name under ``assets/``.
        title: what it is, for the person who waits.
        fingerprint: a hash of everything the folder is made from.
        build: fills an empty folder; raises :class:`PrepareError`.
    """

    name: str
    title: str
    fingerprint: str
    build: Callable[[Path], None]


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Hash the contents of ``files`` (their order and place do not matter) and ``words`` (their order does)."""
    digest = hashlib.sha256(json.dumps(words).encode())
    for part in sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in files):
        digest.update(part.encode())
    return digest.hexdigest()


def is_current(step: Step, assets: Path) -> bool:
    """Tell whether the step's folder was finished from the very same inputs."""
    stamp = assets / step.name / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == step.fingerprint


def run(step: Step, assets: Path) -> None:
    """Build the step's folder aside and put it in place only when it is whole; the stamp is written last.

    Raises:
        PrepareError: the folder cannot be written, or the step itself failed. What stood there before stays.
    """
    with _translated(assets / step.name):
        part = assets / f".{step.name}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        try:
            step.build(part)
            (part / STAMP).write_text(step.fingerprint + "\n", encoding="ascii")
            _replace(part, assets / step.name)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _replace(part: Path, target: Path) -> None:
    """Swap the finished folder in; a reader sees the old one or the new one."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    part.rename(target)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _translated(folder: Path) -> "Iterator[None]":
    """Say in one sentence which folder could not be written."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise PrepareError(f"无法写入文件夹 {folder}：{reason}。Cannot write {folder}: {reason}.") from error
