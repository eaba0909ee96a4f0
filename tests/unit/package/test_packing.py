from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from package.packing import QUICK, pack_deb

pytestmark = pytest.mark.skipif(shutil.which("xz") is None, reason="xz is not on this machine")


@pytest.fixture
def laid_out(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "DEBIAN").mkdir(parents=True)
    (root / "DEBIAN/control").write_text("Package: tried\nVersion: 1.2\nArchitecture: all\n", "utf-8")
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/program").write_bytes(b"\x7fELF" + b"\xe8\x01\x02\x03\x04" * 20_000)
    (root / "usr/bin/link").symlink_to("program")
    return root


def members(package: Path) -> dict[str, bytes]:
    """What an ``ar`` archive holds, by name."""
    data = package.read_bytes()
    assert data.startswith(b"!<arch>\n")
    found, place = {}, 8
    while place < len(data):
        head = data[place : place + 60]
        assert head.endswith(b"`\n")
        size = int(head[48:58])
        found[head[:16].decode().strip()] = data[place + 60 : place + 60 + size]
        place += 60 + size + size % 2
    return found


def test_a_package_holds_its_parts_in_the_order_dpkg_expects(laid_out: Path, tmp_path: Path) -> None:
    target = tmp_path / "dist/tried.deb"
    pack_deb(laid_out, target, QUICK)
    parts = members(target)
    assert list(parts) == ["debian-binary", "control.tar.xz", "data.tar.xz"]
    assert parts["debian-binary"] == b"2.0\n"
    with tarfile.open(fileobj=io.BytesIO(parts["data.tar.xz"]), mode="r:xz") as data:
        assert data.getnames() == [".", "./usr", "./usr/bin", "./usr/bin/link", "./usr/bin/program"]
        program = data.extractfile("./usr/bin/program")
        assert program is not None
        assert program.read() == (laid_out / "usr/bin/program").read_bytes()
        assert {(member.uid, member.uname) for member in data.getmembers()} == {(0, "root")}
    assert [path.name for path in target.parent.iterdir()] == ["tried.deb"]


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is not on this machine")
def test_dpkg_reads_it(laid_out: Path, tmp_path: Path) -> None:
    target = tmp_path / "tried.deb"
    pack_deb(laid_out, target, QUICK)
    told = subprocess.run(["dpkg-deb", "-f", target, "Version"], capture_output=True, text=True, check=True).stdout
    assert told == "1.2\n"
    subprocess.run(["dpkg-deb", "-x", target, tmp_path / "out"], check=True)
    assert (tmp_path / "out/usr/bin/link").read_bytes() == (laid_out / "usr/bin/program").read_bytes()


def test_a_package_that_could_not_be_packed_leaves_the_old_one(laid_out: Path, tmp_path: Path) -> None:
    target = tmp_path / "tried.deb"
    target.write_bytes(b"the old one")
    with pytest.raises(subprocess.CalledProcessError):
        pack_deb(laid_out, target, ("--lzma2=preset=99",))
    assert target.read_bytes() == b"the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["root", "tried.deb"]
