"""Which items somebody means: ids, links of the archive and links that the blog itself had, in what they typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from sqlite_utils import Database

from archive.public import store
from archive.public.addresses import blog_prefix, old_anchor
from archive.public.models import PublicPost
from plugins.site.addresses import Sought, readable_path
from plugins.site.blog_paths import PATH_SIGNS
from plugins.site.old_paths import find_number, without_tail

MOST_ITEMS = 20
_MOST_WORDS = 200
_BETWEEN = re.compile(r"[\s<>\"“”«»]+")
_AROUND = ".,;:!?'’()[]{}"
_OWN = re.compile(r"/-/(?:comment|post)/([^/]+)/?\Z")
_OF_COMMENT = re.compile(r"(?:comment-|c)([A-Za-z0-9_-]+)\Z")


def find_items(db: Database, typed: str) -> tuple[str, ...]:
    """Return the ids of the items that typed words name, in the order in which they are named."""
    found: dict[str, None] = {}
    for word in _BETWEEN.split(typed)[:_MOST_WORDS]:
        item_id = _find(db, word.strip(_AROUND))
        if item_id and len(found) < MOST_ITEMS:
            found[item_id] = None
    return tuple(found)


def _find(db: Database, word: str) -> str | None:
    if "/" in word:
        return _of_address(db, word)
    word = word.lstrip("#")
    return _resolve(db, word) or _resolve(db, word.removeprefix("c"))


def _resolve(db: Database, item_id: str) -> str | None:
    return store.resolve(db, item_id) if item_id else None


def _of_address(db: Database, word: str) -> str | None:
    try:
        parts = urlsplit(word if word.startswith("/") or "://" in word else f"//{word}")
    except ValueError:
        return None
    path, asked = readable_path(parts.path), dict(parse_qsl(parts.query))
    if path is None:
        return None
    if own := _OWN.match(path):
        return _resolve(db, own[1])
    if path == "/-/report":
        return _resolve(db, asked.get("item", ""))
    post = _post(db, parts, path, asked)
    comment = _comment(db, post, asked, unquote(parts.fragment))
    return comment or (post.id if post else None)


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


def _comment(db: Database, post: PublicPost | None, asked: Mapping[str, str], fragment: str) -> str | None:
    """Return the comment that the end of an address names, as the archive, Blogger, WordPress and Disqus do."""
    thread = store.find_thread(db, post.id) if post else None
    comments = thread.comments if thread else ()
    anchored = {old_anchor(each.id): each.id for each in reversed(comments)}
    anchored.pop("", None)
    named = _OF_COMMENT.match(fragment)
    sought = Sought.parse(asked.get("showComment", ""))
    chosen = sought.choose(comments) if sought else None
    return (
        anchored.get(fragment)
        or (_resolve(db, named[1]) if named else None)
        or (chosen.id if chosen else None)
        or anchored.get(f"comment-{asked.get('replytocom', '')}")
    )
