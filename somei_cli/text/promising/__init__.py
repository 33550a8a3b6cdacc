"""What a text promises by a time."""
