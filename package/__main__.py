"""``python -m package``: build the ledger, freeze the program, and wrap it for the machine this runs on."""

import argparse
import datetime
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from db.seeding import seed_ledger
from main import VERSION
from package.deb import NAME, DebPlan, build_deb, machine
from package.elf import PackageError, find_needs, find_packages, to_depends
from package.guide import make_guide
from package.icons import draw_icons
from package.notices import locked_names, write_notices
from package.packing import QUICK, SMALL
from package.portable import build_portable
from package.sizes import complaints, file_mb, unpacked_mb

ROOT: Final = Path(__file__).resolve().parents[1]
BUILT: Final = ROOT / "build" / "package"
FROZEN: Final = BUILT / "dist" / NAME
DIST: Final = ROOT / "dist"


def prepare() -> dict[int, Path]:
    """Make what the package brings besides the program: the built-in ledger, the guide and the icons."""
    ledger = BUILT / "ledger.kxc"
    ledger.unlink(missing_ok=True)
    seed_ledger(ledger, ROOT / "seeds", datetime.datetime.now(datetime.UTC))
    make_guide(ROOT / "docs", BUILT / "docs")
    return draw_icons(ROOT / "assets/app-icon/science-city-atlas.svg", BUILT / "icons")


def freeze() -> None:
    """Let PyInstaller make the folder, and add what can only be told from it."""
    shutil.rmtree(FROZEN, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(FROZEN.parent), "--workpath", str(BUILT / "work"), str(ROOT / "package/atlas.spec")]
    surroundings = os.environ | {"PYTHONPATH": str(BUILT / "tools"), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, check=True, cwd=ROOT, env=surroundings)


def build(*, quick: bool) -> list[Path]:
    """Make every package this machine can make; returns the files.

    Args:
        quick: Packed lightly, for trying it out.

    Raises:
        PackageError: a library or a licence cannot be told.
    """
    icons = prepare()
    freeze()
    program = FROZEN / "_internal"
    locked = locked_names(ROOT / "requirements/app.txt")
    if sys.platform != "linux":
        write_notices(program, program / "assets", program / "THIRD-PARTY-NOTICES.txt", locked)
        return [FROZEN]
    needs = find_needs(FROZEN)
    packages = find_packages(needs.libraries)
    lines = [f"{name} {package}" for name, package in sorted(packages.items())]
    (program / "libraries.txt").write_text("\n".join(lines) + "\n", "ascii")
    (program / "glibc.txt").write_text(".".join(map(str, needs.glibc)) + "\n", "ascii")
    parts = write_notices(program, program / "assets", program / "THIRD-PARTY-NOTICES.txt", locked)
    print(f"{needs.files} programs and libraries, {len(set(packages.values()))} packages needed, {parts} parts named")
    today = datetime.datetime.now(datetime.UTC)
    drawing = ROOT / "assets/app-icon/science-city-atlas.svg"
    plan = DebPlan(
        FROZEN, icons, drawing, VERSION, to_depends(needs, packages.values()), today, QUICK if quick else SMALL
    )
    deb = DIST / f"{NAME}_{VERSION}_{machine()}.deb"
    build_deb(plan, BUILT / "deb", deb)
    return [deb, build_portable(FROZEN, BUILT, VERSION, platform.machine(), DIST, quick=quick)]


def main() -> int:
    """Build, and say what was made."""
    parser = argparse.ArgumentParser(prog="./run package", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="packed lightly, for trying")
    options = parser.parse_args()
    try:
        made = build(quick=options.quick)
    except (PackageError, subprocess.CalledProcessError) as error:
        print(f"打包没有完成：{error}。The package could not be made: {error}.", file=sys.stderr)
        return 1
    for path in made:
        print(path.relative_to(ROOT), f"{file_mb(path):.1f} MB" if path.is_file() else "")
    print(f"unpacked {unpacked_mb(FROZEN):.0f} MB")
    if sys.platform != "linux":
        return 0
    too_large = complaints(file_mb(made[0]), unpacked_mb(FROZEN))
    for sentence in too_large:
        print(sentence, file=sys.stderr)
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())
