"""From a public row to the document that stands for it in the index. Redaction tokens are not among its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain

from archive.public.models import PublicComment, PublicPost, PublicTagging, PublicTime
from archive.text import MarkKind, Span
from search_index import analysis
from search_index.fields import GAP, UNDATED, Document
from search_index.mentions import NONE, Mentions, Placed

Item = PublicPost | PublicComment
Voices = Mapping[str, Sequence[Span]]
"""Which stretches of a text are "quoted" or "imported"; the rest is the author's own."""

TITLE_TIMES = 3
"""A word in the title counts for as many in the text."""

OTHER_VOICES = ("quoted", "imported")


def kind_of(item: Item) -> str:
    """Return "post" or "comment"."""
    return "comment" if isinstance(item, PublicComment) else "post"


def build_document(
    item: Item,
    taggings: Iterable[PublicTagging] = (),
    *,
    answers: int = 0,
    voices: Voices | None = None,
    mentions: Mentions = NONE,
) -> Document:
    """Return the document of one shown item; `answers` to a comment are counted by the caller.

    `voices` and `mentions` say whose words and which acronyms stand where in its text.
    """
    text = analysis.searchable(item.body)
    title = analysis.searchable_line(getattr(item, "title", None) or "")
    discussed = item.comment_count if isinstance(item, PublicPost) else answers
    terms = {
        **_word_terms(title, text, mentions),
        **_voice_terms(title, text, mentions, {name: spans for name, spans in (voices or {}).items() if spans}),
        **_name_terms(item),
        **_day_terms(item.published),
        "tag": _tag_terms(taggings),
        "kind": [kind_of(item)],
        "site": [str(item.site_id)],
        "has": _has_terms(item, discussed, voices),
    }
    return Document(
        id=item.id,
        row_version=item.row_version,
        written=sort_time(item.published),
        discussed=discussed,
        terms={name: found for name, found in terms.items() if found},
    )


def _word_terms(title: str, text: str, mentions: Mentions) -> dict[str, list[str]]:
    acronyms = mentions.terms
    ordinary: set[str] = set()
    if acronyms:
        ordinary = analysis.ordinary_terms(text, mentions.text) | analysis.ordinary_terms(title, mentions.title)
    return {
        "text": _text_terms(title, text),
        "exact": analysis.exact_terms(f"{title}\n{text}"),
        "acro": acronyms,
        "both": [term for term in acronyms if analysis.term_of(term) in ordinary],
    }


def _text_terms(title: str, text: str) -> list[str]:
    terms: list[str] = []
    if title:
        terms = [*analysis.words(title), GAP] * TITLE_TIMES
    terms += analysis.words(text)
    for form in analysis.short_forms(f"{title}\n{text}"):
        # where they stand says nothing: no phrase may reach them
        terms += (GAP, form)
    return terms


def _voice_terms(title: str, text: str, mentions: Mentions, voices: Voices) -> dict[str, list[str]]:
    if not voices:
        return {"voice": ["plain"]}
    others = {name: voices.get(name, ()) for name in OTHER_VOICES}
    texts = {name: _only(text, spans) for name, spans in others.items()}
    texts["own"] = _without(text, [span for spans in others.values() for span in spans])
    terms: dict[str, list[str]] = {}
    for name, said in texts.items():
        heading = title if name == "own" else ""
        found = _text_terms(heading, said)
        if any(term != GAP for term in found):
            terms[name] = found
            terms[f"{name}_exact"] = analysis.exact_terms(f"{heading}\n{said}")
            terms[f"{name}_acro"] = _said_by(name, mentions, others).terms
    return {"voice": sorted(name for name in texts if name in terms), **terms}


def _said_by(name: str, mentions: Mentions, others: Voices) -> Mentions:
    """Return the acronyms that stand whole in one voice; a title is its author's own."""
    if name in others:
        return Mentions(text=[one for one in mentions.text if any(span.contains(one[1]) for span in others[name])])
    spans = list(chain.from_iterable(others.values()))
    own: Placed = [one for one in mentions.text if not any(span.overlaps(one[1]) for span in spans)]
    return Mentions(mentions.title, own)


def _without(text: str, spans: Iterable[Span]) -> str:
    for span in spans:
        text = text[: span.start] + GAP.ljust(len(span)) + text[span.end :]
    return text


def _only(text: str, spans: Iterable[Span]) -> str:
    return f" {GAP} ".join(text[span.start : span.end] for span in sorted(spans))


def _name_terms(item: Item) -> dict[str, list[str]]:
    names = analysis.names(analysis.searchable_line(byline(item)))
    return {"author": names, "byline": [" ".join(names)[: analysis.MAX_WORD]] if names else []}


def _day_terms(time: PublicTime) -> dict[str, list[str]]:
    local = time.local
    return {"year": [local[:4]], "month": [local[:7]], "day": [local[:10]]} if local else {}


def _tag_terms(taggings: Iterable[PublicTagging]) -> list[str]:
    return sorted({name for tagging in taggings for name in (tagging.tag_id, tag_key(tagging.name)) if name})


def _has_terms(item: Item, discussed: int, voices: Voices | None) -> list[str]:
    kinds = {mark.kind for mark in item.body.marks}
    has = {
        "link": MarkKind.LINK in kinds,
        "quote": MarkKind.QUOTE in kinds or bool(voices and voices.get("quoted")),
        "reply": discussed > 0,
    }
    return [name for name, is_so in has.items() if is_so]


def byline(item: Item) -> str:
    """Return the name an item is found by: its byline, "anonymous" where the source said so."""
    if item.author is None and isinstance(item, PublicComment) and item.author_kind == "anonymous":
        return "anonymous"
    return item.author or ""


def tag_key(name: str) -> str:
    """Return the form in which the name of a tag is compared.

    >>> tag_key("  Early  Release ")
    'early release'
    """
    return " ".join(name.lower().split())


def sort_time(time: PublicTime) -> int:
    """Return a number that orders items by when they were written: seconds since 1970, `UNDATED` for unknown."""
    written = time.utc or time.local
    if not written:
        return UNDATED
    moment = datetime.fromisoformat(written)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
