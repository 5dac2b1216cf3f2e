"""The commands of the scraper, where the entry points look for them."""

from scraper.harvest_command import harvest
from scraper.import_command import import_
from scraper.links_command import links
from scraper.reparse_command import reparse

__all__ = ["harvest", "import_", "links", "reparse"]
