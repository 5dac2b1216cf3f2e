"""The posts of the sample blog in every form in which a blog reaches an archive; everybody in them is invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape

from archive.markup import parse_fragment
from scraper.sample_blog import SampleComment, SamplePost
from scraper.sample_blog.content import BLOG_ID, OWNER, TITLE
from scraper.sample_blog.dress import REMOVED, Dress, author_name, shown_time
from tests.crawls import Seen, warc
from tests.gdata_json import as_json

_ATOM = "http://www.w3.org/2005/Atom"
_KIND = "http://schemas.google.com/g/2005#kind"
_KINDS = "http://schemas.google.com/blogger/2008/kind"


def every_form(posts: Sequence[SamplePost], *, home: str, fetched_at: datetime) -> dict[str, bytes]:
    """Return a file for each form by its name: pages and comment feeds, one each a post, and the others whole."""
    dress = Dress(posts, home)
    forms: dict[str, bytes] = {}
    for number, post in enumerate(dress.posts):
        feed = dress.comments_feed(post, start=1, most=200, since=None, oldest=False).encode()
        forms[f"page-{number}.html"] = dress.post_page(post).encode()
        forms[f"comments-{number}.atom"] = feed
        forms[f"comments-{number}.json"] = as_json(feed).encode()
    atom = dress.posts_feed(start=1, most=25).encode()
    forms |= {"posts.atom": atom, "posts.json": as_json(atom).encode()}
    forms |= {"takeout.atom": takeout(posts).encode(), "backup.xml": backup(posts, home).encode()}
    date = fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    seen = [Seen(home + post.path, dress.post_page(post).encode(), date=date) for post in dress.posts]
    return forms | {"crawl.warc.gz": warc(seen)}


def texts(posts: Sequence[SamplePost], *, bylines: bool) -> dict[str, bytes]:
    """Return the text of each post's page as somebody saved it: with the names and times of comments or without."""
    return {f"text-{number}.txt": saved_text(post, bylines=bylines).encode() for number, post in enumerate(posts)}


def _name(comment: SampleComment) -> str:
    return "" if comment.kind == "anonymous" else author_name(comment)


def _content(comment: SampleComment) -> str:
    return REMOVED[comment.removed] if comment.removed else comment.text


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def takeout(posts: Sequence[SamplePost]) -> str:
    """Return Takeout's feed.atom, comments before posts."""
    entries = [_takeout_comment(post, comment) for post in posts for comment in post.comments]
    entries += [_takeout_post(post) for post in posts]
    return (
        f"<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='{_ATOM}' "
        "xmlns:blogger='http://schemas.google.com/blogger/2018'>"
        f"<id>tag:blogger.com,1999:blog-{BLOG_ID}</id><title>{escape(TITLE)}</title>{''.join(entries)}</feed>"
    )


def _takeout_comment(post: SamplePost, comment: SampleComment) -> str:
    tag = f"tag:blogger.com,1999:blog-{BLOG_ID}.post-"
    parent = f"{tag}{post.comment_id(comment.reply_to)}" if comment.reply_to else ""
    kind = "BLOGGER" if comment.kind in ("account", "owner") else "ANONYMOUS"
    uri = f"<uri>{escape(comment.url)}</uri>" if comment.url else ""
    return (
        f"<entry><id>{tag}{post.comment_id(comment.n)}</id><blogger:parent>{tag}{post.id}</blogger:parent>"
        f"<blogger:inReplyTo>{parent}</blogger:inReplyTo><blogger:type>COMMENT</blogger:type>"
        f"<blogger:status>LIVE</blogger:status><author><name>{escape(_name(comment))}</name>{uri}"
        f"<blogger:type>{kind}</blogger:type></author><content type='html'>{escape(_content(comment))}</content>"
        f"<published>{_utc(comment.published)}</published><blogger:trashed/></entry>"
    )


def _takeout_post(post: SamplePost) -> str:
    labels = "".join(
        f"<category scheme='tag:blogger.com,1999:blog-{BLOG_ID}' term='{escape(each)}'/>" for each in post.labels
    )
    return (
        f"<entry><id>tag:blogger.com,1999:blog-{BLOG_ID}.post-{post.id}</id><blogger:type>POST</blogger:type>"
        f"<blogger:status>LIVE</blogger:status><author><name>{OWNER}</name><blogger:type>BLOGGER</blogger:type></author>"
        f"<title>{escape(post.title)}</title><content type='html'>{escape(post.body)}</content>{labels}"
        f"<published>{_utc(post.published)}</published><blogger:filename>{post.path}</blogger:filename>"
        "<blogger:trashed/></entry>"
    )


