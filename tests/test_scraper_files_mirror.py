"""Mirrored folders: which web address a file once had, by the tool's comment, by its path, by other pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.files.mirror import Mirror, Stamp, find_canonical, find_stamp, learn

HTTRACK = (
    b"<!DOCTYPE html>\n<html>\n<!-- Mirrored from weir-desk.example/2014/05/bell.html?m=1&amp;x=2 by HTTrack Website "
    b"Copier/3.x [XR&CO'2014], Thu, 01 Jan 2015 09:30:00 GMT -->\n<!-- Added by HTTrack --><meta charset=utf-8>"
)


@pytest.mark.parametrize(
    ("head", "stamp"),
    [
        (HTTRACK, Stamp("http://weir-desk.example/2014/05/bell.html?m=1&x=2", datetime(2015, 1, 1, 9, 30, tzinfo=UTC))),
        (HTTRACK.replace(b"Thu, 01 Jan", b"Some day, "), Stamp("http://weir-desk.example/2014/05/bell.html?m=1&x=2")),
        (
            b"<!-- saved from url=(0041)https://weir-desk.example/2014/05/bell.html -->",
            Stamp("https://weir-desk.example/2014/05/bell.html"),
        ),
        (b"<!DOCTYPE html>\r\n<!-- saved from url=(0022)http://internet.e-mail -->", Stamp("http://internet.e-mail")),
        (b"<!-- saved from url=about:internet -->", None),
        (b"<p>Mirrored from my own heart by HTTrack</p>", None),
        (b"", None),
    ],
)
def test_the_comment_of_the_tool_is_read(head: bytes, stamp: Stamp | None) -> None:
    assert find_stamp(head) == stamp


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (b"<link rel='canonical' href='https://a.example/x.html'/>", "https://a.example/x.html"),
        (b'<link href="https://a.example/x.html" rel=canonical>', "https://a.example/x.html"),
        (b'<meta content="https://a.example/x?a=1&amp;b=2" property="og:url"/>', "https://a.example/x?a=1&b=2"),
        (
            b"<link rel='canonical' href='../x.html'/><meta property='og:url' content='https://a.example/x.html'>",
            "https://a.example/x.html",
        ),
        (b"<link rel='canonical' href='../x.html'/>", None),
        (b"<link rel='stylesheet' href='https://a.example/x.css'/>", None),
    ],
)
def test_a_whole_canonical_address_is_found(head: bytes, address: str | None) -> None:
    assert find_canonical(head) == address


def page(canonical: str = "", mention: str = "") -> bytes:
    link = f"<link rel='canonical' href='{canonical}'>" if canonical else ""
    return f"<html><head>{link}</head><body><a href='{mention}'>x</a></body></html>".encode()


@pytest.mark.feature("H7")
@pytest.mark.parametrize(
    ("folder", "files", "addresses"),
    [
        # wget -r: a folder of the host's name, which a page names
        (
            "mirror",
            {
                "desk.example/2014/05/bell.html": page(mention="//desk.example/feeds/posts/default"),
                "desk.example/x.css": b"",
            },
            {
                "desk.example/2014/05/bell.html": "http://desk.example/2014/05/bell.html",
                "desk.example/x.css": "http://desk.example/x.css",
            },
        ),
        # the folder itself is the host's; queries are written in three ways
        (
            "desk.example",
            {"index.html": page(), "2014/05/bell.html": page()},
            {
                "index.html": "http://desk.example/",
                "2014/05/bell.html": "http://desk.example/2014/05/bell.html",
                "2014/05/bell.html?m=1": "http://desk.example/2014/05/bell.html?m=1",
                "2014/05/bell.html%3FshowComment=1.html": "http://desk.example/2014/05/bell.html?showComment=1",
                "2014/05/bell.html@m=1": "http://desk.example/2014/05/bell.html?m=1",
                "2014/05/slug/index.html": "http://desk.example/2014/05/slug/",
                "search/label/High water.html": "http://desk.example/search/label/High%20water.html",
                "caf\u00e9.html": "http://desk.example/caf%C3%A9.html",
            },
        ),
        # wget -nH: no folder says the host, but a page's canonical address ends like its path
        (
            "my copy",
            {
                "blog/2014/05/bell.html": page("https://desk.example/2014/05/bell.html"),
                "blog/2014/06/rope.html": page(),
                "blog/about.html": page(),
            },
            {
                "blog/2014/06/rope.html": "https://desk.example/2014/06/rope.html",
                "blog/about.html": "https://desk.example/about.html",
                "elsewhere.html": None,
            },
        ),
        # WordPress below a path, pages as folders
        (
            "copy",
            {
                "2014/05/bell/index.html": page("https://desk.example/blog/2014/05/bell/"),
                "2014/05/rope/index.html": page(),
            },
            {"2014/05/rope/index.html": "https://desk.example/blog/2014/05/rope/"},
        ),
        # two hosts, one with a port
        (
            "m",
            {"a.example/index.html": page(), "b.example+8080/robots.txt": b""},
            {"a.example/x.html": "http://a.example/x.html", "b.example+8080/x.html": "http://b.example:8080/x.html"},
        ),
        # what a page says of itself counts more than the folder's name
        (
            "www.desk.example",
            {"2014/05/bell.html": page("https://desk.example/2014/05/bell.html"), "index.html": page()},
            {"2014/06/rope.html": "https://desk.example/2014/06/rope.html"},
        ),
    ],
)
def test_addresses_follow_from_the_folder(
    folder: str, files: dict[str, bytes], addresses: dict[str, str | None]
) -> None:
    mirror = learn(folder, files.items())
    assert {path: mirror.address_of(path) for path in addresses} == addresses


@pytest.mark.parametrize(
    ("folder", "files"),
    [
        ("saved", {"bell.html": page("https://desk.example/2014/05/bell.html"), "rope.html": page()}),
        ("my.backup", {"index.html": page()}),
        ("notes.archive", {"a.html": page(), "b.html": page()}),
        ("desk", {"2014/05/bell.html": page("https://desk.example/?p=5"), "seeds/000.txt": b""}),
        ("v1.2", {"index.html": page()}),
        ("x", {}),
    ],
)
def test_an_ordinary_folder_is_no_mirror(folder: str, files: dict[str, bytes]) -> None:
    assert learn(folder, files.items()) == Mirror()


def test_the_base_that_most_pages_name_is_taken() -> None:
    files = {f"2014/05/{name}.html": page(f"https://desk.example/2014/05/{name}.html") for name in "abc"}
    files["2014/05/z.html"] = page("https://copied.example/2014/05/z.html")
    assert learn("x", files.items()).address_of("2014/05/y.html") == "https://desk.example/2014/05/y.html"
