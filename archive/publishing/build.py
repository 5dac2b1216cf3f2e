"""One thread as the public may see it: originals in, public values out. Pure, and fail-closed at every step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from archive.curation.tags import Tag, label_tags
from archive.errors import StaleDecision
from archive.markup import render, safe_address
from archive.moderation.decisions import Decision, Kind
from archive.moderation.pseudonyms import pen_name
from archive.moderation.values import Stored, as_original, body_of, field_with, labels_of
from archive.originals.records import AuthorKind, CommentKind, SourceState
from archive.originals.store import StoredComment, StoredPost
from archive.public.models import (
    ItemState,
    LogLine,
    PublicComment,
    PublicLink,
    PublicPost,
    PublicSite,
    PublicTagging,
    PublicThread,
    PublicTime,
)
from archive.public.rows import versioned_comment, versioned_post
from archive.public.threads import Arranged, arrange
from archive.publishing import topics
from archive.publishing.sources import Inputs, ThreadSource, anchor_in, place_of
from archive.publishing.zones import zone_of
from archive.redaction.apply import Redaction, apply, apply_plain, empty
from archive.redaction.words import Words
from archive.text import MarkKind, RedactedText

FALLBACK_LABELS = ("detail", "removed", "…")
"""What stands in brackets where the label that was given has since become words to hide."""

_NOTES = {
    ItemState.REMOVED_BY_AUTHOR: "Removed at the source by its author.",
    ItemState.REMOVED_BY_ADMIN: "Removed at the source by the blog.",
    ItemState.HELD: "Waiting for a moderator to look.",
    ItemState.WITHHELD: "Changed at the source; waiting for a moderator to look again.",
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """What of one item may be seen."""

    state: ItemState
    note: str | None
    ref: str | None
    title: str | None
    author: str | None
    body: RedactedText
    html: str
    touched: bool

    @property
    def is_shown(self) -> bool:
        return self.state is ItemState.SHOWN


def build_thread(source: ThreadSource, inputs: Inputs) -> PublicThread:
    """Return the public form of a thread: decisions applied, waiting and hidden items as tombstones in their place."""
    seen = {item.id: _see(item, inputs) for item in source.items}
    if source.is_withheld:
        # nothing leads from its place to what was decided
        seen[source.post.id] = _wordless(ItemState.CLOSED, None, None)
    places = arrange(map(place_of, source.comments))
    by_id = {comment.id: comment for comment in source.comments}
    tagged = {item.id: _taggings(item, source, inputs, seen[item.id]) for item in source.items}
    comments = tuple(
        versioned_comment(_comment(by_id[place.id], place, seen[place.id], inputs), _tag_ids(tagged[place.id]))
        for place in places
    )
    post = versioned_post(_post(source, seen, inputs), _tag_ids(tagged[source.post.id]))
    order = [source.post.id, *(place.id for place in places)]
    return PublicThread(
        post=post,
        comments=comments,
        links=tuple(link for item_id in order for link in _links(item_id, seen[item_id].body)),
        taggings=tuple(tagging for item_id in order for tagging in tagged[item_id]),
        aliases=tuple(
            (alias, item_id)
            for alias, item_id in source.aliases
            if item_id not in inputs.shut and _speakable(alias, item_id, inputs)
        ),
    )


def build_sites(inputs: Inputs) -> list[PublicSite]:
    """Return the blogs of the archive; a title is redacted, a host that holds words to hide is left out."""
    words = [decision.words for decision in inputs.everywhere]
    return [
        PublicSite(
            id=site.id,
            host="" if _stands(words, site.host) else site.host,
            title=None if site.title is None else apply_plain(site.title, _unanchored(inputs.everywhere)),
            zone=zone_of(inputs.settings, site.host),
            source_gone_since=month_of(site.gone_since),
        )
        for site in inputs.sites
    ]


def build_log(inputs: Inputs) -> list[LogLine]:
    """Return the public log; words that have since become words to hide, on its item too, are masked in each line."""
    return [_log_line(line, inputs.masks_for_line(line.ref)) for line in inputs.log_lines]


def _log_line(line: LogLine, masks: Sequence[Decision]) -> LogLine:
    reason = apply_plain(as_original(line.reason), _unanchored(masks))
    return replace(line, label=safe_label(line.label, masks) if line.label else "", reason=reason)


def build_meta(inputs: Inputs, version: int) -> dict[str, str]:
    """Return what table `meta` says of the archive."""
    settings = inputs.settings
    return {
        "content_version": str(version),
        "title": _plain(settings.title, inputs),
        "operator": _plain(settings.operator, inputs),
        # an address masked in part leads nowhere, or to somebody else
        "contact": "" if _stands((each.words for each in inputs.everywhere), settings.contact) else settings.contact,
        "privacy_notice": _plain(settings.privacy_notice, inputs),
        "noindex": "1" if settings.noindex else "0",
        "zone": settings.zone.key,
    }


def safe_label(label: str, decisions: Sequence[Decision]) -> str:
    """Return a label in which the words of none of these masks stand."""
    words = [decision.words for decision in decisions]
    candidates = (label, *FALLBACK_LABELS)
    return next((each for each in candidates if not any(one.stands_in(each) for one in words)), FALLBACK_LABELS[-1])


def month_of(written: str | None) -> str | None:
    """Return "2026-05" for a time of that month: the public learns no day."""
    return written[:7] if written else None


def month_name(written: str) -> str:
    """Return "May 2026" for an ISO time of that month."""
    return date.fromisoformat(written[:10]).strftime("%B %Y")


def _plain(value: str, inputs: Inputs) -> str:
    return apply_plain(as_original(value), _unanchored(inputs.everywhere))


def _unanchored(masks: Iterable[Decision]) -> list[Redaction]:
    return [Redaction(each.words, each.label, each.ref, None) for each in masks]


def _redactions(item: Stored, field: str, inputs: Inputs) -> list[Redaction]:
    return [
        Redaction(each.words, each.label, each.ref, anchor_in(item, field, each)) for each in inputs.masks_for(item.id)
    ]


# -- one item


def _see(item: Stored, inputs: Inputs) -> _Shown:
    if item.id in inputs.shut:
        return _wordless(ItemState.WITHHELD, None, None)
    made = inputs.decisions_for(item.id)
    erased = next((each for each in made if each.kind is Kind.ERASE), None)
    if erased is not None:
        return _decided("Erased", erased, item, inputs)
    if item.id in inputs.erased:
        # in a backup that was put back, which knows nothing of who decided it
        return _tombstone(ItemState.HIDDEN, item, inputs, "Erased.")
    hidden = next((each for each in made if each.kind is Kind.HIDE), None)
    if hidden is not None:
        return _decided("Hidden", hidden, item, inputs)
    if isinstance(item, StoredComment) and item.state != SourceState.LIVE:
        return _tombstone(ItemState(item.state), item, inputs)
    if item.id in inputs.missing:
        since = month_name(inputs.missing[item.id])
        note = f"No longer at the source since {since}; waiting for a moderator to look."
        return _tombstone(ItemState.WITHHELD, item, inputs, note)
    try:
        body, title, author = _redacted(item, inputs)
    except StaleDecision:
        return _tombstone(ItemState.WITHHELD, item, inputs)
    if item.id in inputs.held:
        return _tombstone(ItemState.HELD, item, inputs)
    # only links to the source ask for it, and looking for many words in many items takes its time
    touched = inputs.settings.links_to_source and (
        item.id in inputs.here or any(field_with(item, each.words) for each in inputs.everywhere)
    )
    return _Shown(ItemState.SHOWN, None, None, title, author, body, render(body), touched)


def _decided(done: str, decision: Decision, item: Stored, inputs: Inputs) -> _Shown:
    reason = decision.reason if decision.reason.endswith((".", "!", "?")) else f"{decision.reason}."
    note = f"{done} in {month_name(decision.made_at)}: {reason}"
    return _tombstone(ItemState.HIDDEN, item, inputs, note, decision.ref)


def _redacted(item: Stored, inputs: Inputs) -> tuple[RedactedText, str | None, str | None]:
    """Return text, title and author with all decisions applied; raise StaleDecision when one no longer fits."""
    original = body_of(item)
    body = empty() if original is None else apply(original, _redactions(item, "text", inputs))
    title = item.title if isinstance(item, StoredPost) else None
    shown_title = None if title is None else apply_plain(title, _redactions(item, "title", inputs))
    return body, shown_title, _author(item, inputs)


def _author(item: Stored, inputs: Inputs) -> str | None:
    """Return the byline as the policy has it: as it is, another name for it, or none."""
    if item.author is None or inputs.settings.bylines == "hide":
        return None
    # read even where it is not shown: a decision that no longer fits withholds the item
    author = apply_plain(item.author, _redactions(item, "author", inputs))
    if inputs.settings.bylines == "keep":
        return author
    pseudonym = pen_name(item, inputs.settings.pen_name_key)
    return None if pseudonym is None else apply_plain(as_original(pseudonym), _unanchored(inputs.masks_for(item.id)))


def _tombstone(
    state: ItemState, item: Stored, inputs: Inputs, note: str | None = None, ref: str | None = None
) -> _Shown:
    note = note or _NOTES[state]
    # where words have since been taken out, the log line, masked, still says why
    return _wordless(state, note if _speakable(note, item.id, inputs) else None, ref)


def _wordless(state: ItemState, note: str | None, ref: str | None) -> _Shown:
    return _Shown(state, note, ref, None, None, empty(), "", touched=True)


def _stands(words: Iterable[Words], value: str) -> bool:
    return any(each.stands_in(value) or each.stands_in_slug(value) for each in words)


def _speakable(value: str, item_id: str, inputs: Inputs) -> bool:
    """True when no words to hide on this item stand in an address, id, name or note."""
    return not _stands((each.words for each in inputs.masks_for(item_id)), value)


def _post(source: ThreadSource, seen: Mapping[str, _Shown], inputs: Inputs) -> PublicPost:
    post, shown = source.post, seen[source.post.id]
    keeps_path = shown.is_shown and post.path is not None and _speakable(post.path, post.id, inputs)
    # the page at the source shows the whole thread, so one touched item is enough to keep its address back (M17)
    touched = source.is_parted or any(each.touched for each in seen.values())
    linked = inputs.settings.links_to_source and keeps_path and not touched
    return PublicPost(
        id=post.id,
        site_id=post.site_id,
        url=(safe_address(post.url) or None) if linked and post.url else None,
        path=post.path if keeps_path else None,
        title=shown.title,
        author=shown.author,
        is_page=post.is_page,
        published=PublicTime(post.published_local, post.published_utc, post.published_precision),
        body=shown.body,
        html=shown.html,
        state=shown.state,
        state_note=shown.note,
        state_ref=shown.ref,
        declared=post.declared,
        comment_count=sum(comment.kind == CommentKind.COMMENT for comment in source.comments),
        row_version=0,
        source_gone_since=month_of(inputs.gone.get(post.id)),
    )


def _comment(comment: StoredComment, place: Arranged, shown: _Shown, inputs: Inputs) -> PublicComment:
    named = shown.is_shown and inputs.settings.bylines != "hide"
    return PublicComment(
        id=comment.id,
        site_id=comment.site_id,
        post_id=comment.post_id,
        parent_id=place.parent_id,
        position=place.position,
        depth=place.depth,
        kind=comment.kind,
        author=shown.author,
        author_kind=comment.author_kind if named else AuthorKind.UNKNOWN.value,
        is_owner=comment.is_owner and shown.is_shown,
        published=PublicTime(comment.published_local, comment.published_utc, comment.published_precision),
        body=shown.body,
        html=shown.html,
        state=shown.state,
        state_note=shown.note,
        state_ref=shown.ref,
        row_version=0,
    )


def _links(item_id: str, body: RedactedText) -> Iterable[PublicLink]:
    marks = [mark for mark in body.marks if mark.kind is MarkKind.LINK and mark.href]
    for number, mark in enumerate(marks, 1):
        host = urlsplit(mark.href).hostname or ""
        words = body.text[mark.span.start : mark.span.end]
        yield PublicLink(f"{item_id}-{number}", item_id, number, mark.href, host, words)


def _taggings(item: Stored, source: ThreadSource, inputs: Inputs, shown: _Shown) -> list[PublicTagging]:
    if not shown.is_shown:
        return []
    tags: dict[str, Tag] = {tag.id: tag for tag in source.tags.get(item.id, ())}
    for label in label_tags(labels_of(item)):
        tag_id = inputs.synonyms.get(label.id, label.id)
        tags[tag_id] = replace(label, id=tag_id)
    found = (topics.tagging_of(item.id, tag, inputs) for tag in sorted(tags.values(), key=lambda tag: tag.id))
    return [tagging for tagging in found if tagging is not None]


def _tag_ids(taggings: Iterable[PublicTagging]) -> list[str]:
    return [tagging.tag_id for tagging in taggings]
