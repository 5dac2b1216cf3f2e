"""What stands around a clock time that names a comment, and around one that names a train, a price or a verse. Data.

Every pattern of words before a time ends at the time, every pattern of words after it begins there.
"""

from __future__ import annotations

import re


def _before(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(alternatives)})\Z", re.IGNORECASE)


def _after(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(alternatives)})", re.IGNORECASE)


TIME = re.compile(
    r"(?P<at>@[ \u00a0]?)?"
    r"(?<![\w£$€#:/,.+=&?-])(?P<hour>[01]?\d|2[0-3])(?:(?P<mark>[:.])|(?=\d\d(?!\d)))(?P<minute>[0-5]\d)"
    r"(?:[:.][0-5]\d(?=\s?[ap]m|\b))?"
    r"(?:[ \u00a0]?(?P<half>[ap])\.?[ \u00a0]?m\b\.?|[ \u00a0]?(?P<hrs>h(?:ou)?rs)\b)?"
    r"(?![\w%£$€]|[.,:]\d|-\d)",
    re.IGNORECASE,
)
"""A time of day in any of the three notations: 16:15, 16.15 and 1615, with or without am and pm."""

_PERSON = r"(?:anon(?:ymous|ymouse)?|poster|commenter|commentator|contributor|correspondent|colleague|writer|author|op)"
_NOTE = r"(?:comment|post|posting|reply|remark|message|contribution|observation|point|response|entry|question|rant)"
_CONNECT = r"(?:[ \u00a0]*(?:at|@|from|of|timed(?: at)?|posted at|above|below|time[ds]? at|[-–—,(:]))*[ \u00a0]*"
_OPENS = r"(?:\A|[\n.!?…;:)\"”’*]|(?:[ \u00a0][-–—]))[\s\u00a0\"“‘'(\[]*"
_WHEN = (
    r"(?:yesterday|today|(?:on )?(?:last )?(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|"
    r"(?:on )?(?:the )?\d{1,2}(?:st|nd|rd|th)?(?:[ /.](?:\d{1,2}|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|"
    r"sep\w*|oct\w*|nov\w*|dec\w*))?(?:[ /.]\d{2,4})?)"
)
_EARLIER = rf"(?:{_WHEN}|last night|earlier(?: today)?|this morning)"

# -- the writer of this comment says that an earlier one is theirs too

SELF_BEFORE = _before(
    rf"\bmy\s+(?:\w+\s+)?{_NOTE}s?{_CONNECT}",
    r"\bi\s+(?:also\s+)?(?:said|wrote|posted|asked|commented|put|mentioned|replied)"
    r"(?:\s+(?:it|this|that|earlier|above|before|here))?\s*(?:,|\()?\s*(?:at|@)\s*\(?\s*",
    rf"\b(?:me|myself|moi|mine)\b\s*(?:again)?[,:;-]?\s*(?:\(|at|@|from|{_PERSON})?\s*(?:at|@)?\s*",
    rf"\b(?:i['’]?m|i am|i was|im|that['’]?s|that was)\s+(?:(?:still|also|both|the same|the one|same)\s+)*(?:the\s+)?"
    rf"{_PERSON}{_CONNECT}",
    r"\b(?:i['’]?m|i am|i was|im)\s+(?:the\s+(?:same|one)|that)\s*(?:person|one)?\s*(?:at|@|from|of)\s*",
    r"\bi(?:['’]?m|\s+am)\s+(?-i:[A-Z])[\w'’-]*(?:\s+(?-i:[A-Z])[\w'’-]*){0,3}\s*\(\s*(?:at\s+|@\s*)?",
)
"""Enough by itself."""

SELF_LEAD = _before(
    rf"\b(?:this is|it['’]?s|it is|tis|['’]tis|that['’]?s|am)\s+(?:only\s+|just\s+|me,?\s+)?(?:the\s+)?"
    rf"(?:{_PERSON}{_CONNECT})?",
    r"\b(?:i['’]?m|i am|i was|im|as|from|by)\s+(?:the\s+)?",
)
SELF_TAIL = _after(
    r"\s*,?\s*(?:again|back|checking in|returning|speaking|reporting)\b",
    rf"\s*{_PERSON}\b",
)
"""Enough together: "this is 0847 again", "I'm the 12.26 poster"."""

