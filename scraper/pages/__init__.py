"""Parsers: bytes and an address in, records out. Pure functions."""
