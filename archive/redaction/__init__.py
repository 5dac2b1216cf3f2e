"""Find what identifies people, and take it out. Pure functions."""
