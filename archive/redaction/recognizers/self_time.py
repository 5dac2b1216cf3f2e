"""Clauses by which somebody says that an earlier comment is theirs, told from the words alone.

`self_reference` knows the thread and is surer of it; this one sees a single text: "08:47 here", "my comment at 9.15".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.conversation.clock_patterns import TIME
from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.sentences import find_sentences, find_words
from archive.text import Span

NAME = "self_time"
VERSION = 1

_TIME = (
    r"(?:(?:@ ?|the )?(?:[01]?\d|2[0-3])(?:[:.]?[0-5]\d)(?: ?[ap]\.?m\b\.?| ?h(?:ou)?rs)?(?!\d)|(?:about "
    r"|around )?(?:half past|half|quarter to|quarter past|\w+ to|\w+ past) (?:one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve)\b|\d{1,2} ?[ap]m\b)"
)
_NOTE = (
    r"(?:comment|post|posting|reply|remark|message|contribution|rant|question|point|moan|bit|one|words|answer"
    r"|note|grumble|outburst|ramble)s?"
)
_LINK = r"(?:,|\(|-|–)? ?(?:at|from|of|as|@|timed|timed at|above at|back at|the one at|the one from)? ?"
_SELF = re.compile(
    rf"{_TIME} (?:\w+ )?(?:again here|here\b|is me|was me|was mine|is mine|poster here|again\b|speaking)"
    rf"|\A(?:anon\w* )?{_TIME} again\b|\banon\w* {_LINK}{_TIME} (?:again|here)"
    rf"|\b(?:i'm|i am|it's me|me again|it was me|that was me|this is|was me|mine|i was|i am|same person|same poster"
    rf"|from me|by me|as me)\b(?: (?!going|at work|off|working|sent|told)\w+){{0,5}}?,? {_LINK}(?:anon\w* (?:at "
    rf"|of |from )?)?{_TIME}"
    rf"|\bmy (?:\w+ )?{_NOTE}(?: \w+){{0,2}} {_LINK}{_TIME}|\bmy {_TIME}|\bi(?:'d| had| have|'ve)? (?:\w+ "
    rf")?(?:posted|wrote|said|commented|asked|mentioned|moaned|replied|told you|answered|put (?:on here|up"
    rf"|it))\b.{{0,30}}? {_LINK}{_TIME}"
    rf"|\bas i (?:said|wrote|posted) .{{0,20}}{_TIME}|\bfurther to my .{{0,20}}{_TIME}|\b(?:person|one),? who "
    rf"(?:wrote|posted|asked|said|commented) .{{0,20}}?{_TIME}"
)
_CLAIM = re.compile(
    rf"\b(?:mine|(?:was|is|it's|its) me|me again|from me|by me|i (?:\w+ )?(?:posted|wrote|commented|typed)|my "
    rf"(?:\w+ )?{_NOTE}|same (?:person|poster|hand))\b"
)
_SHORT = 6
_IS_TIME = re.compile(_TIME)
_CLOCK = re.compile(r"\d(?:[:.]?\d\d| ?[ap]m|\.)", re.IGNORECASE)
_WORDED = frozenset(["half", "quarter"])


def find(text: str) -> Iterator[Finding]:
    """Yield the clauses that hold a time of day and claim it as the writer's own."""
    if not (_CLOCK.search(text) and TIME.search(text)) and _WORDED.isdisjoint(find_words(text)):
        return
    for sentence in find_sentences(text):
        if not _IS_TIME.search(sentence.lower):
            continue
        for number, clause in enumerate(sentence.clauses):
            first = sentence.clauses[number - 1] if number and sentence.clauses[number - 1].joint != ";" else clause
            if not _IS_TIME.search(clause.lower):
                continue
            if _SELF.search(clause.lower):
                first = clause
            elif not _SELF.search(f"{first.lower}, {clause.lower}") or first.count > _SHORT:
                if not _CLAIM.search(sentence.lower):
                    continue
                claims = [each for each in sentence.clauses if _CLAIM.search(each.lower)]
                first = min([clause, *claims], key=lambda each: each.span)
                clause = max([clause, *claims], key=lambda each: each.span)
            span = Span(first.span.start, clause.span.end)
            why = "says by a time of day that an earlier comment is by the same hand"
            yield Finding(Entity.TIME, span, 0.7, Risk.MEDIUM, why, NAME, VERSION, kinds=frozenset({Entity.TIME}))
