import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.lnglat import Bounds
from geo.map_page import MapPageSpec
from geo.page_file import PageFileParts, build_page_file, has_page_file, read_page_file_parts

SPEC = MapPageSpec(bounds=Bounds(106.2, 29.4, 106.5, 29.7), title='图 <b> & "1"')
PARTS = PageFileParts(
    scripts={"file_main.js": "start('</p>');", "leaflet.js": "var L = {};"},
    styles={"file.css": "body{color:red}", "leaflet.css": ".leaflet-pane{left:0}"},
    tokens={},
    basemap={},
)


class Reader(HTMLParser):
    """Every element with its attributes and text, as a browser would take the file apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(("", {}, ""))  # what follows belongs to no element

    def handle_data(self, data: str) -> None:
        if self.elements:
            tag, attributes, text = self.elements[-1]
            self.elements[-1] = (tag, attributes, text + data)

    def find(self, tag: str, **wanted: str) -> list[tuple[dict[str, str | None], str]]:
        return [
            (attributes, text)
            for name, attributes, text in self.elements
            if name == tag and wanted.items() <= attributes.items()
        ]


@pytest.fixture(scope="module")
def page() -> str:
    return "".join(build_page_file(SPEC, PARTS, {"名": "甲"}, [("筛选", "<全部>")]))


def test_equal_input_gives_equal_bytes(page: str) -> None:
    assert "".join(build_page_file(SPEC, PARTS, {"名": "甲"}, [("筛选", "<全部>")])) == page


def test_nothing_in_it_points_anywhere(page: str) -> None:
    for _tag, attributes, text in Reader(page).elements:
        assert not {"src", "href", "srcset", "action"} & attributes.keys()
        assert "url(" not in text
    assert not re.search(r"https?://", page)


def test_the_policy_allows_exactly_the_scripts_and_styles_in_the_file(page: str) -> None:
    reader = Reader(page)
    policy = reader.find("meta", **{"http-equiv": "Content-Security-Policy"})[0][0]["content"]
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert set(rules) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    scripts = [text for attributes, text in reader.find("script") if attributes.get("type") != "application/json"]
    for rule, texts in (("script-src", scripts), ("style-src", [text for _, text in reader.find("style")])):
        digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
        assert rules[rule].split() == [f"'sha256-{digest}'" for digest in digests]
    assert page.index("Content-Security-Policy") < page.index("<script"), "a policy holds for what follows it"


def test_large_letters_are_not_locked_out(page: str) -> None:
    assert Reader(page).find("meta", name="viewport")[0][0]["content"] == (
        "width=device-width, initial-scale=1, viewport-fit=cover"
    )


def test_a_reader_without_scripts_is_told_what_it_is(page: str) -> None:
    assert "<h1>图 &lt;b&gt; &amp; &quot;1&quot;</h1>" in page
    assert "<p>筛选：&lt;全部&gt;</p>" in page


@given(text=st.text() | st.sampled_from(["</script>", "<!--<script>", "]]>", "\\\0", "\\u0000", "\u2028\x85\ufeff\\"]))
def test_any_text_comes_back_as_it_was_but_for_nul(text: str) -> None:
    page = "".join(build_page_file(SPEC, PARTS, {"名": [text]}, []))
    [(_, found)] = Reader(page).find("script", id="atlas-data")
    assert json.loads(found) == {"名": [text.replace("\0", "")]}
    assert len(Reader(page).find("script")) == 6


@pytest.mark.parametrize("count", [0, 499, 500, 501, 1_700])
def test_a_long_list_is_written_in_pieces_and_comes_back_whole(count: int) -> None:
    data = {"b": [{"名": f"</script>{number}"} for number in range(count)], "a": {"x": list(range(count))}}
    pieces = list(build_page_file(SPEC, PARTS, data, []))
    [(_, found)] = Reader("".join(pieces)).find("script", id="atlas-data")
    assert json.loads(found) == data
    assert max(piece.count("名") for piece in pieces) <= 500, "writing may be stopped between any two pieces"


def test_a_part_the_page_does_not_name_is_a_bug(page: str) -> None:
    with pytest.raises(RuntimeError, match=r"other\.js"):
        next(build_page_file(SPEC, PageFileParts({"other.js": ""}, PARTS.styles, {}, {}), {}, []))


def test_what_set_up_prepared_is_read_without_what_points_elsewhere(assets_dir: Path) -> None:
    parts = read_page_file_parts(assets_dir)
    assert has_page_file(assets_dir)
    assert "sourceMappingURL" not in "".join(parts.scripts.values())
    assert "url(" not in "".join(parts.styles.values())
    assert "Redistribution and use in source and binary forms" in parts.scripts["leaflet.js"]
    assert "behavior" not in "".join(parts.styles.values())
    assert {"districts.geojson", "attribution.json"} <= parts.basemap.keys()
    assert parts.tokens["industries"]


def test_without_the_bundle_there_is_no_page_file(tmp_path: Path) -> None:
    assert not has_page_file(tmp_path)
