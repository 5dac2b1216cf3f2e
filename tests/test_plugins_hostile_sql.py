"""Everything hostile that was ever got out of a Datasette, line by line, asked of both sites.

The statements and addresses are those with which Datasette 0.65 and 1.0 alpha were probed before threadkeep was built
on it, those that got something out then among them, and those of its published advisories.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

import pytest

from archive.moderation import decisions
from archive.originals.database import open_archive
from archive.publishing.publisher import publish
from plugins.site.application import build_datasette
from tests.moderation_copy import ADMIN, COMMENT, MODERATOR, OTHER, SECRET, Desk, Visitor, make_archive, open_desk

MOST_BYTES = 20_000
"""Of an error page or an empty answer; what was got out once had up to 400 MB."""

STATEMENTS = {
    "the path of a file": "select * from pragma_database_list",
    "the path of a file, as a statement": "pragma database_list",
    "another file": "attach database 'archive.db' as archive",
    "another file, in memory": "attach ':memory:' as other",
    "a copy of the file": "vacuum into 'copy.db'",
    "a file of the system": "select readfile('/etc/passwd')",
    "a file to write": "select writefile('x', 'y')",
    "an extension": "select load_extension('x')",
    "an editor": "select edit('x', 'rm')",
    "the private database by name": "select * from archive.post",
    "its tables by name": "select * from decision union select * from moderator",
    "the site's own tables": "select * from catalog_tables",
    "a value of 20 MB": "select randomblob(2e7)",
    "a value of 50 MB": "select randomblob(5e7)",
    "a value of 200 MB": "select randomblob(2e8)",
    "a value of 1 GB": "select randomblob(1e9)",
    "a value of 200 MB as text": "select hex(zeroblob(1e8))",
    "replacing in what was replaced": "select replace(replace(hex(zeroblob(900000)), '0', 'xxxxxxxx'), 'x', 'yyyy')",
    "counting for ever": "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
    "each with each with each": "select count(*) from " + ", ".join(f"comment as c{n}" for n in range(16)),
    "writing": "update comment set text = ''",
    "replacing a row": "insert or replace into comment (id) values ('1')",
    "two statements": "select 1; delete from comment",
}

ADDRESSES = {
    "databases": "/-/databases.json",
    "threads": "/-/threads.json",
    "metadata": "/-/metadata.json",
    "settings": "/-/config.json",
    "plugins": "/-/plugins.json",
    "schema": "/-/schema.json",
    "all queries": "/-/queries.json",
    "API explorer": "/-/api",
    "jump menu": "/-/jump.json?q=arch",
    "another database": "/archive",
    "a table of another database": "/archive/moderator.json",
    "queries of another database": "/archive/-/queries",
    "a query of another database": "/archive/-/query.json?sql=select+1",
    "across databases": "/_memory/-/query.json?sql=select+*+from+archive.post",
    "the site's own database": "/_internal/-/query.json?sql=select+*+from+catalog_tables",
    "the file itself": "/public.db",
    "a trace": "/public/comment.json?_trace=1&_size=1",
    "a trace of what is not there": "/nope.json?_trace=1",
    "a clause of one's own": "/public/comment.json?_where=id+in+(select+name+from+pragma_database_list)",
    "a subquery beside a filter": "/public/comment.json?_where=1+union+select+*+from+archive.post",
    "through a table that is not there": '/public/comment.json?_through={"table":"moderator","column":"a","value":""}',
    "injection by array column (GHSA-w3hf-fcg5-p4cc)": "/public/comment.json?id]+from+meta)--__arraycontains=x",
    "injection by array value": "/public/comment.json?marks__arraycontains=x')+or+1=1--",
    "a facet of what is not there": "/public/comment.json?_facet=password_hash",
    "a label of a foreign key": "/public/comment.json?_labels=on&_size=1",
    "autocomplete": "/public/comment/-/autocomplete?q=a",
}

HARMLESS = frozenset({"a trace", "a label of a foreign key", "injection by array value", "autocomplete"})
"""What answers with public rows or none, as it would without the hostile part."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return an archive in which words were taken out, so that there is something private."""
    place = tmp_path_factory.mktemp("hostile")
    with open_desk(make_archive(place / "template"), place / "data") as opened:
        with closing(open_archive(opened.folder)) as db:
            decisions.mask(db, COMMENT, SECRET, label="place", reason="on request", by=ADMIN, now=opened.clock())
            decisions.hide(db, OTHER, reason="on request", by=ADMIN, now=opened.clock())
        publish(opened.folder, now=opened.clock())
        yield opened


@pytest.fixture(scope="module")
def visitors(desk: Desk) -> Iterator[tuple[Visitor, Visitor]]:
    """Return a reader of the public site, and a moderator at the other."""
    served = build_datasette(desk.folder)
    yield Visitor(served, desk.runner), desk.visitor(MODERATOR)
    served.close()


def assert_nothing_was_got(desk: Desk, told: str, text: str) -> None:
    assert len(text) < MOST_BYTES, (told, len(text))
    for private in (str(desk.folder.path), "archive.db", "password_hash", "argon2", SECRET):
        assert private not in text, (told, private)


@pytest.mark.feature("Q1")
@pytest.mark.feature("O6")
@pytest.mark.parametrize("named", STATEMENTS)
def test_no_hostile_statement_gets_anything(desk: Desk, visitors: tuple[Visitor, Visitor], named: str) -> None:
    for visitor in visitors:
        answer = visitor.get(f"/public/-/query.json?sql={quote(STATEMENTS[named])}")
        assert answer.status_code == 400, (named, answer.text[:200])
        assert_nothing_was_got(desk, named, answer.text)


@pytest.mark.feature("Q1")
@pytest.mark.feature("O6")
@pytest.mark.parametrize("named", ADDRESSES)
def test_no_hostile_address_gets_anything(desk: Desk, visitors: tuple[Visitor, Visitor], named: str) -> None:
    for visitor in visitors:
        answer = visitor.get(ADDRESSES[named])
        assert answer.status_code in ((200,) if named in HARMLESS else (302, 400, 403, 404)), (
            named,
            answer.text[:200],
        )
        assert_nothing_was_got(desk, named, answer.text)
        # what was asked for stands in the address of the next page
        assert '"_trace"' not in answer.text
