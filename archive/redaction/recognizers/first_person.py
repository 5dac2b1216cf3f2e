"""Clauses in which somebody says what narrows down who they are: post, place, years, health, family and the like.

No sentence is known beforehand. A clause counts when its subject is the writer (I and my, we and our, "as a ...", or a
description without a subject, also carried over from the clause before) and when it gives away kinds of information:
one that tells much (a named office, an illness) or two that tell a little (a post and a length of service) are to go,
one that tells a little is to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.redaction.entities import Entity, Finding, Proposal, Risk
from archive.redaction.lexica import places
from archive.redaction.lexica.idioms import IDIOMS
from archive.redaction.lexica.kinds import CLUES, POST_ACRONYMS, SCREEN
from archive.redaction.lexica.lives import OWN
from archive.redaction.lexica.vague import OWN_PLACE
from archive.redaction.ordered import find_touching
from archive.redaction.public_figures import find_public
from archive.redaction.runs import OPINION, goes_on, is_more, is_same_hand, is_subordinate, span_of
from archive.redaction.screens import Asked, Screen, split_alternatives
from archive.redaction.sentences import Clause, Sentence, find_sentences
from archive.redaction.tokens import class_of

NAME = "first_person"
VERSION = 1

I_WORDS = frozenset(["i", "i'm", "i've", "i'd", "i'll", "im", "ive", "my", "me", "mine", "mine's", "myself"])
WE_WORDS = frozenset(["we", "we're", "we've", "we'd", "we'll", "our", "ours", "us", "ourselves"])
_WRITER = class_of(I_WORDS | WE_WORDS)
_PLACED = Screen(
    each.pattern for each in (places.WORKPLACE, places.NUMBERED, places.UNIVERSITY, places.PRISON, places.ROAD)
)
_OWN = Screen([*split_alternatives(OWN), *split_alternatives(OWN_PLACE)])
_IDIOM = Screen(IDIOMS)
_OTHERS = re.compile(
    r"(?:he|she|it|they|you|there|this|that|these|those|who|whose|he's|she's|it's|they're|they've|you're|you've"
    r"|there's|that's|everyone|everybody|nobody|people|someone"
    r"|(?:has|have|had|did|was|were|should) (?:any(?:one|body)|some(?:one|body)|every(?:one|body)|you|they|he|she)"
    r"|somebody|anyone|his|her|their|your|the|a|an|no one|what|which)\b(?! (?:year|month|week|time|summer|job"
    r"|office(?! of))\b)"
)
_ELLIPTICAL = re.compile(
    r"(?:(?:can't|couldn't|haven't|hadn't|wasn't|wouldn't|won't be|never been|never had) (?!wait|believe|agree|say"
    r"|see|be"
    r"|help|argue|imagine|think|understand|beat|blame|fault|go wrong|stand)\w|(?:last|final|first) (?:day|shift|week"
    r"|sunday|service|term|job|post)\b|(?:caseload|workload|class|backlog|list|inbox) (?:at|is|now|of|today|this)\b"
    r"|(?:fixed|short)[- ]term\b|(?:no longer|not long|newly|recently|soon|always|once|half|part|full|ordained"
    r"|licensed"
    r"|elected|appointed|promoted|demoted|sent|put|stuck|diagnosed|told|given|down to|up to|out (?:here|in)|up here"
    r"|down here|mum|mam|dad|gran|nan|grandad|number \d)\b|off to\b|posted\b|(?:first|second|third|final)[ -]year\b"
    r"|£ ?[\d,.]+k? (?:a|an|per|in|less|more|short|down|overdrawn|after|before|take|gross|net|left|poorer|every"
    r"|each|for (?:a|an|every|\w+ (?:hours|days|weeks)))\b|\d|(?:half|several|a couple)\b|in (?:my|our"
    r"|more)\b|on (?:a|my|the)\b|not been\b|none of us\b|went\b|finish\b|since (?:my|our)\b|as (?:an?|the|one of"
    r"|somebody|someone|ex|former|us)\b|speaking as\b|ex[- ]\w|former \w|retired\b|been\b|worked\b|working (?:in"
    r"|at|for|as|on)\b|left\b|joined\b|started\b|qualified\b|trained\b|moved\b|transferred\b"
    r"|seconded\b|did\b|spent\b|served\b|got\b|had\b|lost\b|off (?:sick|work)\b|on (?:maternity|long|sick|leave"
    r"|secondment)\b|signed off\b|currently\b|still (?:in|at|here|off|a|on)\b|now (?:in|at|a|off|on)\b|newly\b"
    r"|nearly\b|coming up (?:to|for)\b"
    r"|after\b|having\b|being (?:an?|the)\b|single (?:mum|parent|dad)\b|mum of\b|dad of\b|mother of\b|father of\b"
    r"|same here\b|(?:over|up|down|out|round)? ?here (?:in|at)\b|another \w+ here\b|(?:\S+ ){1,4}here\b|in (?:the"
    r"|this) job\b|just (?:left|started|retired|handed|finished|turned|back|gone)\b"
    r"|handed\b|leaving\b|retiring\b|going (?:in|to)\b|taken\b|took\b|born\b|grew up\b|live in\b|lives? in\b|work "
    r"(?:in|at|for)\b|based (?:in|at)\b|married\b|divorced\b|widowed\b|started\b|[1-9]\d? (?:years?|yrs?|months)\b"
    r"|(?:twenty|thirty|forty|ten|fifteen|twelve|eighteen|five|six|seven|eight|nine|two|three|four|eleven"
    r"|\w+teen)\b[\w -]{0,12} (?:years?|yrs?)\b"
    r"|over \w+ years\b|over a decade\b|since (?:19|20)\d\d\b|writing (?:from|as)\b|posting (?:from|as)\b|at "
    r"(?:the|our|my)\b|from (?:the|a)\b|promised\b|told\b|finished\b|finally\b|passed\b|done\b|two\b|three\b|with "
    r"\w+ (?:years|kids|children)\b)"
)
_ASKS = re.compile(
    r"(?:who|what|why|how|when|where|which|if|is|are|does|do|can|could|would|will|any|anyone|thanks|thank|hi|hello"
    r"|dear|agree|agreed|same|so|not(?! (?:religious|well|been|married|sleeping|working|long|local|from|a (?:member"
    r"|hundred|believer)))"
    r"|no(?! (?:kids|children|savings|religion|family|car|pension|job|work))|yes|nothing|more|less"
    r"|too(?! many (?:cases|pupils|patients))|all|these|those|such|every|each|good|great|well"
    r"|please|let|see|look|read|get|give|stop|go|to)\b"
)
_VERB_FIRST = re.compile(
    r"(?:\w{3,12}(?:ed|ing)|got|had|did|took|went|came|left|lost|ran|sat|taught|sang|rang|drove|spent|made|met"
    r"|kept|felt|found|gave|wrote|sold|paid|bought|stood|began|became)\b"
)
_FINITE_FIRST = re.compile(
    r"(?:\w{3,12}ed|got|had|did|took|went|came|left|lost|ran|sat|taught|sang|rang|drove|spent|made|met|kept|felt"
    r"|found"
    r"|gave|wrote|sold|paid|bought|stood|began|became|used to|was|have|never|always|don't|can't|won't|wouldn't"
    r"|couldn't|haven't|didn't|live|work|also|still (?:do|work|live"
    r"|have|pay|sing|ring|play|go|teach))\b"
)
_PLURAL = re.compile(r"\w{3,}[^\W\dsiu]s\b")
_LONGEST = 160
_SUBJECTS = frozenset(["i", "i'm", "i've", "i'd", "i'll", "im", "ive", "we", "we're", "we've", "we'd", "we'll"])
_SUBJECT = class_of(_SUBJECTS)
_NOT_MEANT = re.compile(
    r"\bas an? (?:taxpayer|tax payer|human|citizen|voter|layman|layperson|reader|outsider|consumer|customer"
    r"|resident|member of the public|result|rule|whole|society|country|nation|matter|consequence|community"
    r"|profession|service|team|starting|minimum|last|joke|way|means|sign|start|favour|group|bit|general|first step"
    r"|reminder|one[- ]off|long[- ]time (?:reader|lurker)|passenger|patient|parent)\b(?! (?:of|with|whose)\b)"
    r"|\b(?:i think|i believe|i wonder|i reckon|i doubt|i suppose|i guess|i hope|i wish) (?:that )?(?:the|they|it"
    r"|this|that|he|she|there|you)\b"
    r"|\b(?:if i (?:were|was|had)|imagine|suppose i|would i|i'd (?:rather|love|like|not|have|never)|i would (?:love"
    r"|like|rather|not|have"
    r"|never)|i (?:wouldn't|couldn't have|shouldn't have)"
    r"|i wish|you'd think)\b"
)
_OPINES = re.compile(
    r"(?:i|we)(?:'ve|'m|'d| have| am| had)? (?:\w+ )?(?:think|thought|believe|believed|hope|hoped|wonder|wondered"
    r"|know|knew"
    r"|like|doubt|suppose|mean|meant|say|said|understand|mind|wish|guess|reckon|feel|felt|read|heard|noticed|told"
    r"|blame"
    r"|respect|admire|trust|fear|saw|hear|swear|bet|expect|agree|disagree|remember|prefer|hate|asked|want|wanted"
    r"|wrote to|sent|copied|attached)"
    r"(?! (?:law|history|english|theology|classics|maths|medicine|physics|music|greats|divinity|geography))\b"
    r"|(?:i|we) (?:don't|didn't|do not|can't|cannot|wouldn't|won't|couldn't) (?:\w+ )?(?:think|believe|know|see|say"
    r"|mind|mean|care"
    r"|agree|understand|suppose|blame|recall|remember|want|need|like|trust|accept)\b"
    r"|i (?:can|would|could|should|might|must) (?:only |just |always |also |never )?(?:tell you|say|see|think|add"
    r"|like|love|ask|suggest|recommend"
    r"|encourage|advise|urge|point out|understand|imagine|remind)\b"
    r"|i(?:'m| am) (?:not |only |just |so |very )*(?:sure|afraid|glad|sorry|happy|sick of|tired of|fed up|proud"
    r"|told|saying"
    r"|asking|grateful|convinced|surprised|against|for|with the)\b"
)
_EVER_SINCE = re.compile(r"(?:ever )?(?:since|after|with|without|because of|thanks to|at) ")
_CLAIMED = re.compile(
    r"\b(?:that's|that'll be|that would be|it's|this is) (?:me|us|mine|ours)\b|\bthat's (?:my|our)\b"
    r"|\bi'm (?:her|him)\b|\b(?:just|only) me\b"
)
_ADVERBIAL = re.compile(r"(?:as|being|after|having|with|speaking)\b")
_OTHER_SUBJECT = re.compile(
    r"(?:in|at|for|since|after|before|on|from|over|under|until|down|up|out|back|now|once|always|soon|last|two|three"
    r"|four"
    r"|five"
    r"|ten|twenty|\d+|first|half|part|the)\b[^,]{0,40} (?:they|it|he|she|you|there|it's|they've|they're|they'd|he's"
    r"|she's"
    r"|you've|nobody|everyone|everything|people|nothing|someone|somebody|the (?:government|council|minister|trust))\b"
)
_RELATIVE = re.compile(r"(?:what|which|where|who|whose|that) ")
_ACRONYM_POST = re.compile(
    r"\b(?:I['’]?m|I am|I was|I['’]ve been|I have been|[Aa]s|[Bb]een|[Bb]eing|[Bb]ecame|[Ff]ormer|[Ee]x|[Rr]etired"
    r"|(?:work|works|worked|working|qualified|trained|retired) as|[Uu]s|[Ww]e|[Jj]ust)(?: an?| the| another| one "
    r"of the)?[ -]"
    r"(?:(?!a\b|an\b|the\b)[\w-]+ ){0,2}?(?P<post>[A-Z]{2,5}s?)\b(?! (?:is|are|has|have|was|were|will|should|need"
    r"|needs|would|can|does|do|staff|member|rep|management)\b)"
)
_POST_FIRST = re.compile(rf"(?:\w+ )?{POST_ACRONYMS}\b")
_SLIGHT = {Entity.PLACE, Entity.OFFICE, Entity.GRADE, Entity.DATE, Entity.LEAVING, Entity.CASELOAD}
_CAPITALS = re.compile(r"[A-Z]{2}")
# begun by one sign, so that it is sought quickly
_CAPITAL = re.compile(r"[A-Z](?:(?<!I)|(?=[a-z]))(?:(?<=[ ('’&/-].)|(?<!.[A-Z])(?<!\n[A-Z]))")
_AFTER_VERB = re.compile(
    r"\b(?:[Cc]over(?:s|ed|ing)?|[Ll]eft|[Jj]oined|[Pp]atrol(?:led)?|[Ss]erv(?:e|ed)|[Rr]un|[Rr]an|ex|[Ww]orked"
    r"|[Dd]id)[ -](?:the )?"
    r"(?P<name>[A-Z][a-z]+)"
)
_NAME_ALONE = re.compile(
    r"(?:the |near |off |over )?(?:St\.? )?[A-Z][a-z'’]+(?:[ -](?:of|in|on|upon|the|under|by|near|le)(?=[ -]))*"
    r"(?:[ -](?:St\.? )?[A-Z][a-z'’]+){0,3}(?: (?:way|area|side|end|shed|choral|depot|office|branch|tower|watch"
    r"|station|ward))?"
)
_INNER_CAPITAL = re.compile(r" (?=[A-HJ-Z]|I[a-z])(?<=[\w,'’] )")
ACRONYM_WORDS = frozenset(re.findall(r"[a-z0-9]{2,}", POST_ACRONYMS))
_ACRONYMS = class_of(ACRONYM_WORDS)
_POSTS = class_of([*ACRONYM_WORDS, *(f"{word}s" for word in ACRONYM_WORDS)])
_REGIONS = class_of(places.REGION_WORDS)
_FEW_WORDS = 7


@dataclass(slots=True)
class _Read:
    """What a clause says of the writer."""

    clause: Clause
    own: bool
    carried: bool
    kinds: dict[Entity, int]


def find(text: str) -> Iterator[Finding]:
    """Yield clauses, or runs of them in one sentence, that tell of their writer."""
    for sentence in find_sentences(text):
        numbers = _clues_in(text, sentence)
        if numbers is not None:
            yield from _find_in(text, sentence, numbers)


def _clues_in(text: str, sentence: Sentence) -> Sequence[int] | None:
    """Return which clues some words of a sentence fit, None when nothing in it can tell of its writer.

    Most sentences end here: their clauses are never looked for.
    """
    of_writer = sentence.classes & _WRITER
    if not (of_writer or _may_be_elliptical(sentence) or _OWN.matches(sentence.asked)):
        return None
    asked = sentence.asked
    if not sentence.classes & _SUBJECT and (len(sentence.tokens) < _FEW_WORDS or _may_begin(sentence.lower)):
        asked = _with_subject(sentence)
    numbers = SCREEN.matches(asked)
    if numbers or sentence.classes & _ACRONYMS or "ex-" in sentence.lower:
        return numbers
    if of_writer and (_INNER_CAPITAL.search(text, sentence.start, sentence.end) or sentence.classes & _REGIONS):
        return numbers
    return None


def _may_be_elliptical(sentence: Sentence) -> bool:
    if _OTHERS.match(sentence.lower):
        return False
    said = sentence.said
    return bool(_ELLIPTICAL.match(said)) or not (_OTHERS.match(said) or _ASKS.match(said))


def _may_begin(lower: str) -> bool:
    return bool(_ELLIPTICAL.match(lower) or _VERB_FIRST.match(lower))


def _with_subject(sentence: Sentence) -> Asked:
    subject, said = _subject_of(sentence.lower), sentence.lower
    if not subject:
        return sentence.asked
    return Asked(f"{said}; {subject} {said}", [*sentence.tokens, subject, *sentence.tokens], SCREEN.mask)


def _subject_of(said: str) -> str:
    """Return with which subject words that have none may be meant: "retired now" is "i'm retired now"."""
    if _OTHERS.match(said) or _ASKS.match(said) or _PLURAL.match(said) or len(said) > _LONGEST:
        return ""
    return "i've" if said.startswith("been ") else "i" if _FINITE_FIRST.match(said) else "i'm"


def _find_in(text: str, sentence: Sentence, clues: Sequence[int]) -> Iterator[Finding]:
    if not _may_tell(sentence):
        return
    reads = list(_read_all(text, sentence, clues))
    _add_across(sentence, clues, reads)
    at = 0
    while at < len(reads):
        end = at + 1
        if reads[at].kinds:
            end = _end_of(reads, at)
            yield _finding(reads[_begin_of(reads, at, end) : end])
        at = end


def _end_of(reads: Sequence[_Read], at: int) -> int:
    """Return the place behind the run that begins at a clause."""
    end = at + 1
    while end < len(reads):
        read = reads[end]
        if read.clause.joint in {";", ":"} and not (read.clause.is_fragment and read.kinds):
            break
        if not read.kinds and not _belongs(reads, at, end):
            break
        end += 1
    return end


def _belongs(reads: Sequence[_Read], at: int, end: int) -> bool:
    """Return whether a clause that tells nothing by itself still belongs to the run before it."""
    read, before = reads[end], reads[end - 1].clause.lower
    if _tell(reads[at:end]) > 1 and _is_more(read):
        return True
    if is_subordinate(read.clause) or (goes_on(read.clause) and end + 1 < len(reads) and bool(reads[end + 1].kinds)):
        return True
    # "since my stroke | I can't use the key"
    return read.own and read.clause.joint == " " and not read.clause.opening and bool(_EVER_SINCE.match(before))


def _begin_of(reads: Sequence[_Read], at: int, end: int) -> int:
    """Return where a run begins that takes in what the words before it say of the writer: "I work, I own, in Hull"."""
    strong = _tell(reads[at:end]) > 1
    while at and reads[at].clause.joint not in {";", ":"}:
        before = reads[at - 1]
        if before.kinds or not before.own:
            break
        if reads[at].clause.joint == " " and not reads[at].clause.opening and before.clause.is_fragment:
            at -= 1  # "on the twelfth | I'll have been here nine years"
            continue
        leads = reads[at].carried and before.clause.count < _FEW_WORDS
        if not (
            leads
            or (strong and is_same_hand(before.clause) and (goes_on(reads[at].clause) or is_more(reads[at].clause)))
        ):
            break
        at -= 1
    return at


def _is_more(read: _Read) -> bool:
    if goes_on(read.clause) or is_subordinate(read.clause) or is_more(read.clause):
        return True
    return read.own and is_same_hand(read.clause)


def _tell(run: Sequence[_Read]) -> int:
    """Return how much a run gives away: the weights of its kinds, summed."""
    kinds: dict[Entity, int] = {}
    for read in run:
        for kind, weight in read.kinds.items():
            kinds[kind] = max(weight, kinds.get(kind, 0))
    return sum(kinds.values())


def _may_tell(sentence: Sentence) -> bool:
    if sentence.classes & _WRITER:
        return True
    return bool(sentence.clauses) and (_is_elliptical(sentence) or bool(_OWN.matches(sentence.asked)))


def _is_elliptical(sentence: Sentence) -> bool:
    """Return whether a sentence begins without a subject, as one does who tells of oneself: "clerk, 14 years, Kent"."""
    first = sentence.clauses[0]
    if _ELLIPTICAL.match(first.lower):
        return True
    return (
        not _OTHERS.match(first.lower)
        and not _ASKS.match(first.lower)
        and (first.is_fragment or bool(_VERB_FIRST.match(first.lower)))
    )


def _read_all(text: str, sentence: Sentence, clues: Sequence[int]) -> Iterator[_Read]:
    own = opines = False
    owns, last = sentence.asked.called & _OWN.mask, len(sentence.clauses) - 1
    for number, clause in enumerate(sentence.clauses):
        says_i, says_we = not I_WORDS.isdisjoint(clause.words), not WE_WORDS.isdisjoint(clause.words)
        says_i = says_i or bool(owns and _OWN.matches(Asked(clause.lower, clause.tokens, owns)))
        carried = not (says_i or says_we)
        if not carried or ((number == 0 or own or number < last) and _begins_elliptical(clause)):
            own = True
        elif number == 0:
            own = bool(_CLAIMED.search(sentence.lower)) or _is_elliptical(sentence)
        elif _OTHERS.match(clause.lower) and not clause.is_fragment and not _RELATIVE.match(clause.lower):
            own = False
        if own and carried and find_touching(find_public(text), clause.span, lambda one: one.span):
            own = False
        kinds = _kinds(text, sentence, clause, clues, we=says_we and not says_i) if own else {}
        if kinds and carried and opines and not _ADVERBIAL.match(clause.lower):
            kinds = _beside_opinion(kinds)
        if not carried or not own:
            opines = own and bool(_OPINES.match(clause.lower))
        yield _Read(clause, own, carried, kinds)


def _begins_elliptical(clause: Clause) -> bool:
    return bool(_ELLIPTICAL.match(clause.lower)) and not _OTHER_SUBJECT.match(clause.lower)


def _kinds(text: str, sentence: Sentence, clause: Clause, clues: Sequence[int], *, we: bool) -> dict[Entity, int]:
    """Return the kinds of information that a clause gives away of its writer, each with its weight."""
    kinds: dict[Entity, int] = {}
    for number in _fitting(clause, clues):
        clue = CLUES[number]
        if clue.weight <= kinds.get(clue.kind, 0) or (we and not clue.we):
            continue
        if clue.kind is not Entity.AGE or SCREEN[number].search(clause.lower):
            kinds[clue.kind] = clue.weight
    own = text[clause.span.start : clause.span.end]
    if Entity.GRADE not in kinds and _is_acronym_post(own, sentence, clause):
        kinds[Entity.GRADE] = 1
    if _CAPITAL.search(own) and (place := _placed(own, sentence) or _named_place(own, clause)):
        kinds |= place
    elif sentence.classes & _REGIONS and places.REGION.search(clause.lower):
        kinds[Entity.PLACE] = 1
    return _without_opinion(sentence, clause, kinds) if kinds else kinds


def _fitting(clause: Clause, clues: Sequence[int]) -> list[int]:
    """Return which of some clues fit a clause."""
    said = clause.lower
    if clues and _SUBJECTS.isdisjoint(clause.words) and (subject := _subject_of(said)):
        said = f"{said}; {subject} {said}"
    return [number for number in clues if SCREEN[number].search(said)]


def _without_opinion(sentence: Sentence, clause: Clause, kinds: dict[Entity, int]) -> dict[Entity, int]:
    """Return what is left of the kinds where somebody gives a view, or speaks of what is not so."""
    idioms = sentence.asked.called & _IDIOM.mask
    if (idioms and _IDIOM.matches(Asked(clause.lower, clause.tokens, idioms))) or _NOT_MEANT.search(clause.lower):
        return {}
    if _OPINES.match(clause.lower):
        return _beside_opinion(kinds)
    if OPINION.match(clause.lower):
        region = sentence.classes & _REGIONS and places.REGION.search(clause.lower)
        slight = _SLIGHT - {Entity.LEAVING, *([Entity.PLACE] if region else [])}
        return {kind: weight for kind, weight in kinds.items() if kind not in slight}
    return kinds


def _beside_opinion(kinds: dict[Entity, int]) -> dict[Entity, int]:
    return {kind: weight for kind, weight in kinds.items() if weight > 1 and kind not in _SLIGHT}


def _add_across(sentence: Sentence, clues: Sequence[int], reads: Sequence[_Read]) -> None:
    """Give the writer's clauses what they tell together and none of them alone: "somebody | who left"."""
    if len(reads) == 1 or len(sentence.lower) != sentence.end - sentence.start:
        return
    for number in clues:
        clue = CLUES[number]
        if "{0," in clue.written or any(clue.kind in read.kinds for read in reads):
            continue
        found = SCREEN[number].search(sentence.lower)
        if not found:
            continue
        start, end = sentence.start + found.start(), sentence.start + found.end()
        across = [read for read in reads if read.clause.span.start < end and start < read.clause.span.end]
        if len(across) > 1 and across[0].own and _without_opinion(sentence, across[0].clause, {clue.kind: clue.weight}):
            for read in across:
                read.kinds[clue.kind] = clue.weight


