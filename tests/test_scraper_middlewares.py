"""The downloader middlewares by themselves: what a header asks for, what a host is, and whether words can leak."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.spidermiddlewares.httperror import HttpError

from archive.errors import BadInput
from archive.folder import DataFolder
from archive.originals.records import Parsed, SiteRecord
from scraper import settings as ours
from scraper.answers import NotAsked, as_fetched, content_type, is_absence, reason
from scraper.middlewares import (
    ConditionalRequestsMiddleware,
    RetryAfterMiddleware,
    RobotsMiddleware,
    SameHostMiddleware,
    retry_after,
)
from scraper.session import HarvestSession
from scraper.settings import for_host
from scraper.tally import Tally

NOW = datetime(2020, 1, 1, tzinfo=UTC)
URL = "http://127.0.0.1:1/2014/05/a.html"


@pytest.mark.feature("H10")
@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (b"0", 0),
        (b" 120 ", 120),
        (b"99999999999999999999", 1e20),
        (b"Wed, 01 Jan 2020 00:01:00 GMT", 60),
        (b"Tue, 31 Dec 2019 23:59:00 GMT", 0),
        (b"-5", 0),
        (b"1.5", 0),
        (b"soon", 0),
        (b"", 0),
        (b"\xff\xfe", 0),
        (b"Wed, 01 Jan 2020 00:01:00 +99999999999999999999", 0),
        (b"Wed, 01 Jan " + b"9" * 30 + b" 00:01:00 GMT", 0),
        # a date without a zone cannot be compared with now
        (b"Wed, 01 Jan 2020 00:01:00", 0),
    ],
)
def test_a_rest_is_a_number_or_a_date(header: bytes, seconds: float) -> None:
    assert retry_after(header, NOW) == seconds


class Engine:
    """What a middleware sees of Scrapy's engine."""

    def __init__(self) -> None:
        self.running, self.paused, self.closed = True, False, ""

    def pause(self) -> None:
        self.paused = True

    def unpause(self) -> None:
        self.paused = False

    async def close_spider_async(self, *, reason: str) -> None:
        self.closed = reason


def patient(engine: Engine) -> tuple[RetryAfterMiddleware, Tally]:
    crawler = SimpleNamespace(engine=engine, settings=Settings({"RETRY_AFTER_MOST": 900}))
    session = SimpleNamespace(tally=Tally(), is_stopping=False)
    return RetryAfterMiddleware(cast("Any", crawler), cast("Any", session)), session.tally


def busy(value: str | None, status: int = 503) -> Response:
    return Response(URL, status=status, headers={"Retry-After": value} if value is not None else {})


@pytest.mark.feature("H10")
def test_of_two_rests_the_longer_one_counts() -> None:
    engine = Engine()
    waiting, _ = patient(engine)

    async def both() -> bool:
        long = asyncio.create_task(waiting.process_response(Request(URL), busy("1")))
        await asyncio.sleep(0)
        await waiting.process_response(Request(URL), busy("0"))
        still = engine.paused
        await long
        return still

    assert asyncio.run(both())
    assert not engine.paused


@pytest.mark.feature("H10")
def test_an_interrupt_ends_a_rest() -> None:
    engine = Engine()
    waiting, _ = patient(engine)
    engine.running = False
    answer = busy("899")
    assert asyncio.run(waiting.process_response(Request(URL), answer)) is answer


@pytest.mark.feature("H10")
@pytest.mark.parametrize("answer", [busy(None), busy("5", status=200), busy("5", status=404)])
def test_other_answers_pass_at_once(answer: Response) -> None:
    engine = Engine()
    waiting, _ = patient(engine)
    assert asyncio.run(waiting.process_response(Request(URL), answer)) is answer
    assert not engine.paused


@pytest.mark.feature("H10")
def test_a_rest_that_is_too_long_ends_the_run_once() -> None:
    engine = Engine()
    waiting, tally = patient(engine)

    async def ask() -> None:
        waiting.process_request(Request(URL))
        for _ in range(2):
            with pytest.raises(NotAsked):
                await waiting.process_response(Request(URL), busy("901"))
        with pytest.raises(NotAsked):
            waiting.process_request(Request(URL))
        await asyncio.sleep(0)

    asyncio.run(ask())
    assert engine.closed == "retry_after"
    assert tally.failed == [f"{URL}: the host asks to wait 901 s: run the same command again after that"]


@pytest.mark.parametrize(
    ("start", "place", "follows"),
    [
        ("https://a.blogspot.com/x", "https://a.blogspot.co.uk/x", True),
        ("http://a.blogspot.com/x", "https://www.a.blogspot.com:443/x", True),
        ("http://a.example/x", "/y", True),
        ("http://a.example/x", "y.html", True),
        ("http://a.example/x", "//b.example/", False),
        ("http://a.example/x", "http://a.example:8080/", False),
        ("http://a.example/x", "http://a.example.b.example/", False),
        ("http://a.example/x", "http://a.example@b.example/", False),
        ("http://127.0.0.1:8003/x", "http://localhost:8003/", False),
        ("http://a.example/x", "http://[", False),
        ("http://a.example/x", "http://a.example:port/", False),
    ],
)
def test_a_redirect_stays_on_its_host(start: str, place: str, follows: bool) -> None:
    answer = Response(start, status=301, headers={"Location": place})
    if follows:
        assert SameHostMiddleware().process_response(Request(start), answer) is answer
    else:
        with pytest.raises(IgnoreRequest, match="another host"):
            SameHostMiddleware().process_response(Request(start), answer)


def test_a_refused_redirect_does_not_repeat_a_password() -> None:
    answer = Response("http://a.example/", status=301, headers={"Location": "http://jo:secret@b.example/"})
    with pytest.raises(IgnoreRequest) as refused:
        SameHostMiddleware().process_response(Request("http://a.example/"), answer)
    assert "secret" not in str(refused.value)
    assert "b.example" in str(refused.value)


