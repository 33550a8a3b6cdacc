"""Exports, the site, changes of what is public, and the leak check."""
