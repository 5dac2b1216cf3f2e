"""Every route of the moderation process, as everybody: nobody without a login gets past the login page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.moderation_copy import ADMIN, COMMENT, MODERATOR, Desk, Visitor, make_archive, open_desk

# Each row: the route, an address of it, and the status of GET and POST for nobody, a moderator and an admin. Where an
# earlier route shadows the route, the address is still asked for: what matters is what answers. A new route, ours or of
# a newer Datasette, fails the test until somebody has decided who may see it.
ROUTES = [
    (r"^/-/moderate/item/(?P<id>[^/]+)/tags$", "/-/moderate/item/7002/tags", "302 403", "200 400", "200 400"),
    (r"^/-/login$", "/-/login", "200 403", "303 403", "303 403"),
    (r"^/-/logout$", "/-/logout", "302 403", "303 303", "303 303"),
    (r"^/-/moderate/static/(?P<name>[a-z.]+)$", "/-/moderate/static/moderation.js", "200 403", "200 405", "200 405"),
    (r"^/-/moderate/item/(?P<id>[^/]+)$", "/-/moderate/item/7002", "302 403", "200 405", "200 405"),
    (r"^/-/moderate/item/(?P<id>[^/]+)/redact$", "/-/moderate/item/7002/redact", "302 403", "303 400", "303 400"),
    (r"^/-/moderate/item/(?P<id>[^/]+)/hide$", "/-/moderate/item/7002/hide", "302 403", "303 400", "303 400"),
    (r"^/-/moderate/item/(?P<id>[^/]+)/show$", "/-/moderate/item/7002/show", "302 403", "303 400", "303 400"),
    (r"^/-/moderate/item/(?P<id>[^/]+)/links$", "/-/moderate/item/7002/links", "302 403", "200 400", "200 400"),
    (r"^/-/moderate/item/(?P<id>[^/]+)/answers$", "/-/moderate/item/7002/answers", "302 403", "200 400", "200 400"),
    (r"^/-/moderate/item/(?P<id>[^/]+)/erase$", "/-/moderate/item/7002/erase", "302 403", "200 400", "200 400"),
    (r"^/-/moderate/erasing$", "/-/moderate/erasing", "302 403", "200 405", "200 405"),
    (r"^/-/moderate/persons$", "/-/moderate/persons", "302 403", "200 200", "200 200"),
    (r"^/-/moderate/undo/(?P<id>[^/]+)$", "/-/moderate/undo/L9", "302 403", "404 404", "404 404"),
    (r"^/-/moderate/certificate/(?P<id>[^/]+)$", "/-/moderate/certificate/L9", "302 403", "404 405", "404 405"),
    (r"^/-/moderate/queue$", "/-/moderate/queue", "302 403", "200 400", "200 400"),
    (r"^/-/moderate/queue/all$", "/-/moderate/queue/all", "302 403", "200 405", "200 405"),
    (r"^/-/moderate/card/(?P<key>[^/]{1,120})$", "/-/moderate/card/f99", "302 403", "303 400", "303 400"),
    (r"^/-/moderate/voice/(?P<id>[^/]+)$", "/-/moderate/voice/7002", "302 403", "200 405", "200 405"),
    (r"^/-/moderate/kept$", "/-/moderate/kept", "302 403", "200 400", "200 400"),
    (r"^/-/moderate/intruder$", "/-/moderate/intruder", "302 403", "200 405", "200 405"),
    (r"^/-/moderate/intruder/(?P<id>[^/]+)$", "/-/moderate/intruder/7002", "302 403", "200 405", "200 405"),
    (r"^/-/moderate/combinations$", "/-/moderate/combinations", "302 403", "200 405", "200 405"),
    (r"^/-/moderate/figures$", "/-/moderate/figures", "302 403", "200 405", "200 405"),
    (r"^/-/moderate/findings$", "/-/moderate/findings", "302 403", "303 405", "303 405"),
    (r"^/-/moderate/cases$", "/-/moderate/cases", "302 403", "200 303", "200 303"),
    (r"^/-/moderate/case/(?P<id>[A-Z0-9-]{1,20})$", "/-/moderate/case/NONE", "302 403", "404 404", "404 404"),
    (r"^/-/report$", "/-/report", "302 403", "200 400", "200 400"),
    (r"^/-/case/(?P<secret>[A-Za-z0-9_-]{20,100})$", f"/-/case/{'x' * 43}", "302 403", "404 404", "404 404"),
    (r"^/-/moderate/log$", "/-/moderate/log", "302 403", "200 405", "200 405"),
    (r"^/-/moderate/moderators$", "/-/moderate/moderators", "302 403", "403 405", "200 405"),
    (r"^/-/moderate/password$", "/-/moderate/password", "302 403", "200 400", "200 400"),
    (r"^/-/moderate/topics$", "/-/moderate/topics", "302 403", "200 400", "200 400"),
    (r"^/-/moderate/topic/(?P<id>[^/]+)$", "/-/moderate/topic/lamps", "302 403", "200 400", "200 400"),
    (r"^/-/moderate/suggestions$", "/-/moderate/suggestions", "302 403", "200 400", "200 400"),
    (r"^/-/moderate/acronyms$", "/-/moderate/acronyms", "302 403", "200 400", "200 400"),
    (r"^/-/moderate/acronym/(?P<id>[^/]+)$", "/-/moderate/acronym/none", "302 403", "404 404", "404 404"),
    (r"^/-/topics$", "/-/topics", "302 403", "200 405", "200 405"),
    (r"^/-/topics\.(?P<form>csv|json|ttl)$", "/-/topics.csv", "403 403", "200 405", "200 405"),
    (r"^/-/topic/(?P<id>[^/]+)/years\.csv$", "/-/topic/lamps/years.csv", "403 403", "200 405", "200 405"),
    (r"^/-/tags$", "/-/tags", "302 403", "301 405", "301 405"),
    (r"^/-/tag/(?P<id>[^/]+)$", "/-/tag/lamps", "302 403", "301 405", "301 405"),
    (r"^/-/topic/(?P<id>[^/]+)$", "/-/topic/lamps", "302 403", "200 405", "200 405"),
    (r"^/-/acronyms$", "/-/acronyms", "302 403", "200 405", "200 405"),
    (r"^/-/acronyms/unexplained$", "/-/acronyms/unexplained", "302 403", "200 405", "200 405"),
    (r"^/-/acronym/(?P<id>[^/]+)$", "/-/acronym/none", "302 403", "404 405", "404 405"),
    (r"^/-/acronym/(?P<id>[^/]+)/years\.csv$", "/-/acronym/none/years.csv", "403 403", "404 405", "404 405"),
    (r"^/-/timeline$", "/-/timeline", "302 403", "200 405", "200 405"),
    (r"^/-/timeline\.csv$", "/-/timeline.csv", "403 403", "200 405", "200 405"),
    (r"^/-/keywords$", "/-/keywords", "302 403", "200 405", "200 405"),
    (r"^/-/keywords\.csv$", "/-/keywords.csv", "403 403", "404 405", "404 405"),
    (r"^/-/activity$", "/-/activity", "302 403", "200 405", "200 405"),
    (r"^/-/activity\.csv$", "/-/activity.csv", "403 403", "200 405", "200 405"),
    (r"^/-/concordance$", "/-/concordance", "302 403", "200 405", "200 405"),
    (r"^/-/concordance\.(?:csv|json)$", "/-/concordance.json", "403 403", "200 405", "200 405"),
    (r"^/-/concordance/sample\.csv$", "/-/concordance/sample.csv", "403 403", "200 405", "200 405"),
    (r"^/-/data/(?P<name>[a-z_]+)\.csv$", "/-/data/comment.csv", "403 403", "200 405", "200 405"),
    (r"^/-/acronyms\.(?P<form>csv|json|skos|ttl)$", "/-/acronyms.csv", "403 403", "200 405", "200 405"),
    (r"^/$", "/", "302 403", "200 405", "200 405"),
    (r"^/robots\.txt$", "/robots.txt", "200 403", "200 405", "200 405"),
    (r"^/-/static/(?P<name>[a-z.]+)$", "/-/static/threadkeep.css", "200 403", "200 405", "200 405"),
    (r"^/-/about$", "/-/about", "302 403", "200 405", "200 405"),
    (r"^/-/log$", "/-/log", "302 403", "200 405", "200 405"),
    (r"^/-/log/(?P<ref>[^/]+)$", "/-/log/abc", "302 403", "404 405", "404 405"),
    (r"^/-/removed$", "/-/removed", "302 403", "200 405", "200 405"),
    (r"^/-/removed\.csv$", "/-/removed.csv", "403 403", "200 405", "200 405"),
    (r"^/-/comment/(?P<id>[^/]+)$", "/-/comment/7002", "302 403", "302 405", "302 405"),
    (r"^/-/post/(?P<id>[^/]+)$", "/-/post/7001", "302 403", "301 405", "301 405"),
    (r"^/-/cite/(?P<id>[^/]+)$", "/-/cite/7002", "302 403", "200 405", "200 405"),
    (
        r"^/-/cite/(?P<id>[^/]+)/cite\.(?P<form>txt|bib|ris|json)$",
        "/-/cite/7002/cite.bib",
        "302 403",
        "200 405",
        "200 405",
    ),
    (r"^/-/feed/(?P<kind>posts|comments)$", "/-/feed/posts", "302 403", "200 405", "200 405"),
    (r"^/-/feed/(?P<kind>post|topic|acronym)/(?P<id>[^/]+)$", "/-/feed/post/7001", "302 403", "200 405", "200 405"),
    (r"^/-/post/(?P<id>[^/]+)/thread\.jsonld$", "/-/post/7001/thread.jsonld", "302 403", "200 405", "200 405"),
    (r"^/-/by/(?P<name>[^/]+)$", "/-/by/nobody", "302 403", "404 405", "404 405"),
    (r"^/-/sitemap\.xml$", "/-/sitemap.xml", "302 403", "200 405", "200 405"),
    (r"^/-/search$", "/-/search", "302 403", "200 405", "200 405"),
    (r"^/-/search\.(?P<form>atom|json|csv)$", "/-/search.json", "403 403", "200 405", "200 405"),
    (r"^/-/opensearch\.xml$", "/-/opensearch.xml", "302 403", "200 405", "200 405"),
    (r"^/-/data$", "/-/data", "302 403", "200 405", "200 405"),
    (r"^/-/releases$", "/-/releases", "302 403", "200 405", "200 405"),
    (r"^/-/releases\.json$", "/-/releases.json", "403 403", "200 405", "200 405"),
    (
        r"^/-/releases/withdrawn/(?P<name>[0-9-]{1,20})\.txt$",
        "/-/releases/withdrawn/2026-05-03.txt",
        "302 403",
        "404 405",
        "404 405",
    ),
    (
        r"^/-/releases/(?P<name>[0-9-]{1,20})/(?P<file>[A-Za-z0-9_./-]{1,100})$",
        "/-/releases/2026-05-03/README.md",
        "302 403",
        "404 405",
        "404 405",
    ),
    (r"^/-(/.*)?$", "/-/nothing", "302 403", "404 405", "404 405"),
    (r"^/(?!public(?:[/.]|$)).*$", "/2018/07/the-new-lamp.html", "302 403", "200 405", "200 405"),
    (r"/(\.(?P<format>json))?$", "/", "302 403", "200 405", "200 405"),
    (r"/-/(\.(?P<format>json))?$", "/-/", "302 403", "302 405", "302 405"),
    (r"/-$", "/-", "302 403", "302 405", "302 405"),
    (r"/favicon.ico", "/favicon.ico", "302 403", "404 405", "404 405"),
    (r"/-/static/(?P<path>.*)$", "/-/static/app.css", "404 403", "404 405", "404 405"),
    (
        r"/-/static-plugins/plugins.anonymisation/(?P<path>.*)$",
        "/-/static-plugins/plugins.anonymisation/app.css",
        "302 403",
        "404 405",
        "404 405",
    ),
    (
        r"/-/static-plugins/threadkeep/(?P<path>.*)$",
        "/-/static-plugins/threadkeep/app.css",
        "302 403",
        "404 405",
        "404 405",
    ),
    (r"/:memory:(?P<rest>.*)$", "/:memory:/x", "302 403", "404 405", "404 405"),
    (r"/-/versions(\.(?P<format>json))?$", "/-/versions", "302 403", "404 405", "404 405"),
    (r"/-/plugins(\.(?P<format>json))?$", "/-/plugins", "302 403", "404 405", "404 405"),
    (r"/-/settings(\.(?P<format>json))?$", "/-/settings", "302 403", "404 405", "404 405"),
    (r"/-/config(\.(?P<format>json))?$", "/-/config", "302 403", "404 405", "404 405"),
    (r"/-/threads(\.(?P<format>json))?$", "/-/threads", "302 403", "404 405", "404 405"),
    (r"/-/tasks(\.(?P<format>json))?$", "/-/tasks", "302 403", "404 405", "404 405"),
    (r"/-/databases(\.(?P<format>json))?$", "/-/databases", "302 403", "404 405", "404 405"),
    (r"/-/actor(\.(?P<format>json))?$", "/-/actor", "302 403", "404 405", "404 405"),
    (r"/-/actions(\.(?P<format>json))?$", "/-/actions", "302 403", "404 405", "404 405"),
    (r"/-/auth-token$", "/-/auth-token", "302 403", "404 405", "404 405"),
    (r"/-/create-token$", "/-/create-token", "302 403", "404 405", "404 405"),
    (r"/-/api$", "/-/api", "302 403", "404 405", "404 405"),
    (r"/-/jump(\.(?P<format>json))?$", "/-/jump", "302 403", "404 405", "404 405"),
    (r"/-/queries(\.(?P<format>json))?$", "/-/queries", "302 403", "404 405", "404 405"),
    (r"/-/schema(\.(?P<format>json|md))?$", "/-/schema", "302 403", "404 405", "404 405"),
    (r"/-/logout$", "/-/logout", "302 403", "303 303", "303 303"),
    (r"/-/permissions$", "/-/permissions", "302 403", "404 405", "404 405"),
    (r"/-/allowed(\.(?P<format>json))?$", "/-/allowed", "302 403", "404 405", "404 405"),
    (r"/-/rules(\.(?P<format>json))?$", "/-/rules", "302 403", "404 405", "404 405"),
    (r"/-/check(\.(?P<format>json))?$", "/-/check", "302 403", "404 405", "404 405"),
    (r"/-/messages$", "/-/messages", "302 403", "404 405", "404 405"),
    (r"/-/allow-debug$", "/-/allow-debug", "302 403", "404 405", "404 405"),
    (r"/-/patterns$", "/-/patterns", "302 403", "404 405", "404 405"),
    (r"/-/debug/autocomplete$", "/-/debug/autocomplete", "302 403", "404 405", "404 405"),
    (r"/(?P<database>[^\/\.]+)\.db$", "/public.db", "403 403", "403 405", "403 405"),
    (r"/(?P<database>[^\/\.]+)(\.(?P<format>\w+))?$", "/public", "302 403", "200 405", "200 405"),
    (r"/(?P<database>[^\/\.]+)/-/create$", "/public/-/create", "302 403", "405 405", "405 405"),
    (
        r"/(?P<database>[^\/\.]+)/-/foreign-key-targets$",
        "/public/-/foreign-key-targets",
        "302 403",
        "403 405",
        "403 405",
    ),
    (r"/(?P<database>[^\/\.]+)/-/queries(\.(?P<format>json))?$", "/public/-/queries", "302 403", "200 405", "200 405"),
    (r"/(?P<database>[^\/\.]+)/-/queries/analyze$", "/public/-/queries/analyze", "302 403", "403 405", "403 405"),
    (r"/(?P<database>[^\/\.]+)/-/queries/store$", "/public/-/queries/store", "302 403", "403 405", "403 405"),
    (
        r"/(?P<database>[^\/\.]+)/-/execute-write/analyze$",
        "/public/-/execute-write/analyze",
        "302 403",
        "403 405",
        "403 405",
    ),
    (r"/(?P<database>[^\/\.]+)/-/execute-write$", "/public/-/execute-write", "302 403", "403 405", "403 405"),
    (r"/(?P<database>[^\/\.]+)/-/schema(\.(?P<format>json|md))?$", "/public/-/schema", "302 403", "200 405", "200 405"),
    (r"/(?P<database>[^\/\.]+)/-/query/parameters$", "/public/-/query/parameters", "302 403", "200 405", "200 405"),
    (r"/(?P<database>[^\/\.]+)/-/query(\.(?P<format>\w+))?$", "/public/-/query", "302 403", "200 405", "200 405"),
    (
        r"/(?P<database>[^\/\.]+)/(?P<query>[^\/\.]+)/-/definition$",
        "/public/q/-/definition",
        "302 403",
        "404 405",
        "404 405",
    ),
    (r"/(?P<database>[^\/\.]+)/(?P<query>[^\/\.]+)/-/edit$", "/public/q/-/edit", "302 403", "404 405", "404 405"),
    (r"/(?P<database>[^\/\.]+)/(?P<query>[^\/\.]+)/-/update$", "/public/q/-/update", "302 403", "405 405", "405 405"),
    (r"/(?P<database>[^\/\.]+)/(?P<query>[^\/\.]+)/-/delete$", "/public/q/-/delete", "302 403", "404 405", "404 405"),
    (
        r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)(\.(?P<format>\w+))?$",
        "/public/post",
        "302 403",
        "200 405",
        "200 405",
    ),
    (
        r"/(?P<database>[^\/\.]+)/(?P<table>[^/]+?)/(?P<pks>[^/]+?)(\.(?P<format>\w+))?$",
        "/public/post/7001",
        "302 403",
        "200 405",
        "200 405",
    ),
    (
        r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)/-/insert$",
        "/public/post/-/insert",
        "302 403",
        "405 405",
        "405 405",
    ),
    (
        r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)/-/upsert$",
        "/public/post/-/upsert",
        "302 403",
        "405 405",
        "405 405",
    ),
    (r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)/-/alter$", "/public/post/-/alter", "302 403", "405 405", "405 405"),
    (
        r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)/-/foreign-key-suggestions$",
        "/public/post/-/foreign-key-suggestions",
        "302 403",
        "403 405",
        "403 405",
    ),
    (
        r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)/-/set-column-type$",
        "/public/post/-/set-column-type",
        "302 403",
        "405 405",
        "405 405",
    ),
    (r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)/-/count$", "/public/post/-/count", "302 403", "405 405", "405 405"),
    (
        r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)/-/fragment$",
        "/public/post/-/fragment",
        "302 403",
        "200 405",
        "200 405",
    ),
    (
        r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)/-/autocomplete$",
        "/public/post/-/autocomplete",
        "302 403",
        "200 405",
        "200 405",
    ),
    (r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)/-/drop$", "/public/post/-/drop", "302 403", "405 405", "405 405"),
    (
        r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)/-/schema(\.(?P<format>json|md))?$",
        "/public/post/-/schema",
        "302 403",
        "200 405",
        "200 405",
    ),
    (
        r"/(?P<database>[^\/\.]+)/(?P<table>[^/]+?)/(?P<pks>[^/]+?)/-/delete$",
        "/public/post/7001/-/delete",
        "302 403",
        "405 405",
        "405 405",
    ),
    (
        r"/(?P<database>[^\/\.]+)/(?P<table>[^/]+?)/(?P<pks>[^/]+?)/-/update$",
        "/public/post/7001/-/update",
        "302 403",
        "405 405",
        "405 405",
    ),
]

OPEN = {"/-/login", "/robots.txt", "/-/static/threadkeep.css", "/-/static/app.css", "/-/moderate/static/moderation.js"}
"""What anybody may read: the login page, the files it is made of, and the word to crawlers."""

ADMINS_ONLY = {"/-/moderate/moderators"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("archive")
    with open_desk(make_archive(folder / "template"), folder / "data") as desk:
        yield desk


def test_every_route_has_a_row(desk: Desk) -> None:
    registered = [route.pattern for route, _ in desk.served._routes()]
    assert sorted(set(registered)) == sorted({route for route, *_ in ROUTES})


def test_every_address_belongs_to_its_route() -> None:
    assert [address for route, address, *_ in ROUTES if not re.match(route, address)] == []


def ask(desk: Desk, name: str, number: int, address: str) -> str:
    """Return the statuses of GET and POST, each with a session of its own, because one of the acts is logging out."""
    statuses = []
    for method in ("GET", "POST"):
        visitor = desk.visitor()
        if name:
            ends = int(desk.clock().timestamp()) + 60 + 2 * number + (method == "POST")
            visitor.cookies["ds_actor"] = desk.cookie(name, ends)
        answer = visitor.get(address) if method == "GET" else visitor.post(address)
        statuses.append(str(answer.status_code))
    return " ".join(statuses)


@pytest.mark.feature("O1")
@pytest.mark.parametrize("number", range(len(ROUTES)))
def test_who_may_do_what(desk: Desk, number: int) -> None:
    _, address, *expected = ROUTES[number]
    assert [ask(desk, name, number, address) for name in ("", MODERATOR, ADMIN)] == expected


def test_the_table_lets_nobody_in_without_a_login() -> None:
    for _, address, nobody, *_ in ROUTES:
        get, post = nobody.split()
        assert post == "403", address
        assert get in ({"200", "404"} if address in OPEN else {"302", "403"}), address


def test_the_table_tells_the_roles_apart_in_one_place_alone() -> None:
    assert {address for _, address, _, moderator, admin in ROUTES if moderator != admin} == ADMINS_ONLY


def test_the_table_lets_nothing_be_sent_but_our_forms() -> None:
    for _, address, _, moderator, _ in ROUTES:
        if not address.startswith(("/-/moderate/", "/-/login", "/-/logout", "/-/report", "/-/case/")):
            assert moderator.split()[1] == "405", address


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_open_nothing(desk: Desk, method: str) -> None:
    for address in ("/", "/public/post", f"/-/moderate/item/{COMMENT}"):
        answer = desk.visitor().ask(method, address, headers={"sec-fetch-site": "same-origin"})
        assert answer.status_code == (302 if method == "HEAD" else 403), (method, address)


ODD = [
    "//",
    "/%2e%2e/-/moderate/log",
    "/-/moderate/../moderate/log",
    "/-/login/../moderate/log",
    "/-/static/../moderate/log",
    "/-/static/%2e%2e/moderate/log",
    "/-/static/a.css/../../moderate/log",
    "/-/static/a%0a",
    "/-/login%2f..%2fmoderate%2flog",
    "/-/login;/-/moderate/log",
    "/-//moderate/log",
    "/robots.txt/",
    "/robots.txt%00",
    "/-/LOGIN",
    "/-/moderate/static/../log",
]


@pytest.mark.parametrize("address", ODD)
def test_no_spelling_of_an_address_goes_around_the_login(desk: Desk, address: str) -> None:
    answer = desk.visitor().get(address)
    assert answer.status_code in (302, 404), answer.status_code
    assert "Moderation log" not in answer.text
    assert answer.status_code == 404 or answer.headers["location"].startswith("/-/login")


def test_archive_db_is_no_database_of_datasette(desk: Desk) -> None:
    assert set(desk.served.databases) == {"public"}
    visitor: Visitor = desk.visitor(ADMIN)
    for address in ("/archive", "/archive/comment", "/_memory", "/_internal"):
        assert visitor.get(address).status_code == 404


def test_sql_of_a_moderator_reaches_the_public_copy_alone(desk: Desk) -> None:
    visitor = desk.visitor(ADMIN)
    for sql in ("select * from decision", "select * from moderator", "attach 'archive.db' as a"):
        assert visitor.get(f"/public/-/query.json?sql={sql}").status_code in (400, 403)
    names = visitor.get("/public/-/query.json?sql=select name from sqlite_master&_shape=arrayfirst").json()
    assert "comment" in names
    assert not {"decision", "moderator", "reading", "finding"} & set(names)
