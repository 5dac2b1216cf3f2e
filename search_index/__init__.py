"""Topic and acronym search over the public copy, with Whoosh."""
