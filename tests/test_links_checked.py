"""`threadkeep links` against a server of our own: what is gone is said to be, and politely found out."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from archive.markup.unwrap import unwrap_address
from archive.originals.link_checks import LinkState, get_checks, rest_host, resting_hosts, save_check
from archive.public import store
from archive.publishing.check import check
from archive.publishing.gate import find_thread_problems
from archive.publishing.link_states import note_links
from archive.publishing.sources import read_inputs
from plugins.site.dead_links import dead_links
from scraper.links_command import _due
from tests.bench import NOW, Bench, comment, make_bench, post
from tests.harvest_runs import run, start

pytestmark = pytest.mark.feature("R6")

ROBOTS = b"User-agent: *\nDisallow: /private/\n"
STATUS = {"/gone": 404, "/sealed": 403, "/broken": 500, "/moved": 301, "/elsewhere": 302, "/head-refused": 200}


class Server:
    """Pages of every kind; `asked` are the questions that came, `agents` who asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.tired = False
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.answer(self)

            def do_HEAD(self) -> None:
                server.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(f"{request.command} {request.path}")
        self.agents.add(request.headers["User-Agent"])
        is_robots = request.path == "/robots.txt"
        status = 200 if is_robots else STATUS.get(request.path, 200)
        if request.path == "/head-refused" and request.command == "HEAD":
            status = 405
        if self.tired and not is_robots:
            status = 429
        body = ROBOTS if is_robots else b"a page that nobody reads"
        request.send_response(status)
        if status in (301, 302):
            request.send_header("Location", "/there" if status == 301 else "https://other.example/")
        if status == 429:
            request.send_header("Retry-After", "3600")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        if request.command == "GET":
            request.wfile.write(body)

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


PATHS = ("/fine", "/gone", "/sealed", "/broken", "/moved", "/elsewhere", "/head-refused", "/private/a")


def _bench(tmp_path: Path, server: Server, paths: tuple[str, ...] = PATHS) -> Bench:
    bench = make_bench(tmp_path)
    links = [comment(11 + n, f'<p>See <a href="{server.url}{path}">this</a>.</p>') for n, path in enumerate(paths)]
    bench.add(post(1, *links))
    bench.publish()
    return bench


def _states(bench: Bench) -> dict[str, str]:
    with closing(bench.public()) as db:
        rows = db.execute("select href, state from link where checked is not null").fetchall()
    return {href.partition("//")[2].partition("/")[2]: state for href, state in rows}


def test_each_kind_of_answer_is_told_to_readers(tmp_path: Path, server: Server) -> None:
    bench = _bench(tmp_path, server)
    told = run(["links", "--json", "--data", str(bench.folder.path)], tmp_path).json
    assert (told["asked"], told["left"], told["gone"], told["items_changed"]) == (8, 0, 1, 8)
    assert _states(bench) == {
        "fine": "ok",
        "gone": "gone",
        "sealed": "unknown",
        # one silence may be an accident
        "broken": "unknown",
        "moved": "ok",
        "elsewhere": "ok",
        "head-refused": "ok",
        "private/a": "unknown",
    }
    assert "HEAD /private/a" not in server.asked
    assert (server.asked.count("GET /robots.txt"), "GET /fine" in server.asked) == (1, False)
    assert {"GET /gone", "GET /head-refused", "HEAD /there"} <= set(server.asked)
    assert all(agent.startswith("threadkeep") and "link check" in agent for agent in server.agents)
    server.asked.clear()
    again = run(["links", "--data", str(bench.folder.path)], tmp_path).out
    assert (again.startswith("0 links asked for"), server.asked) == (True, [])


def test_a_host_that_asks_for_a_rest_has_it_in_the_next_run_too(tmp_path: Path, server: Server) -> None:
    bench = _bench(tmp_path, server, ("/a", "/b", "/c"))
    server.tired = True
    command = ["links", "--json", "--data", str(bench.folder.path)]
    told = run(command, tmp_path).json
    assert (told["asked"], told["left"]) == (0, 3)
    asked = len(server.asked)
    server.tired = False
    assert run(command, tmp_path).json["asked"] == 0
    assert len(server.asked) == asked


def test_a_run_that_is_killed_is_continued(tmp_path: Path, server: Server) -> None:
    bench = _bench(tmp_path, server, ("/a", "/b", "/c", "/d"))
    command = ["links", "--json", "--data", str(bench.folder.path)]
    ended = start(command, tmp_path, kill_at=("scraper.link_check", "save_check", 2, False)).end()
    assert ended.code == -signal.SIGKILL
    assert run(command, tmp_path).json["asked"] == 2
    assert set(_states(bench)) == {"a", "b", "c", "d"}


def test_limits_are_kept_and_strangers_are_not_asked_without_a_contact(tmp_path: Path, server: Server) -> None:
    bench = _bench(tmp_path, server, ("/a", "/b", "/c"))
    data = ["--data", str(bench.folder.path)]
    assert run(["links", "--json", "--limit", "1", *data], tmp_path).json["asked"] == 1
    stopped = (f"{server.url}/c",)
    assert [each[-1] for each in _due(bench.db, [f"{server.url}/{each}" for each in "bcd"], stopped, 1, 1)] == ["b"]
    bench.add(post(2, comment(31, '<p><a href="https://stranger.example/">there</a></p>')))
    bench.publish()
    ended = run(["links", *data], tmp_path)
    assert (ended.code != 0, "--contact" in ended.err) == (True, True)


