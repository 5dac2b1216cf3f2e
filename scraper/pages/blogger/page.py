"""A Blogger post's own page, of any generation of Blogger's markup, to the post with its comments."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from archive.errors import BadInput, NoPost, UnrecognisedInput
from archive.markup import parse_element
from archive.originals.records import OriginalComment, OriginalPost, Parsed, Source, SourceTime
from archive.text import OriginalText
from scraper.pages.blogger import selectors
from scraper.pages.blogger.comments import find_declared, parse_comments
from scraper.pages.blogger.facts import (
    find_address,
    find_post_id,
    is_blogger,
    is_dynamic,
    is_page_address,
    is_post_address,
    names_comment_feed,
    read_site,
)
from scraper.pages.blogger.words import ERROR_PAGE, POST_PAGES, POSTED_BY
from scraper.pages.dates import find_day, find_time, from_iso
from scraper.pages.dom import find_all, find_by_id, find_first, find_string, find_strings, parse_html, text_of
from scraper.pages.telltales import not_recognised

FORMAT = "Blogger page"

_END = re.compile(r"</html\s*>", re.IGNORECASE)


def parse_blogger_page(text: str, *, url: str, zone: ZoneInfo, root: HtmlElement | None = None) -> Parsed:
    """Return the post of a Blogger page with its comments, times in the blog's zone.

    `root` is the page's tree where the caller has it already. A post's page in Dynamic Views has no words: the post
    that is returned has its number, address and title alone, and its comments are in its feed.
    Raises UnrecognisedInput for a page that is not a post's own, and BadInput for a post's page that breaks off.
    """
    root = parse_html(text) if root is None else root
    section = find_by_id(root, selectors.COMMENTS_ID)
    number = find_post_id(root, section)
    if not is_blogger(root, number):
        raise UnrecognisedInput(not_recognised(text, default="an HTML page that shows no sign of Blogger or WordPress"))
    if not _ends(text):
        raise BadInput("This Blogger page breaks off before its end: save it again from the browser.")
    address = find_address(root, url)
    is_one = section is not None or names_comment_feed(root) or any(mark in text for mark in POST_PAGES)
    if not is_one or (number is None and not is_post_address(address)):
        raise _refusal(root, text)
    comments = parse_comments(section, zone=zone) if section is not None else ()
    post = _read_post(root, number, address, zone)
    post = replace(post, comments=comments, declared=_declared(section, comments))
    return Parsed(FORMAT, read_site(root, address, post.title), (post,))


def _refusal(root: HtmlElement, text: str) -> UnrecognisedInput:
    """Return the error that says what a page that Blogger made is when it is no post's own."""
    if ERROR_PAGE in text:
        other = "the page with which a blog says that there is no such post"
    elif is_dynamic(root):
        other = "a Blogger page in Dynamic Views that names no post: its words come by the blog's feeds"
    else:
        return NoPost(not_recognised("", default="a Blogger page that is not one post's own page"))
    return UnrecognisedInput(not_recognised("", default=other))


def _ends(text: str) -> bool:
    # the end stands last on nearly every page
    return bool(_END.match(text, text.rfind("</")) or _END.search(text))


def _declared(section: HtmlElement | None, comments: tuple[OriginalComment, ...]) -> int | None:
    return find_declared(section, found=len(comments)) if section is not None else None


def _read_post(root: HtmlElement, number: str | None, address: str | None, zone: ZoneInfo) -> OriginalPost:
    body = find_by_id(root, f"post-body-{number}")
    article = _article(root, body)
    labels = _labels(article)
    return OriginalPost(
        source_key=f"blogger:{number}" if number else f"url:{address}",
        source=Source.PAGE,
        url=address,
        title=_title(root, article),
        text=_body(body if body is not None else find_first(article, selectors.POST_BODY)),
        author=_author(article),
        published=_published(root, article, zone),
        labels=labels,
        is_page=is_page_address(address),
    )


def _article(root: HtmlElement, body: HtmlElement | None) -> HtmlElement:
    """Return the part of the page that is the post: title, body and footer, without side columns and related posts."""
    if body is None:
        return next(iter([*find_all(root, selectors.POST), root]))
    # the innermost one: themes put classes of a post around the whole column too
    holding = find_first(body, selectors.HOLDS_POST)
    return root if holding is None else holding


def _body(body: HtmlElement | None) -> OriginalText | None:
    if body is None:
        return None
    # classic templates have the labels at the end of the text
    for labels in find_all(body, selectors.CLASSIC_LABELS):
        labels.drop_tree()
    text = parse_element(body)
    # an empty element is a template that fills the body by script: the body is unknown, not empty
    return text or None


def _title(root: HtmlElement, article: HtmlElement) -> str | None:
    shown = text_of(find_first(article, selectors.POST_TITLE))
    return shown or " ".join(find_string(root, selectors.OPEN_GRAPH_TITLE).split()) or None


def _author(article: HtmlElement) -> str | None:
    if shown := text_of(find_first(article, selectors.POST_AUTHOR)):
        return shown
    found = POSTED_BY.search(text_of(find_first(article, selectors.POST_FOOTER)))
    return found["name"] if found else None


def _published(root: HtmlElement, article: HtmlElement, zone: ZoneInfo) -> SourceTime:
    for stamp in find_strings(article, selectors.POST_TIME):
        moment = from_iso(stamp, zone)
        if moment.utc is not None:
            return moment
    days = [day for node in find_all(root, selectors.DATE_HEADERS) if (day := find_day(text_of(node)))]
    if len(days) != 1:
        return SourceTime.unknown()
    times = [time for link in find_all(article, selectors.POST_PERMALINK) if (time := find_time(text_of(link)))]
    if times:
        return SourceTime.from_wall_clock(datetime.combine(days[0], times[0]), zone)
    return SourceTime.from_day(days[0])


def _labels(article: HtmlElement) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for link in find_all(article, selectors.POST_LABELS) if (name := text_of(link))))
