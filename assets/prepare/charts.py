"""The chart library as one small module: ECharts cut down by esbuild to what the charts page uses."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from assets.prepare.steps import PrepareError
from assets.prepare.vendor import find_npm, first_reason, write_notices

ENTRY = Path(__file__).with_name("echarts.js")
"""Says which parts of the library are used."""

_OPTIONS = ("--bundle", "--minify", "--format=esm", "--charset=utf8", "--legal-comments=none", "--log-level=error")


def bundle_charts(node_modules: Path, target: Path) -> None:
    """Build ``echarts.js``, an ES module that exports ``init``, and the licences of what is inside it.

    Args:
        node_modules: The installed packages.
        target: An existing folder.

    Raises:
        PrepareError: there is no Node.js, or the bundler failed.
    """
    entry = node_modules.parent / ENTRY.name  # beside node_modules, where the bundler looks for what it names
    shutil.copyfile(ENTRY, entry)
    failed = "图表组件没能打包（{reason}）。The charts' library could not be bundled."
    run_bundler(node_modules, entry, target / "echarts.js", _OPTIONS, failed)
    write_notices(node_modules, "echarts", target)


def run_bundler(node_modules: Path, entry: Path, outcome: Path, options: Sequence[str], failed: str) -> None:
    """Make one file of a module or style sheet and everything it imports.

    Args:
        node_modules: The installed packages.
        entry: What to begin with.
        outcome: The file to write.
        options: Of esbuild.
        failed: What to say when it fails, with ``{reason}`` in it.

    Raises:
        PrepareError: there is no Node.js, or the bundler failed.
    """
    bundler = node_modules / "esbuild/bin/esbuild"  # a script as long as no package script has run
    done = subprocess.run(  # the command is ours, word by word
        [find_node(), str(bundler), str(entry), *options, f"--outfile={outcome}"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise PrepareError(failed.format(reason=first_reason(done.stderr)))


def find_node() -> str:
    """Find the Node.js that goes with npm.

    Raises:
        PrepareError: there is none.
    """
    npm = find_npm()
    node = None if npm is None else npm[0] if len(npm) > 1 else shutil.which("node")
    if node is None:
        raise PrepareError("这台机器上没有 npm，请运行 ./run setup。There is no npm here: run ./run setup.")
    return node
