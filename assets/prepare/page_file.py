"""The map page as one script and one style sheet, for the file a person takes along (``db/export/page_file.py``).

The window's page is bundled beside it, in one readable script (``geo/page_bundle.py``).
"""

from pathlib import Path

from assets.prepare.charts import run_bundler
from geo.page_bundle import WINDOW_ENTRY, first_line, modules_fingerprint

ENTRIES = ("file_main.js", "file.css")
"""What the bundles begin with, in ``assets/page``."""

_OPTIONS = (
    "--bundle",
    "--minify",
    "--format=iife",
    "--target=es2021,chrome100,safari16,firefox100",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=error",
)

_WINDOW_OPTIONS = (
    "--bundle",
    "--format=esm",
    "--target=chrome118",
    "--external:/vendor/*",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=error",
)


def sources_of(page: Path) -> list[Path]:
    """Everything the bundles may be made of."""
    return sorted([*page.glob("*.js"), *page.glob("*.css")])


def bundle_page_file(node_modules: Path, page: Path, target: Path) -> None:
    """Build the scripts and the style sheet.

    Args:
        node_modules: The installed packages.
        page: The page's own modules.
        target: An existing folder.

    Raises:
        PrepareError: there is no Node.js, or the bundler failed.
    """
    failed = "单文件地图页没能打包（{reason}）。The page of a single file could not be bundled."
    for name in ENTRIES:
        run_bundler(node_modules, page / name, target / name, _OPTIONS, failed)
    banner = f"--banner:js={first_line(modules_fingerprint(page))}"
    run_bundler(node_modules, page / WINDOW_ENTRY, target / WINDOW_ENTRY, (*_WINDOW_OPTIONS, banner), failed)
