"""The history of the register in git."""
