"""Nothing of what was taken out of the public copy can be had from the search: not by any query, list, file or byte.

Each canary is planted where public text comes from, seen in the index, redacted, and looked for on every way out.
The controls run the same search for leaks over an index that was not purged, and it must find them.
"""

from __future__ import annotations

import html
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import tantivy
from click.testing import CliRunner

from archive.folder import DataFolder
from archive.public import store
from archive.public.models import ItemState
from archive.redaction.words import Words
from search_index import analysis, build, generation
from search_index.cli import search as command
from search_index.fields import FIELDS
from search_index.search import Searcher
from search_index.surface import IndexSurface
from search_index.update import update_index
from search_index.whoosh_engine import commits
from search_index.whoosh_engine.engine import WhooshEngine
from tests.search_copy import Item, make_folder, write
from tests.search_scan import use_engine

CANARY = "Skelmerdine"
ACRONYM = "QXZV"
MIXED = "VexORq"
PHRASE = "Brackwater Ferry Lane"
POST = Item("p", f"Written by {CANARY} in {PHRASE}, see {ACRONYM}, {MIXED}", title=f"What {CANARY} said", author=CANARY)
COMMENT = Item(
    "c", f"{CANARY}s' friend lives in {PHRASE}. {ACRONYM}s! {MIXED}'s?", under="p", author=CANARY, tags=(CANARY,)
)
OTHERS = [Item(f"o{number}", f"number{number} of the others", under="p") for number in range(60)]
BEFORE = [POST, COMMENT, *OTHERS]
AFTER = [
    replace(
        POST, text="Written by [name] in [place], see [office], [office]", title="What [name] said", author="[name]"
    ),
    replace(COMMENT, text="[name]' friend lives in [place]. [office]! [office]?", author="[name]", tags=()),
    *OTHERS,
]
HIDDEN = [replace(item, state=ItemState.HIDDEN, author=None, tags=()) for item in BEFORE[:2]] + OTHERS

SECRETS = (CANARY, ACRONYM, MIXED, "Brackwater", PHRASE)


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> DataFolder:
    """Return an archive with everything in its index, made by the engine that the test asks for."""
    folder = make_folder(tmp_path)
    use_engine(folder, getattr(request, "param", "whoosh"))
    write(folder, BEFORE, 1)
    update_index(folder)
    return folder


def spellings(secret: str) -> set[str]:
    """Return how a secret might stand in a file or an answer: as it is, in other cases, stemmed, escaped."""
    terms = [term for part in secret.split() for term in (analysis.stem(part.lower()), analysis.fold_acronym(part))]
    plain = {secret, secret.lower(), secret.upper(), *(term for term in terms if term and term != "lane")}
    plain -= {"ferri", "ferry"}
    return plain | {html.escape(word) for word in plain} | {quote(word) for word in plain}


def leaks_in_bytes(folder: DataFolder) -> Iterator[str]:
    """Yield files that hold a secret, as bytes, and as bytes after inflating whatever inflates."""
    for path in sorted(path for path in folder.index.rglob("*") if path.is_file()):
        content = path.read_bytes()
        for at in (at for at in range(len(content)) if content[at : at + 1] == b"\x78"):
            try:
                content += zlib.decompressobj().decompress(content[at:], 100_000)
            except zlib.error:
                continue
        for secret in SECRETS:
            if any(word.encode() in content for word in spellings(secret)):
                yield f"{path.suffix}: {secret}"


def leaks_in_lists(folder: DataFolder) -> Iterator[str]:
    """Yield word lists, stored fields, columns, beginnings and suggestions of the engine itself that hold a secret."""
    current = generation.read_current(folder.index)
    assert current is not None
    look = _said_by_whoosh if current.engine == "whoosh" else _said_by_tantivy
    for where, value in look(folder.index / current.folder):
        for secret in SECRETS:
            if any(word in value for word in spellings(secret)):
                yield f"{where}: {secret}"


def _said_by_whoosh(index: Path) -> list[tuple[str, str]]:
    with WhooshEngine().open(index).built.searcher() as searcher:
        reader = searcher.reader()
        said = {f"term of {field}": term.decode() for field, term in reader.all_terms()}
        said |= {f"stored {number}": repr(fields) for number, fields in reader.iter_docs()}
        said |= {f"id {number}": reader.column_reader("id")[number] for number in reader.all_doc_ids()}
        for field in ("text", "byline", "author"):
            for start in ("ske", "bra", "qx", "vex"):
                said |= {f"{field} {start}*": term.decode() for term in reader.expand_prefix(field, start.encode())}
            for near in ("skelmerdinn", "brackwatr", "qxz"):
                said |= {f"{field} near {near}": word for word in searcher.corrector(field).suggest(near, maxdist=2)}
        return [*said.items(), *((field, term.decode()) for field, term in reader.all_terms())]


