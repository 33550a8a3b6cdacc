"""`somei agenda`: an agenda from its first draft to the outcome of the meeting."""
