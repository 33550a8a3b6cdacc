"""Dossiers: the documents of one procedure and their order."""
