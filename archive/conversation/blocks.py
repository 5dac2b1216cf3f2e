"""Passages from elsewhere that somebody pasted: tweets, posts, press releases, e-mails, articles, debates, quotations.

A block covers whole paragraphs, as they are shown. What cannot be told apart from the writer's own words is left to
the writer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.conversation import block_patterns as patterns
from archive.markup.blocks import find_blocks
from archive.text import Mark, MarkedText, MarkKind, Span


class BlockKind(StrEnum):
    """Where a pasted passage comes from. A QUOTE is somebody's words in quotation marks, who knows whose."""

    TWEET = "tweet"
    FACEBOOK = "facebook"
    PRESS_RELEASE = "press_release"
    EMAIL = "email"
    ARTICLE = "article"
    DEBATE = "debate"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True, order=True)
class PastedBlock:
    """A passage from elsewhere. `name` is where in it stands whom it is from, None if nowhere."""

    span: Span
    kind: BlockKind
    name: Span | None = None


def find_pasted(text: str, marks: Sequence[Mark] = ()) -> list[PastedBlock]:
    """Return the pasted passages of a text, in order and without overlap."""
    paragraphs = [block.span for block in find_blocks(MarkedText(text, tuple(marks)))]
    finder = _Finder(text, paragraphs)
    found = list(finder.find())
    quotes = [mark.span for mark in marks if mark.kind is MarkKind.QUOTE]
    return _merge(found, _quotes(text, paragraphs, quotes))


def find_speakers(text: str, span: Span) -> list[Span]:
    """Return the names that begin lines of a pasted passage as "Name: words"; none when only one line does."""
    found = []
    for match in patterns.SPEAKER.finditer(text, span.start, span.end):
        name = match["name"].strip()
        if name.casefold().split(" ")[0].strip(".:") not in patterns.NO_SPEAKER and len(name) > 1:
            found.append(Span(match.start("name"), match.end("note") if match["note"] else match.end("name")))
    return found if len(found) > 1 else []


_NEAR = 400
_LONGEST_QUOTE = 10_000