def test_what_is_silent_twice_is_said_to_be_and_a_copy_is_offered(tmp_path: Path, server: Server) -> None:
    bench = _bench(tmp_path, server, ("/broken",))
    address = f"{server.url}/broken"
    for days in (0, 8):
        save_check(bench.db, address, LinkState.SILENT, 500, NOW + timedelta(days=days))
    with closing(bench.public()) as db:
        assert note_links(bench.db, db, [address]) == 1
    bench.publish()
    with closing(bench.public()) as db:
        thread = store.find_thread(db, "1")
    assert thread is not None
    [decoration] = dead_links(thread)["11"]
    assert decoration.told == "did not answer in May 2026"
    assert decoration.href == f"https://web.archive.org/web/20250329/{address}"
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


def test_the_gate_refuses_a_state_that_nobody_found(tmp_path: Path, server: Server) -> None:
    bench = _bench(tmp_path, server, ("/fine",))
    with closing(store.open_public(bench.folder, write=True)) as db:
        with db.atomic():
            db.execute("update link set state = 'gone', checked = '2026-05-03'")
        inputs = read_inputs(bench.db, bench.folder.load_settings())
        assert list(find_thread_problems(db, bench.db, inputs, "1")) == ["link.state/11-1"]


def test_no_address_stands_among_the_answers(tmp_path: Path, server: Server) -> None:
    bench = _bench(tmp_path, server, ("/gone",))
    address = f"{server.url}/gone"
    assert get_checks(bench.db, [address]) == {}
    assert resting_hosts(bench.db, ["weir.example"], NOW) == frozenset()
    save_check(bench.db, address, LinkState.GONE, 404, NOW)
    rest_host(bench.db, "weir.example", NOW + timedelta(hours=1))
    assert resting_hosts(bench.db, ["weir.example", "else.example"], NOW) == {"weir.example"}
    assert resting_hosts(bench.db, ["weir.example"], NOW + timedelta(hours=2)) == frozenset()
    rows = (
        bench.db.execute("select * from link_check").fetchall() + bench.db.execute("select * from link_rest").fetchall()
    )
    assert not any(
        "example" in str(value) or "gone" in str(value).removeprefix("gone") for row in rows for value in row
    )


WRAPPED = [
    ("https://www.google.com/amp/s/weir.example/a/amp", "https://weir.example/a/amp"),
    ("https://google.co.uk/amp/weir.example/a", "http://weir.example/a"),
    ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fweir.example%2Fa%3Fid%3D1", "https://weir.example/a?id=1"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fweir.example%2F&h=x", "https://weir.example/"),
    ("https://weir-example.cdn.ampproject.org/v/s/weir.example/a?amp_js_v=0.1&x=1", "https://weir.example/a?x=1"),
    ("https://weir.example/?utm_source=a&utm_medium=b&fbclid=c&gclid=d", "https://weir.example/"),
    ("https://weir.example/?a=1&UTM_Source=x&b=2#part", "https://weir.example/?a=1&b=2#part"),
    ("https://weir.example/?futm_x=1", "https://weir.example/?futm_x=1"),
    ("https://t.co/a1b2", "https://t.co/a1b2"),
    ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
    ("https://www.google.com/search?q=weir", "https://www.google.com/search?q=weir"),
    ("https://cdn.ampproject.org/c/s/", "https://cdn.ampproject.org/c/s/"),
]


@pytest.mark.parametrize(("address", "plain"), WRAPPED)
def test_wrappers_and_trackers_go(address: str, plain: str) -> None:
    assert unwrap_address(address) == plain
    assert unwrap_address(plain) == plain


def test_the_original_keeps_the_wrapper_and_readers_do_not_get_it(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    wrapped = "https://www.google.com/amp/s/weir.example/quill?utm_source=x"
    bench.add(post(1, comment(11, f'<p><a href="{wrapped}">this</a></p>')))
    bench.publish()
    with closing(bench.public()) as db:
        assert db.execute("select href, host from link").fetchall() == [("https://weir.example/quill", "weir.example")]
    html = bench.get_comment(11).html
    assert ("https://weir.example/quill" in html, "google" in html) == (True, False)
    assert wrapped in str(bench.db.execute("select marks from comment").fetchall())
    bench.mask(11, "this")
    bench.publish()
    assert "weir.example" not in bench.dump()


def test_a_word_to_hide_in_a_wrapper_takes_the_address_too(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    hidden = '<a href="https://www.google.com/url?url=https%3A%2F%2Fweir.example%2F%71uillfeather">this</a>'
    bench.add(post(1, comment(11, f"<p>Quillfeather wrote {hidden}.</p>")))
    bench.mask(11, "Quillfeather")
    bench.publish()
    assert "weir.example" not in bench.dump()
    save_check(bench.db, "https://weir.example/quillfeather", LinkState.GONE, 404, datetime.now(UTC))
    bench.publish(full=True)
    assert "weir.example" not in bench.dump()