@pytest.mark.parametrize(
    "answer", [Response(URL, status=304), Response(URL, status=200, headers={"Location": "http://b/"})]
)
def test_what_is_no_redirect_passes(answer: Response) -> None:
    assert SameHostMiddleware().process_response(Request(URL), answer) is answer


@pytest.fixture
def session(tmp_path: Path) -> HarvestSession:
    folder = DataFolder(tmp_path / "archive")
    folder.create()
    return HarvestSession(folder, URL)


@pytest.mark.feature("H10")
def test_a_not_modified_that_was_never_asked_for_is_a_failure(session: HarvestSession) -> None:
    middleware = ConditionalRequestsMiddleware(session)
    request = Request(URL)
    middleware.process_request(request)
    assert not request.headers
    with pytest.raises(BadInput, match="never asked"):
        middleware.process_response(request, Response(URL, status=304))
    session.close()
    session.close()


@pytest.mark.feature("H10")
def test_only_a_page_that_came_is_asked_for_conditionally(session: HarvestSession) -> None:
    middleware = ConditionalRequestsMiddleware(session)
    for status, tag in ((200, b'"v1"'), (404, b'"v2"')):
        session.add(as_fetched(Response(URL, status=status, headers={"ETag": tag, "Set-Cookie": "a=b"}, body=tag)))
        assert session.flush()
        request = Request(URL)
        middleware.process_request(request)
        assert request.headers.get("If-None-Match") == (tag if status == 200 else None)
    session.close()


@pytest.mark.feature("H10")
def test_a_robots_file_is_kept_and_one_that_fails_refuses_all(session: HarvestSession) -> None:
    middleware = RobotsMiddleware(session)
    robots = Request("http://127.0.0.1:1/robots.txt", meta={"dont_obey_robotstxt": True})
    allowed = Response(robots.url, status=200, body=b"User-agent: *\nAllow: /\n")
    assert middleware.process_response(robots, allowed) is allowed
    assert session.flush()
    assert session.remembered(robots.url)[1] == allowed.body
    absent = Response(robots.url, status=404)
    assert middleware.process_response(robots, absent) is absent
    for status in (429, 500, 503):
        refused = middleware.process_response(robots, Response(robots.url, status=status))
        assert refused.body == b"User-agent: *\nDisallow: /\n"
    made_up = middleware.process_exception(robots, DownloadTimeoutError("x"))
    assert made_up is not None
    # what was made up here is no capture
    assert middleware.process_response(robots, made_up) is made_up
    assert session.remembered(robots.url)[1] == allowed.body
    assert middleware.process_exception(robots, IgnoreRequest("elsewhere")) is None
    assert middleware.process_exception(Request(URL), DownloadTimeoutError("x")) is None
    assert session.tally.failed[-1] == f"{robots.url}: the host did not answer in time"
    session.close()


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (HttpError(Response(URL, status=503)), "answered 503"),
        (IgnoreRequest("Forbidden by robots.txt"), "Forbidden by robots.txt"),
        (BadInput("Capture 3 is damaged."), "Capture 3 is damaged."),
        (CannotResolveHostError("a"), "there is no host of that name"),
        (DownloadConnectionRefusedError("a"), "the host refuses the connection"),
        (DownloadTimeoutError("a"), "the host did not answer in time"),
        (DownloadCancelledError("a"), "the answer is larger than this version takes"),
        (ValueError("somebody's words"), "the answer broke off (ValueError)"),
    ],
)
def test_why_nothing_came_is_said_without_what_came(error: Exception, says: str) -> None:
    assert reason(error) == says


@pytest.mark.parametrize(
    ("error", "absent"),
    [
        (HttpError(Response(URL, status=404)), True),
        (HttpError(Response(URL, status=410)), True),
        (HttpError(Response(URL, status=403)), False),
        (IgnoreRequest("Forbidden by robots.txt"), True),
        (IgnoreRequest("max redirections reached"), False),
        (ValueError(), False),
    ],
)
def test_what_is_not_there_is_no_failure_of_what_need_not_be(error: Exception, absent: bool) -> None:
    assert is_absence(error) is absent


def test_what_goes_into_a_log_shows_no_words() -> None:
    answer = Response(URL, body=b"the words of somebody", headers={"Content-Type": "text/html", "X-Note": "their name"})
    fetched = as_fetched(answer, Parsed("Blogger page", SiteRecord("a.example", "their title")))
    assert "somebody" not in repr(fetched)
    assert "their" not in repr(fetched)
    assert URL in repr(fetched)
    assert (content_type(answer), content_type(Response(URL))) == ("text/html", None)


@pytest.mark.feature("H10")
def test_gentle_by_default() -> None:
    assert ours.ROBOTSTXT_OBEY
    assert ours.AUTOTHROTTLE_ENABLED
    assert ours.DOWNLOAD_DELAY >= 1
    assert ours.CONCURRENT_REQUESTS_PER_DOMAIN == 1
    assert not any(
        (ours.COOKIES_ENABLED, ours.TELNETCONSOLE_ENABLED, ours.REMOTE_CONTROL_ENABLED, ours.METAREFRESH_ENABLED)
    )
    foreign = for_host(loopback=False, delay=0.0, contact="jo@weir.example")
    assert foreign["DOWNLOAD_DELAY"] >= 0.5
    assert "AUTOTHROTTLE_ENABLED" not in foreign
    assert foreign["USER_AGENT"].endswith("; contact jo@weir.example")
    assert for_host(loopback=True, delay=2.0, contact="")["DOWNLOAD_DELAY"] == 0
