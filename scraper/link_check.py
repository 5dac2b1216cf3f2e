"""Asking the pages that texts link to whether they are still there: seldom, slowly, and saying who asks.

Every answer is stored as it comes, so a run that was killed is continued by the next one. Several hosts are asked at
the same time, each of them one question after the other. What robots.txt refuses is not asked, and a host that asks
for a rest has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response, TextResponse
from scrapy.settings import Settings as ScrapySettings
from sqlite_utils import Database
from twisted.python.failure import Failure

from archive.originals.link_checks import LinkState, rest_host, save_check
from scraper import settings as defaults
from scraper.middlewares import retry_after

REST = timedelta(hours=1)
"""How long a host is left alone that says it is asked too much, and not for how long."""

_GONE = (404, 410)
_REDIRECTS = (301, 302, 303, 307, 308)
_HOPS = 5


@dataclass(slots=True)
class Findings:
    """What one run found: how many links are in which state, and the addresses left for another run."""

    counts: Counter[str] = field(default_factory=Counter)
    left: int = 0
    answered: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Errand:
    """What a run is to do, for whom, and with what manners; `delay` is seconds between two questions to one host."""

    db: Database
    addresses: tuple[str, ...]
    contact: str
    delay: float
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


def host_of(address: str) -> str:
    """Return the host of an address, with its port where it names one."""
    return urlsplit(address).netloc.rpartition("@")[2].lower()


def check_links(errand: Errand) -> Findings:
    """Ask for each address and store what it answers; once per process, because Scrapy's reactor cannot start again."""
    findings = Findings()
    if not errand.addresses:
        return findings
    process = CrawlerProcess(_settings(errand))
    process.crawl(process.create_crawler(LinkSpider), errand=errand, findings=findings)
    process.start()
    findings.left = len(errand.addresses) - len(findings.answered)
    return findings


def _settings(errand: Errand) -> ScrapySettings:
    settings = ScrapySettings()
    settings.setmodule(defaults, priority="project")
    own: dict[str, Any] = {
        "LOG_LEVEL": "ERROR",
        "USER_AGENT": f"{defaults.USER_AGENT.replace('comment archive', 'comment archive, link check')}"
        + (f"; contact {errand.contact}" if errand.contact else ""),
        "DOWNLOAD_DELAY": errand.delay,
        "AUTOTHROTTLE_ENABLED": errand.delay > 0,
        "AUTOTHROTTLE_START_DELAY": errand.delay,
        "CONCURRENT_REQUESTS": 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_TIMEOUT": 30,
        "REDIRECT_ENABLED": False,
        "RETRY_ENABLED": False,
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {"scrapy.extensions.logstats.LogStats": None},
        "DOWNLOADER_MIDDLEWARES": {
            "scraper.link_check.ManneredMiddleware": 540,
            "scraper.middlewares.OneByOneRobotsTxtMiddleware": 100,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        },
    }
    settings.update(own, priority="cmdline")
    return settings


class ManneredMiddleware:
    """Asks nothing of a host that rests; a robots.txt that cannot be had is a refusal (RFC 9309, 2.3.1.4)."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ManneredMiddleware:
        """Build the middleware for one run."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Leave a host alone that rests."""
        if host_of(request.url) in self._spider.resting:
            raise IgnoreRequest("its host rests")

    def process_response(self, request: Request, response: Response) -> Response:
        """Take a robots.txt that a host in trouble does not give for a refusal."""
        if request.meta.get("dont_obey_robotstxt") and (response.status == 429 or response.status >= 500):
            self._spider.rest(response)
            return _refusal(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Note a host that is not there at all."""
        if not request.meta.get("dont_obey_robotstxt") or isinstance(exception, IgnoreRequest):
            return None
        self._spider.silent.add(host_of(request.url))
        return _refusal(request)

    @property
    def _spider(self) -> LinkSpider:
        spider = self._crawler.spider
        assert isinstance(spider, LinkSpider)
        return spider


def _refusal(request: Request) -> TextResponse:
    return TextResponse(request.url, body=b"User-agent: *\nDisallow: /\n", request=request)


class LinkSpider(Spider):
    """Asks with HEAD, and with GET where that was refused; reads no page."""

    name = "links"

    def __init__(self, errand: Errand, findings: Findings) -> None:
        super().__init__()
        self._errand, self._findings = errand, findings
        self.resting: set[str] = set()
        self.silent: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **given: Any) -> LinkSpider:
        """Build the spider, which wants no more of an answer than its head."""
        spider = super().from_crawler(crawler, *args, **given)
        crawler.signals.connect(spider.on_head, signals.headers_received)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield a question for each address."""
        for address in self._errand.addresses:
            yield self._ask(address, address, "HEAD", 0)

    def on_head(self, request: Request) -> None:
        """End an answer once its head is there; a robots.txt is read."""
        if not request.meta.get("dont_obey_robotstxt"):
            raise StopDownload(fail=False)

    def _ask(self, address: str, at: str, method: str, hops: int) -> Request:
        return Request(
            at,
            method=method,
            callback=self.parse,
            errback=self.on_error,
            cb_kwargs={"address": address, "hops": hops},
            meta={"handle_httpstatus_all": True, "address": address, "hops": hops},
            dont_filter=True,
        )

    def parse(self, response: Response, **given: Any) -> Iterable[Request]:
        """Store what an answer says, or ask once more: as GET, or where it leads on the same host."""
        address, hops = str(given["address"]), int(given["hops"])
        status, method = response.status, response.request.method if response.request else "GET"
        if status == 429 or (status == 503 and "Retry-After" in response.headers):
            self.rest(response)
            return
        if status in _REDIRECTS:
            further = _join(response.url, (response.headers.get("Location") or b"").decode("latin-1"))
            if _is_same_host(further, response.url) and hops < _HOPS:
                yield self._ask(address, further, method, hops + 1)
                return
        elif status >= 400 and method == "HEAD":
            yield self._ask(address, response.url, "GET", hops)
            return
        self._keep(address, _state_of(status), status)

    def on_error(self, failure: Failure) -> None:
        """Store that nothing came, or that asking is not wanted; what rests is left for the next run."""
        request = getattr(failure, "request")  # noqa: B009 - Scrapy puts it there; Twisted knows nothing of it
        address, host = request.meta["address"], host_of(request.url)
        if host in self.resting:
            return
        is_refused = isinstance(failure.value, IgnoreRequest) and host not in self.silent
        self._keep(address, LinkState.UNKNOWN if is_refused else LinkState.SILENT, None)

    def rest(self, response: Response) -> None:
        """Leave a host alone for as long as it asks, in later runs too."""
        now, host = self._errand.clock(), host_of(response.url)
        seconds = retry_after(response.headers.get("Retry-After") or b"", now)
        self.resting.add(host)
        rest_host(self._errand.db, host, now + (timedelta(seconds=seconds) if seconds else REST))

    def _keep(self, address: str, state: LinkState, status: int | None) -> None:
        save_check(self._errand.db, address, state, status, self._errand.clock())
        self._findings.counts[state.value] += 1
        self._findings.answered.append(address)


def _state_of(status: int) -> LinkState:
    if status in _GONE:
        return LinkState.GONE
    if status < 400:
        return LinkState.OK
    return LinkState.SILENT if status >= 500 else LinkState.UNKNOWN


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _is_same_host(one: str, other: str) -> bool:
    return host_of(one).removeprefix("www.") == host_of(other).removeprefix("www.") != ""
