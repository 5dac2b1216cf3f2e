"""Everything that threadkeep raises on purpose, with the exit code of its commands."""


class ArchiveError(Exception):
    """Something the person at the keyboard can act on; the message is one sentence that says what to do next.

    Messages carry ids, file names and counts, never words that somebody wrote under a blog.
    """

    exit_code = 1


class UnrecognisedInput(ArchiveError):
    """A file or page in none of the formats we read. Nothing was stored from it but its capture."""

    exit_code = 1


class NoPost(UnrecognisedInput):
    """A page of a blog that is not one post's own: its index, a label, an archive."""


class BadInput(ArchiveError):
    """A file in a known format that cannot be read to its end. Nothing already stored was changed."""

    exit_code = 1


class WrongUse(ArchiveError):
    """A command, form or function was given something it cannot work with."""

    exit_code = 2


class NotFound(WrongUse):
    """An id that the archive does not hold."""


class Refused(ArchiveError):
    """The archive will not do this now: a lock is held, or a right is missing."""

    exit_code = 3


class GateClosed(Refused):
    """The leak gate found something private in what was about to become public. The live files are unchanged."""


class StaleDecision(ArchiveError):
    """A decision whose quotation no longer fits its original. The item is withheld until a moderator looks."""
