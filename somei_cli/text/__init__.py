"""How it is written: values to TOML and back, paths, commit messages, and reading a document's text. All pure."""
