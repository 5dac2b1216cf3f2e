"""The sample blog's pages and feeds as Blogger dresses them: threaded Layouts markup and Atom with its extensions.

The markup follows what Blogger serves (layout generation D): list items nested under `ol#top-ra`, an inline thread
under each root whether it has replies or not, permalinks that carry the comment's time in milliseconds.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape, unescape
from urllib.parse import quote, urlencode

from scraper.sample_blog.content import BLOG_ID, OWNER, TITLE, SampleComment, SamplePost, number

REMOVED = {
    "admin": "This comment has been removed by a blog administrator.",
    "author": "This comment has been removed by the author.",
}
_OWNER_ELEMENT = (
    f"<author><name>{OWNER}</name><uri>https://www.blogger.com/profile/{number('profile', OWNER)[:17]}</uri>"
    "<email>noreply@blogger.com</email></author>"
)
_BLANK = "https://resources.blogblog.example/img/blank.gif"


def millis(moment: datetime) -> int:
    """Return the moment in milliseconds since 1970, as Blogger prints it."""
    return round(moment.timestamp() * 1000)


def shown_time(moment: datetime) -> str:
    """Return a time as an English Blogger template shows it: "12 July 2022 at 19:49"."""
    return f"{moment.day} {moment:%B %Y} at {moment:%H:%M}"


def stamp(moment: datetime) -> str:
    """Return a feed's time, with milliseconds and the blog's offset."""
    return moment.isoformat(timespec="milliseconds")


def latest_time(posts: Sequence[SamplePost]) -> datetime:
    """Return the time of the newest post or comment; of no posts, a time before the blog began."""
    times = [post.published for post in posts]
    times += [comment.published for post in posts for comment in post.comments]
    return max(times, default=datetime(2013, 1, 1, tzinfo=UTC))


def author_name(comment: SampleComment) -> str:
    """Return the name Blogger shows for a comment's author."""
    if comment.kind == "owner":
        return OWNER
    return comment.author or "Anonymous"


def _profile(comment: SampleComment) -> str:
    """Return the address behind the name: a profile for accounts, the given site for names with one, else nothing."""
    if comment.kind in ("account", "owner"):
        return f"https://www.blogger.com/profile/{number('profile', author_name(comment))[:17]}"
    return comment.url


def _pid(comment: SampleComment) -> str:
    """Return the class that Blogger prints per account; all people without one share a value."""
    who = author_name(comment) if comment.kind in ("account", "owner") else "nobody"
    return f"pid-{zlib.crc32(who.encode())}"


def body_html(comment: SampleComment) -> str:
    """Return what stands where the comment's words are: the words, or Blogger's sentence for a removed comment."""
    if comment.removed:
        return f'<span class="deleted-comment">{REMOVED[comment.removed]}</span>'
    return comment.text


