"""The parts of a register entry, each read from the pieces of a document's text."""
