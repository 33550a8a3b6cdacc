"""Agendas: items, drafts, issue, revision, outcome."""
