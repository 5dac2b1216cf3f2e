"""How the words beside a name show that its bearer acts in public or is known to all. Data.

Every pattern is tried where a name begins, or where the word begins that stands before one: none is sought in a text.
"""

from __future__ import annotations

import re

from archive.redaction.lexica.public import (
    HEADED,
    OFFICE_AFTER,
    OFFICE_ALONE,
    OFFICE_WORDS,
    SAYS,
    SAYS_WORDS,
    STRONG_OFFICE,
    WEAK_OFFICE,
)
from archive.redaction.tokens import class_of

CAPITAL = r"(?:O['’]|Mc|Mac|[Dd]e |van |von |[Dd]u )?[A-Z][a-zà-öø-ÿ'’]+(?:-[A-Z][a-zà-öø-ÿ]+)?"
NAME = rf"{CAPITAL}(?: (?:[A-Z]\.? )?{CAPITAL}){{0,3}}"
FULL = rf"{CAPITAL} (?:[A-Z]\.? )?{NAME}"
TWO = rf"{CAPITAL} (?:[A-Z]\.? )?{CAPITAL}"

# -- what a text must hold for the patterns of a kind to match in it

OFFICES = class_of([*OFFICE_WORDS, "vice-chancellor", "director-general", "pro-vice-chancellor", "vice-chancellor's"])
REIGNS = class_of(["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "xii", "xiii", "xiv", "xv", "xvi"])
SAINTS = class_of(["st", "saint"])
SAYING = class_of(SAYS_WORDS)
_ACTING = """
evidence knighted ennobled elected re-elected won lost stood stands standing
promised pledged announced tweeted abolished privatised nationalised introduced launched unveiled composed painted
invented designed founded campaigned reigned ruled governed published coined championed legislated decreed told voted
wrote writes chairs chaired leads led cut radio telly television news newsnight question guardian times telegraph
commons lords house parliament
"""
ACTING = class_of(_ACTING.split())
_KNOWING = """
turning spinning rolling weeping proud weep laugh approve blush despair recognise recognize ashamed wept fit fan fans
tribute impression concert moment era quote biography podcast programme show series documentary album autobiography
memoir memoirs lecture lectures equation equations constant paradox experiment statue portrait exhibition museum voice
sketch line doctrine sonnet sonnets aria overture concerto hit record single film novel
"""
_SPEAKING = "spoke speaks called calls wants right wrong gave"
KNOWING = class_of([*_KNOWING.split(), *SAYS_WORDS, *_SPEAKING.split()])
_WORKING = """
wrote composed invented founded chaired painted discovered coined presented elected appointed led brought passed signed
abolished privatised nationalised introduced evidence speech report review memoir memoirs autobiography column book
lecture sermon predecessor successor time
"""
WORKING = class_of(_WORKING.split())
_MAKES = """
book novel memoir biography article paper poem hymn setting carol anthem song film play symphony requiem work works
study essay lecture report
"""
MAKES = class_of(_MAKES.split())
SOURCES = class_of(["al"])
_JUDGES = "Mr Mrs Ms Lord Lady Chief District Circuit Recorder Judge Sheriff"
JUDGES = frozenset(_JUDGES.split())

# -- offices: tried at each word before which or at which one may begin

OFFICE = re.compile(rf"(?<![\w-])(?:{OFFICE_ALONE})")
BEFORE = re.compile(
    rf"(?P<name>\b(?i:{STRONG_OFFICE})(?: (?i:for|of|at|on) (?:the )?[\w' ]{{2,40}}?)?(?: \([^)]{{1,40}}\))?,? {NAME})"
    rf"|\b{WEAK_OFFICE}(?: (?:for|of|at|on) (?:the )?[\w' ]{{2,40}}?)?,? (?P<full>{CAPITAL} (?:[A-Z]\.? )?{NAME})"
)
ROLED = re.compile(
    r"(?!(?:Branch|Club|Membership|Church|Parish|PCC|Plot|Site|Tower|Choir|Social|Fixtures|Team|Area|Section|Society"
    r"|Group|Hon|Company|School|Our|My)\b)(?:[A-Z][\w'’&-]+ (?:and )?){0,4}(?:Secretary|Minister|Commissioner|Mayor"
    r"|Leader|Constable|Ombudsman|Chancellor|Bishop|Dean|Archdeacon|Provost|MP|Councillor|Peer|Editor|Presenter)[,:]?"
    rf" (?P<name>{CAPITAL} {NAME})"
    r"|(?:Unison|UNISON|Unite|GMB|Napo|NAPO|UCU|RMT|PCS|FBU|RCN|BMA|TUC|NEU|NASUWT|POA|CWU|ASLEF|TSSA|Prospect|FDA"
    r"|Equity|NUJ|BBC|ITV|Channel 4|Sky|Labour|Reform|Tory|Plaid|SNP|Greens?|Ofsted|Shelter|Crisis|Liberty|Mencap|Mind"
    r"|Oxfam|Barnardo|Nacro|Radio 4|Newsnight|Guardian|Times|Telegraph|Mail)(?:['’]?s)? (?:(?:[a-z]+ ){1,3})?"
    rf"(?P<theirs>{CAPITAL} {CAPITAL})"
)
AFTER = re.compile(
    rf"{FULL}(?:(?:,? \(?|,? who (?:is|was|as) )(?i:{OFFICE_AFTER})"
    r"|(?:, \d\d,)? (?:is|was|became|had been) (?:(?:the|our|a|an|then|now|once) )?(?:[\w'’-]+ ){0,3}?(?:(?i:minister"
    r"|secretary of state|(?:home|foreign|justice|health|education|transport) secretary|chancellor|chief inspector"
    r"|chief constable|mayor|bishop|archbishop|ombudsman|general secretary|director[ -]general|commissioner)|MP|PM))\b"
)
LED = re.compile(rf"{HEADED},? (?:(?:Dr|Sir|Dame|Mr|Mrs|Ms|Revd?|Canon|Professor) )?{FULL}")
COUNTRIES = frozenset(["England", "Scotland", "Wales", "Ireland", "Britain"])
TEAM = re.compile(
    rf"(?:{'|'.join(sorted(COUNTRIES))})(?:['’]s)? (?:manager|captain|coach|striker|keeper|goalkeeper|skipper|opener"
    rf"|fly-half|batsman|bowler),? (?P<player>{TWO})"
)
JUDGE = re.compile(
    rf"(?:(?:Mr|Mrs|Ms|Lord|Lady|Lord Chief|Lady Chief|Chief) Justice (?P<justice>{CAPITAL})"
    rf"|(?:(?:His|Her) Honou?r Judge|District Judge|Circuit Judge|Recorder|Judge|Sheriff Principal)"
    rf" (?P<judge>{CAPITAL}(?: {CAPITAL})?))\b"
)

BEFORE_NAMES = (BEFORE, ROLED, LED)

# -- behind a name of two words or more, tried where the name begins

ACTS = re.compile(
    rf"(?P<acts>{TWO}),?(?: (?:once|never|also|has|had|himself|herself|duly|then|who|again))? (?:promised|pledged"
    r"|announced|tweeted|abolished|privatised|nationalised|introduced"
    r"|launched|unveiled|composed|painted|invented|designed|founded|campaigned|reigned|ruled|governed|published"
    r"|coined|championed|legislated|decreed|told (?:parliament|Parliament|the (?:House|Commons|Lords|BBC|Guardian"
    r"|conference|Conference|press|nation|country|committee|inquiry|public|media|world|Today|Synod))"
    r"|told (?:MPs|peers|reporters|journalists|listeners|viewers|the (?:\w+ )?(?:newspapers?|papers?|radio))"
    r"|(?:gave|gives|giving) evidence (?:to|before|at) (?:the )?(?:\w+ ){0,2}(?:[Cc]ommittee|[Ii]nquiry|[Cc]ommission"
    r"|[Rr]eview|Commons|Lords|Parliament|MPs|peers)|was (?:knighted|ennobled|elected|re-elected)"
    r"|(?:won|lost) the (?:Nobel|Booker|Turner|election|by-election|leadership)|(?:stood|stands|is standing) for"
    r" (?:[Pp]arliament|election|re-election|the council|[Mm]ayor)"
    r"|voted (?:for|against)|(?:wrote|writes) (?:the|an?|about|of|in the|his|her|that|[“\"C])|chair(?:s|ed) the"
    r"|(?:leads|led) the|cut (?:the|our|funding)|(?:was|is|went|been) on (?:the (?:radio|telly|television|news|Today)"
    r"|Newsnight|television|telly|Question)|on (?:the (?:radio|telly|news|Today)|Newsnight|Question)|in (?:the "
    r"(?:Guardian|Times|Telegraph|Commons|Lords|House)|Parliament))"
)
KNOWN = re.compile(
    rf"(?P<grave>{TWO}) (?:must|will|would|is|was)(?:['’]ve| have| be)? (?:be |been )?(?:turning|spinning|rolling"
    r"|weeping|proud of)"
    rf"|(?P<weep>{TWO}) (?:would|['’]d) (?:weep|laugh|approve|blush|despair|recogni[sz]e|be proud|be ashamed|have"
    r" wept|have a fit)\b"
    rf"|(?P<fame>{TWO})(?:['’]s|['’])? (?:fans?|tribute|impression|concert|moment|era|quote|biography|podcast"
    r"|programme|show|series|documentary|album|autobiography|memoirs?|lectures?|equations?|constant|paradox|experiment"
    r"|statue|portrait|exhibition|museum|voice|sketch|line|doctrine|sonnets?|aria|overture|concerto|hit|record|single"
    r"|film|novel)\b"
    rf"|(?P<saying>{TWO})(?:,? (?:of|from|for|at) (?:the )?[A-Z][\w'’&-]+(?: [A-Z][\w'’&-]+){{0,4}},?) {SAYS}\b"
    rf"|(?P<speaks>{TWO}),? (?:of|from|for) (?:the )?[A-Z][\w'’&-]+(?: (?:in|for|of|and|the|[A-Z][\w'’&-]+)){{1,5}},?"
    r" (?:spoke|speaks|called|calls|wants|is (?:right|wrong)|gave|chairs)\b"
)
AGED = re.compile(
    rf"(?P<old>{CAPITAL} {NAME})[^.!?\n]{{0,60}}\b(?:in|of|since|from|died|born) (?:1[0-8]\d\d|19[0-2]\d)\b"
    rf"|(?P<dated>{NAME}) \((?:c\. ?)?1\d{{3}}[-–]"
)
WORKED = re.compile(
    rf"(?P<who>{CAPITAL} {NAME}),? who (?:wrote(?! (?:my|our|to|me|us|back)\b)|composed|invented|founded|chaired"
    r"|painted|discovered|coined|presented|was (?:elected|appointed)|led the|(?:brought in|passed|signed|abolished"
    r"|privatised|nationalised|introduced)(?! (?:my|our|me|us|her|him)\b))\b"
    rf"|(?P<in>{CAPITAL} {NAME}),? in (?:his|her|their) (?:evidence|speech|report|review|memoirs?|autobiography"
    r"|column|book|lecture|sermon|maiden speech)\b"
    rf"|(?P<before>{CAPITAL} {NAME})['’]s (?:predecessor|successor|time) as (?i:minister|chief|secretary|chancellor"
    r"|mayor|home|justice|bishop)\b"
)
QUOTED = re.compile(rf"(?P<name>{NAME})(?:, [^.,\n]{{3,60}},)? {SAYS} ?[:,] ?[\"“]")

# -- behind a name whose it is

OWNING = re.compile(
    rf"(?P<name>{CAPITAL}(?: {CAPITAL})?)(?:['’]s|['’]) (?:\w+ )?(?:report|review|inquiry|enquiry|book|books"
    r"|speech|budget|reforms?|policy|policies|white paper|column"
    r"|novels?|poems?|plays?|music|symphon\w+|paintings?|films?|cabinet|government|bill|cuts|theory|sermons?"
    r"|hymns?|diar(?:y|ies)|letters|dictionary|requiem|messiah|theorem|laws?)\b"
    rf"|(?P<composer>{CAPITAL})['’]s (?i:requiem|messiah|mass|symphony|anthem|setting|sonnets?|law|theorem"
    r"|principle|theory|creation|passion|magnificat|hymn|essay|novels?|plays|poems?)\b"
)

_DETERMINERS = "this that these those my our your his her its their last next no the a an"
DETERMINERS = frozenset(_DETERMINERS.split())
"""Behind one of these a word with a capital is hardly somebody known: "this Week's report", "our Karen's book"."""

# -- behind certain words, tried where the name begins

AFTER_THE = re.compile(
    rf"(?P<report>{CAPITAL}) (?:report|review|inquiry|enquiry|reforms?|cuts|era|doctrine|government|years|axe"
    r"|commission|committee)\b"
)
_READ = "reading rereading re-reading quoting quote of paraphrase misquote to paging invoke blame"
READ_WORDS = frozenset(_READ.split())
READ_BEFORE = re.compile(
    r"\b(?:reading|rereading|re-reading|quoting|quote|(?:in|to use) the words of|paraphrase|misquote|according to"
    r"|paging|shades of|worthy of|straight out of|invoke|blame) \Z",
    re.IGNORECASE,
)
READ = re.compile(rf"(?P<read>{CAPITAL}(?: {CAPITAL})?)(?= (?:put|said|wrote|has|had|would)\b|[.,;:!?]|\Z| on\b)")
AFTER_AS = re.compile(
    rf"(?P<as>{TWO}) (?:(?:once|nearly|almost|famously|never|never quite|memorably|rightly|might have|may"
    r" have|didn['’]t|so nearly|so rightly|wisely|also|used to) )?(?:put|said|says|wrote|say|remarked|observed|told|had"
    r"|has|knew|sang)\b(?! (?:when|to (?:me|us)|(?:in|at|on) (?:the|our|my)|before|yesterday|the other|last|this)\b)"
)
_DID = """
did doing do read reading reread rereading studying studied staging staged performing performed sang singing watching
watched played playing quoting quoted quote channelling channeling impersonating misquoting invoking cite citing
discovered loves adores plays sings reads quotes cites
"""
DID_WORDS = frozenset(_DID.split())
DID = re.compile(rf"(?P<did>{TWO})(?=[.,;:!?)]|\Z| (?:again|once|last|this|on|for|in|at|and|all|any|badly)\b)")
_LIKE = """
column blog memoir memoirs book novel biography editorial lecture speech essay interview article sermon
no exactly hardly regular proper real right next inner pure total the me latter-day budget man's man’s cut-price more
of after bit to
"""
LIKE_WORDS = frozenset(_LIKE.split())
LIKE_BEFORE = re.compile(
    r"\b(?:[Ii]['’]m no|[Hh]e['’]s no|[Ss]he['’]s no|not exactly|hardly|a regular|a proper|a real|a right|the next"
    r"|your inner|my inner|pure|total|quite the|call me|a latter-day|a budget|a poor man['’]s|a cut-price|more"
    r"|worthy of|shades of|straight out of|statues? of|busts? of|portraits? of|named after|the days? of|the time of"
    r"|the works? of|the words of|the plays of|the songs of|a fan of|fans of|a biography of|the life of"
    r"|since the days of|a bit|listening to"
    r"|[Ii]n (?:his|her|a|an|the) (?:\w+ )?(?:column|blog|memoirs?|book|novel|biography|editorial|lecture"
    r"|speech|essay|interview|article|sermon)) \Z"
)
LIKE = re.compile(rf"(?P<like>{TWO})\b")
AFTER_WHAT = re.compile(rf"(?P<what>{TWO}) (?:would|might|could|must|did|said|thought|knew)\b")

# -- works and sources, sought where their words stand

CITED = re.compile(
    rf"\b(?P<name>{NAME}(?:(?:,| and| &) {NAME}){{0,3}})(?:,? et al\.?,?)? ?\((?:19|20)\d\d[a-z]?\)"
    rf"|\b(?P<first>{CAPITAL}),? et al\b"
)
MADE = re.compile(
    r"(?i:book|novel|memoir|biography|article|paper|poem|hymn|setting|carol|anthem|song|film|play|symphony"
    r"|requiem|works?|study|essay|lecture|report)"
    rf"(?: [\"“‘'][^\"”’'\n]{{1,60}}[\"”’'])? (?i:by) (?P<author>{NAME})"
)
REIGN = re.compile(rf"\b{CAPITAL} (?:II|III|IV|VI{{0,3}}|IX|XI{{1,3}}|XIV|XVI?)(?=[\s.,;:!?’']|\Z)")
SAINT = re.compile(
    rf"\b(?:St\.?|Saint) {CAPITAL}(?: (?:of {CAPITAL}|Baptist|the \w+))?(?= (?:would|wouldn|said|says|wrote|had"
    r"|has|did|didn|was|is|tells|told|never|also|himself|herself|reminds|preached|once|knew|understood|teaches"
    r"|taught)\b"
    r"|['’]s (?:words|letter|letters|epistle|rule|prayer|example|view|teaching)\b)"
)
