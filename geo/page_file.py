"""The map page as one file that needs nothing else: scripts, styles and data inlined, everything else forbidden.

The same page as the window's (`geo.map_page.build_map_page`) with another module to begin with. What set-up bundled for
it lies in ``assets/page_file`` (``assets/prepare/page_file.py``). A policy in the file itself allows the scripts and
styles it was written with, by their hashes, and no request at all; equal input gives equal bytes.
"""

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from geo.frozen import frozen
from geo.map_page import MapPageSpec, build_map_page
from geo.wording import CHINESE, language, page_words, tr

ASSETS: Final = Path(__file__).resolve().parents[1] / "assets"
_BUNDLES: Final = "page_file"
_LEAFLET_LICENCE: Final = "vendor/leaflet.LICENSE.txt"
_VIEWPORT: Final = '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">'
_SCRIPT: Final = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
_STYLE: Final = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_NUL: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_PIECE: Final = 500
"""Values of a long list between two places where writing may stop."""
_CONTROLS: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@frozen
class PageFileParts:
    """What a file is made of besides its data.

    Attributes:
        scripts: Text of each script by the name the page has for it.
        styles: Text of each style sheet likewise.
        tokens: The design tokens.
        basemap: The files of the built-in ground by name.
    """

    scripts: Mapping[str, str]
    styles: Mapping[str, str]
    tokens: Mapping[str, Any]
    basemap: Mapping[str, Any]


def has_page_file(assets: Path = ASSETS) -> bool:
    """Tell whether set-up has bundled the page."""
    return all((assets / name).is_file() for name in (*_script_files().values(), *_style_files().values()))


def read_page_file_parts(assets: Path = ASSETS) -> PageFileParts:
    """Read what set-up has prepared; of the ground whatever is there.

    Raises:
        OSError: A part is missing.
    """
    scripts = {name: _tidy_script((assets / file).read_text("utf-8")) for name, file in _script_files().items()}
    # Whoever passes the file on passes Leaflet on: its licence goes with it.
    licence = (assets / _LEAFLET_LICENCE).read_text("utf-8").strip()
    scripts["leaflet.js"] = f"/*\n{licence}\n*/\n{scripts['leaflet.js']}"
    ground = sorted([*(assets / "basemap").glob("*.geojson"), *(assets / "basemap").glob("attribution.json")])
    return PageFileParts(
        scripts,
        {name: _tidy_style((assets / file).read_text("utf-8")) for name, file in _style_files().items()},
        json.loads((assets / "tokens.json").read_text("utf-8")),
        {file.name: json.loads(file.read_text("utf-8")) for file in ground},
    )


def build_page_file(
    spec: MapPageSpec, parts: PageFileParts, data: Mapping[str, Any], told: Sequence[tuple[str, str]]
) -> Iterator[str]:
    """Build the file piece by piece, so that writing a large one can be followed and stopped.

    Args:
        spec: Bounds and title of the map; the rest follows.
        parts: What set-up has prepared.
        data: What the page shows; plain values for JSON.
        told: (heading, words) about the file, for a reader who sees it without scripts, as in a preview.

    Yields:
        Pieces of the file, in order.
    """
    page = build_map_page(
        replace(
            spec,
            lang="zh-CN" if language() == CHINESE else language(),
            leaflet_url="leaflet.js",
            leaflet_css_url="leaflet.css",
            modules_url="",
            channel_url="",
            module="file_main.js",
            sheet="file.css",
            language=language(),
            words=page_words(),
        )
    )
    whole = _inlined(_tidied(page), parts)
    whole = _put(whole, "<body>\n", _for_readers_without_scripts(spec.title, told))
    whole = _put(whole, "<head>\n", f'<meta charset="utf-8">\n{_policy(whole)}\n')
    head, end, tail = whole.partition("</noscript>\n")
    yield f'{head}{end}<script type="application/json" id="atlas-data">'
    yield from _json_pieces(data)
    yield f"</script>\n{tail}"


