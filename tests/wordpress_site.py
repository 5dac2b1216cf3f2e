"""What an invented WordPress site holds: posts and comments as its database has them, as export and as HTML.

Everybody in it is made up.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
TITLE = "Low Water"
ACCOUNTS = {1: ("mara", "Mara Quill"), 2: ("tobias", "Tobias Reed"), 3: ("reader7", "Ines Halm")}


@dataclass(frozen=True)
class Comment:
    """One comment or ping, as the database has it."""

    id: int
    name: str
    text: str
    minutes: int = 0
    parent: int = 0
    account: int = 0
    url: str = ""
    approved: str = "1"
    type: str = ""

    @property
    def time(self) -> datetime:
        return datetime(2019, 6, 1, 7, 5, tzinfo=UTC) + timedelta(minutes=self.minutes or self.id)


@dataclass(frozen=True)
class Post:
    """One post, page or other item, as the database has it."""

    id: int
    slug: str
    title: str
    text: str
    time: datetime
    type: str = "post"
    status: str = "publish"
    password: str = ""
    account: int = 1
    categories: tuple[str, ...] = ("Locks",)
    tags: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = field(default=())

    @property
    def shown(self) -> list[Comment]:
        """What readers of the page see: approved comments and pings."""
        return [comment for comment in self.comments if comment.approved == "1"]

    @property
    def is_public(self) -> bool:
        return self.status == "publish" and self.type in ("post", "page") and not self.password


def _at(month: int, day: int) -> datetime:
    return datetime(2019, month, day, 16, 20, 5, tzinfo=UTC)


def _crowd(first: int, number: int) -> tuple[Comment, ...]:
    """Return many comments, each third one an answer to the one before."""
    return tuple(
        Comment(
            first + place,
            f"Rower {place}",
            f"Stroke {place}: the sill is dry at {place} steps.",
            parent=first + place - 1 if place % 3 == 2 else 0,
        )
        for place in range(number)
    )


POSTS: tuple[Post, ...] = (
    Post(
        11,
        "the-lock-keepers-list",
        "The lock-keeper's list &amp; more",
        "First line,\nsecond line of the same paragraph.\n\nA new paragraph with <em>weight</em>."
        '\n\n[caption id="attachment_30" width="300"]<img src="/wp-content/uploads/gauge.jpg" alt="Gauge" />'
        " The gauge in May[/caption]\n\n<ul>\n\t<li>paddle</li>\n\t<li>beam</li>\n</ul>\nLast words.",
        _at(5, 4),
        tags=("paddles", "Gates & sills"),
        comments=(
            Comment(101, "Ole Brandt", "Is the beam oak?\n\nMine was larch.", url="https://brandt.example/boats"),
            Comment(102, "Mara Quill", "Oak, yes.", parent=101, account=1),
            Comment(103, "", "Larch lasts longer.", parent=102),
            Comment(104, "Ines Halm", "See https://larch.example/page, please", parent=103, account=3),
            Comment(105, "Dredger", "Cheap gravel!!", approved="spam"),
            Comment(106, "Sven Mole", "Waiting here", approved="0"),
            Comment(
                107,
                "Upstream Notes",
                "[&#8230;] the list of the keeper [&#8230;]",
                type="pingback",
                url="https://up.example/9",
            ),
            Comment(108, "Weir Diary", "Quoted in full", type="trackback", url="https://weir.example/tb"),
            Comment(109, "Old Hand", "An answer to one that was taken down", parent=99),
            Comment(110, "Sluice &amp; Son", "Two names <strong>here</strong>", type="comment"),
        ),
    ),
    Post(
        14,
        "dry-sill",
        "Dry sill",
        "<!-- wp:paragraph -->\n<p>The sill is <strong>dry</strong>.</p>\n<!-- /wp:paragraph -->\n\n"
        '<!-- wp:list {"ordered":false} -->\n<ul><!-- wp:list-item -->\n<li>one</li>\n<!-- /wp:list-item --></ul>\n'
        "<!-- /wp:list -->",
        _at(5, 9),
        account=2,
        categories=("Locks", "Drought"),
        comments=_crowd(201, 130),
    ),
    Post(17, "no-comment", "No comment", "Nothing to say.", _at(6, 2), categories=("Uncategorized",)),
    Post(
        20,
        "about",
        "About",
        "Who keeps this.",
        _at(4, 1),
        type="page",
        categories=(),
        comments=(Comment(401, "Ole Brandt", "Good to know.", url="https://brandt.example/boats"),),
    ),
    Post(
        23,
        "draft",
        "Unfinished",
        "Secret draft words",
        _at(6, 3),
        status="draft",
        comments=(Comment(501, "Mole", "On a draft"),),
    ),
    Post(
        24,
        "within",
        "Within",
        "Secret private words",
        _at(6, 4),
        status="private",
        comments=(Comment(502, "Mole", "On private"),),
    ),
    Post(25, "later", "Later", "Secret future words", _at(6, 5), status="future"),
    Post(
        26,
        "locked",
        "Locked",
        "Secret locked words",
        _at(6, 6),
        password="eel",
        comments=(Comment(503, "Mole", "Locked in"),),
    ),
    Post(27, "waiting", "Waiting", "Secret pending words", _at(6, 7), status="pending"),
    Post(29, "high-water", "High water", "It rose\nand rose.", _at(6, 8), comments=_crowd(601, 5)),
    Post(30, "gauge", "gauge.jpg", "", _at(5, 4), type="attachment", status="inherit", categories=()),
    Post(31, "menu", "Menu", "", _at(5, 4), type="nav_menu_item", categories=()),
)


def wxr(content: Sequence[Post], *, home: str, link: Callable[[Post], str], version: str = "1.2") -> bytes:
    """Return posts as a WordPress export of a site at `home`; `link` gives a post's address."""
    return "".join(_wxr_parts(content, home, link, version)).encode()


