"""Differences between two versions of a file or a document."""
