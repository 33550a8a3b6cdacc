"""A register: snapshot, settings, vocabulary, changes."""
