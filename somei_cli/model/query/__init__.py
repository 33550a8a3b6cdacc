"""Queries of the index: conditions, terms, groups."""
