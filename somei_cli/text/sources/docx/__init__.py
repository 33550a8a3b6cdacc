"""DOCX to lines: paragraphs, tables, lists and notes as Word shows them."""
