"""Follow-ups: recorded, moved, closed, carried over, and proposed from a text."""
