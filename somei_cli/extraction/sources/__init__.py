"""The source formats: PDF, DOCX, HTML, Markdown and plain text to lines."""
