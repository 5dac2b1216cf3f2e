"""Where tests get processes of their own: forked from one that has imported all they need, in hundredths of a second.

There is one such process for all tests of a run, and what it imports is settled when the first of them asks for it: so
there is one list of it, too.
"""

from __future__ import annotations

import multiprocessing

FORKS = multiprocessing.get_context("forkserver")
# all that reading, an import and a harvest load, short of the reactor itself
FORKS.set_forkserver_preload(
    [
        *("archive.cli", "scraper.harvesting", "scraper.reparsing", "scraper.pipelines", "scraper.middlewares"),
        *("scraper.progress", "scraper.reparse_command", "scraper.harvest_command", "scraper.importing"),
        *("scraper.spiders.blogger", "scraper.spiders.wordpress", "scraper.spiders.probe", "scraper.answers"),
        *("scraper.files.recognise", "scraper.pages.recognise", "scrapy.pqueues", "scrapy.squeues", "pytest"),
        "tests.warm",
        *("scrapy.core.downloader.handlers.http11", "scrapy.core.downloader.handlers.ftp", "scrapy.dupefilters"),
        *("scrapy.core.downloader.handlers.s3", "scrapy.downloadermiddlewares.redirect", "scrapy.resolver"),
        *("scrapy.downloadermiddlewares.robotstxt", "scrapy.downloadermiddlewares.httpcompression", "protego"),
        *("scrapy.extensions.feedexport", "scrapy.extensions.telnet", "scrapy.extensions.remote_control"),
        *("scrapy.downloadermiddlewares.cookies", "scrapy.extensions.throttle", "scrapy.logformatter"),
        *("scrapy.downloadermiddlewares.httpproxy", "scrapy.downloadermiddlewares.offsite", "scrapy.statscollectors"),
        *("scrapy.spidermiddlewares.referer", "scrapy.spidermiddlewares.depth", "twisted.internet.asyncioreactor"),
    ]
)
