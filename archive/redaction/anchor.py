"""Where a decision was made: its words, a little of what stands around them, and a salted digest of the whole text."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field

from archive.errors import StaleDecision
from archive.text import Span

CONTEXT = 32
"""Characters kept on each side: the width that Web Annotation's TextQuoteSelector examples and annotators use."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quotation with its surroundings, after the TextQuoteSelector of the Web Annotation Data Model (W3C, 2017).

    Private: it holds the words themselves, so they stay out of its representation.
    """

    exact: str = field(repr=False)
    prefix: str = field(repr=False)
    suffix: str = field(repr=False)
    start: int
    digest: str
    salt: str = field(repr=False)


def make_anchor(text: str, span: Span, salt: str) -> Anchor:
    """Return the anchor of a span of a text. The salt is random, a new one for each decision."""
    return Anchor(
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        digest=_digest(text, salt),
        salt=salt,
    )


def locate(anchor: Anchor, text: str) -> Span:
    """Return where the anchor's words stand in a text, which may have changed since.

    Raises StaleDecision unless the text is the same as then, or the quotation with its surroundings fits exactly once
    (white space may differ). Fail closed: who calls this withholds the item.
    """
    if hmac.compare_digest(anchor.digest, _digest(text, anchor.salt)):
        return Span(anchor.start, anchor.start + len(anchor.exact))
    fits = _quotation(anchor).finditer(text)
    first, second = next(fits, None), next(fits, None)
    if first is None or second is not None:
        times = "more than once" if first else "nowhere"
        raise StaleDecision(
            f"a decision's quotation fits {times} in the changed text; look at the item and decide anew"
        )
    return Span(*first.span("exact"))


def _digest(text: str, salt: str) -> str:
    return hmac.new(salt.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _quotation(anchor: Anchor) -> re.Pattern[str]:
    """Return a pattern that also finds fits that overlap each other."""
    exact = f"(?P<exact>{_spaced(anchor.exact)})"
    return re.compile(f"(?=(?:{_spaced(anchor.prefix)}){exact}(?:{_spaced(anchor.suffix)}))")


def _spaced(text: str) -> str:
    return r"\s+".join(re.escape(piece) for piece in re.split(r"\s+", text))