def _is_acronym_post(own: str, sentence: Sentence, clause: Clause) -> bool:
    if _CAPITALS.search(own) and _ACRONYM_POST.search(own):
        return True
    return bool(sentence.classes & _POSTS and _POST_FIRST.match(clause.lower)) and clause.is_fragment


def _placed(own: str, sentence: Sentence) -> dict[Entity, int]:
    """Return what a clause tells by the name of an office or a road."""
    if not sentence.asked.called & _PLACED.mask:
        return {}
    if any(each.search(own) for each in (places.WORKPLACE, places.NUMBERED, places.UNIVERSITY, places.PRISON)):
        return {Entity.OFFICE: 2}
    return {Entity.PLACE: 2} if places.ROAD.search(own) else {}


def _named_place(own: str, clause: Clause) -> dict[Entity, int]:
    """Return what a clause tells by a name that stands where names of places do."""
    for found in places.AFTER_PREPOSITION.finditer(own):
        name = found["name"]
        if name.split()[0] in places.NOT_PLACES or _goes_on_in_capitals(own, found):
            continue
        if not places.REGION.fullmatch(name.lower()):
            belongs = places.BELONGS.search(clause.lower) and not places.VISITS.search(clause.lower)
            return {Entity.PLACE: 2 if belongs else 1}
    after = _AFTER_VERB.search(own)
    if after and after["name"] not in places.NOT_PLACES:
        return {Entity.PLACE: 1}
    if clause.joint == "," and clause.count < _FEW_WORDS and _NAME_ALONE.fullmatch(own):
        return {} if own.split()[0] in places.NOT_PLACES else {Entity.PLACE: 1}
    return {}


def _goes_on_in_capitals(own: str, found: re.Match[str]) -> bool:
    """Return whether what looks like a name is the beginning of an acronym: "the MoJ"."""
    end = found.end("name")
    return own[end : end + 1].isupper() and not own.endswith(("Mc", "Mac"), 0, end)


def _finding(run: Sequence[_Read]) -> Finding:
    kinds = {kind: weight for read in run for kind, weight in sorted(read.kinds.items(), key=lambda each: each[1])}
    graver = max(kinds, key=lambda kind: kinds[kind])
    span = span_of([read.clause for read in run])
    if _tell(run) > 1:
        why = f"tells of its writer: {', '.join(sorted(kind.value for kind in kinds))}"
        return Finding(graver, span, 0.7, Risk.MEDIUM, why, NAME, VERSION, Proposal.REDACT, frozenset(kinds))
    why = f"tells a little of its writer: {graver.value}"
    return Finding(graver, span, 0.4, Risk.LOW, why, NAME, VERSION, Proposal.CONSIDER, frozenset(kinds))
