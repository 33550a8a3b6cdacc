"""What commits did to documents: steps, consequences, undo, two persons, as-of."""
