"""A WordPress post's or static page's own page, of whatever theme, to the post with its comments."""

from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from archive.errors import BadInput, NoPost, UnrecognisedInput
from archive.originals.records import OriginalComment, OriginalPost, Parsed, Source
from scraper.pages.dom import parse_html
from scraper.pages.telltales import not_recognised
from scraper.pages.wordpress import selectors
from scraper.pages.wordpress.comments import CommentReader
from scraper.pages.wordpress.counts import find_declared
from scraper.pages.wordpress.facts import (
    LIST,
    describe_other,
    find_address,
    find_home,
    find_language,
    find_post_elements,
    find_post_number,
    is_before,
    is_page,
    is_single,
    is_wordpress,
    read_site,
)
from scraper.pages.wordpress.identity import post_key, site_key
from scraper.pages.wordpress.items import take_items
from scraper.pages.wordpress.json_ld import find_article
from scraper.pages.wordpress.parts import Parts
from scraper.pages.wordpress.post import PostReader
from scraper.pages.wordpress.times import Clock, are_stale, is_day_first

FORMAT = "WordPress page"

_OWN_OFFSETS_SINCE = (5, 3)
"""The version of WordPress since which a time has the offset of its own day."""

_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


def parse_wordpress_page(text: str, *, url: str, zone: ZoneInfo, root: HtmlElement | None = None) -> Parsed:
    """Return the post of a WordPress page with its comments, times in the site's zone.

    `root` is the page's tree where the caller has it already; it is taken apart. `left_out` counts comments that wait
    for approval, and threads that another service keeps. Raises UnrecognisedInput for a page that WordPress did not
    make, that is not one post's own, or whose comments are in a layout this version does not read; BadInput for one
    that breaks off, or says neither its site nor its number or address.
    """
    root = parse_html(text) if root is None else root
    if not is_wordpress(root):
        raise UnrecognisedInput(not_recognised(text, default="an HTML page that WordPress did not make"))
    if not _END.search(text, max(0, text.rfind("</body"), text.rfind("</BODY"))):
        raise BadInput("This WordPress page breaks off before its end: save it again from the browser.")
    stamps = [time.get("datetime") or "" for time in root.iter("time")]
    items = take_items(root)
    page = Parts(root)
    if not is_single(page, has_comments=bool(items)):
        other = describe_other(page)
        raise (NoPost if other == LIST else UnrecognisedInput)(not_recognised("", default=other))
    address, number = find_address(page, url), find_post_number(page)
    home = find_home(page, address)
    if home is None or (number is None and address is None):
        raise BadInput("This WordPress page does not say which site or post it is: save it again from the browser.")
    is_stale = is_before(page, _OWN_OFFSETS_SINCE) or are_stale(stamps, zone)
    reader = CommentReader(site_key(home), Clock(zone, is_day_first(find_language(page)), is_stale))
    comments, pending = reader.read(items)
    if comments and not any(comment.text or comment.author for comment in comments):
        raise UnrecognisedInput(not_recognised("", default="a WordPress page with comments in a theme's own layout"))
    key = post_key(reader.site, number) if number is not None else f"url:{address}"
    node = find_post_elements(page).get(number or 0, root)
    part = page if node is root else Parts(node)
    post = replace(_read_post(page, part, key, comments, reader.clock), url=address, is_page=is_page(page, node))
    elsewhere = _find_elsewhere(page, has_comments=bool(comments))
    # no number, or none, says nothing of comments that stand elsewhere
    post = replace(post, declared=post.declared or None) if elsewhere else post
    return Parsed(FORMAT, read_site(page, home), (post,), {**({"pending": pending} if pending else {}), **elsewhere})


def _read_post(page: Parts, part: Parts, key: str, comments: tuple[OriginalComment, ...], clock: Clock) -> OriginalPost:
    article = find_article(page)
    post = PostReader(page, part, article)
    title = post.title()
    return OriginalPost(
        source_key=key,
        source=Source.PAGE,
        title=title,
        author=post.author(),
        published=post.published(clock),
        labels=post.labels(),
        declared=find_declared(page, part, title=title or "", stated=article.comments, found=len(comments)),
        comments=comments,
        # last of all, because it takes the tree apart
        text=post.take_text(),
    )


def _find_elsewhere(page: Parts, *, has_comments: bool) -> dict[str, int]:
    """Return the threads of comments that a page leaves to other services, by a name for people."""
    found: dict[str, int] = {}
    scripts = [script.get("src") or "" for script in page.with_tag("script")]
    for name, (ids, classes, tags, source) in selectors.ELSEWHERE.items():
        nodes = [
            *(page.ids[each] for each in ids if each in page.ids),
            *page.with_class(*classes),
            *page.with_tag(*tags),
        ]
        is_there = bool(nodes) or (bool(source) and any(source in address for address in scripts))
        if is_there and not (has_comments and name in selectors.COPIED_BACK):
            found[f"comment thread kept by {name}"] = 1
    return found
