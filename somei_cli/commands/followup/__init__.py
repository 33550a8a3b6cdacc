"""`somei followup`: what was promised at a meeting, by when, and what became of it."""
