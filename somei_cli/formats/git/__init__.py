"""What is written for git: commit messages, attributes, words instead of TOML."""
