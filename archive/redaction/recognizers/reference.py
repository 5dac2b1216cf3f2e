"""Numbers that an office gives a person or a matter: case, staff, membership, police and court numbers.

Whatever is called a number, reference or id by the word before it is taken as one when it holds a digit; and what has
the form in which offices number their cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.lexica.alternatives import alternatives
from archive.redaction.near import find_numbers, search_near
from archive.redaction.sentences import find_classes
from archive.redaction.tokens import class_of
from archive.text import Span

NAME = "reference"
VERSION = 1

_FORMED = re.compile(
    r"(?<![\w/=&?#.-])(?:[A-Z]{2,5}[/-](?:19|20)?\d\d[/-]\d{3,7}|[A-Z]{1,4}\d{2}[A-Z]{1,4}\d{4,6}"
    r"|\d{2,4}/[A-Z]{2,4}/\d{3,6})(?![\w/-])",
    re.ASCII,
)
_LIKE = re.compile(
    r"(?<![\w/=&?#.-])(?:[A-Z]{2}(?: ?\d\d){3} ?[A-D]|[A-Z]{1,3}\d{5,8}"
    r"|[A-Z]{1,4}[/-]\d{3,8}(?:[/-]\d{1,6}){0,2})(?![\w/-])",
    re.ASCII,
)
_CASES = """
prison prisoner nomis noms crn pnc cro case crime incident claim tribunal court ref reference urn staff payroll employee
personnel personel persnel persel collar warrant badge shoulder nino uprn uln upn utr vrn hesa mpan ocn orcid rota
locker plot fob membership member account sort_code passport licence license driving_licence driving_license patient
hospital student candidate pin nmc gmc hcpc swe dbs certificate policy ticket registration enrolment matric
matriculation ucas id delius oasys complaint grievance order application job
"""
_CASE = alternatives(_CASES.split())
_SAID = re.compile(
    rf"\b{_CASE}(?:[ \u00a0](?:{_CASE}|reg))?[ \u00a0]?"
    r"(?:(?:number|numbers|no|num|nr|ref|reference|id|code)\b\.?|#|№)?[ \u00a0]?(?:is|was|of|:|=|[-–])?[ \u00a0]?#?"
    r"(?P<number>\d{2,5}(?: \d{2,5}){1,4}|(?=[A-Z/-]{0,8}\d)[A-Z0-9]{1,12}(?:[/-][A-Z0-9]{1,10}){0,4})"
    r"(?![\w/-]|[.,:]\d|%)",
    re.IGNORECASE | re.ASCII,
)
_CASE_WORDS = class_of(case.partition("_")[0] for case in [*_CASES.split(), "number", "numbers"])
_BORN_WORDS = class_of(["born", "birth", "dob", "o"])
# the first digits in every number that has such a form
_JOINED = re.compile(r"(?:(?<=[A-Z/-])|(?<=[A-Z] ))[0-9]|[0-9]+/[A-Z]")
_NUMBERED = re.compile(r"\b(?:number|no|num|ref|reference|id|code|urn|crn|pnc|pin|nomis|noms)\b", re.IGNORECASE)
_ACRONYM_FIRST = re.compile(r"[A-Z]{2,5}[ \u00a0]\Z", re.ASCII)
_BORN = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)[ \u00a0]?(?:is|was|:|=|[-–]|on|the)?[ \u00a0]?"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d|\d{1,2}(?:st|nd|rd|th)?(?: of)? [A-Z][a-z]{2,8},? (?:19|20)\d\d)(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_TOO_PLAIN = re.compile(r"\d{1,3}|(?:19|20)\d\d|\d{1,3}(?:st|nd|rd|th|k|m|s|x)", re.IGNORECASE)


def find(text: str) -> Iterator[Finding]:
    """Yield numbers of cases and people, by their form or by the words before them."""
    classes = find_classes(text)
    numbers = [start for start, _ in find_numbers(text)]
    joined = [start for start in numbers if _JOINED.match(text, start)]
    for found in search_near(_FORMED, text, joined, 6, 30):
        why = "has the form in which an office numbers its cases"
        yield Finding(Entity.ID_NUMBER, Span(*found.span()), 0.7, Risk.MEDIUM, why, NAME, VERSION)
    for found in search_near(_LIKE, text, joined, 6, 40):
        why = "has the form of a number given to a person or a case"
        yield Finding(Entity.ID_NUMBER, Span(*found.span()), 0.6, Risk.MEDIUM, why, NAME, VERSION)
    for found in search_near(_SAID, text, numbers, 60, 70) if classes & _CASE_WORDS else ():
        number, called = found["number"], text[found.start() : found.start("number")]
        is_long = sum(map(str.isdigit, number)) >= 5 or bool(re.search(r"[A-Za-z]", number))
        if _TOO_PLAIN.fullmatch(number) or not (_NUMBERED.search(called) or is_long):
            continue
        why = "is called the number of a case or a person by the word before it"
        start = found.start() if _ACRONYM_FIRST.fullmatch(called) else found.start("number")
        yield Finding(Entity.ID_NUMBER, Span(start, found.end("number")), 0.75, Risk.MEDIUM, why, NAME, VERSION)
    for found in search_near(_BORN, text, numbers, 20, 40) if classes & _BORN_WORDS else ():
        why = "is a date of birth"
        yield Finding(Entity.ID_NUMBER, Span(*found.span()), 0.8, Risk.MEDIUM, why, NAME, VERSION)
