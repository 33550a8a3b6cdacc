"""Markings and words of restriction: what they look like, and where a document shows them."""
