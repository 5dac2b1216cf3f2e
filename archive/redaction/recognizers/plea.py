"""Requests for anonymity, and the fear of being recognised: they say who fears whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.lexica.common import COMMON
from archive.redaction.runs import goes_on, span_of
from archive.redaction.sentences import Clause, find_sentences
from archive.redaction.triggers import Screen, split_alternatives

NAME = "plea"
VERSION = 1

_HIDE = (
    r"(?:publish|print|post|share|repeat|quote|name|identify|mention|use|reveal|pass|put|tell|show|forward|out"
    r"|say|disclose|credit|attribute|link|copy|leave)"
)
_PLEA = Screen(
    split_alternatives(
        r"\b(?:gets?|got|getting) (?:back|out) (?:to|that|who)\b|\bshouldn't (?:really )?(?:be )?(?:saying|writing"
        r"|telling|say|write|tell|posting|post) (?:this|it|that|you|any)\b|\b(?:not|never) (?:supposed|meant"
        r"|allowed) to (?:say|tell|talk|speak|post|write|comment|discuss)\b|\boff the record\b"
        r"|\bbetween (?:us|ourselves|you and me)\b|\b(?:hear|heard|get|got) (?:it|this|that) from me\b|\btwo and "
        r"two together\b|\bput my (?:real )?name\b|\b(?:my|our) (?:real|full|proper|own) name\b|\bunder (?:a|this"
        r"|another|my) (?:false |pen |different |other )?(?:name|pen-name|pseudonym)\b|\b(?:work|tell|guess"
        r"|figure) (?:out )?(?:who|where|which) (?:i|it|we|this)\b|\bwould(?:n't)? take (?:long|much|a genius)\b"
        r"|\bsmall (?:place|world|town|village|team|office|service|community|diocese|department)\b.{0,30}\b(?:know"
        r"|talk|everyone|everybody|names?)\b|\beveryone knows everyone\b|\bthere(?:'s| are| is) only (?:\w+ "
        r")?(?:one|two|three|four|a few|a handful) of us\b|\b(?:my|our) (?:job|pension|career|reference|licence"
        r"|place) (?:is|would be|will be|could be|on the line|at stake|at risk)\b|\b(?:come|comes|came) back (?:on"
        r"|to) (?:me|us|bite)\b|\bvictimi[sz]ed\b|\breprisals?\b|\brepercussions?\b"
        r"|\bleave (?:my|the|our) (?:name|names|initials|office|town|place)\b|\bkeep (?:my|our|the) (?:name|names"
        r"|details|identity|initials)\b|\b(?:don't|do not|not|never) (?:\w+ )?(?:quote|name|identify|repeat"
        r"|attribute|print|publish|share|forward|screenshot) (?:me|us|this|it|that|him|her|them|my)\b|"
        r"\b(?:not|never|won't|aren't|isn't) (?:be )?(?:putting|giving|signing|using|leaving|saying|naming|adding"
        r"|posting) (?:my|our|a|any|the|which|where|who)\b.{0,10}\b(?:names?|initials|details?|office|place|team"
        r"|ward|school|which|where|who)\b|\b(?:can't|don't|mustn't|cannot|do not|never|please don't) (?:\w+ "
        r")?(?:use|print|publish|put|quote|repeat|share|mention|sign|pass on|say) (?:my|our|this|his|her|any|where"
        r"|which|who) ?(?:name|initials|office|real name|i am|i work|it came|ward|on|anywhere|with|further)?"
        r"|\b(?:worked out|works out|guessed|found out|knows?|realised|suspects?|twigged) (?:that )?(?:it was|it's"
        r"|it is|this is|who) (?:me|i)\b|\bsaid too much\b|\btoo much (?:detail|information)\b.{0,20}\bme\b|\bno "
        r"names\b(?! no pack)|\bkeep (?:it|this|that) (?:to yourself|between|quiet|off|private|anonymous)\b"
        r"|\bcan't afford to be\b|\bthey'd know\b|\bknow (?:exactly )?who i am\b"
        r"|\bplease (?:\w+ )?(?:take|leave|blank|cut|strip|cross|edit|remove|delete|lose) (?:\w+ ){0,2}(?:out|off"
        r"|anything|any|everything|my|this|that|it)\b|\b(?:points?|lead|leads|traced?|linked) (?:back )?to me\b"
        r"|\bcan(?:'t|not) (?:be )?(?:named|seen|quoted|identified|be seen)\b|\b(?:take|leave|blank|cut|strip"
        r"|cross|rub|scrub|edit) (?:this|that|it|my|the|any|out) (?:\w+ )?(?:name|number|bit|details?|comment|post"
        r"|line|out|down|off)\b|\bbefore you publish\b|\bif you (?:do )?(?:publish|print|post|use) (?:this|it)\b"
        r"|\b(?:nobody|no one|no-one) (?:here |at work |at home )?knows? (?:i|about|that i)\b|\b(?:anonymous"
        r"|anon) (?:for|because|please|today|as|this time|tonight)\b|\bnot my real name\b|\bbeen "
        r"warned\b.{0,30}\b(?:social media|posting|online|blogs?|comment\w*)"
        rf"\b(?:please|pls|plz|kindly|can you|could you|would you|i'd ask you|i ask you)\b.{{0,40}}\b(?:don't|do "
        rf"not|not|never|remove|delete|take|keep|edit|hide|withhold|leave|no|strip"
        rf"|redact)\b.{{0,50}}\b(?:publish\w*|print\w*|post\w*|share\w*|repeat\w*|quot\w+|nam\w+|identif\w+"
        rf"|mention\w*|us(?:e|ing)"
        r"|reveal\w*|pass\w*|(?:this|it|that) (?:up|down|out|on|off|to yourself|between|here|private|anonymous)"
        r"|comment|anon\w*|me|my|details|private|between|secret|confidential)\b"
        rf"|\b(?:don't|do not|never) (?:please )?{_HIDE}\b.{{0,30}}\b(?:me|my|name|this|it|us|where|who|which"
        rf"|anyone|that)\b.{{0,20}}(?:please\b|\Z)"
        r"|\bnot for publication\b|\b(?:keep|leave) (?:me|my name|this|us|it|that|my \w+) (?:\w+ )?(?:anon\w*|out "
        r"of|private|between|to yourself|secret|confidential|off)\b|\b(?:want|wish|prefer|like|need|have|ask|asked"
        r"|hope|trying) to (?:stay|remain|be|post|keep) (?:\w+ )?(?:anon\w*|nameless|unnamed|out of it)\b"
        r"|\b(?:posting|writing|commenting|staying|remaining|going|signing|post|write|stay|am|i'm|remain)(?: "
        r"this)?(?: as)? (?:anon|anonymous|anonymously)\b|\banon(?:ymous)? (?:for|because|as|please|so)\b"
        r"|\b(?:for obvious reasons|for fear of|in case (?:anyone|someone|they|he|she|my|the|it|this|management"
        r"|somebody))\b"
        r"|\b(?:can't|cannot|won't|couldn't|daren't|dare not|will not|not going to|not allowed to|rather not"
        r"|better not|not say|don't want to|can not|i'd rather not|shan't) (?:say|tell|name|give|go into|reveal"
        r"|post|put|write|sign|be named|be more|be specific|be identified|be recogni[sz]ed|be quoted|mention"
        r"|specify|disclose)\b"
        r".{0,40}\b(?:where|which|who|what|more|name|names|too much|office|details|any|identif\w+|recogni[sz]\w+"
        r"|because|exact\w*|specific\w*|here|it)\b"
        r"|\b(?:(?:recogni[sz]e|recogni[sz]ed|identif(?:y|ied|iable)|know|knows|guess|work out|works out|trace"
        r"|track|spot|out|outed|found out|find out)\b.{0,20}\b(?:me|who i am|who this is|who wrote|it was me|it's "
        r"me|it is me|i'm|myself|where i|who we are|us))\b"
        r"|\b(?:i'd|i would|i'll|i will|i could|i might|i can|i may|to|being|get|be|got|of being|i am|i'm|we'd|we "
        r"could|am|easily|very) (?:be )?(?:\w+ )?(?:recogni[sz]ed|recogni[sz]able|identified|identifiable|outed"
        r"|traced|found out|sacked|disciplined|hauled in|up in front of|in trouble|for the chop|for it|toast"
        r"|marked|finished|fired)\b"
        r"|\b(?:afraid|scared|frightened|terrified|worried|nervous|fear|dread|dreading)\b.{0,30}\b(?:recogni\w+"
        r"|identif\w+|found out|find out|come back|name|sacked|lose my|losing my|repercussion\w*|reprisal\w*|job"
        r"|seen|spotted|traced)\b|\b(?:lose|cost me|losing) my (?:job|pension|post|place|home|licence|career)\b"
        r"|\b(?:manager|boss|head|they|management|he|she|hr|colleagues|anyone|someone|vicar|watch manager"
        r"|supervisor|team|my \w+) (?:reads?|sees?|finds?|saw|gets? wind|recogni[sz]es?|knows?|knew|twigs?"
        r"|realis\w+) (?:this|that|it|out|me|of)\b"
        r"|\b(?:my|our) (?:manager|boss|head|team|office|colleagues|employer|vicar|rector|supervisor) (?:reads?"
        r"|follows?|looks at|checks|monitors|trawls)\b|\b(?:changed|change|altered|omitted|left out|blurred"
        r"|fudged) (?:the |a few |some |any |my )?(?:names?|details|place|dates?)\b"
    ),
    COMMON,
)
_REASONS = ("where", "who", "which", "that", "how", "because", "cos", "as", "so", "if", "in case", "since", "or")
_REASON_WORDS = 10
_FEARED = re.compile(
    r"(?:they|he|she|it|my|the|this|i|i've|i'd|we)(?:'d|'ll)?\b.{0,30}\b(?:know|knows|read|reads|sees?|recogni\w+"
    r"|identif\w+|guess|sacked|tribunal|hearing|job|trouble|lose|obvious|only one|small)\b"
)
_OPINION = re.compile(
    r"\b(?:they|he|she|ministers?|government|managers|you|people) (?:should|must|ought|would|will|could"
    r"|can)\b.{0,20}\b(?:be )?(?:sacked|disciplined|named|identified|fired)\b|\bplease (?:read|sign|see|note|write"
    r"|join|vote|come|can someone|explain)\b"
)


def find(text: str) -> Iterator[Finding]:
    """Yield clauses in which somebody asks not to be named or published, or says whom they fear."""
    for sentence in find_sentences(text):
        if not _PLEA.search(sentence.lower, sentence.words):
            continue
        run: list[Clause] = []
        for clause in sentence.clauses:
            if _asks(clause) or (run and _gives_reason(clause)):
                run.append(clause)
            elif run:
                yield _finding(run)
                run = []
        if run:
            yield _finding(run)


def _asks(clause: Clause) -> bool:
    return bool(_PLEA.search(clause.lower, clause.words) and not _OPINION.search(clause.lower))


def _gives_reason(clause: Clause) -> bool:
    if clause.count > _REASON_WORDS:
        return False
    return clause.opening.startswith(_REASONS) or bool(_FEARED.match(clause.lower)) or goes_on(clause)


def _finding(run: list[Clause]) -> Finding:
    why, kinds = "asks for anonymity or speaks of being recognised", frozenset({Entity.PLEA})
    return Finding(Entity.PLEA, span_of(run), 0.72, Risk.MEDIUM, why, NAME, VERSION, kinds=kinds)
