"""Small lists of words, as data: kept short on purpose, since what surrounds a word tells more than a list."""
