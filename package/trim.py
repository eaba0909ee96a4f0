"""What of the frozen program is kept: each cut with its reason. Knows no PyInstaller; its entries are plain tuples.

Measured with PySide6 6.11: without cuts 830 MB, with them see docs/decisions/ on packages.
"""

import posixpath
import re
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

Entry = tuple[str, str, str]
"""Name in the package, file on this machine (of a link: its target), kind (BINARY, EXTENSION, DATA, SYMLINK)."""

LOCALES: Final = frozenset(("zh-CN", "zh-TW", "en-US"))
"""Chromium's own words: the two languages of the program, and the traditional script some desktops are set to."""

_QT_WORDS: Final = re.compile(r"(qtbase|qt|qtwebengine)_(zh_CN|zh_TW|en)\.qm$")

QT_MODULES: Final = frozenset(
    (
        "Core", "Gui", "Widgets", "Network", "DBus", "Svg", "PrintSupport", "WebChannel", "WebEngineCore",
        "WebEngineWidgets", "XcbQpa", "WaylandClient", "WlShellIntegration",
        # What WebEngine itself is linked to.
        "OpenGL", "OpenGLWidgets", "Positioning", "Qml", "QmlModels", "QmlMeta", "QmlWorkerScript", "Quick",
        "QuickWidgets",
    )
)  # fmt: skip

PLUGINS: Final[dict[str, frozenset[str] | None]] = {
    "platforms": frozenset(("qxcb", "qwayland", "qoffscreen", "qminimal", "qwindows", "qcocoa")),
    "imageformats": frozenset(("qsvg", "qjpeg", "qico", "qgif", "qwebp", "qicns")),
    "platforminputcontexts": frozenset(
        (
            "composeplatforminputcontextplugin", "ibusplatforminputcontextplugin", "fcitx5platforminputcontextplugin",
            "fcitxplatforminputcontextplugin",
        )
    ),
    # None: all of them. The gtk theme brings the desktop's file dialogs; it loads only where gtk is there.
    "iconengines": None,
    "platformthemes": None,
    "styles": None,
    "tls": None,
    "networkinformation": None,
    "xcbglintegrations": None,
    "printsupport": None,
    "wayland-shell-integration": None,
    "wayland-graphics-integration-client": None,
    "wayland-decoration-client": None,
}  # fmt: skip
"""Kinds of Qt plugins the program can use. Kinds not named here (SQL drivers, QML, media, sensors …) are left out."""

DATA_OF_PACKAGES: Final = ("folium", "branca", "xyzservices", "pypinyin", "docx", "pptx")

_SYSTEM: Final = re.compile(r"(/usr)?/lib(64|/)")
# These must be the machine's own: its desktop, its graphics driver, its C library. A superset of the AppImage list.
_MACHINE_LIBRARIES: Final = re.compile(
    r"^lib(stdc\+\+|gcc_s|GL|EGL|GLX|GLdispatch|OpenGL|drm|gbm|X11|X11-xcb|xcb|xcb-dri2|xcb-dri3|Xau|Xdmcp|Xext|Xfixes|Xrender"
    r"|Xrandr|Xcomposite|Xdamage|Xtst|wayland-\w+|asound|fontconfig|freetype|harfbuzz|fribidi|graphite2|thai|datrie|expat|z"
    r"|uuid|dbus-1|systemd|udev|cap|gcrypt|gpg-error|lz4|lzma|zstd|bz2|glib-2\.0|gobject-2\.0|gio-2\.0|gmodule-2\.0"
    r"|gthread-2\.0|gtk-3|gdk-3|gdk_pixbuf-2\.0|atk-1\.0|cairo|cairo-gobject|pango-1\.0|pangocairo-1\.0|pangoft2-1\.0"
    r"|pixman-1|cups|avahi-\w+|gnutls|nettle|hogweed|gmp|tasn1|idn2|unistring|p11-kit|krb5|k5crypto|krb5support"
    r"|gssapi_krb5|com_err|keyutils|mount|blkid|selinux|pcre2-8|png16|jpeg|brotli\w+)\.so"
)


