"""The notice of third-party parts in a package, generated from what is really inside it."""

import importlib.metadata
import re
import subprocess
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from package.elf import PackageError

HEADING: Final = """科学城招商地图 · Science City Atlas: third-party parts of this package

The program itself is under the MIT licence (LICENSE). Below is every part it was packaged with and under which licence
that is passed on. Qt, PySide6 and shiboken6, and GEOS inside shapely, are under the LGPL: they are shared
libraries of their own in this folder and can be replaced by other builds of the same version. Qt and PySide6 are as
they were published; from the others what only debuggers read was taken out; ICU's data is cut to the languages used.
"""
_RULE: Final = "=" * 100
_COMMON: Final = Path("/usr/share/common-licenses")


def locked_names(lock: Path) -> frozenset[str]:
    """Names of the distributions a lock file holds, as packaging compares them."""
    return frozenset(
        re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"(?m)^([\w.-]+)==", lock.read_text("utf-8"))
    )


def write_notices(program: Path, assets: Path, target: Path, locked: frozenset[str]) -> int:
    """Write the notice for a frozen program.

    Args:
        program: The folder of libraries inside the package (``_internal``).
        assets: The ``assets`` folder in it.
        target: The file to write.
        locked: What the program may be made of: anything else came in from the environment it was frozen in.

    Returns:
        How many parts are named.

    Raises:
        PackageError: a part has no licence that can be told, or is not locked.
    """
    parts = [*_python_parts(program, locked), *_page_parts(assets), *_system_parts(program), _python_itself()]
    texts = [f"{_RULE}\n{title}\n{_RULE}\n\n{text.strip()}\n" for title, text in parts]
    texts += [
        f"{_RULE}\nText of the {name} licence\n{_RULE}\n\n{(_COMMON / name).read_text('utf-8')}"
        for name in ("LGPL-3", "GPL-3", "LGPL-2.1", "Apache-2.0", "MPL-2.0")
        if (_COMMON / name).is_file()
    ]
    target.write_text("\n".join((HEADING, *texts)), "utf-8")
    return len(parts)


def _python_parts(program: Path, locked: frozenset[str]) -> Iterable[tuple[str, str]]:
    """Distributions with any file in the package; the metadata of the environment knows which file is whose."""
    inside = _top_names(program)
    for found in sorted(importlib.metadata.distributions(), key=lambda one: str(one.metadata["Name"]).lower()):
        if _is_inside(found, inside):
            name = str(found.metadata["Name"])
            if re.sub(r"[-_.]+", "-", name).lower() not in locked:
                raise PackageError(
                    f"{name} came into the package, but is not in requirements/app.txt: exclude it in atlas.spec"
                )
            yield _describe(found)


def _top_names(program: Path) -> set[str]:
    """Names of packages in the folder, and of those only compiled into the program's archive."""
    names = {path.name.split(".")[0] for path in program.iterdir() if not path.name.endswith(".dist-info")}
    toc = program.parent.parent.parent / "work" / "atlas" / "PYZ-00.toc"
    if not toc.is_file():
        raise PackageError(f"{toc} is missing: freeze first")
    return names | {
        name.split(".")[0] for name in re.findall(r"^ ?\[?\('([\w.]+)',", toc.read_text("utf-8"), re.MULTILINE)
    }


def _is_inside(found: importlib.metadata.Distribution, inside: set[str]) -> bool:
    tops = {Path(str(file)).parts[0].split(".")[0] for file in found.files or () if ".dist-info" not in str(file)}
    return bool((tops - {"", "bin", "share", "__pycache__"}) & inside)


def _describe(found: importlib.metadata.Distribution) -> tuple[str, str]:
    meta = found.metadata
    name, version = str(meta["Name"]), found.version
    licence = (
        _told(meta, "License-Expression")
        or _from_classifiers(meta.get_all("Classifier") or ())
        or _told(meta, "License")
    )
    texts = [
        Path(str(file.locate())).read_text("utf-8", "replace")
        for file in found.files or ()
        if ".dist-info/" in str(file) and re.search(r"(?i)licen[cs]e|copying|notice|authors", Path(str(file)).name)
        and Path(str(file.locate())).is_file()
    ]  # fmt: skip
    if not licence and not texts:
        raise PackageError(f"{name} {version} does not say under which licence it is")
    title = f"{name} {version}: {(licence or 'see below').splitlines()[0]}"
    return title, "\n\n".join(texts) or f"Licence: {licence}. Home page: {_told(meta, 'Home-page') or _home(meta)}"


def _told(meta: importlib.metadata.PackageMetadata, field: str) -> str:
    return next(iter(meta.get_all(field) or ()), "")


def _home(meta: importlib.metadata.PackageMetadata) -> str:
    return str(next(iter(meta.get_all("Project-URL") or ("not told",))))


def _from_classifiers(classifiers: Iterable[str]) -> str:
    return ", ".join(one.rpartition("::")[2].strip() for one in classifiers if one.startswith("License ::"))


def _page_parts(assets: Path) -> Iterable[tuple[str, str]]:
    """What was prepared for the page: libraries and fonts with their licences beside them, data by its credits."""
    licences = [*sorted((assets / "vendor").rglob("*LICENSE*")), assets / "fonts" / "OFL.txt"]
    for file in licences:
        yield f"Map page: {file.relative_to(assets).as_posix()}", file.read_text("utf-8")
    yield "Base map: sources of its data", (assets / "basemap" / "attribution.json").read_text("utf-8")


def _system_parts(program: Path) -> Iterable[tuple[str, str]]:
    """Libraries that were taken from this machine's own packages."""
    listed = subprocess.run(["dpkg-query", "-S", *_system_names(program)], capture_output=True, text=True, check=False)
    owners = sorted({line.split(":")[0] for line in listed.stdout.splitlines() if ": " in line})
    for owner in owners:
        copyright_ = Path("/usr/share/doc", owner, "copyright")
        if copyright_.is_file():
            yield f"System library package {owner}", copyright_.read_text("utf-8", "replace")


def _system_names(program: Path) -> list[str]:
    return [f"*/{path.name}" for path in sorted(program.glob("lib*.so*")) if not path.is_symlink()]


def _python_itself() -> tuple[str, str]:
    file = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    text = file.read_text("utf-8") if file.is_file() else "Licence: PSF-2.0, see https://docs.python.org/3/license.html"
    return "Python", text
