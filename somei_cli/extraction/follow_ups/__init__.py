"""Follow-ups that a text promises: sentences, who is to act, and by when."""
