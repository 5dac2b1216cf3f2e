"""Releases: dated copies of what is public, to cite and to take away, and what becomes of them when words must go."""
