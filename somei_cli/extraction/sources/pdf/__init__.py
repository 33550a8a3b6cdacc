"""Read PDF files into lines."""
