"""The sample blog's posts and comments, read from the TOML files beside this module. Everybody in them is invented."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/London")
TITLE = "On Flood Watch"
OWNER = "Ned Sluice"


def number(*parts: object) -> str:
    """Return the 19-digit number that Blogger would have given, made from the parts, the same every time.

    >>> number("blog") == number("blog"), len(number("post", "slug")), number("post", "slug") == number("post", "snail")
    (True, 19, False)
    """
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).digest()
    return str(10**18 + int.from_bytes(digest[:8], "big") % (9 * 10**18))[:19]


BLOG_ID = number("blog", TITLE)


@dataclass(frozen=True, slots=True)
class SampleComment:
    """One comment: `n` counts from 1 in time order, `reply_to` is the `n` of the root it answers."""

    n: int
    kind: str
    published: datetime
    text: str
    author: str = ""
    url: str = ""
    reply_to: int | None = None
    removed: str = ""


@dataclass(frozen=True, slots=True)
class SamplePost:
    """One post and its comments. `declared_extra` is how many comments too many the blog announces."""

    slug: str
    title: str
    published: datetime
    body: str
    labels: tuple[str, ...] = ()
    declared_extra: int = 0
    comments: tuple[SampleComment, ...] = ()

    @property
    def id(self) -> str:
        """The post's number."""
        return number("post", self.slug)

    @property
    def path(self) -> str:
        """Its path on the blog."""
        return f"/{self.published:%Y}/{self.published:%m}/{self.slug}.html"

    @property
    def declared(self) -> int:
        """The number of comments the blog announces."""
        return len(self.comments) + self.declared_extra

    def comment_id(self, n: int) -> str:
        """Return the number of the n-th comment."""
        return number("comment", self.slug, n)


@dataclass(frozen=True, slots=True)
class Planted:
    """A detail that identifies somebody invented: the post's slug, the comment (0 for the body), and the words."""

    post: str
    comment: int
    words: str
    label: str
    why: str


def load_content() -> list[SamplePost]:
    """Return the sample posts in time order."""
    folder = resources.files("scraper.sample_blog").joinpath("content")
    files = sorted((f for f in folder.iterdir() if f.name[:1].isdigit()), key=lambda f: f.name)
    posts = [_post(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]
    return sorted(posts, key=lambda post: post.published)


def load_planted() -> list[Planted]:
    """Return the identifying details that were planted in the sample blog."""
    folder = resources.files("scraper.sample_blog").joinpath("content")
    found: list[Planted] = []
    for file in sorted((f for f in folder.iterdir() if f.name.startswith("planted")), key=lambda f: f.name):
        found += [Planted(**row) for row in tomllib.loads(file.read_text(encoding="utf-8"))["planted"]]
    return found


def _post(raw: dict[str, Any]) -> SamplePost:
    comments = tuple(_comment(row) for row in raw.get("comments", ()))
    return SamplePost(
        slug=raw["slug"],
        title=raw["title"],
        published=raw["published"].replace(tzinfo=ZONE),
        body=raw["body"].strip(),
        labels=tuple(raw.get("labels", ())),
        declared_extra=raw.get("declared_extra", 0),
        comments=comments,
    )


def _comment(raw: dict[str, Any]) -> SampleComment:
    return SampleComment(
        n=raw["n"],
        kind=raw["kind"],
        published=raw["published"].replace(tzinfo=ZONE),
        text=raw["text"].strip(),
        author=raw.get("author", ""),
        url=raw.get("url", ""),
        reply_to=raw.get("reply_to"),
        removed=raw.get("removed", ""),
    )
