"""The glossary as CSV, JSON and SKOS, from the public copy alone.

The CSV begins with short, long and note, so that it can be loaded into another archive. SKOS is the W3C's Simple
Knowledge Organization System (https://www.w3.org/TR/skos-reference/), written as Turtle
(https://www.w3.org/TR/turtle/): each acronym a concept, its spellings and meanings labels of it. Addresses are relative
to where the file stands, unless a base is given.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from urllib.parse import quote

from sqlite_utils import Database

from archive.public.acronyms import get_all_senses, get_all_spellings, list_acronyms
from archive.public.database import get_meta
from archive.public.sheets import inert
from archive.public.turtle import literal

_COLUMNS = ("short", "long", "note", "source", "spellings", "items", "first_seen", "last_seen", "id")


def as_csv(db: Database, base: str = "") -> str:  # noqa: ARG001 - the signature of every form
    """Return one row per meaning; several spellings are separated by spaces. What nobody explains is left out."""
    senses, spellings = get_all_senses(db), get_all_spellings(db)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for acronym in list_acronyms(db):
        written = " ".join(each.spelling for each in spellings.get(acronym.id, ()))
        for sense in senses.get(acronym.id, ()):
            words = (acronym.name, sense.expansion, sense.note, sense.source, written)
            seen = (acronym.first_seen or "", acronym.last_seen or "", acronym.id)
            writer.writerow([*map(inert, words), sense.item_count, *seen])
    return out.getvalue()


def as_json(db: Database, base: str = "") -> str:  # noqa: ARG001 - as above
    """Return all acronyms with spellings and senses as one JSON document, those that nobody explains included."""
    senses, spellings = get_all_senses(db), get_all_spellings(db)
    documents = [
        {
            **asdict(acronym),
            "spellings": [asdict(each) for each in spellings.get(acronym.id, ())],
            "senses": [
                {name: value for name, value in asdict(each).items() if name != "acronym_id"}
                for each in senses.get(acronym.id, ())
            ],
        }
        for acronym in list_acronyms(db)
    ]
    return json.dumps({"acronyms": documents}, ensure_ascii=False, indent=2) + "\n"


def as_skos(db: Database, base: str = "") -> str:
    """Return the acronyms as a SKOS concept scheme in Turtle, those that nobody explains included."""
    senses, spellings = get_all_senses(db), get_all_spellings(db)
    scheme = "<acronyms>"
    lines = [f"@base <{base}> ."] if base else []
    lines += [
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix dct: <http://purl.org/dc/terms/> .",
        "",
        f"{scheme} a skos:ConceptScheme ;",
        f"    dct:title {literal(get_meta(db).get('title') or 'Acronyms')} .",
    ]
    for acronym in list_acronyms(db):
        written = [each.spelling for each in spellings.get(acronym.id, ()) if each.spelling != acronym.name]
        meant = senses.get(acronym.id, ())
        says = [f"skos:inScheme {scheme}", f"skos:topConceptOf {scheme}", f"skos:prefLabel {literal(acronym.name)}"]
        says += [f"skos:altLabel {literal(each)}" for each in dict.fromkeys(written)]
        says += [f"skos:definition {literal(each.expansion)}" for each in meant]
        says += [f"skos:note {literal(f'{each.expansion}: {each.note}')}" for each in meant if each.note]
        says += [f"skos:note {literal(f'{acronym.item_count} posts and comments')}"]
        lines += [
            "",
            f"<acronym/{quote(acronym.id, safe='')}> a skos:Concept ;",
            *(f"    {each} ;" for each in says[:-1]),
            f"    {says[-1]} .",
        ]
    return "\n".join(lines) + "\n"


FORMS: Mapping[str, tuple[Callable[[Database, str], str], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json; charset=utf-8"),
    "ttl": (as_skos, "text/turtle; charset=utf-8"),
}
"""How the glossary can be had, by the ending of the file: what makes it, and its type."""
