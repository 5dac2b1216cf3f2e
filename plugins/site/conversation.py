"""What the texts of a thread say of each other, as a reader sees it: links, lines, frames, and who refers to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup
from sqlite_utils import Database

from archive.conversation.blocks import find_speakers
from archive.markup import Decoration, DecorationKind, render
from archive.public import store
from archive.public.addresses import anchor, comment_address, post_address
from archive.public.conversation import QUOTE, WORDS, Block, Conversation, PostLink, Quotation, TimeReference
from archive.public.models import PublicComment, PublicPost, PublicThread
from archive.text import Span
from plugins.site import wording
from plugins.site.blogs import read_prefixes
from plugins.site.contexts import Mentioned
from plugins.site.safe import own_html

Item = PublicPost | PublicComment

_OPENED = re.compile(r"[\"“‘'«]\Z")
_CLOSED = re.compile(r"[.,;:!?…]{0,3}[\"”’'»](?!\w)|[.!?…]{1,3}(?!\S)")
_UNSURE = 0.65
_YESTERDAY = ("yesterday", "last night")


@dataclass(frozen=True, slots=True)
class _Around:
    """What decorating one thread needs: its items, those of others that it names, their posts and where blogs stand."""

    post: PublicPost
    before: PublicPost | None
    items: Mapping[str, Item]
    posts: Mapping[str, PublicPost]
    prefixes: Mapping[int, str | None]

    def is_here(self, item: Item) -> bool:
        return item.id == self.post.id or (isinstance(item, PublicComment) and item.post_id == self.post.id)

    def post_of(self, item: Item) -> PublicPost | None:
        return item if isinstance(item, PublicPost) else self.posts.get(item.post_id)

    def href(self, item: Item) -> str:
        """Return the address of an item; of one in this thread a fragment, which stays in the view that is read."""
        if self.is_here(item):
            return f"#{anchor(item.id)}" if isinstance(item, PublicComment) else "#main"
        post = self.post_of(item)
        if post is None:
            return ""
        prefix = self.prefixes.get(post.site_id)
        return comment_address(post, item.id, prefix) if isinstance(item, PublicComment) else post_address(post, prefix)

    def told(self, item: Item) -> str:
        """Return what to call an item: "comment 7", "the post", "a comment under another post"."""
        if isinstance(item, PublicPost):
            return "the post" if self.is_here(item) else "another post"
        return f"{item.kind} {item.position}" if self.is_here(item) else "a comment under another post"

    def mentioned(self, item: Item) -> Mentioned:
        """Return an item as a line that names it."""
        post = self.post_of(item)
        told = f"{item.kind} {item.position}" if isinstance(item, PublicComment) else ""
        if post is None or self.is_here(item):
            return Mentioned(self.href(item), told or "the post", "", "")
        return Mentioned(self.href(item), f"{told} under" if told else "", wording.title_of(post), post.id)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a thread's page shows of the conversation: texts with their decorations, and who refers to whom."""

    html: Mapping[str, Markup]
    quoted: Mapping[str, tuple[Mentioned, ...]]
    linked: tuple[Mentioned, ...]


def speak(
    db: Database,
    thread: PublicThread,
    said: Conversation,
    before: PublicPost | None,
    others: Mapping[str, Sequence[Decoration]],
) -> Spoken:
    """Return what the page of a thread shows of what its texts say of each other.

    `before` is the post before it; `others` are further decorations of its items.
    """
    around = _around(db, thread, said, before)
    decorations: dict[str, list[Decoration]] = {item_id: list(found) for item_id, found in others.items()}
    for item_id, decoration in _decorations(around, said):
        decorations.setdefault(item_id, []).append(decoration)
    html = {
        item_id: own_html(render(around.items[item_id].body, decorations=found))
        for item_id, found in decorations.items()
    }
    quoted: dict[str, list[str]] = {}
    for quotation in said.quoted:
        quoted.setdefault(quotation.source_id, []).append(quotation.item_id)
    linking = [link.item_id for link in said.linked if link.item_id in around.items]
    return Spoken(
        html,
        {item_id: _all(around, ids) for item_id, ids in quoted.items()},
        _all(around, [item_id for item_id in linking if not around.is_here(around.items[item_id])]),
    )


def _around(db: Database, thread: PublicThread, said: Conversation, before: PublicPost | None) -> _Around:
    here: list[Item] = [thread.post, *thread.comments]
    items = {item.id: item for item in here}
    named = {quotation.source_id for quotation in said.quotations}
    named |= {link.target_id for link in said.links if link.target_id}
    named |= {quotation.item_id for quotation in said.quoted} | {link.item_id for link in said.linked}
    items.update(store.get_items(db, sorted(named - items.keys())))
    over = {item.post_id for item in items.values() if isinstance(item, PublicComment)}
    posts = {item.id: item for item in store.get_items(db, sorted(over)).values() if isinstance(item, PublicPost)}
    return _Around(thread.post, before, items, posts, read_prefixes(db))


