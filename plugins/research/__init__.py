"""Datasette's SQL, JSON and CSV on the public copy, with limits."""
