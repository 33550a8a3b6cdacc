"""Reading a document's text: bytes to lines, lines to letterhead, box, items and references, and those to an entry."""
