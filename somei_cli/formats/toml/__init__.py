"""The TOML of documents, settings, vocabulary and requests."""
