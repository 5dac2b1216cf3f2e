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


SHIFT = "https://desk.example/2018/07/late-shift"


@pytest.mark.feature("H7")
@pytest.mark.parametrize(
    "url",
    [
        SHIFT,
        f"{SHIFT}/",
        f"{SHIFT}//",
        f"{SHIFT}/index.html",
        f"{SHIFT}/index.php",
        f"{SHIFT}/?replytocom=31#respond",
        f"{SHIFT}/comment-page-2/#comment-31",
        f"{SHIFT}/?cpage=2",
        f"{SHIFT}/amp/",
        f"{SHIFT}/amp",
        f"{SHIFT}/?amp=1",
        f"{SHIFT}/?amp",
        f"{SHIFT}/amp/comment-page-3/",
        f"{SHIFT}/?share=post&nb=1",
        f"{SHIFT}?utm_medium=feed&mc_cid=1",
        f"{SHIFT}/?unapproved=31&moderation-hash=ab#comment-31",
        "http://DESK.example:80/2018/07/late-shift/",
    ],
)
def test_one_post_of_wordpress_has_one_address(url: str) -> None:
    assert canonical_url(url) == SHIFT
    assert url_path(url) == "/2018/07/late-shift"


@pytest.mark.feature("A2")
@pytest.mark.parametrize(
    "url", ["https://desk.example/", "https://desk.example/?p=12", "https://desk.example/blog?p=1"]
)
def test_a_post_without_a_path_of_its_own_has_none(url: str) -> None:
    assert url_path(url) is None


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
        ("https://example.org/2018", "https://example.org/2018/"),
        ("https://example.org/2018/07/", "https://example.org/2018/07/"),
        ("https://example.org/2018/07/index.html", "https://example.org/2018/07/"),
        ("https://example.org/2018/07/09", "https://example.org/2018/07/09/"),
        ("https://example.org/1066/", "https://example.org/1066"),
        ("https://example.org/index.php/blog/", "https://example.org/index.php/blog"),
        ("https://example.org/index.php?p=12", "https://example.org/?p=12"),
        ("https://example.org/blog/?p=12&cpage=2", "https://example.org/blog?p=12"),
        ("https://example.org/amp/", "https://example.org/amp"),
        ("https://example.org/desk-lamp/", "https://example.org/desk-lamp"),
        ("https://example.org/about/feed/", "https://example.org/about/feed"),
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


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["a.blogspot.co.uk", "www.a.blogspot.com", "example.org", "127.0.0.1:81", "[::1]"]),
    st.lists(
        st.one_of(
            st.text(alphabet="ab%2fF/.é ~?&=#m+", max_size=20),
            st.sampled_from(
                ["/", "index.html", "/index.php", "/amp", "comment-page-2", "2018", "/07", "?p=1", "&amp=1"]
            ),
        ),
        max_size=5,
    ).map("".join),
)
def test_canonical_once_is_canonical_for_ever(scheme: str, host: str, rest: str) -> None:
    once = canonical_url(f"{scheme}://{host}/{rest}")
    assert canonical_url(once) == once
    assert "#" not in once
