"""Merging two versions of a document, field by field, against the one that both began from."""
