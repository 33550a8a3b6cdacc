"""Meetings, their documents, days and deadlines."""
