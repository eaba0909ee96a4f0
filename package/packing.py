"""Packs a laid out package as a ``.deb``: an ``ar`` archive of two tar archives, packed by xz.

``dpkg-deb`` could do it, but xz packs programs a thirtieth smaller where it is told that they are programs, which
dpkg-deb has no option for; every dpkg since 2012 reads the result.
"""

import os
import platform
import subprocess
import tempfile
from pathlib import Path
from typing import Final

QUICK: Final = ("--lzma2=preset=1",)
SMALL: Final = ("--lzma2=preset=6,dict=64MiB",)
"""How to pack: quick is for trying, small takes minutes and is for passing on. 64 MiB is what unpacking takes, too."""

_PROGRAMS: Final = {"x86_64": ("--x86",)}
"""By machine: the filter that older versions of xz know as well."""


def pack_deb(root: Path, target: Path, packing: tuple[str, ...]) -> None:
    """Write a Debian package.

    Args:
        root: The files as they are to lie, and ``DEBIAN`` with what describes them.
        target: The ``.deb``; replaced whole or not at all.
        packing: ``QUICK`` or ``SMALL``.

    Raises:
        subprocess.CalledProcessError: tar or xz failed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        control, data, whole = (Path(name) / part for part in ("control.tar.xz", "data.tar.xz", "whole"))
        _pack(root / "DEBIAN", control, packing)
        _pack(root, data, packing, "--exclude=./DEBIAN")
        with whole.open("wb") as file:
            file.write(b"!<arch>\n")
            file.write(_member("debian-binary", 4) + b"2.0\n")
            for part in (control, data):
                file.write(
                    _member(part.name, part.stat().st_size) + part.read_bytes() + b"\n" * (part.stat().st_size % 2)
                )
        whole.chmod(0o644)
        whole.replace(target)


def _pack(folder: Path, target: Path, packing: tuple[str, ...], *options: str) -> None:
    owners = ("--owner=root:0", "--group=root:0", "--sort=name", "--format=gnu")
    filters = (*_PROGRAMS.get(platform.machine(), ()), *packing)
    threads = f"-T{os.cpu_count() or 1}"
    command = ["tar", "-C", str(folder), *owners, *options, "-cf", "-", "."]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as tar, target.open("wb") as file:
        subprocess.run(["xz", "--format=xz", threads, *filters, "-c"], stdin=tar.stdout, stdout=file, check=True)
    if tar.returncode:
        raise subprocess.CalledProcessError(tar.returncode, command)


def _member(name: str, size: int) -> bytes:
    return f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{size:<10}`\n".encode("ascii")
