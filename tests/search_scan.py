"""A plain scan over texts, to hold an engine against; and queries made at random of a few words."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public import store
from archive.public.models import ItemState
from archive.text import MarkKind, Span
from search_index import analysis, nodes
from search_index.documents import Voices, byline, kind_of, sort_time, tag_key
from search_index.expanding import expand, root_of
from search_index.fields import GAP
from search_index.mentions import NONE, Mentions, read_mentions
from search_index.planning import iter_stems
from search_index.public_vocabulary import PublicVocabulary
from search_index.query import parse
from search_index.vocabulary import Group
from tests.search_copy import Item, as_comment, as_post

WORDS = """
    ferry ferries harbour harbours running run runs late later lately oasys OASys OASYS eoasys oasis PSR PSRs psr arms
    ARMS Arms release released early the of and it IT PO POs [place] [name] don't 10:30 pre-sentence EDIT, **EDIT**
    THIS WAS NOT FUNNY A.R.M.S.
""".split()  # noqa: SIM905 - a list of words reads as one
TITLES = ("The night ferry", "Early release at [place]", "Why IT fails", "OASys again", None)
AUTHORS = ("Old Capstan", "Capstan", "ivy", None)
TAGS = ("Early Release", "pay", "OASys")
DAYS = ("2016-02-29", "2017-12-31T23:30", "2018-01-01T00:00", "2018-07-02T10:00", "2018-07-02T10:00", "2019-07-31", "")
NO_VIEW: Any = None
"""No engine is asked."""

HOSTS = {"blog.example": 1, "two.example": 2}


def make_items(source: random.Random, posts: int, comments: int) -> list[Item]:
    """Return posts with comments made of few words, so that every query finds something and ties are many."""
    items = []
    for number in range(posts):
        items.append(_any_item(source, f"p{number}", None, None))
        for index in range(comments):
            parent = source.choice((None, f"p{number}c{source.randrange(index)}")) if index else None
            items.append(_any_item(source, f"p{number}c{index}", f"p{number}", parent))
    return items


def _any_item(source: random.Random, item_id: str, under: str | None, parent: str | None) -> Item:
    return Item(
        id=item_id,
        text=" ".join(source.choices(WORDS, k=source.randint(0, 14))),
        under=under,
        title=None if under else source.choice(TITLES),
        author=source.choice(AUTHORS),
        author_kind=source.choice(("anonymous", "unknown")),
        at=source.choice(DAYS),
        tags=tuple(source.sample(TAGS, source.choice((0, 0, 1, 2)))),
        state=source.choice((ItemState.SHOWN,) * 9 + (ItemState.HIDDEN,)),
        site=1 + (int(item_id[1:].partition("c")[0]) % 2),
        parent=parent,
        marked=source.choice(((), (), (), (MarkKind.LINK,), (MarkKind.QUOTE,))),
    )


def voices_of(item_id: str, text: str) -> Mapping[str, Sequence[Span]]:
    """Return stretches of a text that are quoted or imported, in every third item."""
    turn = sum(map(ord, item_id)) % 9
    third = len(text) // 3
    match turn:
        case 0:
            return {"quoted": [Span(0, third)]}
        case 3:
            return {"imported": [Span(third, 2 * third)]}
        case 6:
            return {"quoted": [Span(0, third)], "imported": [Span(2 * third, len(text))]}
        case _:
            return {}


def voices_for_tests(db: Database, item_ids: Sequence[str]) -> dict[str, Voices]:
    """Return whose words stand where, made up by the id of each item."""
    return {
        key: dict(found)
        for key, item in store.get_items(db, item_ids).items()
        if (found := voices_of(key, item.body.text))
    }


def use_engine(folder: DataFolder, name: str) -> None:
    """Make an archive use an engine."""
    text = folder.settings_file.read_text(encoding="utf-8")
    folder.settings_file.write_text(text.replace('engine = "whoosh"', f'engine = "{name}"'), encoding="utf-8")


class Scan:
    """One item as a plain scan sees it."""

    def __init__(self, item: Item, answers: int, mentions: Mentions) -> None:
        row = as_comment(item, 1) if item.under else as_post(item)
        text, title = analysis.searchable(row.body), analysis.searchable_line(item.title or "")
        self.id = item.id
        self.time = sort_time(row.published)
        self.local = row.published.local
        self.kind = kind_of(row)
        self.discussed = answers
        self.site = item.site
        self.author = analysis.names(analysis.searchable_line(byline(row)))
        self.tags = {key for tag in item.tags for key in (tag_key(tag), tag.lower().replace(" ", "-"))}
        voices = voices_of(item.id, text)
        self.has_what = {"link" for kind in item.marked if kind is MarkKind.LINK and text.split(" ")[0]}
        self.has_what |= {"quote" for kind in item.marked if kind is MarkKind.QUOTE and text.split(" ")[0]}
        self.has_what |= {"quote"} if voices.get("quoted") else set()
        self.has_what |= {"reply"} if answers else set()
        spans = [span for found in voices.values() for span in found]
        self.texts = {None: [title, text], "own": [title, _cut(text, spans)]}
        for voice in ("quoted", "imported"):
            self.texts[voice] = [text[span.start : span.end] for span in voices.get(voice, ())]
        self.known: set[str] = set()
        """The terms of all items."""
        named, placed = set(mentions.title), set(mentions.text)
        own = {one for one in placed if not any(span.overlaps(one[1]) for span in spans)}
        self.acronyms = {None: named | placed, "own": named | own}
        for voice in ("quoted", "imported"):
            self.acronyms[voice] = {one for one in placed if any(map(_holds(one[1]), voices.get(voice, ())))}
        self.ordinary = analysis.ordinary_terms(text, mentions.text) | analysis.ordinary_terms(title, mentions.title)

    def terms(self, voice: str | None) -> set[str]:
        """Return the terms of a voice, None for all of them."""
        whole = " ; ".join(self.texts[voice])
        found = {term for text in self.texts[voice] for term in analysis.words(text)} - {GAP}
        return found | set(analysis.short_forms(whole))

    def spelt(self, voice: str | None) -> set[str]:
        """Return the acronyms of a voice."""
        return {term for term, _ in self.acronyms[voice]}

    def written(self, voice: str | None) -> set[str]:
        """Return the words of a voice as they are written."""
        return set(analysis.exact_terms("\n".join(self.texts[voice])))

    def has(self, node: nodes.Node, voice: str | None = None) -> bool:
        """Return whether the item is one of those that a query asks for."""
        match node:
            case nodes.Every():
                for part in node.nodes:
                    voice = part.voice if isinstance(part, nodes.Voice) else voice
                return all(self.has(part, voice) for part in node.nodes)
            case nodes.Either():
                return any(self.has(part, voice) for part in node.nodes)
            case nodes.Expanded():
                return self.has(node.node, voice) or any(self.has(also.node, voice) for also in node.also)
            case nodes.Not():
                return not self.has(node.node, voice)
            case nodes.Word():
                return node.stem in self.terms(voice)
            case nodes.Exact():
                return node.term in self.written(voice)
            case nodes.Capitals():
                return node.acronym in self.spelt(voice)
            case nodes.Acronym():
                return not self.spelt(voice).isdisjoint(node.terms)
            case nodes.Apart(word, acronym):
                alone = acronym in self.spelt(None) and analysis.term_of(acronym) not in self.ordinary
                return word.stem in self.terms(voice) and not alone
            case nodes.Spellings():
                return bool(self.terms(voice) & set(node.stems))
            case nodes.Phrase() if node.exact:
                parts = nodes.Phrase(node.typed, node.stems)
                return self.has(parts, voice) and self.written(voice).issuperset(node.exact)
            case nodes.Phrase(_, (stem,)):
                # all but one of its words are very common
                return stem in self.terms(voice)
            case nodes.Phrase():
                return any(_follows(analysis.words(text), node.stems) for text in self.texts[voice])
            case nodes.Prefix():
                kept = next((stem for stem in iter_stems(node.typed) if stem in self.known), node.stem)
                return any(term.startswith(node.typed) or term in (node.stem, kept) for term in self.terms(voice))
            case _:
                return self.passes(node)

    def has_ordinary(self, word: str, acronym: str) -> bool:
        """Return whether a word stands here that is not the acronym of its letters, nor all in capitals."""
        term = analysis.term_of(word)
        capitals = acronym in self.spelt(None) or analysis.without_possessive(word).upper() in self.written(None)
        both = acronym in self.spelt(None) and analysis.term_of(acronym) in self.ordinary
        return not term or (term in self.terms(None) and (both or not capitals))

    def passes(self, node: nodes.Node) -> bool:
        """Return whether the item passes a filter."""
        match node:
            case nodes.Author():
                return tuple(self.author) == node.words if node.whole else _follows(self.author, node.words)
            case nodes.Tag():
                return node.key in self.tags
            case nodes.Year():
                return self.local[:4] == str(node.year)
            case nodes.Kinds():
                return self.kind == node.kind
            case nodes.Site():
                return HOSTS.get(node.host) == self.site
            case nodes.Has():
                return node.what in self.has_what
            case nodes.Voice():
                return bool(self.terms(node.voice)) or (node.voice == "own" and not self._has_others())
            case nodes.Days():
                day = self.local[:10]
                after = node.start is None or day >= node.start.isoformat()
                return bool(day) and after and (node.end is None or day < node.end.isoformat())
        raise AssertionError(node)

    def _has_others(self) -> bool:
        return bool(self.texts["quoted"] or self.texts["imported"])


def _cut(text: str, spans: Sequence[Span]) -> str:
    for span in spans:
        text = text[: span.start] + GAP.ljust(len(span)) + text[span.end :]
    return text


def _holds(inner: Span) -> Callable[[Span], bool]:
    return lambda span: span.contains(inner)


def _follows(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(list(words[at : at + len(wanted)]) == list(wanted) for at in range(len(words)))


def make_scans(items: Sequence[Item], db: Database) -> list[Scan]:
    """Return what a plain scan sees of the items that are shown, with the acronyms of the public copy."""
    shown = [item for item in items if item.state is ItemState.SHOWN]
    mentions = read_mentions(db, [item.id for item in shown])
    scans = [Scan(item, _answers(item, items), mentions.get(item.id, NONE)) for item in shown]
    known = set().union(*(scan.terms(None) for scan in scans))
    for scan in scans:
        scan.known = known
    return scans


def _answers(item: Item, items: Sequence[Item]) -> int:
    if item.under is None:
        return sum(other.under == item.id for other in items)
    return sum(other.parent == item.id and other.state is ItemState.SHOWN for other in items)


class ScanVocabulary(PublicVocabulary):
    """Acronyms of the public copy; which words are ordinary ones is read off the items."""

    def __init__(self, scans: Sequence[Scan], db: Database) -> None:
        super().__init__(NO_VIEW, db)
        self._scans = scans

    def _is_ordinary(self, word: str, group: Group) -> bool:
        return any(scan.has_ordinary(word, group.letters(word)) for scan in self._scans)


def expected(scans: Sequence[Scan], query: str, db: Database) -> set[str]:
    """Return the ids that a query ought to find."""
    root = root_of(expand(parse(query), ScanVocabulary(scans, db)))
    return {scan.id for scan in scans if root is not None and scan.has(root)}


def random_query(source: random.Random) -> str:
    """Return a query of a few parts, joined and grouped at random."""
    query = []
    for _ in range(source.randint(1, 4)):
        either = [_part(source), f"({_part(source)} {_part(source)})"]
        query.append(source.choice(["", "", "", "-", "NOT "]) + source.choice(either))
        query.append(source.choice(["", "", "OR"]))
    return " ".join(query)


def _part(source: random.Random) -> str:
    word = source.choice(WORDS)
    return source.choice(
        [
            word,
            word,
            word.lower(),
            f"={word}",
            f'"{" ".join(source.choices(WORDS, k=source.randint(1, 3)))}"',
            f"{word[:3]}*",
            f"{word[:5]}*",
            f"acronym:{source.choice(('PSR', 'oasys', 'ARMS', 'it'))}",
            f"year:{source.choice((2016, 2017, 2018, 2020))}",
            f"before:{source.choice(('2018', '2018-07', '2018-07-03', '2016-03'))}",
            f"after:{source.choice(('2018', '2018-07-02', '2017-12-31', '2015'))}",
            f"in:{source.choice(('post', 'comment'))}",
            f"has:{source.choice(('link', 'reply', 'quote'))}",
            f"words:{source.choice(('own', 'quoted', 'imported'))}",
            f"site:{source.choice(('blog.example', 'two.example', 'nowhere.example'))}",
            f"author:{source.choice(('capstan', 'ivy', 'anonymous', '=capstan'))}",
            'author:"old capstan"',
            f"tag:{source.choice(('pay', 'oasys', 'early-release'))}",
            'tag:"early release"',
        ]
    )


_SIGNS = "ab AT()\"“-−*:=|'’.,ORNOT\n\0\ud800é\ufffc?[]~^\\"
_PIECES = (
    "year:",
    "tag:",
    "words:own",
    "sort:",
    "-expand:",
    "acronym:",
    '="',
    "2018",
    "oasys",
    "ferr*",
    " OR ",
    "has:",
)


def random_string(source: random.Random) -> str:
    """Return what nobody would type."""
    return "".join(source.choice((source.choice(_SIGNS), source.choice(_PIECES))) for _ in range(source.randint(0, 40)))
