"""Readers of source formats: PDF, DOCX, HTML, Markdown and plain text into lines."""
