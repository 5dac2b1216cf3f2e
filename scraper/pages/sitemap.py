"""Sitemaps: the posts they name, and the further sitemaps. Format: https://www.sitemaps.org/protocol.html."""

from __future__ import annotations

from dataclasses import dataclass

from archive.errors import BadInput, WrongUse
from archive.originals.urls import canonical_url
from scraper.pages.blogger.facts import is_post_address
from scraper.pages.decoding import decode
from scraper.pages.xml import parse_xml


@dataclass(frozen=True, slots=True)
class SitemapLinks:
    """What a sitemap leads to: posts of Blogger, further sitemaps, and every page, as the host writes its address.

    The addresses of `posts` and `sitemaps` are canonical.
    """

    posts: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def find_sitemap_links(body: bytes) -> SitemapLinks:
    """Return where a sitemap leads; one that cannot be read leads nowhere. Never raises.

    >>> find_sitemap_links(b"<urlset><url><loc>http://a.blogspot.ro/2018/07/x.html</loc></url></urlset>").posts
    ('https://a.blogspot.com/2018/07/x.html',)
    """
    try:
        root = parse_xml(decode(body))
    except BadInput:
        return SitemapLinks()
    posts: dict[str, None] = {}
    sitemaps: dict[str, None] = {}
    pages: dict[str, None] = {}
    for place in root.iter("{*}loc"):
        parent = place.getparent()
        try:
            address = canonical_url(place.text or "")
        except WrongUse:
            continue
        if parent is not None and str(parent.tag).endswith("sitemap"):
            sitemaps[address] = None
            continue
        pages[(place.text or "").strip()] = None
        if is_post_address(address):
            posts[address] = None
    return SitemapLinks(tuple(posts), tuple(sitemaps), tuple(pages))