def backup(posts: Sequence[SamplePost], home: str) -> str:
    """Return the old backup: the dressed feeds' own entries, each with its kind, and settings that are no post."""
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<feed xmlns='{_ATOM}' "
        "xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:app='http://purl.org/atom/app#'>"
        f"<id>tag:blogger.com,1999:blog-{BLOG_ID}.archive</id><title>{escape(TITLE)}</title>"
        f"<link rel='alternate' type='text/html' href='{home}/'/>"
        f"<entry><id>tag:blogger.com,1999:blog-{BLOG_ID}.settings.BLOG_NAME</id><category scheme='{_KIND}' "
        f"term='{_KINDS}#settings'/><title>Name</title><content type='text'>{escape(TITLE)}</content></entry>"
        f"{''.join(_backup_entries(posts, home))}</feed>"
    )


def _backup_entries(posts: Sequence[SamplePost], home: str) -> Iterator[str]:
    tag = f"tag:blogger.com,1999:blog-{BLOG_ID}.post-"
    owner = f"<author><name>{OWNER}</name><uri>https://www.blogger.com/profile/1</uri></author>"
    for post in posts:
        labels = "".join(
            f"<category scheme='http://www.blogger.com/atom/ns#' term='{escape(each)}'/>" for each in post.labels
        )
        yield (
            f"<entry><id>{tag}{post.id}</id><published>{post.published.isoformat(timespec='milliseconds')}</published>"
            f"<category scheme='{_KIND}' term='{_KINDS}#post'/>{labels}<title>{escape(post.title)}</title>"
            f"<content type='html'>{escape(post.body)}</content><link rel='alternate' type='text/html' "
            f"href='{home}{post.path}'/>{owner}<thr:total>{post.declared}</thr:total></entry>"
        )
        for comment in post.comments:
            yield _backup_comment(post, comment, tag, home, owner)


def _backup_comment(post: SamplePost, comment: SampleComment, tag: str, home: str, owner: str) -> str:
    own = f"{home}/feeds/{post.id}/comments/default"
    parent = (
        f"<link rel='related' type='application/atom+xml' href='{own}/{post.comment_id(comment.reply_to)}'/>"
        if comment.reply_to
        else ""
    )
    uri = "https://www.blogger.com/profile/2" if comment.kind == "account" else comment.url
    named = f"<name>{escape(author_name(comment))}</name>{f'<uri>{escape(uri)}</uri>' if uri else ''}"
    return (
        f"<entry><id>{tag}{post.comment_id(comment.n)}</id>"
        f"<published>{comment.published.isoformat(timespec='milliseconds')}</published>"
        f"<category scheme='{_KIND}' term='{_KINDS}#comment'/><title>words</title>"
        f"<content type='html'>{escape(_content(comment))}</content>{parent}"
        f"{owner if comment.kind == 'owner' else f'<author>{named}</author>'}"
        f"<thr:in-reply-to href='{home}{post.path}' ref='{tag}{post.id}' type='text/html'/></entry>"
    )


def saved_text(post: SamplePost, *, bylines: bool) -> str:
    """Return the text of a page, as it is copied out of a browser: comments are list items, replies under theirs."""
    roots = [comment for comment in post.comments if comment.reply_to is None]
    lines = [f"{post.published:%A} {post.published.day} {post.published:%B %Y}", "", post.title, ""]
    lines += [*_shown(post.body), "", f"{post.declared} comments:", ""]
    for number, root in enumerate(roots, start=1):
        lines += _item(f"  {number}. ", root, "ReplyDelete", bylines=bylines)
        replies = [comment for comment in post.comments if comment.reply_to == root.n]
        lines += ["    Replies"] * bool(replies)
        for place, reply in enumerate(replies, start=1):
            lines += _item(f"    {place}. ", reply, "Delete", bylines=bylines)
    return "\n".join(lines)


def _item(start: str, comment: SampleComment, marker: str, *, bylines: bool) -> list[str]:
    said = [f"{author_name(comment)}{shown_time(comment.published)}"] * bylines + _shown(_content(comment))
    pad = " " * len(start)
    return [start + said[0], *(pad + line for line in said[1:]), "", pad + marker]


def _shown(html: str) -> list[str]:
    return parse_fragment(html).reveal().text.split("\n")
