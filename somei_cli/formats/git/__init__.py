"""Formats that git reads or keeps: commit messages, attributes, revision ranges."""
