"""Every address that is not the archive's own is the blog's, and means here what it meant there (A2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote, unquote_plus, urlencode

from sqlite_utils import Database

from archive.public import listing, store
from archive.public.addresses import comment_address, old_anchor, post_address
from archive.public.models import PublicComment, PublicPost, PublicThread
from plugins.site.addresses import Sought, feed_address, period_address, search_address, tag_address
from plugins.site.blogs import Blog, read_blogs
from plugins.site.home import build_home, build_month, build_year
from plugins.site.missing import missing_page, missing_post
from plugins.site.old_paths import (
    OldFeed,
    find_author,
    find_feed,
    find_label,
    find_number,
    find_period,
    find_query,
    slug,
    without_tail,
)
from plugins.site.rendering import Elsewhere, Outcome
from plugins.site.state import Site
from plugins.site.thread import build_thread

PATH_SIGNS = "/:@!$&'()*+,;=~-._"
"""What stands unescaped in a path as the archive keeps it."""

_LONGEST_PATH = 1000
_DEEPEST_BASE = 4

Asked = Mapping[str, str]


def build_blog_page(db: Database, site: Site, path: str | None, asked: Asked) -> Outcome:
    """Return the page at an address of one of the blogs, or where it stands now, or that there is none."""
    if path is None or len(path) > _LONGEST_PATH:
        return missing_page("This address cannot be read.")
    first, *further = read_blogs(db)
    # unprefixed paths are the first blog's for ever: no blog that comes later takes one
    found = _stored(db, first, path, asked)
    for blog, rest in (*_whose(further, path), (first, path)):
        found = found or _page(db, site, blog, rest, asked)
    return found or missing_post(path, listing.get_calendar(db))


def build_post(db: Database, found: PublicPost, asked: Asked, blog: Blog) -> Outcome:
    """Return the page of a post, or where the comment stands that its address asks for."""
    thread = store.find_thread(db, found.id)
    if thread is None:  # the same transaction has just read this post
        return missing_page()
    stands = post_address(found, blog.prefix)
    if any(name in asked for name in ("showComment", "replytocom")):
        meant = _meant(thread, asked)
        return Elsewhere(comment_address(found, meant.id, blog.prefix) if meant else stands)
    return build_thread(db, thread, by_time=asked.get("view") == "time", blog=blog)


def _meant(thread: PublicThread, asked: Asked) -> PublicComment | None:
    """Return the comment that Blogger names by its time, or WordPress by its number."""
    if sought := Sought.parse(asked.get("showComment", "")):
        return sought.choose(thread.comments)
    wanted = f"comment-{asked.get('replytocom', '')}"
    return next((comment for comment in thread.comments if old_anchor(comment.id) == wanted), None)


def _whose(blogs: Iterable[Blog], path: str) -> Iterator[tuple[Blog, str]]:
    """Yield those of the further blogs whose host begins a path, each with the path that it is there."""
    for blog in blogs:
        prefix = unquote(blog.prefix or "")
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            yield blog, path.removeprefix(prefix)


def _page(db: Database, site: Site, blog: Blog, path: str, asked: Asked) -> Outcome | None:
    """Return what an address of one blog is answered with, None when it has none such."""
    if path == "/" and not asked:
        return build_home(db, site, blog)
    found = _stored(db, blog, path, asked) or _numbered(db, blog, path, asked)
    if found is not None:
        return found
    for base in _bases(db, blog, path):
        if (feed := find_feed(path.removeprefix(base))) is not None:
            return _feed(db, feed)
        plain = without_tail(path.removeprefix(base)) or "/"
        if (kept := _kept(db, blog, path, plain, asked)) is not None:
            return kept
        if plain == "/" and store.is_home(db, base, blog.id):
            return build_home(db, site, blog) if path == "/" else Elsewhere(blog.home, 301)
    return None


def _bases(db: Database, blog: Blog, path: str) -> Iterator[str]:
    """Yield the folders of its host that a blog may live in, judged by the posts below them; the root first."""
    yield ""
    base = ""
    for part in path.strip("/").split("/")[:_DEEPEST_BASE]:
        base = f"{base}/{part}"
        if not part or not store.has_posts_below(db, quote(base, safe=PATH_SIGNS), blog.id):
            return
        yield base


def _stored(db: Database, blog: Blog, path: str, asked: Asked) -> Outcome | None:
    """Return the post at a path, which may end in a slash too much or too few, or name a part of its page."""
    whole = without_tail(path)
    for wanted in (path, whole, f"{whole}/", whole.rstrip("/")):
        if wanted.strip("/") and (found := _find(db, wanted, blog.id)):
            stands = post_address(found, blog.prefix)
            if unquote(stands) == f"{unquote(blog.prefix or '')}{path}":
                return build_post(db, found, asked, blog)
            return _lead(db, found, asked, blog)
    return None


def _find(db: Database, path: str, site_id: int) -> PublicPost | None:
    # a path is stored as canonical addresses spell it
    spelled = quote(path, safe=PATH_SIGNS)
    return store.find_post_by_path(db, spelled, site_id) or store.find_post_by_path(db, path, site_id)


def _lead(db: Database, found: PublicPost, asked: Asked, blog: Blog) -> Outcome:
    """Return where a post stands, or its comment that is asked for; a browser keeps the fragment on the way."""
    outcome = build_post(db, found, asked, blog)
    if isinstance(outcome, Elsewhere):
        return outcome
    view = f"?{urlencode({'view': 'time'})}" if asked.get("view") == "time" else ""
    return Elsewhere(f"{post_address(found, blog.prefix)}{view}", 301)


def _numbered(db: Database, blog: Blog, path: str, asked: Asked) -> Outcome | None:
    """Return the post that WordPress knows by the number in a query, whichever folder the blog lived in."""
    number = find_number(asked)
    if number is None:
        return None
    if found := store.find_post_by_number(db, number, blog.id):
        return _lead(db, found, asked, blog)
    return missing_page("The archive holds no post of that number.") if path == "/" else None


def _kept(db: Database, blog: Blog, path: str, plain: str, asked: Asked) -> Outcome | None:
    """Return what stands for a year, a month, a label, an author or a search of a blog."""
    if (period := find_period(plain, asked)) is not None:
        return _period(db, blog, path, period)
    if (label := find_label(plain, asked)) is not None:
        return _label(db, label)
    if (author := find_author(plain, asked)) is not None:
        return _author(db, author, blog)
    if (query := find_query(plain, asked)) is not None:
        return Elsewhere(search_address(query) if query else "/-/search", 301)
    return None


def _period(db: Database, blog: Blog, path: str, period: str) -> Outcome:
    if path != period_address(period):
        return Elsewhere(period_address(period, blog.prefix or ""), 301)
    return build_year(db, int(period), blog) if len(period) == 4 else build_month(db, period, blog)


def _label(db: Database, name: str) -> Outcome:
    wanted = {name.casefold(), unquote_plus(name).casefold()}
    spelled = slug(unquote_plus(name))
    for tag in store.get_tags(db):
        if tag.name.casefold() in wanted or tag.id in wanted or slug(tag.name) == spelled != "":
            return Elsewhere(tag_address(tag.id), 301)
    return missing_page(
        "The archive has no posts with that label.", "Look through the labels it does have at /-/topics."
    )


def _feed(db: Database, wanted: OldFeed) -> Outcome:
    """Return where a feed of the blog stands now; those of one post and of a label are of that here too."""
    if wanted.label:
        found = _label(db, wanted.label)
        if isinstance(found, Elsewhere):
            return Elsewhere(feed_address("topic", unquote(found.location.rpartition("/")[2])), 301)
        return found
    if wanted.post:
        if (item_id := store.resolve(db, wanted.post)) and store.find_post(db, item_id):
            return Elsewhere(feed_address("post", item_id), 301)
        return missing_page("The archive holds no post of that number.")
    return Elsewhere(feed_address(wanted.kind), 301)


def _author(db: Database, name: str, blog: Blog) -> Outcome:
    """Return the search for what an author signed: WordPress spells in addresses whom the archive knows by name."""
    for author in listing.get_authors(db, blog.id):
        if slug(author) == slug(name) and '"' not in author:
            return Elsewhere(search_address(f'author:"{author}" in:post'), 302)
    return missing_page(
        "The archive has no page of that author.", "Search for author: and the name as it stands under a post."
    )
