"""Dossiers: documents of one procedure and their order."""
