"""WordPress's RSS feeds: posts, all comments, or the comments of one post; the last ten or so of each.

RSS 2.0 with the modules content, dc, slash and wfw; wp-includes/feed-rss2.php and feed-rss2-comments.php. The feeds
have no threads, no addresses of people and no accounts: what another source knows of those holds.
"""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from lxml import etree

from archive.errors import BadInput, UnrecognisedInput
from archive.markup import parse_fragment
from archive.originals.records import AuthorKind, OriginalComment, OriginalPost, Parsed, SiteRecord, Source, SourceTime
from archive.text import OriginalText
from scraper.pages.addresses import find_absolute, site_host
from scraper.pages.authors import ANONYMOUS, is_anonymous_word
from scraper.pages.dates import find_mail_date, from_iso
from scraper.pages.telltales import not_recognised
from scraper.pages.wordpress.identity import comment_key, post_key, site_key
from scraper.pages.wordpress.raw_text import plain
from scraper.pages.xml import parse_xml

POSTS_FORMAT, COMMENTS_FORMAT = "WordPress posts feed", "WordPress comments feed"

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_COUNT = "{http://purl.org/rss/1.0/modules/slash/}comments"
_COMMENT_FEED = "{http://wellformedweb.org/CommentAPI/}commentRss"
_NUMBER = "{com-wordpress:feed-additions:1}post-id"

_MAKER = re.compile(r"https?://(?:www\.)?wordpress\.(?:org|com)/")
_COMMENT = re.compile(r"#comment-(\d{1,18})\Z")
_OWN = re.compile(r"\?(?:p|page_id)=\d+(?:#comment-\d+)?\Z")
# what a plugin adds below each post for those who copy it: a line with links to the post and to the site
_COPY_LINE = re.compile(r"<p>[^<]*<a [^>]*>[^<]*</a>[^<]*<a [^>]*>[^<]*</a>[^<]*</p>\s*\Z")


def parse_rss(text: str, *, url: str, zone: ZoneInfo) -> Parsed:
    """Return the posts or comments of a WordPress RSS feed, times in the site's zone.

    Raises UnrecognisedInput for a feed that WordPress did not make, BadInput for one that breaks off, is malformed, or
    names neither its site nor its posts.
    """
    root = parse_xml(text)
    channel = root.find("channel")
    if any("wordpress.org/export" in str(node.tag) for node in root.iter()):
        # an export holds what was never published: another reader's work
        raise UnrecognisedInput(not_recognised("wordpress.org/export/", default=""))
    if root.tag != "rss" or channel is None or not _is_wordpress(channel):
        raise UnrecognisedInput(not_recognised("", default="an RSS feed that WordPress did not make"))
    items = channel.findall("item")
    home = _find_home(channel, items, url)
    site = SiteRecord(site_host(home), None)
    if any(_COMMENT.search(_text(item, "link")) for item in items) or (not items and "/comments/" in url):
        return Parsed(COMMENTS_FORMAT, site, _commented_posts(items, site_key(home), zone))
    posts = tuple(_post(item, site_key(home), zone) for item in items)
    return Parsed(POSTS_FORMAT, SiteRecord(site.host, plain(_text(channel, "title")) or None), posts)


def _is_wordpress(channel: etree._Element) -> bool:
    return bool(_MAKER.match(_text(channel, "generator"))) or channel.find(f"item/{_COMMENT_FEED}") is not None


def _find_home(channel: etree._Element, items: list[etree._Element], url: str) -> str:
    """Return the site's home: what its posts' lasting names begin with, else the channel's link.

    The channel of one post's comments links to that post, so of its link only the host tells.
    """
    link = find_absolute("", _text(channel, "link")) or find_absolute("", url)
    if link is None:
        raise BadInput("This feed does not say which site it is of: fetch it again.")
    # posts that came from another site keep the name that they had there
    named = (find_absolute("", _OWN.sub("", guid)) for item in items if _OWN.search(guid := _text(item, "guid")))
    own = next((home for home in named if home and f"{link}/".startswith(f"{home.rstrip('/')}/")), None)
    is_of_post = any(find_absolute("", _text(item, "link")) == link for item in items)
    return own or (find_absolute(link, "/") if is_of_post else link) or link


def _post(item: etree._Element, site: str, zone: ZoneInfo) -> OriginalPost:
    address, number = find_absolute("", _text(item, "link")), _text(item, _NUMBER)
    if address is None and not _is_number(number):
        raise BadInput("A post of this feed has no address: fetch the feed again.")
    count = _text(item, _COUNT)
    content = item.find(_CONTENT)
    return OriginalPost(
        # the number in a post's lasting name is that of the site where it was written first
        source_key=post_key(site, int(number)) if _is_number(number) else f"url:{address}",
        source=Source.FEED,
        url=address,
        title=plain(_text(item, "title")) or None,
        # without content the description is a beginning of the words
        text=parse_fragment(_COPY_LINE.sub("", _text(item, _CONTENT))) if content is not None else None,
        author=plain(_text(item, _CREATOR)) or None,
        published=_time(_text(item, "pubDate"), zone),
        labels=tuple(dict.fromkeys(name for node in item.findall("category") if (name := plain(node.text or "")))),
        declared=int(count) if _is_number(count) else None,
    )


def _commented_posts(items: list[etree._Element], site: str, zone: ZoneInfo) -> tuple[OriginalPost, ...]:
    found: dict[str, dict[str, OriginalComment]] = {}
    for item in items:
        link = _text(item, "link")
        number, address = _COMMENT.search(link), find_absolute("", link)
        if number is None or address is None:
            raise BadInput("A comment of this feed has no address with its number: fetch the feed again.")
        comment = _comment(item, comment_key(site, int(number[1])), zone)
        found.setdefault(address, {}).setdefault(comment.source_key, comment)
    return tuple(
        OriginalPost(f"url:{address}", Source.FEED, url=address, comments=tuple(comments.values()))
        for address, comments in found.items()
    )


def _comment(item: etree._Element, key: str, zone: ZoneInfo) -> OriginalComment:
    name = plain(_text(item, _CREATOR))
    is_nameless = is_anonymous_word(name)
    return OriginalComment(
        source_key=key,
        ordinal=0,
        text=_words(item),
        author=ANONYMOUS if is_nameless else name or None,
        author_kind=AuthorKind.ANONYMOUS if is_nameless else AuthorKind.UNKNOWN,
        published=_time(_text(item, "pubDate"), zone),
    )


def _words(item: etree._Element) -> OriginalText:
    return parse_fragment(_text(item, _CONTENT) or _text(item, "description"))


def _text(node: etree._Element, path: str) -> str:
    return (node.findtext(path) or "").strip()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _time(stamp: str, zone: ZoneInfo) -> SourceTime:
    moment = find_mail_date(stamp)
    return from_iso(moment.isoformat(), zone) if moment is not None else SourceTime.unknown()
