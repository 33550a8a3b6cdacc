"""Findings in the formats for people, CI servers and code hosts."""
