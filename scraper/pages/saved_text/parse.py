"""The text of a saved Blogger page, in both styles, to one post with its comments."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from archive.errors import UnrecognisedInput
from archive.markup import plain_text
from archive.originals.records import (
    AuthorKind,
    OriginalComment,
    OriginalPost,
    Parsed,
    SiteRecord,
    Source,
    SourceTime,
)
from scraper.pages.authors import ANONYMOUS, is_anonymous_word, removed_state
from scraper.pages.dates import find_byline, find_day
from scraper.pages.saved_text.layout import Item, find_layout
from scraper.pages.telltales import not_recognised

FORMAT = "saved text"

_MAX_TITLE = 300
# a pen-name in quotes, or after a lone apostrophe, on a line of its own
_SIGN_OFF = re.compile(r"['‘’](?P<name>[^\W\d_][\w.-]*(?: [^\W\d_][\w.-]*){0,2})['’]?")
_NOT_NAMES = frozenset({"cause", "em", "nuff", "tis", "twas", "til", "bout"})


def parse_saved_text(text: str, *, zone: ZoneInfo) -> Parsed:
    """Return the post and comments of a saved page's text, times in the blog's zone.

    Raises UnrecognisedInput for a text that shows neither the markers of a saved Blogger page nor "N comments:", and
    for one that does not show where its comments begin.
    """
    layout = find_layout(text)
    if layout is None:
        other = "text that shows no comments ending in ReplyDelete; if it was copied from a page, save the page itself"
        raise UnrecognisedInput(not_recognised(text, default=other))
    day, title, body = _split_post(layout.post)
    bylines = [_split_byline(item.lines, zone) for item in layout.items]
    key = _post_key(day, title, body, [words for _, _, words in bylines])
    post = OriginalPost(
        source_key=f"text:{key}",
        source=Source.SAVED_TEXT,
        title=title,
        text=plain_text(body),
        published=_published(day),
        declared=layout.declared,
        comments=_comments(key, layout.items, bylines),
    )
    return Parsed(FORMAT, SiteRecord(""), (post,))


def _split_post(lines: Sequence[str]) -> tuple[str, str | None, str]:
    """Return the date line ("" when there is none), the title and the body. Only a dated page shows its title."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    if not filled or find_day(lines[filled[0]]) is None:
        return "", None, _text(lines)
    day = lines[filled[0]].strip()
    if len(filled) < 2 or len(lines[filled[1]].strip()) > _MAX_TITLE:
        return day, None, _text(lines[filled[0] + 1 :])
    title = unicodedata.normalize("NFC", " ".join(lines[filled[1]].split()))
    return day, title, _text(lines[filled[1] + 1 :])


def _published(day: str) -> SourceTime:
    found = find_day(day)
    return SourceTime.from_day(found) if found else SourceTime.unknown()


def _split_byline(lines: Sequence[str], zone: ZoneInfo) -> tuple[str | None, SourceTime, str]:
    byline = find_byline(lines[0].strip()) if lines else None
    if byline is None:
        return None, SourceTime.unknown(), _text(lines)
    name = unicodedata.normalize("NFC", " ".join(byline.name.split()))
    return name, SourceTime.from_wall_clock(byline.when, zone), _text(lines[1:])


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")


def _comments(
    post_key: str, items: Sequence[Item], bylines: Sequence[tuple[str | None, SourceTime, str]]
) -> tuple[OriginalComment, ...]:
    seen: Counter[str] = Counter()
    comments: list[OriginalComment] = []
    root: str | None = None
    for ordinal, (item, (author, published, words)) in enumerate(zip(items, bylines, strict=True)):
        normal = _normal(words)
        seen[normal] += 1
        key = f"text:{_digest('comment', post_key, normal, str(seen[normal]))}"
        if not item.is_reply:
            root = key
        comments.append(
            OriginalComment(
                source_key=key,
                ordinal=ordinal,
                text=plain_text(words),
                parent_key=root if item.is_reply else None,
                author=ANONYMOUS if author and is_anonymous_word(author) else author,
                author_kind=_kind(author),
                signed_as=find_sign_off(words),
                published=published,
                state=removed_state(words),
            )
        )
    return tuple(comments)


def _kind(author: str | None) -> AuthorKind:
    if author is None:
        return AuthorKind.UNKNOWN
    return AuthorKind.ANONYMOUS if is_anonymous_word(author) else AuthorKind.NAME


def find_sign_off(text: str) -> str | None:
    """Return the pen-name with which a text ends on a line of its own, in quotes or after an apostrophe; else None.

    >>> find_sign_off("As ever.\\n\\n'Lamplighter"), find_sign_off("As ever."), find_sign_off("Yes.\\n'Nuff")
    ('Lamplighter', None, None)
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found = _SIGN_OFF.fullmatch(lines[-1]) if len(lines) > 1 else None
    if found is None or len(found["name"]) > 40 or found["name"].casefold() in _NOT_NAMES:
        return None
    words = found["name"].split()
    return " ".join(words) if all(word[0].isupper() for word in words) else None


# keys


def _post_key(day: str, title: str | None, body: str, comments: Sequence[str]) -> str:
    """What names the post: its date and title, else its words, so that a fuller copy of the page gives the same ids."""
    if title is not None:
        return _digest("post", _normal(day), _normal(title))
    return _digest("post", _normal(day), _normal(body) or "\n".join(map(_normal, comments)))


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
