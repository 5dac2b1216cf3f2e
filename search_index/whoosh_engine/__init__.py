"""The search engine that comes with threadkeep: Whoosh 2.7.4. Everything that imports it lies here."""
