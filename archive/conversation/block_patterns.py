"""How pasted tweets, posts, press releases, e-mails, articles and records of debates begin and end. Data."""

from __future__ import annotations

import re

_LINE = re.MULTILINE
_ANY = re.IGNORECASE

MAIL_HEADER = re.compile(
    r"^[ \t>*]*(?P<name>From|To|Sent|Date|Subject|Cc|Bcc|Re|Reply-To|Importance|Attachments?)[ \t]*:[ \t]*\S",
    _LINE | _ANY,
)
MAIL_CORE = frozenset({"from", "to", "sent", "subject", "date"})
SIGN_OFF = re.compile(
    r"(?:\A|\n)[ \t]*(?:(?:kind(?:est)?|best|warm(?:est)?|many|with)\s+)*(?:regards|wishes|thanks|"
    r"yours\s+\w+)\b[^\n]{0,30}",
    _ANY,
)

HANDLE = r"@[A-Za-z0-9_]{2,30}"
TWEET_HEAD = re.compile(
    rf"\A\s*(?:[^\n@:.!?]{{0,50}}?\s*\(?(?P<handle>{HANDLE})\)?"
    r"(?:\s*(?:·|•|-|–|—|,|\|)?\s*(?:\d{1,2}\s*[hm]\b|[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?|"
    r"\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?|"
    r"\d{1,2}[:.]\d\d\s?(?:[ap]m)?|\d{1,2}/\d{1,2}/\d{2,4}|(?:tweeted|tweets|replying to)\b)|\s*(?:\n|:\s)))",
    _ANY,
)
TWEET_FOOT = re.compile(
    rf"(?:\A|\n)\s*[—–-]\s*[^\n@]{{0,50}}\((?P<handle>{HANDLE})\)[^\n]{{0,40}}\s*\Z|"
    r"\b\d{1,2}[:.]\d\d\s?(?:AM|PM)?\s*[·•-]\s*(?:\d{1,2} \w{3,9}|"
    r"\w{3,9} \d{1,2}),? \d{4}(?:\s*[·•]\s*Twitter[^\n]*)?\s*\Z"
)
TWEET_COUNTS = re.compile(r"\A\s*[\d,.]+K?\s+(?:retweets?|likes?|replies|quote tweets)\b", _ANY)

FACEBOOK_HEAD = re.compile(
    r"\A\s*[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}\s*\n\s*(?:Yesterday|Today|Just now|\d{1,2}\s*(?:h|hrs?|m|mins?|d|"
    r"w)\b|"
    r"\d{1,2} \w{3,9}(?: \d{4})?)(?: at \d{1,2}[:.]\d\d)?\s*(?:·|•|\n|\Z)"
)
FACEBOOK_FOOT = re.compile(r"(?:\A|\n)\s*(?:Like|Love|Haha)\s*(?:[·•|-]|\n)\s*(?:Reply|Comment|Share)\b", _ANY)

RELEASE_HEAD = re.compile(
    r"\A\W*(?:press|media|news)[ -](?:release|statement|notice)\b[^.!?]{0,60}\Z|\A\W*for immediate release\b|"
    r"\A\W*(?:strictly )?embargoed? (?:until|till|for|to)\b|\A\W*immediate release\b",
    _ANY,
)
RELEASE_END = re.compile(
    r"\A\W*(?:-\s*)?END(?:S)?(?:\s*-)?\W*\Z|\A\s*#{3,}\s*\Z|\A\W*(?:press release )?ends\W*\Z", _ANY
)
RELEASE_NOTES = re.compile(r"\A\W*notes?\s+(?:to|for)\s+(?:the\s+)?(?:news\s+)?editors?\b", _ANY)

