"""What commits did to documents: steps, consequences, undo, the two-person rule, as-of."""
