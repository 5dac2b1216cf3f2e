"""The search engine for archives beyond 100,000 comments: tantivy. Everything that imports it lies here."""
