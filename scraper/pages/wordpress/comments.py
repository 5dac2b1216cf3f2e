"""The comments and pings of a WordPress page: what stands in each item, whatever the theme, to flat comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from archive.markup import parse_element
from archive.markup.clean import clean
from archive.originals.records import AuthorKind, CommentKind, OriginalComment, SourceTime
from archive.text import OriginalText
from scraper.pages.dom import text_of
from scraper.pages.wordpress import selectors
from scraper.pages.wordpress.identity import comment_key
from scraper.pages.wordpress.items import Item
from scraper.pages.wordpress.parts import Parts, drop, is_inside
from scraper.pages.wordpress.times import Clock, from_day_attribute
from scraper.pages.wordpress.values import person_of

_PINGS = {"pingback": CommentKind.PINGBACK, "trackback": CommentKind.TRACKBACK}
_HERE = ("#comment", "#respond", "replytocom=", "javascript:")
"""What only links into the page itself have."""
_CONTROLS = frozenset({"form", "button"})


@dataclass(frozen=True, slots=True)
class CommentReader:
    """What reading a site's comments needs to know of the site."""

    site: str
    clock: Clock

    def read(self, items: Iterable[Item]) -> tuple[tuple[OriginalComment, ...], int]:
        """Return the comments in page order, and how many stand there unapproved, as only their authors see them."""
        found = [(item, Parts(item.node)) for item in items]
        shown = [(item, parts) for item, parts in found if parts.first(selectors.AWAITING) is None]
        comments = tuple(self._comment(item, parts, ordinal) for ordinal, (item, parts) in enumerate(shown))
        return comments, len(found) - len(shown)

    def _comment(self, item: Item, parts: Parts, ordinal: int) -> OriginalComment:
        kind = next((kind for name, kind in _PINGS.items() if name in item.classes), CommentKind.COMMENT)
        name = _find_name(parts)
        shown = (text_of(name) if name is not None else _own_words(parts)).rstrip(" ,:")
        author, author_kind, url = _person(shown, _find_link(parts, name), has_account="byuser" in item.classes)
        # before the text, which takes the item apart
        published = self._published(parts)
        return OriginalComment(
            source_key=comment_key(self.site, item.number),
            ordinal=ordinal,
            text=_find_text(parts, name, is_ping=kind is not CommentKind.COMMENT),
            parent_key=comment_key(self.site, item.parent) if item.parent else None,
            author=author,
            author_kind=author_kind,
            author_url=url,
            is_owner="bypostauthor" in item.classes,
            published=published,
            kind=kind,
        )

    def _published(self, parts: Parts) -> SourceTime:
        """Return the first time of day that a comment shows, else the first day."""
        stamped = [*parts.with_tag("time"), *parts.with_class("published")]
        for node in stamped:
            moment = self.clock.from_attribute(node.get("datetime") or node.get("title") or "")
            if moment.local:
                return moment
        days: list[SourceTime] = []
        for text in _dated_texts(parts, stamped):
            moment = self.clock.from_text(text)
            if moment.utc is not None:
                return moment
            days.append(moment)
        days += [from_day_attribute(node.get("datetime") or "") for node in stamped]
        return next((day for day in days if day.local), SourceTime.unknown())


def _dated_texts(parts: Parts, stamped: list[HtmlElement]) -> Iterator[str]:
    """Yield the texts that may hold the time of a comment, the likeliest first."""
    for node in (*stamped, *parts.with_class(*selectors.COMMENT_TIME)):
        yield text_of(node)
        yield node.get("title") or ""
    for link in parts.with_tag("a"):
        if "#comment-" in (link.get("href") or ""):
            yield text_of(link)
            yield link.get("title") or ""
    for block in parts.with_class(*selectors.AUTHOR_BLOCK):
        yield " ".join(_bare_words(block))


# who


def _person(name: str, url: str, *, has_account: bool) -> tuple[str | None, AuthorKind, str | None]:
    # WordPress shows Anonymous for an empty name: none at all is a theme that hides it, or is not understood
    shown = " ".join(clean(name).split())
    return person_of(shown, url, has_account=has_account) if name else (None, AuthorKind.UNKNOWN, None)


def _find_name(parts: Parts) -> HtmlElement | None:
    return next((node for node in _names(parts) if text_of(node)), None)


def _names(parts: Parts) -> Iterator[HtmlElement]:
    """Yield the elements that may hold the name of who wrote, the likeliest first."""
    yield from parts.with_class(*selectors.AUTHOR)
    yield from (
        node for block in parts.with_class(*selectors.AUTHOR_BLOCK) for node in block.iter(*selectors.AUTHOR_TAGS)
    )
    yield from parts.with_tag("cite")
    yield from (node for name, node in parts.ids.items() if name.startswith(selectors.AUTHOR_IDS))
    yield from parts.with_class(selectors.HOME_LINK)


def _own_words(parts: Parts) -> str:
    """Return the first words that stand bare in the block of the author."""
    return next((words for block in parts.with_class(*selectors.AUTHOR_BLOCK) for words in _bare_words(block)), "")


def _bare_words(block: HtmlElement) -> list[str]:
    texts = (" ".join((text or "").split()) for text in (block.text, *(child.tail for child in block)))
    return [text for text in texts if text]


def _find_link(parts: Parts, name: HtmlElement | None) -> str:
    if name is None:
        return ""
    around = [above for above in name.iterancestors("a") if above is not parts.node]
    links = [*name.iter("a"), *around, *parts.with_class(selectors.HOME_LINK)]
    hrefs = [(link.get("href") or "").strip() for link in links]
    return next((href for href in hrefs if href and not any(mark in href for mark in _HERE)), "")


# what


def _find_text(parts: Parts, name: HtmlElement | None, *, is_ping: bool) -> OriginalText:
    content = next((node for node in parts.with_class(*selectors.COMMENT_TEXT) if _is_filled(node)), parts.node)
    is_whole = content is parts.node or (name is not None and is_inside(name, content))
    is_whole = is_whole or any(is_inside(node, content) for node in parts.with_class(*selectors.AUTHOR_BLOCK))
    drop(_marked(content, selectors.COMMENT_NOISE), root=content)
    if is_whole:
        _clear_head(content, name, is_ping=is_ping)
    return parse_element(content)


def _is_filled(node: HtmlElement) -> bool:
    return len(node) > 0 or bool((node.text or "").strip())


def _marked(content: HtmlElement, names: frozenset[str]) -> list[HtmlElement]:
    return [
        node
        for node in content.iter()
        if node.tag in _CONTROLS or ((stated := node.get("class")) and not names.isdisjoint(stated.split()))
    ]


def _clear_head(content: HtmlElement, name: HtmlElement | None, *, is_ping: bool) -> None:
    """Take author, time and the words around them out of an element that holds them beside the comment's words."""
    head = [*_marked(content, selectors.COMMENT_HEAD), *content.iter("time", "cite")]
    if name is not None:
        # the notice of a ping is one line: "Pingback:" and its title, which is its author
        head += [name, *(name.iterancestors("p") if is_ping else ())]
    drop(head, root=content)
    for box in [content, *content.iter("div", "article", "section", "dd")]:
        # WordPress puts every line of a comment into a paragraph: bare words beside those are the theme's
        if is_ping or box.find("p") is not None:
            box.text = None
            for child in box:
                child.tail = None
