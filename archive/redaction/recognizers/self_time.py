"""Clauses by which somebody says that an earlier comment is theirs, told from the words alone.

`self_reference` knows the thread and is surer of it; this one sees a single text: "08:47 here", "my comment at 9.15".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from archive.conversation.clock_patterns import TIME
from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_numbers, search_near
from archive.redaction.sentences import find_classes, find_sentences
from archive.redaction.tokens import class_of
from archive.text import Span

NAME = "self_time"
VERSION = 1

_TIME = (
    r"(?:(?<!\bin )(?<!since )(?<!until )(?<!before )(?<!after )(?<![\d£$€.,:/-])"
    r"(?:@ ?|the )?(?:[01]?\d|2[0-3])(?:[:.]?[0-5]\d)(?: ?[ap]\.?m\b\.?| ?h(?:ou)?rs)?(?!\d)|(?:about "
    r"|around )?(?:half past|half|quarter to|quarter past|\w+ to|\w+ past) (?:one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve)\b|\d{1,2} ?[ap]m\b)"
)
_NOTE = (
    r"(?:comment|post|posting|reply|remark|message|contribution|rant|question|point|moan|bit|one|words|answer"
    r"|note|grumble|outburst|ramble)s?"
)
_LINK = r"(?:,|\(|-|–)? ?(?:at|from|of|as|@|timed|timed at|above at|back at|the one at|the one from)? ?"
_WROTE = r"(?:posted|wrote|written|said|commented|asked|mentioned|moaned|replied|told you|answered|put|typed|added)"
_BETWEEN = (
    r"(?:(?:anon\w*|again|the|one|person|same|poster|commenter|comments?|as|who|wrote|posted|said|asked|put|that"
    r"|from|at|of|there"
    r"|above|below|earlier|back|this|morning|last|night|yesterday|long|bit|about|by|commenting|rant|moan|post"
    r"|question|short"
    r"|first|second|other|and|also|too|here|woman|man|chap|bloke|lad|lass) ){0,6}?"
)
_PLACED = (
    r"(?:(?:this|that|it|above|here|on|below|up|there|the|one|comment|question|bit|long|earlier|last|night|this"
    r"|morning|yesterday|my"
    r"|reply|post|about|point|also|back|to|you|\w+ing) ){0,5}?"
)
_SELF = re.compile(
    rf"{_TIME} (?:\w+ )?(?:again here|here\b|is me|was me|was mine|is mine|poster (?:here|back|again)|again\b"
    rf"|speaking)"
    rf"|\A(?:anon\w* )?{_TIME} again\b|\banon\w* {_LINK}{_TIME} (?:again|here)"
    rf"|\b(?:i'm|i am|it's me|me|it was me|that was me|this is|was me|mine|i was|from me|by me|as me|to myself"
    rf"|it was i|me again)\b,? "
    rf"{_BETWEEN}{_LINK}(?:anon\w* (?:at |of |from )?)?(?:the )?{_TIME}(?! (?:an|a|per)\b|\w)(?! (?:train|bus|turn"
    rf"|shift|start|service|mass|meeting|to))"
    rf"|\bmy (?:\w+ )?{_NOTE}(?: \w+){{0,2}} {_LINK}{_TIME}|\bmy (?:earlier |previous |own |last )?(?:at )?{_TIME}"
    rf"(?=\Z|[,;:!?)]|\.(?:\Z| )| (?:{_NOTE}|above|below|and|about|should|yesterday|today|this morning|last night"
    rf"|was (?:cut|wrong|meant))\b)"
    rf"|\bi(?:'d| had| have|'ve)? (?:\w+ )?{_WROTE} {_PLACED}{_LINK}{_TIME}"
    rf"|\bas i (?:said|wrote|posted) .{{0,20}}{_TIME}|\bfurther to my .{{0,20}}{_TIME}|\b(?:person|one),? who "
    rf"{_WROTE} .{{0,20}}?{_TIME}"
)
_CLAIM = re.compile(
    rf"\b(?:mine\b|(?:was|is|it's|its) me\b(?! who (?!{_WROTE}))|me (?:again|too|as well|also|once more)\b"
    rf"|(?:comment|one|post|bit) (?:from|by) me\b|to myself\b"
    rf"|i (?:\w+ )?(?:posted (?!the|a|my|it to)|commented|typed)|(?:that|it|this|you) was i\b|i who {_WROTE}"
    rf"|my (?:\w+ ){{0,2}}?(?:{_NOTE}|previous|last one|earlier one|first one|other one|above)\b"
    rf"|same (?:person|poster|hand|chap|woman|man|bloke|lad|lass|one|commenter|writer|anonymous|anon|soul"
    rf"|idiot) (?:as|at|from|who)\b"
    rf"|poster (?:again|back|here)\b|correction to (?:what i|my|mine)|as i (?:said|wrote|posted|put))"
)
_SHORT = 6
_IS_TIME = re.compile(_TIME)
WORDED = class_of(["half", "quarter", "past"])
"""One of these stands in every time in words."""
# wider than any time of day, and quicker to look for
_DIGITS = re.compile(
    r"\d(?<![\d£$€.,:/-]\d)(?<!\bin \d)(?<!since \d)(?<!until \d)(?<!before \d)(?<!after \d)"
    r"(?:(?:(?<=[01])\d|(?<=2)[0-3])?[:.]?[0-5]\d(?!\d)|\d? ?[ap]m\b)",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?:half|past|to) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b")


def find(text: str) -> Iterator[Finding]:
    """Yield the clauses that hold a time of day and claim it as the writer's own."""
    numbers = [start for start, _ in find_numbers(text)]
    if not find_classes(text) & WORDED and not _holds_clock(text, numbers):
        return
    for sentence in find_sentences(text):
        has_number = bisect_left(numbers, sentence.start) < bisect_left(numbers, sentence.end)
        if not (has_number or _is_before_hour(sentence.lower)) or not _holds_time(sentence.lower):
            continue
        for number, clause in enumerate(sentence.clauses):
            first = sentence.clauses[number - 1] if number and sentence.clauses[number - 1].joint != ";" else clause
            if not _holds_time(clause.lower):
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


def _holds_clock(text: str, numbers: Sequence[int]) -> bool:
    """Return whether a time of day stands in a text in digits."""
    return any(_DIGITS.match(text, at) for at in numbers) and any(search_near(TIME, text, numbers, 2, 30))


def _is_before_hour(lower: str) -> bool:
    return "to " in lower or "past " in lower or "half " in lower


def _holds_time(lower: str) -> bool:
    return bool(_DIGITS.search(lower) or (_HOUR.search(lower) and _IS_TIME.search(lower)))
