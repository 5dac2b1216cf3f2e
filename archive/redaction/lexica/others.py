"""How a clause shows that it speaks of one particular person beside the writer. Data, for clauses in small letters."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.redaction.entities import Entity
from archive.redaction.lexica import places
from archive.redaction.lexica.common import COMMON
from archive.redaction.lexica.kinds import ANY_POST, CONDITIONS, MONTH, NO_POSTS, NUMBER, YEAR
from archive.redaction.lexica.people import (
    CHILDREN,
    COLLEAGUES,
    COMMON_POSTS,
    KIN,
    RARE_POSTS,
    SERVICE_USERS,
    VICTIMS,
)
from archive.redaction.triggers import Screen, split_alternatives

GROUPS = (
    (Entity.VICTIM, VICTIMS),
    (Entity.CHILD, CHILDREN),
    (Entity.SERVICE_USER, SERVICE_USERS),
    (Entity.COLLEAGUE, f"{COLLEAGUES}|{COMMON_POSTS}|{RARE_POSTS}"),
)
_NOUN = "|".join(f"(?P<{kind.name.lower()}>{words})" for kind, words in GROUPS)
_ADJECTIVES = r"(?:(?!(?:of|to|in|and|or|the|is|was|who|for|with|on|at|from|by|i|we|he|she|it|they) )[\w'-]+ ){0,3}?"
_OFFICES = (
    "(?:treasurer|vicar|chairman|chair|head|boss|manager|director|secretary|rector|dean|governor|captain"
    "|chief|ceo|cto|owner|landlord|warden|organist|conductor|\\w+er)"
)
_RELATED = (
    f"{_OFFICES}'s (?:\\w+[ -])?(?:son-in-law|daughter-in-law|wife|husband|son|daughter|brother|sister|niece"
    f"|nephew|partner|mother|father|pa)"
)

OWNERS = frozenset(
    [
        "my",
        "our",
        "mine",
        "ours",
        "one",
        "two",
        "some",
        "half",
        "someone",
        "somebody",
        "other",
        "last",
        "before",
        "after",
        "next",
        "opposite",
        "above",
        "behind",
        "beside",
    ]
)
PRONOUNS = frozenset(["he", "she", "he's", "she's", "he'd", "she'd", "his", "her"])
_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "eer", "smith", "ant", "lady")


@lru_cache(maxsize=20_000)
def _is_post(word: str) -> bool:
    return word.endswith(_ENDINGS) and word not in NO_POSTS


def may_hold_post(words: frozenset[str]) -> bool:
    """Return whether a word that ends as posts do stands among these."""
    return any(map(_is_post, words))


def _screen(pattern: str) -> Screen:
    return Screen(split_alternatives(pattern), COMMON)


OWN_KIN = _screen(rf"\b(?:my|our) {_ADJECTIVES}(?:{KIN}|lad|lass|old man|little one|marriage)\b")
OWN = _screen(
    rf"\b(?:my|our) (?:own )?{_ADJECTIVES}(?:{_NOUN})\b(?!s\b)(?!'s? (?:office|room) )"
    r"|\bone of (?:my|our|the) (?:\w+ )?\w+s\b|\b(?:one|two|some) of (?:mine|ours)\b|\bthe (?:other|last) one\b"
    r"|\b(?:the|a) (?:\w+ )?(?:lad|lass|man|woman|girl|boy|bloke|chap|lady|person|one|\w+er) (?:before|after|next "
    r"to|opposite|above|behind|beside) me\b"
    r"|\bsome(?:one|body) (?:in|on|at|from) (?:my|our) \w+|\bhalf (?:my|our) (?:team|office|class|shift|watch|choir)\b"
)
_SOMEBODY = (
    rf"\b(?:an?|one|this|that|the|another|some|his|her|their|little|poor|big|old) {_ADJECTIVES}"
    rf"(?:{_RELATED}|{_NOUN}|twins|widow|ex|son|daughter|niece|nephew|brother|sister|partner|pair)\b(?!s\b)(?!'s "
    rf"(?:office|room|report|desk) )"
)
OF_SOME_POST = re.compile(
    rf"\b(?:an?|one|this|that|the|another|his|her|their|big|old) {_ADJECTIVES}{ANY_POST}\b(?!s\b)"
)
SOMEBODY = Screen([_SOMEBODY], COMMON)
HAD = _screen(
    r"\b(?:i|we|i've|i'd|we've|we'd|i'll) (?:once |also |even |still |only |just )?(?:had|have|knew|know|lost"
    r"|supervised|taught|teach|nursed|met|visited|saw|buried|got|found|carried|pulled|managed|supported|married"
    r"|rescued|trained|mentored|tutored|treated)\b"
    r"(?! (?:to|been|not|it|that|so|the (?:idea|feeling|impression|letter|news))\b)"
)
OURS = re.compile(r"\b(?:of mine|of ours|with (?:me|us)|my|our)\b")

_OUR_PLACE = (
    r"(?:in|on|from|at|off|out of|to|of|under|with) (?:my|our) (?:\w+ ){0,2}(?:office|team|caseload|books|list"
    r"|ward|class|school|branch|tower|choir|church|parish|shift|watch|wing|unit|course|group|department|street"
    r"|road|village|crew|hostel"
    r"|set|form|depot|library|block|landing|round|patch|cohort|lab|station|project|club|surgery|room|floor"
    r"|corridor|building|site|bench|desk|bay|section|pew|row|stairs?|staircase|house|hall|college|firm|company"
    r"|place|work|meeting|committee|pcc"
    r"|pilot|lodge|band|year|intake|care|tutor group|queue|platform|line|yard|allotments?|plot|pitch|stand)"
)
_I_DID = (
    r"(?:i|we|i'd|i've|we'd|we've) (?:\w+ )?(?:supervis\w+|know|knew|manag\w+|taught|teach|had|have|met|work with"
    r"|worked with|look after|looked after|nursed|saw|see|support\w*|trained|line[ -]manage\w*|visited|caught"
    r"|found|arrested|rescued|treated|lost|reported|pulled|cut|carried|examined"
    r"|tutor\w*|mentor\w*|share|shared|sat with|buried|married|baptised|interviewed|assessed|breached|recalled|got"
    r"|delivered|fetched|sacked|hired|second-marked|went to school with|trained with|joined with|sit next to)"
)
_SPOT = (
    r"(?:on|in|at|off|from|out of|by|above|below) (?:\w+ ){0,3}(?:case|bay|bed|room|plot|cell|flat|number|ward"
    r"|wing|year|row|desk|side|corner|front|end|post|top|ground|floor|house|street|road|lane|close|village"
    r"|queue|window|corridor|landing|stall|box|van|bus|train|platform|signal|bench|pew|stalls|gallery|vestry"
    r"|hall|yard|gate|lodge|tower|choir)"
)
PARTICULAR = _screen(
    rf"\b(?:of mine|of ours|{_OUR_PLACE}|{_I_DID}|{_SPOT}|called|named|known as|next (?:door|to me|desk)|opposite"
    rf"|aged|of \d\d|(?:\d\d|\w+)[ -]year[ -]old|{NUMBER} (?:days|weeks|months|years) (?:out|in|into|before|after)"
    rf"|with (?:us|me)|the ones?"
    r"|(?:who|whose|that) (?!are|is the|want|need|have to|has to|should|would|will|can|do not|don't|think|say"
    r"|believe|could|know|is supposed|is meant|gets|make|makes|pays|pay)\w+|with (?:a|an|the|his|her|no|one) "
    r"\w+)\b"
)
ACT = re.compile(
    r"\b(?:was|were|had|got|went|came|left|took|told|said|made|died|killed|hit|sat|lost|cried|wept|gave|threw|fell"
    r"|broke|bit|stole|kept|ran|hung|hanged|stood|shouted|put|sent|found|wrote|drew|drove|rang|sang|slept|spent"
    r"|spat|swore|tore|won|wore|did|drank|shot|stuck|tried|used to|saw|bought|brought|thought"
    r"|caught|fought|sold|paid|held|led|met|read|rode|rose|shook|built|burnt|dealt|began|became|hid|knew|who has"
    r"|is off|is on|is in|is from|is having|is pregnant|is leaving|is going|is retiring|is being|has (?:left|gone"
    r"|just|been|had|got|resigned|moved|died|taken|lost|told|made|since)|'s been|'s off|'s got|'s had|'s in|'s "
    r"just"
    r"|lives?|works?|covers?|(?!need|indeed|speed|overwork|experienc|qualifi|underpaid|respect|talent|gift|suppos"
    r"|call|so-call|bed\b|red\b)\w{2,12}ed)\b"
)
UNREAL = re.compile(
    r"\b(?:would|should|could|might|if (?:an?|the|my|your|one)|imagine|whoever|whether|needs? to|has to|ought|must"
    r"|will always)\b"
)
TRAIT = _screen(
    rf"\b(?:{NUMBER}[ -]?(?:years?|months?|weeks?)(?:[ -]old)?|aged \d+|of \d\d|(?:he's|she's|was|is|turned|only"
    rf"|just) (?:\d\d|four|five|six|seven|eight|nine|ten|nineteen|eighteen|seventeen|sixteen|fifteen|fourteen"
    rf"|thirteen|twelve|eleven)\b|{YEAR}|pregnant|{CONDITIONS}|(?:his|her|their) (?:\w+ )?{KIN}|drunk|drink\w*"
    rf"|drugs?|heroin|crack|prison"
    r"|recall\w*|jail\w*|custody|sentence\w*|affair|sacked|suspended|dismissed|bully\w*|racist|gay|lesbian|muslim"
    r"|polish|filipin\w+|black|asian|deaf|blind|disabled|fraud|assault\w*|rape\w*|burgl\w*|arson|murder\w*|abus\w*"
    r"|stab\w*|offence|convict\w*|arrest\w*|life licence|ipp|tag|hostel|homeless|divorc\w*|in tears|breakdown"
    r"|tribunal|grievance|fiddl\w*"
    rf"|expenses|drink[ -]driv\w*|tattoo\w*|beard|glass eye|accent|redhead|ginger|care leaver|hot tub|facebook"
    rf"|(?:in|from) {MONTH}|(?:at|since|before|after|last|on) (?:christmas|easter|{MONTH}|monday|tuesday|wednesday"
    rf"|thursday|friday|saturday|sunday|week|night|(?:the )?\d{{1,2}}(?:st|nd|rd|th)))\b"
)
PLACED = re.compile(
    rf"{places.WORKPLACE.pattern}|{places.PRISON.pattern}|{places.NUMBERED.pattern}|{places.ROAD.pattern}"
    rf"|(?<=[a-z] )(?:in|at|from|of|near|out of|off) [A-Z][a-z]+"
)
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Rev|Fr|Sister|Canon)\.? [A-Z]")
GOES_ON = re.compile(
    r"(?:he|she|he's|she's|he'd|she'd|he'll|she'll|his|her|him|who|whose|they|their|they'd|they've|that|got|was"
    r"|were|had|lost|left|went|is|has|now|then|aged|with|from|in|on|at|off|a|an|the same|the (?:parents|family"
    r"|mother|father|husband|wife|widow|son|daughter|mum|dad|\w+er|\w+ist)\b"
    r"|the ones?|so|[a-z]+ed|wrote|came|told|said|took|made|died|gave|\d)\b"
)
RELATIVE = re.compile(r"(?:who|whose|whom|the ones?|aged|called|named)\b")
OPENINGS = frozenset(
    {"", "and", "but", "then", "and then", "when", "until", "till", "so", "also", "and also", "because", "since"}
)
PRONOUN = re.compile(
    r"(?:he|she|he's|she's|he'd|she'd|his|her|(?:so |and |when |then |now |last \w+ |one \w+ |last i heard )(?:he"
    r"|she))\b"
)
ONLY = re.compile(r"(?:he|she|he's|she's)(?: is| was)? (?:still )?(?:the only|our only|my only|the first|the last)\b")
PUBLIC = re.compile(
    r"\b(?:ministers?|secretary of state|mps?|meps?|chief inspector|chief constable|chief fire officer|chief "
    r"medical officer|chief nurse"
    r"|prime minister|chancellor|vice[- ]chancellor|government|politicians?|lord|lady mayor|baroness|council "
    r"leader|chief executive"
    r"|director[- ]general|director of (?:public health|the (?:service|trust|council|board))|general secretary"
    r"|president|pope|king|queen"
    r"|archbishop|bishop|mayor|commissioner|judge|ombudsman|inspectors?|author|historian|composer|poet|novelist"
    r"|broadcaster|presenter"
    r"|columnist|journalist|spokes(?:man|woman|person)|celebrity|saint|prophet|senator|speaker of|governor of"
    r"|leader of|head of (?:the "
    r"(?:service|church|union|civil service|inspectorate|college of|association)|ofsted|policy)|chair of (?:the "
    r"(?:trust|council|board"
    r"|inquiry|review|committee|commission|association|national|royal))|national (?:officer|chair|president"
    r"|director)|professor of)\b"
)
FIRST = re.compile(r"(?:i|i'm|i've|i'd|i'll|we|we've|we're|we'd|my|our)\b")
