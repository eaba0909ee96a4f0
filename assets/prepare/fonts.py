"""A subset of Noto Sans SC, small enough to ship, in the weights the design uses.

Qt registers them (``QFontDatabase.addApplicationFont``), and the page loads the same files. They keep the family name
"Noto Sans SC" and their weight classes, so ``QFont("Noto Sans SC", weight=600)`` and CSS ``font-weight: 600`` find the
right one.
"""

import shutil
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

from fontTools import subset

WEIGHTS = {400: "400Regular", 500: "500Medium", 600: "600SemiBold", 700: "700Bold"}
_PACKAGE = "@expo-google-fonts/noto-sans-sc"

# What GB 2312 (1980) lacks and maps, units and names of today need.
_SIGNS = "～–—·…‰′″※№℃㎡㎢㎞Ω≠≤≥≈×÷±²³→←↑↓↔▲△▼▽●○◆◇■□★☆✓✕−•‹›“”‘’€＄￥　"
_NAMES = (
    "喆堃昇镕玥赟犇翀珺珮翊祎骉瞾濛堺璟玙玚囍頔吋鲘碁碚綦埗滘塱岀栢昉晞梓椿淏滢濠炘烜燊珈琤瑄瑢"
    "瑭甯矽砼硂硚羧胨芃莜菓蓥虓镓镔锆铟铼锗铌铪钽钇镱鈊锂"
)


def characters(extra: Iterable[str] = ()) -> frozenset[str]:
    """Give every character the subset must hold: ASCII, Latin-1, GB 2312, full-width forms, signs, names, ``extra``."""
    ranges = chain(range(0x20, 0x7F), range(0xA0, 0x100), range(0x3000, 0x3020), range(0xFF01, 0xFF5F))
    wanted = {chr(code) for code in ranges} | _gb2312() | set(_SIGNS) | set(_NAMES)
    wanted.update(*extra)
    return frozenset(character for character in wanted if character.isprintable())


def texts_of(folders: Iterable[Path]) -> list[str]:
    """Read the CSV and GeoJSON files under ``folders``: what they say must be drawable."""
    files = sorted(file for folder in folders for kind in ("csv", "geojson") for file in folder.rglob(f"*.{kind}"))
    return [file.read_text(encoding="utf-8") for file in files]


def build_fonts(node_modules: Path, target: Path, wanted: frozenset[str]) -> None:
    """Write ``NotoSansSC-<weight>.ttf`` for every weight, and the licence, into ``target``."""
    package = node_modules / _PACKAGE
    jobs = [(_source(package, weight), target / f"NotoSansSC-{weight}.ttf", wanted) for weight in WEIGHTS]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        list(pool.map(_write_subset, *zip(*jobs, strict=True)))
    shutil.copyfile(package / "LICENSE_FONT", target / "OFL.txt")


def _source(package: Path, weight: int) -> Path:
    name = WEIGHTS[weight]
    return package / name / f"NotoSansSC_{name}.ttf"


def _write_subset(source: Path, target: Path, wanted: frozenset[str]) -> None:
    """Cut one font down. Runs in a process of its own: it is pure computation."""
    options = subset.Options(hinting=False, notdef_outline=True, recalc_timestamp=False, name_IDs=["*"])
    options.layout_features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "palt"]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in wanted])
    subsetter.subset(font)
    font.save(target, reorderTables=None)


def _gb2312() -> set[str]:
    """List the printable characters of GB 2312: 6,763 hanzi and the signs before them."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return set("".join(pair.decode("gb2312", errors="ignore") for pair in pairs))
