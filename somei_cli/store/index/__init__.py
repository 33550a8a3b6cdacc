"""The index: an SQLite cache of what the documents say."""
