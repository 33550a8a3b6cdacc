"""Drafts of agendas and the acts of their life."""
