"""WordPress: saved pages of common themes, and the answers of its REST API."""
