"""How a clause shows that it speaks of one particular person beside the writer. Data, for clauses in small letters."""

from __future__ import annotations

import re

from archive.redaction.lexica import places
from archive.redaction.lexica.alternatives import alternatives
from archive.redaction.lexica.calendar import FEASTS, MONTHS, WEEKDAYS
from archive.redaction.lexica.people import KIN_WORDS, ONLY_OURS, PEOPLE
from archive.redaction.tokens import class_of

_KIN = alternatives(word.replace(" ", "-") for word in KIN_WORDS) + "|" + alternatives(KIN_WORDS)

_ARTICLES = "my our a an one this that the another some his her their little poor big young dear two three"
_WHOSE = "year's week's month's term's yesterday's tonight's today's"
ARTICLES = frozenset([*_ARTICLES.split(), *_WHOSE.split()])
"""Words that a person may be named behind."""
_ADJECTIVES = "nice lovely young old little big tall short retired new dear poor good bad proper former ex first second"
ADJECTIVES = frozenset(_ADJECTIVES.split())
"""Words that may stand before a noun without an article, where a clause begins."""
_STOPS = """
of to in and or the is was who for with on at from by i we he she it they a an my our are were not no so as when that
which but if than do does did has have had be been am will would can could should has his her their its you your there
very too just also all both only because about into out up off over one's because where what why how
"""
STOPS = frozenset(_STOPS.split())
"""Words that end the adjectives before a noun."""
_THINGS = """
office offices room rooms report reports desk role roles post posts job jobs service services union list lists
training scheme team teams group groups meeting meetings contract contracts pay grade grades shortage shortages
number numbers level levels side class classes culture community population experience perspective view point course
staff management box forum network shop ship hood ship's portal app phone line lines area areas work works duty
duties data engagement voice voices feedback satisfaction survey numbers contact support surgery interview days
weeks day book books
"""
THINGS = frozenset(_THINGS.split())
"""Words behind a word for a person that turn it into a word for a thing."""
_GENERAL = """
average typical ordinary decent modern reasonable competent real true potential future prospective responsible single
good proper professional qualified would-be so-called usual right wrong ideal
"""
GENERAL = frozenset(_GENERAL.split())
"""Before a noun they mean a kind of people."""
OURS = frozenset(["my", "our"])
HIS = frozenset(["his", "her", "their"])
SEVERAL = frozenset(["two", "three"])
_INFORMAL = """
lad lass chap bloke fella feller fellow lady girl guy gentleman woman man boy couple old-boy youngster newcomer geezer
laddie lassie twins kid bairn toddler
"""
INFORMAL = frozenset(_INFORMAL.split())
"""Words that with "the" before them seldom mean a kind of people."""
NEW = frozenset(["new", "other", "same", "last", "next", "only", "old", "young", "little", "former", "current", "wee"])
_NAMES = [*PEOPLE, *KIN_WORDS, *ONLY_OURS]
_LAST = (frozenset([word.split()[-1] for word in _NAMES]) - STOPS) | frozenset(
    [word.replace(" ", "-") for word in _NAMES]
)
NOUNS = _LAST | frozenset([f"{word}{end}" for word in _LAST for end in ("'s", "s", "'d")])
"""The last words of all words for persons, and what they become before "is", "had" and in number."""

