"""The text of saved pages, as people copied it out of a browser."""
