from __future__ import annotations

import json
import re
from pathlib import Path
from string import Template

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QImage, QPainter
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from ui.actions import ACTIONS, themed_icon
from ui.application import Workplace
from ui.theme import ThemeError, apply_theme, dressed_in, read_themes
from ui.widgets.glyphs import SHAPES, glyph_path, paint_glyph

NAMES = ("light", "dark")


class RestyleWatch(QObject):
    """Counts how often the application is told of another palette."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.ApplicationPaletteChange
        return super().eventFilter(watched, event)


def luminance(color: QColor) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: QColor, b: QColor) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_text_is_readable_on_every_surface_it_stands_on(workplace: Workplace, name: str) -> None:
    theme = workplace.themes[name]
    for surface in ("win", "panel", "surf", "alt", "hover", "sel"):
        for ink in ("ink", "ink2", "ink3"):
            assert contrast(theme.color(ink), theme.color(surface)) >= 4.5, (ink, surface)
    assert contrast(theme.color("warn"), theme.color("warnbg")) >= 4.5
    assert contrast(theme.color("onfill"), theme.color("fill")) >= 4.5
    assert contrast(theme.color("onmark"), theme.color("mark")) >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_industry_fills_stand_out_from_land_and_table(workplace: Workplace, name: str) -> None:
    theme = workplace.themes[name]
    for slot in range(5):
        for surface in ("land", "outerland", "surf"):
            assert contrast(theme.industry_color(slot), theme.color(surface)) >= 3.0, (slot, surface)


def test_both_themes_name_the_same_tokens(assets_dir: Path) -> None:
    tokens = json.loads((assets_dir / "tokens.json").read_text("utf-8"))
    assert tokens["light"].keys() == tokens["dark"].keys()


def test_the_style_sheet_leaves_no_token_open(workplace: Workplace, assets_dir: Path) -> None:
    apply_theme(workplace.app, workplace.themes["dark"], assets_dir / "styles" / "window.qss")
    sheet = workplace.app.styleSheet()
    apply_theme(workplace.app, workplace.themes["light"], assets_dir / "styles" / "window.qss")
    assert "$" not in sheet
    assert workplace.themes["dark"].tokens["panel"] in sheet


def test_the_bundled_font_is_known_with_its_weights_and_has_the_rare_signs(workplace: Workplace) -> None:
    theme = workplace.themes["light"]
    assert QFontInfo(theme.font(12)).family() == theme.families[0]
    assert QFontDatabase.weight(theme.families[0], "SemiBold") > QFontDatabase.weight(theme.families[0], "Regular")


@pytest.mark.parametrize("words", ["{", "[]", '{"fonts": {}}'])
def test_broken_tokens_are_one_sentence(tmp_path: Path, words: str) -> None:
    file = tmp_path / "tokens.json"
    file.write_text(words, "utf-8")
    with pytest.raises(ThemeError, match="界面样式文件无法读取"):
        read_themes(file)


def test_a_missing_style_sheet_is_one_sentence(workplace: Workplace, tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match="界面样式文件无法读取"):
        apply_theme(workplace.app, workplace.themes["light"], tmp_path / "none.qss")


@pytest.mark.parametrize("slot", range(len(SHAPES)), ids=SHAPES)
def test_glyphs_have_equal_areas(slot: int) -> None:
    # Painted and counted, so that the formulas themselves are under test.
    size, radius = 400, 100.0
    image = QImage(size, size, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.fillPath(glyph_path(slot, QPointF(size / 2, size / 2), radius), QColor("white"))
    painter.end()
    lit = sum(image.pixelColor(x, y).red() > 127 for x in range(size) for y in range(0, size, 4)) * 4
    assert lit == pytest.approx(3.14159 * radius**2, rel=0.02)


def test_hollow_glyphs_leave_their_middle_open() -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_glyph(painter, 0, QColor("black"), QPointF(20, 20), 10, hollow=True)
    painter.end()
    assert image.pixelColor(20, 20) == QColor("white")
    assert any(image.pixelColor(x, 20).red() < 128 for x in range(40))


def test_every_action_is_named_once_and_shortcuts_do_not_collide() -> None:
    keys = [spec.key for spec in ACTIONS]
    shortcuts = [spec.shortcut for spec in ACTIONS if spec.shortcut]
    assert len(set(keys)) == len(keys)
    assert len(set(shortcuts)) == len(shortcuts)
    assert all(spec.tip and not re.search(r"[.。]$", spec.tip) for spec in ACTIONS)


def test_icons_take_the_themes_ink(workplace: Workplace, assets_dir: Path) -> None:
    for name in NAMES:
        theme = workplace.themes[name]
        image = themed_icon(assets_dir / "icons" / "contrast.svg", theme).pixmap(32, 32).toImage()
        darkest = max(
            (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())),
            key=lambda color: color.alphaF(),
        )
        assert darkest.name() == theme.color("ink2").name()


@pytest.mark.parametrize("name", NAMES)
def test_a_combo_box_shows_its_arrow(workplace: Workplace, qtbot: QtBot, name: str) -> None:
    theme = workplace.themes[name]
    box = QComboBox()
    qtbot.addWidget(box)
    box.setStyleSheet(
        Template((workplace.assets / "styles" / "window.qss").read_text("utf-8")).substitute(theme.tokens)
    )
    box.resize(120, 26)
    picture = box.grab().toImage()
    inks = {picture.pixelColor(x, y).name() for x in range(100, 116) for y in range(9, 17)}
    assert theme.color("ink3").name() in inks


def test_the_application_is_dressed_anew_only_in_another_theme(workplace: Workplace, assets_dir: Path) -> None:
    file, sheets = assets_dir / "styles" / "window.qss", []
    light, dark = workplace.themes["light"], workplace.themes["dark"]
    apply_theme(workplace.app, light, file)
    watched = RestyleWatch()
    workplace.app.installEventFilter(watched)
    for theme in (light, dark, dark, light):
        apply_theme(workplace.app, theme, file)
        sheets.append((watched.count, dressed_in(workplace.app)))
    workplace.app.removeEventFilter(watched)
    assert [name for _, name in sheets] == ["light", "dark", "dark", "light"]
    first, second, third, fourth = (count for count, _ in sheets)
    assert first == 0 < second == third < fourth
