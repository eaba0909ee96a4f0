"""Wraps the frozen program as a Debian package: where things lie, what it depends on, what the desktop is told."""

import datetime
import gzip
import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from db.schema import APPLICATION_ID
from package.packing import SMALL, pack_deb

NAME: Final = "science-city-atlas"
APP_ID: Final = "org.sciencecityatlas.Atlas"
LINUX: Final = Path(__file__).parent / "linux"
PROGRAM: Final = Path("usr", "lib", NAME)


@dataclass(frozen=True)
class DebPlan:
    """What a Debian package is made of.

    Attributes:
        frozen: the program's folder.
        icons: pictures of the icon by size in pixels.
        drawing: the icon as SVG.
        version: of the program.
        depends: the ``Depends`` line.
        today: the day of the release.
        packing: ``QUICK`` or ``SMALL``.
    """

    frozen: Path
    icons: dict[int, Path]
    drawing: Path
    version: str
    depends: str
    today: datetime.datetime
    packing: tuple[str, ...] = SMALL


def machine() -> str:
    """What Debian calls the machine this runs on."""
    told = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    return told.stdout.strip()


def build_deb(plan: DebPlan, work: Path, target: Path) -> None:
    """Lay the files out and pack them.

    Args:
        plan: What goes in.
        work: A folder to work in; emptied first.
        target: The ``.deb`` to write.
    """
    shutil.rmtree(work, ignore_errors=True)
    root = work / "root"
    _lay_program(plan, root)
    _lay_desktop(plan, root)
    _lay_papers(plan, root)
    set_rights(root)
    _write_control(plan, root)
    pack_deb(root, target, plan.packing)


def write_texts(folder: Path, version: str, today: datetime.datetime) -> dict[str, Path]:
    """Write what the desktop reads, filled in: the entry, the metainfo and the file type.

    Returns:
        The files by suffix: ``desktop``, ``metainfo.xml``, ``mime.xml``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for suffix in ("desktop", "metainfo.xml", "mime.xml"):
        text = (LINUX / f"{APP_ID}.{suffix}").read_text("utf-8")
        for mark, value in (
            ("@VERSION@", version),
            ("@DATE@", f"{today:%Y-%m-%d}"),
            ("@APPLICATION_ID@", f"0x{APPLICATION_ID:08x}"),
        ):
            text = text.replace(mark, value)
        written[suffix] = folder / f"{APP_ID}.{suffix}"
        written[suffix].write_text(text, "utf-8")
    return written


def _lay_program(plan: DebPlan, root: Path) -> None:
    program = root / PROGRAM
    shutil.copytree(plan.frozen, program, symlinks=True)
    # Chromium makes this folder, for itself alone, wherever it may write: as a folder of the package it goes with it.
    (program / "_internal/PySide6/Qt/resources/locales").mkdir(exist_ok=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin" / NAME).symlink_to(Path("../lib", NAME, NAME))


def _lay_desktop(plan: DebPlan, root: Path) -> None:
    share = root / "usr/share"
    texts = write_texts(root.parent / "texts", plan.version, plan.today)
    _put(texts["desktop"], share / "applications" / f"{APP_ID}.desktop")
    _put(texts["metainfo.xml"], share / "metainfo" / f"{APP_ID}.metainfo.xml")
    _put(texts["mime.xml"], share / "mime/packages" / f"{APP_ID}.xml")
    _put(plan.drawing, share / f"icons/hicolor/scalable/apps/{APP_ID}.svg")
    for size, picture in plan.icons.items():
        _put(picture, share / f"icons/hicolor/{size}x{size}/apps/{APP_ID}.png")


def _lay_papers(plan: DebPlan, root: Path) -> None:
    doc = root / "usr/share/doc" / NAME
    licence = (plan.frozen / "_internal/LICENSE").read_text("utf-8")
    paragraphs = "\n".join(f" {line}" if line.strip() else " ." for line in licence.strip().splitlines()[2:])
    copyright_ = (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Science City Atlas\n"
        f"Comment: third-party parts and their licences are named in /{PROGRAM}/_internal/THIRD-PARTY-NOTICES.txt\n\n"
        "Files: *\nCopyright: 2026 Science City Atlas contributors\nLicense: Expat\n"
        f"{paragraphs}\n"
    )
    doc.mkdir(parents=True)
    (doc / "copyright").write_text(copyright_, "utf-8")
    changes = (
        f"{NAME} ({plan.version}) stable; urgency=medium\n\n  * Release {plan.version}.\n\n"
        f" -- Science City Atlas contributors <atlas@sciencecityatlas.invalid>  {format_datetime(plan.today)}\n"
    )
    (doc / "changelog.gz").write_bytes(gzip.compress(changes.encode("utf-8"), 9, mtime=0))
    manual = (LINUX / f"{NAME}.1").read_text("utf-8").replace("@VERSION@", plan.version)
    page = root / "usr/share/man/man1" / f"{NAME}.1.gz"
    page.parent.mkdir(parents=True)
    page.write_bytes(gzip.compress(manual.encode("utf-8"), 9, mtime=0))
    _put(LINUX / "lintian-overrides", root / "usr/share/lintian/overrides" / NAME)
    _put(LINUX / "apparmor", root / PROGRAM / "apparmor")


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def set_rights(root: Path) -> None:
    """Let everybody read, root alone write, and only programs be run."""
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            continue
        if path.is_dir():
            path.chmod(0o755)
        else:
            path.chmod(0o755 if _is_program(path) else 0o644)
    root.chmod(0o755)


def _is_program(path: Path) -> bool:
    if ".so" in path.name or path.suffix not in ("", ".sh"):
        return False
    with path.open("rb") as file:
        start = file.read(4)
    return start == b"\x7fELF" or start.startswith(b"#!")


def _write_control(plan: DebPlan, root: Path) -> None:
    control = root / "DEBIAN"
    control.mkdir()
    control.chmod(0o755)
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    sums = [f"{_md5(path)}  {path.relative_to(root)}" for path in files]
    size_kb = sum((path.stat().st_size + 1023) // 1024 for path in files)
    (control / "md5sums").write_text("\n".join(sums) + "\n", "utf-8")
    (control / "control").write_text(
        f"Package: {NAME}\nVersion: {plan.version}\nSection: science\nPriority: optional\nArchitecture: {machine()}\n"
        "Maintainer: Science City Atlas contributors <atlas@sciencecityatlas.invalid>\n"
        f"Installed-Size: {size_kb}\nDepends: {plan.depends}\n"
        "Recommends: fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei, xdg-desktop-portal, xdg-utils\n"
        "Suggests: libgtk-3-0 | libgtk-3-0t64, ibus\n"
        "Description: offline map and ledger of investment projects\n"
        " Science City Atlas (科学城招商地图) shows named investment projects, parks and\n"
        " published figures on an offline map. Every value tells where it is printed;\n"
        " what is inferred says so, what is unknown stays empty.\n"
        " .\n"
        " Nothing needs a network. The ledger of each person lies in the person's own\n"
        " data folder and stays there when the package is updated or removed.\n",
        "utf-8",
    )
    for script in ("postinst", "prerm"):
        shutil.copyfile(LINUX / script, control / script)
        (control / script).chmod(0o755)


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
