"""Names of private persons, by the words around them and a short list of given names.

A title ("Mrs"), a relation ("my manager"), a greeting ("thanks"), a signature, a verb of speech or a surname behind a
given name shows that a word is a name. What is once a name is one wherever it stands in the text, surname alone and
initials too. Names of public persons are left to stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from archive.redaction.entities import Entity, Finding, Proposal, Risk
from archive.redaction.lexica.given_names import ALSO_WORDS, GIVEN_NAMES
from archive.redaction.lexica.people import COLLEAGUES, COMMON_POSTS, KIN, SERVICE_USERS
from archive.redaction.ordered import find_touching
from archive.redaction.public_figures import find_public
from archive.redaction.sentences import find_words
from archive.text import Span

NAME = "persons"
VERSION = 1

_PART = r"(?:O['’]|Mc|Mac)?[A-Z][a-zà-öø-ÿ]+(?:['’-][A-Z][a-zà-öø-ÿ]+)?"
_SURNAME = rf"(?:(?:de|van|von|du|al|el|bin) )?{_PART}"
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Revd|Reverend|Brother|Deacon|Captain|Major|Colonel|Coach|Fr|Father|Canon|PC"
    rf"|WPC|DC|DS|DI|DCI|Sgt|Sergeant|Constable|Nurse|Auntie"
    rf"|Aunty|Uncle|Aunt|Sister|Matron)\.?[ \u00a0](?P<name>{_PART}(?: {_SURNAME}){{0,2}})"
)
_NOT_AFTER_TITLE = frozenset(
    ["Who", "Said", "And", "The", "Of", "In", "At", "House", "Road", "Street", "Christmas", "Time", "Officer"]
)
_FULL = re.compile(rf"\b(?P<given>{_PART})(?: [A-Z]\.?)?(?P<rest>(?: {_SURNAME}){{1,2}})\b")
_WORDS = re.compile(r"\b[A-Z][a-zà-öø-ÿ]+(?:-[A-Z][a-zà-öø-ÿ]+)?\b")
_RELATION = re.compile(
    rf"\b(?i:(?:my|our|his|her|their|the|a|an|another|old|former|ex|then|new|late|colleague|one of (?:my|our)) "
    rf"(?:\w+ ){{0,2}}?(?:{COLLEAGUES}|{SERVICE_USERS}|{KIN}|{COMMON_POSTS}))"
    rf"(?:,| -| –|:| was| is)? (?:(?:old|young|dear|poor|lovely|the|called|named|is called|was called) "
    rf")*(?P<name>[A-Z][a-z]+(?: {_SURNAME})?|[a-z]{{3,10}})(?![\w'’-]*[a-z]*ly\b)\b"
)
_CALLED = re.compile(
    rf"\b(?i:called|named|name is|name was|name's|by the name of|known as|i'm|i’m|i am|this is|signed|nicknamed|né"
    rf"|née) (?P<name>{_PART}(?: {_SURNAME})?)"
)
_GREETING = re.compile(
    r"(?:\A|[\n.!?,;:–—-]\s*|\b)(?i:hi|hello|hey|thanks|thank you|thankyou|cheers|ta|dear|morning|evening|well "
    r"said|well done|agree with|agreed|sorry|welcome|welcome back|rip|r\.i\.p\.?|bless you|god bless|good luck"
    r"|congratulations|congrats|happy retirement|happy birthday|take care|get well soon|bye|goodbye|nice one|spot "
    r"on|well put|so true|exactly|yes|no|right|oh|ok|okay|good point|bravo|love you|poor|dear old|ask|see|with|and"
    r"|like|to|from|for|than|tell|about|by|via)"
    r"(?: again| so much| a lot| very much| for that| all| both)?,? (?P<name>[A-Z][a-z]+)\b"
)
_PLAIN_GREETING = re.compile(
    r"(?i:hi|hello|hey|thanks|thank you|thankyou|cheers|ta|dear|well said|well done|happy retirement|happy "
    r"birthday|congratulations|get well soon|rip|good luck)(?: again)?,? \Z"
)
_SIGNED = re.compile(
    rf"(?:\n|[.!?]\s+|\s)(?:[-–—~]+ ?|(?i:regards|best wishes|best|yours|yours sincerely|cheers|love|kind regards"
    rf"|thanks|sincerely|in solidarity|solidarity),?\s+)(?P<name>{_PART}(?: {_SURNAME})?)[.! xX]*\Z"
    rf"|\n(?P<line>{_PART}(?: {_SURNAME})?)[.! xX]*\Z"
)
_ACTS = re.compile(
    r"(?:['’]s\b| (?:who|and I|and me|said|says|told|tells|asked|was|were|is|has|had|left|went|got|used to|would"
    r"|will|knows?|knew|thinks?|thought|from|in (?:the|our|my|HR|admin|finance)|on (?:the|our|my|\d)|at (?:the|our"
    r"|my)|retired|died|works?|worked|lives?|came|made|did|does|took|taught|ran|runs|kept"
    r"|wants?|wanted|never|always|just|reckons?|rang|sent|wrote|brought|gave|put|let|cried|lost|stood|sat|walked"
    r"|[a-z]+ed)\b)"
)
_BEFORE_NAME = re.compile(
    r"(?:\b(?:with|by|to|from|for|and|about|told|asked|ask|tell|like|of|poor|old|young|when|because|that|if|but"
    r"|where|why|as|miss|saw|met|rang|called|than|our|my|me|then|while|before|after|until|sent|gave|let|helped"
    r"|thanked) |[,(:] ?)\Z",
    re.I,
)
_NOT_A_PERSON = re.compile(
    r"(?: (?:&|and) (?:Sons?|Co|Spencer|Lewis)|['’]?s? (?:House|Road|Street|Lane|Avenue|Close|Hall|School|College"
    r"|Church|Chapel|Ward|Wing|Trust|Foundation|League|Ltd|Limited|Award|Prize|Report|Review|Act|Law|Method"
    r"|Memorial|Institute|Society|Centre|Hospital|Park|Bridge|Station|Square|Court|Inquiry|Library"
    r"|Theatre|Arms|Cup|Bay|Hill|Green|Field|Fields|Gardens|Farm|Estate|Rovers|United|City|Town|University"
    r"|Building|Room|Cross|Island|Islands|Bank|Bakery|Day|Eve|Plan|Model|Principle|Theorem|Collection|Archive"
    r"|Papers|Class|Type|Committee|Commission))\b"
)
_NOT_SURNAMES = frozenset(
    [
        "League",
        "Trust",
        "Foundation",
        "Society",
        "Institute",
        "Association",
        "Report",
        "Review",
        "Inquiry",
        "Act",
        "Committee",
        "Commission",
        "University",
        "Hospital",
    ]
) | frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "And",
        "The",
        "But",
        "I",
        "I'm",
        "Is",
        "Was",
        "Said",
        "Has",
        "Had",
        "In",
        "On",
        "At",
        "Of",
        "For",
        "To",
        "With",
        "From",
        "Christmas",
        "Easter",
        "Day",
        "Street",
        "Road",
        "House",
        "Hall",
        "School",
        "College",
        "Church",
        "Probation",
        "Service",
        "Office",
        "Team",
        "Court",
        "Prison",
        "Trust",
        "Union",
        "Officer",
        "Manager",
        "You",
        "We",
        "He",
        "She",
        "They",
        "It",
        "My",
        "Our",
        "Your",
        "His",
        "Her",
        "Their",
        "This",
        "That",
        "What",
        "Why",
        "How",
        "When",
        "Where",
        "Who",
        "Thanks",
        "Hi",
        "Hello",
        "Yes",
        "No",
        "Please",
        "Not",
        "If",
        "So",
        "As",
    ]
)


_MONTHS = frozenset(["April", "May", "June", "August"])
_DATED = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:of|in|since|by|until|till|last|next|this|mid|early|late|from|to|for|before|after"
    r"|and|on)),? \Z",
    re.IGNORECASE,
)
_SURE_NAMES = GIVEN_NAMES - ALSO_WORDS
_TITLES = frozenset(
    [
        "reverend",
        "brother",
        "deacon",
        "captain",
        "major",
        "colonel",
        "coach",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "rev",
        "revd",
        "fr",
        "father",
        "canon",
        "pc",
        "wpc",
        "dc",
        "ds",
        "di",
        "dci",
        "sgt",
        "sergeant",
        "constable",
        "nurse",
        "auntie",
        "aunty",
        "uncle",
        "aunt",
        "sister",
        "matron",
    ]
)


def find(text: str) -> Iterator[Finding]:
    """Yield the names of private persons, every mention of each."""
    for span, is_sure in find_names(text):
        if is_sure:
            why = "is named here as a private person is"
            yield Finding(Entity.PERSON, span, 0.75, Risk.MEDIUM, why, NAME, VERSION)
        else:
            why = "is a given name in passing"
            yield Finding(Entity.PERSON, span, 0.4, Risk.LOW, why, NAME, VERSION, Proposal.CONSIDER)


@lru_cache(maxsize=4)
def find_names(text: str) -> tuple[tuple[Span, bool], ...]:
    """Return where private persons are named, in order, and whether more than a first name in passing is told."""
    if not _may_name(text):
        return ()
    public = find_public(text)
    named: dict[Span, bool] = {}
    for span, is_sure in _named(text):
        if not _NOT_A_PERSON.match(text, span.end):
            named[span] = is_sure or named.get(span, False)
    for span in _again(text, [span for span, is_sure in named.items() if is_sure]):
        named[span] = True
    kept: list[tuple[Span, bool]] = []
    for span in sorted(named, key=lambda span: (span.start, -span.end)):
        if kept and kept[-1][0].overlaps(span):
            kept[-1] = (kept[-1][0], kept[-1][1] or named[span])
        elif not find_touching(public, span, lambda one: one.span):
            kept.append((span, named[span]))
    return tuple(kept)


def _may_name(text: str) -> bool:
    """Return whether a given name or a title stands in a text; most texts hold none."""
    words = find_words(text)
    if not words.isdisjoint(_SURE_NAMES) or not words.isdisjoint(_TITLES):
        return True
    return any(_is_given(word) for word in _WORDS.findall(text))


def _named(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield where a name stands, and whether more than a first name in passing is told."""
    for found in _TITLED.finditer(text):
        if found["name"].split()[0] not in _NOT_AFTER_TITLE:
            yield Span(*found.span()), True
    for word in _WORDS.finditer(text):
        full = _FULL.match(text, word.start()) if _is_given(word.group()) else None
        if full and not _is_sentence_word(text, full) and _NOT_SURNAMES.isdisjoint(full["rest"].split()):
            yield Span(*full.span()), True
    for found in _RELATION.finditer(text):
        if _is_given(found["name"].split()[0]) and (found["name"][0].isupper() or found["name"] not in ALSO_WORDS):
            yield Span(*found.span("name")), True
    for found in _CALLED.finditer(text):
        if _is_given(found["name"].split()[0]):
            yield Span(*found.span("name")), True
    for found in _SIGNED.finditer(text):
        group = "name" if found["name"] else "line"
        if _is_given(found[group].split()[0]):
            yield Span(*found.span(group)), " " in found[group]
    yield from _alone(text)


