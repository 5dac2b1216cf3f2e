"""What one item of a WordPress export says: a post or page, and each of its comments, as records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from lxml import etree

from archive.errors import BadInput, WrongUse
from archive.markup import parse_fragment
from archive.originals.records import OriginalComment, OriginalPost, SiteRecord, Source
from archive.originals.urls import canonical_url
from scraper.pages.wordpress.identity import comment_key, post_key, site_key
from scraper.pages.wordpress.raw_text import as_html, plain
from scraper.pages.wordpress.values import COMMENT_KINDS, read_person, read_time

_CONTENT = "/modules/content/"
_LABELS = frozenset({None, "category", "post_tag", "tag"})
_PLAIN_LINK = re.compile(r"[?&](?:p|page_id)=(\d{1,18})(?:[&#]|\Z)")


@dataclass(frozen=True, slots=True)
class Blog:
    """What the head of an export says of the blog. `names` and `numbers` are those of its authors, by their login."""

    key: str
    title: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)

    @property
    def site(self) -> SiteRecord:
        """The blog as the archive knows it."""
        return SiteRecord(self.key.partition("/")[0], self.title)

    def author(self, creator: str) -> str | None:
        """Return the shown name of who wrote a post: exports that list the authors name them elsewhere by login."""
        return plain(self.names.get(creator, "") if self.names else creator) or None


def read_blog(channel: etree._Element, *, first_link: str) -> Blog:
    """Return the blog from the head of an export; raise BadInput when nothing in it tells its address.

    `first_link` is the address of an item, for the heads that are next to empty. The network of a blog is not the
    blog, so its address comes last.
    """
    head = values_of(channel)
    homes = [head.get(name, "") for name in ("base_blog_url", "link", "base_site_url")]
    home = next((home for home in [*homes, _root_of(first_link)] if home), "")
    if not home:
        raise BadInput("This WordPress export does not say of which site it is: export the whole site again.")
    authors = [values_of(child) for child in channel if name_of(child) == "author"]
    return Blog(
        key=site_key(home),
        title=plain(head.get("title", "")) or None,
        names={row.get("author_login", ""): row.get("author_display_name", "") for row in authors},
        numbers={row.get("author_login", ""): row.get("author_id", "") for row in authors},
    )


def read_post(item: etree._Element, values: Mapping[str, str], blog: Blog, zone: ZoneInfo) -> OriginalPost:
    """Return the post or page of an item, without comments; raise BadInput for one that nothing identifies."""
    url = _address(blog, values.get("link", ""))
    body = next((child for child in item if _is_content(child)), None)
    return OriginalPost(
        source_key=_post_key(blog, values, url),
        source=Source.EXPORT,
        url=url,
        title=plain(values.get("title", "")) or None,
        text=None if body is None else parse_fragment(as_html(text_of(body))),
        author=blog.author(values.get("creator", "")),
        published=read_time(values.get("post_date_gmt", ""), values.get("post_date", ""), zone),
        labels=tuple(dict.fromkeys(_labels(item))),
        is_page=values.get("post_type") == "page",
    )


def _post_key(blog: Blog, values: Mapping[str, str], url: str | None) -> str:
    number = values.get("post_id", "")
    if not is_number(number):
        named = (_PLAIN_LINK.search(values.get(name, "")) for name in ("link", "guid"))
        number = next((found.group(1) for found in named if found), "")
    if number:
        return post_key(blog.key, int(number))
    if url is None:
        raise BadInput("A post of this WordPress export has neither number nor address: export the site again.")
    return f"url:{url}"


def read_comment(
    row: Mapping[str, str], keys: Mapping[str, str], ordinal: int, creator: str, blog: Blog, zone: ZoneInfo
) -> OriginalComment:
    """Return a comment; `keys` are those of the post's comments by number, `creator` is who wrote the post."""
    number, name, user = row["comment_id"], row.get("comment_author", ""), row.get("comment_user_id", "")
    # 0 is somebody without an account; where the field is missing, a name of the site's own authors has one
    has_account = user.strip("0") != "" or (not user and name in blog.names)
    author, kind, address = read_person(name, row.get("comment_author_url", ""), has_account=has_account)
    return OriginalComment(
        source_key=keys[number],
        ordinal=ordinal,
        text=parse_fragment(as_html(row.get("comment_content", ""), with_links=True)),
        parent_key=_parent_key(number, row.get("comment_parent", ""), keys, blog),
        author=author,
        author_kind=kind,
        author_url=address,
        is_owner=has_account and user != "" and user == blog.numbers.get(creator),
        published=read_time(row.get("comment_date_gmt", ""), row.get("comment_date", ""), zone),
        kind=COMMENT_KINDS[row.get("comment_type", "")],
    )


def _parent_key(number: str, parent: str, keys: Mapping[str, str], blog: Blog) -> str | None:
    """Return the key of the comment that is answered, even of one that is not in the file."""
    if not is_number(parent) or not int(parent) or parent == number:
        return None
    return keys.get(parent) or comment_key(blog.key, int(parent))


# values


def name_of(node: etree._Element) -> str:
    """Return an element's name without its namespace."""
    # etree.QName would check the name once more
    return str(node.tag).rpartition("}")[2]


def text_of(node: etree._Element) -> str:
    """Return all the text inside an element, stripped."""
    # comments and instructions never reach the tree, so an element without children has one text
    return "".join(map(str, node.itertext())).strip() if len(node) else (node.text or "").strip()


def values_of(node: etree._Element) -> dict[str, str]:
    """Return the texts of an element's children by local name, the first of each name."""
    found: dict[str, str] = {}
    for child in node:
        name = name_of(child)
        if name not in found:
            found[name] = text_of(child)
    return found


def is_number(text: str) -> bool:
    """True for the digits of an id."""
    return text.isascii() and text.isdigit() and len(text) < 19


def _labels(item: etree._Element) -> Iterator[str]:
    for child in item:
        if name_of(child) == "category" and child.get("domain") in _LABELS and (name := plain(text_of(child))):
            yield name


def _is_content(node: etree._Element) -> bool:
    return name_of(node) == "encoded" and _CONTENT in (etree.QName(node).namespace or "")


def _address(blog: Blog, link: str) -> str | None:
    try:
        return canonical_url(urljoin(f"https://{blog.key}/", link)) if link else None
    except (WrongUse, ValueError):
        return None


def _root_of(link: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""
