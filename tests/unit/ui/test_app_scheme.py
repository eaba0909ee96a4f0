import json
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import AtlasError
from geo.map_page import NONCE_PLACEHOLDER
from geo.page_bundle import first_line, modules_fingerprint
from geo.symbols.symbol_scale import Measure
from ui.app_scheme import CHANNEL_SCRIPT, AppSite, LaterResponse, Response, later


class Feed:
    """Answers with what it was asked."""

    def frame(
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        zoom: float,
        measure: Measure = "count",
        *,
        ahead: bool = False,
    ) -> bytes:
        return repr((west, south, east, north, zoom, measure)).encode()

    def places(self) -> Mapping[str, object]:
        return {"parks": [], "city": {"id": 1, "name": "科学城", "lng": 106.3, "lat": 29.5}}

    def members(self, park_id: int) -> Mapping[str, object]:
        if park_id == 404:
            raise AtlasError("没有这个园区")
        return {"title": str(park_id), "note": "", "sections": []}

    def project(self, project_id: int) -> Mapping[str, object]:
        return {"name": f"项目 {project_id} </script>", "lines": []}


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("root") / "assets"
    files = ("page/main.js", "page/map.css", "vendor/leaflet.js", "basemap/rivers.geojson", "basemap/.stamp")
    for name in (*files, "fonts/NotoSansSC-400.woff2", "fonts/NotoSansSC-400.ttf", "page/secret.txt", "tokens.json"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    (folder.parent / "outside.js").write_text("secret", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(assets: Path) -> AppSite:
    return AppSite(f'<script nonce="{NONCE_PLACEHOLDER}"></script>', Feed(), assets)


def body_of(response: Response) -> bytes:
    assert isinstance(response.body, bytes)
    return response.body


def test_page_comes_with_its_own_fresh_nonce_and_policy(site: AppSite) -> None:
    first, second = (site.resolve("/index.html", "theme=dark") for _ in range(2))
    assert first.status == 200
    assert NONCE_PLACEHOLDER.encode() not in body_of(first)
    nonce = body_of(first).decode().split('"')[1]
    assert f"'nonce-{nonce}'" in first.headers["Content-Security-Policy"]
    assert first.body != second.body


@pytest.mark.parametrize(
    ("path", "mime"),
    [
        ("/page/main.js", "text/javascript; charset=utf-8"),
        ("/page/map.css", "text/css; charset=utf-8"),
        ("/vendor/leaflet.js", "text/javascript; charset=utf-8"),
        ("/basemap/rivers.geojson", "application/geo+json; charset=utf-8"),
        ("/fonts/NotoSansSC-400.ttf", "font/ttf"),
        ("/tokens.json", "application/json; charset=utf-8"),
    ],
)
def test_own_files_are_served(site: AppSite, assets: Path, path: str, mime: str) -> None:
    response = site.resolve(path)
    assert (response.status, response.mime, response.body) == (200, mime, str(assets / path[1:]))


def test_modules_are_served_as_one_script_while_it_is_made_of_them(assets: Path, tmp_path: Path) -> None:
    shutil.copytree(assets, tmp_path / "assets")
    site = AppSite("", Feed(), tmp_path / "assets")
    bundle = tmp_path / "assets" / "page_file" / "main.js"
    bundle.parent.mkdir()
    bundle.write_text(f"{first_line(modules_fingerprint(tmp_path / 'assets' / 'page'))}\nstart();", encoding="utf-8")
    assert site.resolve("/page/main.js").body == str(bundle)
    (tmp_path / "assets" / "page" / "other.js").write_text("export const NEW = 1;", encoding="utf-8")
    assert site.resolve("/page/main.js").body == str(tmp_path / "assets" / "page" / "main.js")


def test_channel_script_comes_from_qt(site: AppSite) -> None:
    assert site.resolve("/qwebchannel.js").body == CHANNEL_SCRIPT


@pytest.mark.parametrize(
    "path",
    [
        "", "/page", "/page/", "/page/none.js", "/page/secret.txt", "/page/../tokens.json", "/page/..%2ftokens.json",
        "/page/../../outside.js", "/page//etc/passwd", "/page/sub/main.js", "/page\\main.js", "/basemap/.stamp",
        "/fonts/NotoSansSC-400.woff2", "/nowhere/main.js", "/page/main.js\0.css", "tokens.json", "/prepare/steps.py",
    ],
)  # fmt: skip
def test_nothing_else_is_served(site: AppSite, path: str) -> None:
    assert site.resolve(path).status == 404


@given(path=st.text(st.sampled_from("/.\\pagevndorjs%2e\0 外"), max_size=40))
def test_no_path_leaves_the_folders(site: AppSite, assets: Path, path: str) -> None:
    body = site.resolve(path).body
    if isinstance(body, str) and body != CHANNEL_SCRIPT:
        assert Path(body).resolve().is_relative_to(assets)


def test_frame_is_asked_with_the_viewport(site: AppSite) -> None:
    response = site.resolve("/frame.bin", "w=106.1&s=29.2&e=106.3&n=29.4&z=11.50")
    assert response.mime == "application/octet-stream"
    assert response.body == b"(106.1, 29.2, 106.3, 29.4, 11.5, 'count')"
    asked = site.resolve("/frame.bin", "w=106.1&s=29.2&e=106.3&n=29.4&z=11.50&measure=amount")
    assert asked.body == b"(106.1, 29.2, 106.3, 29.4, 11.5, 'amount')"


@pytest.mark.parametrize(
    "query", ["", "w=1&s=2&e=3&n=4", "w=nan&s=2&e=3&n=4&z=5", "w=x&s=2&e=3&n=4&z=5", "w=inf&s=2&e=3&n=4&z=5"]
)
def test_senseless_viewport_is_refused(site: AppSite, query: str) -> None:
    assert site.resolve("/frame.bin", query).status == 400


@pytest.mark.parametrize("query", ["", "park=", "park=1.5", "park=abc", "park=1e3", "park=9999999999999999999"])
def test_senseless_park_is_refused(site: AppSite, query: str) -> None:
    assert site.resolve("/members.json", query).status == 400


def test_answers_are_plain_json(site: AppSite) -> None:
    response = site.resolve("/project.json", "id=7")
    assert response.mime == "application/json; charset=utf-8"
    assert json.loads(body_of(response)) == {"name": "项目 7 </script>", "lines": []}
    assert json.loads(body_of(site.resolve("/places.json")))["city"]["id"] == 1


def test_expected_error_of_the_feed_becomes_an_answer(site: AppSite) -> None:
    response = site.resolve("/members.json", "park=404")
    assert (response.status, body_of(response).decode()) == (503, "没有这个园区")


def test_manifest_names_only_what_exists(site: AppSite) -> None:
    manifest = json.loads(body_of(site.resolve("/manifest.json")))
    assert manifest == {"basemap": ["rivers.geojson"], "fonts": ["NotoSansSC-400.ttf"], "routes": []}


def test_manifest_of_unprepared_assets_is_empty(tmp_path: Path) -> None:
    site = AppSite("", Feed(), tmp_path)
    assert site.manifest() == {"basemap": [], "fonts": [], "routes": []}
    assert site.resolve("/tokens.json").status == 404


def test_a_page_ahead_gets_its_files_and_waits_for_the_rest(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "main.js").write_text("start();", "utf-8")
    site = AppSite("<p></p>", None, tmp_path, promised=("/more.json", "/more/"))
    assert site.resolve("/index.html").status == 200
    assert site.resolve("/page/main.js").status == 200
    assert json.loads(cast("bytes", site.resolve("/manifest.json").body))["routes"] == ["/more.json", "/more/"]
    heard: list[tuple[str, Response]] = []
    for path, query in (("/places.json", ""), ("/more/7", "a=1"), ("/members.json", "park=x"), ("/nothing.json", "")):
        answer = site.resolve(path, query)
        assert isinstance(answer, LaterResponse)
        answer.promise.then(partial(lambda asked, told: heard.append((asked, told)), path))
    asked: list[Mapping[str, str]] = []

    def more(query: Mapping[str, str]) -> Response:
        asked.append(query)
        return Response(200, "text/plain", b"more")

    site.learn(Feed(), {"/more.json": more, "/more/": more})
    assert not heard
    site.serve()
    assert [(path, told.status) for path, told in heard] == [
        ("/places.json", 200), ("/more/7", 200), ("/members.json", 400), ("/nothing.json", 404),
    ]  # fmt: skip
    assert asked == [{"a": "1", "path": "7"}]
    site.serve()
    assert len(heard) == 4, "nobody is answered twice"
    assert not isinstance(site.resolve("/places.json"), LaterResponse)


def test_an_answer_that_itself_comes_later_reaches_who_asked_ahead(tmp_path: Path) -> None:
    site, inner, heard = AppSite("", None, tmp_path), later(), list[bytes | str]()
    answer = site.resolve("/slow.json")
    assert isinstance(answer, LaterResponse)
    answer.promise.then(lambda told: heard.append(told.body))
    site.learn(Feed(), {"/slow.json": lambda _query: inner})
    site.serve()
    assert not heard
    inner.promise.give(Response(200, "text/plain", b"slow"))
    assert heard == [b"slow"]


def test_a_promise_to_the_page_is_kept_or_it_is_a_bug(tmp_path: Path) -> None:
    site = AppSite("", None, tmp_path, promised=("/more.json",))
    with pytest.raises(ValueError, match=r"promised .*more\.json"):
        site.learn(Feed(), {})
