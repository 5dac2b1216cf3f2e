"""An invented WordPress site, served on 127.0.0.1 for tests: its REST API, its pages, feed and sitemaps.

What it does follows WordPress 6: comments that are not for everybody are counted and not given, beyond the last page
of posts is an error, an error in an envelope is answered with 200.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scraper.sample_blog.server import HTML, TEXT, XML, Answer
from tests.harvest_runs import WatchedBlog
from tests.wordpress_site import ACCOUNTS, POSTS, TITLE, ZONE, Comment, Post, gmt, local, mail_hash, rendered, wxr

JSON = "application/json; charset=UTF-8"
RSS = "application/rss+xml; charset=UTF-8"
FEED_PAGE, HOME_PAGE, MOST = 3, 4, 100


class WordPressBlog(WatchedBlog):
    """The site while it is being served; see `SampleBlog` for what all blogs for tests count and can be told.

    `rest` and `rest_comments` are the status with which the API, or its comments alone, is refused (200: it is open);
    `in_envelope` whether refusals come with 200 around them. `plain` turns permalinks off. `more_promised` is how many
    comments a post's total counts too many, `hidden` are comments that are counted and not given. `validators` says
    whether answers have an ETag. `per_page` cuts pages' comments, oldest first; 0 shows all. `folder` is where on its
    host the site lives, `more_posts` how many posts its lists count too many.
    """

    def __init__(self, content: Sequence[Post] = POSTS, *, folder: str = "") -> None:
        self.content = list(content)
        self.folder = folder
        self.rest = self.rest_comments = 200
        self.in_envelope = False
        self.plain = False
        self.more_promised = self.more_posts = 0
        self.hidden: frozenset[int] = frozenset()
        self.validators = True
        self.per_page = 0
        self.sitemaps = self.feed = True
        super().__init__(())

    @property
    def public(self) -> list[Post]:
        return [post for post in self.content if post.is_public]

    def change(self, number: int, **values: Any) -> None:
        """Replace fields of a post."""
        self.content = [replace(post, **values) if post.id == number else post for post in self.content]

    # over HTTP

    def _content(self, target: str, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(target)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/robots.txt":
            return Answer(200, TEXT, b"User-agent: *\nDisallow: /wp-admin/\n")
        if self.folder and parts.path == self.folder:
            return Answer(301, HTML, headers={"Location": f"{self.home}/"})
        if not parts.path.startswith(f"{self.folder}/"):
            return _not_found()
        answer = self._answer_to(parts.path.removeprefix(self.folder), query)
        if answer.status != 200 or not self.validators:
            return answer
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
        if headers.get("If-None-Match") == tag:
            return Answer(304, answer.kind, headers={"ETag": tag})
        return Answer(200, answer.kind, answer.body, {**answer.headers, "ETag": tag})

    def _answer_to(self, path: str, query: dict[str, str]) -> Answer:
        route = query.get("rest_route", "") if path in ("/", "/index.php") else path.removeprefix("/wp-json")
        if route and ((path.startswith("/wp-json") and not self.plain) or "rest_route" in query):
            return self._api(route, query)
        if path.startswith("/wp-json"):
            return _not_found()
        return self._for_people(path, query)

    def _for_people(self, path: str, query: dict[str, str]) -> Answer:
        if path == "/feed/":
            return self._rss(int(query.get("paged", "1"))) if self.feed else _not_found()
        if path.startswith("/wp-sitemap"):
            return self._sitemap(path) if self.sitemaps else _not_found()
        if found := re.fullmatch(r"(?P<path>.*/)comment-page-(?P<page>\d+)/", path):
            return self._post_at(found["path"], query, int(found["page"]))
        if found := re.fullmatch(r"/(?:page/(?P<page>\d+)/)?", path):
            if "p" in query or "page_id" in query:
                return self._post_at(path, query, 1)
            return self._list("home", self._posts_newest(), int(found["page"] or 1))
        if found := re.fullmatch(r"/(\d{4})/(\d\d)/", path):
            month = [p for p in self._posts_newest() if p.time.astimezone(ZONE).strftime("/%Y/%m/") == path]
            return self._list("date", month, 1) if month else _not_found()
        return self._post_at(path, query, 1)

    # addresses

    @property
    def home(self) -> str:
        """The site's home without a slash at its end."""
        return f"{self.url}{self.folder}"

    def link(self, post: Post) -> str:
        """Return a post's own address."""
        return f"{self.home}{self._path(post)}"

    def _path(self, post: Post) -> str:
        if self.plain:
            return f"/?page_id={post.id}" if post.type == "page" else f"/?p={post.id}"
        return f"/{post.slug}/" if post.type == "page" else f"{post.time.astimezone(ZONE):/%Y/%m}/{post.slug}/"

    @property
    def api(self) -> str:
        return f"{self.home}/?rest_route=/" if self.plain else f"{self.home}/wp-json/"

    def _posts_newest(self) -> list[Post]:
        return sorted((p for p in self.public if p.type == "post"), key=lambda post: post.time, reverse=True)

    # the REST API

    def _api(self, route: str, query: dict[str, str]) -> Answer:
        status, headers, body = self._route(route, query)
        if "_envelope" in query and (status == 200 or self.in_envelope):
            status, body, headers = 200, {"body": body, "status": status, "headers": headers}, {}
        return Answer(status, JSON, json.dumps(body, sort_keys=True).encode(), headers)

    def _route(self, route: str, query: dict[str, str]) -> tuple[int, dict[str, str], object]:
        name = route.removeprefix("/wp/v2/").strip("/")
        refused = self.rest if self.rest != 200 else self.rest_comments if name == "comments" else 200
        if refused != 200:
            return refused, {}, _error("rest_forbidden", refused)
        if name in ("posts", "pages"):
            visible = [p for p in self.content if p.status == "publish" and p.type == name[:-1]]
            ordered = sorted(visible, key=lambda post: post.id if query.get("orderby") == "id" else post.time)
            return self._page_of(
                ordered, query, len(ordered) + self.more_posts, lambda post: self._json_post(post, "_embed" in query)
            )
        if name == "comments":
            asked = [p for p in self.public if query.get("post") in (None, str(p.id))]
            found = [(p, c) for p in asked for c in p.shown if c.type in ("", "comment")]
            found.sort(key=lambda pair: pair[1].id)
            given = [pair for pair in found if pair[1].id not in self.hidden]
            total = len(found) + self.more_promised
            return self._page_of(
                given, query, total, lambda pair: self._json_comment(pair[0], pair[1], "_embed" in query)
            )
        return 404, {}, _error("rest_no_route", 404)

    def _page_of(
        self, rows: list[Any], query: dict[str, str], total: int, make: Any
    ) -> tuple[int, dict[str, str], object]:
        size, page = min(MOST, int(query.get("per_page", "10"))), int(query.get("page", "1"))
        if query.get("order", "desc") == "desc":
            rows = rows[::-1]
        pages = -(-total // size)
        if page > pages and page > 1 and "post" not in query:
            return 400, {}, _error("rest_post_invalid_page_number", 400)
        headers = {"X-WP-Total": str(total), "X-WP-TotalPages": str(pages)}
        return 200, headers, [make(row) for row in rows[(page - 1) * size : page * size]]

    def _json_post(self, post: Post, embed: bool) -> dict[str, Any]:
        own = f"{self.api}wp/v2/{post.type}s"
        body = {"rendered": "" if post.password else rendered(post.text), "protected": bool(post.password)}
        made: dict[str, Any] = {
            "id": post.id,
            "date": local(post.time, "T"),
            "date_gmt": gmt(post.time, "T"),
            "slug": post.slug,
            "status": post.status,
            "type": post.type,
            "link": self.link(post),
            "title": {"rendered": post.title.replace("'", "&#8217;")},
            "content": body,
            "author": post.account,
            "_links": {"self": [{"href": f"{own}/{post.id}"}], "collection": [{"href": own}]},
        }
        if embed:
            terms = [[_term(n, "category") for n in post.categories], [_term(n, "post_tag") for n in post.tags]]
            made["_embedded"] = {"author": [{"id": post.account, "name": ACCOUNTS[post.account][1]}], "wp:term": terms}
        return made

    def _json_comment(self, post: Post, comment: Comment, embed: bool) -> dict[str, Any]:
        own = f"{self.api}wp/v2/comments"
        made: dict[str, Any] = {
            "id": comment.id,
            "post": post.id,
            "parent": comment.parent,
            "author": comment.account,
            "author_name": comment.name,
            "author_url": comment.url,
            "date": local(comment.time, "T"),
            "date_gmt": gmt(comment.time, "T"),
            "content": {"rendered": rendered(comment.text, links=True)},
            "link": f"{self.link(post)}#comment-{comment.id}",
            "status": "approved",
            "type": "comment",
            "author_avatar_urls": {"24": f"https://secure.gravatar.com/avatar/{mail_hash(comment)}?s=24"},
            "_links": {"self": [{"href": f"{own}/{comment.id}"}], "up": [{"post_type": post.type, "embeddable": True}]},
        }
        if embed:
            made["_embedded"] = {"up": [{"id": post.id, "author": post.account, "type": post.type}]}
        return made

    # pages

    def _post_at(self, path: str, query: dict[str, str], page: int) -> Answer:
        asked = query.get("p") or query.get("page_id")
        for post in self.public:
            if asked == str(post.id) or (not self.plain and asked is None and self._path(post) == path):
                return Answer(200, HTML, self.page(post, page).encode())
        return _not_found()

    def page(self, post: Post, page: int = 1) -> str:
        """Return a post's own page in the manner of WordPress's own themes."""
        kind = (
            "page page-template-default page-id"
            if post.type == "page"
            else "post-template-default single single-post postid"
        )
        local = post.time.astimezone(ZONE)
        labels = "".join(
            f'<a href="{self.home}/category/x/" rel="category tag">{escape(n)}</a> ' for n in post.categories
        )
        tags = "".join(f'<a href="{self.home}/tag/x/" rel="tag">{escape(n)}</a> ' for n in post.tags)
        return (
            f'{self._head(post)}<body class="{kind}-{post.id}">\n'
            f'<article id="post-{post.id}" class="post-{post.id} {post.type} type-{post.type} status-publish hentry">\n'
            f'<header class="entry-header"><h1 class="entry-title">{post.title}</h1><div class="entry-meta">'
            f'<span class="posted-on"><time class="entry-date published" datetime="{local.isoformat()}">'
            f'{local:%B %d, %Y}</time></span> <span class="byline"><span class="author vcard">'
            f'<a class="url fn n" href="{self.home}/author/x/">{ACCOUNTS[post.account][1]}</a></span></span></div>'
            "</header>\n"
            f'<div class="entry-content">\n{rendered(post.text)}</div>\n'
            f'<footer class="entry-footer"><span class="cat-links">{labels}</span>'
            f'<span class="tags-links">{tags}</span>'
            f"</footer></article>\n{self._comment_area(post, page)}</body></html>\n"
        )

    def _head(self, post: Post | None) -> str:
        own = ""
        if post is not None:
            own = (
                f'<link rel="alternate" type="application/json" href="{self.api}wp/v2/{post.type}s/{post.id}" />\n'
                f'<link rel="canonical" href="{self.link(post)}" />\n'
                f"<link rel='shortlink' href='{self.home}/?p={post.id}' />\n"
            )
        title = f"{post.title} &#8211; {TITLE}" if post else TITLE
        return (
            f'<!DOCTYPE html>\n<html lang="en-GB">\n<head><meta charset="UTF-8" /><title>{title}</title>\n'
            f'<link rel="alternate" type="application/rss+xml" title="{TITLE} &raquo; Feed"'
            f' href="{self.home}/feed/" />\n'
            f'<link rel="https://api.w.org/" href="{self.api}" />\n{own}'
            '<meta name="generator" content="WordPress 6.4.3" />\n</head>\n'
        )

    def _comment_area(self, post: Post, page: int) -> str:
        roots = [c for c in post.shown if c.parent not in {other.id for other in post.shown}]
        pages = -(-len(roots) // self.per_page) if self.per_page else 1
        if self.per_page:
            roots = roots[(page - 1) * self.per_page : page * self.per_page]
        if not roots:
            return '<div id="comments" class="comments-area"></div>\n'
        number = len(post.shown)
        heading = "One thought" if number == 1 else f"{number} thoughts"
        links = [
            f'<a href="{self.link(post)}comment-page-{n}/#comments">{n}</a>' for n in range(1, pages + 1) if n != page
        ]
        turning = f'<nav class="navigation comment-navigation">{" ".join(links)}</nav>' if links else ""
        return (
            f'<div id="comments" class="comments-area"><h2 class="comments-title">{heading} on '
            f"&ldquo;{post.title}&rdquo;</h2>\n"
            f'<ol class="comment-list">\n{"".join(self._item(post, root, 1) for root in roots)}</ol>\n{turning}</div>\n'
        )

    def _item(self, post: Post, comment: Comment, depth: int) -> str:
        classes = [comment.type if comment.type not in ("", "comment") else "comment", f"depth-{depth}"]
        if comment.account:
            classes += ["byuser", f"comment-author-{ACCOUNTS[comment.account][0]}"]
        if comment.account == post.account:
            classes.append("bypostauthor")
        name = comment.name or "Anonymous"
        shown = f'<a href="{comment.url}" class="url" rel="ugc external nofollow">{name}</a>' if comment.url else name
        local = comment.time.astimezone(ZONE)
        inside = "".join(self._item(post, each, depth + 1) for each in post.shown if each.parent == comment.id)
        body = (
            f'<div id="div-comment-{comment.id}" class="comment-body"><div class="comment-author vcard">'
            f'<img class="avatar" src="https://secure.gravatar.com/avatar/{mail_hash(comment)}" alt="" />'
            f'<b class="fn">{shown}</b> <span class="says">says:</span></div><div class="comment-metadata">'
            f'<a href="{self.link(post)}#comment-{comment.id}"><time datetime="{local.isoformat()}">'
            f"{local:%B %d, %Y at %H:%M}</time></a></div>"
            f'<div class="comment-content">{rendered(comment.text, links=True)}</div></div>'
        )
        if "comment" not in classes:
            body = f'<div class="comment-body">{classes[0].title()}: {shown}</div>'
        children = f'<ol class="children">\n{inside}</ol>' if inside else ""
        return f'<li id="comment-{comment.id}" class="{" ".join(classes)}">\n{body}\n{children}</li>\n'

    def _list(self, kind: str, posts: list[Post], page: int) -> Answer:
        shown = posts[(page - 1) * HOME_PAGE : page * HOME_PAGE]
        if not shown:
            return _not_found()
        months = sorted({post.time.astimezone(ZONE).strftime("/%Y/%m/") for post in self.public if post.type == "post"})
        entries = "".join(
            f'<article id="post-{post.id}" class="post type-post"><h2 class="entry-title">'
            f'<a href="{self.link(post)}" rel="bookmark">{post.title}</a></h2></article>\n'
            for post in shown
        )
        archives = "".join(f'<li><a href="{self.home}{month}">{month}</a></li>' for month in months)
        older = (
            f'<a class="next page-numbers" href="{self.home}/page/{page + 1}/">Older</a>'
            if posts[page * HOME_PAGE :]
            else ""
        )
        pages = "".join(
            f'<li class="page_item"><a href="{self.link(p)}">{p.title}</a></li>'
            for p in self.public
            if p.type == "page"
        )
        text = (
            f'{self._head(None)}<body class="{kind} blog">\n{entries}{older}<ul class="menu">{pages}</ul>'
            f'<div class="widget widget_archive"><ul>{archives}</ul></div></body></html>\n'
        )
        return Answer(200, HTML, text.encode())

    # feed and sitemaps

    def _rss(self, page: int) -> Answer:
        posts = self._posts_newest()[(page - 1) * FEED_PAGE : page * FEED_PAGE]
        if not posts:
            return _not_found()
        items = "".join(
            f'<item><title>{post.title}</title><link>{escape(self.link(post))}</link><guid isPermaLink="false">'
            f"{self.home}/?p={post.id}</guid><slash:comments>{len(post.shown)}</slash:comments></item>\n"
            for post in posts
        )
        return Answer(
            200,
            RSS,
            (
                '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
                ' xmlns:slash="http://purl.org/rss/1.0/modules/slash/">\n<channel><title>'
                f"{TITLE}</title><link>{self.home}</link>{items}</channel></rss>\n"
            ).encode(),
        )

    def _sitemap(self, path: str) -> Answer:
        names = {"/wp-sitemap-posts-post-1.xml": "post", "/wp-sitemap-posts-page-1.xml": "page"}
        others = {"/wp-sitemap-taxonomies-category-1.xml": "/category/x/", "/wp-sitemap-users-1.xml": "/author/x/"}
        if path == "/wp-sitemap.xml":
            places = "".join(f"<sitemap><loc>{self.home}{name}</loc></sitemap>" for name in [*names, *others])
            return Answer(200, XML, f"<sitemapindex>{places}</sitemapindex>".encode())
        if path in names:
            links = [self.link(post) for post in self.public if post.type == names[path]]
        elif path in others:
            links = [f"{self.home}{others[path]}"]
        else:
            return _not_found()
        places = "".join(f"<url><loc>{escape(link)}</loc></url>" for link in links)
        return Answer(200, XML, f"<urlset>{places}</urlset>".encode())

    # the export

    def export(self, version: str = "1.2") -> bytes:
        """Return the whole site as its owner exports it."""
        return wxr(self.content, home=self.home, link=self.link, version=version)


def _term(name: str, taxonomy: str) -> dict[str, str]:
    return {"name": escape(name), "taxonomy": taxonomy}


def _error(code: str, status: int) -> dict[str, Any]:
    return {"code": code, "message": "Sorry, you are not allowed to do that.", "data": {"status": status}}


def _not_found() -> Answer:
    return Answer(404, HTML, b'<!DOCTYPE html><html><body class="error404"><h1>Nothing here</h1></body></html>')
