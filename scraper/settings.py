"""Scrapy's settings for every harvest: gentle by default, and nothing kept outside the archive.

`scrapy crawl blogger -a url=https://... -s THREADKEEP_DATA=DIR` uses them as they are; `threadkeep harvest` adds the
contact and the delay of the archive's own threadkeep.toml.
"""

from __future__ import annotations

from typing import Any

import scrapy

BOT_NAME = "threadkeep"
SPIDER_MODULES = ["scraper.spiders"]
USER_AGENT = f"threadkeep/0.1 (comment archive; Scrapy {scrapy.__version__})"

# politeness (H10)
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 2.0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
RETRY_TIMES = 3
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504]
RETRY_AFTER_MOST = 900
"""Seconds: a longer Retry-After ends this run; the next one goes on there."""
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the report names every address that was given up

# bounds on what one answer may cost
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False  # a page is kept as it came, not swapped for another one it points to
URLLENGTH_LIMIT = 0  # Scrapy would drop longer addresses without a word

# nothing but the archive remembers anything
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
MEMUSAGE_ENABLED = False
EXTENSIONS: dict[str, Any] = {
    "scrapy.extensions.logstats.LogStats": None,  # scraper.progress says more
    "scraper.progress.Progress": 100,
}
DOWNLOADER_MIDDLEWARES = {
    # answers pass from the highest number down, by Scrapy's own redirects (600) and retries (550)
    "scraper.middlewares.SameHostMiddleware": 650,
    "scraper.middlewares.RetryAfterMiddleware": 560,
    "scraper.middlewares.ConditionalRequestsMiddleware": 555,
    "scraper.middlewares.RobotsMiddleware": 540,
    "scraper.middlewares.OneByOneRobotsTxtMiddleware": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
}
# what a harvest has no use for costs time with every answer
SPIDER_MIDDLEWARES: dict[str, Any] = {"scrapy.spidermiddlewares.depth.DepthMiddleware": None}
WARN_ON_GENERATOR_RETURN_VALUE = False  # reads the source of a callback each time
CONCURRENT_ITEMS = 1  # of one answer: Scrapy starts so many tasks for each; what came first is also written first
ITEM_PIPELINES = {"scraper.pipelines.ArchivePipeline": 100}
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
LOG_LEVEL = "WARNING"
LOG_SHORT_NAMES = True


def for_host(*, loopback: bool, delay: float, contact: str, is_own_delay: bool = False) -> dict[str, Any]:
    """Return what a harvest of one host changes: no delay on this machine itself, a contact everywhere else.

    `is_own_delay` says that the delay was set for that host, which holds on this machine too.
    """
    if loopback and is_own_delay:
        return {"DOWNLOAD_DELAY": delay, "AUTOTHROTTLE_ENABLED": False}
    if loopback:
        return {
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_ENABLED": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        }
    return {
        "DOWNLOAD_DELAY": max(0.5, delay),
        # Scrapy would begin with five seconds, and only full answers bring that down: a blog that has not changed
        # would be asked more slowly than a new one
        "AUTOTHROTTLE_START_DELAY": max(0.5, delay),
        "USER_AGENT": f"{USER_AGENT}; contact {contact}",
    }
