"""The data dictionary, written from the schema of public.db and what describes it: `make reference`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from archive.public.database import create_public, read_rows
from archive.public.describe import TABLES, VIEWS, TableMeaning


def data_dictionary() -> str:
    """Return a section for each table and view of an empty public copy; KeyError where a column is not described."""
    with tempfile.TemporaryDirectory() as folder:
        db = create_public(Path(folder) / "public.db")
        lines = ["## Tables", "", *_sections(db, TABLES), "## Views", "", *_sections(db, VIEWS)]
        db.close()
    return "\n".join(lines).rstrip()


def _sections(db: Database, meanings: tuple[TableMeaning, ...]) -> Iterator[str]:
    for meaning in meanings:
        yield from (f"### {meaning.name}", "", meaning.meaning, "")
        yield from ("| column | type | means |", "| --- | --- | --- |")
        said = dict(meaning.columns)
        leads = {row["from"]: row["table"] for row in read_rows(db, f"pragma foreign_key_list({meaning.name})")}
        for column in read_rows(db, f"pragma table_info({meaning.name})"):
            yield _row(column["name"], _type(column["type"], bool(column["pk"])), said.pop(column["name"]), leads)
        if said:
            raise KeyError(f"{meaning.name} has no column {', '.join(said)}: mend archive/public/describe.py.")
        yield ""


def _row(name: str, kind: str, said: str, leads: dict[str, str]) -> str:
    leads_to = f" Leads to [{leads[name]}](#{leads[name]})." if name in leads else ""
    return f"| `{name}` | {kind} | {said.replace('|', chr(92) + '|')}{leads_to} |"


def _type(declared: str, is_key: bool) -> str:
    return ", ".join(part for part in (declared.lower() or "worked out", "key" if is_key else "") if part)
