"""The topics as CSV, JSON and SKOS, from the public copy alone.

SKOS is the W3C's Simple Knowledge Organization System (https://www.w3.org/TR/skos-reference/), written as Turtle
(https://www.w3.org/TR/turtle/): each topic a concept with its label, its other labels, what it covers, and what stands
above it. Addresses are relative to where the file stands, unless a base is given.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from urllib.parse import quote

from sqlite_utils import Database

from archive.public import store, topics
from archive.public.models import PublicSynonym
from archive.public.sheets import inert
from archive.public.topics import Topic
from archive.public.turtle import literal

_COLUMNS = ("id", "name", "description", "broader_id", "synonyms", "item_count", "total_count")


def as_csv(db: Database, base: str = "") -> str:  # noqa: ARG001 - the signature of every form
    """Return one row per topic; several synonyms are separated by semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for topic, synonyms in _each(db):
        names = "; ".join(each.name for each in synonyms)
        row = (topic.id, topic.name, topic.description, topic.broader_id or "", names)
        writer.writerow([*map(inert, row), topic.item_count, topic.total_count])
    return out.getvalue()


def as_json(db: Database, base: str = "") -> str:  # noqa: ARG001 - as above
    """Return all topics with their synonyms and saved searches as one JSON document."""
    documents = [
        {
            **asdict(topic),
            "synonyms": [each.name for each in synonyms],
            "rules": [{"name": rule.name, "query": rule.query} for rule in topics.get_rules(db, topic.id)],
        }
        for topic, synonyms in _each(db)
    ]
    return json.dumps({"topics": documents}, ensure_ascii=False, indent=2) + "\n"


def as_skos(db: Database, base: str = "") -> str:
    """Return the topics as a SKOS concept scheme in Turtle."""
    lines = [f"@base <{base}> ."] if base else []
    scheme = "<topics>"
    lines += [
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix dct: <http://purl.org/dc/terms/> .",
        "",
        f"{scheme} a skos:ConceptScheme ;",
        f"    dct:title {literal(store.get_meta(db).get('title') or 'Topics')} .",
    ]
    for topic, synonyms in _each(db):
        says = [f"skos:inScheme {scheme}", f"skos:prefLabel {literal(topic.name)}"]
        says += [f"skos:altLabel {literal(each.name)}" for each in synonyms if each.name != topic.name]
        says += [f"skos:definition {literal(topic.description)}"] if topic.description else []
        says += [f"skos:broader {_iri(topic.broader_id)}" if topic.broader_id else f"skos:topConceptOf {scheme}"]
        says += [f"skos:note {literal(f'{topic.total_count} posts and comments')}"]
        lines += [
            "",
            f"{_iri(topic.id)} a skos:Concept ;",
            *(f"    {each} ;" for each in says[:-1]),
            f"    {says[-1]} .",
        ]
    return "\n".join(lines) + "\n"


def years_as_csv(db: Database, tag_id: str) -> str:
    """Return the years of one topic: posts, comments, what the archive holds of the year, and the share in percent."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("year", "posts", "comments", "held", "percent"))
    for each in topics.count_years(db, tag_id):
        writer.writerow((each.year, each.posts, each.comments, each.held, f"{each.share:.2f}"))
    return out.getvalue()


FORMS: Mapping[str, tuple[Callable[[Database, str], str], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json; charset=utf-8"),
    "ttl": (as_skos, "text/turtle; charset=utf-8"),
}
"""How topics can be had, by the ending of the file: what makes it, and its type."""


def _each(db: Database) -> list[tuple[Topic, list[PublicSynonym]]]:
    synonyms = topics.get_synonyms(db)
    return [(topic, [each for each in synonyms if each.tag_id == topic.id]) for topic in topics.get_topics(db).values()]


def _iri(tag_id: str) -> str:
    return f"<topic/{quote(tag_id, safe='')}>"
