"""Checks of pages by programs from npm (``tests/node``): fetched once into ``build/``, pinned, never shipped."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from assets.prepare.charts import find_node
from assets.prepare.steps import PrepareError
from assets.prepare.vendor import find_npm

_HERE = Path(__file__).parent / "node"
_MANIFESTS = ("package.json", "package-lock.json")


def install_node_tools() -> Path:
    """Return the folder of the pinned packages; without npm or a network the test is left out, aloud."""
    key = hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in _MANIFESTS)).hexdigest()[:12]
    folder = _HERE.parents[1] / "build" / f"test-node-{key}"
    if not (folder / "done").is_file():
        npm = find_npm()
        if npm is None:
            pytest.skip("there is no npm on this machine")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in _MANIFESTS:
            shutil.copyfile(_HERE / name, folder / name)
        options = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--prefer-offline")
        done = subprocess.run([*npm, *options], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"npm could not fetch the checkers: {done.stderr.strip()[:200]}")
        (folder / "done").touch()
    return folder / "node_modules"


def run_node(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the packages."""
    try:
        node = find_node()
    except PrepareError as error:
        pytest.skip(str(error))
    return subprocess.run([node, str(script), *arguments], capture_output=True, text=True, timeout=120, check=False)
