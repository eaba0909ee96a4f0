"""Design tokens → palette, style sheet and fonts. The page reads the same file, so widgets and map never differ."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from string import Template

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr

_DRESSED = "atlasTheme"


class ThemeError(AtlasError):
    """The design tokens are missing or cannot be read."""


@frozen
class IndustryStyle:
    """One of the fixed industry slots: its token key, printed name and shape, in legend order."""

    key: str
    name: str
    shape: str


@frozen
class Theme:
    """One colour scheme.

    Attributes:
        name: ``light`` or ``dark``.
        tokens: token name → CSS colour.
        families: font families, the bundled one first.
        industries: the five slots in fixed order; the last stands for 未归类.
    """

    name: str
    tokens: Mapping[str, str]
    families: tuple[str, ...]
    industries: tuple[IndustryStyle, ...]
    _colors: dict[str, QColor] = field(default_factory=dict, init=False, repr=False, compare=False)
    _fonts: dict[tuple[int, QFont.Weight], QFont] = field(default_factory=dict, init=False, repr=False, compare=False)

    def color(self, token: str) -> QColor:
        """The colour of a token; KeyError for an unknown one, which is a bug.

        A copy of one that is kept: painters ask a cell, and to read one takes longer than to paint with it.
        """
        kept = self._colors.get(token)
        if kept is None:
            kept = self._colors[token] = QColor(self.tokens[token])
        return QColor(kept)

    def industry_color(self, slot: int) -> QColor:
        """The fill of industry slot 0..4."""
        return self.color(self.industries[slot].key)

    def font(self, pixels: int = 12, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The house font at a pixel size: points would change with the screen's stated dpi.

        A copy of one that is kept: every new font object has Qt look for its glyphs anew, and painters ask a row.
        """
        kept = self._fonts.get((pixels, weight))
        if kept is None:
            kept = self._fonts[pixels, weight] = QFont(list(self.families))
            kept.setPixelSize(pixels)
            kept.setWeight(weight)
        return QFont(kept)


def read_themes(tokens_file: Path) -> dict[str, Theme]:
    """Read both themes.

    Raises:
        ThemeError: the file is missing or not what it should be.
    """
    try:
        data = json.loads(tokens_file.read_text("utf-8"))
        families = (data["fonts"]["family"], *data["fonts"]["fallback"])
        industries = tuple(IndustryStyle(**entry) for entry in data["industries"])
        return {name: Theme(name, data[name], families, industries) for name in ("light", "dark")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ThemeError(tr("界面样式文件无法读取：{name}，请重新安装程序。", name=tokens_file.name)) from error


def load_fonts(folder: Path) -> list[str]:
    """Make the bundled fonts known to Qt (and so to WebEngine); returns the families that were loaded."""
    families: list[str] = []
    for file in sorted(folder.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return sorted(set(families))


def build_palette(theme: Theme) -> QPalette:
    """Fusion's palette in the theme's colours."""
    palette = QPalette()
    role = QPalette.ColorRole
    for which, token in (
        (role.Window, "win"), (role.WindowText, "ink"), (role.Base, "surf"), (role.AlternateBase, "alt"),
        (role.Text, "ink"), (role.Button, "panel"), (role.ButtonText, "ink"), (role.ToolTipBase, "surf"),
        (role.ToolTipText, "ink"), (role.PlaceholderText, "ink3"), (role.Highlight, "sel"),
        (role.HighlightedText, "ink"), (role.Link, "link"), (role.Light, "surf"), (role.Midlight, "hover"),
        (role.Mid, "line2"), (role.Dark, "line2"), (role.Shadow, "line2"), (role.Accent, "focus"),
    ):  # fmt: skip
        palette.setColor(which, theme.color(token))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, theme.color("line2"))
    return palette


def dressed_in(app: QCoreApplication | None) -> str:
    """Name of the theme the application was dressed in last; ``light`` before it was."""
    return str(app.property(_DRESSED) or "light") if app is not None else "light"


def apply_theme(app: QApplication, theme: Theme, style_file: Path) -> None:
    """Dress the whole application: Fusion, the theme's palette and font, and the style sheet with tokens filled in.

    Every widget there is looks its rules up anew, a window of thousands for a third of a second: so it is done only
    where something changes.

    Raises:
        ThemeError: the style sheet is missing or names a token the theme does not have.
    """
    try:
        sheet = Template(style_file.read_text("utf-8")).substitute(theme.tokens)
    except (OSError, KeyError, ValueError) as error:
        raise ThemeError(tr("界面样式文件无法读取：{name}，请重新安装程序。", name=style_file.name)) from error
    if sheet == app.styleSheet():
        return
    if not app.styleSheet():
        app.setStyle("Fusion")
        app.setFont(theme.font())
    app.setPalette(build_palette(theme))
    app.setStyleSheet(sheet)
    app.setProperty(_DRESSED, theme.name)