def _alone(text: str) -> Iterator[tuple[Span, bool]]:
    for found in _WORDS.finditer(text):
        word = found.group()
        if not _is_given(word):
            continue
        before, acts = text[max(0, found.start() - 30) : found.start()], bool(_ACTS.match(text, found.end()))
        if (
            word.lower() in ALSO_WORDS
            and not (acts and _BEFORE_NAME.search(before))
            and not _PLAIN_GREETING.search(before)
        ):
            continue
        if word in _MONTHS and _DATED.search(before):
            continue
        greeted = bool(_PLAIN_GREETING.search(before))
        if acts or greeted or _BEFORE_NAME.search(before):
            yield Span(*found.span()), acts and not greeted


def _is_given(word: str) -> bool:
    return word.lower().partition("-")[0] in GIVEN_NAMES


def _is_sentence_word(text: str, found: re.Match[str]) -> bool:
    """Return whether a given name that is also a word opens a sentence: "May Day", "Will Probation"."""
    given = found["given"].lower()
    if given not in ALSO_WORDS:
        return False
    before = text[max(0, found.start() - 2) : found.start()]
    return not before.strip() or before.strip() in {".", "!", "?"}


def _again(text: str, sure: Sequence[Span]) -> Iterator[Span]:
    """Yield every place of the names: whole, given name, surname, and initials."""
    words: set[str] = set()
    for span in sure:
        parts = [part.strip(".") for part in text[span.start : span.end].replace("’", "'").split()]
        parts = [part for part in parts if part and part.lower() not in _TITLES]
        words.update(part for part in parts if len(part) > 2 and (part.lower() not in ALSO_WORDS or len(parts) == 1))
        if len(parts) > 1:
            initials = [part[0] for part in parts]
            words.update((".".join([*initials, ""]), "".join(initials)))
    for word in words:
        at = text.find(word)
        while at >= 0:
            span = Span(at, at + len(word))
            at = text.find(word, span.end)
            bounded = not text[span.start - 1 : span.start].isalnum() and not text[span.end : span.end + 1].isalnum()
            if bounded and not _NOT_A_PERSON.match(text, span.end):
                yield span
