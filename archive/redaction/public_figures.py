"""Persons who act in public, by what a text says of them or by a list with evidence: their names are to stay.

A name is public where an office stands beside it ("Justice Secretary ...", "... MP", "... , author of"), where it is
cited as a work is, or where it is listed in `lexica.public`; then it is public in the whole text, surname alone too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from archive.redaction.lexica.alternatives import alternatives
from archive.redaction.lexica.given_names import GIVEN_NAMES
from archive.redaction.lexica.public import (
    OFFICE_AFTER,
    OFFICE_ALONE,
    OFFICE_WORDS,
    PUBLIC_PERSONS,
    SAYS,
    STRONG_OFFICE,
    SURNAMES_ALONE,
    WEAK_OFFICE,
)
from archive.redaction.sentences import find_words
from archive.text import Span

_CAPITAL = r"(?:O['’]|Mc|Mac|[Dd]e |van |von |[Dd]u )?[A-Z][a-zà-öø-ÿ'’]+(?:-[A-Z][a-zà-öø-ÿ]+)?"
_NAME = rf"{_CAPITAL}(?: (?:[A-Z]\.? )?{_CAPITAL}){{0,3}}"
_BEFORE = re.compile(
    rf"(?P<name>\b(?i:{STRONG_OFFICE})(?: (?i:for|of|at|on) (?:the )?[\w' ]{{2,40}}?)?(?: \([^)]{{1,40}}\))?,? {_NAME})"
    rf"|\b{WEAK_OFFICE}(?: (?:for|of|at|on) (?:the )?[\w' ]{{2,40}}?)?,? (?P<full>{_CAPITAL} (?:[A-Z]\.? )?{_NAME})"
)
_ROLED = re.compile(
    r"\b(?!(?:Branch|Club|Membership|Church|Parish|PCC|Plot|Site|Tower|Choir|Social|Fixtures|Team|Area|Section|Society"
    r"|Group|Hon"
    r"|Company|School|Our|My)\b)(?:[A-Z][\w'’&-]+ (?:and )?){0,4}(?:Secretary|Minister|Commissioner|Mayor|Leader"
    r"|Constable"
    rf"|Ombudsman|Chancellor|Bishop|Dean|Archdeacon|Provost|MP|Councillor|Peer|Editor|Presenter)[,:]?"
    rf" (?P<roled>{_CAPITAL} {_NAME})"
    r"|\b(?:Unison|UNISON|Unite|GMB|Napo|NAPO|UCU|RMT|PCS|FBU|RCN|BMA|TUC|NEU|NASUWT|POA|CWU|ASLEF|TSSA|Prospect|FDA"
    r"|Equity|NUJ"
    r"|BBC|ITV|Channel 4|Sky|Labour|Reform|Tory|Plaid|SNP|Greens?|Ofsted|Shelter|Crisis|Liberty|Mencap|Mind|Oxfam"
    r"|Barnardo|Nacro"
    rf"|Radio 4|Newsnight|Guardian|Times|Telegraph|Mail)(?:['’]?s)? (?:(?:[a-z]+ ){{1,3}})?(?P<theirs>{_CAPITAL}"
    rf" {_CAPITAL})"
)
_AFTER = re.compile(
    rf"\b(?P<name>{_CAPITAL} (?:[A-Z]\.? )?{_NAME}(?:,? \(?|,? who (?:is|was|as) )(?i:{OFFICE_AFTER})\b)"
)
_OFFICE = re.compile(rf"(?P<name>(?<![\w-])(?:{OFFICE_ALONE}))")
_STATEMENT = re.compile(
    r"[“\"«](?P<said>[^”\"»\n]{12,1500})(?:[”\"»]|\Z|\n)|(?:(?<=\s)"
    r"|\A)[‘'](?=[A-Z])(?P<single>[^‘\n]{12,800}?)['’](?=[\s.,;:)!?]|\Z)"
)
_SAYS_BEFORE = re.compile(rf"\b{SAYS}\b(?:[^.!?\n]{{0,40}}[:,])?(?: that)?[:,]? ?\Z|[:–—-] ?\Z")
_SPEAKER_AFTER = re.compile(
    rf"[,.!?]?[\s(–—-]{{1,3}}(?:{SAYS} |{_CAPITAL} (?:{_CAPITAL} )?{SAYS}|(?:was|is|were) (?:how|what) |according to "
    rf"|from |as |)"
)
_GOES_ON_SAYING = re.compile(
    rf"[,.!?]?[\s–—-]{{1,3}}(?:(?:he|she|they) (?:{SAYS}|went on)\b|{SAYS} (?:he|she|they)\b)", re.IGNORECASE
)
_WENT_ON = re.compile(
    rf"\b(?:he|she|they)(?:['’]d| had| then| also)? (?:{SAYS}|went on)\b[^.!?\n\"“]{{0,40}}[:,]? ?\Z", re.I
)
_PRINTED_LIST = """
leaflet leaflets press_release press_releases speech speeches foreword interview interviews newsletter newsletters
manifesto manifestos website web_page brochure advert adverts poster posters memoir memoirs autobiography blurb
hansard column broadcast programme sermon sermons psalm psalms gospel bible hymn hymns carol song songs poem poems
play lyric lyrics verse prayer prayers creed anthem novel film sitcom op-ed video_message podcast party_conference
annual_report
"""
_PRINTED_WORDS = frozenset(word.split("_")[-1] for word in _PRINTED_LIST.split())
_PRINTED = re.compile(
    rf"\b{alternatives(word.replace('_', ' ') for word in _PRINTED_LIST.split())}\b[^\"“\n]{{0,60}}\Z", re.IGNORECASE
)
_CITED = re.compile(
    rf"\b(?P<name>{_NAME}(?:(?:,| and| &) {_NAME}){{0,3}})(?:,? et al\.?,?)? ?\((?:19|20)\d\d[a-z]?\)"
    rf"|\b(?P<first>{_CAPITAL}),? et al\b"
    rf"|\b(?i:book|novel|memoir|biography|article|paper|poem|hymn|setting|carol|anthem|song|film|play|symphony"
    rf"|requiem|works?|study|essay|lecture|report)"
    rf"(?: [\"“‘'][^\"”’'\n]{{1,60}}[\"”’'])? (?i:by) (?P<author>{_NAME})"
    rf"|\b(?P<composer>{_CAPITAL})['’]s (?i:requiem|messiah|mass|symphony|anthem|setting|sonnets?|law|theorem"
    rf"|principle|theory|creation|passion|magnificat|hymn|essay|novels?|plays|poems?)\b"
)
_WORKED = re.compile(
    rf"\b(?P<name>{_CAPITAL}(?: {_CAPITAL})?)(?:['’]s|['’]) (?:\w+ )?(?:report|review|inquiry|enquiry|book|books"
    rf"|speech|budget|reforms?|policy|policies|white paper|column"
    rf"|novels?|poems?|plays?|music|symphon\w+|paintings?|films?|cabinet|government|bill|cuts|theory|sermons?"
    rf"|hymns?|diar(?:y|ies)|letters|dictionary|requiem|messiah|theorem|laws?)\b"
    rf"|\b[Tt]he (?P<report>{_CAPITAL}) (?:report|review|inquiry|enquiry|reforms?|cuts|era|doctrine|government"
    rf"|years|axe|commission|committee)\b"
    rf"|\b(?:reading|rereading|re-reading|quoting|quote|(?:in|to use) the words of|paraphrase|misquote|according to"
    rf"|as|paging|shades of|worthy of|straight out of|invoke|blame) (?P<read>{_CAPITAL}(?: {_CAPITAL})?)(?= (?:put"
    rf"|said|wrote|has|had|would)\b|[.,;:!?]|\Z| on\b)"
    rf"|\b(?P<old>{_CAPITAL} {_NAME})[^.!?\n]{{0,60}}\b(?:in|of|since|from|died|born) (?:1[0-8]\d\d|19[0-2]\d)\b"
    rf"|\b(?P<dated>{_NAME}) \((?:c\. ?)?1\d{{3}}[-–]"
    rf"|\b(?P<who>{_CAPITAL} {_NAME}),? who (?:wrote|composed|invented|founded|chaired|painted|discovered|coined"
    rf"|presented|was (?:elected|appointed)|led the)\b"
)
_ACTED = re.compile(
    rf"\b(?P<name>{_CAPITAL} (?:[A-Z]\.? )?{_CAPITAL}),?(?: (?:once|never|also|has|had|himself|herself|duly|then"
    rf"|who|again))? (?:promised|pledged|announced|tweeted|abolished|privatised|nationalised|introduced"
    rf"|launched|unveiled|composed|painted|invented|designed|founded|campaigned|reigned|ruled|governed|published"
    rf"|coined|championed|legislated|decreed|told (?:parliament|Parliament|the (?:House|Commons|Lords|BBC|Guardian"
    rf"|conference|Conference|press|nation|country|committee|inquiry|public|media|world|Today))"
    rf"|voted (?:for|against)|(?:wrote|writes) (?:the|an?|about|of|in the|his|her|that|[“\"C])|chair(?:s|ed) the"
    rf"|(?:leads|led) the|cut (?:the|our|funding)|(?:was|is|went) on (?:the (?:radio|telly|television|news|Today)"
    rf"|Newsnight|television|telly|Question)|on (?:the (?:radio|telly|news|Today)|Newsnight|Question)|in (?:the "
    rf"(?:Guardian|Times|Telegraph|Commons|Lords|House)|Parliament))"
)
_TWO = rf"{_CAPITAL} (?:[A-Z]\.? )?{_CAPITAL}"
_KNOWN = re.compile(
    rf"\b[Aa]s (?P<as>{_TWO}) (?:(?:once|nearly|almost|famously|never|never quite|memorably|rightly|might have|may"
    rf" have|didn['’]t"
    r"|so nearly|so rightly|wisely|also|used to) )?(?:put|said|says|wrote|say|remarked|observed|told|had|has|knew"
    r"|sang)\b"
    rf"|\b(?:did|doing|do|read|reading|reread|rereading|studying|studied|staging|staged|performing|performed|sang"
    rf"|singing"
    rf"|watching|watched|played|playing|quoting|quoted|quote|channelling|channeling|impersonating|misquoting|invoking"
    rf"|cite|citing"
    rf"|discovered|loves|adores|listening to) (?P<did>{_TWO})(?=[.,;:!?)]|\Z| (?:again|once|last|this|on|for|in|at|and"
    rf"|all|badly)\b)"
    rf"|\b(?:[Ii]['’]m no|[Hh]e['’]s no|[Ss]he['’]s no|not exactly|hardly|a regular|a proper|a real|a right|the next"
    rf"|your inner|my inner"
    rf"|pure|total|quite the|call me|a latter-day|a budget|a poor man['’]s|a cut-price|more|worthy of|shades of"
    rf"|straight out of"
    rf"|statues? of|busts? of|portraits? of|named after|the days? of|the time of|the works? of|the words of|the plays"
    rf" of|the songs of"
    rf"|a fan of|fans of|a biography of|the life of|since the days of|a bit) (?P<like>{_TWO})\b"
    rf"|\b(?P<grave>{_TWO}) (?:must|will|would|is|was)(?:['’]ve| have| be)? (?:be |been )?(?:turning|spinning|rolling"
    rf"|weeping|proud of)"
    rf"|\b[Ww]hat (?P<what>{_TWO}) (?:would|might|could|must|did|said|thought|knew)\b"
    rf"|\b(?P<weep>{_TWO}) (?:would|['’]d) (?:weep|laugh|approve|blush|despair|recogni[sz]e|be proud|be ashamed|have"
    rf" wept|have a fit)\b"
    rf"|\b(?P<fame>{_TWO})(?:['’]s|['’])? (?:fans?|tribute|impression|concert|moment|era|quote|biography|podcast"
    rf"|programme|show|series"
    r"|documentary|album|autobiography|memoirs?|lectures?|equations?|constant|paradox|experiment|statue|portrait"
    r"|exhibition|museum"
    r"|voice|sketch|line|doctrine|sonnets?|aria|overture|concerto|hit|record|single|film|novel)\b"
    rf"|\b(?P<saying>{_TWO})(?:,? (?:of|from|for|at) (?:the )?[A-Z][\w'’&-]+(?: [A-Z][\w'’&-]+){{0,4}},?) {SAYS}\b"
    rf"|\b(?:Mr|Mrs|Ms|Lord|Lady|Lord Chief|Lady Chief|Chief) Justice (?P<justice>{_CAPITAL})\b"
    rf"|\b(?:(?:His|Her) Honou?r Judge|District Judge|Circuit Judge|Recorder|Judge|Sheriff Principal)"
    rf" (?P<judge>{_CAPITAL}"
    rf"(?: {_CAPITAL})?)\b"
)
_KNOWN_LIST = """
as did doing do read reading reread rereading studying studied staging staged performing performed sang singing
watching watched played playing quoting quoted quote channelling channeling impersonating misquoting invoking cite
citing discovered loves adores listening no exactly hardly regular proper real right next inner pure total quite
call latter-day budget poor cut-price more worthy shades straight statue statues bust busts portrait portraits named
days day time works work words plays songs fan fans biography life bit must turning spinning rolling tribute
impression concert moment era podcast programme show series documentary album autobiography memoir memoirs lecture
lectures equation constant paradox experiment exhibition museum voice sketch line doctrine aria overture concerto
hit record single film novel justice honour honor hhj judge recorder what weep laugh approve blush despair recognise
proud ashamed wept fit
"""
_TWO_CAPITALS = re.compile(rf"\b{_CAPITAL} (?:[A-Z]\.? )?{_CAPITAL}")
_KNOWN_WORDS = frozenset(_KNOWN_LIST.split())
_QUOTED = re.compile(rf"\b(?P<name>{_NAME})(?:, [^.,\n]{{3,60}},)? {SAYS} ?[:,] ?[\"“]")
_LISTED = re.compile(rf"\b{alternatives(PUBLIC_PERSONS)}\b")
_ALONE = re.compile(rf"\b{alternatives(SURNAMES_ALONE)}\b")
_REIGN = re.compile(rf"\b{_CAPITAL} (?:II|III|IV|VI{{0,3}}|IX|XI{{1,3}}|XIV|XVI?)(?=[\s.,;:!?’']|\Z)")
_REIGNS = frozenset(["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "xii", "xiii", "xiv", "xv", "xvi"])
_SAINT = re.compile(
    rf"\b(?:St\.?|Saint) {_CAPITAL}(?: (?:of {_CAPITAL}|Baptist|the \w+))?(?= (?:would|wouldn|said|says|wrote|had"
    r"|has|did|didn|was|is|tells|told|never|also|himself|herself|reminds|preached|once|knew|understood|teaches"
    r"|taught)\b"
    r"|['’]s (?:words|letter|letters|epistle|rule|prayer|example|view|teaching)\b)"
)
_BUT_LIST = """
The A An I He She They We And But So If When Probation Prison Police
"""
_BUT = frozenset(_BUT_LIST.split())


_WORD_BEFORE = re.compile(r"\b([A-Z][a-z]+)\.? \Z")
_PRIVATE_TITLES = frozenset(["revd", "rev", "dr", "fr", "father", "sister", "canon", "nurse", "pc", "sgt", "miss"])
_ARTICLE = re.compile(
    r"\b(?:(?:[Tt]he|[Oo]ur|[Mm]y|[Aa]n?|[Tt]his|[Tt]hat|[Tt]heir|[Ii]ts) )?(?:(?:then|former|new|late|current|present"
    r"|old|ex|dear|great"
    r"|poor|last|next|first|present|Tory|Labour|Conservative|local) )?\Z"
)
_APPOSED = re.compile(
    r",? (?:the |an? |our |its |their |then |former )?(?:[Cc]hair(?:man|woman)?|[Ll]eader|[Hh]ead|[Pp]resident"
    r"|[Dd]irector"
    r"|[Ss]ecretary|[Mm]inister|[Bb]ishop|[Aa]rchbishop|[Ii]nspector|[Cc]ommissioner|[Cc]hief [Ee]xecutive|[Pp]rofessor"
    r"|[Gg]eneral [Ss]ecretary|[Vv]ice-[Cc]hancellor|[Gg]overnor|[Pp]atron|[Ff]ounder|[Mm]aster|[Dd]ean|[Ss]pokes\w+"
    r"|[Aa]uthor)"
    r" (?:of|for|at|in)(?: (?!and\b|who\b|has\b|is\b|was\b|said\b)[\w'’&-]+){1,5}(?=[,.;:)!?]|\Z)"
)
_NAME_BEFORE = re.compile(rf"(?<!\w){_CAPITAL} \Z")
_AROUND = 100
_BESIDE = 50
_HINT = re.compile(rf"\b{alternatives(OFFICE_WORDS)}\b", re.IGNORECASE)
_SURNAMES = frozenset(name.split()[-1].lower() for name in [*PUBLIC_PERSONS, *SURNAMES_ALONE])
_SAYING = frozenset(SAYS.removeprefix("(?:").removesuffix(")").split("|"))
_WORKS_LIST = """
al novel memoir biography poem hymn anthem symphony requiem messiah sonnet sonnets magnificat novels poems play
plays book essay setting carol theorem creation passion
"""
_WORKS = frozenset(_WORKS_LIST.split())
_ACTED_WORDS_LIST = """
promised pledged announced tweeted abolished privatised nationalised introduced launched unveiled composed painted
invented designed founded campaigned reigned ruled governed published coined championed legislated decreed told
voted wrote writes chairs chaired leads led cut radio telly television news newsnight question guardian times
telegraph commons lords house parliament
"""
_ACTED_WORDS = frozenset(_ACTED_WORDS_LIST.split())
_WORKED_WORDS_LIST = """
report review inquiry enquiry speech budget reform reforms policy policies cabinet government bill cuts theory axe
era doctrine reading rereading quoting quote words paraphrase shades worthy invoke blame according novel
novels poems plays symphony paintings diary diaries sermons hymns dictionary requiem messiah theorem
"""
_WORKED_WORDS = frozenset(_WORKED_WORDS_LIST.split())
_OLD_YEAR = re.compile(r"\b1(?:[0-8]\d\d|9[0-2]\d)\b")
_NOBODY_LIST = """
This That These Those My Our Your His Her Its Their It In On At As Who What Why How Last Next No Not Anon Thanks
"""
_NOBODY = _BUT | frozenset(_NOBODY_LIST.split())
_QUOTE = re.compile(r"[“\"«‘]|(?:\A|\s)'")
_SENTENCE_END = re.compile(r"[.!?]\s")
_NEAR = 110
_YEAR_IN_BRACKETS = re.compile(r"\((?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Public:
    """A name that is to stay, and why."""

    span: Span
    why: str


@lru_cache(maxsize=4)
def find_public(text: str) -> tuple[Public, ...]:
    """Return the names of public persons in a text, in order, each place once.

    >>> text = "We asked Ann Lowe MP. Lowe may know."
    >>> [text[one.span.start : one.span.end] for one in find_public(text)]
    ['Ann Lowe MP', 'Lowe']
    """
    found: dict[Span, str] = {}
    for span, why in _named(text):
        found.setdefault(span, why)
    surnames = {
        _surname(text[span.start : span.end]): why for span, why in found.items() if why != "is a public office"
    }
    for surname, why in surnames.items():
        for span in _again(text, surname) if len(surname) > 2 else ():
            found.setdefault(span, why)
    found |= _statements(text, found)
    return _joined(text, {_with_office(text, span): why for span, why in found.items()})


def _with_office(text: str, span: Span) -> Span:
    """Return a name with the article before it and the office behind it."""
    before = _ARTICLE.search(text, max(0, span.start - 30), span.start)
    after = _APPOSED.match(text, span.end)
    return Span(before.start() if before else span.start, after.end() if after else span.end)


def _joined(text: str, found: Mapping[Span, str]) -> tuple[Public, ...]:
    """Return places in order and apart: what overlaps, or is parted by a comma only, is one."""
    kept: list[Public] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        last = kept[-1] if kept else None
        if last and (last.span.end > span.start or text[last.span.end : span.start] in {", ", " "}):
            kept[-1] = Public(Span(last.span.start, max(last.span.end, span.end)), last.why)
        else:
            kept.append(Public(span, found[span]))
    return tuple(kept)


def _surname(name: str) -> str:
    """Return the last name of a name that may have an office behind it."""
    words = [word.removesuffix("’s").removesuffix("'s") for word in name.replace(",", " ").split()]
    names = [word for word in words if word[0].isupper() and not word.isupper()]
    return names[-1] if names else ""


def _again(text: str, surname: str) -> Iterator[Span]:
    """Yield the places of a surname, with the name or title before it."""
    at = text.find(surname)
    while at >= 0:
        end = at + len(surname)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            before = _NAME_BEFORE.search(text[max(0, at - 30) : at])
            yield Span(at - len(before.group()) if before else at, end)
        at = text.find(surname, end)


def _named(text: str) -> Iterator[tuple[Span, str]]:
    words = find_words(text)
    if not words.isdisjoint(_SURNAMES):
        for listed in _LISTED.finditer(text):
            yield Span(*listed.span()), f"is a public person: {PUBLIC_PERSONS[listed.group()]}"
        for alone in _ALONE.finditer(text):
            before = _WORD_BEFORE.search(text, max(0, alone.start() - 20), alone.start())
            if not before or (before[1].lower() not in GIVEN_NAMES and before[1].lower() not in _PRIVATE_TITLES):
                yield Span(*alone.span()), "is the surname by which a public person is known"
    for reign in _REIGN.finditer(text) if not words.isdisjoint(_REIGNS) else ():
        yield Span(*reign.span()), "is the name of a monarch"
    if "st" in words or "saint" in words:
        for saint in _SAINT.finditer(text):
            yield Span(*saint.span()), "is a saint"
    if not words.isdisjoint(OFFICE_WORDS):
        for window in _windows(text, _HINT):
            yield from _in_office(text, window)
    if not words.isdisjoint(_SAYING) and _QUOTE.search(text):
        for found in _QUOTED.finditer(text):
            yield Span(*found.span("name")), "speaks to the public"
    if not words.isdisjoint(_KNOWN_WORDS) or not words.isdisjoint(_SAYING):
        for window in _windows(text, _TWO_CAPITALS, _BESIDE):
            for found in _KNOWN.finditer(text, *window):
                name = next(name for name, value in found.groupdict().items() if value)
                if found[name].split()[0] not in _NOBODY:
                    yield Span(*found.span(name)), "is spoken of as somebody known to all"
    if not words.isdisjoint(_ACTED_WORDS):
        for found in _ACTED.finditer(text):
            if found["name"].split()[0] not in _NOBODY:
                yield Span(*found.span("name")), "acts in public here"
    if not words.isdisjoint(_WORKED_WORDS) or _OLD_YEAR.search(text):
        for found in _WORKED.finditer(text):
            name = next(name for name, value in found.groupdict().items() if value)
            if found[name].split()[0] not in _NOBODY:
                yield Span(*found.span(name)), "is known by a work or an age"
    if not words.isdisjoint(_WORKS) or ("(" in text and _YEAR_IN_BRACKETS.search(text)):
        for found in _CITED.finditer(text):
            name = next(name for name, value in found.groupdict().items() if value)
            if found[name].split()[0] not in _BUT:
                yield Span(*found.span(name)), "is cited as an author"


def _windows(text: str, hint: re.Pattern[str], around: int = _AROUND) -> Iterator[tuple[int, int]]:
    """Yield what stands around the places of a pattern, places near each other together."""
    windows: list[tuple[int, int]] = []
    for found in hint.finditer(text):
        start, end = max(0, found.start() - around), min(len(text), found.end() + around)
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, end))
    yield from windows


def _in_office(text: str, window: tuple[int, int]) -> Iterator[tuple[Span, str]]:
    for pattern in (_BEFORE, _ROLED, _AFTER, _OFFICE):
        for found in pattern.finditer(text, *window):
            name = next(name for name, value in found.groupdict().items() if value)
            if pattern is not _AFTER or found[name].split()[0] not in _BUT:
                why = "is a public office" if pattern is _OFFICE else "is named with a public office"
                yield Span(*found.span(name)), why


def _statements(text: str, named: Mapping[Span, str]) -> dict[Span, str]:
    """Return the quoted words that somebody said in public: beside them stands who, and that they speak."""
    found: dict[Span, str] = {}
    may_be = (named or not find_words(text).isdisjoint(_PRINTED_WORDS)) and _QUOTE.search(text)
    for quoted in _STATEMENT.finditer(text) if may_be else ():
        before = text[max(0, quoted.start() - 120) : quoted.start()]
        if (
            _is_said_by(text, quoted, before, named)
            or _PRINTED.search(before)
            or (found and (_GOES_ON_SAYING.match(text, quoted.end()) or _WENT_ON.search(before)))
        ):
            found[Span(*quoted.span())] = "is a public statement"
    return found


def _is_said_by(text: str, quoted: re.Match[str], before: str, named: Mapping[Span, str]) -> bool:
    """Return whether one of the persons named speaks these words, by what stands before or behind them."""
    start, after = quoted.start(), _SPEAKER_AFTER.match(text, quoted.end())
    says_before = bool(_SAYS_BEFORE.search(before))
    for span in named:
        if says_before and 0 <= start - span.end < _NEAR and not _SENTENCE_END.search(text[span.end : start]):
            return True
        if after and -2 < span.start - after.end() < 2:
            return True
    return False