SELF_ALONE = _after(
    rf"(?:\s*,?\s*{_EARLIER})?\s*,?\s*(?:here\s*,?\s*(?:again|back|still|once more)\b|"
    r"(?:here|again|back|checking in|reporting(?: back)?|speaking)\s*(?=[,.:;!?)\n–—-]|\Z|jb\b|and i\b|"
    r"i\b|just\b|to\b|thanks?\b|thank\b|sorry\b|yes\b|no\b|with\b|my\b))",
    r"\s*,\s*you(?:['’]ll| will| may| might)\s+(?:know|remember|recogni[sz]e)\s+me\b",
    # who begins with a time and a day, and a full stop, signs with it: another would be told something
    rf"\s*(?:from|of)\s+{_EARLIER}\s*(?:here|again)?\s*[.!\n–—]",
    r"\s*\((?:me|i|mine)\b",
    r"\s*(?:was|is)\s+(?:me|mine|my)\b",
    r"\s*\((?:again|the op|op)\)",
)
"""Enough where the time begins a sentence: "08:47 here", "08:47 from yesterday."."""

SELF_OPENS = _before(rf"(?:{_OPENS}|,\s*)(?:{_WHEN}\s*,?\s*(?:at|@)?\s*)?(?:{_PERSON}{_CONNECT})?(?:at\s*|@\s*)?")
"""Where a writer may call themselves by a time: at the start of a sentence, or behind whom they turn to."""

SELF_NOT_SURE = _after(rf"(?:\s*,?\s*{_EARLIER})?\s*,?\s*(?:here|again)\b")
"""May be the writer's own time or the hour it strikes: the archive makes no link of it."""

SIGNATURE = re.compile(r"\s*(?:[-–—~]+\s*)?(?:from\s+|signed,?\s+)?(?:anon(?:ymous)?\s*)?(?:at\s+)?", re.IGNORECASE)
BEHIND_DASH = re.compile(r"[.!?)]\s+[-–—~]+\s*\Z")
"""Before a time that ends the comment."""

STILL_THE_TIME = _after(r"\s*here\s+(?:in|at|on|and|now|already|so)\b", r"\s*(?:again|back)\s+(?:to|in|at|on)\b")

# -- the writer turns to another comment

STRONG_BEFORE = _before(
    rf"\b{_PERSON}s?{_CONNECT}",
    rf"\b(?:(?:your|the|this|that|his|her|their|a|an|earlier|previous|other|see|to|re|in)\s+)"
    rf"(?:\w+\s+)?(?:{_NOTE})s?{_CONNECT}",
    rf"(?:\A|\n)\s*{_NOTE}s?{_CONNECT}",
    r"\b(?:in\s+)?(?:reply|response|answer|relation|regards?|reference|replying|responding|addressed|referring)\s+to\s+"
    r"(?:the\s+)?(?:you\s+)?(?:at\s+|@\s*)?",
    r"\b(?:agree|agreed|agreeing|disagree|disagreeing|concur|empathi[sz]e|sympathi[sz]e)\s+(?:\w+\s+){0,2}with\s+"
    r"(?:the\s+)?(?:you\s+)?(?:at\s+|@\s*)?",
    r"\b(?:well said|hear hear|spot on|good point|good shout|nicely put|well put|bang on|quite right|great post|"
    r"good post|great comment|good comment|thanks?(?: you)?(?: to)?|cheers|exactly|precisely|sorry|congratulations|"
    r"congrats|love this|brilliant|this\^|ditto|absolutely|totally|couldn['’]t agree more)"
    r"\s*[,:!.–—-]*\s*(?:to\s+)?(?:you\s+)?(?:at\s+|@\s*)?",
    r"\b(?:who(?:ever)?|someone|somebody|person|one|friend|those|anyone|you)\s+(?:who\s+|that\s+)?"
    r"(?:posted|wrote|commented|said|asked|replied|writing|posting|commenting)?\s*(?:this|that|it|here|above|"
    r"earlier)?\s*"
    r"(?:at|@)\s*",
    r"\b(?:take|pay|took|paid)\s+no\s+(?:notice|attention|heed)\s+(?:of|to)\s+",
    r"\b(?:ignore|ignoring|believe|trust|listen to|never mind|applaud|salute|support|second|back|bless)\s+(?:you\s+)?",
    r"\b(?:posted|commented)\s+(?:above\s+|earlier\s+|here\s+)?(?:at|@)\s*",
    r"\b(?:quoting|quote from|to quote|paraphrasing|echo|echoing|second|seconding|seconded,?)\s+(?:the\s+)?(?:at\s+)?",
)
"""Enough by itself."""

