"""Tag pages, and their editing on the moderation site."""