def _said_by_tantivy(index: Path) -> list[tuple[str, str]]:
    """Return the terms of every field, and what is kept beside them, of documents that went too: it knows of none."""
    searcher = tantivy.Index.open(str(index)).searcher()
    terms = [(field.name, term) for field in FIELDS for term, _ in searcher.terms_with_prefix(field.name, "")]
    hits = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs)).hits
    return [*terms, *(("kept", str(searcher.doc(address).to_dict())) for _, address in hits)]


def _terms(folder: DataFolder) -> set[tuple[str, str]]:
    opened = generation.open_current(folder.index)
    assert opened is not None
    view = opened[1].view()
    return {(field.name, term) for field in FIELDS for term in view.terms(field.name)}


QUERIES = (
    CANARY,
    CANARY.lower(),
    f'"{PHRASE}"',
    "brackwater",
    "ske*",
    "brack*",
    ACRONYM,
    ACRONYM.lower(),
    MIXED,
    MIXED.upper(),
    MIXED.lower(),
    f"e{MIXED}",
    f"author:{CANARY}",
    f"tag:{CANARY}",
    f"-{CANARY} in:post",
    "skelmerdime",
    "brackwatr",
    "written OR friend",
    "in:post",
    "in:comment",
)


def leaks_in_answers(folder: DataFolder) -> Iterator[str]:
    """Yield queries whose answer says a secret that was not in the query, or that find an item by one."""
    searcher, db = Searcher(folder.index), store.open_public(folder)
    for query in QUERIES:
        result = searcher.search(db, query, limit=100)
        printed = CliRunner().invoke(command, ["--data", str(folder.path), "--json", "--", query]).output
        said = [json.dumps([asdict(hit) for hit in result.hits]), result.suggestion or "", *_hits_of(printed)]
        asked = any(word in query for secret in SECRETS for word in spellings(secret)) and not query.startswith("-")
        if asked and result.total:
            yield f"{query}: found"
        if "any spelling" in result.understood:
            # that all spellings are one is known from a text that has it in mixed case
            yield f"{query} is read as a word that stands somewhere: {MIXED}"
        for secret in SECRETS:
            if any(word in text for word in spellings(secret) for text in said):
                yield f"{query}: {secret}"
    searcher.close()
    db.close()


def _hits_of(printed: str) -> list[str]:
    return [json.dumps(hit) for hit in json.loads(printed)["hits"]]


Finder = Callable[[DataFolder], Iterator[str]]
FINDERS: tuple[Finder, ...] = (leaks_in_bytes, leaks_in_lists, leaks_in_answers)


@pytest.mark.parametrize(
    ("folder", "finder"),
    # tantivy packs what it keeps: only the lists and answers tell of it
    [*(("whoosh", finder) for finder in FINDERS), ("tantivy", leaks_in_lists), ("tantivy", leaks_in_answers)],
    indirect=["folder"],
)
def test_what_is_public_is_seen_by_every_finder(folder: DataFolder, finder: Finder) -> None:
    """Else a finder that finds nothing would prove nothing."""
    assert {leak.rpartition(": ")[2] for leak in finder(folder)} >= {CANARY, ACRONYM, MIXED, "Brackwater"}


@pytest.mark.feature("S13")
def test_how_an_acronym_was_spelt_goes_though_the_acronym_stays(folder: DataFolder) -> None:
    """An acronym may rightly stay in capitals elsewhere; that it stood in mixed case is then no longer known."""
    marker, kept = ("exact", MIXED), replace(OTHERS[0], text=f"The {MIXED.upper()} stays, the {MIXED.upper()} form.")
    assert marker in _terms(folder)
    write(folder, [*AFTER[:2], kept, *OTHERS[1:]], 2)
    update_index(folder)
    assert marker not in _terms(folder)
    assert ("acro", MIXED.upper()) in _terms(folder)


@pytest.mark.feature("S13")
@pytest.mark.feature("S9")
@pytest.mark.parametrize("folder", ["whoosh", "tantivy"], indirect=True)
@pytest.mark.parametrize("after", [AFTER, HIDDEN, OTHERS[:0]], ids=["redacted", "hidden", "gone"])
@pytest.mark.parametrize("whole", [False, True], ids=["in place", "whole"])
def test_what_was_taken_out_is_nowhere(folder: DataFolder, after: list[Item], whole: bool) -> None:
    write(folder, after, 2)
    update_index(folder, whole=whole)
    for finder in FINDERS:
        assert list(finder(folder)) == []
    for secret in SECRETS:
        found = IndexSurface(folder).find(Words(secret), None)
        assert found.checked > 0
        assert found.places == ()