ASKS = _after(
    r"['’]s\s+(?:\w+\s+)?(?:point|comment|post|question|suggestion|idea|view|remark|reply|claim|argument|experience|"
    r"description|account|story|list|figures?|advice|rant|link|numbers?|maths?|right|bang|spot|wrong|got|been)\b",
    rf"\s*{_PERSON}s?\b",
    rf"\s*(?:{_NOTE}|commenters?|person|chap|lady|bloke|fella)s?\b(?!\s+(?:office|code))",
    r"\s*(?:above|below)?\s*,?\s*(?:said|says|wrote|writes|asks|asked|states|stated|mentions|mentioned|claims|claimed|"
    r"suggests|suggested|reckons|thinks|argues|describes|described|puts it|put it|nails it|nailed it|sums? (?:it )?up|"
    r"summed|raises|raised|points? out|pointed|makes|made|notes|noted|refers|referred|forgets|implies|hits?|"
    r"speaks|replied|replies|commented|posted|quoted|quotes|has (?:it|a (?:good )?point|hit|got|put|summed|nailed|"
    r"said))\b",
    r"\s*,?\s*(?:is|was|are|you['’]?re|you are)\s+(?:absolutely|quite|totally|so|bang|spot|dead|right|wrong|correct|"
    r"mistaken|talking|completely|not wrong|missing|clearly|obviously|being|having|kidding|joking|entirely|exactly)\b",
    r"\s*[,:;–—-]?\s*(?:i\s+(?:\w+\s+)?(?:agree|disagree|concur|hear|feel|second|know exactly|sympathi[sz]e|"
    r"empathi[sz]e|"
    r"couldn['’]?t|could not|cannot|can['’]?t|think|don['’]?t|do not|totally|completely|wholeheartedly|am|was|love|"
    r"like|would|want|wonder|wish|hope|too|also|have|see|take|get|must|understand|thought|did|suspect|doubt))\b",
    r"\s*[,:;–—-]?\s*(?:you(?:['’](?:re|ve|ll|d))?|your|yours|yes|no|nope|yep|yeah|thanks?|cheers|agreed?|exactly|"
    r"absolutely|totally|spot on|well said|well put|hear|quite(?: right)?|sorry|good (?:point|shout|luck|question|post|"
    r"for)|great (?:post|point|comment)|brilliant|excellent|nonsense|rubbish|bollocks|really|precisely|indeed|"
    r"couldn['’]t|"
    r"not (?:true|so|quite|sure|everyone|all)|that['’]?s|what (?:do|are|makes|have|on|a|you)|why (?:do|are|don)|"
    r"how (?:do|can|did|are|true|right)|do you|are you|have you|can you|could you|did you|would you|where (?:do|are|"
    r"did)|"
    r"which|who|please|so true|true|correct|wrong|same here|me too|this|ditto|fair|amen|lol|haha|oh|ah|um|er|well|"
    r"with respect|with all|if you|as you|don['’]t|speak for|maybe|perhaps|thank you)\b",
)
"""Where the time begins a sentence, or something leads to it: "12.26 I agree", "16:15 said"."""

NAMES = _after(
    r"['’]s\s+(?:\w+\s+)?(?:point|comment|post|question|suggestion|idea|view|remark|reply|claim|argument|rant)\b",
    rf"\s*{_PERSON}s?\b(?!\s+of)",
    rf"\s*(?:{_NOTE}|commenters?)s?\b(?!\s+(?:office|code))",
    r"\s*(?:above|below)?\s*,?\s*(?:said|says|wrote|writes|asks|asked|states|mentions|mentioned|claims|suggests|"
    r"reckons|"
    r"puts it|nails it|nailed it|sums? (?:it )?up|summed|raises|raised|points? out|makes a|made a|"
    r"has a (?:good )?point|"
    r"has (?:it|nailed|summed)|is (?:absolutely |quite |totally |so |bang |spot |dead )?(?:right|wrong|correct|on))\b",
)
"""Enough anywhere in a sentence: "as 16:15 says"."""

