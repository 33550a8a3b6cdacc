"""Markings and words of restriction: what they look like, and where a file shows them."""
