"""What a WordPress page of any kind says of itself: its site, its address, whether it is one post's own page."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement

from archive.originals.records import SiteRecord
from scraper.pages.addresses import find_absolute, is_web_address, site_host
from scraper.pages.dom import classes_of
from scraper.pages.wordpress import selectors
from scraper.pages.wordpress.parts import Parts

_BODY_NUMBER = re.compile(r"(?:postid|page-id|post-id|attachmentid|singular-post|singular-page)-(\d{1,18})")
_PAGE_NUMBER = re.compile(r"(?:page-id|singular-page)-\d+")
_JSON_NUMBER = re.compile(r"/wp/v2/(posts|pages|media)/(\d{1,18})/?\Z")
_POST_NUMBER = re.compile(r"(?<!\S)post-(\d{1,18})(?!\S)")
_API = re.compile(r"/wp-json/?\Z")
_FEED = re.compile(r"/feed/?(?:\?.*)?\Z")
_COMMENTS_FEED = re.compile(r"/comments/feed/?\Z")
_XMLRPC = re.compile(r"/xmlrpc\.php(?:\?.*)?\Z")
_FEED_TITLE = re.compile(r"(.+\S)\s+»\s+[^»]+\Z")
_VERSION = re.compile(r"WordPress (\d{1,3})\.(\d{1,3})")
_RSS = "application/rss+xml"


def is_wordpress(root: HtmlElement) -> bool:
    """True when a page bears a sign that WordPress made it; a link to another blog, or an image of one, is none."""
    return any(_is_sign(node) for node in root.iter("link", "script", "meta", "form", "input", "body"))


def _is_sign(node: HtmlElement) -> bool:
    if node.tag == "meta":
        content = node.get("content") or ""
        return node.get("name") == "generator" and any(mark in content for mark in selectors.GENERATORS)
    if node.tag == "form":
        return selectors.FORM_PATH in (node.get("action") or "")
    if node.tag == "input":
        return bool(node.get("name") == selectors.POST_INPUT)
    if node.tag == "body":
        return any(name.startswith(selectors.BODY_STARTS) for name in classes_of(node))
    address = node.get("href") or node.get("src") or ""
    return node.get("rel") == selectors.API_REL or any(path in address for path in selectors.ASSET_PATHS)


def find_address(page: Parts, url: str) -> str | None:
    """Return the post's canonical address, whichever page of its comments this is; None when nothing tells it."""
    named = [*page.hrefs("canonical"), *page.metas("og:url")]
    base = url if is_web_address(url) else ""
    # mirrors make links relative: those count where the page's own address is known
    for candidate in [*(name for name in named if is_web_address(name)), *(named if base else []), base]:
        if address := find_absolute(base, candidate):
            return address
    return None


def find_home(page: Parts, address: str | None) -> str | None:
    """Return the site's home address, None when nothing tells it."""
    named = [
        *(link.partition("?")[0] for link in page.hrefs("shortlink") if _short_number(link)),
        *(_API.sub("/", link.partition("?")[0]) for link in find_api_roots(page)),
        _FEED.sub("/", find_feed(page)),
        *(_XMLRPC.sub("/", link) for link in (*page.hrefs("pingback"), *page.hrefs("EditURI"))),
    ]
    for candidate in named:
        if is_web_address(candidate) and (home := find_absolute("", candidate)):
            return home
    return find_absolute(address, "/") if address else None


def find_api_roots(page: Parts) -> list[str]:
    """Return the addresses of the site's REST API that a page names."""
    return [link for link in page.hrefs(selectors.API_REL) if _API.search(link) or "rest_route=" in link]


def find_feed(page: Parts) -> str:
    """Return the address of the site's own feed, "" for none."""
    links = (link for link in page.hrefs("alternate", _RSS) if _FEED.search(link) and not _COMMENTS_FEED.search(link))
    # the site's own is the shortest: those of posts lie below it
    return min(links, key=len, default="")


