from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import WrongUse
from archive.originals.urls import canonical_host, canonical_url, url_path

POST = "https://desk.blogspot.com/2018/07/late-shift.html"


@pytest.mark.feature("A2")
@pytest.mark.feature("H7")
@pytest.mark.parametrize(
    "url",
    [
        POST,
        "http://desk.blogspot.com/2018/07/late-shift.html",
        "HTTP://Desk.Blogspot.COM:80/2018/07/late-shift.html",
        "https://desk.blogspot.com:443/2018/07/late-shift.html",
        "https://www.desk.blogspot.com/2018/07/late-shift.html",
        "https://desk.blogspot.co.uk/2018/07/late-shift.html",
        "https://desk.blogspot.com.au/2018/07/late-shift.html",
        "http://desk.blogspot.ro/2018/07/late-shift.html?m=1",
        "https://desk.blogspot.in/2018/07/late-shift.html?m=0",
        f"{POST}?showComment=1531400000000#c8035075671438343309",
        f"{POST}?m=1&showComment=1531400000000",
        f"{POST}#comments",
        f"{POST}?utm_source=feed&anything=else",
        f"  {POST}\n",
        "https://desk.blogspot.com./2018/07/late-shift.html",
        "https://desk.blogspot.com/2018/07/late%2Dshift.html",
    ],
)
def test_one_post_has_one_address(url: str) -> None:
    assert canonical_url(url) == POST
    assert url_path(url) == "/2018/07/late-shift.html"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://desk.blogspot.com", "https://desk.blogspot.com/"),
        ("https://desk.blogspot.com/p/about.html?m=1", "https://desk.blogspot.com/p/about.html"),
        ("https://www.example.org/2018/07/a.html", "https://www.example.org/2018/07/a.html"),
        ("http://example.org/?p=12&m=1", "https://example.org/?p=12"),
        ("https://a.blogspot.com/feeds/posts/default?max-results=150&start-index=1", None),
        ("http://127.0.0.1:8000/2018/07/a.html?m=1", "http://127.0.0.1:8000/2018/07/a.html"),
        ("http://localhost/2018/07/a.html", "http://localhost/2018/07/a.html"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org/caf%c3%a9/a%2fb", "https://example.org/caf%C3%A9/a%2Fb"),
        ("https://example.org/café", "https://example.org/caf%C3%A9"),
        ("https://blogspot.com/", "https://blogspot.com/"),
        ("https://example.org/?q=", "https://example.org/?q="),
    ],
)
def test_what_makes_a_page_another_one_stays(url: str, expected: str | None) -> None:
    assert canonical_url(url) == (expected or url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "desk.blogspot.com",
        "ftp://a.org/b",
        "mailto:a@b.org",
        "http://",
        "http://[::1",
        "http://a.org:port/",
        "javascript:1",
    ],
)
def test_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(WrongUse, match="not an address"):
        canonical_url(url)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("", ""),
        ("A.Blogspot.De", "a.blogspot.com"),
        ("a.blogspot.com", "a.blogspot.com"),
        ("notblogspot.co.uk", "notblogspot.co.uk"),
    ],
)
def test_host(host: str, expected: str) -> None:
    assert canonical_host(host) == expected


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["a.blogspot.co.uk", "www.a.blogspot.com", "example.org", "127.0.0.1:81", "[::1]"]),
    st.text(alphabet="ab%2fF/.é ~?&=#m+", max_size=20),
)
def test_canonical_once_is_canonical_for_ever(scheme: str, host: str, rest: str) -> None:
    once = canonical_url(f"{scheme}://{host}/{rest}")
    assert canonical_url(once) == once
    assert "#" not in once
