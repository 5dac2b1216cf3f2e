"""The commands that the README gives for archiving one's own blog, in one place for the README and its test."""

FOUR_COMMANDS = (
    "threadkeep init",
    "threadkeep harvest https://example.blogspot.com",
    "threadkeep publish",
    "threadkeep serve",
)