def test_between_the_public_copy_and_the_index_no_answer_says_it(folder: DataFolder) -> None:
    """The moment in which public.db has changed and the index has not, or a killed update left it so."""
    write(folder, AFTER, 2)
    assert list(leaks_in_answers(folder)) == []


@pytest.mark.feature("S13")
@pytest.mark.parametrize("folder", ["tantivy"], indirect=True)
def test_the_control_is_caught_with_tantivy(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that went are listed as gone, and their parts never written afresh."""
    monkeypatch.setattr(build, "has_leftovers", lambda built: False)
    write(folder, AFTER, 2)
    update_index(folder)
    assert {leak.rpartition(": ")[2] for leak in leaks_in_lists(folder)} >= {CANARY, ACRONYM, MIXED, "Brackwater"}
    assert list(leaks_in_answers(folder)) == []
    for secret in (*SECRETS, "nothing of the kind"):
        assert IndexSurface(folder).find(Words(secret), None).places
    places = {place.where for place in IndexSurface(folder).find(Words(ACRONYM), ["c"]).places}
    assert any(place.startswith("word list") for place in places)


@pytest.mark.feature("S13")
def test_the_control_is_caught(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit that does not purge: every finder that looks into the index finds it, though no answer says it."""
    monkeypatch.setattr(commits, "purge", lambda writer, segments: segments)
    monkeypatch.setattr(build, "has_leftovers", lambda built: False)
    write(folder, AFTER, 2)
    update_index(folder)
    assert {leak.rpartition(": ")[2] for leak in leaks_in_bytes(folder)} >= {CANARY, ACRONYM, MIXED, "Brackwater"}
    assert {leak.rpartition(": ")[2] for leak in leaks_in_lists(folder)} >= {CANARY, ACRONYM, MIXED, "Brackwater"}
    assert list(leaks_in_answers(folder)) == []
    for secret in (*SECRETS, "nothing of the kind"):
        assert IndexSurface(folder).find(Words(secret), None).places
    places = {place.where for place in IndexSurface(folder).find(Words(ACRONYM), ["c"]).places}
    assert any(place.startswith("word list") for place in places)


@pytest.mark.feature("S13")
@pytest.mark.parametrize("at_most", range(1, 4))
def test_a_purge_that_was_interrupted_is_finished_by_the_next_update(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, at_most: int
) -> None:
    """Many dirty segments are purged a few at a time; whichever commit was the last, the next update ends the purge."""
    monkeypatch.setattr(build, "BATCH", 9)
    monkeypatch.setattr(commits, "_PURGE_AT_ONCE", 10)
    planted = [
        replace(item, text=f"{item.text} {CANARY}") if index % 9 == 0 else item for index, item in enumerate(BEFORE)
    ]
    write(folder, planted, 2)
    update_index(folder, whole=True)
    write(folder, AFTER, 3)
    done: list[int] = []

    def failing(built: Any) -> Any:
        if len(done) == at_most:
            raise RuntimeError("killed here")
        done.append(1)
        return writing(built)

    writing = commits.writing
    monkeypatch.setattr(commits, "writing", failing)
    with pytest.raises(RuntimeError):
        update_index(folder)
    assert list(leaks_in_answers(folder)) == []
    monkeypatch.setattr(commits, "writing", writing)
    update_index(folder)
    for finder in FINDERS:
        assert list(finder(folder)) == []


def test_redaction_tokens_are_no_words(folder: DataFolder) -> None:
    write(folder, AFTER, 2)
    update_index(folder)
    searcher, db = Searcher(folder.index), store.open_public(folder)
    for query in ("name", "place", "office", '"[name]"', "offic*", "nam*", "author:name", '"by in"'):
        assert searcher.search(db, query).total == 0, query
    searcher.close()
    db.close()


def test_the_folder_holds_no_text_and_only_the_owner_and_group_may_look(folder: DataFolder) -> None:
    assert folder.index.stat().st_mode & 0o027 == 0
    content = b"".join(path.read_bytes() for path in folder.index.rglob("*") if path.is_file())
    assert b"of the others" not in content
    assert zlib.compress(b"of the others")[2:-4] not in content