def read_site(page: Parts, home: str) -> SiteRecord:
    """Return the site that a page belongs to, as far as the page tells."""
    titles = (" ".join((link.get("title") or "").split()) for link in page.links("alternate", _RSS) if find_feed(page))
    found = _FEED_TITLE.match(next(titles, ""))
    return SiteRecord(site_host(home), found[1] if found else next(iter(page.metas("og:site_name")), None))


def is_before(page: Parts, version: tuple[int, int]) -> bool:
    """True where a page names the version of WordPress that made it, and that is an older one."""
    found = next((found for text in page.metas("generator") if (found := _VERSION.match(text))), None)
    return found is not None and (int(found[1]), int(found[2])) < version


def find_post_number(page: Parts) -> int | None:
    """Return WordPress's number of the one post of a page, None when nothing tells it."""
    stated = [found[1] for name in _body_classes(page) if (found := _BODY_NUMBER.fullmatch(name))]
    stated += [found[2] for found in _json_links(page)]
    stated += [number for link in page.hrefs("shortlink") if (number := _short_number(link))]
    stated += _form_numbers(page)
    if stated:
        return int(stated[0])
    posts = find_post_elements(page)
    return next(iter(posts)) if len(posts) == 1 else None


def _json_links(page: Parts) -> list[re.Match[str]]:
    links = page.hrefs("alternate", "application/json")
    return [found for link in links if (found := _JSON_NUMBER.search(link))]


def _short_number(link: str) -> str:
    try:
        value = parse_qs(urlsplit(link).query).get("p", [""])[0]
    except ValueError:
        return ""
    return value if _is_number(value) else ""


def _form_numbers(page: Parts) -> list[str]:
    fields = (field for field in page.with_tag("input") if field.get("name") == selectors.POST_INPUT)
    return [value for field in fields if _is_number(value := field.get("value") or "")]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def find_post_elements(page: Parts) -> dict[int, HtmlElement]:
    """Return the elements that are marked as a post by its number, the outermost of each."""
    found: dict[int, HtmlElement] = {}
    for post in page.with_tag(*selectors.POST_TAGS):
        named = f"{post.get('id') or ''} {post.get('class') or ''}"
        for numbered in _POST_NUMBER.finditer(named) if "post-" in named else ():
            found.setdefault(int(numbered[1]), post)
    return found


def _body_classes(page: Parts) -> list[str]:
    return [name for body in page.with_tag("body") for name in classes_of(body)]


def is_page(page: Parts, post: HtmlElement) -> bool:
    """True for one of the site's static pages."""
    return (
        any(_PAGE_NUMBER.fullmatch(name) for name in _body_classes(page))
        or "type-page" in classes_of(post)
        or any(found[1] == "pages" for found in _json_links(page))
    )


def is_single(page: Parts, *, has_comments: bool) -> bool:
    """True for the own page of one post or static page, False for one that lists posts or says that nothing is here.

    The body's classes decide where the theme prints them; where it does not, what only a post's page has.
    """
    names = set(_body_classes(page))
    if any(_BODY_NUMBER.fullmatch(name) for name in names) or names & selectors.SINGLE_PAGES:
        return "error404" not in names
    if names & selectors.LIST_PAGES:
        return False
    of_post = any(_short_number(link) for link in page.hrefs("shortlink")) or bool(_json_links(page))
    stated = page.metas("article:published_time") or "article" in page.metas("og:type")
    embeds = page.hrefs("alternate", "application/json+oembed")
    return bool(has_comments or of_post or stated or embeds or _form_numbers(page))


LIST = "a WordPress page with a list of posts"
"""What a page is that shows several posts: an index, a label, an archive."""


def describe_other(page: Parts) -> str:
    """Return what a page is that is no post's own."""
    names = _body_classes(page)
    if "login" in names:
        return "a page that asks for a sign-in, and no post"
    return "a WordPress page that says nothing is there" if "error404" in names else LIST


def find_language(page: Parts) -> str:
    """Return the language that a page says it is in, "" for none."""
    for node in page.with_tag("html"):
        if stated := node.get("lang") or node.get("xml:lang") or "":
            return stated
    return next(iter(page.metas("og:locale")), "")
