"""What goes round every answer: policy, no cookies, no way in but reading, and asking again instead of keeping."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader

from archive.public import store
from plugins._datasette import Response
from plugins.site import assets
from plugins.site.rendering import contact_link
from plugins.site.state import Controls, Extras
from tests.public_copy import ENTRY, Pages, open_pages

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_KEPT_OFF = (
    *("/public", "/-/search", "/-/concordance", "/-/timeline", "/-/keywords"),
    *("/-/cite", "/-/report", "/-/feed", "/-/by"),
)
WELCOME = "\n".join(
    ["User-agent: *", *(f"Disallow: {path}" for path in _KEPT_OFF), "", "Sitemap: http://localhost/-/sitemap.xml", ""]
)
WITH_KEYS = {"/", "/-/search?q=fog", ENTRY}
"""Pages with a search box alone may run a script, and that from our own file: it moves into the box."""

KINDS = [
    "/",
    ENTRY,
    "/2018/07/",
    "/-/search?q=fog",
    "/-/data",
    "/-/nothing",
    "/robots.txt",
    f"{ENTRY}?m=1",
    "/public",
    "/public/comment",
    "/public/comment/9001",
    "/public/comment.json",
    "/public/comment.csv",
    "/public/-/query?sql=select+1",
    "/public/-/query?sql=nonsense",
    "/public/-/schema",
    "/public/-/queries",
    "/public.db",
    "/-/static/threadkeep.css",
    "/-/static/nothing.css",
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_pages(tmp_path_factory.mktemp("site") / "archive", "9001")
    yield site
    site.close()


@pytest.mark.feature("O6")
@pytest.mark.parametrize("path", KINDS)
def test_every_answer_carries_the_policy_and_no_cookie(pages: Pages, path: str) -> None:
    headers = pages.get(path, cookies={"ds_messages": "x", "ds_actor": "y"}).headers
    assert headers["content-security-policy"] == POLICY + ("; script-src 'self'" if path in WITH_KEYS else "")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers
    assert headers["cache-control"] in ("no-cache", "no-store"), path


@pytest.mark.parametrize("path", [path for path in KINDS if ".csv" not in path and ".db" not in path])
def test_no_page_carries_script_style_or_anything_from_elsewhere(pages: Pages, path: str) -> None:
    answer = pages.get(path)
    if answer.headers["content-type"].startswith("text/html") and answer.text:
        own = f'<script src="{assets.address("threadkeep.js")}" defer></script>'
        assert answer.text.count(own) == (path in WITH_KEYS)
        for bad in ("<script", "<style", " style=", 'src="http', " onclick=", " onload="):
            # a block of data is no script
            rest = answer.text.replace(own, "").replace('<script type="application/ld+json"', "")
            assert bad not in rest, (path, bad)


def test_a_reader_is_nobody_whatever_they_send(pages: Pages) -> None:
    cookie = {"ds_actor": pages.served.client.actor_cookie({"id": "root"})}
    token = {"authorization": "Bearer dstok_nonsense"}
    for path in ("/", "/public/comment.json?_size=1"):
        plain = pages.get(path)
        assert pages.get(path, cookies=cookie, headers=token).text == plain.text
        assert pages.get(path, cookies=cookie).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_sent_to_the_public_site(pages: Pages, method: str) -> None:
    for path in ("/", "/public/comment/-/insert", "/-/create-token", "/public/-/create"):
        answer = pages.request(method, path)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
        assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("name", ["versions", "plugins", "settings", "config", "databases", "actor", "permissions"])
def test_datasettes_own_tools_are_closed(pages: Pages, name: str) -> None:
    assert pages.get(f"/-/{name}.json").status_code == 404
    assert pages.get(f"/-/{name}").status_code == 404


@pytest.mark.feature("A2")
@pytest.mark.parametrize("path", ["/", ENTRY, "/2018/", "/-/search?q=fog", "/-/topics", "/-/data", "/-/log"])
def test_a_page_that_has_not_changed_is_not_sent_again(pages: Pages, path: str) -> None:
    first = pages.get(path)
    again = pages.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.text, again.headers["etag"]) == (304, "", first.headers["etag"])
    assert pages.get(path, headers={"if-none-match": 'W/"other"'}).status_code == 200


def test_a_new_version_of_the_copy_is_a_new_page(tmp_path: Path) -> None:
    site = open_pages(tmp_path / "archive")
    try:
        first = site.get(ENTRY)
        db = store.open_public(site.served.threadkeep.folder, write=True)
        with db.atomic():
            store.set_meta(db, {"content_version": "43"})
        db.close()
        again = site.get(ENTRY, headers={"if-none-match": first.headers["etag"]})
        assert again.status_code == 200
        assert "Version 43 of this copy" in again.text
    finally:
        site.close()


def test_the_same_tag_is_never_given_to_two_pages(pages: Pages) -> None:
    tags = [pages.get(path).headers["etag"] for path in ("/", ENTRY, f"{ENTRY}?view=time", "/2018/", "/2018/07/")]
    assert len(set(tags)) == len(tags)


def test_pages_that_are_missing_have_no_tag(pages: Pages) -> None:
    assert "etag" not in pages.get("/-/nothing").headers


@pytest.mark.parametrize(
    ("noindex", "robots", "page"),
    [
        ("1", "User-agent: *\nDisallow: /\n", "noindex, nofollow"),
        ("true", "User-agent: *\nDisallow: /\n", "noindex, nofollow"),
        ("0", WELCOME, None),
        ("false", WELCOME, None),
    ],
)
def test_search_engines_are_told_what_the_operator_set(
    tmp_path: Path, noindex: str, robots: str, page: str | None
) -> None:
    site = open_pages(tmp_path / "archive", noindex=noindex)
    try:
        assert site.get("/robots.txt").text == robots
        answer = site.get(ENTRY)
        assert answer.headers.get("x-robots-tag") == page
        assert ('<meta name="robots" content="noindex' in answer.text) == (page is not None)
        assert site.get("/public/comment.json").headers["x-robots-tag"] == "noindex, nofollow"
    finally:
        site.close()


def test_the_stylesheet_is_kept_under_its_digest_and_asked_for_without(pages: Pages) -> None:
    named = pages.get(assets.address("threadkeep.css"))
    assert named.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert named.headers["content-type"] == "text/css; charset=utf-8"
    bare = pages.get("/-/static/threadkeep.css")
    assert (bare.headers["cache-control"], bare.text) == ("no-cache", named.text)
    etag = {"if-none-match": bare.headers["etag"]}
    assert pages.get("/-/static/threadkeep.css", headers=etag).status_code == 304
    assert pages.get("/-/static/threadkeep.svg").headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("friends@pier.example", "mailto:friends@pier.example"),
        ("mailto:friends@pier.example", "mailto:friends@pier.example"),
        ("https://pier.example/contact", "https://pier.example/contact"),
        ("the noticeboard @ the pier", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_contact_becomes_a_link_when_it_is_one(contact: str, link: str) -> None:
    assert contact_link(contact) == link


def test_a_raw_path_that_is_not_ascii_is_answered(pages: Pages) -> None:
    messages: list[dict[str, Any]] = []

    async def ask() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/caf\u00e9",
            "raw_path": "/caf\u00e9".encode(),
            "query_string": b"",
            "headers": [],
        }
        await pages.served.app()(scope, receive, send)

    pages.run(ask())
    assert messages[0]["status"] == 404


# -- what the moderation site changes, through Extras alone


async def _stop_strangers(datasette: Any, request: Any) -> Any:
    if request.headers.get("x-friend"):
        return None
    return Response.text("Who goes there?", status=401)


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Pages]:
    parts = {f"{place}.html": f"<!--{place}-{{{{ controls.data }}}}-->" for place in ("head", "banner")}
    parts["item.html"] = "<!--{{ item_kind }}-{{ item_id }}-{{ item_state }}-->"
    extras = Extras(
        guard=_stop_strangers,
        controls=lambda request: Controls(("head.html",), ("banner.html",), ("item.html",), data="7"),
        scripts=True,
    )
    site = open_pages(tmp_path / "archive", "9001", extras=extras)
    # where a registered plugin's templates stand
    site.served.get_jinja_environment().loader.loaders.append(DictLoader(parts))
    yield site
    site.close()


@pytest.mark.parametrize(
    "path",
    ["/", ENTRY, "/-/search?q=fog", "/-/search.json?q=fog", "/-/data", "/-/nothing", "/public", "/public/comment"],
)
def test_a_guard_stands_before_every_page(guarded: Pages, path: str) -> None:
    assert guarded.get(path).status_code == 401


def test_controls_stand_in_their_places_and_scripts_of_our_own_may_run(guarded: Pages) -> None:
    answer = guarded.get(ENTRY, headers={"x-friend": "1"})
    for place in ("head-7", "banner-7", "comment-9001-shown", "comment-9005-hidden"):
        assert f"<!--{place}-->" in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    assert guarded.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_tables_need_somebody_to_be_logged_in_on_a_guarded_site(guarded: Pages) -> None:
    friend = {"x-friend": "1"}
    assert guarded.get("/public/comment.json", headers=friend).status_code == 403
    actor = {"ds_actor": guarded.served.client.actor_cookie({"id": "kim"})}
    assert guarded.get("/public/comment.json", headers=friend, cookies=actor).status_code == 200


def test_a_datasette_that_is_not_ours_is_left_alone() -> None:
    from datasette.app import Datasette

    other = Datasette(memory=True)
    try:
        answer = asyncio.run(other.client.get("/_memory"))
        assert answer.status_code == 200
        assert "content-security-policy" not in answer.headers
    finally:
        other.close()
