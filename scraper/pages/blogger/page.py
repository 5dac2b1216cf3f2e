"""A Blogger post's own page in the current threaded layout (generation D) to the post with its comments."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from archive.errors import BadInput, UnrecognisedInput
from archive.markup import parse_fragment
from archive.originals.records import OriginalComment, OriginalPost, Parsed, Source, SourceTime
from archive.text import OriginalText
from scraper.pages.blogger import selectors
from scraper.pages.blogger.facts import find_address, find_post_id, is_blogger, is_page_address, read_site
from scraper.pages.blogger.threaded import parse_comments
from scraper.pages.dates import find_day, from_iso
from scraper.pages.dom import find_all, find_first, find_string, find_strings, inner_html, parse_html, text_of
from scraper.pages.telltales import not_recognised

FORMAT = "Blogger page"

_NUMBER = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+|\d+")
_END = re.compile(r"</html\s*>", re.IGNORECASE)


def parse_threaded_page(text: str, *, url: str, zone: ZoneInfo) -> Parsed:
    """Return the post of a Blogger page with its comments, times in the blog's zone.

    Raises UnrecognisedInput for a page that is not a post's own, or has its comments in a layout this version does
    not read, and BadInput for a post's page that breaks off.
    """
    root = parse_html(text)
    if not is_blogger(root):
        raise UnrecognisedInput(not_recognised(text, default="an HTML page that Blogger did not make"))
    section = find_first(root, selectors.COMMENTS)
    post_id = find_post_id(root)
    if not _END.search(text):
        raise BadInput("This Blogger page breaks off before its end: save it again from the browser.")
    if section is None or post_id is None:
        raise UnrecognisedInput(not_recognised("", default="a Blogger page that is not one post's own page"))
    comments = parse_comments(section, zone=zone)
    _refuse_other_generations(root, has_comments=bool(comments))
    address = find_address(root, url)
    return Parsed(FORMAT, read_site(root, address), (_post(root, section, post_id, address, comments, zone),))


def _post(
    root: HtmlElement,
    section: HtmlElement,
    post_id: str,
    address: str | None,
    comments: tuple[OriginalComment, ...],
    zone: ZoneInfo,
) -> OriginalPost:
    article = _article(root, post_id)
    body = find_first(article, selectors.POST_BODY)
    return OriginalPost(
        source_key=f"blogger:{post_id}",
        source=Source.PAGE,
        url=address,
        title=_title(root, article),
        text=_body(body),
        author=text_of(find_first(article, selectors.POST_AUTHOR)) or None,
        published=_published(root, article, zone),
        labels=_labels(article),
        declared=find_declared(section, found=len(comments)),
        comments=comments,
        is_page=is_page_address(address or ""),
    )


def _refuse_other_generations(root: HtmlElement, *, has_comments: bool) -> None:
    if has_comments:
        return
    for path in (selectors.FLAT_COMMENTS, selectors.FIRST_THREADED):
        if find_all(root, path):
            raise UnrecognisedInput(not_recognised("", default="a Blogger page with comments in an older layout"))


def _article(root: HtmlElement, post_id: str) -> HtmlElement:
    """Return the part of the page that is the post: title, body and footer, without side columns and related posts."""
    posts = find_all(root, selectors.POST)
    bodies = find_all(root, f"//*[@id = 'post-body-{post_id}']")
    holding = [post for post in posts if any(body is post or post in body.iterancestors() for body in bodies)]
    # the innermost one: themes put classes of a post around the whole column too
    return next(iter([*reversed(holding), *posts, root]))


def _body(body: HtmlElement | None) -> OriginalText | None:
    text = parse_fragment(inner_html(body)) if body is not None else None
    # an empty element is a template that fills the body by script: the body is unknown, not empty
    return text or None


def _title(root: HtmlElement, article: HtmlElement) -> str | None:
    shown = text_of(find_first(article, selectors.POST_TITLE))
    return shown or " ".join(find_string(root, selectors.OPEN_GRAPH_TITLE).split()) or None


def _published(root: HtmlElement, article: HtmlElement, zone: ZoneInfo) -> SourceTime:
    for stamp in find_strings(article, selectors.POST_TIME):
        moment = from_iso(stamp, zone)
        if moment.utc is not None:
            return moment
    days = [day for node in find_all(root, selectors.DATE_HEADERS) if (day := find_day(text_of(node)))]
    return SourceTime.from_day(days[0]) if len(days) == 1 else SourceTime.unknown()


def _labels(article: HtmlElement) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for link in find_all(article, selectors.POST_LABELS) if (name := text_of(link))))


def find_declared(section: HtmlElement, *, found: int) -> int | None:
    """Return the number of comments that a comment section announces, None when it announces none.

    A heading without a number over no comment at all is Blogger's "No comments", in whatever language.
    """
    stated = find_string(section, selectors.COMMENT_NUMBER)
    headings = [text_of(node) for node in find_all(section, selectors.COMMENT_HEADING)]
    for text in [stated, *headings[:1]]:
        if number := find_number(text):
            return int(number)
    return 0 if headings and not found else None


def find_number(text: str) -> str | None:
    """Return the digits of the first number in a heading, None when it has none.

    >>> find_number("1,024 comments:"), find_number("16 commentaires:"), find_number("Kommentare:")
    ('1024', '16', None)
    """
    found = _NUMBER.search(text)
    digits = re.sub(r"\D", "", found.group()) if found else ""
    return digits if 0 < len(digits) < 10 else None
