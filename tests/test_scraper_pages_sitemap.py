"""Sitemaps: which posts and further sitemaps they name; whatever they hold, they never raise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.pages.sitemap import SitemapLinks, find_sitemap_links

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
HEAD = "<?xml version='1.0' encoding='UTF-8'?>"


def urlset(*addresses: str, namespace: str = NS) -> bytes:
    return (
        f"{HEAD}<urlset {namespace}>{''.join(f'<url><loc>{each}</loc></url>' for each in addresses)}</urlset>".encode()
    )


def test_posts_and_static_pages_are_named_in_order_and_once() -> None:
    found = find_sitemap_links(
        urlset(
            "https://weir.blogspot.com/2018/07/high-water.html",
            "http://weir.blogspot.co.uk/2018/07/high-water.html?m=1",
            "https://weir.blogspot.com/p/about.html",
            "https://weir.blogspot.com/2017/01/low-water.html",
        )
    )
    assert found.posts == (
        "https://weir.blogspot.com/2018/07/high-water.html",
        "https://weir.blogspot.com/p/about.html",
        "https://weir.blogspot.com/2017/01/low-water.html",
    )
    assert found.sitemaps == ()


def test_an_index_names_further_sitemaps() -> None:
    body = (
        f"{HEAD}<sitemapindex {NS}><sitemap><loc>https://weir.blogspot.com/sitemap.xml?page=1</loc></sitemap>"
        "<sitemap><loc> https://weir.blogspot.com/sitemap.xml?page=2 </loc></sitemap></sitemapindex>"
    )
    assert find_sitemap_links(body.encode()) == SitemapLinks(
        sitemaps=("https://weir.blogspot.com/sitemap.xml?page=1", "https://weir.blogspot.com/sitemap.xml?page=2")
    )


@pytest.mark.parametrize(
    "body",
    [
        urlset(
            "https://weir.blogspot.com/",
            "https://weir.blogspot.com/search/label/x",
            "ftp://weir.example/2018/07/a.html",
        ),
        urlset("", "  ", "http://[::1/2018/07/a.html", "javascript:alert(1)", "/2018/07/relative.html"),
        b"",
        b"\x00\xff\xfe",
        b"<html><body>404</body></html>",
        urlset("https://weir.blogspot.com/2018/07/cut.html")[:-30],
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><urlset><url><loc>https://w.example/2018/07/&a;.html</loc></url></urlset>',
    ],
)
def test_what_leads_to_no_post_leads_nowhere(body: bytes) -> None:
    links = find_sitemap_links(body)
    assert (links.posts, links.sitemaps) == ((), ())


@pytest.mark.parametrize("namespace", ["", NS, 'xmlns="http://www.google.com/schemas/sitemap/0.84"'])
def test_the_namespace_does_not_matter(namespace: str) -> None:
    assert len(find_sitemap_links(urlset("https://weir.example/2018/07/a.html", namespace=namespace)).posts) == 1


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=5))
def test_no_sitemap_raises(places: list[str]) -> None:
    found = find_sitemap_links(urlset(*places))
    assert all(url.startswith(("http://", "https://")) for url in (*found.posts, *found.sitemaps))
