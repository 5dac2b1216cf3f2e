"""The post of a WordPress page: title, author, time, labels and words, each from the best place that has it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from archive.markup import parse_element
from archive.originals.records import SourceTime
from archive.text import OriginalText
from scraper.pages.dom import classes_of, text_of
from scraper.pages.wordpress import selectors
from scraper.pages.wordpress.json_ld import Article
from scraper.pages.wordpress.parts import Parts, drop
from scraper.pages.wordpress.times import Clock

_MAX_NAME = 80


class PostReader:
    """Reads the part of a page that is its post. The comments have been taken out of both before."""

    def __init__(self, page: Parts, post: Parts, article: Article) -> None:
        self._page, self._post, self._article = page, post, article

    def title(self) -> str | None:
        """Return the title as the page shows it, else as it names it to other sites."""
        named = [*self._post.with_class(*selectors.TITLE), *self._page.with_class(*selectors.TITLE)]
        only = list(self._page.with_tag("h1"))
        heads = [node for node in named if node.tag in selectors.TITLE_TAGS]
        shown = [*heads, *self._post.with_tag("h1"), *(only if len(only) == 1 else [])]
        titles = (text for node in shown if (text := text_of(node)))
        return next(titles, None) or next(iter(self._page.metas("og:title")), None)

    def author(self) -> str | None:
        """Return who the page says wrote the post."""
        links = [link for link in self._post.with_tag("a") if "author" in (link.get("rel") or "").split()]
        inside = [node for block in self._post.with_class(*selectors.POST_AUTHOR) for node in _names(block)]
        shown = (text for node in [*links, *inside] if 0 < len(text := text_of(node)) <= _MAX_NAME)
        return next(shown, None) or self._article.author or next(iter(self._page.metas("author")), None)

    def published(self, clock: Clock) -> SourceTime:
        """Return when the post was published: by a time with an offset, else by what the page shows."""
        shown = [node for node in self._post.with_class(*selectors.POST_TIME) if not _is_change(node)]
        times = [inner for node in shown for inner in node.iter("time")]
        others = [node for node in self._post.with_tag("time") if not _is_change(node)]
        stamps = [node.get("datetime") or node.get("title") or "" for node in [*times, *shown]]
        stamps += [*self._page.metas("article:published_time"), self._article.published]
        for stamp in [*stamps, *(node.get("datetime") or "" for node in others)]:
            moment = clock.from_attribute(stamp)
            if moment.utc is not None:
                return moment
        nodes = [*times, *self._post.with_class(*selectors.POST_DAY), *others]
        read = (clock.from_text(_shown(node)) for node in nodes)
        return next((time for time in read if time.local), SourceTime.unknown())

    def labels(self) -> tuple[str, ...]:
        """Return the names of the post's categories and tags."""
        links = (link for link in self._post.with_tag("a") if "tag" in (link.get("rel") or "").split())
        shown = [name for link in links if not _is_beside(link) and (name := text_of(link))]
        stated = shown or self._page.metas("article:section", "article:tag") or self._article.labels
        return tuple(dict.fromkeys(stated))

    def take_text(self) -> OriginalText | None:
        """Return the words of the post without what plugins add, None where the page does not have them."""
        named = [*self._post.with_class(*selectors.BODY), *self._page.with_class(*selectors.BODY)]
        body = next((node for node in named if len(node) or (node.text or "").strip()), None)
        if body is None or any(selectors.PASSWORD_FORM in classes_of(form) for form in body.iter("form")):
            return None
        drop([node for node in body.iter() if _is_noise(node)], root=body)
        return parse_element(body) or None


def _is_change(node: HtmlElement) -> bool:
    """True for an element that says when a post was changed, and not when it was published."""
    names = classes_of(node)
    return "updated" in names and not any(name in names for name in selectors.POST_TIME)


def _shown(block: HtmlElement) -> str:
    """Return the words of a block with a space between its parts, save those on changes, which are taken out."""
    drop([node for node in block.iter() if _is_change(node)], root=block)
    return " ".join(str(words) for words in block.itertext())


def _names(block: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements of a block that may hold just the name, the likeliest first."""
    yield from (node for node in block.iter() if "fn" in classes_of(node))
    yield from block.iter("a")
    if not len(block):
        yield block


def _is_beside(link: HtmlElement) -> bool:
    return any(not selectors.NOT_THE_POST.isdisjoint(classes_of(above)) for above in link.iterancestors())


def _is_noise(node: HtmlElement) -> bool:
    if node.tag in selectors.NOISE_TAGS or (node.get("id") or "").startswith(selectors.BODY_NOISE_IDS):
        return True
    stated = node.get("class")
    return bool(stated) and _is_noise_class(stated)


@lru_cache(maxsize=1024)  # a site has few lists of classes, and each many times
def _is_noise_class(stated: str) -> bool:
    names = stated.split()
    return not selectors.BODY_NOISE.isdisjoint(names) or any(
        name.startswith(selectors.BODY_NOISE_STARTS) for name in names
    )
