"""The agenda commands: from the first draft to the outcome of the meeting."""
