"""Which items somebody means: ids, links of the archive and links that the blog itself had, in what they typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from sqlite_utils import Database

from archive.public import store
from archive.public.addresses import blog_prefix, old_anchor
from archive.public.models import PublicComment, PublicPost
from plugins.site.addresses import Sought, readable_path
from plugins.site.blog_paths import PATH_SIGNS
from plugins.site.dates import moment
from plugins.site.old_paths import find_number, without_tail
from plugins.site.wording import name_of, title_of

MOST_ITEMS = 20
_MOST_WORDS = 200
_MOST_ADDRESSES = 40
_BETWEEN = re.compile(r"[\s<>\"“”«»]+")
_AROUND = ".,;:!?'’()[]{}"
_OWN = re.compile(r"/-/(?:comment|post)/([^/]+)/?\Z")
_OF_COMMENT = re.compile(r"(?:comment-|c)([A-Za-z0-9_-]+)\Z")


def find_items(db: Database, typed: str) -> tuple[str, ...]:
    """Return the ids of the items that typed words name, in the order in which they are named."""
    words = list(dict.fromkeys(word.strip(_AROUND) for word in _BETWEEN.split(typed)[:_MOST_WORDS]))
    # finding what an address means can take the reading of a long thread
    addresses = [word for word in words if "/" in word][:_MOST_ADDRESSES]
    reading = _Reading(db)
    found: dict[str, None] = {}
    for word in words:
        item_id = _named(db, word) if "/" not in word else reading.find(word) if word in addresses else None
        if item_id and len(found) < MOST_ITEMS:
            found[item_id] = None
    return tuple(found)


def name_items(db: Database, item_ids: Iterable[str]) -> dict[str, str]:
    """Return what to call those of the items that stand in the public copy: whose, on which post, from when."""
    found = store.get_items(db, item_ids)
    posts = store.get_items(db, {item.post_id for item in found.values() if isinstance(item, PublicComment)})
    return {item_id: _name(item, posts) for item_id, item in found.items()}


def _name(item: PublicPost | PublicComment, posts: Mapping[str, PublicPost | PublicComment]) -> str:
    if isinstance(item, PublicPost):
        return f"the post “{title_of(item)}”"
    post = posts.get(item.post_id)
    under = f" under “{title_of(post)}”" if isinstance(post, PublicPost) else ""
    return f"{name_of(item)}{under}, {moment(item.published).text}"


def _named(db: Database, word: str) -> str | None:
    word = word.lstrip("#")
    return _resolve(db, word) or _resolve(db, word.removeprefix("c"))


class _Reading:
    """Finds what addresses mean; the thread of a post is read once, and only where an address needs it."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._threads: dict[str, tuple[PublicComment, ...]] = {}

    def find(self, address: str) -> str | None:
        """Return the id of the comment or post of an address, None for none."""
        try:
            parts = urlsplit(address if address.startswith("/") or "://" in address else f"//{address}")
        except ValueError:
            return None
        path, asked = readable_path(parts.path), dict(parse_qsl(parts.query))
        if path is None:
            return None
        if own := _OWN.match(path):
            return _resolve(self._db, own[1])
        if path == "/-/report":
            return _resolve(self._db, asked.get("item", ""))
        post = _post(self._db, parts, path, asked)
        comment = self._comment(post, asked, unquote(parts.fragment))
        return comment or (post.id if post else None)

    def _comment(self, post: PublicPost | None, asked: Mapping[str, str], fragment: str) -> str | None:
        """Return the comment that the end of an address names, as the archive, Blogger, WordPress and Disqus do."""
        anchors = [fragment, *([f"comment-{asked['replytocom']}"] if "replytocom" in asked else [])]
        sought = Sought.parse(asked.get("showComment", ""))
        comments = self._thread(post) if sought or any(each.startswith("comment-") for each in anchors) else ()
        anchored = {old_anchor(each.id): each.id for each in reversed(comments) if old_anchor(each.id)}
        named = _OF_COMMENT.match(fragment)
        chosen = sought.choose(comments) if sought else None
        return (
            anchored.get(fragment)
            or (_resolve(self._db, named[1]) if named else None)
            or (chosen.id if chosen else None)
            or anchored.get(anchors[-1])
        )

    def _thread(self, post: PublicPost | None) -> tuple[PublicComment, ...]:
        if post is None:
            return ()
        if post.id not in self._threads:
            thread = store.find_thread(self._db, post.id)
            self._threads[post.id] = tuple(thread.comments) if thread else ()
        return self._threads[post.id]


def _resolve(db: Database, item_id: str) -> str | None:
    return store.resolve(db, item_id) if item_id else None


def _post(db: Database, parts: SplitResult, path: str, asked: Mapping[str, str]) -> PublicPost | None:
    for site_id, rest in _ways(db, parts.netloc.lower().removeprefix("www."), path):
        whole = without_tail(rest)
        for wanted in (rest, whole, f"{whole}/", whole.rstrip("/")):
            if wanted.strip("/") and (found := store.find_post_by_path(db, quote(wanted, safe=PATH_SIGNS), site_id)):
                return found
        if (number := find_number(asked)) and (found := store.find_post_by_number(db, number, site_id)):
            return found
    return None


def _ways(db: Database, host: str, path: str) -> Iterator[tuple[int, str]]:
    """Yield the blogs that a path may be of, each with the path that it is there, the likeliest first."""
    sites = store.get_sites(db)
    for site in sites:
        prefix = unquote(blog_prefix(site) or "")
        if prefix and path.startswith(f"{prefix}/"):
            yield site.id, path.removeprefix(prefix)
    # the host may be the archive's own, or one of a blog's in another country: it tells which blog to try first
    for site in sorted(sites, key=lambda site: site.host.partition("/")[0].removeprefix("www.") != host):
        yield site.id, path
