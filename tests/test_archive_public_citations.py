"""Citations: read back by the programs that readers of them use."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string
from pylatexenc.latex2text import LatexNodes2Text

from archive.public.citations import Cited, as_bibtex, as_csl, as_ris, as_text
from archive.public.models import PublicTime

EVENING = PublicTime("2018-07-02T19:49+01:00", "2018-07-02T18:49:00+00:00", "minute")
DAY = PublicTime("2019-09-29", None, "day")
UNDATED = PublicTime("", None, "unknown")
COMMENT = Cited(
    id="c-77",
    is_comment=True,
    author="Lantern & Oar_2",
    title="Comment 4 on \u201cRotas: 100% of {us} #tired ~ again\u201d",
    blog="The Night Ferry",
    published=EVENING,
    archive="Ferry archive",
    version=12,
    address="https://archive.example/-/comment/c-77",
)
POST = Cited("9", False, "", "A title", "", UNDATED, "Ferry archive", 1, "https://archive.example/-/post/9")

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=30
).filter(str.strip)
cited = st.builds(
    Cited,
    id=st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True).filter(lambda one: one.strip("-_")),
    is_comment=st.booleans(),
    author=st.one_of(st.just(""), words),
    title=words,
    blog=words,
    published=st.sampled_from([EVENING, DAY, UNDATED]),
    archive=words,
    version=st.integers(1, 10_000),
    address=st.just("https://archive.example/-/post/9"),
)


def one_line(text: str) -> str:
    return " ".join(text.split())


def bibtex(of: Cited) -> Entry:
    entries = parse_string(as_bibtex(of), "bibtex").entries
    assert len(entries) == 1
    return next(iter(entries.values()))


def said(tex: str) -> str:
    return one_line(str(LatexNodes2Text(keep_comments=True).latex_to_text(tex)))


def ris(of: Cited) -> dict[str, Any]:
    (found,) = rispy.loads(as_ris(of))
    return dict(found)


@pytest.mark.feature("Q6")
def test_a_line_of_text_names_who_what_when_and_where() -> None:
    assert as_text(COMMENT) == (
        'Lantern & Oar_2, "Comment 4 on \u201cRotas: 100% of {us} #tired ~ again\u201d", The Night Ferry, '
        "2 July 2018, 19:49. Ferry archive, version 12. https://archive.example/-/comment/c-77"
    )
    assert as_text(POST) == '"A title". Ferry archive, version 1. https://archive.example/-/post/9'


@pytest.mark.feature("Q6")
def test_bibtex_is_read_by_pybtex() -> None:
    entry = bibtex(COMMENT)
    assert said(entry.fields["title"]) == COMMENT.title
    assert [str(person) for person in entry.persons["author"]] == [r"{Lantern \& Oar\_2}"]
    assert (entry.fields["year"], entry.fields["month"]) == ("2018", "July")
    assert entry.fields["url"] == COMMENT.address
    assert "version 12" in entry.fields["note"]
    assert "2 July 2018, 19:49" in entry.fields["note"]


@pytest.mark.feature("Q6")
@given(cited)
def test_bibtex_gives_back_any_words(of: Cited) -> None:
    entry = bibtex(of)
    plain = dict.fromkeys(
        map(ord, "\"'`-<>?!^\u02c6\u201c\u201d"), None
    )  # what TeX joins to other signs: quotation marks, dashes
    assert said(entry.fields["title"]).translate(plain) == one_line(of.title).translate(plain)
    assert len(entry.persons.get("author", [])) == bool(of.author)


@pytest.mark.feature("Q6")
@given(cited)
def test_ris_gives_back_any_words(of: Cited) -> None:
    found = ris(of)
    assert found["type_of_reference"] == "BLOG"
    assert found["title"] == one_line(of.title)
    assert found.get("authors", []) == ([one_line(of.author).replace(",", "")] if of.author.replace(",", "") else [])
    assert found["urls"] == [of.address]
    assert found.get("year") == (of.published.local[:4] or None)


@pytest.mark.feature("Q6")
@given(cited)
def test_csl_json_is_what_its_schema_says(of: Cited) -> None:
    (item,) = json.loads(as_csl(of))
    assert item["type"] == ("post" if of.is_comment else "post-weblog")
    assert item["title"] == one_line(of.title)
    assert [name["literal"] for name in item.get("author", [])] == ([one_line(of.author)] if of.author else [])
    assert item.get("issued", {}).get("date-parts", [[]])[0] == list(of.day)
    assert re.fullmatch(r"[A-Za-z0-9-]+", item["id"])


@pytest.mark.feature("Q6")
@pytest.mark.filterwarnings("ignore::UserWarning")  # citeproc-py warns of fields that it does not know
def test_a_citation_processor_writes_it_out() -> None:
    source = CiteProcJSON(json.loads(as_csl(COMMENT)))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(COMMENT.key)]))
    (written,) = bibliography.bibliography()
    assert "Lantern & Oar_2" in str(written)
    assert "2018" in str(written)
    assert "Night Ferry" in str(written)


def test_ris_lines_end_as_the_format_says() -> None:
    assert all(line.endswith("\r\n") for line in io.StringIO(as_ris(COMMENT), newline="").readlines())
    assert as_ris(COMMENT).endswith("ER  - \r\n")
