"""Requests to take something down as they come in, and what their senders may know of them (inbox.db)."""