def _all(around: _Around, ids: Iterable[str]) -> tuple[Mentioned, ...]:
    """Return items as lines, those of this thread first, each once."""
    items = [around.items[item_id] for item_id in dict.fromkeys(ids) if item_id in around.items]
    items.sort(key=lambda item: (not around.is_here(item), item.published.utc or item.published.local, _place(item)))
    return tuple(map(around.mentioned, items))


def _place(item: Item) -> tuple[int, str]:
    return (item.position if isinstance(item, PublicComment) else 0, item.id)


def _decorations(around: _Around, said: Conversation) -> Iterator[tuple[str, Decoration]]:
    for time in said.times:
        yield from _reference(around, time)
    for quotation in said.quotations:
        yield from _quotation(around, quotation)
    for block in said.blocks:
        yield from ((block.item_id, each) for each in _pasted(around.items[block.item_id], block))
    for link in said.links:
        yield link.item_id, _link(around, link)


def _reference(around: _Around, time: TimeReference) -> Iterator[tuple[str, Decoration]]:
    meant = around.items.get(time.target_id)
    if meant is not None:
        told = f"{'to' if time.confidence >= _UNSURE else 'perhaps to'} {around.told(meant)}"
        clock = meant.published.local[11:16]
        told = f"{told}, {clock}" if clock else told
        yield time.item_id, Decoration(time.span, DecorationKind.REFERENCE, around.href(meant), told)


def _quotation(around: _Around, quotation: Quotation) -> Iterator[tuple[str, Decoration]]:
    source = around.items.get(quotation.source_id)
    if source is not None and (href := around.href(source)):
        told = f"quoting {around.told(source)}"
        span = _with_marks(around.items[quotation.item_id].body.text, quotation.span)
        yield quotation.item_id, Decoration(span, DecorationKind.QUOTATION, href, told)


def _with_marks(text: str, span: Span) -> Span:
    """Return quoted words with the marks about them, so that what is said of them stands behind the whole."""
    opened = _OPENED.search(text[max(0, span.start - 2) : span.start])
    closed = _CLOSED.match(text[span.end : span.end + 6])
    return Span(span.start - (len(opened[0]) if opened else 0), span.end + (len(closed[0]) if closed else 0))


def _pasted(item: Item, block: Block) -> Iterator[Decoration]:
    if block.kind == QUOTE:
        return
    text = item.body.text
    name = text[block.name.start : block.name.end] if block.name else ""
    told = wording.PASTED[block.kind] + (" by " if name else "")
    yield Decoration(block.span, DecorationKind.PASTED, told=told, name=name, owner=item.id)
    yield from (Decoration(span, DecorationKind.SPEAKER) for span in find_speakers(text, block.span))


def _link(around: _Around, link: PostLink) -> Decoration:
    if link.kind == WORDS:
        words = around.items[link.item_id].body.text[link.span.start : link.span.end]
        before = _meant(around, words)
        href = around.href(before) if before else ""
        told = "perhaps the post before this one: no address is given" if href else "no address is given"
        return Decoration(link.span, DecorationKind.MENTION, href, told)
    target = around.items.get(link.target_id or "")
    href, told = (around.href(target), f"to {around.told(target)} in this archive") if target else ("", "")
    return Decoration(link.span, DecorationKind.POST_LINK, href, told)


def _meant(around: _Around, words: str) -> PublicPost | None:
    """Return the post that words such as "yesterday's post" mean, None where they fit none."""
    before, here = around.before, around.post.published.local
    if before is None or not words.casefold().removeprefix("your ").removeprefix("the ").startswith(_YESTERDAY):
        return before
    day = date.fromisoformat(here[:10]) - timedelta(days=1) if len(here) >= 10 else None
    return before if day is not None and before.published.local[:10] == day.isoformat() else None


def shown(item: Item, spoken: Spoken) -> Markup:
    """Return the text of an item with its decorations, where it has any."""
    return spoken.html.get(item.id) or own_html(item.html)


def quoted_told(quoted: Sequence[Mentioned], *, is_post: bool = False) -> str:
    """Return "Quoted in 3 comments", "" for what nobody quotes."""
    if not quoted:
        return ""
    places = wording.count(len(quoted), "comment" if all("comment" in each.told for each in quoted) else "place")
    return f"{'This post is quoted' if is_post else 'Quoted'} in {places}"
