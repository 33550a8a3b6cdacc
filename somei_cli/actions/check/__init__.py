"""Checks: of everything, of some documents, of what changed, of a commit, of a branch, of a push."""
