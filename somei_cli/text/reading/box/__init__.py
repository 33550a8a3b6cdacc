"""The box under the heading: its labels, its values, and where the subject ends."""
