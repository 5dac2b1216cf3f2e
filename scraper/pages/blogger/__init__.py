"""Blogger: its pages in every generation of their markup, and its feeds."""
