"""The moderation site: login, redact, hide, undo. Registered by `threadkeep moderate` alone."""