LEADS = _before(
    r"\b(?:as|like|with|re|to|see|cf|per|what|than|about|unlike|and|but|both|hi|hello|dear|hey|yes|no|yep|sorry|ok|"
    r"agree|agreed|and to|by|for|regarding|at|from)\s*[,:;!–—-]?\s*(?:the\s+|you\s+)?(?:at\s+)?\(?\s*",
)
"""Something may follow that names a comment."""

GREETS = _before(
    rf"{_OPENS}(?:re|to|hi|hello|dear|hey|yes|no|yep|ok|and|but|also|oh|ah|agree|agreed|see|as per|per|cf|"
    r"(?:and )?(?:also )?(?:for|to))\s*[,:;!–—-]?\s*(?:you\s+)?(?:at\s+|@\s*)?",
)
"""Turns to somebody at the start of a sentence: "Re 16:15", "To 0847"."""

OPENS = _before(rf"(?:{_OPENS})(?:{_WHEN}\s*,?\s*(?:at|@)?\s*)?")
"""Nothing but the start of a sentence, or a day."""

LINE_OPENS = _before(rf"(?:\A|\n)[\s\"“‘'(\[*]*(?:{_WHEN}\s*,?\s*(?:at|@)?\s*)?")

BEGINS = re.compile(r"(?:\A|\n\s*\n)[\s\"“‘'(\[*]*\Z")
"""Begins a comment or a paragraph."""

VOCATIVE_BEFORE = _before(r"\byou(?:['’](?:re|ve|ll|d)|r|rs|rself)?\b[^.!?\n:;]{0,60},\s*")
VOCATIVE_AFTER = _after(r"\s*(?:[.!?](?!\d)|,(?!\d)|\Z)")
"""Together, a time between commas in what is said to somebody: "hate to break it to you, 18:08, but"."""

POINTS_BACK = _after(r"\s*,?\s*(?:above|upthread)\s*(?:[).,;:!?\n]|\Z)")
"""Enough behind a bracket or a pause: "(09:22 above)"."""

PAUSE = _after(r"\s*(?:[:–—;,]|-(?!\d)|\.{2,}|…|\)|\n)\s*\S", r"[.!?]\s+[A-Z\"“'‘]")

JOINS = re.compile(r"\s?(?:,|and|&|/|\+|or|, and|plus)\s?(?:at\s)?", re.IGNORECASE)
"""Between two times of one turn: "16:15 and 17:02"."""

# -- a time of something else

