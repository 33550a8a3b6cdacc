"""Views and the formats of an answer: tables, streams, dates, progress."""
