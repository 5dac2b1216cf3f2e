"""A community's own list as a CSV file: short form, long form and, where there is one, a note."""

from __future__ import annotations

import csv
import io

from archive.curation.acronyms import GlossaryEntry, check_entry
from archive.errors import BadInput, WrongUse

_HEADS = {"short": "short", "acronym": "short", "long": "long", "expansion": "long", "note": "note", "notes": "note"}
_ORDER = ("short", "long", "note")
_GUARDED = ("'=", "'+", "'-", "'@")


def read_glossary(data: bytes) -> list[GlossaryEntry]:
    """Return the entries of a CSV file in UTF-8, with or without a byte-order mark and a line of headings.

    Headings may name short, long and note in any order, other columns beside them; without headings the columns stand
    in that order. Empty lines are passed over. Raises BadInput, naming the line, for a file that is not UTF-8 or a line
    that is no entry.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        raise BadInput(f"Line {number} is not UTF-8: save the file as CSV in UTF-8 and try again.") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    entries: list[GlossaryEntry] = []
    places: dict[str, int] | None = None
    number = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                if places is None:
                    places = _places(row)
                    is_heading = places is not None
                    places = places or {name: place for place, name in enumerate(_ORDER)}
                    if is_heading:
                        number = reader.line_num + 1
                        continue
                entries.append(_entry(row, places, number))
            number = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(f"Line {number} is not CSV: look at its quotation marks and try again.") from error
    return entries


def _places(row: list[str]) -> dict[str, int] | None:
    """Return where the headings stand, None for a row that is none of headings."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = _HEADS.get(cell.strip().lower())
        if name is not None:
            found.setdefault(name, place)
    return found if {"short", "long"} <= found.keys() else None


def _entry(row: list[str], places: dict[str, int], number: int) -> GlossaryEntry:
    values = {name: _cell(row, place) for name, place in places.items()}
    for name in ("short", "long"):
        if not values[name].strip():
            raise BadInput(f"Line {number} has no {name} form: write short form, long form and note, and try again.")
    try:
        return check_entry(GlossaryEntry(values["short"], values["long"], values.get("note", "")))
    except WrongUse as error:
        raise BadInput(f"Line {number}: {error}") from error


def _cell(row: list[str], place: int) -> str:
    value = row[place] if place < len(row) else ""
    return value[1:] if value.startswith(_GUARDED) else value
