"""Read DOCX files into lines."""
