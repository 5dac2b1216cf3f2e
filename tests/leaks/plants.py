"""Invented details, each of words that stand nowhere else, planted in an export in every way that sources write.

Half of what moderators take out is lost in how it was written: split by emphasis or a link, in an address, escaped.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

from tests.wordpress_site import Comment, Post

COMMENTS_A_POST = 25
SHAPES = (
    "plain",
    "lower case",
    "link text",
    "link address",
    "escaped address",
    "HTML-escaped",
    "split by emphasis",
    "split by a link",
    "byline",
    "title",
    "topic",
    "image description",
    "expansion of an acronym",
    "quoted by an answer",
)
ACTS = (
    *("mask", "generalise", "everywhere", "mask", "hide", "mask", "pseudonymise", "generalise", "everywhere", "mask"),
    *("erase words", "mask", "pseudonymise", "withhold", "generalise", "mask", "hide", "everywhere", "erase", "mask"),
)
_WHOLE = ("hide", "withhold", "erase")
_OF_POSTS = ("title", "topic")
_SYLLABLES = [a + b for a in "bcdfgklmnprstvwz" for b in ("a", "e", "i", "o", "u", "ai", "or", "el")]
NEEDLE = 7


@dataclass(frozen=True, slots=True)
class Plant:
    """A detail, how it was written, and what moderators do about it. `needles` stand in nothing else, not in stems."""

    number: int
    shape: str
    act: str
    words: str
    needles: tuple[str, ...]


def make_plants(count: int, seed: int = 11) -> list[Plant]:
    """Return so many details, the same for the same seed; every act meets every shape in time."""
    names = _names(random.Random(seed))
    plants = []
    for number in range(count):
        shape = SHAPES[number % len(SHAPES)]
        act = ACTS[(number + number // len(SHAPES)) % len(ACTS)]
        if (shape in _OF_POSTS and act in _WHOLE) or (shape == "quoted by an answer" and act != "pseudonymise"):
            act = "everywhere"
        words = [next(names) for _ in range(4 if shape == "expansion of an acronym" else 2)]
        said = " ".join(words) if shape != "HTML-escaped" else f"{words[0]} O'{words[1]} & Sons"
        plants.append(Plant(number, shape, act, said, tuple(word[:NEEDLE] for word in words)))
    return plants


def _names(source: random.Random) -> Iterator[str]:
    """Yield invented names of at least eight letters that begin unlike each other."""
    begun: set[str] = set()
    while True:
        name = "".join(source.choice(_SYLLABLES) for _ in range(5)).title()
        if len(name) > NEEDLE and name[:NEEDLE] not in begun:
            begun.add(name[:NEEDLE])
            yield name


def make_posts(plants: list[Plant], *, edited: bool = False) -> list[Post]:
    """Return posts of a WordPress blog in which every plant stands; with `edited` every comment has a word more."""
    return list(_posts(plants, " Edited." if edited else ""))


def _posts(plants: list[Plant], more: str) -> Iterator[Post]:
    number = 100_000
    of_posts = [plant for plant in plants if plant.shape in _OF_POSTS]
    of_comments = [plant for plant in plants if plant.shape not in _OF_POSTS]
    for plant in of_posts:
        number += 1
        yield _post(number, plant, (), more)
    for start in range(0, len(of_comments), COMMENTS_A_POST):
        number += 1
        some = of_comments[start : start + COMMENTS_A_POST]
        yield _post(number, None, tuple(each for plant in some for each in _comments(plant, more)), more)


def _post(number: int, plant: Plant | None, comments: tuple[Comment, ...], more: str) -> Post:
    title, slug, labels = f"The rota of week {number}", f"week-{number}", ["Rotas"]
    if plant and plant.shape == "title":
        title, slug = f"A word from {plant.words}", f"a-word-from-{plant.words.lower().replace(' ', '-')}"
    elif plant:
        labels.append(plant.words)
    when = datetime(2015 + number % 7, 1 + number % 12, 1 + number % 28, 9, tzinfo=UTC)
    return Post(
        number,
        slug,
        title,
        f"<p>What was said of the rota.{more}</p>",
        when,
        categories=tuple(labels),
        comments=comments,
    )


def _comments(plant: Plant, more: str) -> Iterator[Comment]:
    number = 1_000 + 2 * plant.number
    name = plant.words if plant.shape == "byline" else "A reader"
    yield Comment(number, name, f"{_written(plant)}<p>So it goes on number {number}.{more}</p>")
    if plant.shape == "quoted by an answer":
        yield Comment(
            number + 1, "Another", f"<blockquote>{_written(plant)}</blockquote><p>Is that so?{more}</p>", parent=number
        )


def _written(plant: Plant) -> str:
    words = plant.words
    slug = words.lower().replace(" ", "-")
    half = len(words) // 2
    ways = {
        "lower case": f"I had it from {words.lower()} at the quay.",
        "link text": f'See <a href="https://x.example/{plant.number}">{words}</a> of it.',
        "link address": f'See <a href="https://x.example/{slug}/">this page</a> of it.',
        "escaped address": f"It stands at https://x.example/?q={quote(words)}&n={plant.number} still.",
        "HTML-escaped": f"It was {escape(words)} who said so.",
        "split by emphasis": f"It was {words[:3]}<em>{words[3:half]}</em>{words[half:]} who said so.",
        "split by a link": f'It was {words[:half]}<a href="https://x.example/{plant.number}">{words[half:]}</a> did.',
        "byline": "It was me who said so.",
        "image description": f'<img src="https://x.example/{plant.number}.png" alt="{words} on deck"> It was so.',
        "expansion of an acronym": f"The {words} ({_initials(words)}) said so, and the {_initials(words)} knows.",
    }
    return f"<p>{ways.get(plant.shape, f'It was {words} who told me of it, and nobody else on that quay.')}</p>"


def _initials(words: str) -> str:
    return "".join(word[0] for word in words.split())
