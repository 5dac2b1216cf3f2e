"""The commands of the scraper, where the entry points look for them."""

from scraper.import_command import import_

__all__ = ["import_"]
