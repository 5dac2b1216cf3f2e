"""Harvest and import: pages, feeds and files into originals."""
