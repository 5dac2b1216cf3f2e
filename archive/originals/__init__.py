"""Captures, posts, comments and their revisions, in archive.db. Private."""
