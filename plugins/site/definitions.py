"""What acronyms in a thread stand for: a quiet link at the first in each text, and a list at the foot of the thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from sqlite_utils import Database

from archive.markup import Decoration, DecorationKind
from archive.public import acronyms
from archive.public.acronym_mentions import AcronymMention, get_thread_mentions
from archive.public.acronyms import AcronymSense
from archive.public.models import PublicComment, PublicPost, PublicThread
from archive.text import MarkKind
from plugins.site.addresses import acronym_address
from plugins.site.contexts import DefinitionLine

_NAMED = 3
_SHORT = 48
_LINKS = (MarkKind.LINK, MarkKind.REDACTION)


@dataclass(frozen=True, slots=True)
class Explained:
    """The decorations of each item of a thread, and the meanings that stand in it, by the short form."""

    decorations: Mapping[str, Sequence[Decoration]]
    lines: tuple[DefinitionLine, ...]


def explain(db: Database, thread: PublicThread) -> Explained:
    """Return what can be said of the acronyms in a thread; the texts stay as they are.

    Each text has a link at the first place of an acronym in each of its senses. Where it is not known what is meant, it
    has one when there are several meanings to choose from.
    """
    mentions = get_thread_mentions(db, thread.post.id)
    known = {each.acronym_id for found in mentions.values() for each in found}
    choices = acronyms.get_senses_of(db, sorted(known))
    senses = {sense.id: sense for found in choices.values() for sense in found}
    unsure = {acronym_id: _either(found) for acronym_id, found in choices.items() if len(found) > 1}
    decorations: dict[str, list[Decoration]] = {}
    spellings: dict[str, Counter[str]] = {}
    items: list[PublicPost | PublicComment] = [thread.post, *thread.comments]
    for item in items:
        for mention in _firsts(item, mentions.get(item.id, ())):
            sense = senses.get(mention.sense_id or "")
            if sense:
                spellings.setdefault(sense.id, Counter())[mention.spelling] += 1
            if sense or mention.acronym_id in unsure:
                decoration = _decoration(mention, sense, unsure.get(mention.acronym_id, ""))
                decorations.setdefault(item.id, []).append(decoration)
    lines = [_line(senses[sense_id], found) for sense_id, found in spellings.items()]
    return Explained(decorations, tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.meaning))))


def _firsts(item: PublicPost | PublicComment, mentions: Sequence[AcronymMention]) -> Iterator[AcronymMention]:
    """Yield the first place of each acronym in each sense that stands in no link, so that a reader is told once."""
    seen: set[tuple[str, str | None]] = set()
    taken = [mark.span for mark in item.body.marks if mark.kind in _LINKS]
    for mention in mentions:
        known = (mention.acronym_id, mention.sense_id)
        if known not in seen and not any(span.overlaps(mention.span) for span in taken):
            seen.add(known)
            yield mention


def _either(choices: Sequence[AcronymSense]) -> str:
    named = " or ".join(shorten(each.expansion, _SHORT, placeholder="…") for each in choices[:_NAMED])
    more = f", or {len(choices) - _NAMED} more" if len(choices) > _NAMED else ""
    return f"Either {named}{more}"


def _decoration(mention: AcronymMention, sense: AcronymSense | None, unsure: str) -> Decoration:
    href = acronym_address(mention.acronym_id)
    if sense is None:
        return Decoration(mention.span, DecorationKind.ACRONYM, href, unsure)
    return Decoration(mention.span, DecorationKind.ACRONYM, href, sense.expansion, described_by=_anchor(sense))


def _line(sense: AcronymSense, spellings: Counter[str]) -> DefinitionLine:
    (name, _), *_ = sorted(spellings.items(), key=lambda pair: (-pair[1], pair[0]))
    return DefinitionLine(
        owner=f"acronym:{sense.acronym_id}",
        meaning_owner=f"sense:{sense.id}",
        anchor=_anchor(sense),
        href=acronym_address(sense.acronym_id),
        name=name,
        meaning=sense.expansion,
    )


def _anchor(sense: AcronymSense) -> str:
    return f"means-{'-'.join(sense.id.split())}"
