"""Files that hold a whole blog or more: exports, read as streams, and containers of pages (WARC, WACZ, folders)."""
