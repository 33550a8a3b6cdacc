"""DOCX files to lines."""
