"""Finishes an Office file: the East Asian font beside each Latin one, and the same bytes for the same content."""

import re
import zipfile
from pathlib import Path
from typing import Final

_LATIN: Final = re.compile(rb'<a:latin typeface="([^"]*)"[^>]*/>(\s*<a:ea [^>]*/>)?(\s*<a:cs [^>]*/>)?')
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_THEME_FONTS: Final = re.compile(rb"(<a:(?:major|minor)Font>\s*)<a:latin [^>]*/>\s*<a:ea [^>]*/>")


def finish_package(path: Path, font: str) -> None:
    """Rewrite an Office file in place.

    DrawingML (slides, charts, themes) keeps a font for each kind of script; without the East Asian one, Chinese is
    shown in whatever the machine takes for it. The archive's times become one and the same.

    Args:
        path: A DOCX or PPTX.
        font: The font family.

    Raises:
        OSError: The disk is full or refuses.
    """
    named = font.encode()
    with zipfile.ZipFile(path) as archive:
        members = [(member.filename, archive.read(member)) for member in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            if name.endswith(".xml") and b"<a:latin" in data:
                data = _with_east_asian(data, named, is_theme="/theme/" in name)
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)


def _with_east_asian(data: bytes, font: bytes, *, is_theme: bool) -> bytes:
    if is_theme:
        return _THEME_FONTS.sub(rb'\1<a:latin typeface="%s"/><a:ea typeface="%s"/>' % (font, font), data)
    both = b'<a:latin typeface="%s"/><a:ea typeface="%s"/><a:cs typeface="%s"/>' % (font, font, font)
    return _LATIN.sub(lambda match: both if match[1] == font else match[0], data)
