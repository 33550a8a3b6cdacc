"""The words that must not leave, and how they are looked for in what was made."""