class Dress:
    """Renders one blog's content for one base address."""

    def __init__(self, posts: Sequence[SamplePost], base: str) -> None:
        self.posts = sorted(posts, key=lambda post: post.published)
        self.base = base

    # pages

    def post_page(self, post: SamplePost) -> str:
        """Return a post's own page with all its comments."""
        comments = self._comments(post)
        feed = f'<link rel="alternate" type="application/atom+xml" title="{TITLE} - Atom" '
        head = f"<link href='{self.base}{post.path}' rel='canonical'/>\n"
        head += feed + f'href="{self.base}/feeds/{post.id}/comments/default" />'
        return self._page(f"{TITLE}: {post.title}", head, self._article(post, single=True) + comments, "item")

    def list_page(self, title: str, posts: Iterable[SamplePost]) -> str:
        """Return a home, month or label page: posts newest first, each with its announced count."""
        newest = sorted(posts, key=lambda post: post.published, reverse=True)
        return self._page(title, "", "\n".join(self._article(post, single=False) for post in newest), "index")

    def _page(self, title: str, head: str, main: str, kind: str) -> str:
        months = sorted({f"{post.published:%Y/%m}" for post in self.posts}, reverse=True)
        links = "\n".join(f"<li class='archivedate'><a href='{self.base}/{m}/'>{m}</a></li>" for m in months)
        atom = f'<link rel="alternate" type="application/atom+xml" title="{TITLE} - Atom" '
        return (
            "<!DOCTYPE html>\n<html class='v2' dir='ltr' lang='en-GB'>\n<head>\n"
            "<meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/>\n"
            "<meta content='blogger' name='generator'/>\n"
            f'{atom}href="{self.base}/feeds/posts/default" />\n'
            f'<link rel="service.post" type="application/atom+xml" title="{TITLE} - Atom" '
            f'href="https://www.blogger.com/feeds/{BLOG_ID}/posts/default" />\n'
            f"{head}\n<title>{escape(title)}</title>\n</head>\n<body class='loading'>\n"
            f"<div class='header' id='header'><h1 class='title'><a href='{self.base}/'>{TITLE}</a></h1></div>\n"
            f"<div class='main section' id='main'><div class='widget Blog' data-version='1' id='Blog1'>\n"
            f"<div class='blog-posts hfeed' data-view='{kind}'>\n{main}\n</div></div></div>\n"
            f"<div class='widget BlogArchive' id='BlogArchive1'><ul class='hierarchy'>{links}</ul></div>\n"
            "</body>\n</html>\n"
        )

    def _article(self, post: SamplePost, *, single: bool) -> str:
        labels = ", ".join(
            f"<a href='{self.base}/search/label/{quote(label)}' rel='tag'>{escape(label)}</a>" for label in post.labels
        )
        announced = (
            f"<a class='comment-link' href='{self.base}{post.path}#comment-form'>{post.declared} comments</a>"
            if not single
            else ""
        )
        return (
            f"<div class='date-outer'><h2 class='date-header'><span>{post.published:%A}, {post.published.day} "
            f"{post.published:%B %Y}</span></h2>\n<div class='post hentry uncustomized-post-template'>\n"
            f"<a name='{post.id}'></a>\n<h3 class='post-title entry-title'>"
            f"{escape(post.title) if single else self._title_link(post)}</h3>\n"
            f"<div class='post-body entry-content' id='post-body-{post.id}'>\n{post.body}\n"
            "<div style='clear: both;'></div>\n</div>\n<div class='post-footer'>"
            f"<span class='post-author vcard'>Posted by <span class='fn'>{OWNER}</span></span> "
            f"<span class='post-timestamp'>at <a class='timestamp-link' href='{self.base}{post.path}' rel='bookmark' "
            f"title='permanent link'><abbr class='published' title='{stamp(post.published)}'>"
            f"{post.published:%H:%M}</abbr></a></span> {announced}"
            f"<span class='post-labels'>Labels: {labels}</span></div>\n</div></div>"
        )

    def _title_link(self, post: SamplePost) -> str:
        return f"<a href='{self.base}{post.path}'>{escape(post.title)}</a>"

    def _comments(self, post: SamplePost) -> str:
        heading = "No comments:" if not post.declared else f"{post.declared} comments:"
        roots = [comment for comment in post.comments if comment.reply_to is None]
        items = "".join(self._item(post, root) for root in roots)
        return (
            f"\n<div class='comments' id='comments'>\n<a name='comments'></a>\n<h4>{heading}</h4>\n"
            "<div class='comments-content'>\n<script type='text/javascript'>var items = null; "
            "var config = {'maxThreadDepth': 2};</script>\n<div id='comment-holder'>\n"
            f'<div class="comment-thread toplevel-thread"><ol id="top-ra">{items}</ol>'
            '<div id="top-continue" class="continue"><a class="comment-reply" target="_self">Add comment</a></div>'
            '<div class="comment-replybox-thread" id="top-ce"></div><div class="loadmore hidden" '
            f'data-post-id="{post.id}"><a target="_self">Load more...</a></div></div>\n</div>\n</div>\n</div>'
        )

    def _item(self, post: SamplePost, comment: SampleComment) -> str:
        number_ = post.comment_id(comment.n)
        replies = ""
        if comment.reply_to is None:
            own = [other for other in post.comments if other.reply_to == comment.n]
            inner = "".join(self._item(post, reply) for reply in own)
            replies = (
                f'<div class="comment-replies"><div id="c{number_}-rt" class="comment-thread inline-thread'
                f'{"" if own else " hidden"}"><span class="thread-toggle thread-expanded"><span class="thread-count">'
                f'<a target="_self">Replies</a></span></span><ol id="c{number_}-ra" class="thread-chrome '
                f'thread-expanded"><div>{inner}</div><div id="c{number_}-continue" class="continue">'
                f'<a class="comment-reply" target="_self" data-comment-id="{number_}">Reply</a></div></ol></div></div>'
            )
        return f'<li class="comment" id="c{number_}">{self._block(post, comment)}{replies}</li>'

    def _block(self, post: SamplePost, comment: SampleComment) -> str:
        number_, profile, name = post.comment_id(comment.n), _profile(comment), escape(author_name(comment))
        who = f'<a href="{escape(profile)}" rel="nofollow">{name}</a>' if profile else name
        avatar = f"https://blogger.example/img/a/{number('avatar', name)}" if comment.kind == "account" else _BLANK
        owner = "blog-author" if comment.kind == "owner" else ""
        link = f"{self.base}{post.path}?showComment={millis(comment.published)}#c{number_}"
        return (
            f'<div class="avatar-image-container"><img src="{avatar}" alt=""/></div><div class="comment-block">'
            f'<div class="comment-header"><cite class="user {owner}">{who}</cite><span class="icon user {owner}">'
            f'</span><span class="datetime secondary-text"><a rel="nofollow" href="{link}">'
            f'{shown_time(comment.published)}</a></span></div><p class="comment-content">{body_html(comment)}</p>'
            f'<span class="comment-actions secondary-text"><a class="comment-reply" target="_self" '
            f'data-comment-id="{number_}">Reply</a><span class="item-control blog-admin {_pid(comment)}">'
            f'<a target="_self" href="https://www.blogger.com/comment/delete/{BLOG_ID}/{number_}">Delete</a>'
            "</span></span></div>"
        )

    # feeds

    def posts_feed(self, *, start: int, most: int) -> str:
        """Return one page of the posts feed, newest first; `start` counts from 1."""
        newest = self.posts[::-1]
        page = newest[start - 1 : start - 1 + most]
        path = "/feeds/posts/default"
        entries = "".join(self._post_entry(post) for post in page)
        return self._feed(
            f"tag:blogger.com,1999:blog-{BLOG_ID}", TITLE, path, entries, len(newest), start, most, posts=self.posts
        )

    def comments_feed(self, post: SamplePost, *, start: int, most: int, since: datetime | None, oldest: bool) -> str:
        """Return one page of a post's comment feed, newest first unless `oldest`; `since` is published-min."""
        asked = {"orderby": "published", "reverse": "false"} if oldest else {}
        if since is not None:
            asked["published-min"] = stamp(since)
        wanted = [c for c in post.comments if since is None or c.published >= since]
        wanted.sort(key=lambda comment: comment.published, reverse=not oldest)
        entries = "".join(self._comment_entry(post, c) for c in wanted[start - 1 : start - 1 + most])
        path = f"/feeds/{post.id}/comments/default"
        title = f"Comments on {TITLE}: {post.title}"
        id_ = f"tag:blogger.com,1999:blog-{BLOG_ID}.post{post.id}..comments"
        alternate = self.base + post.path
        return self._feed(
            id_, title, path, entries, len(wanted), start, most, posts=[post], alternate=alternate, asked=asked
        )

    def _feed(
        self,
        id_: str,
        title: str,
        path: str,
        entries: str,
        total: int,
        start: int,
        most: int,
        *,
        posts: Sequence[SamplePost],
        alternate: str = "",
        asked: Mapping[str, str] | None = None,
    ) -> str:
        # the next page is asked for as this one was, else it would count from the other end
        query = {"start-index": start + most, "max-results": most, **(asked or {})}
        following = (
            f"<link rel='next' type='application/atom+xml' href='{self.base}{path}?{escape(urlencode(query))}'/>"
            if start - 1 + most < total
            else ""
        )
        return (
            "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' "
            "xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/' xmlns:gd='http://schemas.google.com/g/2005' "
            "xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:blogger='http://schemas.google.com/blogger/2008'>"
            f"<id>{id_}</id><updated>{stamp(latest_time(posts))}</updated><title type='text'>{escape(title)}</title>"
            f"<link rel='http://schemas.google.com/g/2005#feed' type='application/atom+xml' href='{self.base}{path}'/>"
            f"<link rel='self' type='application/atom+xml' href='{self.base}{path}'/>"
            f"<link rel='alternate' type='text/html' href='{alternate or self.base + '/'}'/>{following}"
            f"{_OWNER_ELEMENT}<generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>"
            f"<openSearch:totalResults>{total}</openSearch:totalResults><openSearch:startIndex>{start}"
            f"</openSearch:startIndex><openSearch:itemsPerPage>{most}</openSearch:itemsPerPage>{entries}</feed>"
        )

    def _post_entry(self, post: SamplePost) -> str:
        labels = "".join(
            f"<category scheme='http://www.blogger.com/atom/ns#' term='{escape(label)}'/>" for label in post.labels
        )
        feed = f"{self.base}/feeds/{post.id}/comments/default"
        return (
            f"<entry><id>tag:blogger.com,1999:blog-{BLOG_ID}.post-{post.id}</id><published>{stamp(post.published)}"
            f"</published><updated>{stamp(post.published)}</updated>{labels}<title type='text'>{escape(post.title)}"
            f"</title><content type='html'>{escape(post.body)}</content>"
            f"<link rel='replies' type='application/atom+xml' href='{feed}' title='Post Comments'/>"
            f"<link rel='replies' type='text/html' href='{self.base}{post.path}#comment-form' "
            f"title='{post.declared} Comments'/>"
            f"<link rel='edit' type='application/atom+xml' href='{self.base}/feeds/posts/default/{post.id}'/>"
            f"<link rel='self' type='application/atom+xml' href='{self.base}/feeds/posts/default/{post.id}'/>"
            f"<link rel='alternate' type='text/html' href='{self.base}{post.path}' title='{escape(post.title)}'/>"
            f"{_OWNER_ELEMENT}<thr:total>{post.declared}</thr:total></entry>"
        )

    def _comment_entry(self, post: SamplePost, comment: SampleComment) -> str:
        number_, profile = post.comment_id(comment.n), _profile(comment)
        own = f"{self.base}/feeds/{post.id}/comments/default"
        parent = (
            f"<link rel='related' type='application/atom+xml' "
            f"href='{own}/{post.comment_id(comment.reply_to)}?v=2' title=''/>"
            if comment.reply_to is not None
            else ""
        )
        removed = "<gd:extendedProperty name='blogger.contentRemoved' value='true'/>" if comment.removed else ""
        content = REMOVED[comment.removed] if comment.removed else comment.text
        plain = unescape(content)[:60]
        return (
            f"<entry><id>tag:blogger.com,1999:blog-{BLOG_ID}.post-{number_}</id><published>{stamp(comment.published)}"
            f"</published><updated>{stamp(comment.published)}</updated><title type='text'>{escape(plain)}</title>"
            f"<content type='html'>{escape(content)}</content>"
            f"<link rel='edit' type='application/atom+xml' href='{own}/{number_}'/>"
            f"<link rel='self' type='application/atom+xml' href='{own}/{number_}'/>"
            f"<link rel='alternate' type='text/html' href='{self.base}{post.path}?showComment="
            f"{millis(comment.published)}#c{number_}' title=''/>{parent}<author><name>{escape(author_name(comment))}"
            f"</name>{f'<uri>{escape(profile)}</uri>' if profile else ''}<email>noreply@blogger.com</email>"
            f"<gd:image rel='http://schemas.google.com/g/2005#thumbnail' width='16' height='16' src='{_BLANK}'/></author>"
            f"<thr:in-reply-to href='{self.base}{post.path}' ref='tag:blogger.com,1999:blog-{BLOG_ID}.post-{post.id}' "
            f"source='{self.base}/feeds/posts/default/{post.id}' type='text/html'/>"
            f"<gd:extendedProperty name='blogger.itemClass' value='{_pid(comment)}'/>"
            f"<gd:extendedProperty name='blogger.displayTime' value='{shown_time(comment.published)}'/>{removed}</entry>"
        )

    # discovery

    def sitemap(self) -> str:
        """Return the sitemap: one address per post."""
        urls = "".join(
            f"<url><loc>{self.base}{post.path}</loc><lastmod>{post.published.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
            "</lastmod></url>"
            for post in self.posts[::-1]
        )
        return (
            "<?xml version='1.0' encoding='UTF-8'?>"
            f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"
        )

    def robots(self) -> str:
        """Return Blogger's standard robots.txt."""
        return (
            "User-agent: Mediapartners-Google\nDisallow: \n\nUser-agent: *\nDisallow: /search\nAllow: /\n\n"
            f"Sitemap: {self.base}/sitemap.xml\n"
        )
