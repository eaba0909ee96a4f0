"""The font subset: what it holds, and that Qt and the page find its weights."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

from assets.prepare.fonts import WEIGHTS, build_fonts, characters, texts_of

GLYPHS = (".notdef", "one", "two", "three")
BUILT = Path(__file__).resolve().parents[3] / "assets/fonts"


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    """Lay out the font package with tiny fonts of three characters."""
    package = tmp_path / "node_modules/@expo-google-fonts/noto-sans-sc"
    for weight, name in WEIGHTS.items():
        (package / name).mkdir(parents=True)
        builder = FontBuilder(1000, isTTF=True)
        builder.setupGlyphOrder(list(GLYPHS))
        builder.setupCharacterMap({ord("城"): "one", ord("A"): "two", 0x2A6D6: "three"})
        builder.setupGlyf({glyph: _square() for glyph in GLYPHS})
        builder.setupHorizontalMetrics(dict.fromkeys(GLYPHS, (1000, 0)))
        builder.setupHorizontalHeader(ascent=800, descent=-200)
        builder.setupNameTable({"familyName": "Noto Sans SC", "styleName": name[3:]})
        builder.setupOS2(usWeightClass=weight)
        builder.setupPost()
        builder.save(package / name / f"NotoSansSC_{name}.ttf")
    (package / "LICENSE_FONT").write_text("SIL Open Font License", encoding="utf-8")
    return tmp_path / "node_modules"


def _square() -> object:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 500))
    pen.lineTo((500, 500))
    pen.closePath()
    return pen.glyph()


def test_every_weight_holds_exactly_what_is_wanted(node_modules: Path, tmp_path: Path) -> None:
    target = tmp_path / "fonts"
    target.mkdir()
    build_fonts(node_modules, target, frozenset("城A"))
    assert (target / "OFL.txt").read_text(encoding="utf-8") == "SIL Open Font License"
    for weight in WEIGHTS:
        with TTFont(target / f"NotoSansSC-{weight}.ttf") as font:
            assert set(font.getBestCmap()) == {ord("城"), ord("A")}
            assert font["OS/2"].usWeightClass == weight
            assert font["name"].getDebugName(1).startswith("Noto Sans SC")


def test_the_same_input_gives_the_same_bytes(node_modules: Path, tmp_path: Path) -> None:
    built = []
    for name in ("one", "two"):
        target = tmp_path / name
        target.mkdir()
        build_fonts(node_modules, target, frozenset("城"))
        built.append({file.name: file.read_bytes() for file in target.iterdir()})
    assert built[0] == built[1]


def test_the_standard_set_holds_gb_2312_and_the_signs_of_the_design() -> None:
    standard = characters()
    assert set("重庆科学城鑫～–—·…≠≤≥×÷²³㎡Ω→←↑↓▲△●○◆■□（），；：ＡｚAz09é") <= standard
    assert sum("\u4e00" <= character <= "\u9fff" for character in standard) > 6_763


def test_what_the_data_pack_writes_is_drawable(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner/parks.csv").write_text("name\n𠮷镇\n", encoding="utf-8")
    (tmp_path / "note.txt").write_text("䶮", encoding="utf-8")
    extra = characters(texts_of([tmp_path])) - characters()
    assert extra == {"𠮷"}


@pytest.mark.parametrize("weight", sorted(WEIGHTS))
def test_the_prepared_fonts_hold_every_character_that_the_source_has(weight: int) -> None:
    with TTFont(BUILT / f"NotoSansSC-{weight}.ttf", lazy=True) as font:
        missing = characters() - {chr(code) for code in font.getBestCmap()}
        assert not {character for character in missing if "\u4e00" <= character <= "\u9fff"}
        assert not set("～–—·…≠≤≥×÷²³㎡Ω→←↑↓▲△●○◆■□") & missing
        assert font["name"].getBestFamilyName() == "Noto Sans SC"
        assert font["OS/2"].usWeightClass == weight
