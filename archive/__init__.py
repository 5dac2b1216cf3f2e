"""The archive itself: originals, decisions, the public copy. Knows no web framework."""
