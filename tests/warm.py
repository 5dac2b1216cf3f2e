"""Importing this reads the rules of the recognizers once for all processes that are forked from the one that does."""

from archive.redaction.findings import find_all

find_all("I was a manager at the Ferry Lane office for twelve years; ring Sarah on 07700 900123.")
