"""The head of a comment as HTML: who wrote it and when, whom it answers, and the links to it and beside it.

It is written here and not in a template, because a thread has hundreds of them: a template takes five times as long to
say the two dozen small things that stand in each. Every value is escaped on its way in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from archive.public.addresses import anchor, old_anchor
from archive.public.models import ItemState, PublicComment, PublicTime
from plugins.site import wording
from plugins.site.addresses import pen_name_address
from plugins.site.dates import moment, moment_beside
from plugins.site.safe import own_html


@dataclass(frozen=True, slots=True)
class Heads:
    """Writes the heads of one thread's comments.

    `permalink` is how their links begin, `known` are all comments of the thread by id, `old_anchors` the fragments that
    the blog itself gave them.
    """

    permalink: str
    known: Mapping[str, PublicComment]
    old_anchors: Mapping[str, str]

    def write(self, comment: PublicComment, before: str = "", after: str = "") -> Markup:
        """Return a comment from its opening tag to the end of its head; `before` and `after` are the ids beside it.

        `data-item` says whose words stand there; an empty one is the archive speaking.
        """
        item_id, at = escape(comment.id), escape(anchor(comment.id))
        is_shown = comment.state is ItemState.SHOWN
        is_owner = comment.is_owner and is_shown
        old = self.old_anchors.get(comment.id)
        note = wording.name_note(comment)
        return own_html(
            (f'<span class="old-anchor" id="{escape(old)}"></span>' if old else "")
            + f'<article id="{at}" data-item="{item_id}" '
            f'class="comment{" by-owner" if is_owner else ""}{"" if is_shown else " is-gone"}" '
            f'aria-labelledby="{at}-who">\n<header data-item="">\n'
            + _who(comment, item_id, at)
            + ('<span class="owner-mark">blog owner</span>' if is_owner else "")
            + (f'<span class="quiet">{escape(note)}</span>' if note else "")
            + _when(comment.published)
            + self._links(comment, at)
            + _steps(before, after)
            + _answers(comment, self.known.get(comment.parent_id or ""))
            + "</header>"
        )

    def _links(self, comment: PublicComment, at: str) -> str:
        key, told = quote(comment.id, safe=""), escape(f"{comment.kind} {comment.position}")
        is_shown = comment.state is ItemState.SHOWN
        cite = f'<a class="cite" href="/-/cite/{key}" aria-label="cite {told}">cite</a>' if is_shown else ""
        return (
            f'{self.permalink}#{at}"><span data-item="">link<span class="unseen"> to {told}</span></span></a>\n{cite}\n'
            f'<a class="report" href="/-/report?item={key}" aria-label="report {told}">report</a>\n'
        )


def heads_of(post_id: str, here: str, ordered: Sequence[PublicComment]) -> Heads:
    """Return what writes the heads of the comments of a post whose page stands `here`.

    A fragment that the blog gave stands at one of them alone.
    """
    found: dict[str, str] = {}
    for comment in ordered:
        found.setdefault(old_anchor(comment.id), comment.id)
    old_anchors = {comment_id: fragment for fragment, comment_id in found.items() if fragment}
    permalink = f'<a class="permalink" data-item="{escape(post_id)}" href="{escape(here)}'
    return Heads(permalink, {comment.id: comment for comment in ordered}, old_anchors)


def _who(comment: PublicComment, item_id: str, at: str) -> str:
    reply = f'<span class="unseen">Reply, level {comment.depth}: </span>' if comment.depth else ""
    name = escape(wording.name_of(comment))
    if not wording.is_signed(comment):
        return f'<h3 id="{at}-who">{reply}{name}</h3>\n'
    href = escape(pen_name_address(str(comment.author)))
    mark = f'<span class="ping-mark">{escape(wording.kind_of(comment))}</span>' if comment.is_ping else ""
    return (
        f'<h3 id="{at}-who" class="signed">{reply}<span data-item="{item_id}">'
        f'<a href="{href}" rel="nofollow">{name}</a></span></h3>\n{mark}'
    )


def _when(published: PublicTime) -> str:
    dated = moment(published)
    if not dated.machine:
        return f'<span class="when undated">{escape(dated.text)}</span>\n'
    return f'<time class="when" datetime="{escape(dated.machine)}">{escape(dated.text)}</time>\n'


def _steps(before: str, after: str) -> str:
    if not before and not after:
        return ""
    back = f'<a href="#{escape(anchor(before))}" aria-label="Previous">‹</a>' if before else ""
    on = f'<a href="#{escape(anchor(after))}" aria-label="Next">›</a>' if after else ""
    return f'<span class="steps">{back}{on}</span>'


def _answers(comment: PublicComment, parent: PublicComment | None) -> str:
    if parent is None:
        return ""
    dated = moment_beside(parent.published, comment.published)
    when = f", {escape(dated.text)}" if dated.machine else ""
    owner = escape(parent.id) if wording.is_signed(parent) else ""
    # a fragment alone: it stays in the view that is being read, and works in a saved copy
    return (
        f'<p class="answers">in reply to <a href="#{escape(anchor(parent.id))}"><span class="up" aria-hidden="true">'
        f'↑ </span><span data-item="{owner}">{escape(wording.name_of(parent))}</span>{when}</a></p>\n'
    )
