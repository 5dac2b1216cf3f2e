"""One recognizer per file."""
