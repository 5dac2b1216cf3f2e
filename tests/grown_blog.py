"""The sample blog grown: as many posts and comments as asked for, of the same invented sentences, always the same."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta

from scraper.sample_blog.content import SampleComment, SamplePost, load_content

_KINDS = ("account", "name", "name_url", "anonymous", "anonymous", "anonymous")


def grow(posts: int, comments: int, *, seed: int = 1) -> list[SamplePost]:
    """Return so many posts in time order, with so many comments shared out among them, a third of them replies."""
    chance = random.Random(seed)
    small = load_content()
    sentences = sorted(
        {part for post in small for part in re.split(r"(?<=[.?!])\s+", _plain(post.body)) if 20 < len(part) < 200}
    )
    shares = [comments // posts + (number < comments % posts) for number in range(posts)]
    return [_post(number, share, sentences, small, chance) for number, share in enumerate(shares)]


def _plain(html: str) -> str:
    """Return the words without tags: half an element would make each text broken HTML, which comments hardly are."""
    return " ".join(re.sub(r"<[^<>]*>", " ", html).split())


def _post(number: int, share: int, sentences: list[str], small: list[SamplePost], chance: random.Random) -> SamplePost:
    like = small[number % len(small)]
    published = small[0].published + timedelta(days=9 * number, minutes=chance.randrange(600))
    return SamplePost(
        slug=f"{like.slug}-{number}",
        title=f"{like.title} ({number})",
        published=published,
        body="\n".join(f"<p>{' '.join(chance.sample(sentences, 4))}</p>" for _ in range(4)),
        labels=like.labels,
        comments=_comments(share, published, sentences, like, chance),
    )


def _comments(
    share: int, published: datetime, sentences: list[str], like: SamplePost, chance: random.Random
) -> tuple[SampleComment, ...]:
    named = [comment.author for comment in like.comments if comment.author] or ["Weir Watcher"]
    found: list[SampleComment] = []
    roots: list[int] = []
    moment = published
    for n in range(1, share + 1):
        moment += timedelta(minutes=chance.randrange(1, 300), milliseconds=chance.randrange(1000))
        kind = chance.choice(_KINDS)
        reply_to = chance.choice(roots) if roots and chance.random() < 0.33 else None
        if reply_to is None:
            roots.append(n)
        found.append(
            SampleComment(
                n=n,
                kind=kind,
                published=moment,
                text=" ".join(chance.sample(sentences, chance.randrange(1, 5))),
                author="" if kind == "anonymous" else chance.choice(named),
                url="https://weir.example/" if kind == "name_url" else "",
                reply_to=reply_to,
            )
        )
    return tuple(found)
