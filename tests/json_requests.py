"""Requests for JSON, CSV and feeds as nobody meant them: addresses that are right, nearly right, and rubbish.

Why not schemathesis: it makes requests out of an OpenAPI description, and what is most of this surface has none and
could not have one that says anything. The names of parameters are the columns of each table with a comparison after
them (`year__gte`), their values are SQL, JSON or the search grammar; so a schema would say "any name, any string", and
the requests made of it would be turned down at the door. These know the columns, the comparisons and Datasette's own
parameters, and break a few in each request.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from archive.public.describe import TABLES, VIEWS
from archive.public.questions import QUESTIONS

COLUMNS = {each.name: [name for name, _ in each.columns] for each in (*TABLES, *VIEWS)}
COMPARISONS = (
    *("exact", "not", "contains", "notcontains", "startswith", "endswith", "gt", "gte", "lt", "lte", "like", "notlike"),
    *("glob", "in", "notin", "arraycontains", "arraynotcontains", "date", "isnull", "notnull", "isblank", "notblank"),
    *("", "nonsense", "exact__exact"),
)
OWN = (
    *(
        "_sort",
        "_sort_desc",
        "_facet",
        "_facet_date",
        "_facet_array",
        "_facet_size",
        "_size",
        "_next",
        "_shape",
        "_col",
    ),
    *("_nocol", "_extra", "_where", "_search", "_search_text", "_searchmode", "_through", "_json", "_json_infinity"),
    *("_labels", "_label", "_nl", "_ttl", "_trace", "_timelimit", "_nofacet", "_nosuggest", "_nocount", "_stream"),
    *("_header", "_blob_column", "_blob_hash", "_initial", "_filter_column", "_filter_op", "_filter_value", "_dl"),
)
SHAPES = ("arrays", "objects", "array", "object", "arrayfirst", "nonsense", "")
IDS = (
    "9001",
    "9002",
    "9005",
    "5100000000000000001",
    "tnodateandnopath",
    "t0ldalias0000000",
    "99x",
    "~2e",
    "%00",
    "a/b",
)
WORDS = (
    *("ferry", "'", '"', "''; drop table comment", "[", "{}", '["a"]', '{"table": "post"}', "null", "-1", "0", "1e999"),
    *(
        "9" * 40,
        "%",
        "%%",
        "a,b",
        ",",
        "2018",
        "2018-13",
        "²",
        "０",
        "\0",
        "\ud83d",
        "\u202e",
        "é",
        "\n",
        " ",
        "on",
        "max",
    ),
    *("post", "comment", "id", "select 1", "=1+1", "\\", "/..", "1;1", "_", "*", "(((", "year:2018", "sort:newest"),
)
STATEMENTS = (
    "select * from comment limit 3",
    "select :a, :b",
    "select count_word(text, :a) from comment",
    "select value from json_each(search(:a))",
    "select json_extract(marks, :a) from post",
    "select * from nothing",
    "select 1; select 2",
    "selec",
    "with x as (select 1) select * from x",
    "explain select 1",
    "select cast(:a as integer) / :b",
    "select group_concat(text, :a) from comment",
    "select * from pragma_table_info(:a)",
    "select x'00ff', 1e999, -1e999, null",
    "pragma database_list",
    "",
)
FORMS = (*("json",) * 8, *("csv",) * 3, "jsono", "blob", "atom", "ttl", "")

text = st.one_of(st.sampled_from(WORDS), st.text(st.characters(exclude_categories=()), max_size=12))


@st.composite
def parameters(draw: st.DrawFn, names: st.SearchStrategy[str], values: st.SearchStrategy[str] = text) -> str:
    """Return a query string of up to four parameters, now and then with bytes that are no text."""
    pairs = draw(st.lists(st.tuples(names, values), max_size=4))
    query = urlencode([(name, value) for name, value in pairs], errors="surrogatepass")
    return query + draw(st.sampled_from(["", "", "", "", "&%ff=%fe", "&=", "&&", "&a=1&a=2"]))


@st.composite
def of_a_table(draw: st.DrawFn) -> str:
    """Return an address of rows, or of one row."""
    name = draw(st.sampled_from(sorted(COLUMNS)))
    columns = st.sampled_from([*COLUMNS[name], "nothing", "rowid"])
    compared = st.builds(
        lambda column, how: f"{column}__{how}" if how else column, columns, st.sampled_from(COMPARISONS)
    )
    values = st.one_of(text, columns, st.sampled_from(SHAPES))
    asked = draw(parameters(st.one_of(compared, st.sampled_from(OWN)), values))
    row = draw(st.sampled_from([*[""] * 20, *IDS]))
    path = f"/public/{name}/{quote(row)}" if row else f"/public/{name}"
    return f"{path}.{draw(st.sampled_from(FORMS))}?{asked}"


@st.composite
def of_sql(draw: st.DrawFn) -> str:
    """Return an address of a statement, or of one of the twenty questions."""
    if draw(st.booleans()):
        question = draw(st.sampled_from(QUESTIONS))
        names = st.sampled_from(
            [*(given.name for given in question.parameters), "_shape", "_size", "sql", "_timelimit"]
        )
        return f"/public/{question.name}.{draw(st.sampled_from(FORMS))}?{draw(parameters(names))}"
    sql = draw(st.one_of(st.sampled_from(STATEMENTS), text))
    asked = draw(parameters(st.sampled_from(["a", "b", "_shape", "_extra", "_timelimit", "_size", "sql"])))
    given = urlencode({"sql": sql}, errors="surrogatepass")
    return f"/public/-/query.{draw(st.sampled_from(FORMS))}?{given}&{asked}"


@st.composite
def of_our_own(draw: st.DrawFn) -> str:
    """Return an address of one of our own files."""
    item = quote(draw(st.sampled_from(IDS)))
    path = draw(
        st.sampled_from(
            [
                *("/-/search.json", "/-/search.csv", "/-/search.atom", "/-/concordance.json", "/-/concordance.csv"),
                *("/-/concordance/sample.csv", "/-/timeline.csv", "/-/keywords.csv", "/-/activity.csv"),
                *("/-/topics.json", "/-/topics.csv", "/-/acronyms.json", "/-/acronyms.ttl", "/-/removed.csv"),
                *("/-/releases.json", "/-/feed/posts", "/-/feed/topic/night-ferry", "/-/data/comment.csv"),
                *(f"/-/cite/{item}/cite.json", f"/-/post/{item}/thread.jsonld", f"/-/feed/post/{item}"),
                *("/public.json", "/public/-/queries.json", "/public/-/schema.json", "/-/queries.json", "/-/jump.json"),
                *(
                    "/-/databases.json",
                    "/-/threads.json",
                    "/-/actor.json",
                    "/-/plugins.json",
                    "/.json",
                    "/-/nothing.json",
                ),
                *("/-/tables.json", "/-/config.json", "/-/metadata.json", "/-/settings.json", "/-/allowed.json"),
            ]
        )
    )
    names = (
        "q",
        "sort",
        "view",
        "page",
        "size",
        "sample",
        "seed",
        "after",
        "term",
        "term2",
        "per",
        "year",
        "tag",
        "post",
    )
    return f"{path}?{draw(parameters(st.sampled_from(names)))}"


ADDRESSES = st.one_of(of_a_table(), of_a_table(), of_sql(), of_our_own())
"""An address of the surface for programs."""
