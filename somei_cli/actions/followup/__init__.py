"""Follow-ups: record, move, close and carry them, and propose them from a text."""