SPEAKER = re.compile(
    r"^[ \t\"“'‘]*(?P<name>(?:@[A-Za-z0-9_]{2,30}|(?:[A-Z][\w.'’-]*|Q\d?|A\d?)(?:[ \t]+(?:[A-Z(][\w.'’&)-]*|of|the|"
    r"for|de|van|and)){0,7}))"
    r"[ \t]*(?P<note>\([^)\n]{2,60}\)(?:[ \t]*\([^)\n]{2,20}\))?)?[ \t]*:(?=[ \t\n]+\S)",
    _LINE,
)
NO_SPEAKER = frozenset(
    [
        "note",
        "notes",
        "source",
        "sources",
        "update",
        "edit",
        "ps",
        "nb",
        "re",
        "subject",
        "from",
        "to",
        "sent",
        "date",
        "cc",
        "bcc",
        "http",
        "https",
        "see",
        "link",
        "links",
        "question",
        "answer",
        "example",
        "warning",
        "summary",
        "conclusion",
        "background",
        "recommendation",
        "contact",
        "tel",
        "email",
        "time",
        "where",
        "when",
        "who",
        "what",
        "why",
        "how",
        "overall",
        "however",
        "also",
        "here",
        "this",
        "that",
        "posted",
        "via",
        "first",
        "second",
        "third",
        "finally",
        "tags",
        "labels",
    ]
)
DEBATE_SPEAKER = re.compile(
    r"\A\s*(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Viscount|Bishop|The (?:Lord|Parliamentary|Minister|"
    r"Secretary|"
    r"Chair|Speaker|Deputy|Prime|Earl|Bishop|"
    r"Minister of State)[^\n:]{0,90})\s?[^\n:(]{0,40})?(?:[A-Z][\w'’-]+[ \t]){0,4}"
    r"\([^)\n]{2,70}\)(?:[ \t]*\((?:Con|Lab|LD|Lib Dem|SNP|PC|DUP|CB|Ind|Green|Lab/?Co-op|SDLP|UUP|Non-Afl|"
    r"Sinn Féin)\))?"
    r"(?:[ \t]*\([^)\n]{2,30}\))?[ \t]*:?",
)
DEBATE_MARK = re.compile(r"\((?:Con|Lab|LD|Lib Dem|SNP|PC|DUP|CB|Lab/?Co-op|SDLP|UUP)\)|\bhansard\b", _ANY)

BYLINE = re.compile(
    r"\A\s*(?:By|Words by|Written by|Report by)\s+[A-Z][\w.'’-]+(?:[ \t]+(?:and|"
    r"[A-Z][\w.'’-]+)){1,6}[^.!?\n]{0,80}\s*(?:\n|\Z)"
)
ARTICLE_END = re.compile(
    r"\A\s*(?:https?://\S+|(?:read|see) (?:more|the full)\b[^\n]{0,80}|(?:source|from|via)\s*:\s*\S[^\n]{0,160})\s*\Z",
    _ANY,
)

INTRODUCED = re.compile(r"(?::|:\s*[-–—]+|[-–—]{1,2})\s*\Z")
INTRODUCTIONS = (
    ("tweet", re.compile(r"\b(?:twitter|tweet(?:s|ed|ing)?|tweeter)\b", _ANY)),
    ("facebook", re.compile(r"\b(?:facebook|fb)\b", _ANY)),
    ("press_release", re.compile(r"\b(?:press|media|news)[ -](?:release|statement|notice)s?\b", _ANY)),
    ("email", re.compile(r"\b(?:e-?mail(?:ed)?s?|letter|memo|all[ -]staff (?:note|message)|circular)\b", _ANY)),
    (
        "debate",
        re.compile(r"\b(?:hansard|debate|select committee|evidence session|oral questions?|written answer)\b", _ANY),
    ),
    (
        "article",
        re.compile(
            r"\b(?:guardian|independent|telegraph|daily \w+|evening \w+|bbc|reuters|sky news|channel 4|observer|herald|"
            r"gazette|newspaper|article|website|web site|news ?site|magazine|chronicle|mirror|the sun|the times|ft|"
            r"news story|report(?:ed)? in)\b",
            _ANY,
        ),
    ),
)
MANY = re.compile(
    r"\b(?:exchanges?|comments?|tweets|posts|thread|responses|discussion|conversation|replies|these|some|following)\b",
    _ANY,
)
RULE = re.compile(r"\A[\s*_=~·•—–-]{3,}\Z")
QUOTED = re.compile(r"(?:\A[\s*_=~–—-]{3,}\n)?\s*[\"“‘'«]")
SALUTATION = re.compile(
    r"\A\s*[\"“]?(?:dear|hi|hello|good (?:morning|afternoon)|all|colleagues|team|everyone|folks)\b", _ANY
)
WHOLE_QUOTE = re.compile(
    r"\A\s*(?:“[^”]{40,}”|\"[^\"]{40,}\"|‘.{40,}’|«[^»]{40,}»)[\s.,;:…-]*(?:\([^)]{0,60}\))?\s*\Z", re.DOTALL
)
