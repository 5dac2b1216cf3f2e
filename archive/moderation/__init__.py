"""Decisions, their log, and the people who make them."""
