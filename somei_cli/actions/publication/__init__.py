"""Exports and the site, what changes in them, and the proof that nothing withheld leaves."""