_ENDS = ("", "'s", "'d")
_ALONE = frozenset(word.replace(" ", "-") for word in _NAMES) | frozenset(word for word in _NAMES if " " not in word)
NOUNS_ALONE = frozenset(f"{word}{end}" for word in _ALONE for end in _ENDS)
"""Words that name a person by themselves."""
NAMING = class_of(NOUNS_ALONE)
MANY = class_of(f"{word}s" for word in _ALONE if f"{word}s" not in NOUNS_ALONE)
SOME = class_of(SEVERAL)
"""Words for several persons, and those behind which they may be particular ones."""
_BEHIND = [word for word in _NAMES if word.split()[-1] not in _ALONE]
_TOO_COMMON = frozenset(["the", "in", "one"])
LAST = class_of(f"{word.split()[-1]}{end}" for word in _BEHIND for end in _ENDS)
FIRST_OF_SEVERAL = class_of({word.split()[0] for word in _BEHIND} - _TOO_COMMON)
LAST_ENOUGH = class_of(word.split()[-1] for word in _BEHIND if word.split()[0] in _TOO_COMMON)
TOGETHER = re.compile(rf"\b{alternatives(word.replace(' ', '_') for word in _BEHIND)}\b")
"""Words that name a person together only: "first year", "somebody I know"."""
PRONOUNS = frozenset(["he", "she", "he's", "she's", "he'd", "she'd", "he'll", "she'll", "his", "her", "hers", "him"])
SPOKEN_OF = class_of(PRONOUNS)
NAMELESS = frozenset(["her", "him", "mine", "ours", "one", "someone", "somebody", "half", "ones", "them"])
OURS_ALONE = class_of(["mine", "ours"])
ME = class_of(["me"])
BESIDE = class_of(["before", "after", "next", "opposite", "above", "behind", "beside"])
ONES = class_of(["one", "ones", "half", "two", "some", "another", "someone", "somebody"])
ONES_OF = re.compile(
    r"(?:one|two|some|half|another)\W+of\W+(?:my|our|mine|ours|them|the|those|these)\b|half\W+(?:my|our)\b"
    r"|(?:other|last|first|older|younger|new|second|tall|quiet)\W+one\b|(?:the|this|that)\W+ones?\W+(?:who|whose|that)\b"
    r"|some(?:one|body)\W+(?:in|on|at|from)\W+(?:my|our)\b"
)
"""What stands around words for somebody whom no noun names; wider than the patterns of clauses below."""
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_NUMBER = rf"(?:\d{{1,3}}|(?:{_NUMBER_WORDS.replace(' ', '|')})(?:[ -](?:{_NUMBER_WORDS.replace(' ', '|')}|odd))?)"
_WHEN = alternatives(word.lower() for word in [*MONTHS, *WEEKDAYS, *FEASTS])
AFTER = re.compile(
    r"(?:'s)?(?: (?!and |or |but |is |was |are |has |had )\w+)?,? (?:of (?:mine|ours)\b"
    r"|(?:in|on|at|off|from|out of|by|above|below|behind|beside|next to|opposite|under|over|across|up|down|with|outside"
    r"|inside|between|round) "
    r"(?!the (?:service|system|street|top|job|world|country|public|community|middle|end|ground|front ?line|whole|future"
    r"|past|profession|sector|real|same|law|planet|universe|moon|other)\b|this (?:one|case|matter|instance|thread|blog"
    r"|issue|point)\b|a (?:car|job|chance|life|bit|lot)\b)"
    rf"(?:the|an?|our|my|his|her|its|this|that|no|one|number|nights|days|earlies|lates|hr|admin|finance|reception"
    rf"|stores|accounts|payroll|programmes|court|custody|post|stationery|{_NUMBER}|us\b|me\b|{_WHEN})"
    rf"|{_NUMBER} (?:days|weeks|months|years) (?:out|in|into|off|from|short|before|after)\b|of {_NUMBER}\b"
    r"|in question|next door|opposite|upstairs|downstairs|aged \w+|called \w+|named \w+|known as|concerned|involved"
    r"|(?:that |who )?(?:i|we|i'd|we'd|i've|we've) (?:once |also |had |used to |have |just |always |'ve )?"
    r"(?!think|thought|believe|hope|guess|suppose|mean|could|would|can|should|will|want|need|say|know of)\w+"
    r"|(?:who|whose|that|whom|which) (?:\w+ )?(?!are\b|is the|want|need|have to|has to|should|would|will|can\b|do not"
    r"|don't|think|say|believe|could|is supposed|is meant|make|makes|pays|pay\b|doesn't|isn't|knows what)\w+)"
)
"""What behind a word for a person shows that one particular one is meant."""
HAD = re.compile(
    r"\b(?:(?:i|we|i've|i'd|we've|we'd|i'll) (?:once |also |even |still |only |just |always )?(?:had|have|knew|know"
    r"|lost"
    r"|supervised|taught|teach|nursed|met|visited|saw|buried|got|found|carried|pulled|managed|supported|married|rescued"
    r"|trained|mentored|tutored|treated|work(?:ed)? with|went to|go to|go back to|spoke to|sat with|attended|share"
    r"|shared|lodged|look after|looked after|took|cut|picked up|drove|escorted|interviewed|arrested|reported|sponsored"
    r"|assessed|represented|prosecuted|defended|fostered|christened|baptised|delivered|interview|see|visit|help|helped)"
    r"(?! (?:to|been|not|it|that|so|the (?:idea|feeling|impression|letter|news))\b)"
    r"|(?:i|we)'(?:d|ve)(?= \Z)|(?:called|sent|taken|got called|asked) to"
    r"|(?:told"
    r"|asked|helped"
    r"|met|saved|shown|taught|rung|written to|promised|interviewed|bitten|assaulted|threatened|thanked|hugged) (?:\w+"
    r" )?by)\b"
)
"""What before it does."""
SELF = re.compile(
    r"\b(?:i'm|i am|i was|i've been|i'd been|i became|i remain|we're|we are|we were|i (?:work|worked|trained"
    r"|qualified) as|being)"
    r" (?:still |just |only |also |now |once |not )?\Z"
)
"""Before a noun that says what the writer is."""
TIED = re.compile(r"\b(?:of mine|of ours|with (?:me|us)|my|our|me|us)\b")
THERE = re.compile(r"\b(?:there's|there was|there is|theres|it was|that was|that's|here's)(?: \w+)? \Z")
NAMELESS_OWN = re.compile(
    r"\bone of (?:my|our) (?:\w+ ){0,2}\w+s\b|\b(?:one|two|some|half|another) of (?:mine|ours)\b"
    r"|\b(?:one|two|some|half|another) of them (?:told|asked|said|cried|learnt|learned|died|lives|lost|brought|came"
    r"|went|has"
    r"|had|told|wrote|works|was (?!\w+ed))\b"
    r"|\b(?:the|a) (?:\w+ )?(?:lad|lass|man|woman|girl|boy|bloke|chap|lady|person|one|\w+er) (?:before|after|next to"
    r"|opposite|above|behind|beside) me\b"
    r"|\bsome(?:one|body) (?:in|on|at|from) (?:my|our) \w+|\bhalf (?:my|our) (?:team|office|class|shift|watch|choir)\b"
    r"|\bthe (?:other|last|first|older|younger|new|second|tall|quiet) one\b"
    r"|\A(?:her|him) (?:in|on|from|at|with|that's|who|next)\b"
    r"|\b(?:the|this|that) ones? (?:who|whose|that)\b(?! (?:\w+ )?(?:are|is|want|need|should|would|will|can|do|think"
    r"|say))"
)
ONE = re.compile(r"\bones?\Z")
ONE_OF_THE = re.compile(
    r"\b(?:one|two|some|another|half) of (?:the|those|these) (?:other |new |old |young |senior |junior"
    r" )?(?P<who>[\w-]+)s\b"
)
MINE = re.compile(
    r"\b(?:mine|ours) (?:was|is|had|has|were|got|died|left|lost|went|came|turned|took|told)\b(?! (?:the|not|a bit)\b)"
)
"""One of the people whom the writer looks after, or a thing: what is told decides."""
DENIES = re.compile(r"\b(?:never|not|nobody|no one|no|any|without|if|\w+n't|cannot)\b")
ASIDE = re.compile(
    r"\b(?:never|will|best|worst|what|marvel|star|legend|right|wrong|now|still|ever|if)\b|'ll\b|\A(?:he|she)(?:'s| is|"
    r" was)? ?\w*\Z"
)
"""What is said of somebody without telling anything."""
_PAST = """
was were had got went came left took told said made died killed hit sat lost cried wept gave threw fell broke bit
stole kept ran hung hanged stood shouted put sent found wrote drew drove rang sang slept spent spat swore tore won
wore did drank shot stuck tried saw bought brought thought taught learnt burst caught fought sold paid held led met
read rode rose shook built burnt dealt began became hid knew live lives work works cover covers didn't wasn't isn't
aren't hasn't hadn't couldn't wouldn't
"""
_IS = "off on in from having pregnant leaving going retiring being"
_SINCE = "left gone just been had got resigned moved died taken lost told made since come"
_DONE = (
    "been off got had in just gone come broken left lost taken given done told made put said sent won bought written"
)
ACT = re.compile(
    rf"\b(?:{alternatives(_PAST.split())}|used to|who has|is {alternatives(_IS.split())}"
    rf"|has (?:{alternatives(_SINCE.split())}|\w+ed)|(?:he|she|who)'d (?:an?|the|that|his|her|no|one|\w+ed)"
    r"|(?!need|indeed|speed|overwork|experienc|qualifi|underpaid|respect|talent|gift|suppos|call|so-call|bed\b|red\b)"
    rf"\w{{2,12}}ed)\b|'(?:s|d) (?:{alternatives(_DONE.split())}|\w{{2,12}}ed)\b"
)
UNREAL = re.compile(
    r"\b(?:would|should|could|might|if (?:an?|the|my|your|one)|imagine|whoever|whether|needs? to|has to|ought|must"
    r"|will always)\b"
)
_TRAITS = """
pregnan cancer tumour leuk lymphoma chemo stroke depress anxiety anxious panic breakdown ptsd epilep seizure diabet
sclerosis arthriti bipolar autis adhd asperger dyslex dysprax deaf blind wheelchair disab miscarr stillb menopaus
surger operation transplant dialysis diagnos migraine asthma copd crohn coeliac colitis endometri fibromyalg lupus
parkinson dementia alzheimer burnout suicid overdos alcohol recover sober addict sectioned psychiatr anorexi bulimi
schizo psychosis sciatica ulcer hernia pneumonia shingles tinnitus vertigo glaucoma cataract stammer stutter
pacemaker biopsy mastectom hysterectom amput prosthe limp hiv hepatit insomnia concuss fractur collapsed hospital
postnatal caesarean tourette bereav grief griev terminal sepsis dying prostate meningit appendi polio grommet
hearing crutches frame stick drunk drink drugs heroin crack cannabis methadone prison recall jail custody sentenc
affair sacked suspended dismissed bully bullied racist gay lesbian bisexual trans muslim christian catholic hindu
sikh jewish quaker methodist polish filipin black asian african nigerian ghanaian somali eritrean ethiopian sudanese
syrian iraqi iranian afghan pakistani bengali bangladeshi indian chinese vietnamese korean japanese jamaican
caribbean romanian ukrainian russian lithuanian latvian bulgarian hungarian czech slovak albanian kurdish turkish
greek italian spanish portuguese brazilian french german dutch swedish norwegian danish finnish irish scottish welsh
cornish geordie scouse scouser glaswegian brummie yorkshire lancashire australian kiwi canadian american
south-african gypsy roma traveller immigrant refugee asylum fraud assault rape rapist burgl arson murder abus stab
offence convict arrest licence ipp tag hostel homeless divorc separated remarried breakdown tribunal grievance
disciplin fiddl expenses tattoo beard moustache glass-eye accent redhead ginger bald tall short-sighted lanky
bespectacled one-eyed one-armed one-legged limp lisp squint birthmark scar burn care-leaver hot-tub facebook twitter
ex-army ex-navy ex-raf ex-forces ex-police ex-military ex-boxer ex-miner ex-con ex-care ex- retired widow widowed
single bankrupt debt visa deport evict eviction trans funeral wedding christening twins triplets stepmum stepdad
wife husband girlfriend boyfriend fiance missus daughter son mum dad mother father granddaughter grandson nan sister
brother kids baby
"""
_STEMS = alternatives(word for word in _TRAITS.split() if word not in {"son", "nan", "tag", "ipp", "mum", "dad"})
TRAIT = re.compile(
    rf"\b(?:{_STEMS}|(?:son|nan|tag|ipp|mum|dad|gp|vet|ms)\b|of \d\d\b|aged \w+|turned \d|(?:{_NUMBER})"
    rf"[ -]?(?:years?|months?|weeks?|yr|yrs)\b|(?:19[3-9]|20[0-4])\d\b|(?:in|from|since|before|after|last|on|at|of"
    rf"|till|until|every)"
    rf" (?:the )?(?:{_WHEN}|week\b|night\b|\d{{1,2}}(?:st|nd|rd|th)\b)"
    rf"|(?:he's|she's|was|is|only|just|nearly|almost|turned|at|about) {_NUMBER}(?=\Z|[,.;!?)]|[ -](?:odd|ish|now|when"
    rf"|and)\b)"
    r"|(?:one|bad|new|second|dodgy|broken|gammy|lost|false|artificial|replacement|both) (?:eye|ear|leg|arm|lung|hand"
    r"|hip"
    r"|hips|knee|knees|foot|kidney|breast|back|teeth|finger|thumb)\b|wisdom teeth|heart (?:attack|trouble|bypass)|in"
    r" tears|life licence)"
)
AGE_ALONE = re.compile(rf"{_NUMBER}(?: \w+)?\Z")
PLACED = re.compile(
    rf"{places.WORKPLACE.pattern}|{places.PRISON.pattern}|{places.NUMBERED.pattern}|{places.ROAD.pattern}"
    rf"|(?:(?:^|(?<= ))(?:in|at|from|of|near|off|to|for)) [A-Z][a-z]+"
)
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Rev|Fr|Sister|Canon)\.? [A-Z]")
GOES_ON = re.compile(
    r"(?:he|she|he's|she's|he'd|she'd|he'll|she'll|his|her|him|who|whose|they|their|they'd|they've|that|got|was|didn't"
    r"|wasn't|hasn't|hadn't|couldn't|never"
    r"|were|had|lost|left|went|is|has|now|then|aged|with|from|in|on|at|off|a|an|the same|the (?:parents|family"
    r"|mother|father|husband|wife|widow|son|daughter|mum|dad|\w+er|\w+ist)\b"
    r"|the ones?|so|[a-z]+ed|wrote|came|told|said|took|made|died|gave|used to|kept|brought|sat|ran|rang|\d)\b"
)
RELATIVE = re.compile(r"(?:who|whose|whom|the ones?|aged|called|named|her that's|him that's)\b")
OPENINGS = frozenset(
    {"", "and", "but", "then", "and then", "when", "until", "till", "so", "also", "and also", "because", "since"}
)
TELLS = re.compile(
    r"\b(?:told|said|asked|says|wrote|reckons|thinks|thought|wonders|wondered|knew|promised|swore|shouted|heard)\b"
)
"""Behind these, what was said belongs to who said it."""
TOLD = re.compile(r"(?:that|if|whether|what|why|how|where|who|when)\b")
VERB_FIRST = re.compile(
    r"(?:never |still |also |then |once |even |last i heard )?(?:was|had|got|went|came|left|took|died|lost|kept|gave"
    r"|wore|drove"
    r"|ran|sang|rang|sat|stood|spent|used to|brought|retired|resigned|married|divorced|started|finished|walked|turned"
    r"|worked|lived|moved|cried|refused|transferred|trained|qualified|ex-\w+|nice (?:lad|lass|chap|bloke|man|woman)"
    r"|lovely (?:lad|lass|chap|bloke|man|woman))\b(?! (?:i|me|we|my|our|it|this|that|the same)\b)"
)
"""How a sentence begins that goes on about somebody without "he" or "she"."""
PRONOUN = re.compile(
    r"(?:he|she|he's|she's|he'd|she'd|he'll|she'll|his|her|(?:so |and |when |then |now |last \w+ |one \w+ |last i"
    r" heard )"
    r"(?:he|she))\b"
)
NAMED_AT = re.compile(
    r"(?:['’]s)?,? (?:in (?:the|our|my|[A-Z]|\d\w?|reception|stores|accounts|admin|finance)|on (?:the|our|my|\d|nights"
    r"|days"
    r"|reception)"
    r"|at (?:the|our|number|no|\d)|from (?:the|our|next|[A-Z]|over|up|down|work)|who|the one|her that|him that|her"
    r" with|him with"
    r"|with (?:the|a|his|her)|next door)\b"
)
"""Behind a name: where somebody is to be found or what one is known for."""
DONE_TO_THEM = re.compile(r"(?:they|they've|they'd|management|hr|nobody|no one) .{0,60}\b(?:him|her|his)\b")
"""Somebody is acted upon who was spoken of before."""
CARED_FOR = re.compile(
    r"\b(?:i|we)(?:'d|'ve| had| have| once| also)* (?:nursed|supervised|taught|managed|visited|buried|trained"
    r"|represented|married"
    r"|baptised|christened|fostered|mentored|tutored|assessed|interviewed|arrested|recalled|breached|carried|rescued"
    r"|treated"
    r"|examined|delivered|sponsored|reported|line-managed|line managed|sat with|looked after|cared for) (?:him|her)\b"
)
"""What somebody did for a person who is known from elsewhere."""
ONLY = re.compile(r"(?:he|she|he's|she's)(?: is| was)? (?:still )?(?:the only|our only|my only|the first|the last)\b")
OF_KIN = re.compile(
    rf"\b(?:his|her|their) (?:\w+ )?(?:missus|wife|husband|mum|mam|mother|dad|father|partner|girlfriend|boyfriend"
    rf"|brother|sister"
    rf"|son|daughter|nan|gran|grandson|granddaughter|widow|ex|fiancee?|auntie?|uncle|nephew|niece|cousin|twins?)(?:'s"
    rf"|'d)?(?=\Z|[ ,])"
    rf"|\b(?:the|an?|his|her|their|our|my|that|this) (?P<owner>[\w-]+)(?:'s|s'|') (?:\w+ )?(?:{_KIN}|other half|mates?"
    rf"|pa)\b"
)
"""The kin of somebody who is no kin of the writer."""
OF_NAMED_KIN = re.compile(
    rf"\b[A-Z][a-z]+(?:['’]s|s['’]) (?:(?:eldest|youngest|oldest|middle|little|late) )?(?:{_KIN})\b"
)
OWN_KIN = re.compile(
    r"\b(?:the (?:wife|missus|hubby|husband|kids|baby|babies|little ones?|other half|mother-in-law|father-in-law"
    r"|mother in law|bairns?|grandkids|grandchildren|in-laws|eldest|youngest|ex)|(?:him|her) indoors|my old (?:man"
    r"|lady))\b"
    r"(?!s? (?:of|who|whose)\b)"
    r"|(?:\A|\b(?:with|to|for|from|about|when|as|buried|lost|got|by|of|that|because|like|ring|see|visit|told|tells|and"
    r"|at"
    r"|had|off|nursing|caring for|looking after|miss|took) )(?:mum|mam|mom|dad|nan|nana|gran|granny|grandma|grandad"
    r"|granddad|grandpa|nain|taid|mammy|daddy|mummy)(?:'s|'d)?(?=\Z|[ ,])(?! and toddler| of the\b)"
)
"""Kin of the writer that are named without "my"."""
_KIN_TOO = """
kids baby babies one ones half bairn bairns grandkids grandchildren in-laws indoors man lady law other pa mate mates
"""
KIN = frozenset(_KIN_TOO.split()) | frozenset(
    [f"{word.replace(' ', '-')}{end}" for word in KIN_WORDS for end in ("", "'s", "'d")]
)
"""One of these stands in each of them."""
OF_FAMILY = class_of(KIN - {"one", "ones", "half", "man", "lady", "law", "other"})
FAMILY_BEHIND = class_of(["one", "ones", "half", "man", "lady"])
BEFORE_FAMILY = class_of(["little", "middle", "other", "old"])
"""Words for kin, and words that are only behind others: "the little ones", "my other half"."""
PUBLIC = re.compile(
    r"\b(?:ministers?|secretary of state|mps?|meps?|chief inspector|chief constable|chief fire officer|chief "
    r"medical officer|chief nurse"
    r"|prime minister|chancellor|vice[- ]chancellor|government|politicians?|lord|lady mayor|baroness|council "
    r"leader|chief executive|regulator|home secretary|permanent secretary"
    r"|director[- ]general|director of (?:public health|the (?:service|trust|council|board))|general secretary"
    r"|president|pope|king|queen"
    r"|archbishop|bishop|mayor|commissioner|judge|ombudsman|inspectors|author|historian|composer|poet|novelist"
    r"|broadcaster|presenter"
    r"|coroner|chief exec|cabinet member|lead inspector|archdeacon|attorney general|footballers?|football manager"
    r"|(?:england|scotland|wales|ireland) (?:manager|captain|coach|striker|keeper)"
    r"|(?:man|woman|bloke|chap|lad|lady|one) (?:from the (?:treasury|ministry|home office|department|bbc)"
    r"|on (?:the )?(?:telly|television|radio|news|question time))"
    r"|columnist|journalist|spokes(?:man|woman|person)|senator|speaker of|governor of"
    r"|leader of|head of (?:the "
    r"(?:service|church|union|civil service|inspectorate|college of|association)|ofsted|policy)|chair of (?:the "
    r"(?:trust|council|board"
    r"|inquiry|review|committee|commission|association|national|royal))|national (?:officer|chair|president"
    r"|director)|professor of)\b"
)
FIRST = re.compile(r"(?:i|i'm|i've|i'd|i'll|we|we've|we're|we'd|my|our)\b")
