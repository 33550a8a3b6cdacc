"""Find follow-ups in a text: its sentences, who is to act, and by when."""