def _script_files() -> dict[str, str]:
    return {"file_main.js": f"{_BUNDLES}/file_main.js", "leaflet.js": "vendor/leaflet.js"}


def _style_files() -> dict[str, str]:
    return {"file.css": f"{_BUNDLES}/file.css", "leaflet.css": "vendor/leaflet.css"}


def _tidy_script(text: str) -> str:
    """Leave out where a map of the source would lie, and whatever would end the element."""
    return re.sub(r"//# sourceMappingURL=\S*", "", text).replace("\r\n", "\n").replace("</script", "<\\/script").strip()


def _tidy_style(text: str) -> str:
    """Leave out pictures, which the map does not use, and what only very old browsers understand."""
    text = re.sub(r"url\([^)]*\)", "none", re.sub(r"behavior:[^;}]*;?", "", text))
    return text.replace("\r\n", "\n").replace("</style", "<\\/style").strip()


def _tidied(page: str) -> str:
    """Folium's page as the standard has it today; its limit on zooming would lock out who needs large letters."""
    page = re.sub(r' nonce="[^"]*"', "", page)
    page, viewports = re.subn(r'<meta name="viewport"[^>]*>', _VIEWPORT, page)
    page, charsets = re.subn(r'<meta http-equiv="content-type"[^>]*>\n', "", page)
    page, ends = re.subn(r"</body>\n(<script>.*</script>)\n</html>", r"\1\n</body>\n</html>", page, flags=re.DOTALL)
    if (viewports, charsets, ends) != (1, 1, 1):
        raise RuntimeError("folium's page is not what it was")
    return page.replace('" ></div>', '"></div>')


def _inlined(page: str, parts: PageFileParts) -> str:
    """Put scripts and styles where the page names them."""
    for name, text in parts.scripts.items():
        page = _replaced(page, f' src="{name}"></script>', f">{text}</script>")
    for name, text in parts.styles.items():
        page = _replaced(page, f'<link rel="stylesheet" href="{name}"/>', f"<style>{text}</style>")
    return page


def _replaced(page: str, there: str, text: str) -> str:
    if page.count(there) != 1:
        raise RuntimeError(f"the page has {there!r} {page.count(there)} times")
    return page.replace(there, text)


def _put(page: str, after: str, text: str) -> str:
    """Insert a text after the first place of another."""
    head, middle, tail = page.partition(after)
    if not middle:
        raise RuntimeError(f"the page has no {after!r}")
    return head + middle + text + tail


def _for_readers_without_scripts(title: str, told: Sequence[tuple[str, str]]) -> str:
    told_lines = (tr("{key}：{words}", key=heading, words=words) for heading, words in told)
    lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in told_lines)
    ask = tr("这个文件是一张可以筛选的地图，请用浏览器打开。")
    return f"<noscript>\n<h1>{html.escape(title)}</h1>\n<p>{html.escape(ask)}</p>\n{lines}</noscript>\n"


def _policy(page: str) -> str:
    """The policy of the file: the scripts and styles in it, by hash, and nothing from anywhere."""
    scripts = [text for attributes, text in _SCRIPT.findall(page) if "application/json" not in attributes]
    words = (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(_STYLE.findall(page))}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{words}">'


def _hashes(texts: Sequence[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _json_pieces(data: Mapping[str, Any]) -> Iterator[str]:
    """Write an object by its names in order, long lists in it some hundreds of values at a time."""
    between = "{"
    for key in sorted(data):
        yield f"{between}{_to_json(key)}:"
        between, value = ",", data[key]
        if isinstance(value, list) and len(value) > _PIECE:
            pieces = (_to_json(value[first : first + _PIECE])[1:-1] for first in range(0, len(value), _PIECE))
            yield f"[{next(pieces)}"
            yield from (f",{piece}" for piece in pieces)
            yield "]"
        else:
            yield _to_json(value)
    yield "}" if data else "{}"


def _to_json(data: object) -> str:
    """Write data so that nothing in it can end the element or be read as markup."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    text = _NUL.sub(r"\1", text.replace("<", "\\u003c"))
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
