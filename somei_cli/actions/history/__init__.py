"""The history of documents: log, blame, diff, review, undo, as-of and verification."""