NOT_BEFORE = _before(
    r"[£$€]\s*",
    r"\b(?:until|till|til|by|before|after|since|between|around|about|approx(?:imately)?|circa|past|nearly|almost|"
    r"start(?:s|ed|ing)?|finish(?:es|ed|ing)?|leav(?:e|es|ing)|left|arriv(?:e|es|ed|ing)|depart(?:s|ed|ing)?|"
    r"open(?:s|ed|ing)?|clos(?:e|es|ed|ing)|begin(?:s|ning)?|began|meet(?:s|ing)?|met|court|appointment|train|bus|"
    r"flight|ferry|lunch|bed|home|woke|alarm|clock(?:ed|ing)?(?: off| in| out| on)?|kick(?:s|ed)?[ -]?off|"
    r"hearing|interview|demo|rally|session|shift|agm|briefing|assembly|call|zoom|teams|booked|listed|due|see you|"
    r"scheduled|work(?:ed|ing)?|up|there|in|works?|desk|office|email(?:ed)?|sent|rang|phoned|texted|received|handover|"
    r"drop(?:s|ped)?|pick(?:s|ed)?(?: up)?|broadcast|news|on air|live|slot|whistle|delayed|cancelled|sailing)"
    r"(?:\s+(?:me|us|you|him|her|them|it|off|on|again|time|exactly|prompt|today|tomorrow|there|here|in|out|today))?"
    r"\s*[,:]?\s*(?:(?:at|@|around|about|for|from|by|the|is|was|were)\s*)*",
    r"\b(?:on|over|only|than|least|most|total(?:s|led)?|scored?|won|lost|beat|version|v|ver|section|s|para(?:graph)?|"
    r"page|pp?|chapter|rule|clause|part|psi|pi|pso|form|room|rm|ring|ext|extension|tel|phone|number|no|nos|ref|unit|"
    r"john|matthew|mark|luke|genesis|psalms?|romans|isaiah|acts|corinthians|verse|channel|ratio|odds|worth|costs?|paid|"
    r"pay|rate|mhz|khz|frequency|hymn|bay|platform|locker|pin|code|year|circa|volume|grade|level|index|rose|fell|up|"
    r"down|up to|down to|average(?:s|d)?|averaging|roughly|exactly|model|class|loco|unit|mark|mk|type|batch|flat|house|"
    r"road|building|case|wing|cell|gate|route|service)"
    r"\s*(?:[.:#]|at|is|was|of|to|for|by)?\s*",
    r"\b(?:since|in|of|from|by|the year|back in|early|late|mid|pre|post|summer|spring|autumn|winter|january|february|"
    r"march|april|may|june|july|august|september|october|november|december)[ -]+(?=\Z)",
    r"\d\s*[-–—x×*/+=]\s*",
)
NOT_AFTER = _after(
    r"\s*(?:per\s?cent|percent|million|billion|bn|kg|g|lbs?|oz|miles?|km|metres?|meters?|cm|mm|mhz|khz|ghz|pence|"
    r"pounds?|"
    r"quid|euros?|dollars?|per|an?\s+(?:hour|week|day|month|year|litre|head|pop|pint|go|time|unit|mile)|each|mins?|"
    r"minutes?|seconds?|secs?|points?|pts|votes?|people|staff|cases|words|pages|years|goals|times|degrees|volts?|amps?|"
    r"watts?|litres?|stone|gallons?)\b",
    r"\s*(?:train|bus|ferry|flight|tram|express|service|sailing|boat|departure|arrival|news|kick|deadline|slot|shift|"
    r"meeting|briefing|appointment|hearing|start|finish|prompt|sharp|onwards|bulletin|stopper|semi|crossing|"
    r"connection|down|up|freight|special|off|out|alarm|handover|session|lecture|class|lesson|curtain|showing|race|"
    r"GMT|BST|UTC|CET|EST)\b",
    rf"\s*(?:from|to|for|via|ex)\s+(?!{_EARLIER}\b)(?:the\s+)?[A-Z\d]",
    r"\s*(?:[-–—]|to|until|till|through)\s*\d{1,2}[:.]?\d\d(?:\s?[ap]m)?\b(?=\s*(?:,?\s*(?:mon|tue|wed|thu|fri|sat|sun|"
    r"every|shift|on|each|daily|today|tomorrow|for|slot|in\b)|[.)]?\s*\Z))",
    r"\s*(?:tomorrow|tonight|this (?:morning|afternoon|evening)|in the (?:morning|evening|afternoon)|at (?:night|the)|"
    r"every|daily|each|prompt|local time|our time|sharp|on (?:the )?(?:dot|clock|way))\b",
)
GOES_ON = _after(r"\s*(?:and|when|because|as|while|but|so)\s+(?:still|the|it|there|nobody|no one|no|not)\b")
"""Goes on telling what happened then: "16:15 and still no ferry"."""

NEVER_BEFORE = _before(
    r"[£$€]\s*",
    r"\b(?:sold|bought|priced?|going|charged?|costing|valued|paid|trading|litres?|units?|tickets?|shares?|hours?|kg|"
    r"pints?|each)\s*",
    r"\b(?:meet(?:ing|s)?|train|bus|starts?|started|kick[ -]?off|court|appointment|leav(?:es?|ing)|lunch|see you|"
    r"interview|"
    r"demo|rally|hearing|session|shift|finish(?:es)?|open(?:s)?|agm|drop[ -]?in|call|zoom|doors|show|match|game|church|"
    r"handover|briefing|assembly|home|service|news|departs?|arrives?|mon|tues?|wed|thurs?|fri|sat|sun)(?:day)?\b"
    r"[^.!?\n@]{0,24}",
)
"""What "@" means no comment after."""