def _wxr_parts(content: Sequence[Post], home: str, link: Callable[[Post], str], version: str) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- generator="WordPress/6.4.3" -->\n<rss version="2.0"\n'
        f'\txmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"\n'
        '\txmlns:content="http://purl.org/rss/1.0/modules/content/"\n'
        f'\txmlns:dc="http://purl.org/dc/elements/1.1/"\n\txmlns:wp="http://wordpress.org/export/{version}/">\n'
        f"<channel>\n<title>{TITLE}</title>\n<link>{home}</link>\n<wp:wxr_version>{version}</wp:wxr_version>\n"
        f"<wp:base_site_url>{home}</wp:base_site_url>\n<wp:base_blog_url>{home}</wp:base_blog_url>\n"
    )
    for number, (login, name) in ACCOUNTS.items():
        yield (
            f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{_cdata(login)}</wp:author_login>"
            f"<wp:author_email>{_cdata(f'{login}@private.example')}</wp:author_email>"
            f"<wp:author_display_name>{_cdata(name)}</wp:author_display_name></wp:author>\n"
        )
    for post in content:
        yield from _wxr_item(post, link(post))
    yield "</channel>\n</rss>\n"


def _wxr_item(post: Post, link: str) -> Iterator[str]:
    zero = "0000-00-00 00:00:00"
    yield (
        f"<item>\n<title>{_cdata(post.title)}</title>\n<link>{escape(link)}</link>\n"
        f"<dc:creator>{_cdata(ACCOUNTS[post.account][0])}</dc:creator>\n"
        f"<content:encoded>{_cdata(post.text)}</content:encoded>\n<excerpt:encoded>{_cdata('')}</excerpt:encoded>\n"
        f"<wp:post_id>{post.id}</wp:post_id>\n<wp:post_date>{local(post.time)}</wp:post_date>\n"
        f"<wp:post_date_gmt>{zero if post.status == 'draft' else gmt(post.time)}</wp:post_date_gmt>\n"
        f"<wp:status>{_cdata(post.status)}</wp:status>\n<wp:post_type>{_cdata(post.type)}</wp:post_type>\n"
        f"<wp:post_password>{_cdata(post.password)}</wp:post_password>\n"
    )
    for domain, names in (("category", post.categories), ("post_tag", post.tags)):
        for name in names:
            yield f'<category domain="{domain}" nicename="x">{_cdata(escape(name))}</category>\n'
    yield (
        "<wp:postmeta><wp:meta_key><![CDATA[_old]]></wp:meta_key>"
        '<wp:meta_value><![CDATA[a:1:{i:0;s:3:"eel";}]]></wp:meta_value></wp:postmeta>\n'
    )
    for comment in post.comments:
        yield (
            f"<wp:comment>\n<wp:comment_id>{comment.id}</wp:comment_id>\n"
            f"<wp:comment_author>{_cdata(comment.name)}</wp:comment_author>\n"
            f"<wp:comment_author_email>{_cdata(mail(comment))}</wp:comment_author_email>\n"
            f"<wp:comment_author_url>{comment.url}</wp:comment_author_url>\n"
            f"<wp:comment_author_IP>{_cdata('203.0.113.77')}</wp:comment_author_IP>\n"
            f"<wp:comment_date>{_cdata(local(comment.time))}</wp:comment_date>\n"
            f"<wp:comment_date_gmt>{_cdata(gmt(comment.time))}</wp:comment_date_gmt>\n"
            f"<wp:comment_content>{_cdata(comment.text)}</wp:comment_content>\n"
            f"<wp:comment_approved>{_cdata(comment.approved)}</wp:comment_approved>\n"
            f"<wp:comment_type>{_cdata(comment.type)}</wp:comment_type>\n"
            f"<wp:comment_parent>{comment.parent}</wp:comment_parent>\n"
            f"<wp:comment_user_id>{comment.account}</wp:comment_user_id>\n</wp:comment>\n"
        )
    yield "</item>\n"