def is_kept(entry: Entry) -> bool:
    """Tell whether an entry belongs into the package."""
    name = entry[0].replace("\\", "/")
    base = posixpath.basename(name)
    if ".debug." in base or base == "qtwebengine_devtools_resources.pak":
        return False  # Chromium's developer tools are never opened
    if "/qml/" in name or "/translations/qtwebengine_locales/" in name:
        return "/qml/" not in name and base.split(".")[0] in LOCALES
    if re.search(r"PySide6/(Qt/)?translations/", name):
        return bool(_QT_WORDS.search(base))
    if found := re.search(r"PySide6/(?:Qt/)?plugins/([^/]+)/", name):
        return _is_kept_plugin(found[1], base)
    if found := re.match(r"(?:lib)?Qt6(\w+?)\.(?:so|dll|dylib)", base):
        return found[1] in QT_MODULES
    if entry[2] == "BINARY" and _SYSTEM.match(entry[1]):
        return not _MACHINE_LIBRARIES.match(base)
    return not _is_kept_out(name)


def _is_kept_plugin(kind: str, base: str) -> bool:
    wanted = PLUGINS.get(kind, frozenset())
    return wanted is None or re.sub(r"^lib|\.(so|dll|dylib).*$", "", base) in wanted


def _is_kept_out(name: str) -> bool:
    """Data that packages bring and the program does not read."""
    return bool(
        re.search(r"(^|/)tests?/|\.pyi$|\.pxd$|\.h$|\.pyx$|PySide6/(include|typesystems|glue|scripts|doc)/", name)
        # Not among the pictures written: AVIF, fonts, colour profiles.
        or re.search(r"PIL/_(avif|imagingcms|imagingft|imagingmath|imagingmorph)\.|pillow\.libs/libavif", name)
        # The same functions once more for newer processors: 6 MB for a search of repeats that takes a moment.
        or re.search(r"rapidfuzz/.*_(avx2|sse2)\.", name)
        # Qt's modules below the ones imported, for Python: the libraries under them stay.
        or re.search(r"PySide6/Qt(OpenGL(Widgets)?|Positioning|Quick(Widgets)?|Qml|DBus|Sql)\.(abi3|pyd|cp)", name)
        or re.search(r"lxml/(objectify|builder|html/_difflib|html/diff|sax)\.", name)
    )


def needed_libraries(file: str) -> tuple[str, ...]:
    """Names of the libraries an ELF file says it needs."""
    told = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=False).stdout
    return tuple(re.findall(r"NEEDED\s+(\S+)", told))


def in_use(binaries: Sequence[Entry], needed: Callable[[str], Iterable[str]] = needed_libraries) -> list[Entry]:
    """Drop shared libraries that nothing kept leads to, and links to them.

    Args:
        binaries: What is kept so far.
        needed: Tells the libraries a file needs.
    """
    by_name: dict[str, list[Entry]] = {}
    for entry in binaries:
        by_name.setdefault(posixpath.basename(entry[0]), []).append(entry)
    seen: set[str] = set()
    todo = [entry for entry in binaries if _is_loaded_by_name(entry)]
    while todo:
        entry = todo.pop()
        if entry[0] in seen:
            continue
        seen.add(entry[0])
        if entry[2] == "SYMLINK":
            target = posixpath.basename(entry[1])
            todo += by_name.get(target, [])
        elif Path(entry[1]).is_file():
            for name in needed(entry[1]):
                todo += by_name.get(name, [])
    return [entry for entry in binaries if entry[0] in seen or _leads_to(entry, seen)]


def _is_loaded_by_name(entry: Entry) -> bool:
    """Extensions, plugins and programs; and what is opened with dlopen, which no table tells."""
    name, _, kind = entry
    return kind == "EXTENSION" or "/plugins/" in name or "libexec" in name or ".so" not in name or bool(
        re.search(r"libpython|libsoftokn|libfreebl|libnssckbi|libnssdbm|libssl|libcrypto|libpdfium", name)
    )  # fmt: skip


def _leads_to(entry: Entry, seen: set[str]) -> bool:
    return entry[2] == "SYMLINK" and posixpath.normpath(posixpath.join(posixpath.dirname(entry[0]), entry[1])) in seen
