"""Giving out numbers, and replacing provisional ones."""
