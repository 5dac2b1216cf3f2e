"""The datasheet of a release, as README.md: what it is, how it came about, what is missing (after Gebru and others,
"Datasheets for Datasets", Communications of the ACM 64/12, 2021). Made of settings and counts alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from archive.public.database import get_meta, read_rows
from archive.releases.tables import WORKING, Table

_TIMES = {
    "full": "Times are as exact as the source gives them.",
    "day": "Times are cut to the day. Clock times that people wrote into their texts stay.",
    "month": "Times are cut to the month. Clock times and dates that people wrote into their texts stay.",
}
_BYLINES = {
    "keep": "Bylines stand as they were typed, as far as no moderator took one out. The archive does not know who is "
    "behind them.",
    "pseudonymise": "Each byline is another name, the same wherever the same name was signed within a blog, in every "
    "release of this archive. Names in the texts stay, so whoever looks an id up on the site finds the byline there.",
}


def write_datasheet(db: Database, about: Mapping[str, Any], tables: Sequence[Table], forms: Sequence[str]) -> str:
    """Return the datasheet of a release, from its own database."""
    return "\n".join(
        [*_what(db, about), *_how(db), *_redacted(db), *_missing(db), *_policies(about), *_files(about, tables, forms)]
    )


def _what(db: Database, about: Mapping[str, Any]) -> Iterator[str]:
    meta = get_meta(db)
    first, last = _one(db, "select min(year), max(year) from comment where year is not null")
    posts, comments = (_one(db, f"select count(*) from {table}")[0] for table in ("post", "comment"))
    (words,) = _one(db, "select coalesce(sum(words), 0) from item_words")
    yield f"# {about['title']}: release {about['release']}"
    yield ""
    yield (
        f"{posts} posts and pages, {comments} comments and pings, {words} words"
        + (f", {first} to {last}." if first else ".")
        + f" This is version {about['content_version']} of the public copy of the archive, as of {about['date']}."
    )
    yield ""
    if meta.get("operator"):
        yield f"Run by: {meta['operator']}."
    if meta.get("contact"):
        yield f"Contact: {meta['contact']}."
    yield ""


def _how(db: Database) -> Iterator[str]:
    yield "## How it was made"
    yield ""
    yield "Pages, feeds and export files of these blogs were read and merged, each post and comment once:"
    yield ""
    rows = read_rows(
        db,
        "select s.id, s.host, s.zone, s.source_gone_since as gone, count(p.id) as posts from site as s "
        "left join post as p on p.site_id = s.id group by s.id order by s.id",
    )
    for row in rows:
        gone = f"; its source is gone since {row['gone']}" if row["gone"] else ""
        yield f"- {row['host'] or 'a blog without an address'} ({row['zone']}): {row['posts']} posts and pages{gone}"
    yield ""
    yield "Then words that may identify somebody were looked for by rules and by moderators, and taken out by"
    yield "moderators. What quotes what, who answers whom by clock time, and what acronyms mean was worked out from the"
    yield "public texts; each such row says how sure that is."
    yield ""


def _redacted(db: Database) -> Iterator[str]:
    yield "## What was taken out"
    yield ""
    yield "Words are replaced by a label in brackets; whole comments stand without words and say why."
    yield "By category, as the public log has it:"
    yield ""
    rows = list(
        read_rows(db, "select kind, label, count(*) as acts from log group by kind, label order by kind, label")
    )
    for row in rows:
        yield f"- {row['kind']}{' [' + row['label'] + ']' if row['label'] else ''}: {row['acts']}"
    if not rows:
        yield "- nothing"
    yield ""


def _missing(db: Database) -> Iterator[str]:
    yield "## What is missing"
    yield ""
    rows = read_rows(
        db,
        "select state, count(*) as items from (select state from post union all select state from comment) "
        "where state <> 'shown' group by state order by state",
    )
    for row in rows:
        yield f"- without words, state `{row['state']}`: {row['items']}"
    lacking, of = _one(
        db,
        "select coalesce(sum(declared - comment_count), 0), count(*) from post where declared > comment_count",
    )
    yield f"- comments that the source says it has, and that could not be saved: {lacking}; posts that lack some: {of}"
    undated = "select count(*) from comment where published is null"
    yield f"- comments without a date: {_one(db, undated)[0]}"
    yield f"- tables that the archive only works with: {', '.join(sorted(WORKING))}"
    yield ""


def _policies(about: Mapping[str, Any]) -> Iterator[str]:
    yield "## Policies"
    yield ""
    yield f"- {_TIMES[about['time']]}"
    yield f"- {_BYLINES[about['bylines']]}"
    yield "- Cells begin as people wrote them: a spreadsheet may take one that begins with = for a formula."
    yield ""
    yield "## Licence"
    yield ""
    yield about["licence"] or (
        "None is given. The texts belong to those who wrote them: quote what you need, and ask before you publish more."
    )
    yield ""
    yield "## When words are withdrawn later"
    yield ""
    yield "A later redaction takes a release off the site; a new one takes its place. What was withdrawn since is"
    yield f"listed at `/-/releases/withdrawn/{about['release']}.txt` on the site, and in"
    yield f"`withdrawn/{about['release']}.txt` of every later release, so that only who holds `secret.txt` can read it:"
    yield "`threadkeep withdrawn --check` does, and docs/withdrawn.md of threadkeep has a short program. Please take"
    yield "those places out of your copy, and cite the release by its number."
    yield ""


def _files(about: Mapping[str, Any], tables: Sequence[Table], forms: Sequence[str]) -> Iterator[str]:
    yield "## Files"
    yield ""
    yield "- `threadkeep.sqlite`: all tables and views as one SQLite file"
    yield f"- {', '.join(f'`{form}/`' for form in forms)}: one file per table or view"
    if "parquet" not in forms:
        yield "- There is no Parquet in this release: it was made where pyarrow was not installed."
    yield "- `datapackage.json`: every table and column described, as a Frictionless Data Package"
    yield "- `changes.json`: what was added, changed and withdrawn since the release before"
    yield "- `secret.txt`: with it the lists of what is withdrawn later can be read; please keep it to yourself"
    yield "- `SHA256SUMS`: check them with `sha256sum -c SHA256SUMS`"
    yield ""
    yield "| table | rows | what it says |"
    yield "| --- | ---: | --- |"
    for table in tables:
        yield f"| {table.name} | {about['rows'][table.name]} | {table.meaning} |"
    yield ""


def _one(db: Database, sql: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = db.conn.execute(sql).fetchone()
    return row