class _Finder:
    """Goes through the paragraphs of one text; `at` is the one it has come to."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        self._text = text
        self._spans = paragraphs
        self._words = [text[span.start : span.end].strip() for span in paragraphs]
        # what tells a passage apart stands near its beginning or end, and no pattern has to look further
        self._heads = [words[:_NEAR] for words in self._words]
        self._tails = [words[-_NEAR:] for words in self._words]

    def find(self) -> Iterator[PastedBlock]:
        at = 0
        while at < len(self._spans):
            found = self._at(at)
            if found is None:
                at += 1
                continue
            kind, first, last, name = found
            yield PastedBlock(Span(self._spans[first].start, self._spans[last].end), kind, name)
            at = max(last, at) + 1

    def _at(self, at: int) -> tuple[BlockKind, int, int, Span | None] | None:
        """Return the block that begins with a paragraph, or is introduced by it: kind, first, last, name."""
        for find in (self._mail, self._release, self._tweet, self._facebook, self._debate, self._article):
            if (found := find(at)) is not None:
                return found
        return self._introduced(at)

    # -- what tells itself apart

    def _mail(self, at: int) -> tuple[BlockKind, int, int, Span | None] | None:
        names: set[str] = set()
        last = at
        while last < len(self._words):
            headers = [found["name"].lower() for found in patterns.MAIL_HEADER.finditer(self._words[last])]
            if not headers or (last == at and not patterns.MAIL_HEADER.match(self._words[last])):
                break
            names.update(headers)
            last += 1
        if len(names & patterns.MAIL_CORE) < 2:
            return None
        return BlockKind.EMAIL, at, self._mail_end(max(last - 1, at)), None

    def _mail_end(self, at: int) -> int:
        """Return the paragraph that ends an e-mail: with its signature, before a rule, else the last."""
        if patterns.SIGN_OFF.search(self._words[at]):
            return at
        for number in range(at + 1, len(self._words)):
            if patterns.RULE.match(self._words[number]):
                return number - 1
            if patterns.SIGN_OFF.search(self._words[number]):
                follows = number + 1 < len(self._words) and len(self._words[number + 1].split()) <= 8
                signed = self._words[number].strip().count("\n") > 0
                return number + 1 if follows and not signed else number
        return len(self._words) - 1

    def _release(self, at: int) -> tuple[BlockKind, int, int, Span | None] | None:
        if patterns.RELEASE_HEAD.search(self._heads[at]) and not patterns.INTRODUCED.search(self._tails[at]):
            return BlockKind.PRESS_RELEASE, at, self._release_end(at), None
        if at == 0 and (end := self._release_mark(0)) is not None and not self._has_heads(end):
            return BlockKind.PRESS_RELEASE, 0, self._release_end(0), None
        return None

    def _has_heads(self, end: int) -> bool:
        """True when something before the end says better where the press release begins."""
        return any(
            patterns.RELEASE_HEAD.search(head) or patterns.INTRODUCED.search(tail)
            for head, tail in zip(self._heads[:end], self._tails[:end], strict=True)
        )

    def _release_mark(self, at: int) -> int | None:
        for number in range(at, len(self._words)):
            if patterns.RELEASE_END.match(self._heads[number]) or patterns.RELEASE_NOTES.match(self._heads[number]):
                return number
        return None

    def _release_end(self, at: int) -> int:
        """Return the last paragraph of a press release: its notes to editors, else "ENDS", else the last of all."""
        end = self._release_mark(at)
        if end is None:
            return len(self._words) - 1
        if any(patterns.RELEASE_NOTES.match(head) for head in self._heads[end : end + 2]):
            return len(self._words) - 1
        return end

    def _tweet(self, at: int) -> tuple[BlockKind, int, int, Span | None] | None:
        words = self._words[at]
        if head := patterns.TWEET_HEAD.match(self._heads[at]):
            last = at
            if len(words.split()) <= 8 and "\n" not in words.strip() and at + 1 < len(self._words):
                last = at + 1
            return BlockKind.TWEET, at, self._tweet_tail(last), self._part(at, head.span("handle"))
        for last in (at, at + 1):
            foot = patterns.TWEET_FOOT.search(self._tails[last]) if last < len(self._words) else None
            if foot and (last == at or foot.start() == 0) and len(self._words[at].split()) <= 70:
                cut = len(self._words[last]) - len(self._tails[last])
                name = self._part(last, foot.span("handle"), cut) if foot["handle"] else None
                return BlockKind.TWEET, at, self._tweet_tail(last), name
        return None

    def _tweet_tail(self, last: int) -> int:
        while last + 1 < len(self._words) and patterns.TWEET_COUNTS.match(self._heads[last + 1]):
            last += 1
        return last

    def _facebook(self, at: int) -> tuple[BlockKind, int, int, Span | None] | None:
        words = self._words[at]
        if head := patterns.FACEBOOK_HEAD.match(self._heads[at]):
            last = at
            if not words[head.end() :].strip() and at + 1 < len(self._words):
                last = at + 1
            while last + 1 < len(self._words) and patterns.FACEBOOK_FOOT.match(self._heads[last + 1]):
                last += 1
            return BlockKind.FACEBOOK, at, last, None
        return (BlockKind.FACEBOOK, at, at, None) if patterns.FACEBOOK_FOOT.search(self._tails[at]) else None

    def _debate(self, at: int) -> tuple[BlockKind, int, int, Span | None] | None:
        last = at
        marked = False
        speakers = 0
        while last < len(self._words):
            words = self._heads[last]
            if patterns.DEBATE_SPEAKER.match(words):
                speakers += 1
                marked = marked or bool(patterns.DEBATE_MARK.search(words[:160]))
            elif speakers == 0 or patterns.RULE.match(words):
                break
            last += 1
        if not marked:
            return None
        # what follows the last speaker's paragraph is as likely to be the writer's own
        while not patterns.DEBATE_SPEAKER.match(self._heads[last - 1]):
            last -= 1
        return BlockKind.DEBATE, at, self._debate_tail(last - 1), None

    def _debate_tail(self, last: int) -> int:
        """Return the last paragraph of a debate whose last speaker is named in this one, words following or not."""
        named = patterns.DEBATE_SPEAKER.match(self._heads[last])
        alone = named is not None and not self._words[last][named.end() :].strip()
        return min(last + 1, len(self._words) - 1) if alone else last

    def _article(self, at: int) -> tuple[BlockKind, int, int, Span | None] | None:
        words = self._heads[at]
        lines = words.split("\n")
        if len(lines[0].split()) > 20 or lines[0].rstrip().endswith((".", ":")):
            return None
        rest = "\n".join(lines[1:]) if len(lines) > 1 else ""
        following = self._heads[at + 1] if at + 1 < len(self._words) else ""
        if not (patterns.BYLINE.match(rest) or (not rest and patterns.BYLINE.match(following))):
            return None
        for number in range(at + 1, len(self._words)):
            if patterns.ARTICLE_END.match(self._heads[number]) and len(self._words[number]) < _NEAR:
                return BlockKind.ARTICLE, at, number, None
            if patterns.RULE.match(self._words[number]):
                return BlockKind.ARTICLE, at, number - 1, None
        return BlockKind.ARTICLE, at, len(self._words) - 1, None

    # -- what somebody introduces

    def _introduced(self, at: int) -> tuple[BlockKind, int, int, Span | None] | None:
        words = self._tails[at]
        if at + 1 >= len(self._words) or not patterns.INTRODUCED.search(words):
            return None
        tail = words[-200:]
        kind = next((name for name, pattern in patterns.INTRODUCTIONS if pattern.search(tail)), None)
        if kind is None:
            return None
        first = at + 1
        if patterns.QUOTED.match(self._heads[first]):
            return BlockKind(kind), first, self._quoted_end(first), None
        if kind == BlockKind.PRESS_RELEASE:
            return BlockKind.PRESS_RELEASE, first, self._release_end(first), None
        if kind == BlockKind.EMAIL:
            if not patterns.SALUTATION.match(self._heads[first]):
                return None
            return BlockKind.EMAIL, first, self._mail_end(first), None
        if kind in (BlockKind.TWEET, BlockKind.FACEBOOK) and patterns.MANY.search(tail):
            return BlockKind(kind), first, len(self._words) - 1, None
        return (BlockKind(kind), first, first, None) if len(self._words[first].split()) >= 8 else None

    def _quoted_end(self, first: int) -> int:
        """Return the last of the paragraphs in quotation marks, rules between them allowed."""
        last = first
        is_open = _is_left_open(self._words[first])
        for number in range(first + 1, len(self._words)):
            words = self._words[number]
            if patterns.QUOTED.match(self._heads[number]):
                last, is_open = number, _is_left_open(words)
            elif is_open:
                last = number
                is_open = not words.rstrip().endswith(("”", '"', "»"))
            elif not patterns.RULE.match(words):
                break
        return last

    def _part(self, at: int, inner: tuple[int, int], cut: int = 0) -> Span:
        """Return where a part of a paragraph stands in the text; `cut` is what was left out before it."""
        whole = self._text[self._spans[at].start : self._spans[at].end]
        start = self._spans[at].start + len(whole) - len(whole.lstrip()) + cut
        return Span(start + inner[0], start + inner[1])


def _is_left_open(words: str) -> bool:
    opened = words.count("“") + words.count("«")
    if opened:
        return opened > words.count("”") + words.count("»") and any(sign in words for sign in "“«")
    return words.count('"') % 2 == 1


def _quotes(text: str, paragraphs: Sequence[Span], quotes: Sequence[Span]) -> Iterator[PastedBlock]:
    """Yield quotations that the source marks, and paragraphs that are nothing but words in quotation marks."""
    for span in quotes:
        if len(span):
            yield PastedBlock(span, BlockKind.QUOTE)
    for span in paragraphs:
        words = text[span.start : span.end]
        if (
            len(words) <= _LONGEST_QUOTE
            and patterns.WHOLE_QUOTE.match(words.strip())
            and not any(quote.overlaps(span) for quote in quotes)
        ):
            yield PastedBlock(span, BlockKind.QUOTE)


def _merge(found: list[PastedBlock], quotes: Iterator[PastedBlock]) -> list[PastedBlock]:
    kept = list(found)
    for quote in quotes:
        if not any(each.span.overlaps(quote.span) for each in kept):
            kept.append(quote)
    return sorted(kept)
