"""Notations in running text: document numbers, references, search queries."""
