"""The sitemap: every page of the blog that is shown, for programs that visit all of them.

The format is that of sitemaps.org, version 0.9: at most 50,000 addresses a file, more files under an index.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from sqlite_utils import Database

from archive.public import listing
from archive.public.addresses import post_address
from plugins._datasette import Request, Response, Route, Served
from plugins.site.addresses import page_number, period_address
from plugins.site.atom import writable
from plugins.site.blogs import read_blogs
from plugins.site.rendering import base_of, send_file

PATH = "/-/sitemap.xml"
TYPE = "application/xml; charset=utf-8"
MOST = 40_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


async def sitemap(datasette: Served, request: Request) -> Response:
    """Answer `/-/sitemap.xml`, and `/-/sitemap.xml?page=2` for the second file of a large archive."""
    base, number = base_of(request), page_number(request) if request.args.get("page") else 0
    return await send_file(datasette, request, lambda db: _write(pages_of(db), base, number), TYPE)


def pages_of(db: Database) -> list[str]:
    """Return the path of every page of a blog that shows words: homes, years, months, posts."""
    paths = ["/"]
    for blog in read_blogs(db):
        if blog.prefix is None:
            continue
        paths.append(blog.home)
        months = [month.month for month in listing.get_calendar(db, blog.id)]
        paths += [period_address(each, blog.prefix) for each in sorted({part for m in months for part in (m[:4], m)})]
        paths += [post_address(post, blog.prefix) for post in listing.iter_shown_posts(db, blog.id)]
    return list(dict.fromkeys(paths))


def _write(paths: Sequence[str], base: str, number: int) -> str:
    files = range(1, -(-len(paths) // MOST) + 1)
    if len(files) > 1 and not number:
        return _xml("sitemapindex", "sitemap", [f"{base}{PATH}?page={each}" for each in files])
    start = (max(1, number) - 1) * MOST
    return _xml("urlset", "url", [f"{base}{path}" for path in paths[start : start + MOST]])


def _xml(root_name: str, name: str, addresses: Sequence[str]) -> str:
    root = ElementTree.Element(root_name, {"xmlns": _NAMESPACE})
    for address in addresses:
        ElementTree.SubElement(ElementTree.SubElement(root, name), "loc").text = writable(address)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


ROUTES: list[Route] = [(r"^/-/sitemap\.xml$", sitemap)]
