"""Tags, in archive.db. Knows ids, not words."""
