"""Agenda items: from the lines of the body to titles, sub-items, documents and text."""