def mail(comment: Comment) -> str:
    """Return the address that a commenter left with the blog, which nobody else may ever see."""
    return f"c{comment.id}@private.example"


def mail_hash(comment: Comment) -> str:
    """Return what an address of gravatar.com is made of."""
    return hashlib.md5(mail(comment).encode()).hexdigest()


def rendered(raw: str, *, links: bool = False) -> str:
    """Return what WordPress shows for the words in its database."""
    text = re.sub(
        r"\[caption[^\]]*\](<img[^>]*>)(.*?)\[/caption\]", r"<figure>\1<figcaption>\2</figcaption></figure>", raw
    )
    text = re.sub(r"(?<![\w=])'", "&#8216;", text).replace("'", "&#8217;")
    if "<!-- wp:" in text:
        return re.sub(r"<!-- /?wp:.*?-->\n?", "", text)
    if links:
        text = re.sub(r'(?<!")https?://[^\s,<]+', r'<a href="\g<0>" rel="nofollow ugc">\g<0></a>', text)
    parts = re.split(r"\n\s*\n|\n(?=<ul>)|(?<=</ul>)\n", text)
    whole = (
        part if part.startswith(("<ul", "<figure")) else "<p>{}</p>".format(part.replace("\n", "<br />\n"))
        for part in parts
    )
    return "\n".join(whole) + "\n"


def local(time: datetime, between: str = " ") -> str:
    """Return a time as WordPress writes it, by the site's own clock."""
    return time.astimezone(ZONE).strftime(f"%Y-%m-%d{between}%H:%M:%S")


def gmt(time: datetime, between: str = " ") -> str:
    """Return a time as WordPress writes it, by the clock of Greenwich."""
    return time.astimezone(UTC).strftime(f"%Y-%m-%d{between}%H:%M:%S")


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
