"""Links whose pages are gone: what readers are told of them, and where a copy may be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from archive.markup import Decoration, DecorationKind
from archive.public.models import PublicComment, PublicPost, PublicThread
from archive.text import MarkKind
from plugins.site.dates import month_text

_TOLD = {"gone": "gone when looked at in", "silent": "did not answer in"}
COPIES = "https://web.archive.org/web/"


def dead_links(thread: PublicThread) -> Mapping[str, Sequence[Decoration]]:
    """Return what stands beside the links of a thread whose pages answer no longer, by item."""
    items: dict[str, PublicPost | PublicComment] = {comment.id: comment for comment in thread.comments}
    items[thread.post.id] = thread.post
    found: dict[str, list[Decoration]] = {}
    for link in thread.links:
        if link.state not in _TOLD or not link.checked:
            continue
        item = items[link.item_id]
        marks = [mark for mark in item.body.marks if mark.kind is MarkKind.LINK and mark.href]
        told = f"{_TOLD[link.state]} {month_text(link.checked[:7])}"
        copy = copy_address(link.href, item.published.local)
        span = marks[link.position - 1].span
        found.setdefault(item.id, []).append(Decoration(span, DecorationKind.DEAD_LINK, copy, told, owner=item.id))
    return found


def copy_address(href: str, written: str) -> str:
    """Return where the Wayback Machine keeps a page as it was nearest to a day, or at any time without one.

    >>> copy_address("https://weir.example/a", "2018-07-02T19:49:00")
    'https://web.archive.org/web/20180702/https://weir.example/a'
    >>> copy_address("https://weir.example/a", "")
    'https://web.archive.org/web/https://weir.example/a'
    """
    day = re.sub(r"\D", "", written[:10])
    return f"{COPIES}{day}/{href}" if day else f"{COPIES}{href}"
